// A team's own sheet: tell the team-mates that somebody is writing, and put what they stored
// meanwhile beside one's own unsent words.
const TELL_EVERY = 8000; // milliseconds

const tellWriting = (form) => {
  const now = Date.now();
  if (form.dataset.team === undefined || now - (form.toldAt || 0) < TELL_EVERY) return;
  if (isEmpty(form)) return;
  form.toldAt = now;
  // Whether it arrives or not: nothing depends on it.
  fetch(address('/writing', {}), {
    method: 'POST',
    headers: { Accept: 'application/json', 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ worksheet: form.elements.worksheet.value }).toString(),
  }).catch(() => {});
};

// A team-mate may have saved first: until the answer to a letter is there, its form and words stay.
const keepUntilKnown = (form) => {
  if (form.dataset.team !== undefined) form.letters = (form.letters || 0) + 1;
};
const letGo = (form) => {
  if (form && form.letters) form.letters -= 1;
};
const isOnItsWay = (form) => form.letters > 0;

// The mark is true for seconds; without news it goes by itself.
const fadeWriting = (root) => {
  root.querySelectorAll('[data-fades]').forEach((mark) => {
    if (mark.fading) return;
    mark.fading = setTimeout(() => mark.remove(), Number(mark.dataset.fades) * 1000);
  });
};

// What the team has stored since these words were begun. After a refusal the form knows the new
// version, but its words are still based on the old one.
const findOvertaking = (form) => {
  const id = form.elements.answer_id.value;
  if (form.dataset.many !== undefined && !id) return null; // a new card overtakes nothing
  const section = form.closest('section');
  const own = section.querySelector(id ? `[data-own="${id}"]` : '[data-own]');
  return own && Number(own.dataset.version) > form.basedOn ? own : null;
};

const showOvertaken = (form) => {
  if (form.basedOn === undefined) form.basedOn = Number(form.elements.version.value);
  const old = form.querySelector('.overtaken');
  const own = isDirty(form) ? findOvertaking(form) : null;
  if (!own) {
    if (old) old.remove();
    return;
  }
  const mark = `${own.dataset.own}-${own.dataset.version}`;
  if (old && old.dataset.mark === mark) return;
  if (old) old.remove();
  const note = make('div', { className: 'hint overtaken' });
  note.dataset.mark = mark;
  note.append(
    make('p', { className: 'hint-title' }, '班のほかの人が、先に保存しました'),
    make('p', {}, '保存された内容は次のとおりです。見くらべて、下の自分の書きかけを直してから保存してください。'),
  );
  own.querySelectorAll('.words, .lines').forEach((words) => {
    if (!words.parentElement.closest('.lines')) note.append(words.cloneNode(true));
  });
  const give = make('button', { type: 'button', className: 'quiet-button' }, '自分の書きかけをやめる');
  give.addEventListener('click', () => {
    box.remove(draftKey(form));
    form.first = readBody(form);
    document.activeElement.blur();
    refresh({ edit: '', moved: true });
  });
  note.append(give);
  form.prepend(note);
  announce('班のほかの人が、先に保存しました');
};

const startTeam = (root) => {
  fadeWriting(root);
  formsOf(root).filter((form) => form.dataset.team !== undefined).forEach(showOvertaken);
};
