// The running order on the wall: what is done, what is on, when the rest begins.

import { find, fit, list, make, write } from "./dom.js";
import { timeLines } from "./pace.js";

const MARKS = { done: "✓", now: "▶", passed: "－", to_come: "" };
const SPOKEN = { done: "すみ", now: "いま", passed: "飛ばしました", to_come: "これから" };
const LONG = 11; // lines; more stand in two columns
const MOST = 23; // lines; of more than these, those around the present one

export class Order {
  constructor(clock) {
    this.clock = clock;
    this.lines = [];
  }

  show(order) {
    this.pace = order.pace;
    this.read = performance.now();
    this.lines = choose(order.lines);
    write(find("order-title"), order.title);
    const box = find("order-lines");
    box.classList.toggle("two", this.lines.length > LONG);
    box.classList.toggle("untimed", order.pace.phase === "untimed");
    box.style.setProperty("--rows", Math.ceil((this.lines.length + 1) / 2));
    list(box, [...this.lines, { key: " end", state: "end", title: "おわり" }], {
      key: (line) => line.key,
      create: makeLine,
      update: updateLine,
    });
    this.tick();
    this.fit();
  }

  fit() {
    const box = find("order-lines");
    // Looked for anew only where the space or the lines are others: type must not jump.
    const form = `${box.clientWidth} ${box.clientHeight} ${this.lines.map((line) => line.title).join()}`;
    if (form === this.form) return;
    this.form = form;
    fit(box, { most: 5.6, least: 3.4, fits: () => box.scrollHeight <= box.clientHeight + 1 && box.scrollWidth <= box.clientWidth + 1 });
  }

  // Where a step runs over, everything after it moves.
  tick() {
    if (!this.pace) return;
    const passed = performance.now() - this.read;
    const timerLeft = this.clock.secondsLeft();
    const times = timeLines(this.lines, this.pace, { now: this.clock.now(), passed, timerLeft });
    for (const [index, item] of [...find("order-lines").children].entries()) {
      write(item.querySelector(".order-time"), times[index] ?? "");
    }
  }
}

function choose(lines) {
  const now = lines.findIndex((line) => line.state === "now");
  const from = Math.max(0, Math.min(now - 2, lines.length - MOST));
  return lines.slice(from, from + MOST);
}

function makeLine() {
  const item = make("li");
  item.append(make("span", "order-mark"), make("span", "order-time"), make("span", "order-name"));
  item.firstElementChild.setAttribute("aria-hidden", "true");
  item.append(make("span", "spoken"));
  return item;
}

function updateLine(item, line) {
  if (item.className !== line.state) item.className = line.state;
  if (line.state === "now") item.setAttribute("aria-current", "step");
  else item.removeAttribute("aria-current");
  const [mark, , name, spoken] = item.children;
  write(mark, MARKS[line.state] ?? "");
  write(name, line.title);
  write(spoken, SPOKEN[line.state] ?? "");
}
