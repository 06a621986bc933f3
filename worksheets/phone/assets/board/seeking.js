// Many cards: show those on their own that hold some words. What is ticked stays ticked.
const MANY = 15;

// Kana of either kind, letters of either width and case count as the same.
const fold = (text) => text.normalize('NFKC').toLowerCase()
  .replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 96));

const listSought = (cards) => {
  const words = fold(find('seek').value.trim());
  find('seeking').hidden = !words && cards.length < MANY;
  return words ? cards.filter((card) => fold(card.text).includes(words)) : cards;
};

const onSeek = () => {
  drawBoard(desk.state);
  const found = find('loners').childElementCount;
  announce(found ? `${found}枚が見つかりました。` : '見つかりませんでした。');
};
