// Listens to one workshop, asks for a redraw when there is news, draws the clock, passes keys on.
const screens = new WeakMap();
const ROOM_GAP = 150; // milliseconds between two redraws for changes of the room
const SHORTEST_PAUSE = 600; // milliseconds between two presses; less is a double click
const LONGEST_PRESS = 1500; // milliseconds a press may take to be drawn
const LONGEST_WAIT = 8000; // milliseconds between two attempts to connect

function begin(root) {
  const screen = { data: null, send: null, received: 0, alive: true, socket: null, wait: 500 };
  let timer = null;
  let due = Infinity;
  let lastTick = 0;
  let pressed = 0;
  let waiting = false; // for the last press to be drawn

  const tick = () => {
    timer = null;
    due = Infinity;
    lastTick = Date.now();
    screen.send("tick", lastTick);
  };
  const ask = (gap) => {
    const at = Math.max(Date.now(), lastTick + gap);
    if (at >= due) return;
    clearTimeout(timer);
    due = at;
    timer = setTimeout(tick, at - Date.now());
  };

  const hear = (event) => {
    const news = JSON.parse(event.data);
    const people = news.what === "answers";
    // Revision 0 says that somebody came or went; an older one is already drawn.
    if (news.revision && news.revision <= screen.data.sequence) return;
    ask(people ? screen.data.gap : ROOM_GAP);
  };
  const connect = () => {
    if (!screen.alive) return;
    const url = new URL(`stage/${encodeURIComponent(screen.data.code)}/live`, location.href);
    url.protocol = url.protocol.replace("http", "ws");
    url.search = "";
    const socket = new WebSocket(url);
    screen.socket = socket;
    let lost = false;
    socket.onopen = () => {
      if (screen.missed) ask(ROOM_GAP);
      screen.missed = false;
      screen.wait = 500;
    };
    socket.onmessage = hear;
    socket.onclose = () => {
      if (lost || !screen.alive) return;
      lost = true;
      screen.missed = true;
      setTimeout(connect, screen.wait);
      screen.wait = Math.min(screen.wait * 2, LONGEST_WAIT);
    };
  };

  const go = (direction) => {
    const now = Date.now();
    if (now - pressed < SHORTEST_PAUSE || (waiting && now - pressed < LONGEST_PRESS)) return;
    pressed = now;
    waiting = true;
    const { step, revision } = screen.data;
    screen.send("go", { direction, step, revision, at: now });
  };
  const press = (event) => {
    const direction = { PageDown: "next", ArrowRight: "next", PageUp: "back", ArrowLeft: "back" }[
      event.key
    ];
    if (!direction || !screen.data.buttons || event.repeat || event.isComposing) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const target = event.composedPath()[0];
    // Not while typing, and not where arrows already mean something else.
    const taken =
      "input,textarea,select,canvas,[contenteditable=true],[role=tab],[role=radio]," +
      "[role=option],[role=slider],[role=listbox],[role=dialog] *,[data-testid=stDataFrame] *";
    if (target.closest && target.closest(taken)) return;
    event.preventDefault();
    event.stopPropagation();
    go(direction);
  };
  // In place of Streamlit's own click, which says which button, but not what stood around it.
  const click = (event) => {
    const { buttons } = screen.data;
    const button = buttons && event.target.closest && event.target.closest("button");
    if (!button || button.disabled) return;
    const direction = Object.keys(buttons).find((name) => button.closest(buttons[name]));
    if (!direction) return;
    event.preventDefault();
    event.stopPropagation();
    go(direction);
  };
  window.addEventListener("keydown", press, true);
  window.addEventListener("click", click, true);

  const face = root.querySelector(".clock");
  const pace = root.querySelector(".pace");
  const drawing = setInterval(() => draw(screen, face, pace), 250);
  const wake = () => {
    if (document.hidden || !screen.alive) return;
    if (screen.socket.readyState > 1) {
      screen.wait = 500;
      connect();
    }
  };
  document.addEventListener("visibilitychange", wake);

  screen.take = (data, send) => {
    const moved = screen.data && screen.data.code !== data.code;
    if (screen.data && screen.data.revision !== data.revision) waiting = false;
    if (!screen.data || screen.data.drawn !== data.drawn) screen.received = performance.now();
    screen.data = data;
    screen.send = send;
    if (moved) {
      screen.socket.onclose = null;
      screen.socket.close();
    }
    if (!screen.socket || moved) connect();
    draw(screen, face, pace);
  };
  screen.stop = () => {
    screen.alive = false;
    clearTimeout(timer);
    clearInterval(drawing);
    window.removeEventListener("keydown", press, true);
    window.removeEventListener("click", click, true);
    document.removeEventListener("visibilitychange", wake);
    if (screen.socket) screen.socket.close();
    screens.delete(root);
  };
  return screen;
}

const two = (number) => String(number).padStart(2, "0");

function draw(screen, face, pace) {
  const { clock } = screen.data;
  face.hidden = !clock;
  pace.hidden = !clock;
  if (!clock) return;
  const passed = (performance.now() - screen.received) / 1000;
  const { state, left } = clock.timer;
  const seconds = state === "running" ? left - passed : left;
  face.className = `clock ${look(state, seconds)}`;
  const [digits, words] = read(state, seconds, clock.planned);
  const markup = `<b>${digits}</b><span>${words}</span>`;
  if (face.innerHTML !== markup) face.innerHTML = markup;
  const line = readPace(clock, passed);
  if (pace.textContent !== line) pace.textContent = line;
}

function look(state, seconds) {
  if (state === "none") return "none";
  if (state === "paused") return "paused";
  if (seconds <= 0) return "over";
  return seconds <= 60 ? "soon" : "running";
}

function read(state, seconds, planned) {
  if (state === "none") return [`${two(planned / 60)}:00`, "時計は止まっています"];
  const whole = Math.ceil(Math.abs(seconds));
  const digits = `${two(Math.floor(whole / 60))}:${two(whole % 60)}`;
  if (state === "paused") return [digits, "Ⅱ 一時停止しています"];
  if (seconds <= 0) return [`+${digits}`, "▲ 時間です"];
  return [digits, seconds <= 60 ? "● もうすぐ終わります" : "● のこり時間"];
}

function readPace(clock, passed) {
  if (clock.elapsed === null) return "";
  const elapsed = clock.elapsed + passed;
  const still = Math.max(clock.planned - elapsed, 0) + clock.rest;
  const end = new Date(Date.now() + still * 1000);
  const minutes = Math.floor(elapsed / 60);
  return (
    `このステップ ${minutes}分経過(予定 ${clock.planned / 60}分)` +
    ` ・ この回の終わり ${two(end.getHours())}:${two(end.getMinutes())}ごろ`
  );
}

export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  let screen = screens.get(parentElement);
  if (!screen) {
    screen = begin(parentElement);
    screens.set(parentElement, screen);
  }
  screen.take(data, setTriggerValue);
  return screen.stop;
}
