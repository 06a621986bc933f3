// How much stands on the wall, in the words of what it is.

import { find, write } from "./dom.js";
import { sumOf, votersOf } from "./votes.js";

export function showSums({ wall, section }, state) {
  if (section.people !== undefined && section.people !== null) {
    write(find("wall-count"), `${section.people}人が回答`);
    return;
  }
  const sum = section.key ? wall.answers : (section.answered ?? section.cards?.length ?? wall.answers);
  const unit = section.kind === "bars" ? (section.unit === "点" ? "人" : section.unit) : wall.many ? "枚" : "件";
  const suggested = section.kind === "voices" ? section.cards.filter((card) => card.suggested && card.group).length : 0;
  const words = section.kind === "table" ? `${section.rows.length}行` : section.kind === "records" || section.kind === "overlaps" ? "" : `${sum}${unit}`;
  write(find("wall-count"), section.kind === "votes" ? sumOf(section) : wall.voting ? `投票中(${votersOf(state, wall)}人)・${words}` : suggested > 0 ? `${words}・点線は仮の分け方` : words);
}
