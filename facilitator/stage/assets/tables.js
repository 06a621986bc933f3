// A table on the wall: as large as it fits on one page, else on pages of the same length. Rows of
// one team stand together under its name.

import { make } from "./dom.js";

const TEAM = "班";
const SIZES = [5.4, 4.9, 4.4, 4, 3.7, 3.5]; // hundredths of the screen's height
const DAY = /^\d+月\d+日（.）$/u; // not to be broken
const known = new WeakMap(); // what was drawn, by its place

export function drawTable(element, section, box) {
  const sign = JSON.stringify([section.columns, section.rows, box]);
  const before = known.get(element);
  if (before?.sign === sign) return before.pages;
  const named = section.rows.some((row) => row.team);
  const lines = section.rows.map((row) => (named ? [row.team, ...row.cells] : row.cells));
  const head = named ? [TEAM, ...section.columns] : section.columns;
  const hidden = element.hidden;
  element.hidden = false;
  const { parts, widths, size } = divide(element, head, lines, box);
  element.hidden = hidden;
  const pages = parts.map((part) => {
    const page = make("div");
    page.append(makeTable(head, part, size, widths));
    return { element: page, characters: part.flat().join("").length };
  });
  element.replaceChildren(...pages.map((page) => page.element));
  known.set(element, { sign, pages });
  return pages;
}

// On as few pages as the smallest letters need, then as large as that many pages allow.
function divide(element, head, lines, box) {
  const forms = new Map();
  const measure = (size) => {
    if (!forms.has(size)) forms.set(size, measureForm(element, head, lines, box, size));
    return forms.get(size);
  };
  const least = measure(SIZES.at(-1)).groups.length;
  const size = SIZES.find((each) => measure(each).whole && measure(each).groups.length === least) ?? SIZES.at(-1);
  const { groups, widths } = measure(size);
  return { parts: groups.map(({ from, to }) => lines.slice(from, to)), widths, size };
}

function measureForm(element, head, lines, box, size) {
  const table = makeTable(head, lines, size);
  element.replaceChildren(table);
  const rows = [...table.tBodies[0].rows].map((row) => row.offsetHeight);
  const widths = [...table.tHead.rows[0].cells].map((cell) => cell.offsetWidth);
  return { groups: group(rows, box.height - table.tHead.offsetHeight), widths, whole: table.scrollWidth <= box.width + 1 };
}

// As few pages as it takes, each with about as much on it: one row alone looks forgotten.
function group(heights, room) {
  const most = fill(heights, room);
  const whole = heights.reduce((sum, height) => sum + height, 0);
  for (let share = whole / most.length; share < room; share += room / 40) {
    const even = fill(heights, share);
    if (even.length === most.length) return even;
  }
  return most;
}

function fill(heights, room) {
  const groups = [];
  let from = 0;
  let sum = 0;
  for (const [index, height] of heights.entries()) {
    if (index > from && sum + height > room) {
      groups.push({ from, to: index });
      from = index;
      sum = 0;
    }
    sum += height;
  }
  groups.push({ from, to: heights.length });
  return groups;
}

function makeTable(head, lines, size, widths = []) {
  const named = head[0] === TEAM;
  const table = make("table", named ? "table named" : "table");
  table.style.fontSize = `calc(${size} * var(--u))`;
  const row = table.createTHead().insertRow();
  for (const [index, text] of head.entries()) {
    const cell = make("th", "", text);
    cell.scope = "col";
    if (widths[index]) cell.style.width = `${widths[index]}px`;
    row.append(cell);
  }
  const body = table.createTBody();
  for (const [index, line] of lines.entries()) {
    const each = body.insertRow();
    const same = named && index > 0 && lines[index - 1][0] === line[0];
    each.classList.toggle("same", same);
    for (const [number, text] of line.entries()) each.append(makeCell(text, named && number === 0, same));
  }
  return table;
}

// The name of a team stands once; those who listen hear it with every row.
function makeCell(text, heads, same) {
  if (!heads) return make("td", DAY.test(text) ? "day" : "", text);
  const cell = make("th");
  cell.scope = "row";
  cell.append(make("span", same ? "spoken" : "", text));
  return cell;
}
