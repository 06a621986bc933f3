// The step's clock, counted here from the server's time: this machine's own clock may be wrong.
// The console puts this file before its own, so nothing is imported here.

const SOON = 0.2;
const LAST = 0.05;

const WORDS = {
  running: "のこり時間",
  paused: "時計を止めています",
  soon: "あと少しです",
  last: "まもなく終わりです",
  over: "時間です",
};

export class Clock {
  constructor() {
    this.offset = 0;
    this.best = Infinity;
    this.timer = { ends_at: null, paused: false, seconds_left: null, total: 0 };
  }

  // The reply that came back fastest tells the server's time best.
  sync(serverTime, sent, received) {
    const trip = received - sent;
    if (trip <= this.best * 1.5) {
      this.best = Math.min(this.best, trip);
      this.offset = Date.parse(serverTime) - (sent + trip / 2);
    }
  }

  now() {
    return Date.now() + this.offset;
  }

  set(timer) {
    this.timer = timer;
  }

  secondsLeft() {
    if (this.timer.paused) return this.timer.seconds_left;
    if (!this.timer.ends_at) return null;
    return Math.max(0, -this.secondsOver());
  }

  // How long the time has been over; negative while it runs.
  secondsOver() {
    return (this.now() - Date.parse(this.timer.ends_at)) / 1000;
  }

  // What to show: digits, a level for the colour, and the same in words.
  read() {
    const left = this.secondsLeft();
    if (left === null) return null;
    const share = this.timer.total > 0 ? Math.min(1, left / this.timer.total) : 0;
    const level = this.level(left, share);
    return { left, share, level, words: WORDS[level], digits: format(left) };
  }

  level(left, share) {
    if (left <= 0) return "over";
    if (this.timer.paused) return "paused";
    if (share <= LAST) return "last";
    return share <= SOON ? "soon" : "running";
  }
}

export function format(seconds) {
  const whole = Math.ceil(seconds - 0.05);
  const two = (number) => String(number).padStart(2, "0");
  const minutes = Math.floor(whole / 60);
  if (minutes < 100) return `${minutes}:${two(whole % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(whole % 60)}`;
}
