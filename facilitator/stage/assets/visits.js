// While people are out: how far the visits are, in numbers. When they are back: what came.

import { list, make, show, write } from "./dom.js";
import { makeKind, writeKind } from "./kinds.js";

const MOST_TEAMS = 12; // more teams than this are told as a sum

export function showVisits(parent, visits) {
  show(parent, visits !== null);
  if (visits === null) {
    parent.replaceChildren();
    return;
  }
  const teams = visits.teams.length > 1 && visits.teams.length <= MOST_TEAMS ? visits.teams : [];
  const rows = visits.stages.map((stage, index) => ({ ...stage, counts: teams.map((team) => team.counts[index]) }));
  const sign = JSON.stringify([rows, teams.map((team) => team.name)]);
  if (parent.dataset.sign === sign) return;
  parent.dataset.sign = sign;
  parent.replaceChildren(makeTable(rows, teams));
}

function makeTable(rows, teams) {
  const table = make("table", "visits-table");
  table.append(make("caption", "spoken", "訪問のようす"));
  const head = table.createTHead().insertRow();
  for (const words of ["", "全体", ...teams.map((team) => team.name)]) {
    const cell = make(words ? "th" : "td", "", words);
    if (words) cell.scope = "col";
    head.append(cell);
  }
  const body = table.createTBody();
  for (const row of rows) {
    const line = body.insertRow();
    line.className = row.key;
    const name = make("th", "", row.label);
    name.scope = "row";
    const all = make("td", "all");
    all.append(make("b", "", String(row.count)), make("span", "", "件"));
    line.append(name, all, ...row.counts.map((count) => make("td", count > 0 ? "" : "none", String(count))));
  }
  return table;
}

export function showCameBack(parent, back) {
  show(parent, back !== null);
  if (back === null) {
    parent.replaceChildren();
    return;
  }
  if (parent.childElementCount === 0) parent.append(make("p", "back-sum"), make("ul", "kinds"), make("blockquote", "back-words"));
  const [sum, kinds, words] = parent.children;
  write(sum, `${back.records}人のお話から、${back.voices}の声が届きました`);
  list(kinds, back.kinds, {
    key: (kind) => kind.group,
    create: () => makeKind("li", "tab"),
    update: (tab, kind) => writeKind(tab, kind.group, kind.label, kind.count),
  });
  show(words, back.quotation !== "");
  write(words, back.quotation ? `「${back.quotation.replace(/^[「『](.*)[」』]$/su, "$1")}」` : "");
}
