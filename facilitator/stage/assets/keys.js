// Keyboard and clicker of the wall screen. Orders carry the step and revision they were given for.

import { find } from "./dom.js";
import { order } from "./follow.js";

const ASIDE = ["blank", "join", "order"]; // views one comes back from
const AT_ONCE = 3000; // milliseconds in which a press is drawn, or the line is down
const TWICE = 6000; // how long the first of two presses counts

export function listen({ urls, answers, say, read, state, redraw }) {
  let busy = false;
  let warned = 0;
  let before = "step";
  let pressed = { name: "", at: 0, revision: -1 }; // the last press that moved the room

  // Where the room is: a wall that stands still shows where it was.
  const here = () => state()?.frozen?.now ?? state();

  async function send(name, body = {}) {
    if (busy || state() === null) return;
    busy = true;
    const { step, revision } = here();
    const reply = await order(urls.orderUrl(name), { step: step.key, revision, ...body });
    busy = false;
    say(reply.ok ? tell(name, reply) : reply.message);
    read();
  }

  // What was done behind a wall that stands still must be said: nobody sees it there.
  function tell(name, reply) {
    if (name === "online") return reply.online ? "オンライン会議向けの画面にしました。会場のWi-Fiは出しません。" : "会場向けの画面に戻しました。";
    if (name === "freeze") return reply.frozen ? "投影を止めました。もう一度 s を押すと動きます。" : "投影を動かしました。";
    if (reply.frozen === null || reply.frozen === undefined) return "";
    if (["next", "back"].includes(name)) return `投影を止めたまま、「${reply.step.title}」へ移りました。s を押すと動きます。`;
    return "投影を止めているので、まだ映りません。s を押すと動きます。";
  }

  // The page turns here at once; other screens follow as for a card shown large. Presses that
  // come faster than replies are put together, and the last page that was turned to counts.
  async function turn(step) {
    const before = answers.page;
    answers.turn(step);
    if (state()?.frozen || answers.leading || !answers.page || answers.page === before) return;
    answers.leading = true;
    let asked = "";
    while (answers.page && answers.page !== asked) {
      asked = answers.page;
      const reply = await order(urls.orderUrl("spotlight"), { step: here().step.key, answer: asked });
      if (reply.ok) answers.known = reply.sequence;
      else say(reply.message);
    }
    answers.leading = false;
    read();
  }

  // Both ways at once, as it happens with a clicker in the pocket: before anybody has seen what
  // the first press did, only that one counts.
  function isTogether(name) {
    const unseen = here()?.revision === pressed.revision && Date.now() - pressed.at < AT_ONCE;
    return unseen && pressed.name !== name;
  }

  function go(name) {
    if (isTogether(name)) {
      say(`「次へ」と「戻る」が続けて押されました。「${name === "next" ? "戻る" : "次へ"}」だけを行いました。`);
      return;
    }
    const step = name === "next" ? 1 : -1;
    if (state()?.view === "answers" && answers.canTurn(step)) {
      turn(step);
      return;
    }
    if (state()?.view === "answers" && answers.page && Date.now() - warned > TWICE) {
      warned = Date.now();
      say(step > 0 ? "最後のページです。もう一度押すと、次のステップへ進みます。" : "最初のページです。もう一度押すと、前のステップへ戻ります。");
      return;
    }
    move(name);
  }

  function move(name) {
    const target = here()?.[name];
    if (!target) {
      say(name === "next" ? "これが最後のステップです。" : "これが最初のステップです。");
      return;
    }
    // Out of the meeting by one press of a clicker would confuse a whole hall.
    if (target.other_meeting && Date.now() - warned > TWICE) {
      warned = Date.now();
      say(`もう一度押すと、${target.meeting}「${target.title}」へ移ります。`);
      return;
    }
    warned = 0;
    pressed = { name, at: Date.now(), revision: here().revision };
    send(name);
  }

  function turnTo(view) {
    const now = here()?.view;
    if (now === view) {
      send("view", { view: before });
      return;
    }
    if (!ASIDE.includes(now)) before = now;
    send("view", { view });
  }

  function turnOnline() {
    send("online", { on: !state()?.online });
  }

  function turnLight() {
    const root = document.documentElement;
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    const now = root.dataset.theme ?? (dark ? "dark" : "light");
    root.dataset.theme = now === "dark" ? "light" : "dark";
    localStorage.setItem("stage-theme", root.dataset.theme);
    redraw();
  }

  function turnFull() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen?.().catch(() => say("全画面にできませんでした。F11 をお試しください。"));
  }

  function turnHelp() {
    const help = find("help");
    if (help.open) help.close();
    else help.showModal();
  }

  const KEYS = {
    PageDown: () => go("next"),
    ArrowRight: () => go("next"),
    ArrowDown: () => go("next"),
    PageUp: () => go("back"),
    ArrowLeft: () => go("back"),
    ArrowUp: () => go("back"),
    b: () => turnTo("blank"),
    ".": () => turnTo("blank"),
    j: () => turnTo("join"),
    t: () => turnTo("order"),
    s: () => send("freeze", { on: !state()?.frozen }),
    a: () => turn(1),
    A: () => turn(-1),
    Home: () => answers.jump(0),
    End: () => answers.jump(Infinity),
    p: () => say(answers.turnAuto() ? "ページを自動で送ります。" : "自動送りを止めました。a で進みます。"),
    ...Object.fromEntries([1, 2, 3, 4, 5].map((number) => [String(number), () => answers.turnToKind(number - 1)])),
    o: turnOnline,
    f: turnFull,
    F5: turnFull, // the start button of a clicker
    d: turnLight,
    "?": turnHelp,
  };

  document.documentElement.dataset.theme = localStorage.getItem("stage-theme") ?? "";
  if (!document.documentElement.dataset.theme) delete document.documentElement.dataset.theme;
  addEventListener("keydown", (event) => {
    if (event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key.length === 1 && event.key !== "A" ? event.key.toLowerCase() : event.key;
    const act = KEYS[key];
    if (act === undefined || (find("help").open && key !== "?")) return;
    event.preventDefault();
    act();
  });
  for (const [name, step] of [["page-back", -1], ["page-next", 1]]) {
    find(name).addEventListener("click", () => turn(step));
  }
  hidePointer();
}

function hidePointer() {
  let timer = 0;
  addEventListener("pointermove", () => {
    delete document.body.dataset.idle;
    clearTimeout(timer);
    timer = setTimeout(() => {
      document.body.dataset.idle = "";
    }, 3000);
  });
}
