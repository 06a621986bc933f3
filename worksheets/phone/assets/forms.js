// One sheet's form: read it, fill it, its draft, its words for the person.
const formsOf = (root) => Array.from(root.querySelectorAll('form[data-sheet]'));

const readBody = (form) => {
  const entries = new URLSearchParams();
  new FormData(form).forEach((value, name) => {
    if (name !== 'sent_id' && name !== 'begun' && value) entries.append(name, value);
  });
  return entries.toString();
};

const writingFields = (form) =>
  Array.from(form.elements).filter((field) => field.name && field.type !== 'hidden');

const isTick = (field) => field.type === 'checkbox' || field.type === 'radio';
const isBlank = (field) => !field.value.trim() || (isTick(field) && !field.checked);
const isEmpty = (form) => writingFields(form).every(isBlank);

const isEdit = (form) => Boolean(form.elements.answer_id && form.elements.answer_id.value);
const isDirty = (form) => readBody(form) !== form.first
  && !(isEmpty(form) && !isEdit(form) && form.dataset.votes === undefined);

const ownWords = (form) => (form.dataset.votes !== undefined ? votedWords(form) : typedWords(form));

const typedWords = (form) =>
  writingFields(form)
    .filter((field) => (field.type === 'text' || field.type === 'textarea') && !field.disabled)
    .map((field) => field.value.trim())
    .filter(Boolean)
    .join(' / ');

const fillForm = (form, body) => {
  const given = new URLSearchParams(body);
  form.querySelectorAll('[data-table]').forEach((table) => {
    const numbers = Array.from(given.keys())
      .filter((name) => name.startsWith(`${table.parentNode.dataset.field}.`) && given.get(name))
      .map((name) => Number(name.split('.')[2]));
    showRows(table, Math.max(0, ...numbers) + 1);
  });
  writingFields(form).forEach((field) => {
    const values = given.getAll(field.name);
    if (isTick(field)) {
      field.checked = values.includes(field.value) || (!values.length && !field.value);
    } else {
      field.value = values.length ? values[0] : '';
    }
  });
  form.dispatchEvent(new CustomEvent('filled'));
};

// --- the draft ------------------------------------------------------------------------------

const setStatus = (sheet, state) => {
  const words = {
    draft: '✎ 下書き（この端末に残っています）',
    sending: '… 送信中',
    saved: '✓ 保存しました',
    waiting: '！ 未送信（つながったら自動で送ります）',
    withdrawn: '✓ 取り下げました',
    '': '',
  };
  const line = document.getElementById(`${sheet}-status`);
  if (line && line.dataset.state !== state) {
    line.dataset.state = state;
    line.textContent = words[state];
  }
};

const sheetId = (form) => form.closest('section').id;

const nameDraft = (form, known) => {
  form.draft = known.id || form.draft || makeId();
  return form.draft;
};

const keepDraft = (form) => {
  clearTimeout(form.keeping);
  if (!form.isConnected || form.first === undefined) return;
  const key = draftKey(form);
  if (!isDirty(form)) {
    box.remove(key);
    if (document.getElementById(`${sheetId(form)}-status`).dataset.state === 'draft') {
      setStatus(sheetId(form), '');
    }
    return;
  }
  const known = box.get(key) || {};
  box.set(key, {
    at: Date.now(),
    id: nameDraft(form, known),
    body: readBody(form),
    title: form.dataset.title,
    words: ownWords(form),
    form: form.id,
  });
  setStatus(sheetId(form), 'draft');
};

// --- problems and hints ---------------------------------------------------------------------

const showProblem = (form, message) => {
  keepProblem(form, message);
  if (message) form.querySelector('.problem').focus();
};

const keepProblem = (form, message) => {
  const place = form.querySelector('.problem');
  place.hidden = !message;
  place.querySelector('.problem-text').textContent = message || '';
};

const findMissing = (form) => {
  const fields = Array.from(form.querySelectorAll('[data-required]'));
  return findUnrated(form) || fields.find((field) =>
    Array.from(field.querySelectorAll('input, textarea, select')).every(isBlank));
};

const markMissing = (form, field) => {
  form.querySelectorAll('.error').forEach((old) => old.remove());
  form.querySelectorAll('[aria-invalid]').forEach((old) => old.removeAttribute('aria-invalid'));
  if (!field) return;
  const message = `「${field.dataset.label}」に答えてから送ってください。`;
  const line = make('p', { className: 'error', id: `${form.id}-missing` }, message);
  const head = field.querySelector('legend, label');
  head.insertAdjacentElement('afterend', line);
  const input = field.querySelector('input, textarea, select');
  const grouped = field.tagName === 'FIELDSET';
  const told = grouped ? field : input;
  const before = (told.getAttribute('aria-describedby') || '').replace(line.id, '').trim();
  told.setAttribute('aria-describedby', before ? `${before} ${line.id}` : line.id);
  if (!grouped) input.setAttribute('aria-invalid', 'true');
  showProblem(form, message);
  input.id ||= `${form.id}-first`;
  form.querySelector('.problem-text').replaceChildren(make('a', { href: `#${input.id}` }, message));
};

const make = (tag, given, text) => {
  const element = Object.assign(document.createElement(tag), given);
  if (text !== undefined) element.textContent = text;
  return element;
};

// Asks once before sending words that look personal; resolves to true for "send as it is".
const askAboutPersonal = (form) => {
  const old = form.querySelector('.hint');
  if (old) old.remove();
  const found = form.dataset.votes === undefined ? findPersonal(ownWords(form)) : [];
  if (!found.length || form.dataset.askedAbout === found.join()) return true;
  const hint = make('div', { className: 'hint', tabIndex: -1 });
  hint.setAttribute('role', 'alert');
  hint.append(
    make('p', { className: 'hint-title' }, 'お名前や連絡先のように見える言葉があります'),
    make('p', {}, `「${found.slice(0, 5).join('」「')}」`),
    make('p', {}, 'だれのことか分からない書き方に直すか、このまま送るかを選んでください。'),
  );
  const send = make('button', { type: 'button', className: 'second-button' }, 'このまま送る');
  const mend = make('button', { type: 'button', className: 'second-button' }, '直す');
  send.addEventListener('click', () => {
    form.dataset.askedAbout = found.join();
    hint.remove();
    form.requestSubmit ? form.requestSubmit() : submitSheet(form);
  });
  mend.addEventListener('click', () => {
    hint.remove();
    const texts = writingFields(form).filter((field) => findPersonal(field.value || '').length);
    (texts[0] || form.elements[0]).focus();
  });
  const buttons = make('div', { className: 'hint-buttons' });
  buttons.append(mend, send);
  hint.append(buttons);
  form.querySelector('.main-button').insertAdjacentElement('beforebegin', hint);
  hint.focus();
  return false;
};

// --- tables and counters --------------------------------------------------------------------

const showRows = (table, count) => {
  const rows = () => Array.from(table.querySelectorAll('[data-row]'));
  const most = Number(table.dataset.most);
  while (rows().length < Math.min(count, most)) {
    const last = rows()[rows().length - 1];
    const number = Number(last.dataset.row) + 1;
    const next = last.cloneNode(true);
    next.dataset.row = number;
    next.querySelector('legend').textContent = `${number + 1}行目`;
    next.querySelectorAll('input, textarea, select').forEach((field) => {
      const name = field.name.replace(/^(q\.[^.]+)\.\d+\./, `$1.${number}.`);
      const label = next.querySelector(`label[for="${field.id}"]`);
      field.id = field.id.replace(field.name, name);
      field.name = name;
      field.value = '';
      if (label) label.htmlFor = field.id;
    });
    last.insertAdjacentElement('afterend', next);
  }
  rows().forEach((row) => {
    if (Number(row.dataset.row) < count) row.hidden = false;
  });
  const button = table.parentNode.querySelector('[data-more]');
  if (button) button.hidden = rows().filter((row) => !row.hidden).length >= most;
};

const startTable = (table) => {
  const shown = table.querySelectorAll('[data-row]:not([data-empty])').length;
  table.querySelectorAll('[data-empty]').forEach((row) => {
    row.hidden = Array.from(row.querySelectorAll('input, textarea, select')).every((f) => !f.value);
  });
  const button = make('button', { type: 'button', className: 'second-button' }, '行を足す');
  button.dataset.more = '';
  button.addEventListener('click', () => {
    const count = table.querySelectorAll('[data-row]:not([hidden])').length + 1;
    showRows(table, count);
    table.querySelectorAll('[data-row]')[count - 1].querySelector('input, textarea, select').focus();
  });
  table.insertAdjacentElement('afterend', button);
  showRows(table, Math.max(1, shown));
};

const showCount = (field) => {
  const line = document.getElementById(`${field.id}-count`);
  if (!line) return;
  const most = Number(line.dataset.most);
  const left = most - Array.from(field.value.trim()).length;
  line.textContent = left < 0 ? `${-left}文字多いです（${most}文字まで）`
    : left <= most / 4 ? `あと${left}文字` : `${most}文字まで`;
  line.classList.toggle('over', left < 0);
  // The limit of a long text is of interest only near it; it stays there for screen readers.
  line.classList.toggle('unseen', most > 200 && left > most / 4);
};
