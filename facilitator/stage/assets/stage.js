// The wall screen: show the state, count the clock, take keys and clicker. Parts are in their files.

import { Answers } from "./answers.js";
import { Clock } from "./clock.js";
import { find, fit, list, make, show, write } from "./dom.js";
import { follow, makeUrls } from "./follow.js";
import { listen } from "./keys.js";
import { Order } from "./order.js";
import { showClosing, tellReturn } from "./closing.js";
import { showCounts } from "./counts.js";
import { showEarlier } from "./earlier.js";
import { votingAsProgress } from "./votes.js";
import { showCameBack, showVisits } from "./visits.js";

const { code, base } = document.body.dataset;
const preview = "preview" in document.body.dataset;
const urls = makeUrls(base, code);
const clock = new Clock();
const answers = new Answers(clock);
const order = new Order(clock);
const VIEWS = ["join", "step", "answers", "order", "blank"];
const LINES = {
  open: "",
  down: "通信を確かめています。表示は少し前のものです。",
  "signed-out": "この画面は、進行役の合言葉で入りなおすと更新されます。",
  gone: "この番号の研修は、いまは見つかりません。",
};

let state = null;
let line = "open";
let said = "";
let saying = 0;

function onState(fresh, sent, received) {
  state = fresh;
  clock.sync(fresh.server_time, sent, received);
  clock.set(fresh.timer);
  document.body.dataset.view = fresh.view;
  document.body.toggleAttribute("data-online", fresh.online);
  for (const view of VIEWS) show(find(view), view === fresh.view);
  showFrame();
  if (fresh.view === "join" || fresh.online) showJoin(); // online the password must leave at once
  if (fresh.view === "step") showStep();
  else showCameBack(find("came-back"), null);
  if (fresh.view === "answers") answers.show(fresh);
  else answers.clear();
  if (fresh.view === "order") order.show(fresh.order);
  write(find("blank-title"), fresh.title);
  tick();
}

function showFrame() {
  const { meeting, step, join } = state;
  write(find("title"), state.municipality ? `${state.municipality} ${state.title}` : state.title);
  write(find("agenda-words"), `${meeting.label} ${step.number}/${step.of} ${step.title}`);
  list(find("agenda-marks"), state.agenda, {
    key: (each) => each.key,
    create: () => make("li"),
    update: (mark, _, index) => {
      const name = index + 1 === step.number ? "now" : index + 1 < step.number ? "done" : "";
      if (mark.className !== name) mark.className = name;
    },
  });
  show(find("notice"), state.notice !== "");
  write(find("notice"), state.notice);
  showFrozen();
  write(find("strip-address"), join.address);
  write(find("strip-code"), join.code);
  write(find("strip-people"), `参加 ${state.joined}人`);
  const { ready } = state;
  show(find("strip-ready"), ready !== null);
  write(find("strip-ready"), ready === null ? "" : `できました ${ready.ready} / ${ready.of}${ready.unit}`);
  picture("strip-qr", "qr.svg", join.url);
}

// A small calm sign: everybody may know that the wall stands still, and whoever leads must.
function showFrozen() {
  const { frozen } = state;
  document.body.toggleAttribute("data-frozen", frozen !== null);
  show(find("frozen"), frozen !== null);
  if (frozen === null) return;
  write(find("frozen"), preview ? "止めています。動かすと映る画面です" : frozen.kept
    ? "投影を止めています"
    : "投影を止めています。入れなおしたため、映していたものは出せません");
}

// The address of the picture changes only with what it says, so it never flickers.
function picture(id, name, meaning) {
  const image = find(id);
  if (image.dataset.meaning === meaning) return;
  image.dataset.meaning = meaning;
  image.src = `${urls.picture(name)}?${encodeURIComponent(meaning).length}-${meaning.length}`;
}

function showJoin() {
  const { join } = state;
  const network = join.network !== "";
  find("join").classList.toggle("with-network", network);
  write(find("join-title"), join.open ? "スマートフォンで参加してください" : "新しい参加の受け付けは終わりました");
  write(find("join-address"), join.address);
  write(find("join-code"), join.code);
  write(find("join-count"), state.joined);
  picture("join-qr", "qr.svg", join.url);
  show(find("network"), network);
  write(find("network-name"), join.network);
  write(find("network-password"), join.password ? `パスワード ${join.password}` : "パスワードなし");
  if (network) picture("network-qr", "wifi.svg", `${join.network} ${join.password}`);
  else find("network-qr").removeAttribute("data-meaning");
  fitWay("join-address", network ? 7 : 8.4);
  fitWay("join-code", network ? 17 : 21);
}

// Address and code must be read from the last row, but stand on one line.
function fitWay(id, most) {
  const element = find(id);
  const room = find("join-room").clientWidth;
  fit(element, { most, least: 3.4, fits: () => element.offsetWidth <= room });
}

function showStep() {
  const { stage, step } = state;
  const same = stage.heading === step.title;
  write(find("step-title"), same ? "" : step.title);
  show(find("step-title"), !same);
  write(find("heading"), stage.heading);
  list(find("lines"), stage.lines, {
    key: (text, index) => `${index} ${text}`,
    create: (text) => make("li", "", text),
    update: () => {},
  });
  // What was heard in the town tells more than what was planned before it.
  const earlier = state.came_back === null ? state.earlier : null;
  showCounts(find("counts"), state.visits === null && earlier === null ? [...votingAsProgress(state.voting), ...state.progress] : []);
  find("step").classList.toggle("with-earlier", earlier !== null);
  showVisits(find("visits"), state.visits);
  showCameBack(find("came-back"), state.came_back);
  const on = clock.secondsLeft() !== null;
  find("step").classList.toggle("with-clock", on);
  show(find("clock"), on);
  showClosing(state.closing, on);
  showEarlier(find("earlier"), earlier);
  const say = find("say");
  fit(say, { most: 8.4, least: 3.4, fits: () => say.scrollHeight <= say.clientHeight && say.scrollWidth <= say.clientWidth });
}

function tick() {
  const reading = clock.read();
  show(find("clock"), reading !== null);
  answers.showClock(reading);
  if (reading !== null) tellReturn(clock, state.step.kind);
  order.tick();
  if (reading === null) return;
  find("clock").dataset.level = reading.level;
  write(find("clock-words"), reading.words);
  write(find("digits"), reading.digits);
  find("digits").classList.toggle("long", reading.digits.length > 5);
  find("clock-rest").style.transform = `scaleX(${reading.share.toFixed(3)})`;
}

function onLine(now) {
  line = now;
  write(find("message"), said || LINES[line]);
}

// A short word about what was just pressed.
function say(words) {
  said = words;
  clearTimeout(saying);
  saying = setTimeout(() => {
    said = "";
    onLine(line);
  }, 6000);
  onLine(line);
}

function redraw() {
  if (state === null) return;
  if (state.view === "join") showJoin();
  if (state.view === "step") showStep();
  if (state.view === "answers") answers.redraw();
  if (state.view === "order") order.fit();
}

const { read } = follow({ stateUrl: preview ? `${urls.stageUrl}?ahead` : urls.stageUrl, liveUrl: urls.liveUrl, onState, onLine });
setInterval(tick, 250);
setInterval(() => answers.refresh(), 10_000);
addEventListener("resize", redraw);
document.fonts?.ready.then(redraw);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
if (!preview) listen({ urls, answers, say, read, redraw, state: () => state });
