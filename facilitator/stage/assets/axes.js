// Things on two axes: a numbered symbol at each mean, the middle half of what people said behind
// it, the words of the fields, and beside it the list that says everything in words.

import { list, make, write } from "./dom.js";
import { findLabelSpots, moveApart } from "./spots.js";

const ROW = 5.6; // of the list, in hundredths of the screen's height
const RADIUS = 2.9; // of a symbol
const ELLIPSES = 8; // more would lie over each other
const BEST = "◎";

export function drawGrid(element, section, box) {
  const rows = Math.max(3, Math.floor((box.height / box.unit - 6) / ROW));
  const count = Math.max(1, Math.ceil(section.points.length / rows));
  const each = Math.ceil(section.points.length / count) || 1;
  while (element.childElementCount > count) element.lastElementChild.remove();
  while (element.childElementCount < count) element.append(make("div", "grid"));
  return [...element.children].map((page, number) => {
    const shown = section.points.slice(number * each, (number + 1) * each);
    if (page.childElementCount === 0) page.append(...makeGrid());
    drawPage(page, section, shown, box);
    const characters = shown.reduce((sum, point) => sum + point.label.length + 12, 0);
    return { element: page, characters };
  });
}

function makeGrid() {
  const plane = make("div", "plane");
  plane.setAttribute("aria-hidden", "true");
  plane.append(make("div", "fields"), make("div", "spreads"), make("div", "symbols"), make("div", "labels"));
  const side = make("div", "points-side");
  side.append(make("ol", "points-list"), make("p", "points-note"));
  return [makeAxis("y-axis"), plane, makeAxis("x-axis"), side];
}

function makeAxis(name) {
  const axis = make("div", `axis ${name}`);
  axis.append(make("span"), make("b"), make("span"));
  return axis;
}

function drawPage(page, section, shown, box) {
  const conceal = reveal(page);
  const [yAxis, plane, xAxis, side] = page.children;
  writeAxis(yAxis, [section.y.high, section.y.label, section.y.low]);
  writeAxis(xAxis, [section.x.low, section.x.label, section.x.high]);
  const [fields, spreads, symbols, labels] = plane.children;
  drawFields(fields, section.quarters);
  const room = measure(plane, box);
  const placed = section.points.filter((point) => point.x !== null);
  const spots = moveApart(placed.map((point) => ({ ...locate(section, point.x, point.y, room), point })), room, RADIUS * box.unit);
  drawSpreads(spreads, section, spots, room);
  list(symbols, spots, {
    key: ({ point }) => point.id,
    create: () => make("i", "dot"),
    update: (dot, { x, y, point }) => {
      dot.classList.toggle("best", isBest(section, point));
      dot.classList.toggle("few", point.count < section.enough && section.people !== null);
      write(dot, point.number);
      dot.style.left = `${x}px`;
      dot.style.top = `${y}px`;
    },
  });
  drawLabels(labels, spots, room, box);
  drawSide(side, section, shown);
  conceal();
}

function writeAxis(axis, words) {
  for (const [index, text] of words.entries()) write(axis.children[index], text);
}

function drawFields(fields, quarters) {
  const words = quarters === null ? {} : { "high-high": `${BEST} ${quarters.high_high}`, "low-high": quarters.low_high, "high-low": quarters.high_low, "low-low": quarters.low_low };
  list(fields, ["high-high", "low-high", "high-low", "low-low"], {
    key: (name) => name,
    create: (name) => {
      const field = make("div", `field ${name}`);
      field.append(make("span"));
      return field;
    },
    update: (field, name) => write(field.firstElementChild, words[name] ?? ""),
  });
}

// The page may be hidden while it is drawn: it is shown for the moment of measuring.
function reveal(page) {
  const hidden = [page.parentElement, page].filter((each) => each.hidden);
  for (const each of hidden) each.hidden = false;
  return () => {
    for (const each of hidden) each.hidden = true;
  };
}

function measure(plane, box) {
  const around = plane.getBoundingClientRect();
  const fields = [...plane.querySelectorAll(".field span")].filter((each) => each.textContent).map((each) => {
    const own = each.getBoundingClientRect();
    return { x: own.x - around.x, y: own.y - around.y, width: own.width, height: own.height };
  });
  return { width: plane.clientWidth, height: plane.clientHeight, unit: box.unit, fields };
}

function locate(section, x, y, room) {
  const span = section.most - section.least + 1;
  return {
    x: ((x - section.least + 0.5) / span) * room.width,
    y: room.height - ((y - section.least + 0.5) / span) * room.height,
  };
}

function drawSpreads(spreads, section, spots, room) {
  const known = spots.filter(({ point }) => point.middle !== null);
  const ellipses = known.length <= ELLIPSES;
  list(spreads, known, {
    key: ({ point }) => point.id,
    create: () => {
      const spread = make("div", "spread");
      spread.append(make("i", "area"), make("i", "across"), make("i", "up"), make("i", "mean"));
      return spread;
    },
    update: (spread, { point }) => {
      const [area, across, up, mean] = spread.children;
      const from = locate(section, point.middle[0][0], point.middle[1][0], room);
      const to = locate(section, point.middle[0][1], point.middle[1][1], room);
      const at = locate(section, point.x, point.y, room);
      area.hidden = !ellipses;
      put(area, Math.min(from.x, at.x), Math.min(to.y, at.y), Math.max(to.x, at.x), Math.max(from.y, at.y));
      put(across, from.x, at.y, to.x, at.y);
      put(up, at.x, to.y, at.x, from.y);
      put(mean, at.x, at.y, at.x, at.y);
    },
  });
}

function put(element, left, top, right, bottom) {
  element.style.left = `${left}px`;
  element.style.top = `${top}px`;
  element.style.width = `${Math.max(0, right - left)}px`;
  element.style.height = `${Math.max(0, bottom - top)}px`;
}

// Short words stand beside a symbol where nothing else lies; the list names everything anyway.
function drawLabels(labels, spots, room, box) {
  const size = 3.4 * box.unit;
  const wanted = spots.map((spot) => ({ ...spot, width: [...spot.point.short].length * size * 1.02, height: size * 1.25 }));
  const found = findLabelSpots(wanted, room, RADIUS * box.unit);
  list(labels, found, {
    key: ({ point }) => point.id,
    create: () => make("span", "dot-label"),
    update: (label, { point, left, top }) => {
      write(label, point.short);
      label.style.left = `${left}px`;
      label.style.top = `${top}px`;
    },
  });
}

function isBest(section, point) {
  const middle = (section.least + section.most) / 2;
  return point.x > middle && point.y > middle;
}

function drawSide(side, section, shown) {
  const [words, note] = side.children;
  write(note, noteOf(section));
  list(words, shown, {
    key: (point) => point.id,
    create: () => {
      const item = make("li");
      item.append(make("b"), make("span", "words"), make("small"), make("span", "spoken"));
      for (const part of [item.children[0], item.children[2]]) part.setAttribute("aria-hidden", "true");
      return item;
    },
    update: (item, point) => {
      const [number, label, count, told] = item.children;
      number.classList.toggle("best", point.x !== null && isBest(section, point));
      write(number, point.number);
      write(label, point.label);
      write(count, section.people === null ? "" : countOf(point));
      write(told, `${point.number}番 ${point.told}`);
    },
  });
  words.classList.add("roomy"); // two lines for long words, where all find room so
  words.classList.toggle("roomy", words.scrollHeight <= words.clientHeight + 1);
}

function countOf(point) {
  const passes = point.passes > 0 ? ` パス${point.passes}` : "";
  return `${point.count}人${passes}`;
}

function noteOf(section) {
  if (section.people === null) return "";
  const some = section.points.some((point) => point.middle !== null);
  const few = section.points.some((point) => point.count > 0 && point.middle === null);
  const parts = [];
  if (some) parts.push("記号は平均、うすい線は真ん中の半分");
  if (few) parts.push(`白い記号は${section.enough}人未満`);
  return parts.join("。");
}
