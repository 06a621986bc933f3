// With a mouse, cards can also be dragged: onto a cluster, onto another card, or out of a cluster.
// Everything it does can be done by ticking, too.
const mouse = matchMedia('(hover: hover) and (pointer: fine)');
const canDrag = () => mouse.matches;
const wide = matchMedia('(min-width: 60rem)');

const dragged = { cards: [], over: null };

const dropPlaceOf = (event) => {
  const pile = event.target.closest('.pile');
  if (pile) return pile;
  const slip = event.target.closest('#loners .slip');
  if (slip && !dragged.cards.includes(slip.dataset.id)) return slip;
  return event.target.closest('.loner-side');
};

const markOver = (place) => {
  if (dragged.over === place) return;
  if (dragged.over) dragged.over.classList.remove('over');
  dragged.over = place;
  if (place) place.classList.add('over');
};

const onDragStart = (event) => {
  const slip = event.target.closest('.slip');
  if (!slip) return;
  const { id } = slip.dataset;
  dragged.cards = picked.cards.has(id) ? Array.from(picked.cards) : [id];
  event.dataTransfer.effectAllowed = 'move';
  event.dataTransfer.setData('text/plain', findCard(id).text);
  document.body.classList.add('dragging');
};

const onDragOver = (event) => {
  const place = dragged.cards.length ? dropPlaceOf(event) : null;
  markOver(place);
  if (place) event.preventDefault();
};

const onDragEnd = () => {
  markOver(null);
  dragged.cards = [];
  document.body.classList.remove('dragging');
};

const onDrop = (event) => {
  const { cards } = dragged;
  const place = cards.length ? dropPlaceOf(event) : null;
  onDragEnd();
  if (!place) return;
  event.preventDefault();
  if (place.matches('.pile')) moveCards(cards, place.dataset.id);
  else if (place.matches('.slip')) groupCards([...cards, place.dataset.id], []);
  else moveCards(cards, '');
};

document.addEventListener('dragstart', onDragStart);
document.addEventListener('dragover', onDragOver);
document.addEventListener('dragend', onDragEnd);
document.addEventListener('drop', onDrop);
