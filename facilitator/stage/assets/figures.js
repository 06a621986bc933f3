// Draw what was counted: bars, stacked scales, a table. Numbers stand beside
// every colour, so that nothing depends on telling colours apart.

import { list, make, write } from "./dom.js";

const TONES = { 2: [1, 5], 3: [1, 3, 5], 4: [1, 2, 4, 5], 5: [1, 2, 3, 4, 5] };

// Each drawing returns its pages: the element to show, and how much there is to read.
export function drawBars(element, section, box) {
  const rows = Math.max(1, Math.floor(box.height / (7.4 * box.unit)));
  const most = Math.max(1, ...section.bars.map((bar) => bar.count));
  const remark = section.mean === null ? "" : `平均 ${section.mean.toFixed(1)}`;
  return paginate(element, section.bars, rows, "bars", (page, bars) => {
    const size = Math.min(5, Math.max(3.5, (box.height / box.unit / (bars.length + 1)) * 0.45));
    page.style.setProperty("--size", `calc(${size.toFixed(2)} * var(--u))`);
    list(page, remark ? [...bars, remark] : bars, {
      key: (bar) => bar.label ?? "remark",
      create: (bar) => (bar.label === undefined ? make("p", "remark") : makeBar()),
      update: (row, bar) => (bar.label === undefined ? write(row, bar) : updateBar(row, bar, section, most)),
    });
  });
}

function makeBar() {
  const row = make("div", "bar");
  const track = make("div", "track");
  track.append(make("i"));
  const value = make("p", "value");
  value.append(make("b"), make("span"));
  row.append(make("p", "label"), track, value);
  return row;
}

function updateBar(row, bar, section, most) {
  const [label, track, value] = row.children;
  row.classList.toggle("most", bar.count === most && most > 0);
  write(label, bar.label);
  track.firstElementChild.style.transform = `scaleX(${bar.count / most})`;
  write(value.firstElementChild, bar.count);
  const share = section.answered > 0 ? Math.round((bar.count / section.answered) * 100) : 0;
  const percent = section.unit === "点" ? "" : `(${share}%)`;
  write(value.lastElementChild, `${section.unit}${percent}`);
}

export function drawScales(element, section, box) {
  const rows = Math.max(1, Math.floor(box.height / box.unit / 11.5));
  const tones = TONES[section.steps.length] ?? section.steps.map((_, index) => (index % 5) + 1);
  return paginate(element, section.rows, rows, "scales", (page, shown) => {
    list(page, [{ label: "legend" }, ...shown], {
      key: (row) => row.label,
      create: (row) => (row.label === "legend" && !row.counts ? makeLegend(section, tones) : makeScale(section, tones)),
      update: (line, row) => row.counts && updateScale(line, row),
    });
  });
}

function makeLegend(section, tones) {
  const legend = make("ul", "legend");
  for (const [index, step] of section.steps.entries()) {
    const item = make("li");
    item.append(make("i", `tone-${tones[index]}`), make("span", "", step));
    legend.append(item);
  }
  return legend;
}

function makeScale(section, tones) {
  const line = make("div", "scale");
  const stack = make("div", "stack");
  for (const tone of section.steps.keys()) stack.append(make("i", `tone-${tones[tone]}`));
  line.append(make("p", "label"), stack, make("p", "mean"));
  return line;
}

function updateScale(line, row) {
  const [label, stack, mean] = line.children;
  write(label, row.label);
  for (const [index, part] of [...stack.children].entries()) {
    write(part, row.counts[index] > 0 ? row.counts[index] : "");
    part.style.flexGrow = row.counts[index];
  }
  write(mean, row.mean === null ? "" : `平均 ${row.mean.toFixed(1)}`);
}

// Split rows into pages whose elements stay, so that bars can grow instead of jumping.
function paginate(element, rows, most, name, draw) {
  const count = Math.max(1, Math.ceil(rows.length / most));
  const each = Math.ceil(rows.length / count) || 1;
  while (element.childElementCount > count) element.lastElementChild.remove();
  while (element.childElementCount < count) element.append(make("div", name));
  return [...element.children].map((page, number) => {
    const part = rows.slice(number * each, (number + 1) * each);
    draw(page, part, number * each);
    return { element: page, characters: part.reduce((sum, row) => sum + (row.label?.length ?? 0) + 8, 0) };
  });
}
