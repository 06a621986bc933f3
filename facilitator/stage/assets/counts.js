// How far everybody is with the open worksheets: calm bars, never a ranking.

import { list, make, write } from "./dom.js";

const MOST_CHIPS = 12; // more teams than this are told as a sum
const MOST_SHEETS = 2;

export function showCounts(parent, progress) {
  const countable = progress.filter((each) => each.scope !== "plenary" && each.joined > 0);
  list(parent, countable.slice(0, MOST_SHEETS), {
    key: (each) => each.worksheet,
    create: makeCount,
    update: (row, each) => {
      const [name, sum] = row.firstElementChild.children;
      write(name, each.title);
      writeSum(sum, each);
      list(row.lastElementChild, chipsOf(each), {
        key: (team) => team.name,
        create: makeChip,
        update: (chip, team) => updateChip(chip, team, each.scope),
      });
    },
  });
}

// Many teams, or nobody knows which: then one bar for all.
function chipsOf(each) {
  if (each.scope === "votes") return [{ ...each, name: "つながっている端末" }];
  if (each.teams.length > 0 && each.teams.length <= MOST_CHIPS) return each.teams;
  return [{ name: "全体", joined: each.joined, answered: each.answered, answers: each.answers }];
}

function makeCount() {
  const row = make("div", "count");
  const head = make("p", "count-head");
  head.append(make("span", "name"), make("span", "sum"));
  row.append(head, make("ul", "chips"));
  return row;
}

function writeSum(sum, each) {
  if (each.scope === "votes") {
    write(sum, `投票した人 ${each.answered}人`);
    return;
  }
  const ofTeams = each.scope === "team";
  const done = ofTeams ? each.teams.filter((team) => team.answers > 0).length : each.answered;
  const all = ofTeams ? each.teams.length : each.joined;
  const cards = each.many ? `・${each.answers}枚` : "";
  write(sum, `${ofTeams ? "書いた班" : "書いた人"} ${done}/${all}${cards}`);
}

function makeChip() {
  const chip = make("li", "chip");
  chip.append(make("span", "team"), make("b"), make("i"));
  return chip;
}

function updateChip(chip, team, scope) {
  const [name, value, bar] = chip.children;
  const done = scope === "team" ? Math.min(1, team.answers) : team.answered;
  const all = scope === "team" ? 1 : team.joined;
  const full = all > 0 && done >= all && scope !== "votes";
  chip.classList.toggle("full", full);
  write(name, team.name);
  if (scope === "votes") write(value, `${team.connected}台`);
  else if (scope === "team") write(value, full ? "✓" : "まだ");
  else write(value, full ? "全員" : `${done}/${all}`);
  bar.style.transform = `scaleX(${all > 0 ? Math.min(1, done / all) : 0})`;
}
