// A section that is one drawing, or several pages of rows: they are drawn together, one is shown.

import { show, unit } from "./dom.js";
import { drawGrid } from "./axes.js";
import { drawQuadrants } from "./quadrants.js";
import { drawRanking } from "./ranking.js";
import { drawBars, drawScales } from "./figures.js";
import { drawTable } from "./tables.js";

// Which drawing belongs to which kind of section.
export const DRAW = { bars: drawBars, scales: drawScales, table: drawTable, grid: drawGrid, ranking: drawRanking, quadrants: drawQuadrants };

export class Drawing {
  constructor(element, drawing) {
    this.element = element;
    this.drawing = drawing;
    this.pages = [];
  }

  draw(section, wall) {
    this.pages = this.drawing(this.element, section, { height: wall.clientHeight, width: wall.clientWidth, unit: unit() });
    return this.pages.map((page) => page.characters);
  }

  show(page) {
    for (const [number, each] of this.pages.entries()) show(each.element, number === page);
  }
}
