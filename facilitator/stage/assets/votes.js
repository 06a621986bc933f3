// What a vote came to: a bar for each card with votes, the most first, page by page. Place, ties
// and numbers stand in words beside the bars.

import { list, make, show, unit, write } from "./dom.js";

// All in hundredths of the screen's height, as in votes.css.
const LINE = 1.25;
const GAP = 1.4;
const REMARK = 5.6;
const SIZES = [5.6, 5.2, 4.8, 4.5, 4.2, 3.9, 3.7, 3.5];
const WORDS = 0.44; // of the width, for the words

export class VoteWall {
  constructor(element) {
    this.element = element;
    this.element.classList.add("votes");
  }

  // Two lines for the words, three where they need it; the largest type that fits.
  draw(section, wall) {
    const tall = wall.clientHeight / unit() - (section.without > 0 ? REMARK : 0);
    const longest = Math.max(0, ...section.cards.map((card) => card.text.length));
    const letters = (size) => Math.floor((wall.clientWidth * WORDS) / unit() / size) - 1;
    const smallest = SIZES.at(-1);
    const lines = longest <= letters(smallest) * 2 ? 2 : 3;
    const high = (size) => size * LINE * lines + GAP;
    const room = Math.max(1, Math.floor((tall + GAP) / high(smallest)));
    const pages = Math.max(1, Math.ceil(section.cards.length / room));
    this.section = section;
    this.each = Math.max(1, Math.ceil(section.cards.length / pages));
    const fits = (size) => high(size) * this.each <= tall + GAP && longest <= letters(size) * lines;
    this.size = SIZES.find(fits) ?? smallest;
    this.pages = pages;
    this.element.style.setProperty("--lines", lines);
    return Array.from({ length: pages }, (_, page) => this.cardsOf(page).reduce((sum, card) => sum + card.text.length + 12, 0));
  }

  cardsOf(page) {
    return this.section.cards.slice(page * this.each, (page + 1) * this.each);
  }

  show(page) {
    const { section } = this;
    const most = Math.max(1, ...section.cards.map((card) => card.points));
    this.element.style.setProperty("--size", `calc(${this.size.toFixed(2)} * var(--u))`);
    const last = page === this.pages - 1 && section.without > 0;
    const remark = last ? [{ id: "", words: `${section.unit}の入らなかったカード ${section.without}枚も、まとめに残ります` }] : [];
    list(this.element, [...this.cardsOf(page), ...remark], {
      key: (card) => card.id || "remark",
      create: (card) => (card.words ? make("p", "remark") : makeRow()),
      update: (row, card) => (card.words ? write(row, card.words) : this.update(row, card, most)),
    });
  }

  update(row, card, most) {
    const [place, words, side, value] = row.children;
    const [track, team] = side.children;
    row.classList.toggle("most", card.place === 1);
    write(place.firstElementChild, `${card.place}位`);
    write(place.lastElementChild, "同数");
    show(place.lastElementChild, card.tied);
    write(words.firstElementChild, card.text);
    write(team, card.team);
    show(team, Boolean(card.team));
    write(value.firstElementChild, card.points);
    write(value.lastElementChild, this.section.unit);
    this.grow(track.firstElementChild, card.points / most);
  }

  // A bar starts at nothing when it is first seen, and grows from where it was afterwards.
  grow(bar, share) {
    const end = `scaleX(${share.toFixed(4)})`;
    if (bar.style.transform !== "") {
      bar.style.transform = end;
      return;
    }
    bar.style.transform = "scaleX(0)";
    requestAnimationFrame(() => requestAnimationFrame(() => { bar.style.transform = end; }));
  }
}

function makeRow() {
  const row = make("div", "vote");
  const place = make("p", "place");
  place.append(make("b"), make("span", "tied"));
  const words = make("p", "words");
  words.append(make("span", "text"));
  const side = make("div", "side");
  const track = make("div", "track");
  track.append(make("i"));
  side.append(track, make("p", "team"));
  const value = make("p", "value");
  value.append(make("b"), make("span"));
  row.append(place, words, side, value);
  return row;
}

export function sumOf(section) {
  return section.paper > 0 ? `${section.voters}人が投票(うち会場で数えた人 ${section.paper}人)` : `${section.voters}人が投票`;
}

// While people vote, the wall tells how many have, never for what.
export function votingAsProgress(voting) {
  return voting.map((each) => ({
    worksheet: `votes ${each.worksheet}`,
    title: `投票 ${each.title}`,
    scope: "votes",
    joined: Math.max(each.connected, each.voters, 1),
    answered: each.voters,
    connected: each.connected,
    answers: 0,
    teams: [],
  }));
}

export function votersOf(state, wall) {
  return state.voting.find((each) => each.worksheet === wall.worksheet)?.voters ?? 0;
}
