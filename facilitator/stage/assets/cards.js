// A wall of cards. Only the page that is shown is in the document; cards that stay on it are
// the same elements, so nothing flickers.

import { list, make, show, unit, write } from "./dom.js";
import { Layout } from "./layout.js";

const FRESH = 60_000;
const MOST_FRESH = 3;

export class CardWall {
  constructor(element) {
    this.element = element;
    this.measure = make("div", "measure");
    this.layout = new Layout(this.measure, { make: makeFilled, sign: signOf });
    this.placed = null;
    this.cards = [];
    this.fresh = new Set();
  }

  forget() {
    this.layout.forget();
  }

  // Find places for all cards; return how many characters each page holds.
  draw(section, wall, now) {
    this.cards = section.cards;
    this.fresh = listFresh(this.cards, now);
    this.height = wall.clientHeight;
    wall.append(this.measure);
    this.placed = this.layout.choose(this.cards, { width: wall.clientWidth, height: this.height, unit: unit() });
    this.measure.remove();
    const characters = Array.from({ length: this.placed.pages }, () => 0);
    for (const [index, card] of this.cards.entries()) {
      characters[this.placed.places[index].page] += card.text.length;
    }
    return characters;
  }

  show(page) {
    const { places, size, width } = this.placed;
    this.element.style.fontSize = `calc(${size} * var(--u))`;
    const shown = this.cards
      .map((card, index) => ({ card, place: places[index] }))
      .filter(({ place }) => place.page === page);
    list(this.element, shown, {
      key: ({ card }) => card.id,
      create: makeCard,
      update: (element, { card, place }) => {
        fill(element, card);
        mark(element, this.fresh.has(card.id));
        element.style.width = `${width}px`;
        element.style.maxHeight = `${this.height}px`;
        element.style.transform = `translate(${place.x}px, ${place.y}px)`;
        clamp(element, place.cut);
      },
    });
  }

  refresh(now) {
    this.fresh = listFresh(this.cards, now);
    for (const element of this.element.children) mark(element, this.fresh.has(element.dataset.key));
  }

  rest() {
    this.element.replaceChildren();
  }

  // The page of the card that came last; anonymous cards carry no time.
  newest() {
    const last = this.cards.reduce(later, null);
    return last === null ? 0 : this.placed.places[this.cards.indexOf(last)].page;
  }
}

function makeCard() {
  const element = make("article", "card");
  element.append(make("p", "head"), make("p", "text"), make("p", "foot"));
  return element;
}

function makeFilled(card) {
  const element = makeCard();
  fill(element, card);
  return element;
}

function fill(element, card) {
  const [head, text] = element.children;
  const foot = element.querySelector(".foot");
  write(head, card.heading ?? "");
  show(head, Boolean(card.heading));
  write(text, card.text);
  if (card.team) element.style.setProperty("--team", `var(--team-${hueOf(card.team)})`);
  list(foot, footOf(card), {
    key: (word, index) => `${index} ${word}`,
    create: (word) => make("span", nameOf(word, card), word),
    update: () => {},
  });
}

function signOf(card) {
  return `${card.heading ?? ""}\t${card.text}\t${footOf(card).join(" ")}`;
}

function later(best, card) {
  if (!card.at) return best;
  return best !== null && Date.parse(best.at) > Date.parse(card.at) ? best : card;
}

export function listFresh(cards, now) {
  const young = cards.filter((card) => card.at && now - Date.parse(card.at) < FRESH);
  young.sort((one, other) => Date.parse(other.at) - Date.parse(one.at));
  return new Set(young.slice(0, MOST_FRESH).map((card) => card.id));
}

export function mark(element, fresh) {
  const badge = element.querySelector(".new");
  element.classList.toggle("fresh", fresh);
  if (fresh && badge === null) element.append(make("span", "new", "新着"));
  if (!fresh) badge?.remove();
}

function footOf(card) {
  const points = card.points ? `${card.points}票` : "";
  return [card.team, points, ...(card.tags ?? [])].filter(Boolean);
}

function nameOf(word, card) {
  if (word === card.team) return "team";
  return card.points && word === `${card.points}票` ? "points" : "";
}

// A text longer than the screen ends in words that say so.
function clamp(element, cut) {
  const more = element.querySelector(".more");
  element.classList.toggle("cut", cut);
  if (!cut) more?.remove();
  else if (more === null) element.children[1].after(make("p", "more", "…つづきは手元の画面で"));
}

function hueOf(team) {
  const number = Number.parseInt(team, 10);
  if (number > 0) return ((number - 1) % 8) + 1;
  return ([...team].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % 8) + 1;
}
