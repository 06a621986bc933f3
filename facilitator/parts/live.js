// Listens to one workshop, asks for a redraw when there is news, draws the clock, passes keys on.
const screens = new WeakMap();
const ROOM_GAP = 150; // milliseconds between two redraws for changes of the room
const SHORTEST_PAUSE = 600; // milliseconds between two presses; less is a double click
const LONGEST_PRESS = 1500; // milliseconds a press may take to be drawn
const PACE_GAP = 10_000; // milliseconds between two redraws because time has passed
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
    const people = ["answers", "ready"].includes(news.what);
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
  // The same keys as on the wall screen; a view that is on already gives way to the step.
  const turn = (name) => {
    const found = (key) => document.querySelector(`.st-key-${key} button`);
    const button = found(name);
    const on = button?.dataset.testid === "stBaseButton-primary" && name.startsWith("view-");
    (on ? found("view-step") : button)?.click();
  };
  const press = (event) => {
    const direction = { PageDown: "next", ArrowRight: "next", PageUp: "back", ArrowLeft: "back" }[
      event.key
    ];
    const switched = screen.data.keys?.[event.key];
    if (!(direction || switched) || !screen.data.buttons || event.repeat || event.isComposing) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const target = event.composedPath()[0];
    // Not while typing, and not where arrows already mean something else.
    const taken =
      "input,textarea,select,canvas,[contenteditable=true],[role=tab],[role=radio]," +
      "[role=option],[role=slider],[role=listbox],[role=dialog] *,[data-testid=stDataFrame] *";
    if (target.closest && target.closest(taken)) return;
    event.preventDefault();
    event.stopPropagation();
    if (direction) go(direction);
    else turn(switched);
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

  screen.clock = new Clock();
  const face = root.querySelector(".clock");
  const line = root.querySelector(".pace");
  const redraw = () => {
    draw(screen, face, line);
    if (isOutdated(screen)) ask(PACE_GAP);
  };
  const drawing = setInterval(redraw, 250);
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
    if (!screen.data || screen.data.drawn !== data.drawn) {
      screen.received = performance.now();
      const here = Date.now();
      screen.clock.sync(data.drawn, here, here);
      if (data.timer) screen.clock.set(data.timer);
    }
    screen.data = data;
    screen.send = send;
    if (moved) {
      screen.socket.onclose = null;
      screen.socket.close();
    }
    if (!screen.socket || moved) connect();
    draw(screen, face, line);
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

// The server's proposal is for the lateness it knew, and it knew no meeting that had begun.
function isOutdated({ data, clock, late }) {
  if (!data.pace) return false;
  if (late !== undefined) return late !== data.late && Math.max(late, data.late) >= LATE;
  const start = Date.parse(data.pace.starts_at);
  return Date.parse(data.drawn) < start && start <= clock.now();
}

function draw(screen, face, line) {
  const { pace, planned } = screen.data;
  face.hidden = !pace;
  line.hidden = !pace;
  if (!pace) return;
  const reading = screen.clock.read();
  face.className = `clock ${reading === null ? "none" : reading.level}`;
  writeAll(face, reading === null ? [`${planned}:00`, "時計は止まっています"] : readFace(screen.clock, reading));
  const passed = performance.now() - screen.received;
  const found = readPace(pace, { now: screen.clock.now(), passed, timerLeft: reading?.left });
  line.className = `pace ${found.level}`;
  const step = found.elapsed === undefined ? "" : tellStep(found.elapsed, planned);
  writeAll(line, [`いま ${found.now}`, tellPace(found), found.end, step]);
  screen.late = found.late;
}

function writeAll(place, texts) {
  texts.forEach((text, index) => {
    const element = place.children[index];
    if (element.textContent !== text) element.textContent = text;
  });
}

const SIGNS = { running: "● ", soon: "● ", last: "▲ ", paused: "Ⅱ ", over: "▲ " };

function readFace(clock, { digits, level, words }) {
  // Past the end the console counts on: whoever leads must know by how much.
  const shown = level === "over" && !clock.timer.paused ? `+${format(clock.secondsOver())}` : digits;
  return [shown, SIGNS[level] + words];
}

function tellStep(elapsed, planned) {
  return `このステップ ${Math.floor(elapsed / 60)}分経過(予定 ${planned}分)`;
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
