// Find places for cards: as large as they all fit on one page, else on as few pages as possible.
// Measuring is what costs time, so heights are remembered and the form is kept while cards come in.

const SIZES = [8, 7, 6, 5.2, 4.6, 4.1, 3.8, 3.6]; // hundredths of the screen's height
const PAGED = [4.6, 4.2, 3.9, 3.6]; // when one page does not hold them all
const NARROWEST = 9.5; // a column in letters, so that words are not torn
const MOST_COLUMNS = 6;
const GAP = 1.4;
const SAMPLE = 300; // cards that are tried in every form
const GROWN = 1.25; // cards may grow by this before another form is looked for

export class Layout {
  // `make` turns cards into elements to measure, `sign` says all that makes a card's height.
  constructor(measure, { make, sign }) {
    this.measure = measure;
    this.make = make;
    this.sign = sign;
    this.forget();
  }

  forget() {
    this.heights = new Map();
    this.form = null;
    this.counted = 0;
  }

  prepare(cards) {
    this.cards = cards;
    this.signs = cards.map(this.sign);
  }

  choose(cards, box) {
    this.prepare(cards);
    if (this.form !== null && cards.length >= this.counted && cards.length <= this.counted * GROWN) {
      return this.pack(this.form.size, this.form.columns, box);
    }
    const single = this.chooseSingle(box);
    if (single !== null) {
      this.form = null;
      return single;
    }
    const chosen = this.choosePaged(box);
    this.form = { size: chosen.size, columns: chosen.columns };
    this.counted = cards.length;
    return chosen;
  }

  // The largest type with which all cards fit on one page.
  chooseSingle(box) {
    const letters = this.cards.reduce((sum, card) => sum + card.text.length + 12, 0);
    for (const size of SIZES) {
      const needed = letters * (size * box.unit) ** 2 * 1.5;
      if (needed > box.width * box.height * 1.3) continue;
      const layouts = this.columnsFor(size, box).map((columns) => this.pack(size, columns, box));
      const found = layouts.filter((layout) => layout.pages === 1 && !layout.cut);
      if (found.length > 0) return found.reduce((best, each) => (each.rest < best.rest ? each : best));
    }
    return null;
  }

  // As few pages as the smallest type needs, then as large as that many pages allow. Of very many
  // cards some tell which form suits them all.
  choosePaged(box) {
    const all = this.cards;
    if (all.length <= SAMPLE) return this.chooseForm(box);
    const each = Math.ceil(all.length / SAMPLE);
    this.prepare(all.filter((_, index) => index % each === 0));
    const { size, columns } = this.chooseForm(box);
    this.prepare(all);
    return this.pack(size, columns, box);
  }

  chooseForm(box) {
    const layouts = PAGED.flatMap((size) =>
      this.columnsFor(size, box).map((columns) => this.pack(size, columns, box)),
    );
    const whole = layouts.filter((layout) => !layout.cut);
    const usable = whole.length > 0 ? whole : layouts;
    const least = Math.min(...usable.map((layout) => layout.pages));
    return usable.find((layout) => layout.pages === least);
  }

  columnsFor(size, box) {
    const room = Math.floor(box.width / (NARROWEST * size * box.unit));
    const most = Math.max(1, Math.min(room, MOST_COLUMNS, this.cards.length));
    const least = most === 1 || this.cards.length < 4 ? 1 : 2;
    return Array.from({ length: most - least + 1 }, (_, index) => index + least);
  }

  // Put each card where it first fits, page by page. Cards that come later never move the
  // earlier ones, and short ones fill the holes that long ones leave.
  pack(size, columns, box) {
    const gap = GAP * box.unit;
    const width = Math.floor((box.width - gap * (columns - 1)) / columns);
    const heights = this.measureAll(size, width, box);
    const places = [];
    const pages = [];
    let cut = false;
    for (const whole of heights) {
      const height = Math.min(whole, box.height);
      const { page, column } = findRoom(pages, columns, height, box.height + 1);
      places.push({ x: column * (width + gap), y: pages[page][column], page, cut: whole > box.height });
      pages[page][column] += height + gap;
      cut ||= whole > box.height;
    }
    const rest = Math.max(...pages[0]) - Math.min(...pages[0]);
    return { size, columns, width, places, pages: pages.length, cut, rest };
  }

  measureAll(size, width, box) {
    const form = `${size} ${width}`;
    if (!this.heights.has(form)) this.heights.set(form, new Map());
    const known = this.heights.get(form);
    const byFirst = new Map();
    for (const [index, sign] of this.signs.entries()) {
      if (!known.has(sign) && !byFirst.has(sign)) byFirst.set(sign, this.cards[index]);
    }
    const fresh = [...byFirst.keys()];
    if (fresh.length > 0) {
      // The same elements are measured in every form that is tried.
      const name = fresh.join("\n");
      if (this.measured !== name) {
        this.measured = name;
        this.measure.replaceChildren(...fresh.map((sign) => this.make(byFirst.get(sign))));
      }
      this.measure.style.fontSize = `${size * box.unit}px`;
      this.measure.style.width = `${width}px`;
      for (const [index, element] of [...this.measure.children].entries()) {
        known.set(fresh[index], element.offsetHeight);
      }
    }
    return this.signs.map((sign) => known.get(sign));
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
