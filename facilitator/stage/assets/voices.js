// Voices laid out by kind: side by side while all fit on one page; else close together with the
// symbol of their kind; else kind after kind. The kinds with their counts stand above.

import { listFresh, mark } from "./cards.js";
import { list, make, show, unit } from "./dom.js";
import { makeKind, makeSymbol, UNCODED, writeKind } from "./kinds.js";
import { Layout } from "./layout.js";

const SIZES = [7, 6, 5.2, 4.6, 4.1, 3.8, 3.6]; // hundredths of the screen's height
const HEAD = 6.4; // height of a kind's name, in the same
const GAP = 2;
const NARROWEST = 9.5; // a column in letters
const GROWN = 1.25; // a kind may grow by this before it is divided anew
const MOST_TOGETHER = 60; // more cards than this never fit on one page

export class VoiceWall {
  constructor(element) {
    this.element = element;
    this.element.classList.add("voices");
    this.tabs = make("ul", "kinds");
    this.field = make("div", "field");
    element.append(this.tabs, this.field);
    this.measure = make("div", "measure");
    this.layout = new Layout(this.measure, { make: (card) => makeFilled(card, false), sign: (card) => card.text });
    this.mixedMeasure = make("div", "measure mixed");
    this.mixed = new Layout(this.mixedMeasure, { make: (card) => makeFilled(card, true), sign: (card) => card.text });
    this.forms = new Map(); // how each kind was divided, so that cards stay while more come in
    this.pages = [];
    this.fresh = new Set();
  }

  forget() {
    this.layout.forget();
    this.mixed.forget();
    this.forms.clear();
  }

  // Find places for all cards; return how many characters each page holds.
  draw(section, wall, now) {
    this.cards = section.cards;
    this.fresh = listFresh(this.cards, now);
    this.groups = sort(section);
    const box = { width: wall.clientWidth, height: wall.clientHeight, unit: unit() };
    wall.append(this.measure, this.mixedMeasure);
    this.pages = this.drawTogether(box) ?? this.drawMixed(box) ?? this.drawApart(box);
    this.measure.remove();
    this.mixedMeasure.remove();
    return this.pages.map((page) => page.parts.flatMap((part) => part.items).reduce((sum, { card }) => sum + card.text.length, 0));
  }

  // Everything on one page: all kinds side by side, or in four quarters.
  drawTogether(box) {
    if (this.cards.length > MOST_TOGETHER) return null;
    const four = this.groups.filter((group) => group.key !== "");
    const loose = this.groups.find((group) => group.key === "" && group.cards.length > 0);
    const choices = loose ? [this.groups, four] : [four];
    for (const groups of choices) {
      for (const size of SIZES) {
        const page = this.placeColumns(groups, size, box) ?? this.placeQuarters(groups, size, box);
        if (page === null) continue;
        return groups === four && loose ? [page, ...this.drawGroup(loose, box)] : [page];
      }
    }
    return null;
  }

  placeColumns(groups, size, box) {
    const width = (box.width - GAP * box.unit * (groups.length - 1)) / groups.length;
    if (width < NARROWEST * size * box.unit) return null;
    const spots = groups.map((_, index) => ({ x: index * (width + GAP * box.unit), y: 0 }));
    return this.place(groups, spots, size, { ...box, width });
  }

  placeQuarters(groups, size, box) {
    if (groups.length !== 4) return null;
    const width = (box.width - GAP * box.unit) / 2;
    const height = (box.height - GAP * box.unit) / 2;
    const spots = groups.map((_, index) => ({
      x: (index % 2) * (width + GAP * box.unit),
      y: Math.floor(index / 2) * (height + GAP * box.unit),
    }));
    return this.place(groups, spots, size, { ...box, width, height });
  }

  place(groups, spots, size, room) {
    const box = { ...room, height: room.height - HEAD * room.unit };
    const parts = [];
    for (const [index, group] of groups.entries()) {
      const part = { group, ...spots[index], width: room.width, size, items: [], cardWidth: room.width };
      parts.push(part);
      if (group.cards.length === 0) continue;
      this.layout.prepare(group.cards);
      const found = this.layout.columnsFor(size, box).map((columns) => this.layout.pack(size, columns, box));
      const whole = found.filter((each) => each.pages === 1 && !each.cut);
      if (whole.length === 0) return null;
      const best = whole.reduce((one, other) => (other.rest < one.rest ? other : one));
      Object.assign(part, { items: pair(group.cards, best.places), cardWidth: best.width });
    }
    return { parts, tabs: false, current: null };
  }

  // All kinds on one page, one after the other without frames of their own.
  drawMixed(box) {
    if (this.cards.length > MOST_TOGETHER) return null;
    const cards = this.groups.flatMap((group) => group.cards);
    const room = { ...box, height: box.height - (HEAD + GAP) * box.unit };
    this.mixed.prepare(cards);
    const placed = this.mixed.chooseSingle(room);
    if (placed === null) return null;
    const group = { key: "mixed", label: "", cards };
    const part = { group, x: 0, y: 0, width: box.width, size: placed.size, cardWidth: placed.width, items: pair(cards, placed.places) };
    return [{ tabs: true, current: null, parts: [part] }];
  }

  drawApart(box) {
    return this.groups.flatMap((group) => (group.cards.length > 0 ? this.drawGroup(group, box) : []));
  }

  drawGroup(group, box) {
    const room = { ...box, height: box.height - (HEAD + GAP) * box.unit };
    const placed = this.placePaged(group, room);
    const items = pair(group.cards, placed.places);
    return Array.from({ length: placed.pages }, (_, page) => ({
      tabs: true,
      current: group.key,
      parts: [
        {
          group,
          x: 0,
          y: 0,
          width: box.width,
          size: placed.size,
          cardWidth: placed.width,
          items: items.filter(({ place }) => place.page === page),
        },
      ],
    }));
  }

  placePaged(group, room) {
    this.layout.prepare(group.cards);
    const form = this.forms.get(group.key);
    const number = group.cards.length;
    if (form !== undefined && number >= form.number && number <= form.number * GROWN) {
      return this.layout.pack(form.size, form.columns, room);
    }
    const placed = this.layout.choosePaged(room);
    this.forms.set(group.key, { size: placed.size, columns: placed.columns, number });
    return placed;
  }

  show(number) {
    const page = this.pages[number];
    if (page === undefined) return;
    show(this.tabs, page.tabs);
    list(this.tabs, this.groups.filter((group) => group.key !== "" || group.cards.length > 0), {
      key: (group) => group.key,
      create: () => makeKind("li", "tab"),
      update: (tab, group) => {
        writeKind(tab, group.key, group.label.replace(/こと$/u, ""), group.cards.length);
        if (group.key === page.current) tab.setAttribute("aria-current", "true");
        else tab.removeAttribute("aria-current");
      },
    });
    list(this.field, page.parts, {
      key: (part) => part.group.key,
      create: makePart,
      update: (element, part) => this.fill(element, part, page.tabs),
    });
  }

  fill(element, part, paged) {
    element.style.transform = `translate(${part.x}px, ${part.y}px)`;
    element.style.width = `${part.width}px`;
    element.style.setProperty("--size", `calc(${part.size} * var(--u))`);
    const [head, cards] = element.children;
    const mixed = part.group.key === "mixed";
    element.classList.toggle("mixed", mixed);
    show(head, !paged);
    writeKind(head, part.group.key, part.group.label, part.group.cards.length);
    list(cards, part.items, {
      key: ({ card }) => card.id,
      create: makeVoice,
      update: (voice, { card, place }) => {
        const group = this.groupOf(card);
        fill(voice.firstElementChild, card.text, mixed ? group : null);
        voice.dataset.group = group;
        voice.classList.toggle("suggested", card.suggested && group !== "");
        mark(voice, this.fresh.has(card.id));
        voice.style.width = `${part.cardWidth}px`;
        voice.style.transform = `translate(${place.x}px, ${place.y}px)`;
      },
    });
  }

  rest() {
    this.field.replaceChildren();
  }

  groupOf(card) {
    return this.groups.some((group) => group.key === card.group) ? card.group : "";
  }

  refresh(now) {
    this.fresh = listFresh(this.cards, now);
    for (const element of this.field.querySelectorAll(".card")) mark(element, this.fresh.has(element.dataset.key));
  }

  // The first page of a kind, by its number.
  findKind(number) {
    const group = this.groups[number];
    return group === undefined ? -1 : this.pages.findIndex((page) => page.current === group.key);
  }

  // The page of the card that came last.
  newest() {
    const last = this.cards.reduce((best, card) => (best === null || Date.parse(card.at) >= Date.parse(best.at) ? card : best), null);
    const at = this.pages.findIndex((page) => page.parts.some((part) => part.items.some(({ card }) => card === last)));
    return Math.max(0, at);
  }
}

// The kinds in the worksheet's order, then what nobody has put under one.
function sort(section) {
  const known = new Set(section.kinds.map((kind) => kind.key));
  const groups = [...section.kinds, UNCODED].map((kind) => ({ ...kind, cards: [] }));
  for (const card of section.cards) {
    const key = known.has(card.group) ? card.group : "";
    groups.find((group) => group.key === key).cards.push(card);
  }
  return groups;
}

function pair(cards, places) {
  return cards.map((card, index) => ({ card, place: places[index] }));
}

function makePart() {
  const part = make("section", "part");
  part.append(makeKind("h3", "tab"), make("div", "part-cards"));
  return part;
}

function makeVoice() {
  const element = make("article", "card voice");
  element.append(make("p", "text"));
  return element;
}

function makeFilled(card, mixed) {
  const element = makeVoice();
  fill(element.firstElementChild, card.text, mixed ? card.group : null);
  return element;
}

function fill(element, text, group) {
  const sign = `${group} ${text}`;
  if (element.dataset.sign === sign) return;
  element.dataset.sign = sign;
  element.replaceChildren(...(group === null ? [] : [makeSymbol(group)]), text);
}
