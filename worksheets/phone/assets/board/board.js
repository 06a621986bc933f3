// The page on which cards are grouped: what each button does.
const groupCards = async (cards, piles) => {
  if (cards.length && piles.length === 1) {
    const pile = findPile(piles[0]);
    const into = await askChoice('カードとまとまりを選んでいます', [
      { value: 'in', label: `「${nameOf(pile)}」に入れる`, hint: `カード${cards.length}枚` },
      { value: 'new', label: '大きなまとまりをつくる', hint: '中のまとまりは、そのまま残ります' },
    ]);
    if (into === 'in') await moveCards(cards, pile.id);
    if (into !== 'new') return;
  } else if (!cards.length && piles.length > 1) {
    const how = await askChoice(`${piles.length}つのまとまりを選んでいます`, [
      { value: 'merge', label: '一つにあわせる', hint: 'カードがいっしょになります' },
      { value: 'new', label: '大きなまとまりをつくる', hint: '中のまとまりは、そのまま残ります' },
    ]);
    if (how === 'merge') await mergePiles(piles);
    if (how !== 'new') return;
  }
  const words = [...cards.map((id) => findCard(id)?.text), ...piles.map((id) => nameOf(findPile(id)))].filter(Boolean);
  const title = piles.length ? '大きなまとまりをつくる' : `${cards.length}枚をまとめる`;
  const label = await askLabel(title, { words });
  if (label === null) return;
  await carryOut({ do: 'group', cards, clusters: piles, label },
    `「${label || NO_LABEL}」に${piles.length ? 'まとめました' : `${cards.length}枚まとめました`}。`);
};

const moveCards = async (cards, into) => {
  const pile = into ? findPile(into) : null;
  const moved = cards.filter((id) => (findCard(id) || {}).in !== (into || null));
  if (!moved.length) return;
  await carryOut({ do: 'move', cards: moved, into },
    pile ? `「${nameOf(pile)}」に${moved.length}枚動かしました。` : `${moved.length}枚をまとまりの外に出しました。`);
};

const mergePiles = async (piles) => {
  const into = await askChoice('どの表札を残しますか', choosePiles(piles.map(findPile)));
  if (into === null) return;
  for (const cluster of piles.filter((id) => id !== into)) {
    const label = nameOf(findPile(into));
    if (!await carryOut({ do: 'merge', cluster, into }, `「${label}」にあわせました。`)) return;
  }
};

const askWhere = async () => {
  const cards = Array.from(picked.cards);
  const inside = cards.some((id) => findCard(id).in !== null);
  const choices = choosePiles(desk.state.clusters);
  choices.unshift({ value: 'new', label: '新しいまとまりをつくる' });
  if (inside) choices.unshift({ value: '', label: 'まとまりの外に出す', hint: '1枚のまま残します' });
  const into = await askChoice(`${cards.length}枚をどこへ動かしますか`, choices);
  if (into === 'new') await groupCards(cards, []);
  else if (into !== null) await moveCards(cards, into);
};

// --- one cluster's menu -----------------------------------------------------------------------

const listChanges = (pile) => {
  const others = desk.state.clusters.filter((one) => one.id !== pile.id);
  const outer = others.filter((one) => one.parent === null && one.id !== pile.parent);
  const leaf = !pilesIn(desk.state, pile.id).length;
  return [
    { value: 'rename', label: '表札を直す' },
    ...(others.length ? [{ value: 'merge', label: 'ほかのまとまりとあわせる', hint: 'カードがいっしょになります' }] : []),
    ...(leaf && outer.length ? [{ value: 'nest', label: 'ほかのまとまりの中に入れる', hint: '表札は残ります' }] : []),
    ...(pile.parent ? [{ value: 'out', label: '大きなまとまりの外に出す' }] : []),
    { value: 'dissolve', label: 'まとまりをほどく', hint: 'カードは消えません' },
  ];
};

const changePile = async (id) => {
  const pile = findPile(id);
  if (!pile) return;
  const name = nameOf(pile);
  const others = () => desk.state.clusters.filter((one) => one.id !== id);
  const what = await askChoice(`まとまり「${name}」`, listChanges(pile));
  if (what === 'rename') {
    const label = await askLabel('表札を直す', { label: pile.label, button: 'この名前にする' });
    if (label !== null) await carryOut({ do: 'rename', cluster: id, label }, `表札を「${label || NO_LABEL}」にしました。`);
  } else if (what === 'merge') {
    const into = await askChoice(`「${name}」を、どれにあわせますか`, choosePiles(others()), { note: '選んだほうの表札が残ります。' });
    if (into) await carryOut({ do: 'merge', cluster: id, into }, `「${nameOf(findPile(into) || pile)}」にあわせました。`);
  } else if (what === 'nest') {
    const outer = others().filter((one) => one.parent === null && one.id !== pile.parent);
    const into = await askChoice(`「${name}」を、どの中に入れますか`, choosePiles(outer));
    if (into) await carryOut({ do: 'nest', cluster: id, into }, `「${nameOf(findPile(into) || pile)}」の中に入れました。`);
  } else if (what === 'out') {
    await carryOut({ do: 'nest', cluster: id, into: '' }, `「${name}」を外に出しました。`);
  } else if (what === 'dissolve') {
    await carryOut({ do: 'dissolve', cluster: id }, `「${name}」をほどきました。カードは残っています。`);
  }
};

// --- what depends on how it came out -----------------------------------------------------------

const signBoard = (state) => JSON.stringify([state.clusters, state.cards.map((card) => card.in)]);

const undo = () => {
  const before = signBoard(desk.state);
  return carryOut({ do: 'undo' }, () => (signBoard(desk.state) === before
    ? 'そのあとでほかの人が動かしたので、戻さずにおきました。'
    : '一つ前に戻しました。'));
};

const gather = () => {
  const before = desk.state.clusters.length;
  return carryOut({ do: 'gather' }, () => {
    const number = desk.state.clusters.length - before;
    return number > 0 ? `班のまとまりを${number}つ集めました。` : '集めました。新しいまとまりはありません。';
  });
};

// --- start --------------------------------------------------------------------------------------

const onPress = (event) => {
  const menu = event.target.closest('[data-menu]');
  if (menu) changePile(menu.dataset.menu);
};

desk.drawn = (state) => {
  drawBoard(state);
  markFresh(state, desk.mine);
  drawSuggestions();
  if (!desk.gathered && state.gathered && here.room !== undefined) find('gathered').hidden = false;
  desk.gathered = state.gathered;
};

document.documentElement.classList.add('lively');
find('plain').remove();
find('lively').hidden = false;
desk.state = JSON.parse(find('state').textContent);
desk.gathered = desk.state.gathered;
document.body.classList.toggle('begun', desk.state.clusters.length > 0);
desk.quiet = Date.now();
desk.drawn(desk.state);
find('lively').addEventListener('change', onPick);
find('lively').addEventListener('click', onPress);
find('group').addEventListener('click', () => groupCards(Array.from(picked.cards), Array.from(picked.piles)));
find('move').addEventListener('click', askWhere);
find('unpick').addEventListener('click', unpick);
find('seek').addEventListener('input', onSeek);
find('undo').addEventListener('click', undo);
find('suggest').addEventListener('click', showSuggestions);
find('gather').addEventListener('click', gather);
find('suggestions-all').addEventListener('click', takeAll);
find('suggestions-close').addEventListener('click', () => {
  openOffers(false);
  find('suggest').focus();
});
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState !== 'hidden') desk.sending.then(readBoard).finally(follow);
});
window.addEventListener('pageshow', (event) => { if (event.persisted) readBoard().finally(follow); });
follow();
