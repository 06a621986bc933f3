// Questions as large fields. Each keeps what is typed at once; nothing waits for a button.
const texts = ['short_text', 'long_text'];

const asLines = (question) => question.kind === 'table';

// Shown below a field while typing: a hint, never a wall.
const hintAbout = (text) => {
  const found = findPersonal(text);
  return found.length
    ? `お名前や連絡先のように見えます：「${found.slice(0, 3).join('」「')}」だれのことか分からない書き方に直せますか。`
    : '';
};

const lengthProblem = (question, value) => {
  const limits = question.limits || {};
  if (texts.includes(question.kind)) {
    const over = Array.from(String(value || '').trim()).length - limits.max_length;
    return over > 0 ? `${over}文字多いです（${limits.max_length}文字まで）。` : '';
  }
  if (asLines(question)) {
    const rows = linesOf(value);
    if (rows.length > limits.rows) return `${limits.rows}行までです（いま${rows.length}行）。`;
    const long = rows.find((text) => Array.from(text).length > 200);
    return long ? `1行は200文字までです：「${long.slice(0, 12)}…」` : '';
  }
  return '';
};

const readLines = (question, text) => {
  const [column] = question.limits.columns;
  return text.split('\n').filter((words) => words.trim()).map((words) => ({ [column.key]: words.trim() }));
};

const isBlankValue = (value) =>
  value === undefined || value === null || (Array.isArray(value) ? !value.length : !String(value).trim());

const drawText = (question, value, give) => {
  const long = question.kind === 'long_text' || asLines(question);
  const id = `f-${question.key}`;
  const field = make(long ? 'textarea' : 'input', {
    id, autocomplete: 'off', spellcheck: false, 'aria-describedby': `${id}-help ${id}-note`,
    value: asLines(question) ? linesOf(value).join('\n') : value || '',
  });
  if (long) field.rows = 5;
  else field.type = question.kind === 'date' ? 'date' : 'text';
  const note = make('p', { className: 'hint-line', id: `${id}-note`, role: 'status' });
  const look = () => {
    const given = asLines(question) ? readLines(question, field.value) : field.value;
    const words = lengthProblem(question, given) || (question.kind === 'date' ? '' : hintAbout(field.value));
    if (note.textContent !== words) note.textContent = words;
    return given;
  };
  field.addEventListener('input', () => give(look()));
  look();
  return [make('label', { htmlFor: id }, question.label), drawHelp(question, id), field, note];
};

const drawHelp = (question, id) => make('p', { className: 'help', id: `${id}-help` }, question.help || '');

const drawTicks = (question, value, give) => {
  const several = question.kind === 'choices';
  const name = `f-${question.key}`;
  const options = question.options || scaleOptions(question);
  const group = make('fieldset', { className: 'ticks' }, make('legend', {}, question.label), drawHelp(question, name));
  const ticks = options.map((option) => {
    const tick = make('input', { type: several ? 'checkbox' : 'radio', name, value: option.key });
    tick.checked = several ? (value || []).includes(option.key) : String(value) === String(option.key);
    group.append(make('label', { className: 'row' }, tick, make('span', {}, option.label)));
    return tick;
  });
  group.addEventListener('change', () => {
    const chosen = ticks.filter((tick) => tick.checked).map((tick) => tick.value);
    give(several ? chosen : question.kind === 'scale' ? Number(chosen[0]) : chosen[0]);
  });
  return [group];
};

const scaleOptions = (question) => {
  const { min = 1, max = 4, labels = [] } = question.limits || {};
  return Array.from({ length: max - min + 1 }, (_, step) => ({
    key: String(min + step), label: `${min + step} ${labels[step] || ''}`.trim(),
  }));
};

// Kinds that have no place in the field (a position, a ranking) stay as they were stored.
const isDrawable = (question) => !['reference', 'position', 'rank'].includes(question.kind);

// Draws a question of an entry; `give` is told each new value, empty ones as undefined.
const drawQuestion = (question, value, give) => {
  const told = (given) => give(isBlankValue(given) ? undefined : given);
  const drawn = ['choice', 'choices', 'scale'].includes(question.kind)
    ? drawTicks(question, value, told) : drawText(question, value, told);
  return make('div', { className: 'field', id: `q-${question.key}` }, drawn);
};

const giveValue = (entry, key, value) => {
  if (value === undefined) delete entry.values[key];
  else entry.values[key] = value;
};

// Everything that keeps an entry from being sent, as [question, sentence].
const listProblems = (sheet, values) => questionsOf(sheet).map((question) => {
  const value = values[question.key];
  if (question.required && isBlankValue(value)) return [question, 'に答えてください。'];
  const words = lengthProblem(question, value);
  return words ? [question, `：${words}`] : null;
}).filter(Boolean);

const today = () => {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((number) => String(number).padStart(2, '0')).join('-');
};

const dayWords = (day) => {
  const [, month, date] = (day || '').split('-').map(Number);
  if (!date) return '';
  return `${month}月${date}日（${'日月火水木金土'[new Date(`${day}T12:00`).getDay()]}）`;
};

// Gives an entry to be sent; the form's screen is left by the caller.
const post = (id) => {
  changeEntry(id, (entry) => {
    entry.state = 'waiting';
    entry.at = Date.now();
    delete entry.message;
  });
  sync();
};
const told = (words = '') => say(line.good ? `… 送っています${words}` : `！ 未送信です。つながったら自動で送ります。${words}`);
