// Cards in four fields, two by two. As large as all fit on one page, else on as few as possible.

import { list, make, write } from "./dom.js";

const SIZES = [5.6, 5, 4.5, 4, 3.6, 3.4]; // of a card's words, in hundredths of the screen's height
const FEW = 12; // cards with which all fields stay alike
const EMPTY = "まだ、ない";

export function drawQuadrants(element, section, box) {
  const hidden = element.hidden;
  element.hidden = false;
  const measure = makePage();
  element.append(measure);
  const pages = layOut(measure, section);
  measure.remove();
  while (element.childElementCount > pages.length) element.lastElementChild.remove();
  while (element.childElementCount < pages.length) element.append(makePage());
  const drawn = [...element.children].map((page, number) => {
    fill(page, section, pages[number]);
    const texts = pages[number].fields.flat();
    return { element: page, characters: texts.reduce((sum, card) => sum + card.text.length, 20) };
  });
  element.hidden = hidden;
  return drawn;
}

// The largest type with which every field holds its cards; the smallest one fills pages.
function layOut(measure, section) {
  const whole = section.fields.map((field) => field.cards);
  for (const size of SIZES) {
    const page = { size, fields: whole, number: 0, of: 1 };
    fill(measure, section, page);
    if (listFields(measure).every(isRoomy)) return [page];
  }
  const size = SIZES.at(-1);
  const parts = whole.map((cards, place) => split(measure, section, cards, place, size));
  const count = Math.max(...parts.map((each) => each.length));
  return Array.from({ length: count }, (_, number) => ({
    size, number, of: count, fields: parts.map((each) => each[number] ?? []),
  }));
}

function split(measure, section, cards, place, size) {
  const parts = [];
  let rest = cards;
  while (rest.length > 0) {
    let [low, high] = [1, rest.length];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      const fields = section.fields.map((_, index) => (index === place ? rest.slice(0, middle) : []));
      fill(measure, section, { size, fields, number: 0, of: 2 });
      if (isRoomy(listFields(measure)[place])) low = middle;
      else high = middle - 1;
    }
    parts.push(rest.slice(0, low));
    rest = rest.slice(low);
  }
  return parts;
}

const listFields = (page) => [...page.querySelectorAll(".quadrant-cards")];
const isRoomy = (cards) => cards.scrollHeight <= cards.clientHeight + 1;

function makePage() {
  const page = make("div", "quadrants");
  page.append(make("span", "corner"), make("p", "column"), make("p", "column"));
  for (let row = 0; row < 2; row += 1) {
    page.append(make("p", "row"));
    for (let column = 0; column < 2; column += 1) {
      const field = make("section", "quadrant");
      const names = make("ul", "quadrant-cards");
      names.append(make("li", "quadrant-count"));
      names.firstElementChild.dataset.key = "count";
      names.firstElementChild.append(make("b"));
      field.append(names);
      page.append(field);
    }
  }
  page.append(make("p", "remark"));
  return page;
}

function fill(page, section, { size, fields, number, of }) {
  page.style.setProperty("--size", `calc(${size} * var(--u))`);
  setShares(page, section);
  const columns = page.querySelectorAll(".column");
  const rows = page.querySelectorAll(".row");
  for (const [index, text] of section.columns.entries()) write(columns[index], text);
  for (const [index, text] of section.rows.entries()) write(rows[index], text);
  for (const [index, element] of [...page.querySelectorAll(".quadrant")].entries()) {
    const row = section.rows[Math.floor(index / 2)];
    const column = section.columns[index % 2];
    const place = section.fields.findIndex((field) => field.row === row && field.column === column);
    fillField(element, section.fields[place], fields[place], of > 1 && number > 0);
  }
  const others = section.others.map((other) => `${other.label} ${other.cards.length}枚`).join("・");
  write(page.querySelector(".remark"), others);
}

// Fields with many cards get more room, the others keep enough to be read as fields.
function setShares(page, section) {
  const few = section.answered <= FEW;
  const shares = (name, words, most) => {
    const count = (word) => section.fields.filter((field) => field[name] === word).reduce((sum, field) => sum + field.cards.length, 0);
    const [first, second] = words.map(count);
    const share = few ? 0.5 : Math.min(most, Math.max(1 - most, first / Math.max(1, first + second)));
    return [share, 1 - share].map((each) => `minmax(0, ${each.toFixed(2)}fr)`).join(" ");
  };
  page.style.gridTemplateRows = `auto ${shares("row", section.rows, 0.66)} auto`;
  page.style.gridTemplateColumns = `calc(13 * var(--u)) ${shares("column", section.columns, 0.57)}`;
}

function fillField(element, field, cards, continued) {
  const names = element.firstElementChild;
  const head = names.firstElementChild.firstElementChild;
  element.classList.toggle("none", field.cards.length === 0);
  element.setAttribute("aria-label", `${field.row} ${field.column}`);
  write(head, field.cards.length === 0 ? `0枚　${EMPTY}` : `${field.cards.length}枚${continued ? "　つづき" : ""}`);
  list(names, [{ id: "count" }, ...cards], {
    key: (card) => card.id,
    create: () => make("li"),
    update: (item, card) => card.id !== "count" && write(item, card.text),
  });
}
