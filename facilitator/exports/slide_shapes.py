"""Draw texts and tables on a slide; every text is measured before it is placed."""

from collections.abc import Sequence

from lxml import etree
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.oxml.ns import qn
from pptx.shapes.base import BaseShape
from pptx.slide import Slide
from pptx.table import Table
from pptx.util import Pt

from facilitator.exports.box import Box
from facilitator.exports.slide_text import INK, MAIN, QUIET, WHITE, Style, paint, write
from facilitator.exports.text_fitting import (
    LINE,
    choose_size,
    count_lines,
    cut_to_lines,
    line_width,
)
from facilitator.exports.words import clean, clean_line

BODY_SIZE = 18
FOOT_SIZE = 18
FOOT_ROOM = 24  # points for one line of it
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # a table without style and grid
_CELL_X, _CELL_Y = 6, 4


def describe(shape: BaseShape, name: str, alt: str = "") -> None:
    """Give a shape a Japanese name and, for those who do not see it, its content in words."""
    properties = shape._element._nvXxPr.cNvPr  # noqa: SLF001 -- python-pptx has no door to the alt text
    properties.set("name", clean_line(name))
    if alt:
        properties.set("descr", clean_line(alt))


def add_text(
    slide: Slide,
    box: Box,
    lines: Sequence[str],
    *,
    size: float = BODY_SIZE,
    colour: MSO_THEME_COLOR = INK,
    bold: bool = False,
    centred: bool = False,
    name: str = "文",
) -> BaseShape:
    """Add text without a frame; what does not fit at 18 points is cut with 「…」."""
    texts = [clean(line) for line in lines]
    sizes = [s for s in (size, 20, BODY_SIZE) if s <= size] or [size]
    fitting = choose_size(texts, width=box.width, height=box.height, sizes=sizes)
    if fitting is None:
        fitting = sizes[-1]
        room = max(1, int(box.height / (fitting * LINE)))
        texts = [cut_to_lines("\n".join(texts), width=box.width, size=fitting, lines=room)]
    shape = slide.shapes.add_textbox(Pt(box.left), Pt(box.top), Pt(box.width), Pt(box.height))
    describe(shape, name)
    body = shape._element.txBody  # noqa: SLF001 -- written directly, see slide_text
    prepare_body(body, 0, 0)
    write(body, texts, Style(fitting, bold, colour, "ctr" if centred else ""))
    return shape


def prepare_body(body: etree._Element, inset_x: float, inset_y: float) -> None:
    """Wrap words, set insets, and let later edits shrink the text."""
    properties = body.bodyPr
    properties.set("wrap", "square")
    for side, inset in zip("lrtb", (inset_x, inset_x, inset_y, inset_y), strict=True):
        properties.set(f"{side}Ins", str(Pt(inset)))
    for old in list(properties):
        properties.remove(old)
    etree.SubElement(properties, qn("a:normAutofit"))


def add_table(
    slide: Slide,
    box: Box,
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    widths: Sequence[float],
    size: float,
    alt: str,
    first_column: bool = False,
) -> Table:
    """Draw a table with a head; heights are measured and written, so that it ends where we say."""
    heights = [row_height(row, widths, size) for row in (header, *rows)]
    graphic = slide.shapes.add_table(
        len(rows) + 1, len(header), Pt(box.left), Pt(box.top), Pt(sum(widths)), Pt(sum(heights))
    )
    describe(graphic, "表", alt)
    table = graphic.table
    table._tbl.tblPr.find(qn("a:tableStyleId")).text = _NO_STYLE  # noqa: SLF001 -- no door to the style
    table.horz_banding = False
    table.first_col = first_column
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Pt(width)
    lines = zip(table._tbl.tr_lst, (header, *rows), heights, strict=True)  # noqa: SLF001 -- see slide_text
    for number, (line, row, height) in enumerate(lines):
        line.set("h", str(Pt(height)))
        for place, (cell, text) in enumerate(zip(line.tc_lst, row, strict=True)):
            bold = number == 0 or (first_column and place == 0)
            _write_cell(cell, text, size=size, bold=bold, head=number == 0)
    return table


def tell_rest(slide: Slide, box: Box, number: int, unit: str) -> None:
    """Say at the bottom of a box how much more stands in the Excel file."""
    if number > 0:
        place = Box(box.left, box.top + box.height - FOOT_ROOM, box.width, FOOT_ROOM)
        least = f"ほか{number}{unit}"
        ways = (f"残りはExcelにあります（{number}{unit}）", f"{least}はExcelに")
        words = next((one for one in ways if line_width(one, size=FOOT_SIZE) <= box.width), least)
        add_text(slide, place, [words], size=FOOT_SIZE, name="残り")


def row_height(row: Sequence[str], widths: Sequence[float], size: float) -> float:
    """Return how high a row must be."""
    lines = max(
        count_lines(clean(text), width=width - 2 * _CELL_X, size=size)
        for text, width in zip(row, widths, strict=True)
    )
    return lines * size * LINE + 2 * _CELL_Y


def _write_cell(cell: etree._Element, text: str, *, size: float, bold: bool, head: bool) -> None:
    write(cell.get_or_add_txBody(), [text], Style(size, bold, WHITE if head else INK))
    properties = cell.get_or_add_tcPr()
    for side, inset in zip("LRTB", (_CELL_X, _CELL_X, _CELL_Y, _CELL_Y), strict=True):
        properties.set(f"mar{side}", str(Pt(inset)))
    properties.set("anchor", "ctr" if head else "t")
    paint(etree.SubElement(properties, qn("a:lnB"), {"w": str(Pt(0.75))}), QUIET)
    if head:
        paint(properties, MAIN)
    else:
        etree.SubElement(properties, qn("a:noFill"))
