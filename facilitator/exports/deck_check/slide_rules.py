"""Check how a slide is built: title, notes, order, what tells of pictures, what covers what."""

from collections import Counter
from collections.abc import Iterable
from itertools import combinations

from lxml import etree
from pptx.oxml.ns import qn

from facilitator.exports.deck_check.grounds import read_fill
from facilitator.exports.deck_check.looks import read_body, read_paragraphs
from facilitator.exports.deck_check.pages import Page, Rect, Shape
from facilitator.exports.deck_check.rules import Found, Problem
from facilitator.exports.deck_check.text_rules import measure

_SPARE = 1.0
_THIN = 6.0  # points; what is thinner is a line, and tells nothing by its colour
_NO_EMPTY = ("ftr", "sldNum", "dt")
_TOLD = ("pic", "graphicFrame")


def check_titles(pages: Iterable[Page]) -> Iterable[Problem]:
    """Report slides without a title of their own that is read first."""
    seen: Counter[str] = Counter()
    for page in pages:
        text = page.title.text.strip() if page.title is not None else ""
        if page.title is None or not text:
            yield Problem(page.number, "title missing", "")
            continue
        if page.shapes[0] is not page.title:
            yield Problem(page.number, "title not read first", text)
        seen[text] += 1
        if seen[text] > 1:
            yield Problem(page.number, "title twice", text)


def check_page(page: Page, width: float, height: float) -> Found:
    """Report what is wrong with a slide as a whole."""
    ids = Counter(one.get("id") for one in page.root.iter(qn("p:cNvPr")))
    yield from (("id twice", str(one)) for one, times in ids.items() if times > 1)
    if not _has_notes(page):
        yield "notes missing", ""
    for shape in page.shapes:
        yield from _check_place(shape, width, height)
        if shape.kind in _TOLD and not shape.is_decoration and not shape.properties.get("descr"):
            yield "alt text missing", shape.name
        empty = shape.place is not None and shape.kind == "sp" and not shape.text.strip()
        if empty and shape.place not in _NO_EMPTY:
            yield "empty placeholder", shape.name
    yield from _check_overlaps(page)
    yield from _check_colours(page)


def _has_notes(page: Page) -> bool:
    if page.notes is None:
        return False
    bodies = (
        place.getparent().getparent().getparent()
        for place in page.notes.iter(qn("p:ph"))
        if place.get("type") == "body"
    )
    return any((node.text or "").strip() for body in bodies for node in body.iter(qn("a:t")))


def _check_place(shape: Shape, width: float, height: float) -> Found:
    box = shape.box
    if box is not None and (
        min(box.left, box.top) < -_SPARE
        or box.right > width + _SPARE
        or box.bottom > height + _SPARE
    ):
        yield "outside", shape.name


def _check_overlaps(page: Page) -> Found:
    """Report contents that lie on each other, and fills that hide what is below them."""
    drawn = [(one, _find_ink(page, one)) for one in page.shapes if one.kind != "cxnSp"]
    for (below, ink), (above, box) in combinations(drawn, 2):
        if ink is None or box is None:
            continue
        across = min(ink.right, box.right) - max(ink.left, box.left)
        down = min(ink.bottom, box.bottom) - max(ink.top, box.top)
        if across > _SPARE and down > _SPARE and _tells(below) and _hides(page, above):
            yield "overlap", f"{below.name} / {above.name}"


def _tells(shape: Shape) -> bool:
    """Tell whether people read something in it; a plain form may lie behind others."""
    return shape.kind in _TOLD or bool(shape.text.strip())


def _hides(page: Page, shape: Shape) -> bool:
    return _tells(shape) or read_fill(page.palette, shape) != []


def _find_ink(page: Page, shape: Shape) -> Rect | None:
    """Return where something is drawn: of a text without a fill only its lines."""
    box = shape.box
    if box is None or shape.kind != "sp" or read_fill(page.palette, shape) != []:
        return box
    if not shape.text.strip() or read_body(shape, "vert") not in (None, "horz"):
        return box if shape.text.strip() else None
    used, room = measure(shape, list(read_paragraphs(page, shape)), box)
    anchor = read_body(shape, "anchor") or "t"
    spare = max(0.0, room - used)
    top = box.top + {"ctr": spare / 2, "b": spare}.get(anchor, 0.0)
    return Rect(box.left, top, box.right, top + box.height - spare)


def _check_colours(page: Page) -> Found:
    """Report forms, cells and words that differ in nothing but their colour."""
    forms: dict[str, set[str]] = {}
    for shape in page.shapes:
        fill = read_fill(page.palette, shape) if shape.kind == "sp" else []
        if not fill or shape.box is None or shape.text.strip() or shape.properties.get("descr"):
            continue
        if min(shape.box.width, shape.box.height) > _THIN:
            size = f"{shape.box.width:.0f} {shape.box.height:.0f}"
            forms.setdefault(f"{_read_form(shape)} {size}", set()).add(str(fill))
    if any(len(fills) > 1 for fills in forms.values()):
        yield "colour alone", "形"
    for shape in page.shapes:
        if shape.table is not None and len(_list_cell_fills(page, shape.table)) > 1:
            yield "colour alone", shape.name
        for paragraph in read_paragraphs(page, shape) if shape.body is not None else ():
            looks = {(r.size, r.bold, r.marked) for r in paragraph.runs if r.text.strip()}
            colours = {str(r.colours) for r in paragraph.runs if r.text.strip()}
            if len(colours) > 1 and len(looks) == 1:
                yield "colour alone", paragraph.text[:20]


def _read_form(shape: Shape) -> str:
    form = shape.element.find(f"{qn('p:spPr')}/{qn('a:prstGeom')}")
    return form.get("prst", "") if form is not None else ""


def _list_cell_fills(page: Page, table: etree._Element) -> set[str]:
    """Return the colours of cells in which nothing is written."""
    found = set()
    for cell in table.iter(qn("a:tc")):
        if not any((node.text or "").strip() for node in cell.iter(qn("a:t"))):
            fill = page.palette.fill(cell.find(qn("a:tcPr")))
            if fill and not isinstance(fill, str):
                found.add(str(fill))
    return found
