// What this phone holds for the field: what the team's computer told last ("known"), and entries
// written here that have not arrived there yet. Entries live for months: phones leave the venue
// for weeks. One key of the storage each, so that two tabs never write over each other.
const SHEETS = JSON.parse(document.getElementById('sheets').textContent);
const NOTE = `workshop:field:${here.code}:`;
const ENTRIES = `${NOTE}entry:`;
const KNOWN = `${NOTE}known`;
const NAMES = `${NOTE}names`;
const FORGET = 90 * DAY;
const NEW = 'new-'; // before the number of a visit that has not arrived yet

// What may be written down when "ほかの人には伝えない" was chosen: nothing that was said.
const NAMELESS = ['who', 'visit', 'sharing', 'day', 'return-what', 'return-day', 'returned', 'return-answer'];

const questionsOf = (sheet) => SHEETS[sheet].questions;
const findQuestion = (sheet, key) => questionsOf(sheet).find((question) => question.key === key);
const labelOf = (sheet, key, value) => {
  const question = findQuestion(sheet, key);
  const option = question && (question.options || []).find((one) => one.key === value);
  return option ? option.label : value || '';
};

const keepPromise = (sheet, values) => {
  if (sheet !== 'records' || values.sharing !== 'none') return values;
  return Object.fromEntries(Object.entries(values).filter(([key]) => NAMELESS.includes(key)));
};

const known = () => box.get(KNOWN) || {
  revision: 0, person: '', team: '', team_name: '', open: {}, visits: [], records: [], guide: null,
};

const listEntries = () =>
  box.keys(ENTRIES).map((key) => box.get(key)).filter(Boolean).sort((one, other) => one.at - other.at);
const getEntry = (id) => box.get(ENTRIES + id);
const findEntry = (answerId) => listEntries().find((entry) => entry.answer_id === answerId);

let storageFails = false;

// Visits made here, by the numbers they got on the computer: a record begun before its visit
// arrived, in this tab or another, still names it.
const nameVisits = (values) => {
  if (!values.visit) return values;
  const names = box.get(NAMES) || {};
  const visit = values.visit.map((id) => (id.startsWith(NEW) && names[id.slice(NEW.length)]) || id);
  return { ...values, visit };
};

const keepEntry = (entry) => {
  entry.values = nameVisits(keepPromise(entry.sheet, entry.values));
  const kept = box.set(ENTRIES + entry.id, entry);
  if (!kept !== storageFails) {
    storageFails = !kept;
    drawHead();
  }
  return entry;
};

// Read, change, write: what the sending did meanwhile to the entry must not be undone.
const changeEntry = (id, change) => {
  const entry = getEntry(id);
  if (!entry) return null;
  change(entry);
  return keepEntry(entry);
};

// The entry as it is now. When it arrived while its form stayed open, what is typed from here on
// corrects what arrived.
const renewEntry = (entry) => {
  const kept = getEntry(entry.id);
  const sent = arrived[entry.id];
  if (kept || !sent || sent.version <= entry.version) return kept || entry;
  const { attempted, message, ...rest } = entry;
  return { ...rest, ...sent };
};

const dropEntry = (id) => box.remove(ENTRIES + id);

const beginEntry = (sheet, answer) => {
  const before = answer && findEntry(answer.answer_id);
  if (before) return before;
  return {
    id: answer ? answer.answer_id : makeId(),
    sheet,
    answer_id: answer ? answer.answer_id : '',
    version: answer ? answer.version : 0,
    values: answer ? { ...answer.values } : {},
    state: 'draft',
    at: Date.now(),
    team: known().team,
  };
};

// --- what is shown: the computer's answers with this phone's entries over them --------------------

const WAITING = ['waiting', 'refused', 'conflict', 'moved'];

const list = (sheet) => {
  const entries = listEntries().filter((entry) => entry.sheet === sheet && isOurs(entry));
  const items = known()[sheet].map((answer) => {
    const entry = entries.find((one) => one.answer_id === answer.answer_id);
    const unsent = entry && WAITING.includes(entry.state);
    return { id: answer.answer_id, answer, entry, values: unsent ? entry.values : answer.values };
  });
  entries.filter((entry) => !items.some((item) => item.entry === entry)).forEach((entry) => {
    items.push({ id: entry.id, answer: null, entry, values: entry.values });
  });
  return items;
};

// What became of entries that arrived while this page was open: addresses, lists and open forms
// still use their own numbers.
const arrived = {};

const findItem = (sheet, given) => {
  const id = arrived[given] ? arrived[given].answer_id : given;
  return list(sheet).find((item) => item.id === id || (item.entry && item.entry.id === id));
};

// Somebody of another team may have joined on this device since: their words are not ours to send.
const isOurs = (entry) => !entry.team || !known().team || entry.team === known().team;

const visitOf = (values) => {
  const [id] = nameVisits(values).visit || [];
  return id && findItem('visits', id.startsWith(NEW) ? id.slice(NEW.length) : id);
};

const recordsOf = (visit) => list('records').filter((record) => {
  const told = visitOf(record.values);
  return told && told.id === visit.id;
});

const referTo = (visit) => [visit.answer ? visit.id : NEW + visit.id];

const linesOf = (value) => {
  if (Array.isArray(value)) return value.map((row) => Object.values(row).join('、'));
  return String(value || '').split('\n').map((line) => line.trim()).filter(Boolean);
};

const describe = (sheet, values) => questionsOf(sheet)
  .filter((question) => values[question.key] !== undefined && question.kind !== 'reference')
  .map((question) => {
    const value = values[question.key];
    const list = Array.isArray(value) && typeof value[0] === 'string' ? value : null;
    const words = question.kind === 'table' ? linesOf(value).join('\n')
      : question.kind === 'date' ? dayWords(value)
        : (list || [value]).map((one) => labelOf(sheet, question.key, String(one))).join('、');
    return [question.label, words];
  });

const titleOf = (entry) =>
  (entry.sheet === 'visits' ? entry.values.whom : entry.values.who) || '（まだ名前のない1枚）';

// A phone whose clock stood at 1970 and was set right has not been away for half a century.
const isOld = (thing) => {
  const age = Date.now() - thing.at;
  return age > FORGET && age < 20 * FORGET;
};

// Only drafts grow old, and only where the computer has just been reached: what was given to be
// sent is kept until it has arrived.
const forgetOldDrafts = () => {
  listEntries().forEach((entry) => {
    if (entry.state === 'draft' && isOld(entry)) dropEntry(entry.id);
  });
};

const forgetOldNews = () => {
  const told = box.get(KNOWN);
  if (told && isOld(told)) box.remove(KNOWN);
};
