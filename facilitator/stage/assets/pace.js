// How late a meeting is and when it will end, counted on from what the server said.
// The console puts this file and clock.js before its own, so nothing is imported here.

const MINUTE = 60_000;
const LATE = 3; // minutes, from here on it is worth a change
const VERY_LATE = 10;
const DAY = 24 * 60 * MINUTE;

// `passed`: milliseconds since the server said `pace`; `timerLeft`: seconds the step's clock runs.
export function readPace(pace, { now, passed, timerLeft }) {
  const wall = tellTime(now, pace.zone);
  if (pace.phase === "untimed") return { level: "none", now: wall, words: "", end: "" };
  if (pace.phase !== "running") return { level: "none", now: wall, ...readWaiting(pace, now) };
  const end = findStepEnd(pace, { now, passed, timerLeft }) + pace.rest * 1000;
  const late = Math.floor((end - Date.parse(pace.planned_end)) / MINUTE);
  const planned = tellTime(Date.parse(pace.planned_end), pace.zone);
  return {
    level: findLevel(late),
    late,
    elapsed: pace.elapsed + passed / 1000,
    now: wall,
    words: tellLate(late),
    end: `終わりの見こみ ${tellTime(end, pace.zone)}(予定 ${planned})`,
  };
}

function findStepEnd(pace, { now, passed, timerLeft }) {
  const remaining = Math.max(pace.planned - pace.elapsed - passed / 1000, timerLeft ?? 0, 0);
  return now + remaining * 1000;
}

// The start of each line in words, and the end of the meeting. Where the present step takes
// longer than planned, the lines after it move.
export function timeLines(lines, pace, { now, passed, timerLeft }) {
  const running = pace.phase === "running";
  const stepEnd = findStepEnd(pace, { now, passed, timerLeft });
  let next = stepEnd;
  const starts = lines.map((line) => {
    if (!running || line.state !== "to_come") return line.starts_at ? Date.parse(line.starts_at) : NaN;
    next += line.minutes * MINUTE;
    return next - line.minutes * MINUTE;
  });
  const planned = pace.ends_at ? Date.parse(pace.ends_at) : NaN;
  const end = running ? stepEnd + pace.rest * 1000 : planned;
  return [...starts, end].map((moment) => (Number.isNaN(moment) ? "" : tellTime(moment, pace.zone)));
}

function readWaiting(pace, now) {
  if (pace.phase === "over") return { words: "この回は終わりました", end: "" };
  if (!pace.starts_at) return { words: "まだ始めていません", end: "" };
  const start = Date.parse(pace.starts_at);
  const planned = tellTime(start, pace.zone);
  if (pace.phase === "strayed") {
    return { words: "開始の予定は過ぎています", end: `予定 ${tellDay(start, pace.zone)} ${planned}` };
  }
  if (start - now > DAY) return { words: `開始は ${tellDay(start, pace.zone)} ${planned}`, end: "" };
  const minutes = Math.max(0, Math.ceil((start - now) / MINUTE));
  const end = pace.planned_end ? `終わりの予定 ${tellTime(Date.parse(pace.planned_end), pace.zone)}` : "";
  return { words: minutes > 0 ? `${planned}の開始まで ${minutes}分` : "まだ始めていません", end };
}

function findLevel(late) {
  if (late >= VERY_LATE) return "very-late";
  if (late >= LATE) return "late";
  return late <= -2 ? "ahead" : "on-time";
}

const MARKS = { "very-late": "▲ ", late: "▲ ", ahead: "◀ ", "on-time": "● ", none: "" };

// The colour's meaning once more, as a sign and in words.
export function tellPace({ level, words }) {
  return MARKS[level] + words;
}

function tellLate(late) {
  if (late >= 1) return `${late}分押し`;
  return late <= -2 ? `${-late}分巻き` : "予定どおり";
}

function tellTime(moment, zone) {
  const there = new Date(moment + zone * MINUTE);
  const two = (number) => String(number).padStart(2, "0");
  return `${two(there.getUTCHours())}:${two(there.getUTCMinutes())}`;
}

function tellDay(moment, zone) {
  const there = new Date(moment + zone * MINUTE);
  return `${there.getUTCMonth() + 1}月${there.getUTCDate()}日`;
}
