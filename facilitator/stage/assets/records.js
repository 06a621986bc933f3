// Records of visits, one after the other: who, the words as spoken, and the four quarters.
// What does not fit on one page goes on to a second; letters never get too small to be read.

import { fit, list, make, write } from "./dom.js";
import { makeKind, writeKind } from "./kinds.js";

const QUOTED = { most: 7, least: 3.9 }; // hundredths of the screen's height
const QUOTED_ALONE = { most: 9, least: 3.9 };
const SORTED = { most: 6, least: 3.6 };
const NOTHING = "話には出ませんでした";
const UNWRITTEN = "聞いた言葉は、これから書きとめます";

export class RecordPages {
  constructor(element) {
    this.element = element;
    this.element.classList.add("records");
    this.known = new Map(); // how each record was divided, by what it says
    this.pages = [];
  }

  forget() {
    this.known.clear();
  }

  draw(section, wall) {
    const measure = make("div", "section records measuring");
    wall.append(measure);
    const known = new Map();
    this.pages = section.cards.flatMap((card) => {
      const sign = JSON.stringify(card);
      const pages = this.known.get(sign) ?? divide(card, section, measure);
      known.set(sign, pages);
      return pages;
    });
    this.known = known;
    measure.remove();
    return this.pages.map((page) => ({ card: page.card.id, characters: count(page) }));
  }

  show(number) {
    const page = this.pages[number];
    if (page === undefined || page === this.shown) return;
    this.shown = page;
    this.element.replaceChildren(page.element);
  }

  rest() {
    this.shown = null;
    this.element.replaceChildren();
  }
}

// All on one page; else the words first and the quarters after them; else as many as it takes.
function divide(card, section, measure) {
  const whole = makePage(card, section, { words: card.words, quarters: card.quarters, meet: card.meet });
  if (settle(whole, measure, card.words.length > 0 ? QUOTED : SORTED)) return [whole];
  const words = spread(card.words, (part, at) => makePage(card, section, { words: part, more: at > 0 }), measure, QUOTED_ALONE);
  const rest = { quarters: card.quarters, meet: card.meet };
  const sorted = makePage(card, section, { ...rest, more: words.length > 0 });
  if (settle(sorted, measure, SORTED)) return [...words, sorted];
  const lines = card.quarters.flatMap((quarter) => quarter.lines.map((line) => ({ ...quarter, lines: [line] })));
  const meet = card.meet ? [{ group: "meet", label: section.meet, lines: [card.meet] }] : [];
  const make = (part) => makePage(card, section, { quarters: gather(part), more: true, flow: true });
  return [...words, ...spread([...lines, ...meet], make, measure, { most: 4.6, least: 3.6 })];
}

// Put as many items on each page as fit at the smallest size, then let the letters grow.
function spread(items, makeOne, measure, sizes) {
  const fits = (part) => settle(makeOne(part, 0), measure, { most: sizes.least, least: sizes.least });
  const parts = [];
  for (const item of items) {
    const last = parts.at(-1);
    if (last !== undefined && fits([...last, item])) last.push(item);
    else parts.push([item]);
  }
  // As even as can be: one sentence alone on the last page looks like an afterthought.
  const each = Math.ceil(items.length / parts.length) || 1;
  const even = Array.from({ length: parts.length }, (_, at) => items.slice(at * each, (at + 1) * each));
  const chosen = even.every((part) => part.length > 0 && fits(part)) ? even : parts;
  return chosen.map((part, at) => {
    const page = makeOne(part, at);
    settle(page, measure, sizes);
    return page;
  });
}

function gather(parts) {
  const quarters = [];
  for (const part of parts) {
    const last = quarters.at(-1);
    if (last?.group === part.group) last.lines = [...last.lines, ...part.lines];
    else quarters.push({ ...part });
  }
  return quarters;
}

function settle(page, measure, { most, least }) {
  measure.replaceChildren(page.element);
  const { element } = page;
  const body = element.querySelector(".record-body");
  const fits = () => body.scrollHeight <= body.clientHeight + 1 && body.scrollWidth <= body.clientWidth + 1;
  fit(element, { most, least, fits });
  return fits();
}

function count({ words = [], quarters = [] }) {
  return [...words, ...quarters.flatMap((quarter) => quarter.lines)].join("").length;
}

function makePage(card, section, { words = [], quarters = [], meet = "", more = false, flow = false }) {
  const element = make("article", "record");
  const head = make("header", "record-head");
  head.append(make("h2", "who", card.text));
  if (more) head.append(make("p", "more", "つづき"));
  if (card.team) head.append(make("p", "team", `${card.team}が聞きました`));
  const body = make("div", "record-body");
  body.classList.toggle("flow", flow);
  if (words.length > 0) body.append(makeWords(words));
  const empty = words.length === 0 && quarters.every((quarter) => quarter.lines.length === 0);
  if (empty) body.append(make("p", "unwritten", UNWRITTEN));
  else if (quarters.length > 0) body.append(makeQuarters(quarters));
  if (meet) body.append(makeMeet(section.meet, meet));
  element.append(head, body);
  return { card, element, words, quarters };
}

function makeWords(words) {
  const quotes = make("ul", "quotes");
  list(quotes, words, { key: (word, index) => `${index} ${word}`, create: (word) => quoted(word), update: () => {} });
  return quotes;
}

export function quoted(words) {
  const item = make("li");
  item.append(make("q", "", words.replace(/^[「『](.*)[」』]$/su, "$1")));
  return item;
}

function makeQuarters(quarters) {
  const box = make("div", "quarters");
  for (const quarter of quarters) {
    const part = make("section", "quarter");
    part.dataset.group = quarter.group;
    const head = makeKind("h3", "tab");
    writeKind(head, quarter.group, quarter.label.split("、")[0]);
    const lines = make("ul");
    for (const line of quarter.lines) lines.append(make("li", "", line));
    part.append(head, quarter.lines.length > 0 ? lines : make("p", "nothing", NOTHING));
    box.append(part);
  }
  return box;
}

function makeMeet(label, words) {
  const line = make("p", "meet");
  line.append(make("span", "", label), make("b"));
  write(line.lastElementChild, words);
  return line;
}
