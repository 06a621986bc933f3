// A ranking: places from the top, ties told as ties, and how many put each thing first.

import { list, make, write } from "./dom.js";

const ROW = 9.4; // in hundredths of the screen's height
const NOTE = 8;
const SIZES = [5.4, 4.8, 4.3, 3.9, 3.6];

export function drawRanking(element, section, box) {
  const most = Math.max(1, Math.floor((box.height / box.unit - NOTE) / ROW));
  const count = Math.max(1, Math.ceil(section.rows.length / most));
  const each = Math.ceil(section.rows.length / count) || 1;
  while (element.childElementCount > count) element.lastElementChild.remove();
  while (element.childElementCount < count) element.append(make("div", "ranking"));
  return [...element.children].map((page, number) => {
    const rows = section.rows.slice(number * each, (number + 1) * each);
    if (page.childElementCount === 0) page.append(make("ol", "ranking-rows"), make("p", "remark"));
    const [lines, remark] = page.children;
    list(lines, rows, { key: (row) => row.id, create: makeRow, update: (line, row) => updateRow(line, row, section) });
    write(remark, remarkOf(section));
    setSize(element, page, box);
    return { element: page, characters: rows.reduce((sum, row) => sum + row.label.length + 10, 0) };
  });
}

// The largest type with which all rows fit; a hidden page is shown for the moment of measuring.
function setSize(element, page, box) {
  const hidden = [element, page].filter((each) => each.hidden);
  for (const each of hidden) each.hidden = false;
  const [lines, remark] = page.children;
  for (const size of SIZES) {
    page.style.setProperty("--size", `calc(${size} * var(--u))`);
    if (lines.scrollHeight + remark.offsetHeight + 2 * box.unit <= box.height) break;
  }
  for (const each of hidden) each.hidden = true;
}

function makeRow() {
  const row = make("li", "ranked-row");
  const track = make("span", "track");
  track.setAttribute("aria-hidden", "true");
  track.append(make("i"));
  const place = make("p", "place");
  place.append(make("b"), make("small"));
  row.append(place, make("p", "label"), track, make("p", "firsts"), make("p", "mean"));
  return row;
}

function updateRow(row, item, section) {
  const [place, label, track, firsts, mean] = row.children;
  row.classList.toggle("top", item.place === 1);
  write(place.firstElementChild, `${item.place}位`);
  write(place.lastElementChild, item.tied ? "同じ順位" : "");
  write(label, item.label);
  track.firstElementChild.style.transform = `scaleX(${section.answered > 0 ? item.firsts / section.answered : 0})`;
  write(firsts, `1番目 ${item.firsts}人`);
  write(mean, `平均 ${item.mean.toFixed(1)}位`);
}

function remarkOf(section) {
  const all = `${section.answered}人が順位を付けました`;
  if (section.partial === 0) return all;
  return `${all}。付けなかったものは、残りの順位の真ん中として数えています(${section.partial}人)`;
}
