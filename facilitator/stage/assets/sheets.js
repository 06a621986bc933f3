// The worksheets on the remote: how far everybody is, open and close, show and hide.

import { list, make, show, write } from "./dom.js";

export function showSheets(parent, sheets, send) {
  list(parent, sheets, {
    key: (sheet) => sheet.key,
    create: (sheet) => makeSheet(sheet.key, send),
    update: updateSheet,
  });
}

function makeSheet(key, send) {
  const box = make("div", "sheet");
  const row = make("div", "row");
  row.append(
    makeSwitch((on) => send("worksheet", { worksheet: key, open: on })),
    makeSwitch((on) => send("share", { worksheet: key, on })),
    makeSwitch((on) => send("votes", { worksheet: key, open: on })),
    makeSwitch((on) => send("votes", { worksheet: key, show: on })),
  );
  box.append(make("h3"), make("p", "sum"), make("p", "quiet"), row);
  return box;
}

function makeSwitch(act) {
  const button = make("button");
  button.type = "button";
  button.addEventListener("click", () => act(button.getAttribute("aria-pressed") === "false"));
  return button;
}

function updateSheet(box, sheet) {
  const [title, sum, teams, row] = box.children;
  write(title, sheet.anonymous ? `${sheet.title}(無記名)` : sheet.title);
  const voters = sheet.votes > 0 && (sheet.votes_open || sheet.voters > 0) ? `・投票した人 ${sheet.voters}人` : "";
  write(sum, `${sumOf(sheet)}${voters}`);
  const waiting = sheet.teams.filter((team) => missing(team, sheet) > 0);
  write(teams, sheet.open && waiting.length > 0 ? `これから:${waiting.map((team) => nameOf(team, sheet)).join("、")}` : "");
  const [open, share, votes, result] = row.children;
  press(open, sheet.open, "書ける", "締め切り中");
  press(share, sheet.shared, "投影中", "投影に出す");
  show(votes, sheet.votes > 0);
  press(votes, sheet.votes_open, "投票中", "投票を始める");
  show(result, sheet.votes > 0 && (sheet.voters > 0 || sheet.votes_shown));
  press(result, sheet.votes_shown, "結果を公開中", sheet.votes_open ? "締め切って結果を公開" : "結果を公開");
}

function press(button, on, yes, no) {
  button.setAttribute("aria-pressed", String(on));
  write(button, on ? yes : no);
}

function sumOf(sheet) {
  if (sheet.scope === "plenary") return `記入 ${sheet.answers}件(事務局が書きます)`;
  const cards = sheet.many ? `・${sheet.answers}枚` : "";
  if (sheet.scope === "team") {
    const done = sheet.teams.filter((team) => team.answers > 0).length;
    return `書いた班 ${done}/${sheet.teams.length}${cards}`;
  }
  return `書いた人 ${sheet.answered}/${sheet.joined}${cards}`;
}

function missing(team, sheet) {
  return sheet.scope === "team" ? Number(team.answers === 0) : team.joined - team.answered;
}

function nameOf(team, sheet) {
  return sheet.scope === "team" ? team.name : `${team.name} ${missing(team, sheet)}人`;
}
