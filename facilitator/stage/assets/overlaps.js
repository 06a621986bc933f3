// Overlaps, one after the other: the words that meet face each other, the reason stands between
// them, and below what could come of it and what to take care of.

import { fit, make } from "./dom.js";
import { quoted } from "./records.js";

const SIZES = { most: 6.4, least: 3.7 }; // hundredths of the screen's height

export class OverlapPages {
  constructor(element) {
    this.element = element;
    this.element.classList.add("overlaps");
    this.known = new Map();
    this.pages = [];
  }

  forget() {
    this.known.clear();
  }

  draw(section, wall) {
    const measure = make("div", "section overlaps measuring");
    wall.append(measure);
    const known = new Map();
    this.pages = section.cards.flatMap((card) => {
      const sign = JSON.stringify(card);
      const pages = this.known.get(sign) ?? divide(card, measure);
      known.set(sign, pages);
      return pages;
    });
    this.known = known;
    measure.remove();
    return this.pages.map(({ card }) => ({ card: card.id, characters: JSON.stringify(card.voices).length }));
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

// The reason between the words, else below them, else on pages of their own: words, then why.
function divide(card, measure) {
  for (const form of ["between", "below"]) {
    const page = makePage(card, { form, voices: card.voices, reason: true, notes: true });
    if (settle(page, measure)) return [page];
  }
  const words = [{ voices: card.voices }];
  const apart = card.voices.map((voice, at) => ({ voices: [voice], more: at > 0 }));
  const why = [{ reason: true, notes: true, more: true }];
  const whyApart = [{ reason: true, more: true }, { notes: true, more: true }];
  return [...choose(card, words, apart, measure), ...choose(card, why, whyApart, measure)];
}

function choose(card, together, apart, measure) {
  const first = together.map((part) => makePage(card, { form: "below", ...part }));
  if (first.every((page) => settle(page, measure))) return first;
  const pages = apart.map((part) => makePage(card, { form: "below", ...part }));
  for (const page of pages) settle(page, measure);
  return pages;
}

function settle(page, measure) {
  measure.replaceChildren(page.element);
  const body = page.element.querySelector(".overlap-body");
  const fits = () => body.scrollHeight <= body.clientHeight + 1 && body.scrollWidth <= body.clientWidth + 1;
  fit(page.element, { ...SIZES, fits });
  return fits();
}

function makePage(card, { form, voices = [], reason = false, notes = false, more = false }) {
  const element = make("article", `overlap ${form}`);
  const head = make("header", "overlap-head");
  head.append(make("b", "number", card.number), make("h2", "", card.text));
  if (more) head.append(make("p", "more", "つづき"));
  const body = make("div", "overlap-body");
  const why = reason && card.reason ? makeReason(card, form) : null;
  const between = form === "between" && voices.length > 0;
  if (voices.length > 0) body.append(makeFacing(card, voices, between ? why : null));
  if (why !== null && !between) body.append(why);
  if (notes && card.notes.length > 0) body.append(makeNotes(card.notes));
  element.append(head, body);
  return { card, element };
}

function makeChip(card) {
  const chip = make("p", "chip-kind");
  const symbol = make("i", "symbol", card.symbol);
  symbol.setAttribute("aria-hidden", "true");
  chip.append(symbol, make("span", "", card.kind));
  return chip;
}

// What brings the voices together stands between them, also where the reason has no room there.
function makeFacing(card, voices, why) {
  const facing = make("ul", "facing");
  const items = voices.map((voice) => {
    const item = quoted(voice.text);
    item.className = "voice-large";
    item.dataset.group = voice.group;
    if (voice.who) item.append(make("p", "who", voice.who));
    return item;
  });
  const middle = make("li", "middle");
  if (card.kind) middle.append(makeChip(card));
  if (why !== null) middle.append(why);
  const room = why !== null || (middle.childElementCount > 0 && items.length === 2);
  facing.append(...(room ? [items[0], middle, ...items.slice(1)] : items));
  facing.style.setProperty("--columns", facing.childElementCount);
  return facing;
}

function makeReason(card, form) {
  const reason = make("p", "reason");
  const named = form === "below" && card.kind && card.voices.length > 2 ? `${card.symbol} ${card.kind}` : "重なる理由";
  reason.append(make("span", "", named), make("b", "", card.reason));
  return reason;
}

function makeNotes(notes) {
  const box = make("dl", "notes");
  for (const note of notes) {
    const each = make("div", `note ${note.key}`);
    each.append(make("dt", "", note.label), make("dd", "", note.text));
    box.append(each);
  }
  return box;
}
