// Small questions: a label, one of several places. A dialog takes the keyboard and gives it back.
const askWith = (fill, kind = '') => new Promise((resolve) => {
  const dialog = make('dialog', { className: `asking ${kind}` });
  let answer = null;
  const close = (value) => {
    answer = value;
    dialog.close();
  };
  fill(dialog, close);
  dialog.addEventListener('close', () => {
    dialog.remove();
    resolve(answer);
  });
  document.body.append(dialog);
  dialog.showModal();
});

const makeQuitting = (close) => {
  const quit = make('button', { type: 'button', className: 'quiet-button' }, 'やめる');
  quit.addEventListener('click', () => close(null));
  return quit;
};

const askLabel = (title, { label = '', words = [], button = 'まとめる' } = {}) => askWith((dialog, close) => {
  const field = make('input', { type: 'text', id: 'label-field', maxLength: 60, autocomplete: 'off', value: label });
  const hint = make('p', { className: 'hint', id: 'label-hint', hidden: true, role: 'status' });
  field.setAttribute('aria-describedby', 'label-help label-hint');
  const form = make('form', { method: 'dialog' },
    make('h2', { id: 'asking-title' }, title),
    makeQuotes(words),
    make('label', { htmlFor: 'label-field' }, '表札（短い名前）'),
    field,
    make('p', { className: 'help', id: 'label-help' }, here.promised === undefined
      ? 'もとの言葉が残るように、60字まで。空けたまま、あとで付けてもかまいません。'
      : 'もとの言葉が残るように、60字まで。会場にも出るので、「この班の中だけ」の言葉は使いません。'),
    hint,
    make('button', { className: 'main-button' }, button),
    makeQuitting(close));
  field.addEventListener('input', () => {
    const found = findPersonal(field.value);
    hint.hidden = !found.length;
    write(hint, found.length ? `「${found.join('」「')}」は、だれのことか分かる言葉かもしれません。` : '');
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    close(field.value.trim());
  });
  dialog.setAttribute('aria-labelledby', 'asking-title');
  dialog.append(form);
});

const makeQuotes = (words) => {
  const quotes = make('ul', { className: 'quotes' });
  words.slice(0, 5).forEach((text) => quotes.append(make('li', {}, text)));
  if (words.length > 5) quotes.append(make('li', {}, `ほか${words.length - 5}枚`));
  quotes.hidden = !words.length;
  return quotes;
};

// One press on one of the choices is the answer.
const askChoice = (title, choices, { note = '' } = {}) => askWith((dialog, close) => {
  const heading = make('h2', { id: 'asking-title' }, title);
  const rows = make('div', { className: 'choices' });
  choices.forEach((choice) => {
    const row = make('button', { type: 'button', className: 'row' },
      make('span', {}, choice.label, ...(choice.hint ? [make('small', {}, choice.hint)] : [])));
    row.addEventListener('click', () => close(choice.value));
    rows.append(row);
  });
  dialog.setAttribute('aria-labelledby', 'asking-title');
  dialog.append(heading, ...(note ? [make('p', { className: 'help' }, note)] : []), rows, makeQuitting(close));
}, choices.length > 6 ? 'choosing many' : 'choosing');

// On the room's board several teams may have found the same words.
const tellTeams = (pile) => {
  const teams = new Set(desk.state.team ? [] : cardsIn(desk.state, pile.id).map((card) => card.team));
  teams.delete('');
  return teams.size ? `・${Array.from(teams).slice(0, 3).join('、')}${teams.size > 3 ? 'など' : ''}` : '';
};

const choosePiles = (piles) => piles.map((pile) => {
  const outer = pile.parent ? findPile(pile.parent) : null;
  const inside = outer ? `「${nameOf(outer)}」の中・` : '';
  return { value: pile.id, label: nameOf(pile), hint: `${inside}${countIn(desk.state, pile)}枚${tellTeams(pile)}` };
});
