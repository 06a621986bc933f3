// Grouped cards: on one page where they fit, else first all labels, then cluster after cluster.
// What stays is the same element, so the wall grows without flicker.

import { list, make, show, unit, write } from "./dom.js";

const SIZES = [5.4, 4.8, 4.3, 3.9, 3.6]; // of a card's words, in hundredths of the screen's height
const LABEL = 1.25; // a label beside a card's words
const NARROWEST = 10; // a column in letters
const MOST_COLUMNS = 5;
const GAP = 1.4;
const PAD = 0.9; // inside a cluster
const FRESH = 60_000;
const LONERS = "1枚のまま";
const NO_LABEL = "（表札はまだ）";

export class ClusterWall {
  constructor(element) {
    this.element = element;
    this.element.classList.add("clusters");
    this.measure = make("div", "measure");
    this.heights = new Map();
    this.pages = [];
    this.signs = null; // what each cluster held before, by its id
    this.changed = new Map(); // when it last changed
  }

  forget() {
    this.heights.clear();
  }

  draw(section, wall, now) {
    this.note(section, now);
    const box = { width: wall.clientWidth, height: wall.clientHeight, unit: unit() };
    const blocks = listBlocks(section);
    wall.append(this.measure);
    this.pages = this.place(blocks, section, box);
    this.measure.remove();
    return this.pages.map((page) => page.characters);
  }

  // What has changed since the last look is marked for a while.
  note(section, now) {
    const signs = new Map(section.clusters.flatMap((each) => [each, ...each.inner]).map((each) => [each.id, signOf(each)]));
    if (this.signs !== null) {
      for (const [id, sign] of signs) if (this.signs.get(id) !== sign) this.changed.set(id, now);
    }
    this.signs = signs;
    this.now = now;
  }

  isFresh(id) {
    return this.now - (this.changed.get(id) ?? -FRESH) < FRESH;
  }

  // As large as everything fits on one page, else on as few pages as the smallest type needs.
  place(blocks, section, box) {
    const letters = section.clusters.reduce((sum, each) => sum + countLetters(each), countLetters({ label: LONERS, cards: section.loners, inner: [] }));
    let best = null;
    for (const size of SIZES) {
      const needed = letters * (size * box.unit) ** 2 * 1.3;
      if (size !== SIZES.at(-1) && needed > box.width * box.height * 1.3) continue;
      for (const columns of columnsFor(size, box, blocks.length)) {
        const pages = this.pack(blocks, size, columns, box);
        if (best === null || pages.length < best.length) best = pages;
      }
      if (best.length === 1) return best;
    }
    const wide = section.clusters.length > 1 ? this.placeLabels(section, box) : [];
    return [...wide, ...best];
  }

  // Fill columns with whole clusters; only one that is higher than the wall goes on in the next.
  pack(blocks, size, columns, box) {
    const gap = GAP * box.unit;
    const width = Math.floor((box.width - gap * (columns - 1)) / columns);
    this.measureAll(blocks, size, width, box);
    const pages = [];
    let filled = [];
    const start = () => {
      filled = new Array(columns).fill(0);
      pages.push({ size, width, parts: [], characters: 0, labels: false });
    };
    const put = (part, height) => {
      let column = filled.findIndex((top) => top + height <= box.height);
      if (column < 0) {
        start();
        column = 0;
      }
      const page = pages.at(-1);
      page.parts.push({ ...part, x: column * (width + gap), y: filled[column] });
      page.characters += part.cards.reduce((sum, card) => sum + card.text.length, part.label.length);
      filled[column] += height + gap;
    };
    start();
    for (const block of blocks) {
      for (const part of this.split(block, size, width, box)) put(part, part.height);
    }
    return pages;
  }

  split(block, size, width, box) {
    const parts = [];
    let part = null;
    const open = () => {
      part = { ...block, id: `${block.id}.${parts.length}`, key: block.id, cards: [], continued: parts.length > 0 };
      part.height = this.heads.get(signHead(part));
      parts.push(part);
    };
    open();
    for (const card of block.cards) {
      const height = this.cards.get(signCard(card));
      if (part.cards.length > 0 && part.height + height > box.height) open();
      part.cards.push(card);
      part.height = Math.min(part.height + height, box.height);
    }
    return parts;
  }

  // Heights of all heads and cards in one form, measured together: the browser lays out once.
  measureAll(blocks, size, width, box) {
    const form = `${this.measure.className} ${size} ${width}`;
    if (!this.heights.has(form)) this.heights.set(form, [new Map(), new Map()]);
    [this.heads, this.cards] = this.heights.get(form);
    this.measure.style.fontSize = `${size * box.unit}px`;
    const heads = blocks.flatMap((block) => [false, true].map((continued) => ({ ...block, cards: [], continued })));
    this.measureSome(this.heads, heads, signHead, makeHead, width);
    this.measureSome(this.cards, blocks.flatMap((block) => block.cards), signCard, makeFilledCard, width - 2 * PAD * box.unit);
  }

  measureSome(known, items, sign, build, width) {
    const fresh = new Map(items.filter((item) => !known.has(sign(item))).map((item) => [sign(item), item]));
    if (fresh.size === 0) return;
    this.measure.style.width = `${width}px`;
    this.measure.replaceChildren(...[...fresh.values()].map(build));
    const elements = [...this.measure.children];
    for (const [index, name] of [...fresh.keys()].entries()) known.set(name, elements[index].getBoundingClientRect().height);
  }

  // All labels with their numbers, large, on as few pages as they need.
  placeLabels(section, box) {
    this.measure.classList.add("labels");
    const blocks = [
      ...section.clusters.map((each) => ({ id: each.id, key: each.id, label: each.label, count: each.count, inner: each.inner.map((one) => one.label).filter(Boolean).join("・"), cards: [], around: "" })),
      ...(section.loners.length > 0 ? [{ id: "", key: "", label: LONERS, count: section.loners.length, inner: "", cards: [], around: "" }] : []),
    ];
    let best = null;
    for (const size of [8, 7.3, 6.6, 6.1, 5.6, 5.2, 4.8, 4.5, 4.2]) {
      for (const columns of columnsFor(size * 0.8, box, blocks.length)) {
        const pages = this.pack(blocks, size, columns, box).map((page) => ({ ...page, labels: true }));
        if (best === null || pages.length < best.length) best = pages;
      }
      if (best.length === 1) break;
    }
    this.measure.classList.remove("labels");
    return best;
  }

  show(number) {
    const page = this.pages[number];
    if (page === undefined) return;
    this.element.classList.toggle("labels", page.labels);
    this.element.style.setProperty("--size", `calc(${page.size} * var(--u))`);
    list(this.element, page.parts, {
      key: (part) => `${page.labels} ${part.id}`,
      create: makePart,
      update: (element, part) => {
        fillPart(element, part, this.isFresh(part.key));
        element.style.width = `${page.width}px`;
        element.style.transform = `translate(${part.x}px, ${part.y}px)`;
      },
    });
  }

  rest() {
    this.element.replaceChildren();
  }

  refresh(now) {
    this.now = now;
    for (const element of this.element.children) markPart(element, this.isFresh(element.dataset.part));
  }

  newest() {
    return 0;
  }
}

// One block for each cluster, those inside another right after it, and one for the loners.
function listBlocks(section) {
  const blocks = [];
  for (const outer of section.clusters) {
    blocks.push({ ...outer, around: "", count: outer.count });
    for (const inner of outer.inner) blocks.push({ ...inner, around: outer.label || NO_LABEL });
  }
  if (section.loners.length > 0) {
    blocks.push({ id: "", label: LONERS, cards: section.loners, count: section.loners.length, around: "" });
  }
  return blocks;
}

function columnsFor(size, box, number) {
  const most = Math.max(1, Math.min(Math.floor(box.width / (NARROWEST * size * box.unit)), MOST_COLUMNS, number));
  return Array.from({ length: most }, (_, index) => index + 1);
}

function countLetters(cluster) {
  const own = cluster.cards.reduce((sum, card) => sum + card.text.length + 8, 2 * cluster.label.length + 6);
  return cluster.inner.reduce((sum, each) => sum + countLetters({ ...each, inner: [] }), own);
}

const signHead = (part) => `${part.around}\t${part.label}\t${part.continued}\t${part.inner?.length ? part.inner : ""}`;
const signCard = (card) => `${card.text}\t${card.team}`;

function makeHead(part) {
  const element = makePart();
  fillPart(element, part, false);
  return element;
}

function makeFilledCard(card) {
  const element = makeCard();
  fillCard(element, card);
  return element;
}

function signOf(cluster) {
  return [cluster.label, ...cluster.cards.map((card) => card.id), ...cluster.inner.map((each) => each.id)].join(" ");
}

function makePart() {
  const part = make("section", "cluster");
  const head = make("h3", "cluster-head");
  head.append(make("span", "around"), make("span", "label"), make("b"), make("span", "new"));
  part.append(head, make("p", "inner"), make("div", "cluster-cards"));
  return part;
}

function fillPart(element, part, fresh) {
  const [head, inner, cards] = element.children;
  const [around, label, count] = head.children;
  element.dataset.part = part.key ?? part.id;
  element.classList.toggle("loners", (part.key ?? part.id) === "");
  element.classList.toggle("within", Boolean(part.around));
  write(around, part.around ? `${part.around} ＞ ` : "");
  write(label, part.label || NO_LABEL);
  write(count, part.continued ? "つづき" : `${part.count ?? part.cards.length}枚`);
  const words = typeof part.inner === "string" ? part.inner : "";
  write(inner, words);
  show(inner, words !== "");
  list(cards, part.cards, { key: (card) => card.id, create: makeCard, update: fillCard });
  markPart(element, fresh);
}

function markPart(element, fresh) {
  element.classList.toggle("fresh", fresh);
  write(element.querySelector(".new"), fresh ? "新" : "");
}

function makeCard() {
  const card = make("p", "grouped");
  card.append(make("span"), make("span", "team"));
  return card;
}

function fillCard(element, card) {
  write(element.firstElementChild, card.text);
  write(element.lastElementChild, card.team);
}
