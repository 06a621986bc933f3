"""Draw texts and tables on a slide; every text is measured before it is placed."""

from collections.abc import Sequence

from lxml import etree
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.shapes.base import BaseShape
from pptx.slide import Slide
from pptx.table import Table, _Cell
from pptx.text.text import TextFrame
from pptx.util import Pt

from facilitator.exports.slides import Box, write
from facilitator.exports.text_fitting import LINE, choose_size, count_lines, cut_to_lines
from facilitator.exports.words import clean, clean_line

MAIN = MSO_THEME_COLOR.ACCENT_1
ACCENT = MSO_THEME_COLOR.ACCENT_2
QUIET = MSO_THEME_COLOR.ACCENT_4
SOFT = MSO_THEME_COLOR.BACKGROUND_2
MUTED = MSO_THEME_COLOR.ACCENT_6
WHITE = MSO_THEME_COLOR.BACKGROUND_1
INK = MSO_THEME_COLOR.TEXT_1

BODY_SIZE = 18
FOOT_SIZE = 14
FOOT_ROOM = 18  # points for one line of it
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
    """Add text without a frame; what does not fit at 14 points is cut with 「…」."""
    texts = [clean(line) for line in lines]
    sizes = [s for s in (size, 20, 18, 16, FOOT_SIZE) if s <= size] or [size]
    fitting = choose_size(texts, width=box.width, height=box.height, sizes=sizes)
    if fitting is None:
        fitting = sizes[-1]
        room = max(1, int(box.height / (fitting * LINE)))
        texts = [cut_to_lines("\n".join(texts), width=box.width, size=fitting, lines=room)]
    shape = slide.shapes.add_textbox(Pt(box.left), Pt(box.top), Pt(box.width), Pt(box.height))
    describe(shape, name)
    frame = shape.text_frame
    prepare_frame(frame, 0, 0)
    write(frame, texts, size=fitting, bold=bold)
    for paragraph in frame.paragraphs:
        if centred:
            paragraph.alignment = PP_ALIGN.CENTER
        for run in paragraph.runs:
            run.font.color.theme_color = colour
    return shape


def prepare_frame(frame: TextFrame, inset_x: float, inset_y: float) -> None:
    """Wrap words, set insets, and let later edits shrink the text."""
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = Pt(inset_x)
    frame.margin_top = frame.margin_bottom = Pt(inset_y)
    properties = frame._txBody.bodyPr  # noqa: SLF001 -- the API writes a size we must not set
    for old in properties.findall(qn("a:spAutoFit")) + properties.findall(qn("a:normAutofit")):
        properties.remove(old)
    properties.append(properties.makeelement(qn("a:normAutofit"), {}))


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
    for line, (row, height) in enumerate(zip((header, *rows), heights, strict=True)):
        table.rows[line].height = Pt(height)
        for place, text in enumerate(row):
            head = line == 0 or (first_column and place == 0)
            _write_cell(table.cell(line, place), text, size=size, bold=head, top=line == 0)
    return table


def tell_rest(slide: Slide, box: Box, number: int, unit: str) -> None:
    """Say at the bottom of a box how much more stands in the Excel file."""
    if number > 0:
        place = Box(box.left, box.top + box.height - FOOT_ROOM, box.width, FOOT_ROOM)
        words = f"残りはExcelにあります（{number}{unit}）"
        add_text(slide, place, [words], size=FOOT_SIZE, name="残り")


def row_height(row: Sequence[str], widths: Sequence[float], size: float) -> float:
    """Return how high a row must be."""
    lines = max(
        count_lines(clean(text), width=width - 2 * _CELL_X, size=size)
        for text, width in zip(row, widths, strict=True)
    )
    return lines * size * LINE + 2 * _CELL_Y


def _write_cell(cell: _Cell, text: str, *, size: float, bold: bool, top: bool) -> None:
    write(cell.text_frame, [text], size=size, bold=bold)
    cell.margin_left = cell.margin_right = Pt(_CELL_X)
    cell.margin_top = cell.margin_bottom = Pt(_CELL_Y)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE if top else MSO_ANCHOR.TOP
    if top:
        cell.fill.solid()
        cell.fill.fore_color.theme_color = MAIN
    else:
        cell.fill.background()
    for paragraph in cell.text_frame.paragraphs:
        for run in paragraph.runs:
            run.font.color.theme_color = WHITE if top else INK
    _underline(cell)


def _underline(cell: _Cell) -> None:
    properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001 -- python-pptx has no door to cell borders
    line = etree.SubElement(properties, qn("a:lnB"), {"w": "9525"})
    colour = etree.SubElement(etree.SubElement(line, qn("a:solidFill")), qn("a:schemeClr"))
    colour.set("val", "accent4")
    # The schema wants borders before the fill.
    properties.insert(0, line)
