// Bring the page up to date without taking away what somebody is writing.
const announce = (text) => {
  const place = document.getElementById('announce');
  if (place) place.textContent = text;
};

const main = () => document.getElementById('main');
const dirtyForms = () => formsOf(main()).filter(isDirty);

const readPage = (text) => new DOMParser().parseFromString(text, 'text/html').getElementById('main');

// A form stays as it is while it holds unsent words or the person is in it.
const isHeld = (element) => {
  const forms = element.matches('form') ? [element] : Array.from(element.querySelectorAll('form'));
  return forms.some((form) => form.contains(document.activeElement) || isOnItsWay(form)
    || (form.matches('[data-sheet]') ? isDirty(form) : !isUntouched(form)));
};

const isUntouched = (form) =>
  writingFields(form).every((field) => field.type !== 'text' || field.value === field.defaultValue);

const renewVersion = (form, fresh) => {
  // After "somebody else changed it" the person has seen the newer words and may write over them.
  const id = form.elements.answer_id && form.elements.answer_id.value;
  const own = fresh.querySelector(id ? `[data-own="${id}"]` : '[data-own]');
  if (!form.dataset.conflict || !own || (!id && form.dataset.many !== undefined)) return;
  form.elements.answer_id.value = own.dataset.own;
  form.elements.version.value = own.dataset.version;
  delete form.dataset.conflict;
};

// "Saved" and its like are known to this page only; the server draws their lines empty.
const carryStates = (old, fresh) => {
  old.querySelectorAll('[data-keep]').forEach((line) => {
    const place = fresh.querySelector(`#${CSS.escape(line.id)}`);
    if (place) place.replaceWith(line);
  });
  old.querySelectorAll('section details[id]').forEach((more) => {
    const place = fresh.querySelector(`#${CSS.escape(more.id)}`);
    if (place && more.open) place.open = true;
  });
};

let passing = []; // fresh forms that take over a choice, once they are started

const patch = (old, fresh) => {
  const before = new Map(Array.from(old.children, (child) => [child.id, child]));
  const kept = [];
  Array.from(fresh.children).forEach((child) => {
    const known = child.id && before.get(child.id);
    if (known) before.delete(child.id);
    if (!known) {
      kept.push(child);
    } else if (known.dataset.keep !== undefined || known.isEqualNode(child)) {
      kept.push(known);
    } else if (!isHeld(known)) {
      if (known.tagName === 'DETAILS') child.open = known.open;
      carryStates(known, child);
      kept.push(child);
    } else if (known.matches('form[data-votes]') && !isOnItsWay(known)) {
      passing.push([child, passVotesOn(known)]);
      kept.push(child);
    } else if (known.matches('form')) {
      renewVersion(known, fresh);
      kept.push(known);
    } else {
      patch(known, child);
      kept.push(known);
    }
  });
  // What the server no longer draws stays only while words in it are unsent.
  const lost = Array.from(before.values()).filter(isHeld);
  lost.forEach((element) => {
    if (element.matches('form')) renewVersion(element, fresh);
    kept.splice(Math.min(kept.length, 1), 0, element);
  });
  // What goes, goes first: a form that has to be moved in the page loses the keyboard.
  Array.from(old.children).forEach((child) => {
    if (!kept.includes(child)) child.remove();
  });
  kept.forEach((element, index) => {
    if (old.children[index] !== element) old.insertBefore(element, old.children[index] || null);
  });
};

const showStep = (fresh) => {
  carryStates(main(), fresh);
  main().replaceWith(fresh);
};

const hideBar = () => {
  const bar = document.getElementById('bar');
  bar.hidden = true;
  bar.replaceChildren();
};

let latest = null; // the page the room is at, while the person is still writing

const showBar = (fresh) => {
  const bar = document.getElementById('bar');
  const title = fresh.dataset.stepTitle;
  const go = make('button', { type: 'button', className: 'second-button' }, '次へ進む');
  go.addEventListener('click', () => {
    hideBar();
    formsOf(main()).forEach(keepDraft);
    take(latest, { moved: true });
  });
  latest = fresh;
  const known = bar.dataset.step === fresh.dataset.step && !bar.hidden;
  bar.dataset.step = fresh.dataset.step;
  if (known) return;
  const words = `会場は「${title}」に進みました。`;
  bar.replaceChildren(
    make('p', {}, `${words}書きかけの内容はこの端末に残っています。`),
    go,
  );
  bar.hidden = false;
  announce(words);
};

// Put the fresh page in place. `moved`: the person asked for it or it is a new step.
const take = (fresh, { moved = false, focus = '' } = {}) => {
  const stepChanged = fresh.dataset.step !== main().dataset.step;
  const told = document.activeElement;
  if (!moved && stepChanged && dirtyForms().length) {
    showBar(fresh);
    return;
  }
  hideBar();
  if (moved || stepChanged) {
    showStep(fresh);
  } else {
    ['revision', 'step', 'stepTitle', 'title'].forEach((name) => {
      main().dataset[name] = fresh.dataset[name];
    });
    patch(main(), fresh);
  }
  document.title = main().dataset.title;
  start(main());
  passing.forEach(([form, pass]) => pass(form));
  passing = [];
  if (stepChanged) {
    const heading = document.getElementById('step-title');
    announce(`「${main().dataset.stepTitle}」に進みました`);
    window.scrollTo(0, 0);
    if (heading) heading.focus();
  } else if (focus) {
    const item = document.querySelector(`#${CSS.escape(focus)} [data-item]`);
    const field = item || document.querySelector(`#${CSS.escape(focus)} form[data-sheet] .field input, `
      + `#${CSS.escape(focus)} form[data-sheet] .field textarea`);
    if (field) field.focus({ preventScroll: Boolean(item) });
    if (item) item.parentElement.scrollIntoView();
  } else if (told.dataset.keep !== undefined) {
    told.focus({ preventScroll: true }); // it was moved into the fresh section
  }
};
