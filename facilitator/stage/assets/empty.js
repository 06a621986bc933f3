// A wall without an answer: why there is nothing to see.

import { find, make, show, write } from "./dom.js";

export function showEmpty(state, screen) {
  const wall = find("wall");
  const words = wordsFor(state, screen);
  let empty = wall.querySelector(".empty");
  if (words && empty === null) {
    empty = make("p", "empty");
    wall.append(empty);
  }
  if (empty !== null) {
    show(empty, words !== "");
    write(empty, words);
  }
  if (state.walls.length === 0) {
    write(find("wall-title"), state.step.title);
    for (const id of ["wall-label", "wall-page", "wall-count"]) write(find(id), "");
    show(find("wall-label"), false);
  }
}

function wordsFor(state, screen) {
  if (state.walls.length === 0) return "回答は、まだ映していません";
  if (screen?.key !== "") return "";
  return screen.wall.kept ? "班だけで使う紙なので、投影には出しません" : "回答を待っています";
}
