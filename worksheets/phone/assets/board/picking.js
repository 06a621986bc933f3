// What is ticked, and the bar of buttons that goes with it.
const picked = { cards: new Set(), piles: new Set() };

const forgetGone = (state) => {
  const cards = new Set(state.cards.map((card) => card.id));
  const piles = new Set(state.clusters.map((pile) => pile.id));
  picked.cards.forEach((id) => { if (!cards.has(id)) picked.cards.delete(id); });
  picked.piles.forEach((id) => { if (!piles.has(id)) picked.piles.delete(id); });
};

const unpick = () => {
  picked.cards.clear();
  picked.piles.clear();
  document.querySelectorAll('[data-card]:checked, [data-pile]:checked').forEach((tick) => { tick.checked = false; });
  drawTools();
};

const onPick = (event) => {
  const { card, pile } = event.target.dataset;
  const set = card ? picked.cards : picked.piles;
  const id = card || pile;
  if (!id) return;
  if (event.target.checked) set.add(id);
  else set.delete(id);
  find('told').hidden = true;
  drawTools();
};

const drawTools = () => {
  const { state } = desk;
  const { cards, piles } = picked;
  const any = cards.size + piles.size > 0;
  const parts = [cards.size && `カード${cards.size}枚`, piles.size && `まとまり${piles.size}つ`].filter(Boolean);
  const first = !any && !state.version && find('told').hidden;
  write(find('chosen'), any ? `${parts.join('と')}を選んでいます` : 'カードに印を付けて、まとめます。');
  find('chosen').hidden = !any && !first;
  find('group').hidden = !any;
  find('move').hidden = !cards.size || piles.size > 0;
  find('unpick').hidden = !any;
  find('undo').hidden = any || !state.undo;
  find('suggest').hidden = !state.open || here.suggests === undefined || cardsIn(state, null).length < 2;
  find('gather').hidden = !state.open || here.gathers === undefined;
  find('tools').hidden = !state.open || !state.cards.length;
};

// --- what happened ---------------------------------------------------------------------------

const tell = (words, { problem = false, pile = '' } = {}) => {
  const line = find('told');
  line.className = problem ? 'told error' : 'told';
  line.replaceChildren(words);
  if (pile) {
    const link = make('a', { href: `#pile-${pile}`, className: 'told-link' }, '見る');
    line.append(' ', link);
  }
  line.hidden = false;
  drawTools();
  announce(words);
};

// Send, then say what came of it; `done` is told when all went well, or tells it.
const carryOut = async (order, done, { focus = true } = {}) => {
  const before = new Set(desk.state.clusters.map((pile) => pile.id));
  desk.mine = true;
  const problem = await send(order);
  desk.mine = false;
  if (problem) {
    tell(problem, { problem: true });
  } else {
    const created = desk.state.clusters.find((pile) => !before.has(pile.id));
    unpick();
    tell(typeof done === 'function' ? done() : done, { pile: created ? created.id : order.into || '' });
  }
  if (focus) find('told').focus({ preventScroll: true });
  return !problem;
};
