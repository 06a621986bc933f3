// Sections that are drawn anew from their numbers: which drawing belongs to which kind.

import { drawGrid } from "./axes.js";
import { show, unit } from "./dom.js";
import { drawBars, drawScales, drawTable } from "./figures.js";
import { drawQuadrants } from "./quadrants.js";
import { drawRanking } from "./ranking.js";

export const DRAW = { bars: drawBars, scales: drawScales, table: drawTable, grid: drawGrid, ranking: drawRanking, quadrants: drawQuadrants };

// A section that is one drawing, or several pages of rows.
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
