// The map of overlaps, drawn with Plotly: who was heard, and which overlap brings whom together.
// The same is said in words for those who do not see it. Colours follow the light or dark page.

import { list, make, show, unit, write } from "./dom.js";

const PATIENCE = 2000;
const LETTERS = 3.5; // hundredths of the screen's height

export class OverlapMap {
  constructor(element) {
    this.element = element;
    this.element.classList.add("map");
    this.plot = make("div", "plot");
    this.plot.setAttribute("role", "img");
    this.legend = make("ul", "map-legend");
    this.words = make("ul", "spoken");
    this.empty = make("p", "empty", "重なりは、これから見つけます");
    element.append(this.plot, this.legend, this.words, this.empty);
    this.drawn = "";
  }

  forget() {
    this.drawn = "";
  }

  draw(section) {
    if (section.maps.length > 0) load();
    // Unseen, it is only drawn anew when it is turned to: until then nobody's name stays in it.
    if (this.element.hidden && JSON.stringify(section.maps) !== JSON.stringify(this.section?.maps)) this.clear();
    this.section = section;
    write(this.empty, section.maps.length > 0 ? "" : "重なりは、これから見つけます");
    show(this.empty, section.maps.length === 0);
    list(this.words, section.words, { key: (text, index) => `${index} ${text}`, create: (text) => make("li", "", text), update: () => {} });
    const legend = section.maps.length > 0 ? [...section.legend, { symbol: "1", label: "ページ" }] : [];
    list(this.legend, legend, {
      key: ({ symbol, label }) => `${symbol} ${label}`,
      create: ({ symbol, label }) => {
        const item = make("li");
        item.append(make("b", "", symbol), make("span", "", label));
        return item;
      },
      update: () => {},
    });
    const pages = Math.max(1, section.maps.length);
    return Array.from({ length: pages }, () => ({ card: section.key, characters: 120 }));
  }

  clear() {
    globalThis.Plotly?.purge(this.plot);
    this.drawn = "";
  }

  async show(number) {
    const map = this.section.maps[number];
    show(this.plot, map !== undefined);
    if (map === undefined) return;
    const box = { width: this.plot.clientWidth, height: this.plot.clientHeight };
    const sign = JSON.stringify([map, box, document.documentElement.dataset.theme]);
    if (sign === this.drawn) return;
    this.drawn = sign;
    this.plot.setAttribute("aria-label", `重なりの地図。${map.names.length}人の声を結んでいます。言葉での説明が続きます。`);
    // On a slow machine the words stand in for the drawing until it comes, or if it never does.
    const waiting = setTimeout(() => this.element.classList.add("in-words"), PATIENCE);
    const plotly = await load();
    clearTimeout(waiting);
    if (sign !== this.drawn) return;
    this.element.classList.toggle("in-words", plotly === null);
    if (plotly !== null) plotly.react(this.plot, ...makeFigure(map, this.section, box), { staticPlot: true, displayModeBar: false });
  }
}

let loading = null;

// The library is large and only maps need it.
function load() {
  loading ??= new Promise((done) => {
    const script = make("script");
    script.src = new URL("plotly.min.js", import.meta.url).href;
    const allowStyles = forbidStyles();
    const end = (plotly) => {
      allowStyles();
      done(plotly);
    };
    script.addEventListener("load", () => end(globalThis.Plotly));
    script.addEventListener("error", () => end(null));
    document.head.append(script);
  });
  return loading;
}

// It would write style sheets into the page, which this page refuses from anybody; what the map
// needs of them is in heard.css. So it is handed elements that style nothing.
function forbidStyles() {
  const styled = make("i", "no-inline-styles");
  styled.id = "plotly.js-style-global";
  styled.hidden = true;
  document.body.append(styled);
  const create = document.createElement.bind(document);
  document.createElement = (name, ...rest) => create(name === "style" ? "i" : name, ...rest);
  return () => delete document.createElement;
}

function makeFigure(map, section, box) {
  const ink = readColours();
  const letters = LETTERS * unit();
  const place = ({ x, y }) => ({ x: x / section.width, y: y / section.height });
  const lines = map.overlaps.flatMap((overlap) => overlap.people.map((person) => [place(overlap), place(map.names[person])]));
  const traces = lines.map(([one, other]) => ({
    type: "scatter",
    mode: "lines",
    x: [one.x, other.x],
    y: [one.y, other.y],
    line: { color: ink.accent, width: letters / 5 },
    hoverinfo: "skip",
  }));
  const font = { size: letters, family: getComputedStyle(document.body).fontFamily, weight: 700 };
  const frame = { borderwidth: letters / 9, borderpad: letters * 0.2, showarrow: false };
  const annotations = [
    ...map.names.map((name) => ({
      ...place(name),
      ...frame,
      text: name.lines.map(escape).join("<br>"),
      font: { ...font, color: ink.text },
      bgcolor: ink.card,
      bordercolor: ink.line,
    })),
    ...map.overlaps.map((overlap) => ({
      ...place(overlap),
      ...frame,
      text: escape(overlap.text),
      font: { ...font, color: ink.onAccent },
      bgcolor: ink.accent,
      bordercolor: ink.accent,
    })),
  ];
  const axis = { visible: false, fixedrange: true };
  const layout = {
    ...box,
    margin: { l: 0, r: 0, t: 0, b: 0 },
    showlegend: false,
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    xaxis: { ...axis, range: [0, 1] },
    yaxis: { ...axis, range: [1, 0] },
    annotations,
  };
  return [traces, layout];
}

// Plotly would read tags in what people wrote.
function escape(text) {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

function readColours() {
  const style = getComputedStyle(document.documentElement);
  const read = (name) => style.getPropertyValue(name).trim();
  return { text: read("--text"), card: read("--card"), line: read("--line"), accent: read("--accent"), onAccent: read("--on-accent") };
}
