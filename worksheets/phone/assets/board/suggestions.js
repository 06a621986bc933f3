// A start for those who do not know where to begin: cards that sound alike, each group with the
// reason. Nothing is grouped before somebody takes it, and every tick and word can be changed.
const offered = { all: [], put: new Set() };

const signOffer = (offer) => [...offer.cards].sort().join();

const showSuggestions = async () => {
  tell('似たカードをさがしています…');
  let reply = null;
  try {
    const response = await ask(addressOf('/suggestions', {}), { headers: { Accept: 'application/json' } });
    reply = response.ok ? await response.json() : { message: await refused(response) };
  } catch (unreachable) {
    reply = { message: 'つながらないため、さがせませんでした。もう一度押してください。' };
  }
  if (reply.message) {
    tell(reply.message, { problem: true });
    return;
  }
  offered.all = reply.suggestions;
  drawSuggestions();
  const number = listOffers().length;
  tell(number ? `候補が${number}件あります。` : 'まとまりそうな候補は、見つかりませんでした。');
  openOffers(number > 0);
  if (number) find('suggestions-title').focus();
};

// One thing at a time: the offers take the place of the cards they are made of.
const openOffers = (on) => {
  find('suggestions').hidden = !on;
  find('loner-side').hidden = on;
  find('to-loners').hash = on ? 'suggestions-title' : 'loner-title';
};

// Cards that somebody has grouped meanwhile are not offered any more.
const listOffers = () => offered.all
  .map((offer) => ({ ...offer, cards: offer.cards.filter((id) => (findCard(id) || { in: '' }).in === null) }))
  .filter((offer) => offer.cards.length > 1 && !offered.put.has(signOffer(offer)))
  .map((offer) => ({ ...offer, id: offer.cards[0] }));

const makeOffer = (offer) => {
  const label = make('input', { type: 'text', maxLength: 60, autocomplete: 'off', value: offer.label, id: `offer-label-${offer.id}` });
  const cards = make('ul', { className: 'slips' });
  offer.cards.forEach((id) => {
    const tick = make('input', { type: 'checkbox', checked: true, value: id });
    cards.append(make('li', { className: 'slip' }, make('label', {}, tick, make('span', { className: 'slip-text' }, findCard(id).text))));
  });
  const yes = make('button', { type: 'button', className: 'second-button' }, 'このまとまりにする');
  const no = make('button', { type: 'button', className: 'quiet-button' }, '見送る');
  const put = () => {
    offered.put.add(signOffer(offer));
    drawSuggestions();
    const next = find('suggestions').querySelector('.offer button') || find('told');
    next.focus();
  };
  no.addEventListener('click', () => {
    tell('見送りました。カードはそのままです。');
    put();
  });
  yes.addEventListener('click', async () => {
    const chosen = Array.from(cards.querySelectorAll('input:checked'), (one) => one.value);
    if (chosen.length < 1) {
      tell('カードを1枚以上選んでください。', { problem: true });
      return;
    }
    const taken = await carryOut({ do: 'group', cards: chosen, label: label.value.trim() },
      `「${label.value.trim() || NO_LABEL}」に${chosen.length}枚まとめました。`, { focus: false });
    if (taken) put();
  });
  return make('li', { className: 'offer' },
    make('p', { className: 'reason' }, offer.reason), cards,
    make('label', { htmlFor: label.id }, '表札の案（直せます）'), label,
    make('div', { className: 'card-actions' }, yes, no));
};

// All at once, as they are ticked and named now; one press takes all of it back.
const takeAll = async () => {
  const groups = Array.from(find('offers').children, (offer) => ({
    cards: Array.from(offer.querySelectorAll('.slips input:checked'), (one) => one.value),
    label: offer.querySelector('input[type=text]').value.trim(),
  })).filter((group) => group.cards.length > 1);
  if (await carryOut({ do: 'start', groups }, `${groups.length}つのまとまりができました。表札もカードも、あとで直せます。`)) {
    openOffers(false);
  }
};

const drawSuggestions = () => {
  const left = listOffers();
  list(find('offers'), left, { create: makeOffer, update: () => {} });
  if (!left.length) openOffers(false);
};
