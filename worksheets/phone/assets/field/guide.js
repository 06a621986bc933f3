// 読み上げる約束と問い: the consent first, then the greeting and the questions, one on each page.
// Nothing moves by itself here: it is read aloud to somebody.
const ORDER = ['consent', 'greeting'];

const afterExample = (help) => (help || '').replace(/^例[：:]\s*/, '').split(/\n例[：:]\s*/)[0];

// The team's words, else the sheet's own: for the two speeches the example, for questions the label.
const readGuide = () => {
  if (!SHEETS.guide) return [];
  const given = known().guide || {};
  const speeches = questionsOf('guide').filter((question) => texts.includes(question.kind));
  const ordered = [
    ...ORDER.map((key) => speeches.find((question) => question.key === key)).filter(Boolean),
    ...speeches.filter((question) => !ORDER.includes(question.key)),
  ];
  return ordered.map((question) => {
    const own = given[question.key];
    const speech = question.kind === 'long_text';
    const [, number, asked] = /^(問い\s*[0-9０-９]+)[\s　]+(.+)$/.exec(question.label) || [];
    const example = speech ? afterExample(question.help) : asked || '';
    return { title: number || question.label, words: own || example, own: Boolean(own) };
  }).filter((page) => page.words);
};

const lastPage = () => ({
  title: '終わりに',
  words: 'ありがとうございました。書いたものを読み上げます。違うところや、消したいところはありますか。\n'
    + 'このお話を、どこまで伝えてよいでしょうか。',
  choices: findQuestion('records', 'sharing').options.map((option) => option.label),
});

screens.guide = (main, number) => {
  shown.steady = true;
  const pages = [...readGuide(), lastPage()];
  const at = Math.min(Math.max(Number(number) || 0, 0), pages.length - 1);
  const page = pages[at];
  main.append(backTo('訪問ノート', ''));
  main.append(make('p', { className: 'where' }, `${at + 1}枚目／${pages.length}枚`,
    page.own ? make('span', { className: 'mark' }, '班で書いた文')
      : page.choices ? '' : make('span', { className: 'mark' }, '例の文')));
  main.append(make('p', { className: 'aloud' }, page.words));
  if (page.choices) main.append(make('ul', { className: 'aloud' }, page.choices.map((words) => make('li', {}, words))));
  const turn = make('nav', { className: 'turn', 'aria-label': 'ページ' });
  turn.append(at ? button('← まえへ', () => swap('guide', at - 1)) : make('span', {}));
  turn.append(at + 1 < pages.length ? button('つぎへ →', () => swap('guide', at + 1), 'main-button')
    : link('記録を書く', ['records'], 'main-button'));
  main.append(turn);
  return page.title;
};
