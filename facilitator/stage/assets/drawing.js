// A section that is one drawing, or several pages of rows: they are drawn together, one is shown.

import { show, unit } from "./dom.js";

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
