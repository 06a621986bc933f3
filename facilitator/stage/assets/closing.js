// What stands beside the last words of a meeting, and when a break ends.

import { find, fit, list, make, show, write } from "./dom.js";

export function showClosing(closing, besides) {
  const box = find("closing");
  const on = closing !== null && !besides && (closing.homework.length > 0 || closing.next !== null || closing.cards > 0);
  show(box, on);
  find("step").classList.toggle("with-closing", on);
  if (!on) {
    box.replaceChildren();
    return;
  }
  if (box.childElementCount === 0) {
    box.append(make("p", "closing-cards"), make("h2", "", "次回までに"), make("ol"), make("p", "closing-next"));
    box.lastElementChild.append(make("b"), make("span"), make("strong"));
  }
  const [cards, title, homework, next] = box.children;
  show(cards, closing.cards > 0);
  write(cards, `今日のカードは${closing.cards}枚。ありがとうございました`);
  show(title, closing.homework.length > 0);
  list(homework, closing.homework, { key: (text) => text, create: (text) => make("li", "", text), update: () => {} });
  show(next, closing.next !== null);
  if (closing.next !== null) {
    const [label, name, when] = next.children;
    write(label, `次は ${closing.next.label}`);
    write(name, closing.next.title);
    write(when, closing.next.when);
  }
  fit(box, { most: 4.6, least: 3.4, fits: () => box.scrollHeight <= box.clientHeight + 1 });
}

// In a break nobody counts minutes: people ask when to be back.
export function tellReturn(clock, kind) {
  const on = kind === "break" && clock.timer.ends_at !== null && !clock.timer.paused && clock.secondsLeft() > 0;
  show(find("clock-return"), on);
  if (!on) return;
  const end = new Date(Date.parse(clock.timer.ends_at) - clock.offset);
  write(find("clock-return"), `${end.getHours()}:${String(end.getMinutes()).padStart(2, "0")} に再開`);
}
