// The four kinds of voices: each has its symbol, its words and its colour, so that no kind is
// told by colour alone. The colours are in heard.css, by data-group.

import { make, write } from "./dom.js";

const SYMBOLS = { value: "♥", "can-do": "★", worry: "?", "want-to-try": "!" };
export const UNCODED = { key: "", label: "未分類" };

export function makeKind(tag, name) {
  const element = make(tag, name);
  element.append(makeSymbol(), make("span", "kind"), make("b"));
  return element;
}

export function makeSymbol(group) {
  const symbol = make("i", "symbol", SYMBOLS[group] ?? "・");
  symbol.setAttribute("aria-hidden", "true");
  return symbol;
}

export function writeKind(element, group, label, count = "") {
  element.dataset.group = group;
  const [symbol, words, number] = element.children;
  write(symbol, SYMBOLS[group] ?? "・");
  write(words, label);
  write(number, count);
}
