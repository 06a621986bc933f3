// 未送信と書きかけ: what is only on this phone, why, and how to take it along as text.
screens.unsent = (main) => {
  main.append(backTo('訪問ノート', ''));
  const entries = listEntries();
  const waiting = entries.filter((entry) => WAITING.includes(entry.state));
  const drafts = entries.filter((entry) => entry.state === 'draft');
  if (waiting.length) {
    main.append(make('h2', {}, `未送信 ${waiting.length}件`), make('p', {}, 'つながったら自動で送ります。この画面は閉じてもかまいません。つぎにひらいたときに送ります。'));
    waiting.forEach((entry) => main.append(drawUnsent(entry)));
  }
  if (drafts.length) {
    main.append(make('h2', {}, `書きかけ ${drafts.length}件`), make('p', {}, 'この端末に残っています。「保存する」を押すまで送りません。'));
    drafts.forEach((entry) => main.append(drawUnsent(entry)));
  }
  if (!entries.length) main.append(make('p', { className: 'lead' }, 'ありません。書いたものは、すべて研修のパソコンに届いています。'));
  else main.append(drawTextOut(entries), drawMove());
  return '未送信と書きかけ';
};

const whereOf = (entry) => {
  if (entry.sheet === 'visits') return ['visit-form', entry.id];
  return ['record', entry.id, entry.state === 'draft' ? 'share' : 'check'];
};

const stateWords = (entry) => {
  if (!isOurs(entry)) return '別の班で書いたものです。いまの班のものとして送るときは、下のボタンを押してください。';
  if (entry.state === 'moved') return '新しいアドレスへ移しました。そちらで送っていれば、ここからは消してかまいません。';
  if (entry.state === 'conflict') return 'ほかの人が先に直していました。どちらを残すか選んでください。';
  if (entry.state === 'refused') return entry.message;
  if (entry.state === 'draft') return '書きかけです。';
  if (known().open[entry.sheet] === false) return 'いまは受け付けていません。受け付けがひらくと、自動で送ります。';
  return 'つながったら自動で送ります。';
};

const drawUnsent = (entry) => {
  const ours = isOurs(entry);
  const card = make('section', { className: 'card', 'aria-label': ours ? titleOf(entry) : '別の班で書いたもの' },
    make('p', {}, make('b', {}, ours ? titleOf(entry) : '別の班で書いたもの'), ` ${SHEETS[entry.sheet].title}`),
    make('p', { className: entry.state === 'waiting' ? 'quiet' : '' }, stateWords(entry)));
  const again = (change) => () => {
    changeEntry(entry.id, change);
    post(entry.id);
    showScreen();
  };
  if (!ours) card.append(button('いまの班のものとして送る', again((one) => { one.team = known().team; })));
  else if (entry.state === 'conflict') card.append(link('どちらを残すか選ぶ', ['conflict', entry.id], 'main-button'));
  else card.append(link('ひらく', whereOf(entry)));
  if (entry.state === 'refused' && entry.answer_id) {
    card.append(button('新しい1枚として送る', again((one) => { one.answer_id = ''; one.version = 0; })));
  }
  if (entry.state === 'moved') card.append(button('ここからもう一度送る', again(() => {})));
  if (entry.state === 'moved' || !ours) card.append(dropButton(entry, 'unsent'));
  return card;
};

const writeOut = (entries) => entries.filter(isOurs).map((entry) => [
  `■ ${SHEETS[entry.sheet].title}　${titleOf(entry)}`,
  ...describe(entry.sheet, keepPromise(entry.sheet, entry.values)).map(([label, words]) => `【${label}】\n${words}`),
].join('\n')).join('\n\n');

// The clipboard proper exists only on https; selecting and copying works everywhere.
const drawTextOut = (entries) => {
  const more = make('details', { className: 'more' }, make('summary', {}, '文字で書き出す'),
    make('p', {}, '写しておくと、端末に何かあっても書きなおせます。渡す相手は、班の人か事務局だけにしてください。'));
  const field = make('textarea', { readOnly: true, rows: 8, value: writeOut(entries), 'aria-label': '書き出した文字' });
  const copy = button('ぜんぶ写す（コピー）', () => {
    field.focus();
    field.select();
    field.setSelectionRange(0, field.value.length);
    say(document.execCommand('copy') ? '✓ 写しました。メモなどに貼り付けてください。' : '！ 写せませんでした。文字を長押しして選んでください。');
  });
  more.append(field, copy);
  return more;
};

// --- somebody else was first --------------------------------------------------------------------

screens.conflict = (main, id) => {
  const entry = getEntry(id);
  const theirs = entry && known()[entry.sheet].find((answer) => answer.answer_id === entry.answer_id);
  if (!entry || !theirs) return null;
  shown.steady = true;
  const { sheet } = entry;
  main.append(backTo('未送信と書きかけ', 'unsent'),
    make('p', { className: 'lead' }, '同じ1枚を、班のほかの人が先に直していました。書いたものは、どちらも残っています。'));
  const [mine, other] = [describe(sheet, entry.values), describe(sheet, theirs.values)];
  const differs = (pairs, against) => pairs.filter(([label, words]) =>
    !against.some(([name, text]) => name === label && text === words));
  const part = (title, pairs) => make('section', { className: 'card', 'aria-label': title },
    make('h2', {}, title), pairs.length ? lines(pairs) : make('p', { className: 'quiet' }, '（違うところは空です）'));
  main.append(part('この端末で書いたもの', differs(mine, other)), part('先に保存されたもの', differs(other, mine)));
  const settle = (values) => {
    changeEntry(id, (one) => {
      one.version = theirs.version;
      one.values = values;
      delete one.message;
    });
  };
  const choose = (values) => () => {
    settle(values);
    post(id);
    swap('unsent');
    told();
  };
  main.append(make('div', { className: 'stack' },
    button('両方を合わせて、たしかめる', () => {
      settle(merge(sheet, entry.values, theirs.values));
      changeEntry(id, (one) => { one.state = 'draft'; });
      go(...(sheet === 'visits' ? ['visit-form', id] : ['record', id, 'check']));
    }, 'main-button'),
    button('この端末で書いたものにする', choose(entry.values)),
    button('先に保存されたものにする', () => {
      dropEntry(id);
      swap('unsent');
      say('先に保存されたものを残しました');
    })));
  return 'どちらを残しますか';
};

// Lines of both, theirs first; elsewhere what was written here, and theirs where nothing was.
const merge = (sheet, mine, theirs) => {
  const merged = { ...theirs, ...mine };
  questionsOf(sheet).forEach((question) => {
    const { key } = question;
    if (question.kind !== 'long_text' && !asLines(question)) return;
    const both = Array.from(new Set([...linesOf(theirs[key]), ...linesOf(mine[key])]));
    if (both.length) merged[key] = asLines(question) ? readLines(question, both.join('\n')) : both.join('\n');
  });
  return keepPromise(sheet, merged);
};
