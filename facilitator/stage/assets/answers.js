// The wall of shared answers: which screens there are, which one is shown, when pages turn.

import { CardWall } from "./cards.js";
import { ClusterWall } from "./clusters.js";
import { find, make, show, write } from "./dom.js";
import { DRAW, Drawing } from "./drawing.js";
import { OverlapMap } from "./map.js";
import { OverlapPages } from "./overlaps.js";
import { RecordPages } from "./records.js";
import { VoiceWall } from "./voices.js";
import { showEmpty } from "./empty.js";
import { VoteWall } from "./votes.js";
import { showSpot } from "./spot.js";
import { showSums } from "./sums.js";

const HOLD = 60_000; // a page turned by hand stays this long
const SHORTEST = 8_000;
const LONGEST = 30_000;
const READING = 18; // characters a second, read from the back of a hall

// Records and overlaps are looked at one by one: whoever speaks turns them.
const PARTS = { cards: CardWall, clusters: ClusterWall, voices: VoiceWall, records: RecordPages, overlaps: OverlapPages, map: OverlapMap, votes: VoteWall };
const GROWING = ["cards", "voices"];

export class Answers {
  constructor(clock) {
    this.clock = clock;
    this.parts = new Map(); // what is drawn of each section, by its key
    this.screens = [];
    this.index = 0;
    this.automatic = true;
    this.held = 0;
    this.timer = 0;
    this.state = null;
    this.drawn = "";
    this.names = []; // the worksheets that are or were on
    this.spot = null; // the page that was last asked for
    this.leading = false; // whether this screen is asking others to follow
    this.known = 0; // the sequence since which they do; what was read before it is old
  }

  show(state) {
    const before = this.state;
    this.state = state;
    const signature = JSON.stringify(state.walls);
    if (signature !== this.drawn) {
      this.drawn = signature;
      this.draw();
      const old = this.names;
      this.names = state.walls.map(nameOf);
      if (old.join(" ") !== this.names.join(" ")) this.turnTo(this.findAdded(old));
      else if (before !== null) this.follow(before);
    }
    this.turnToSpot();
    showSpot(state.spotlight);
    this.showPage();
  }

  // What has just been put on the wall is what everybody shall look at.
  findAdded(old) {
    const added = this.screens.findIndex((screen) => !old.includes(nameOf(screen.wall)));
    return old.length > 0 ? Math.max(0, added) : 0;
  }

  redraw() {
    for (const part of this.parts.values()) part.forget?.();
    if (this.state === null) return;
    this.draw();
    showSpot(this.state.spotlight);
    this.showPage();
  }

  // What was new a minute ago is not new any more.
  refresh() {
    for (const part of this.parts.values()) part.refresh?.(this.clock.now());
  }

  // Another view is shown: no words stay in the page, where they could be taken back unnoticed.
  clear() {
    this.rest();
    if (this.state === null) return;
    for (const part of this.parts.values()) part.element.remove();
    this.parts.clear();
    this.screens = [];
    [this.state, this.drawn] = [null, ""];
    showSpot(null);
    for (const id of ["wall-title", "wall-label", "wall-count", "wall-page"]) write(find(id), "");
  }

  rest() {
    clearTimeout(this.timer);
    this.timer = 0;
  }

  draw() {
    const wall = find("wall");
    const used = new Set();
    const before = this.screens[this.index];
    this.screens = [];
    for (const each of this.state.walls) {
      for (const [number, section] of each.sections.entries()) {
        const key = `${each.worksheet} ${section.kind} ${section.key ?? number}`;
        used.add(key);
        const part = this.part(key, section.kind, wall);
        this.label(section.label); // it takes of the room
        const pages = part.draw(section, wall, this.clock.now());
        for (const [page, told] of pages.entries()) {
          const { characters = told, card = "" } = told;
          this.screens.push({ key, page, card, characters, wall: each, section });
        }
      }
      if (each.sections.length === 0) this.screens.push({ key: "", page: 0, card: "", characters: 0, wall: each, section: { label: "" } });
    }
    for (const [key, part] of this.parts) {
      if (used.has(key)) continue;
      part.element.remove();
      this.parts.delete(key);
    }
    this.index = this.locate(before);
  }

  // The page that was shown, also when pages before it came or went.
  locate(before) {
    const last = Math.max(0, this.screens.length - 1);
    if (before === undefined) return Math.min(this.index, last);
    const same = (screen) => screen.key === before.key && screen.card === before.card;
    const exact = this.screens.findIndex((screen) => same(screen) && screen.page === before.page);
    const near = before.card ? this.screens.findIndex(same) : -1;
    return [exact, near, Math.min(this.index, last)].find((index) => index >= 0);
  }

  // A record or an overlap that was asked for is turned to once; then pages may be turned on.
  turnToSpot() {
    if (this.leading || this.state.sequence < this.known) return;
    const spot = this.state.spotlight?.page ? this.state.spotlight.id : null;
    if (spot === this.spot) return;
    this.spot = spot;
    const at = this.screens.findIndex((screen) => screen.card === spot);
    if (spot !== null && at >= 0 && this.screens[this.index]?.card !== spot) this.turnTo(at);
  }

  part(key, kind, wall) {
    const known = this.parts.get(key);
    if (known !== undefined) return known;
    const element = make("div", "section");
    element.hidden = true;
    wall.append(element);
    const part = kind in PARTS ? new PARTS[kind](element) : new Drawing(element, DRAW[kind]);
    this.parts.set(key, part);
    return part;
  }

  // A card that has just come is seen coming, unless somebody is turning pages by hand.
  follow(before) {
    if (!this.automatic || Date.now() < this.held || this.screens[this.index]?.card) return;
    const count = (walls) => walls.map((wall) => wall.answers);
    const old = count(before.walls);
    const grown = count(this.state.walls).findIndex((number, at) => number > (old[at] ?? 0));
    if (grown < 0) return;
    const { worksheet } = this.state.walls[grown];
    const at = this.screens.findIndex(
      (screen) =>
        screen.wall.worksheet === worksheet &&
        GROWING.includes(screen.section.kind) &&
        screen.page === this.parts.get(screen.key).newest(),
    );
    if (at >= 0 && at !== this.index) this.turnTo(at);
  }

  turnTo(index) {
    this.index = index;
    this.rest();
  }

  turn(step) {
    if (this.screens.length === 0) return;
    this.held = Date.now() + HOLD;
    this.move(step);
  }

  // The first page, or the last one, where the newest cards stand.
  jump(index) {
    if (this.screens.length === 0) return;
    this.turnTo(Math.min(index, this.screens.length - 1));
    this.turn(0);
  }

  move(step) {
    this.turnTo((this.index + step + this.screens.length) % this.screens.length);
    this.showPage();
  }

  // Where voices fill many pages, each kind can be gone to.
  turnToKind(number) {
    const at = this.screens.findIndex((screen) => screen.section.kind === "voices" && screen.page === this.parts.get(screen.key).findKind(number));
    if (at < 0) return;
    this.held = Date.now() + HOLD;
    this.turnTo(at);
    this.showPage();
  }

  // Whether the clicker turns pages now: records and overlaps have a first and a last one.
  canTurn(step) {
    return Boolean(this.screens[this.index]?.card && this.screens[this.index + step]);
  }

  get page() {
    return this.screens[this.index]?.card ?? "";
  }

  turnAuto() {
    this.automatic = !this.automatic;
    this.held = 0;
    this.rest();
    this.showPage();
    return this.automatic;
  }

  showPage() {
    const screen = this.screens[this.index];
    show(find("wall-count"), screen !== undefined);
    showEmpty(this.state, screen);
    for (const [key, part] of this.parts) {
      const on = key === screen?.key;
      show(part.element, on);
      if (on) part.show(screen.page);
      else part.rest?.(); // words that nobody sees must not outlive being taken back
    }
    if (screen === undefined) return;
    const label = screen.section.label;
    write(find("wall-title"), screen.wall.title);
    this.label(label);
    showSums(screen, this.state);
    this.showTurning(screen);
    this.schedule(screen);
  }

  label(words) {
    write(find("wall-label"), words);
    show(find("wall-label"), Boolean(words));
  }

  showTurning(screen) {
    const single = Boolean(screen.card);
    for (const name of ["page-back", "page-next"]) show(find(name), single);
    find("page-back").disabled = !this.canTurn(-1);
    find("page-next").disabled = !this.canTurn(1);
    if (single) {
      const cards = screen.section.cards ?? [];
      const at = cards.findIndex((card) => card.id === screen.card);
      write(find("wall-page"), at < 0 ? "" : `${at + 1} / ${cards.length}`);
      return;
    }
    const turning = this.automatic ? "" : "(止めています)";
    write(find("wall-page"), this.screens.length > 1 ? `${this.index + 1}/${this.screens.length}ページ${turning}` : "");
  }

  schedule(screen) {
    if (this.state.frozen || this.timer !== 0 || !this.automatic || this.screens.length < 2 || this.isCovered()) return;
    const next = screen.card ? this.findContinued(screen) : (this.index + 1) % this.screens.length;
    if (next === this.index) return;
    const read = Math.min(LONGEST, Math.max(SHORTEST, (screen.characters / READING) * 1000));
    const wait = Math.max(read, this.held - Date.now());
    this.timer = setTimeout(() => this.move(next - this.index), wait);
  }

  isCovered() {
    return this.state.spotlight !== null && !this.state.spotlight.page;
  }

  // A long record goes on to its next page and back; another one is turned to by people.
  findContinued(screen) {
    const same = this.screens.flatMap((each, index) => (each.key === screen.key && each.card === screen.card ? [index] : []));
    return same[(same.indexOf(this.index) + 1) % same.length];
  }

  showClock(reading) {
    const clock = find("wall-clock");
    show(clock, reading !== null);
    if (reading === null) return;
    clock.dataset.level = reading.level;
    write(clock, reading.level === "over" ? reading.words : `${reading.words} ${reading.digits}`);
  }
}

// A worksheet's result is another thing to look at than its cards.
function nameOf(wall) {
  return `${wall.worksheet} ${wall.sections[0]?.kind === "votes"}`;
}
