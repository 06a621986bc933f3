// お返し: what was promised to those who told, ticked when it was done, with what came back.
screens.returns = (main) => {
  main.append(backTo('訪問ノート', ''));
  const promised = list('records').filter((record) => record.values['return-what']);
  const open = promised.filter((record) => record.values.returned !== 'done')
    .sort((one, other) => String(one.values['return-day'] || '9').localeCompare(String(other.values['return-day'] || '9')));
  const done = promised.filter((record) => record.values.returned === 'done');
  if (!promised.length) main.append(make('p', { className: 'lead' }, 'まだありません。記録の最後の「お返しの約束」に書くと、ここに並びます。'));
  open.forEach((record) => main.append(drawPromise(record)));
  if (done.length) {
    main.append(make('h2', {}, `お返しした（${done.length}件）`));
    done.forEach((record) => main.append(drawPromise(record)));
  }
  return 'お返し';
};

const drawPromise = (record) => {
  const { values } = record;
  const card = make('section', { className: 'card promise', 'aria-label': values.who },
    make('p', {}, make('b', {}, values.who || ''), ' ', markOf(record)),
    make('p', { className: 'words' }, values['return-what']));
  const day = dayWords(values['return-day']);
  const state = values.returned && values.returned !== 'not-yet' ? labelOf('records', 'returned', values.returned) : '';
  if (day || state) card.append(make('p', { className: 'quiet' }, [day, state].filter(Boolean).join('　')));
  if (values['return-answer']) card.append(make('p', { className: 'words' }, `返ってきた言葉：${values['return-answer']}`));
  if (values.returned !== 'done') {
    const tick = button(`✓ ${labelOf('records', 'returned', 'done')}`, () => {
      const entry = keepEntry(record.entry || beginEntry('records', record.answer));
      changeEntry(entry.id, (one) => { one.values.returned = 'done'; });
      post(entry.id);
      go('return', entry.id);
      told();
    }, 'main-button');
    tick.setAttribute('aria-label', `${labelOf('records', 'returned', 'done')}：${values.who || ''}`);
    card.append(tick);
  }
  card.append(link('ようすを書く', ['return', record.entry ? record.entry.id : record.id]));
  return card;
};

screens.return = (main, id) => {
  const record = findItem('records', id);
  if (!record) return null;
  shown.steady = true;
  let entry = record.entry || beginEntry('records', record.answer);
  main.append(backTo('お返し', 'returns'));
  main.append(make('p', { className: 'lead' }, record.values['return-what'] || ''));
  ['returned', 'return-answer'].map((key) => findQuestion('records', key)).filter(Boolean)
    .forEach((question) => main.append(drawQuestion(question, entry.values[question.key], (value) => {
      entry = writeRecord(entry, (one) => giveValue(one, question.key, value));
    })));
  main.append(button('保存する', () => {
    if (getEntry(entry.id)) post(entry.id);
    swap('returns');
    told();
  }, 'main-button'));
  return record.values.who || 'お返し';
};
