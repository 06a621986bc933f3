// Lay cards out like notes on a wall: as large as they all fit, else on several pages.
// Cards stay the same elements; only their places change, so nothing flickers.

import { list, make, show, unit, write } from "./dom.js";

const SIZES = [8, 7, 6, 5.2, 4.6, 4.1, 3.8, 3.6]; // hundredths of the screen's height
const PAGED = [4.6, 4.2, 3.9, 3.6]; // when one page does not hold them all
const FRESH = 60_000;
const MOST_FRESH = 3;
const NARROWEST = 9.5; // a column in letters, so that words are not torn
const GAP = 1.4;

export class CardWall {
  constructor(element) {
    this.element = element;
    this.measure = make("div", "measure");
    this.heights = new Map();
    this.places = new Map();
    this.pages = 1;
    this.form = { size: 0, columns: 0 };
    this.cards = [];
  }

  forget() {
    this.heights.clear();
    this.form = { size: 0, columns: 0 };
  }

  // Draw all cards; return how many characters each page holds.
  draw(section, wall, now) {
    this.cards = section.cards;
    const hidden = this.element.hidden;
    show(this.element, true);
    wall.append(this.measure);
    const box = { width: wall.clientWidth, height: wall.clientHeight, unit: unit() };
    const layout = this.choose(box);
    const fresh = listFresh(this.cards, now);
    this.measure.remove();
    this.element.style.fontSize = `calc(${layout.size} * var(--u))`;
    list(this.element, this.cards, {
      key: (card) => card.id,
      create: makeCard,
      update: (element, card) => {
        fill(element, card);
        mark(element, fresh.has(card.id));
        const place = layout.places.get(card.id);
        element.style.width = `${layout.width}px`;
        element.style.maxHeight = `${box.height}px`;
        element.style.transform = `translate(${place.x}px, ${place.y}px)`;
        element.dataset.page = place.page;
        element.classList.toggle("cut", place.cut);
        clamp(element, place.cut ? box.height : 0);
      },
    });
    show(this.element, !hidden);
    this.pages = layout.pages;
    this.places = layout.places;
    const characters = Array.from({ length: this.pages }, () => 0);
    for (const card of this.cards) characters[layout.places.get(card.id).page] += card.text.length;
    return characters;
  }

  refresh(now) {
    const fresh = listFresh(this.cards, now);
    for (const element of this.element.children) mark(element, fresh.has(element.dataset.key));
  }

  // The page of the card that came last; anonymous cards carry no time.
  newest() {
    const last = this.cards.filter((card) => card.at).reduce(later, null);
    return last === null ? 0 : this.places.get(last.id).page;
  }

  show(page) {
    for (const element of this.element.children) {
      show(element, Number(element.dataset.page) === page);
    }
  }

  // The largest type with which all cards fit on one page, else the smallest on several.
  choose(box) {
    for (const size of SIZES) {
      const letters = this.cards.reduce((sum, card) => sum + card.text.length + 12, 0);
      const needed = letters * (size * box.unit) ** 2 * 1.5;
      if (needed > box.width * box.height * 1.3) continue;
      const layouts = this.columnsFor(size, box).map((columns) => this.pack(size, columns, box));
      const found = layouts.filter((layout) => layout.pages === 1 && !layout.cut);
      if (found.length > 0) return found.reduce((best, each) => (each.rest < best.rest ? each : best));
    }
    return this.choosePaged(box);
  }

  // As few pages as the smallest type needs, then as large as that many pages allow.
  choosePaged(box) {
    const layouts = PAGED.flatMap((size) =>
      this.columnsFor(size, box).map((columns) => this.pack(size, columns, box)),
    );
    const whole = layouts.filter((layout) => !layout.cut);
    const usable = whole.length > 0 ? whole : layouts;
    const least = Math.min(...usable.map((layout) => layout.pages));
    // Keep the form while cards come in: a wall that jumps cannot be read.
    const kept = usable.find((layout) => layout.size === this.form.size && layout.columns === this.form.columns);
    const chosen = kept !== undefined && kept.pages <= least * 1.1 ? kept : usable.find((layout) => layout.pages === least);
    this.form = chosen;
    return chosen;
  }

  columnsFor(size, box) {
    const most = Math.floor(box.width / (NARROWEST * size * box.unit));
    const useful = Math.max(1, Math.min(most, 6, this.cards.length));
    return Array.from({ length: useful }, (_, index) => index + 1).filter(
      (columns) => columns > 1 || useful === 1 || this.cards.length < 4,
    );
  }

  // Put each card where it first fits, page by page. Cards that come later never move the
  // earlier ones, and short ones fill the holes that long ones leave.
  pack(size, columns, box) {
    const gap = GAP * box.unit;
    const width = Math.floor((box.width - gap * (columns - 1)) / columns);
    const heights = this.measureAll(size, width, box);
    const places = new Map();
    const pages = [];
    let cut = false;
    for (const [index, card] of this.cards.entries()) {
      const height = Math.min(heights[index], box.height);
      const tooLong = heights[index] > box.height;
      const { page, column } = findRoom(pages, columns, height, box.height + 1);
      const filled = pages[page];
      places.set(card.id, { x: column * (width + gap), y: filled[column], page, cut: tooLong });
      filled[column] += height + gap;
      cut ||= tooLong;
    }
    const rest = Math.max(...pages[0]) - Math.min(...pages[0]);
    return { size, columns, width, places, pages: pages.length, cut, rest };
  }

  measureAll(size, width, box) {
    const name = (card) => `${size} ${width} ${card.id} ${card.text.length} ${card.heading?.length} ${footOf(card).join(" ")}`;
    const unknown = this.cards.filter((card) => !this.heights.has(name(card)));
    if (unknown.length > 0) {
      this.measure.style.fontSize = `${size * box.unit}px`;
      const elements = unknown.map((card) => {
        const element = makeCard();
        fill(element, card);
        element.style.width = `${width}px`;
        return element;
      });
      this.measure.replaceChildren(...elements);
      for (const [index, card] of unknown.entries()) {
        this.heights.set(name(card), elements[index].offsetHeight);
      }
      this.measure.replaceChildren();
    }
    return this.cards.map((card) => this.heights.get(name(card)));
  }
}

function findRoom(pages, columns, height, room) {
  for (const [page, filled] of pages.entries()) {
    const column = filled.indexOf(Math.min(...filled));
    if (filled[column] + height <= room) return { page, column };
  }
  pages.push(new Array(columns).fill(0));
  return { page: pages.length - 1, column: 0 };
}

function makeCard() {
  const element = make("article", "card");
  element.append(make("p", "head"), make("p", "text"), make("p", "foot"));
  return element;
}

function fill(element, card) {
  const [head, text, foot] = element.children;
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

function later(best, card) {
  return best !== null && Date.parse(best.at) > Date.parse(card.at) ? best : card;
}

function listFresh(cards, now) {
  const young = cards.filter((card) => card.at && now - Date.parse(card.at) < FRESH);
  young.sort((one, other) => Date.parse(other.at) - Date.parse(one.at));
  return new Set(young.slice(0, MOST_FRESH).map((card) => card.id));
}

function mark(element, fresh) {
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
function clamp(element, height) {
  const more = element.querySelector(".more");
  if (height === 0) {
    more?.remove();
  } else if (more === null) {
    element.children[1].after(make("p", "more", "…つづきは手元の画面で"));
  }
}

function hueOf(team) {
  const number = Number.parseInt(team, 10);
  if (number > 0) return ((number - 1) % 8) + 1;
  return ([...team].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % 8) + 1;
}
