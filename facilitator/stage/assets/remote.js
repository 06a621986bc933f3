// The facilitator's phone: what is on now, the script, the clock, and the one next button.

import { Clock, format } from "./clock.js";
import { find, list, make, show, write } from "./dom.js";
import { follow, makeUrls, order } from "./follow.js";
import { readPace, tellPace } from "./pace.js";
import { showAhead, showCards, showReady } from "./held.js";
import { showSheets } from "./sheets.js";

const { code, base } = document.body.dataset;
const urls = makeUrls(base, code);
const clock = new Clock();
const QUICK = [2, 3, 5, 10]; // minutes that scripts often ask for
const TWICE = 6000; // how long the first of two presses counts
const LINES = {
  open: "",
  down: "通信を確かめています。表示は少し前のものです。",
  "signed-out": "合言葉で入りなおしてください。この画面を読みこみなおすと、入口が開きます。",
  gone: "この番号の研修は見つかりません。",
};

let state = null;
let readAt = 0;
let busy = false;
let asked = "";
let forgetting = 0;

function onState(fresh, sent, received) {
  const moved = state !== null && state.step.place !== fresh.step.place;
  state = fresh;
  if (sent) clock.sync(fresh.server_time, sent, received);
  clock.set(fresh.timer);
  readAt = performance.now();
  show(find("main"), true);
  write(find("where"), `${fresh.meeting.label} ${fresh.step.number}/${fresh.step.of}`);
  write(find("people"), `参加 ${fresh.joined}人・接続中 ${fresh.connected}人`);
  write(find("step-title"), fresh.step.title);
  showScript(fresh.step);
  showSheets(find("sheets"), fresh.worksheets, send);
  show(find("sheets-box"), fresh.worksheets.length > 0);
  showReady(fresh.ready);
  showCards(fresh.cards, send);
  showAhead(fresh.next_step);
  show(find("catch-up"), fresh.catch_up);
  showViews();
  showProgram();
  showSteering();
  tick();
  if (moved) scrollTo({ top: 0 });
}

function showScript(step) {
  list(find("says"), step.say, {
    key: (text, index) => `${step.place} ${index} ${text}`,
    create: makeSaying,
    update: () => {},
  });
  list(find("dos"), step.do, {
    key: (text, index) => `${index} ${text}`,
    create: (text) => make("li", "", text),
    update: () => {},
  });
  write(find("aim"), step.aim);
  show(find("troubles-box"), step.troubles.length > 0);
  list(find("troubles"), step.troubles.flatMap(({ sign, remedy }) => [["dt", sign], ["dd", remedy]]), {
    key: ([tag, text], index) => `${index} ${tag} ${text}`,
    create: ([tag, text]) => make(tag, "", text),
    update: () => {},
  });
}

function makeSaying(text) {
  const item = make("li");
  const button = make("button", "", text);
  button.type = "button";
  button.setAttribute("aria-pressed", "false");
  button.addEventListener("click", () => {
    button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") === "false"));
  });
  item.append(button);
  return item;
}

function showViews() {
  for (const button of find("views").children) {
    button.setAttribute("aria-pressed", String(button.dataset.view === state.view));
  }
  showPaging();
}

// Records and overlaps are looked at one by one; the remote turns them for all walls.
function showPaging() {
  const { paging } = state;
  show(find("paging"), paging !== null && state.view === "answers");
  if (paging === null) return;
  write(find("paging-number"), `${paging.number} / ${paging.of}`);
  write(find("paging-label"), paging.label);
  find("paging-back").disabled = paging.back === null;
  find("paging-next").disabled = paging.next === null;
}

function showProgram() {
  list(find("program"), state.program, {
    key: (meeting) => meeting.key,
    create: (meeting) => {
      const box = make("details");
      box.append(make("summary", "", meeting.label), make("div", "steps"));
      return box;
    },
    update: (box, meeting) => {
      list(box.lastElementChild, meeting.steps, {
        key: (step) => step.place,
        create: (step) => makeButton(`${step.title}(${step.minutes}分)`, () => goTo(step)),
        update: (button, step) => {
          if (step.place === state.step.place) button.setAttribute("aria-current", "step");
          else button.removeAttribute("aria-current");
        },
      });
    },
  });
}

function makeButton(text, act) {
  const button = make("button", "", text);
  button.type = "button";
  button.addEventListener("click", act);
  return button;
}

function showSteering() {
  const { next, back } = state;
  find("next").disabled = next === null;
  find("back").disabled = back === null;
  write(find("next-word"), next?.other_meeting ? `${next.meeting}へ進む` : "次へ");
  write(find("next-title"), next === null ? "最後のステップです" : `${next.title}(${next.minutes}分)`);
}

function tick() {
  const reading = clock.read();
  find("clock").dataset.level = reading?.level ?? "none";
  show(find("clock-run"), reading !== null);
  write(find("digits"), reading?.digits ?? "");
  write(find("clock-words"), reading?.words ?? "");
  show(find("nav-digits"), reading !== null);
  find("nav-digits").dataset.level = reading?.level ?? "";
  write(find("nav-digits"), reading?.level === "over" ? reading.words : (reading?.digits ?? ""));
  if (state === null) return;
  showPace(reading);
  const { paused } = state.timer;
  write(find("pause"), paused ? "再開" : "一時停止");
  find("pause").disabled = reading?.level === "over";
  showStarts(reading);
  const since = state.step_started_at ? (clock.now() - Date.parse(state.step_started_at)) / 1000 : null;
  const spent = since === null ? "" : `・はじめてから ${format(Math.max(0, since))}`;
  write(find("elapsed"), `予定 ${state.step.minutes}分(最短 ${state.step.shortest}分)${spent}`);
}

function showPace(reading) {
  const passed = performance.now() - readAt;
  const found = readPace(state.pace, { now: clock.now(), passed, timerLeft: reading?.left });
  const [words, end] = find("pace").children;
  find("pace").dataset.level = found.level;
  write(words, tellPace(found));
  write(end, found.words ? `いま ${found.now} ${found.end}` : "");
}

function showStarts(reading) {
  const minutes = [...new Set([state.step.minutes, ...QUICK])];
  const shown = reading === null || reading.level === "over" ? minutes : [];
  list(find("clock-start"), shown, {
    key: (each) => `${each} ${each === state.step.minutes}`,
    create: (each) => makeButton(each === state.step.minutes ? `${each}分で開始` : `${each}分`, () => send("timer", { action: "start", minutes: each })),
    update: (button, each) => button.classList.toggle("main", each === state.step.minutes),
  });
}

async function send(name, body = {}, done = "") {
  if (busy || state === null) return;
  busy = true;
  const { step, revision } = state;
  const reply = await order(urls.orderUrl(name), { step: step.key, revision, ...body });
  busy = false;
  const fresh = reply.ok ? reply : reply.state;
  if (fresh) onState(fresh);
  say(reply.ok ? done : reply.message, !reply.ok);
  if (!fresh) read();
}

function say(words, bad = false) {
  const said = find("said");
  write(said, words);
  said.toggleAttribute("data-bad", bad);
  clearTimeout(forgetting);
  forgetting = setTimeout(() => write(said, ""), bad ? 12_000 : 4_000);
}

// Moving a whole hall out of its meeting by one tap would be too easy.
function confirmTwice(target, act) {
  if (target.other_meeting && asked !== target.place) {
    asked = target.place;
    setTimeout(() => {
      asked = "";
    }, TWICE);
    say(`もう一度押すと、${target.meeting}「${target.title}」へ移ります。`, true);
    return;
  }
  asked = "";
  act();
}

function goTo(step) {
  const leaves = !step.place.startsWith(`${state.meeting.key}/`);
  const meeting = state.program.find((each) => step.place.startsWith(`${each.key}/`)).label;
  confirmTwice({ ...step, other_meeting: leaves, meeting }, () =>
    send("go", { to: step.place }, `「${step.title}」に移りました。`),
  );
}

function steer(name) {
  const target = state?.[name];
  if (target) confirmTwice(target, () => send(name, {}, `「${target.title}」に移りました。`));
}

find("next").addEventListener("click", () => steer("next"));
find("back").addEventListener("click", () => steer("back"));
find("pause").addEventListener("click", () => send("timer", { action: state.timer.paused ? "resume" : "pause" }));
find("stop").addEventListener("click", () => send("timer", { action: "stop" }, "時計を消しました。"));
for (const name of ["back", "next"]) {
  find(`paging-${name}`).addEventListener("click", () => send("spotlight", { answer: state.paging[name] }));
}
for (const button of document.querySelectorAll("[data-add]")) {
  button.addEventListener("click", () => send("timer", { action: "add", minutes: Number(button.dataset.add) }));
}
for (const button of find("views").children) {
  button.addEventListener("click", () => send("view", { view: button.dataset.view }));
}
find("cards-clear").addEventListener("click", () => send("spotlight", { answer: null }));
find("ready-minute").addEventListener("click", () => send("timer", { action: "start", minutes: 1 }, "1分の時計を始めました。"));
find("ready-shown").addEventListener("click", () => send("ready", { shown: !state.ready.shown }));

// Browsers keep a screen lit only for pages that came over https; in a hall it is plain http.
async function stayAwake() {
  if (!("wakeLock" in navigator)) return;
  const ask = async () => {
    if (document.visibilityState === "hidden") return;
    try {
      await navigator.wakeLock.request("screen");
      show(find("asleep"), false);
    } catch {
      show(find("asleep"), true); // a phone that saves its battery refuses
    }
  };
  document.addEventListener("visibilitychange", ask);
  await ask();
}

const { read } = follow({
  stateUrl: urls.remoteUrl,
  liveUrl: urls.liveUrl,
  onState,
  onLine: (line) => write(find("line"), LINES[line]),
});
setInterval(tick, 500);
stayAwake();
