// Draw the board: cards on their own, clusters, clusters in clusters. Only what changed is touched.
const NO_LABEL = '（表札はまだ）';

const nameOf = (pile) => pile.label || NO_LABEL;
const pilesIn = (state, parent) => state.clusters.filter((one) => one.parent === parent);
// Sorted once for each state: with many cards and clusters, looking through all costs too much.
const sorted = new WeakMap();
const sortCards = (state) => {
  const places = new Map();
  state.cards.forEach((card) => {
    if (!places.has(card.in)) places.set(card.in, []);
    places.get(card.in).push(card);
  });
  sorted.set(state, places);
  return places;
};
const cardsIn = (state, place) => (sorted.get(state) || sortCards(state)).get(place) || [];
const findPile = (id) => desk.state.clusters.find((one) => one.id === id);
const findCard = (id) => desk.state.cards.find((one) => one.id === id);

const countIn = (state, pile) =>
  cardsIn(state, pile.id).length
  + pilesIn(state, pile.id).reduce((sum, inner) => sum + cardsIn(state, inner.id).length, 0);

// --- one card -------------------------------------------------------------------------------

const makeSlip = (card) => {
  const words = make('span', { className: 'words' });
  const foot = make('span', { className: 'slip-foot' });
  const tick = make('input', { type: 'checkbox' });
  tick.dataset.card = card.id;
  return make('li', { className: 'slip' }, make('label', {}, tick, make('span', { className: 'slip-text' }, words, foot)));
};

const updateSlip = (slip, card) => {
  const drawn = [card.text, card.team, card.marks, desk.state.open, picked.cards.has(card.id)].join('|');
  if (slip.drawn === drawn) return;
  slip.drawn = drawn;
  const [words, foot] = slip.querySelector('.slip-text').children;
  write(words, card.text);
  const team = desk.state.team ? '' : card.team;
  write(foot, [team, ...card.marks].filter(Boolean).join('・'));
  foot.hidden = !foot.textContent;
  const tick = slip.querySelector('input');
  tick.disabled = !desk.state.open;
  tick.checked = picked.cards.has(card.id);
  slip.draggable = canDrag() && desk.state.open;
};

const drawSlips = (place, cards) => {
  place.classList.toggle('long', cards.length > 40);
  list(place, cards, { create: makeSlip, update: updateSlip });
};

// --- one cluster ----------------------------------------------------------------------------

const makePile = (pile) => {
  const tick = make('input', { type: 'checkbox' });
  tick.dataset.pile = pile.id;
  const name = make('span', { className: 'pile-name' });
  const head = make('div', { className: 'pile-head' },
    make('label', { className: 'pile-tick' }, tick, make('span', { className: 'unseen' })),
    make('h3', { tabIndex: -1, id: `pile-${pile.id}` }, name, ' ', make('span', { className: 'number' }), make('span', { className: 'fresh' })),
    make('button', { type: 'button', className: 'small-button' }, '直す'));
  head.querySelector('button').dataset.menu = pile.id;
  const section = make('section', { className: 'pile' }, head);
  const cards = make('details', { className: 'pile-cards', open: wide.matches },
    make('summary', {}, 'カード'), make('ul', { className: 'slips' }));
  section.append(cards, make('div', { className: 'piles' }));
  section.setAttribute('aria-labelledby', `pile-${pile.id}`);
  return section;
};

const updatePile = (section, pile) => {
  const { state } = desk;
  const [head, cards, inner] = section.children;
  const label = nameOf(pile);
  const number = countIn(state, pile);
  write(head.querySelector('.pile-name'), label);
  write(head.querySelector('.number'), number ? `${number}枚` : 'カードはありません');
  write(head.querySelector('.pile-tick .unseen'), `まとまり「${label}」を選ぶ`);
  const menu = head.querySelector('button');
  menu.hidden = !state.open;
  menu.setAttribute('aria-label', `まとまり「${label}」を直す`);
  const tick = head.querySelector('input');
  tick.disabled = !state.open;
  tick.checked = picked.piles.has(pile.id);
  head.classList.toggle('unnamed', !pile.label);
  const own = cardsIn(state, pile.id);
  cards.hidden = !own.length;
  write(cards.firstElementChild, `カード ${own.length}枚`);
  drawSlips(cards.lastElementChild, own);
  drawPiles(inner, pilesIn(state, pile.id));
};

const drawPiles = (place, piles) => list(place, piles, { create: makePile, update: updatePile });

// --- what others have just changed -------------------------------------------------------------

const fresh = { known: null, timers: new Map() };

const signPiles = (state) => new Map(state.clusters.map((pile) =>
  [pile.id, `${pile.label}|${pile.parent}|${cardsIn(state, pile.id).map((card) => card.id).join()}`]));

const markFresh = (state, mine) => {
  const signs = signPiles(state);
  if (fresh.known && !mine) {
    signs.forEach((sign, id) => { if (fresh.known.get(id) !== sign) markPile(id); });
  }
  fresh.known = signs;
};

const markPile = (id) => {
  const heading = find(`pile-${id}`);
  if (!heading) return;
  write(heading.querySelector('.fresh'), 'いま変わりました');
  clearTimeout(fresh.timers.get(id));
  fresh.timers.set(id, setTimeout(() => {
    const still = find(`pile-${id}`);
    if (still) write(still.querySelector('.fresh'), '');
  }, 8000));
};

const sayNoLoners = (state, all) => {
  if (all.length) return `「${find('seek').value}」を含むカードはありません。`;
  return state.cards.length ? 'すべてのカードがまとまりに入っています。' : 'まだカードがありません。書いたカードが、ここに並びます。';
};

// --- the whole ---------------------------------------------------------------------------------

const drawBoard = (state) => {
  forgetGone(state);
  const held = document.activeElement;
  const all = cardsIn(state, null);
  const loners = listSought(all);
  const number = loners.length < all.length ? `${loners.length}枚（全${all.length}枚）` : `${all.length}枚`;
  write(find('loner-number'), number);
  write(find('to-loners'), `カード ${all.length}枚`);
  write(find('to-piles'), `まとまり ${state.clusters.length}つ`);
  find('jump').hidden = !state.clusters.length;
  write(find('pile-number'), `${state.clusters.length}つ`);
  drawSlips(find('loners'), loners);
  drawPiles(find('piles'), pilesIn(state, null));
  find('no-loners').hidden = loners.length > 0;
  write(find('no-loners'), sayNoLoners(state, all));
  find('no-piles').hidden = state.clusters.length > 0;
  write(find('others'), state.others.length ? `いま動かしている人：${state.others.join('、')}` : '');
  find('others').hidden = !state.others.length;
  find('closed').hidden = state.open;
  // Without anything to tick, the keyboard must still be able to scroll.
  find('loners').parentElement.tabIndex = state.open ? -1 : 0;
  drawTools();
  // An element that was moved to another place has lost the keyboard.
  if (held && held !== document.activeElement && document.contains(held)) held.focus({ preventScroll: true });
};
