"""Write into the places of one slide: what is measured fits, what does not is cut or goes on."""

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree
from pptx.oxml.ns import qn
from pptx.slide import Slide

from facilitator.exports.scenes import Place, Scene
from facilitator.exports.slide_shapes import BODY_SIZE, FOOT_SIZE, add_text
from facilitator.exports.slide_text import INK, MUTED, Style, write, write_number
from facilitator.exports.text_fitting import (
    LINE,
    choose_size,
    cut_to_lines,
    height_of,
)
from facilitator.exports.words import clean, clean_line

_FOOTER_SIZES = (11.0, 10.0)
_PLACE = f"{qn('p:nvSpPr')}/{qn('p:nvPr')}/{qn('p:ph')}"
# Ids of the places that python-pptx leaves behind in the layout on purpose.
_IDS = {"ftr": "915", "sldNum": "913"}


@dataclass(frozen=True, slots=True)
class Page:
    """A new slide and what is written on it: title, body, source, ftr, sldNum."""

    slide: Slide
    scene: Scene
    parts: dict[str, etree._Element]


def prepare_footers(scene: Scene, name: str) -> None:
    """Write into the copies of a layout's footers what is the same on all slides."""
    for footer in scene.footers:
        footer.element.nvSpPr.cNvPr.set("id", _IDS[footer.kind])
        usual = footer.place.usual or FOOT_SIZE
        sizes = [usual, *(one for one in _FOOTER_SIZES if one < usual)]
        size = max(
            _FOOTER_SIZES[-1], fit([name] if footer.kind == "ftr" else [""], footer.place, sizes)
        )
        style = Style(size if size != footer.place.usual else None)
        if footer.kind == "ftr":
            text = cut_to_lines(name, width=footer.place.box.width, size=size, lines=1)
            write(footer.element.txBody, [text], style)
        else:
            write_number(footer.element.txBody, style)


def take_parts(tree: etree._Element, scene: Scene) -> dict[str, etree._Element]:
    """Return the places of a new slide that will be filled; the others are taken away."""
    used = {
        place.index: name
        for name, place in (("title", scene.title), ("body", scene.body), ("source", scene.source))
        if place.index is not None
    }
    parts = {}
    for element in tree.findall(qn("p:sp")):
        index = int(element.find(_PLACE).get("idx", "0"))
        if index in used:
            element.nvSpPr.cNvPr.set("name", scene.names[index])
            parts[used[index]] = element
        else:
            tree.remove(element)
    return parts


def write_body(page: Page, lines: Sequence[str], sizes: Sequence[int]) -> None:
    place = page.scene.body
    # A line end inside becomes a paragraph with a gap of its own.
    parts = [part for line in lines for part in clean(line).split("\n")]
    size = fit(parts, place, sizes)
    fill(page, "body", place, _cut(parts, place, size), size)


def _cut(lines: Sequence[str], place: Place, size: float) -> list[str]:
    """Return as much as finds room, of every line its beginning: a template may leave little."""
    width = place.box.width - place.indent
    kept: list[str] = []
    left = place.box.height / place.spacing
    gap = place.gap / place.spacing
    for later, line in zip(reversed(range(len(lines))), lines, strict=True):
        if kept and left < size * LINE:
            break
        room = int((left - later * gap) / (size * LINE)) - later
        kept.append(cut_to_lines(line, width=width, size=size, lines=max(1, room)))
        left -= height_of([kept[-1]], width=width, size=size) + gap
    return kept


def fill(page: Page, name: str, place: Place, lines: Sequence[str], size: float | None) -> None:
    """Fill a place, or take it away: an empty one would show its prompt."""
    element = page.parts.get(name)
    if any(clean(line) for line in lines):
        if element is not None:
            write(element.txBody, lines, Style(size))
            return
        colour = MUTED if name == "source" else INK
        said = "出典" if name == "source" else "本文"
        size = size or place.usual or BODY_SIZE
        centred = place.align == "ctr"
        box = place.box
        shape = add_text(
            page.slide, box, lines, size=size, colour=colour, centred=centred, name=said
        )
        page.parts[name] = shape._element  # noqa: SLF001 -- moved to the end of the slide later
    elif element is not None:
        element.getparent().remove(element)
        del page.parts[name]


def write_source(page: Page, source: str) -> None:
    place = page.scene.source
    size = place.usual or FOOT_SIZE
    line = cut_to_lines(clean_line(source), width=place.box.width, size=size, lines=1)
    fill(page, "source", place, [line] if line else [], None)


def fit(lines: Sequence[str], place: Place, sizes: Sequence[float]) -> float:
    """Return the largest size at which all lines stand in a place, else the smallest."""
    chosen = choose_size(
        [clean(line) for line in lines],
        width=place.box.width - place.indent,
        height=place.box.height / place.spacing,
        sizes=sizes,
        gap=place.gap / place.spacing,
    )
    return chosen or sizes[-1]


def paginate(points: Sequence[str], place: Place, size: float) -> list[list[str]]:
    width = place.box.width - place.indent
    room = place.box.height / place.spacing
    pages: list[list[str]] = [[]]
    for point in points:
        page = [*pages[-1], point]
        if pages[-1] and height_of(page, width=width, size=size, gap=place.gap) > room:
            pages.append([point])
        else:
            pages[-1] = page
    return pages
