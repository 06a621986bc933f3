// 記録を書く: one question on each page, the promise first. With "ほかの人には伝えない" the pages
// for words do not exist.
const KINDS = ['values', 'can-do', 'worries', 'want-to-try'];
const PAGES = [['share', ['sharing']], ['who', ['who', 'day', 'place']], ['words', ['words']],
  ...KINDS.map((key) => [key, [key]]), ['meet', ['should-meet', 'noticed']],
  ['return', ['return-what', 'return-day']]];
const RETURNED = ['returned', 'return-answer'];

// What a town's own sheet asks beside the known questions comes on a page of its own.
const listPages = (entry) => {
  const named = [...PAGES.flatMap(([, keys]) => keys), ...RETURNED];
  const others = questionsOf('records').map((question) => question.key)
    .filter((key) => !named.includes(key) && isDrawable(findQuestion('records', key)));
  const silent = entry.values.sharing === 'none';
  return [...PAGES.slice(0, -1), ['others', others], ...PAGES.slice(-1)]
    .map(([name, keys]) => [name, keys.filter((key) => findQuestion('records', key)
      && (!silent || NAMELESS.includes(key)))])
    .filter(([, keys]) => keys.length);
};

const opened = {}; // records begun here in which nothing is written yet

const startRecord = (visit) => {
  const before = visit ? recordsOf(visit) : [];
  const entry = beginEntry('records', null);
  if (visit) entry.values = { visit: referTo(visit), who: visit.values.whom, day: today() };
  else entry.values = { day: today() };
  opened[entry.id] = entry;
  go('record', entry.id, before.length ? 'again' : 'share');
};

const findRecord = (id) => {
  const item = findItem('records', id);
  const entry = getEntry(id) || (item && item.entry);
  if (entry || !item) return entry || opened[id];
  const before = opened[item.id];
  if (!before || before.version !== item.answer.version) {
    opened[item.id] = beginEntry('records', item.answer); // nothing was written in the old one
  }
  return opened[item.id];
};

const writeRecord = (entry, change) => {
  const now = renewEntry(entry);
  change(now);
  now.state = 'draft';
  keepEntry(now);
  delete opened[entry.id];
  say('✎ この端末に残っています');
  return now;
};

screens.records = (main) => {
  main.append(backTo('訪問ノート', ''));
  const records = list('records');
  const drafts = records.filter((record) => record.entry && record.entry.state === 'draft');
  if (drafts.length) main.append(make('h2', {}, '書きかけ'), recordLinks(drafts, 'share', '続きを書く：'));
  const visits = orderVisits(list('visits'))
    .filter((visit) => visit.values.state !== 'declined' && !recordsOf(visit).length);
  main.append(make('h2', {}, 'だれの話を書きますか'));
  visits.forEach((visit) => main.append(button(visit.values.whom || '会う人', () => startRecord(visit), 'second-button wide')));
  main.append(button('予定になかった人の話を書く', () => startRecord(null), 'second-button wide'));
  const written = records.filter((record) => !drafts.includes(record));
  if (written.length) main.append(make('h2', {}, `書いた記録（${written.length}枚）`), recordLinks(written, 'check', ''));
  return '記録を書く';
};

const recordLinks = (records, page, before) => {
  const cards = make('ul', { className: 'cards' });
  records.forEach((record) => {
    const open = link('', ['record', record.entry ? record.entry.id : record.id, page], 'card-link');
    open.dataset.focus = record.id;
    const sharing = labelOf('records', 'sharing', record.values.sharing);
    const now = record.entry ? record.entry.values : record.values;
    open.append(make('b', {}, before + (now.who || 'まだ名前のない1枚')),
      make('span', {}, markOf(record), [dayWords(now.day), sharing].filter(Boolean).join('　')));
    cards.append(make('li', { className: 'card' }, open));
  });
  return cards;
};

screens.record = (main, id, name = 'share') => {
  const entry = findRecord(id);
  if (!entry) return null;
  if (entry.id !== id) {
    swap('record', entry.id, name);
    return undefined;
  }
  shown.steady = name !== 'again';
  const pages = listPages(entry);
  main.append(backTo('記録を書く', 'records'));
  if (name === 'again') return drawAgain(main, entry);
  const at = pages.findIndex(([page]) => page === name);
  if (name === 'check' || at < 0) return drawCheck(main, entry);
  const [, keys] = pages[at];
  main.append(make('p', { className: 'where' }, `${entry.values.who || '新しい記録'}　${at + 1}／${pages.length + 1}`));
  const title = drawPage(main, entry, name, keys);
  const turn = make('nav', { className: 'turn', 'aria-label': 'ページ' });
  turn.append(at ? button('← まえへ', () => swap('record', id, pages[at - 1][0])) : make('span', {}),
    button('つぎへ →', () => {
      const now = listPages(findRecord(id));
      const next = now[now.findIndex(([page]) => page === name) + 1];
      swap('record', id, next ? next[0] : 'check');
    }, 'main-button'));
  main.append(turn);
  return title;
};

// Two records of one visit may be right (two people told), so it is a notice.
const drawAgain = (main, entry) => {
  const visit = visitOf(entry.values);
  const before = visit ? recordsOf(visit).filter((record) => record.id !== entry.id) : [];
  main.append(make('p', { className: 'lead' }, `「${entry.values.who || 'この訪問'}」の記録は、もう${before.length}枚あります。同じ話を2回書かなくて大丈夫です。`));
  before.forEach((record) => main.append(
    link(`その記録をひらく（${record.values.who}　${dayWords(record.values.day)}）`, ['record', record.entry ? record.entry.id : record.id, 'check'], 'main-button')));
  main.append(button('別の人の話として、もう1枚書く', () => swap('record', entry.id, 'share'), 'second-button wide'));
  return 'この訪問の記録は、もうあります';
};

const drawPage = (main, entry, name, keys) => {
  let now = entry;
  const give = (key) => (value) => {
    now = writeRecord(now, (one) => giveValue(one, key, value));
  };
  if (name === 'share') return drawShare(main, entry);
  const questions = keys.map((key) => findQuestion('records', key));
  const single = questions.length === 1;
  questions.forEach((question) => main.append(drawQuestion(question, entry.values[question.key], give(question.key))));
  if (single) main.lastChild.querySelector('label, legend').classList.add('unseen');
  if (KINDS.includes(name)) main.append(drawHeard(entry, main.lastChild.querySelector('textarea')));
  if (name === 'words') main.append(make('p', { className: 'help' }, '改行すると、次の言葉になります。お名前や写真は入れません。'));
  return single ? questions[0].label : { who: 'だれの話か', meet: '会えたらよい人・気づいたこと', return: 'お返しの約束' }[name] || 'そのほか';
};

// The words written before, each taken into this page's field with one touch.
const drawHeard = (entry, field) => {
  const heard = linesOf(entry.values.words);
  if (!heard.length) return '';
  const box = make('div', { className: 'heard' }, make('h2', {}, '聞いた言葉から入れる'));
  heard.forEach((words) => box.append(button(`＋ ${words}`, () => {
    if (linesOf(field.value).includes(words)) return;
    field.value = [...linesOf(field.value), words].join('\n');
    field.dispatchEvent(new Event('input'));
    document.getElementById('announce').textContent = '入れました';
  }, 'second-button wide left')));
  return box;
};

// --- the promise ------------------------------------------------------------------------------

const hasWords = (values) => Object.keys(values).some((key) => !NAMELESS.includes(key));

const drawShare = (main, entry) => {
  const question = findQuestion('records', 'sharing');
  let now = entry;
  main.append(drawQuestion(question, entry.values.sharing, (value) => {
    const current = renewEntry(now);
    if (value === 'none' && hasWords(current.values)) {
      warning.hidden = false;
      warning.focus();
      return;
    }
    warning.hidden = true;
    now = writeRecord(now, (one) => { one.values.sharing = value; });
    drawTold();
  }));
  main.lastChild.querySelector('legend').classList.add('unseen');
  const told = make('p', { className: 'notice', hidden: true, role: 'status' });
  const drawTold = () => {
    told.hidden = now.values.sharing !== 'none';
    told.textContent = '聞いた言葉は書きません。言葉の欄は出てきません。お返しの約束だけを書いて終わります。';
  };
  const warning = make('div', { className: 'hint', tabIndex: -1, hidden: true, role: 'alert' },
    make('p', { className: 'hint-title' }, 'この記録に書いた言葉は、この端末からも消えます'),
    row(button('言葉を消して「伝えない」にする', () => {
      warning.hidden = true;
      now = writeRecord(now, (one) => { one.values.sharing = 'none'; });
      swap('record', now.id, 'share');
      say('✎ 言葉を消しました');
    }), button('やめる', () => swap('record', now.id, 'share'))));
  main.append(told, warning);
  drawTold();
  return question.label;
};

// --- the last page ----------------------------------------------------------------------------

const listHints = (values) => findPersonal(questionsOf('records')
  .filter((question) => texts.includes(question.kind) || asLines(question))
  .map((question) => linesOf(values[question.key]).join(' / ')).join(' / '));

const drawCheck = (main, entry) => {
  const stored = Boolean(entry.answer_id) && !getEntry(entry.id);
  main.append(lines(describe('records', entry.values)));
  const visit = visitOf(entry.values);
  if (visit) main.append(doubled(visit));
  const problems = listProblems('records', entry.values);
  problems.forEach(([question, words]) => {
    const [page] = listPages(entry).find(([, keys]) => keys.includes(question.key)) || ['share'];
    main.append(make('p', { className: 'error' }, `「${question.label}」${words}`),
      link(`「${question.label}」を書く`, ['record', entry.id, page]));
  });
  const hints = listHints(entry.values);
  if (hints.length && entry.state === 'draft') {
    main.append(make('div', { className: 'hint' }, make('p', { className: 'hint-title' }, 'お名前や連絡先のように見える言葉があります'),
      make('p', {}, `「${hints.slice(0, 5).join('」「')}」 だれのことか分からない書き方に直せますか。このまま保存することもできます。`)));
  }
  if (entry.message) main.append(make('p', { className: 'error' }, entry.message));
  const turn = make('div', { className: 'stack' });
  if (!stored && !problems.length && entry.state !== 'conflict') {
    turn.append(button(hints.length ? 'このまま保存する' : 'この内容で保存する', () => {
      post(entry.id);
      swap('records');
      told();
    }, 'main-button'));
  }
  if (entry.state === 'conflict') turn.append(link('どちらを残すか選ぶ', ['conflict', entry.id], 'main-button'));
  turn.append(link('はじめから直す', ['record', entry.id, 'share']));
  if (stored && entry.values['return-what']) turn.append(link('お返しのようすを書く', ['return', entry.id]));
  if (!stored && ['draft', 'refused'].includes(entry.state)) turn.append(dropButton(entry, 'records'));
  main.append(turn);
  if (stored) main.append(drawWithdrawal(entry));
  return stored ? entry.values.who || '記録' : 'たしかめる';
};

// Whoever told may take it back later. That goes only while connected, so that it is certain.
const drawWithdrawal = (entry) => {
  const more = make('details', { className: 'more' }, make('summary', {}, 'この記録を取り下げる'),
    make('p', {}, '話してくださった方が「やはり使わないで」と言われたときに。投影、重なりの候補、まとめから消えます。'));
  more.append(button('取り下げる', async () => {
    const { reply, refused } = await ask(`/answers/${entry.answer_id}`, {});
    if (!reply) {
      say(`！ ${refused || 'つながらないため、まだ取り下げていません。つながるところで、もう一度押してください。'}`);
      return;
    }
    delete opened[entry.id];
    await readState();
    swap('records');
    say('✓ 取り下げました');
  }));
  return more;
};
