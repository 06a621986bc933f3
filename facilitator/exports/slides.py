"""Add slides one by one: every one with a title of its own, a source and speaker notes.

Where things stand is asked of the deck, never known: see `scenes`.
"""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide

from facilitator.analysis.records import Report
from facilitator.exports.box import Box
from facilitator.exports.deck_colours import repaint
from facilitator.exports.deck_file import open_base, save_deck
from facilitator.exports.layout_choice import Kind
from facilitator.exports.scenes import Place, Scene, read_scenes
from facilitator.exports.slide_shapes import BODY_SIZE, FOOT_ROOM, FOOT_SIZE, add_text
from facilitator.exports.slide_text import INK, MUTED, Style, write, write_heading, write_number
from facilitator.exports.text_fitting import (
    LINE,
    break_heading,
    choose_size,
    cut_to_lines,
    height_of,
    split_to_lines,
)
from facilitator.exports.words import clean, clean_line, stamp

_TITLE_SIZES = (28, 26, 24)
_LOW_TITLE_SIZES = (22, 20, 18)  # where a template has little room for a title
_NARROW_TITLE = 780.0  # points; a title of ours needs more
_FOOTER_SIZES = (11.0, 10.0)
_BODY_SIZES = (24, 22, 20, 18)
_PLACE = f"{qn('p:nvSpPr')}/{qn('p:nvPr')}/{qn('p:ph')}"
# What stands at the end of the order in which a slide is read aloud.
_LAST = ("source", "ftr", "sldNum")
# Ids of the places that python-pptx leaves behind in the layout on purpose.
_IDS = {"ftr": "915", "sldNum": "913"}


@dataclass(frozen=True, slots=True)
class _Page:
    """A new slide and what is written on it: title, body, source, ftr, sldNum."""

    slide: Slide
    scene: Scene
    parts: dict[str, etree._Element]


class Slides:
    """A deck that is being written."""

    def __init__(self, report: Report, *, subject: str, template: bytes | None = None) -> None:
        self.report = report
        self._subject = subject
        self._is_ours = template is None
        self._deck = open_base(template)
        self._titles: set[str] = set()
        self._pages: list[_Page] = []
        name = clean_line(f"{report.municipality} {report.title}")
        self._scenes = read_scenes(self._deck)
        for scene in self._scenes.values():
            _prepare_footers(scene, name)
        self.body = self._scenes[Kind.TITLE_ONLY].body.box

    @property
    def room(self) -> Box:
        """Return the body without the line at its foot."""
        return Box(self.body.left, self.body.top, self.body.width, self.body.height - FOOT_ROOM - 4)

    @property
    def foot(self) -> Box:
        """Return the line at the foot of the body."""
        return Box(self.body.left, self.body.bottom - FOOT_ROOM, self.body.width, FOOT_ROOM)

    def add_cover(self, title: str, lines: Sequence[str], *, small: str, notes: str) -> Slide:
        """Add the first slide."""
        page = self._add(Kind.COVER, notes)
        self._write_title(page, title, (40, 36, 32, 28))
        _write_body(page, lines, (22, 20, 18))
        source = page.scene.source
        _fill(page, "source", source, [small], _fit([small], source, (20, 18)))
        return page.slide

    def add_section(self, title: str, lines: Sequence[str], *, notes: str) -> Slide:
        """Add a slide between two parts of the deck."""
        page = self._add(Kind.SECTION, notes)
        self._write_title(page, title, (36, 32, 28))
        _write_body(page, lines, (22, 20, 18))
        return page.slide

    def add(self, title: str, *, source: str, notes: str) -> Slide:
        """Add a slide with a title; the caller fills the room below."""
        page = self._add(Kind.TITLE_ONLY, notes)
        self._write_title(page, title, _TITLE_SIZES)
        _write_source(page, source)
        return page.slide

    def add_points(
        self,
        title: str,
        points: Sequence[str],
        *,
        source: str,
        notes: str,
        sizes: Sequence[int] = _BODY_SIZES,
    ) -> list[Slide]:
        """Add a list of points, continued on further slides where it is long."""
        place = self._scenes[Kind.BODY].body
        width = place.box.width - place.indent
        most = max(1, min(12, int(place.box.height / (sizes[-1] * LINE * place.spacing))))
        points = [
            part
            for point in points
            for line in clean(point).split("\n")
            for part in split_to_lines(line, width=width, size=sizes[-1], lines=most)
        ]
        size = _fit(points, place, sizes)
        slides = []
        for number, shown in enumerate(_paginate(points, place, size)):
            page = self._add(Kind.BODY, notes)
            self._write_title(page, continued(title, number), _TITLE_SIZES)
            marked = shown if place.index is not None else [f"・{point}" for point in shown]
            _fill(page, "body", place, marked, size)
            _write_source(page, source)
            slides.append(page.slide)
        return slides

    def add_big(self, title: str, lines: Sequence[str], *, small: str, notes: str) -> Slide:
        """Add a slide to be read from the back of the room."""
        page = self._add(Kind.BIG, notes)
        self._write_title(page, title, (44, 40, 36, 32, 28))
        _write_body(page, lines, (36, 32, 28, 24, 20))
        _write_source(page, small)
        return page.slide

    def finish(self) -> bytes:
        """Return the deck as bytes."""
        report = self.report
        for page in self._pages:
            for name in _LAST:
                if name in page.parts:
                    page.parts[name].getparent().append(page.parts[name])
        if not self._is_ours:
            repaint(self._deck, self._scenes)
            _drop_unused(self._deck)
        return save_deck(
            self._deck,
            title=f"{report.municipality} {report.title}",
            subject=self._subject,
            moment=stamp(report.as_of),
        )

    def _add(self, kind: Kind, notes: str) -> _Page:
        scene = self._scenes[kind]
        slide = self._deck.slides.add_slide(scene.choice.layout)
        tree = slide.shapes._spTree  # noqa: SLF001 -- there is no door to copy a shape
        parts = _take_parts(tree, scene)
        for footer in scene.footers:
            parts[footer.kind] = deepcopy(footer.element)
            tree.append(parts[footer.kind])
        write(slide.notes_slide.notes_placeholder._element.txBody, [notes])  # noqa: SLF001 -- same
        page = _Page(slide, scene, parts)
        self._pages.append(page)
        return page

    def _write_title(self, page: _Page, title: str, sizes: Sequence[int]) -> None:
        title = clean_line(title) or "（題名なし）"
        place = page.scene.title
        box = place.box
        if box.height < 2 * sizes[-1] * LINE or box.width < _NARROW_TITLE:
            sizes = (*sizes, *(one for one in _LOW_TITLE_SIZES if one < sizes[-1]))
        size = _fit([title], place, sizes)
        lines = max(1, int(box.height / (size * LINE * place.spacing)))
        unique = cut_to_lines(title, width=box.width, size=size, lines=lines)
        number = 2
        while unique in self._titles:
            ending = f"（{number}）"
            room = title[: max(1, len(unique) - len(ending) - 1)]
            unique = (title if len(unique) == len(title) else room + "…") + ending
            number += 1
        self._titles.add(unique)
        parts = break_heading(unique, width=box.width, size=size)
        style = Style(size if size != place.usual else None)
        write_heading(page.parts["title"].txBody, parts, style)


def _drop_unused(deck: Deck) -> None:
    """Leave out the layouts on which no slide stands; people would have to tidy them away."""
    for layout in list(deck.slide_layouts):
        if not layout.used_by_slides:
            deck.slide_layouts.remove(layout)


def _prepare_footers(scene: Scene, name: str) -> None:
    """Write into the copies of a layout's footers what is the same on all slides."""
    for footer in scene.footers:
        footer.element.nvSpPr.cNvPr.set("id", _IDS[footer.kind])
        usual = footer.place.usual or FOOT_SIZE
        sizes = [usual, *(one for one in _FOOTER_SIZES if one < usual)]
        size = max(
            _FOOTER_SIZES[-1], _fit([name] if footer.kind == "ftr" else [""], footer.place, sizes)
        )
        style = Style(size if size != footer.place.usual else None)
        if footer.kind == "ftr":
            text = cut_to_lines(name, width=footer.place.box.width, size=size, lines=1)
            write(footer.element.txBody, [text], style)
        else:
            write_number(footer.element.txBody, style)


def _take_parts(tree: etree._Element, scene: Scene) -> dict[str, etree._Element]:
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


def continued(title: str, number: int) -> str:
    """Return the title of a page; the first keeps it as it is."""
    if not number:
        return title
    return f"{title}（つづき）" if number == 1 else f"{title}（つづき{number}）"


def _write_body(page: _Page, lines: Sequence[str], sizes: Sequence[int]) -> None:
    place = page.scene.body
    _fill(page, "body", place, lines, _fit(lines, place, sizes))


def _fill(page: _Page, name: str, place: Place, lines: Sequence[str], size: float | None) -> None:
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


def _write_source(page: _Page, source: str) -> None:
    place = page.scene.source
    size = place.usual or FOOT_SIZE
    line = cut_to_lines(clean_line(source), width=place.box.width, size=size, lines=1)
    _fill(page, "source", place, [line] if line else [], None)


def _fit(lines: Sequence[str], place: Place, sizes: Sequence[float]) -> float:
    """Return the largest size at which all lines stand in a place, else the smallest."""
    chosen = choose_size(
        [clean(line) for line in lines],
        width=place.box.width - place.indent,
        height=place.box.height / place.spacing,
        sizes=sizes,
        gap=place.gap / place.spacing,
    )
    return chosen or sizes[-1]


def _paginate(points: Sequence[str], place: Place, size: float) -> list[list[str]]:
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
