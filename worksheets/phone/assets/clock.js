// The step's clock: information only, in the server's time, the same as on the wall.
// This phone's own clock may be wrong, so only the time since a reading is taken from it.
const SOON = 0.2;
const LAST = 0.05;
const CLOCK_WORDS = { running: '', soon: 'あと少しです', last: 'まもなく終わりです', over: '' };

const clock = { offset: null, trip: Infinity, timer: 0, level: '' };

// The server drew the page about half-way between sending and receiving. The quickest reading
// says it best, but one that contradicts it shows that this phone has slept in between.
const syncClock = (root, sent, received) => {
  const line = root.querySelector('#timer[data-drawn]');
  if (!line) return;
  const trip = received - sent;
  const offset = Number(line.dataset.drawn) - (sent + received) / 2;
  const contradicts = Math.abs(offset - clock.offset) > trip / 2 + 50;
  if (clock.offset !== null && trip > clock.trip && !contradicts) return;
  clock.offset = offset;
  clock.trip = trip;
};

const syncFirst = (root) => {
  const [loading] = performance.getEntriesByType('navigation');
  const now = performance.now();
  syncClock(root, loading ? loading.requestStart : now, loading ? loading.responseStart : now);
};

const readLevel = (left, total) => {
  if (left <= 0) return 'over';
  const share = total > 0 ? left / total : 1;
  if (share <= LAST) return 'last';
  return share <= SOON ? 'soon' : 'running';
};

const writeIn = (line, name, text) => {
  const place = line.querySelector(name);
  if (place.textContent !== text) place.textContent = text;
};

const drawClock = (line) => {
  const left = (Number(line.dataset.ends) - performance.now() - clock.offset) / 1000;
  const level = readLevel(left, Number(line.dataset.total));
  const whole = Math.ceil(left - 0.05);
  line.dataset.level = level;
  writeIn(line, '.timer-left', whole > 0
    ? `あと${Math.floor(whole / 60)}分${String(whole % 60).padStart(2, '0')}秒`
    : '時間になりました。書き続けてもかまいません。');
  writeIn(line, '.timer-words', CLOCK_WORDS[level]);
  if (level !== clock.level && CLOCK_WORDS[level]) announce(CLOCK_WORDS[level]);
  clock.level = level;
};

const startTimer = () => {
  const line = document.getElementById('timer');
  clearInterval(clock.timer);
  if (!line || line.dataset.paused !== undefined) return;
  if (clock.offset === null) syncFirst(document);
  drawClock(line);
  clock.timer = setInterval(() => drawClock(line), 250);
};
