// これから会う人: whom the team visits, as cards; the state is changed with one touch.
const STATES = ['dated', 'asked', 'not-yet', 'met', 'declined']; // what is near comes first

const orderVisits = (visits) => visits.slice().sort((one, other) =>
  STATES.indexOf(one.values.state || 'not-yet') - STATES.indexOf(other.values.state || 'not-yet')
  || String(one.values.day || '9').localeCompare(String(other.values.day || '9')));

const markOf = (item) => {
  if (!item.entry) return '';
  return make('span', { className: 'mark' }, {
    draft: '書きかけ', waiting: '未送信', refused: '送れていません', conflict: '選んでください', moved: '移しました',
  }[item.entry.state]);
};

const doubled = (visit) => recordsOf(visit).length > 1
  ? make('p', { className: 'error' }, `この訪問の記録が${recordsOf(visit).length}枚あります。同じ話なら、1枚にまとめてください。`)
  : '';

const stateOf = (visit) => labelOf('visits', 'state', visit.values.state || 'not-yet');

const visitLine = (visit) =>
  [dayWords(visit.values.day), labelOf('visits', 'how', visit.values.how)].filter(Boolean).join('　');

screens.visits = (main) => {
  main.append(backTo('訪問ノート', ''));
  const visits = orderVisits(list('visits'));
  const cards = make('ul', { className: 'cards' });
  visits.forEach((visit) => {
    const begun = !visit.answer && visit.entry.state === 'draft';
    const open = link('', [begun ? 'visit-form' : 'visit', visit.id], 'card-link');
    open.dataset.focus = visit.id;
    open.append(make('b', {}, visit.values.whom || '（まだ名前のない1枚）'),
      make('span', {}, make('span', { className: 'mark' }, stateOf(visit)), markOf(visit), visitLine(visit)));
    cards.append(make('li', { className: 'card' }, open, doubled(visit)));
  });
  if (visits.length) main.append(cards);
  else main.append(make('p', { className: 'lead' }, 'まだありません。会いたい人を、役割や屋号で足してください。'));
  main.append(link('＋ 会う人を足す', ['visit-form', 'new'], 'main-button'));
  return 'これから会う人';
};

screens.visit = (main, id) => {
  const visit = findItem('visits', id);
  if (!visit) return null;
  main.append(backTo('これから会う人', 'visits'));
  const about = describe('visits', visit.values).filter(([label]) =>
    label !== findQuestion('visits', 'whom').label && label !== findQuestion('visits', 'state').label);
  if (about.length) main.append(lines(about));
  main.append(doubled(visit), drawStates(visit));
  const records = recordsOf(visit);
  records.forEach((record) => main.append(
    link(`書いた記録をひらく（${record.values.who || 'まだ名前のない1枚'}）`, ['record', record.entry ? record.entry.id : record.id, 'check'])));
  main.append(link('読み上げる約束と問い', ['guide', '0']),
    button(records.length ? '記録をもう1枚書く' : '記録を書く', () => startRecord(visit), 'main-button'),
    link('この人の内容を直す', ['visit-form', visit.id]));
  return visit.values.whom || '会う人';
};

const drawStates = (visit) => {
  const question = findQuestion('visits', 'state');
  const now = visit.values.state || 'not-yet';
  const group = make('fieldset', { className: 'states' }, make('legend', {}, question.label));
  question.options.forEach((option) => {
    const chosen = option.key === now;
    const pressed = button(`${chosen ? '✓ ' : ''}${option.label}`, () => {
      const entry = keepEntry(visit.entry || beginEntry('visits', visit.answer));
      const { values } = changeEntry(entry.id, (one) => { one.values.state = option.key; });
      if (listProblems('visits', values).length) {
        go('visit-form', visit.id);
        return;
      }
      post(entry.id);
      renewScreen();
      told();
    }, 'state-button', { 'aria-pressed': String(chosen) });
    pressed.dataset.focus = `state-${option.key}`;
    group.append(pressed);
  });
  return group;
};

screens['visit-form'] = (main, id) => {
  const item = id === 'new' ? null : findItem('visits', id);
  if (!item && id !== 'new') return null;
  shown.steady = true;
  let entry = item ? item.entry || beginEntry('visits', item.answer) : beginEntry('visits', null);
  if (!item) entry.values.state = 'not-yet';
  main.append(backTo(item ? 'もどる' : 'これから会う人', ...(item ? ['visit', item.id] : ['visits'])),
    make('p', { className: 'help' }, SHEETS.visits.lead));
  const problem = make('div', { className: 'problem', tabIndex: -1, hidden: true, role: 'alert' });
  questionsOf('visits').filter(isDrawable).forEach((question) => {
    main.append(drawQuestion(question, entry.values[question.key], (value) => {
      entry = renewEntry(entry);
      giveValue(entry, question.key, value);
      entry.state = 'draft';
      keepEntry(entry);
      if (!item && id === 'new') history.replaceState(null, '', `#visit-form/${entry.id}`);
      say('✎ この端末に残っています');
    }));
  });
  main.append(problem, button('保存する', () => {
    if (item && !getEntry(entry.id)) {
      swap('visit', item.id); // nothing was changed
      return;
    }
    entry = keepEntry(renewEntry(entry));
    const problems = listProblems('visits', entry.values);
    if (showProblems(problem, problems)) return;
    post(entry.id);
    swap('visit', entry.id);
    told();
  }, 'main-button'));
  if (entry.state === 'draft' && getEntry(entry.id)) main.append(dropButton(entry, 'visits'));
  return item ? '会う人の内容を直す' : '会う人を足す';
};

const showProblems = (place, problems) => {
  place.hidden = !problems.length;
  place.replaceChildren(make('p', { className: 'problem-title' }, 'まだ保存できません'),
    ...problems.map(([question, words]) => make('p', {}, `「${question.label}」${words}`)));
  if (problems.length) place.focus();
  return problems.length > 0;
};

// Throwing away asks once more, on the same button.
const dropButton = (entry, ...to) => {
  const words = entry.answer_id ? '書きかけをやめる（保存した内容にもどす）' : 'この書きかけを消す';
  const made = button(words, () => {
    if (made.dataset.sure) {
      dropEntry(entry.id);
      swap(...to);
      say('書きかけを消しました');
    } else {
      made.dataset.sure = '1';
      made.textContent = 'もう一度押すと、消えます';
    }
  });
  return made;
};
