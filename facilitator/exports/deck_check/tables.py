"""Check tables: a head, letters large enough and in view, every row as high as its words."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from pptx.oxml.ns import qn

from facilitator.exports.deck_check.colours import Fill
from facilitator.exports.deck_check.grounds import check_contrast, cover, find_below
from facilitator.exports.deck_check.looks import read_cell
from facilitator.exports.deck_check.pages import Page, Shape
from facilitator.exports.deck_check.rules import Found
from facilitator.exports.deck_check.text_rules import add_heights, check_faces, check_sizes

_POINT = 12700
_SPARE = 1.0
_MARGINS = (("marL", 7.2), ("marR", 7.2), ("marT", 3.6), ("marB", 3.6))
# The style PowerPoint gives to a new table; files do not always carry it.
_USUAL_STYLE = "{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}"


@dataclass(frozen=True, slots=True)
class _Part:
    """How a style of tables paints a kind of row."""

    fill: Fill | str = ""
    text: Fill = None
    bold: bool = False


def check_table(page: Page, shape: Shape, table: etree._Element) -> Found:
    """Report what is wrong with a table."""
    properties = table.find(qn("a:tblPr"))
    if properties is None or properties.get("firstRow") not in ("1", "true"):
        yield "no head", shape.name
    widths = [int(one.get("w", 0)) / _POINT for one in table.iter(qn("a:gridCol"))]
    below = find_below(page, shape, shape.box)
    total = 0.0
    for number, row in enumerate(table.iterchildren(qn("a:tr"))):
        height = int(row.get("h", 0)) / _POINT
        total += height
        part = _find_part(page, properties, number)
        for cell, width in _list_cells(row, widths):
            yield from _check_cell(page, cell, width, height, part, below)
    if shape.box is not None and total > shape.box.height + _SPARE:
        yield "overflow", f"{shape.name} {total:.0f} > {shape.box.height:.0f}"


def _list_cells(row: etree._Element, widths: list[float]) -> Iterator[tuple[etree._Element, float]]:
    for place, cell in enumerate(row.iterchildren(qn("a:tc"))):
        if cell.get("hMerge") != "1" and cell.get("vMerge") != "1":
            yield cell, sum(widths[place : place + int(cell.get("gridSpan", 1))])


def _check_cell(
    page: Page, cell: etree._Element, width: float, height: float, part: _Part, below: Fill
) -> Found:
    paragraphs = list(read_cell(page, cell, part.text, bold=part.bold))
    if not any(one.text.strip() for one in paragraphs):
        return
    yield from check_sizes(paragraphs)
    yield from check_faces(paragraphs)
    properties = cell.find(qn("a:tcPr"))
    fill = page.palette.fill(properties)
    fill = part.fill if isinstance(fill, str) else fill
    yield from check_contrast(paragraphs, cover([] if isinstance(fill, str) else fill, below))
    left, right, top, bottom = (
        int(properties.get(name, usual * _POINT)) / _POINT if properties is not None else usual
        for name, usual in _MARGINS
    )
    used = add_heights(paragraphs, width - left - right) + top + bottom
    if used > height + _SPARE and int(cell.get("rowSpan", 1)) == 1:
        yield "overflow", f"{used:.0f} > {height:.0f} {paragraphs[0].text[:20]}"


def _find_part(page: Page, properties: etree._Element | None, number: int) -> _Part:
    """Return how the style of the table paints a row."""
    if properties is None:
        return _Part()
    head = properties.get("firstRow") == "1"
    key = properties.findtext(qn("a:tableStyleId")) or ""
    names = ["wholeTbl"]
    if properties.get("bandRow") == "1":
        names.insert(0, "band2H" if (number - head) % 2 else "band1H")
    if head and number == 0:
        names.insert(0, "firstRow")
    style = _find_style(page, key)
    if style is None:
        return _paint_usual(page, names[0]) if key == _USUAL_STYLE else _Part()
    fill: Fill | str = ""
    text: Fill = None
    bold = False
    for name in names:
        found = style.find(qn(f"a:{name}"))
        if found is None:
            continue
        letters = found.find(qn("a:tcTxStyle"))
        if letters is not None:
            bold = bold or letters.get("b") == "on"
            colour = page.palette.resolve(letters)
            text = text or ([colour] if colour else None)
        own = page.palette.fill(found.find(f"{qn('a:tcStyle')}/{qn('a:fill')}"))
        fill = own if fill == "" else fill
    return _Part(fill, text, bold)


def _find_style(page: Page, key: str) -> etree._Element | None:
    root = page.package.root(page.package.find(page.package.main, "tableStyles") or "")
    found = (one for one in root if one.get("styleId") == key) if root is not None else ()
    return next(iter(found), None)


def _paint_usual(page: Page, name: str) -> _Part:
    holder = etree.Element(qn("a:solidFill"))
    colour = etree.SubElement(holder, qn("a:schemeClr"), {"val": "accent1"})
    if name != "firstRow":
        part = "40000" if name == "band1H" else "20000"
        etree.SubElement(colour, qn("a:tint"), {"val": part})
    text = etree.Element(qn("a:solidFill"))
    letters = "bg1" if name == "firstRow" else "tx1"
    etree.SubElement(text, qn("a:schemeClr"), {"val": letters})
    return _Part(page.palette.fill([holder]), page.palette.own_fill([text]), name == "firstRow")
