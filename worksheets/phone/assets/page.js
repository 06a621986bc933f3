// Put life into the page the server drew.
const start = (root) => {
  formsOf(root).forEach((form) => {
    if (form.first !== undefined) return;
    form.first = readBody(form);
    if (form.dataset.taken !== undefined) form.first = ''; // a proposal: kept like typed words
    form.querySelectorAll('[data-table]').forEach(startTable);
    form.querySelectorAll('[data-rank]').forEach(startRanking);
    form.querySelectorAll('.pick').forEach(startPicking);
    if (form.dataset.votes !== undefined) startVotes(form);
    const draft = box.get(draftKey(form));
    if (draft) {
      form.draft = draft.id;
      fillForm(form, draft.body);
      setStatus(sheetId(form), 'draft');
    }
    form.querySelectorAll('input[type=text], textarea').forEach(showCount);
    startPromise(form);
    if (form.first === '') keepDraft(form);
  });
  drawNote();
  startTimer();
  startTeam(root);
  drawLeftover();
};

// What may not be told is not written down either: with "none" its fields are not there. The same
// list stands in the field note, and the computer drops these words once more.
const SILENT = ['who', 'visit', 'sharing', 'day', 'return-what', 'return-day', 'returned', 'return-answer'];

const startPromise = (form) => {
  const none = form.querySelector('[name="q.sharing"][value="none"]');
  if (!none) return;
  const follow = () => {
    form.querySelectorAll(':scope > [data-field]').forEach((field) => {
      const silent = none.checked && !SILENT.includes(field.dataset.field.slice(2));
      field.hidden = silent;
      field.querySelectorAll('input, textarea, select').forEach((one) => { one.disabled = silent; });
    });
  };
  form.addEventListener('change', follow);
  form.addEventListener('filled', follow);
  follow();
};

const drawNote = () => {
  const line = document.getElementById('field-note-unsent');
  if (!line) return;
  const entries = box.keys(`workshop:field:${here.code}:entry:`).map((key) => box.get(key));
  const drafts = entries.filter((entry) => entry && entry.state === 'draft').length;
  const unsent = entries.length - drafts;
  line.hidden = !entries.length;
  line.textContent = [unsent && `未送信 ${unsent}件`, drafts && `書きかけ ${drafts}件`].filter(Boolean).join('　');
};

// --- what people do --------------------------------------------------------------------------

const onInput = (event) => {
  const form = event.target.closest('form[data-sheet]');
  if (!form) return;
  if (event.target.name) showCount(event.target);
  clearTimeout(form.keeping);
  form.keeping = setTimeout(() => keepDraft(form), 400);
  tellWriting(form);
};

const onSubmit = (event) => {
  const form = event.target;
  if (form.matches('[data-sheet]')) {
    event.preventDefault();
    submitSheet(form, event.submitter);
  } else if (form.matches('[data-quick]')) {
    event.preventDefault();
    sendQuick(form, event.submitter);
  } else if (form.matches('[data-ready]')) {
    event.preventDefault();
    sendReady(form);
  } else if (form.matches('[data-withdraw]')) {
    event.preventDefault();
    withdraw(form);
  } else if (form.method === 'post') {
    if (form.sent) event.preventDefault(); // a second tap
    form.sent = true;
    setTimeout(() => { form.sent = false; }, 8000);
  }
};

const onClick = (event) => {
  const link = event.target.closest('a[data-swap]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const form = link.closest('form[data-sheet]');
  const { take } = link.dataset;
  const waiting = take && document.querySelector(`#${CSS.escape(link.dataset.focus)} form[data-sheet]`);
  if (waiting && isDirty(waiting)) {
    showProblem(waiting, '書きかけの1枚があります。先に出すか、消してから、候補をカードにしてください。');
    return;
  }
  if (link.dataset.drop && form) {
    box.remove(draftKey(form));
    form.first = readBody(form);
  }
  formsOf(main()).forEach(keepDraft);
  const edit = new URL(link.href).searchParams.get('edit') || '';
  askForItem(link);
  refresh({ edit, take, moved: true, focus: link.dataset.focus || '' });
};

// Another tab of this phone sent this draft: from here it would be stored a second time.
const onStorage = (event) => {
  if (event.key && event.key.startsWith(LETTERS)) {
    drawLeftover();
    if (!event.newValue) refresh(); // its letter has arrived
    return;
  }
  if (!event.key || !event.key.startsWith(DRAFTS) || event.newValue || !event.oldValue) return;
  const form = formsOf(main()).find((one) => draftKey(one) === event.key);
  if (!form || readBody(form) !== JSON.parse(event.oldValue).body) return;
  if (form.dataset.many !== undefined && !isEdit(form)) fillForm(form, '');
  form.first = readBody(form);
  setStatus(sheetId(form), '');
  refresh();
};

// On a shared terminal the next person should not find the last one's unfinished words.
const forgetDrafts = () => {
  formsOf(main()).forEach((form) => {
    if (!isEdit(form)) fillForm(form, '');
    form.first = readBody(form);
  });
  box.keys(DRAFTS).forEach((key) => box.remove(key));
  refresh({ moved: true });
  announce('書きかけをこの端末から消しました');
};

const keepAll = () => { if (main()) formsOf(main()).forEach(keepDraft); };

startSizes(here.base); // readings and easy words come from the computer with a fresh page
document.querySelector('.to-readable').addEventListener('click', () => {
  document.getElementById('readable').open = true;
});
document.addEventListener('submit', onSubmit);
document.documentElement.classList.add('lively');
const forgotten = document.querySelector('[data-forget]');
if (forgotten) box.keys('workshop:').filter((key) => key.includes(`:${forgotten.dataset.forget}:`)).forEach((key) => box.remove(key));
if (here.code) {
  forgetOld();
  document.addEventListener('input', onInput);
  document.addEventListener('change', onInput);
  document.addEventListener('click', onClick);
  document.getElementById('forget').hidden = false;
  document.getElementById('forget').addEventListener('click', forgetDrafts);
  window.addEventListener('storage', onStorage);
  window.addEventListener('pagehide', keepAll);
  document.addEventListener('visibilitychange', keepAll);
  start(main());
  startLive();
  startHost();
  flush();
  // Loaded while a letter was on its way: the page may have been drawn before it was stored.
  if (Number(main().dataset.revision) < box.get(STORED)) refresh();
}
