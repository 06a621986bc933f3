"""Add slides one by one: every one with a title of its own, a source and speaker notes."""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from enum import IntEnum

from lxml import etree
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn
from pptx.slide import Slide, SlideLayout

from facilitator.analysis.records import Report
from facilitator.exports.deck_file import open_base, save_deck
from facilitator.exports.slide_text import Style, write, write_heading
from facilitator.exports.text_fitting import (
    break_heading,
    choose_size,
    cut_to_lines,
    height_of,
    split_to_lines,
)
from facilitator.exports.words import clean, clean_line, stamp

_TITLE_SIZES = (28, 26, 24)
_BODY_SIZES = (24, 22, 20, 18)
_BULLET = 30  # points a bullet hangs in front of its text
# Indices of the placeholders in our layouts.
_TITLE, _BODY, _SOURCE, _FOOTER, _NUMBER = 0, 1, 13, 10, 11
_PLACE = f"{qn('p:nvSpPr')}/{qn('p:nvPr')}/{qn('p:ph')}"


class Layout(IntEnum):
    """The layouts of the base deck in their order."""

    COVER = 0
    SECTION = 1
    BODY = 2
    TITLE_ONLY = 3
    BIG = 4


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points."""

    left: float
    top: float
    width: float
    height: float

    def part(self, left: float, width: float) -> "Box":
        """Return a part of the same height, both in shares of the width."""
        return Box(self.left + self.width * left, self.top, self.width * width, self.height)


TITLE = Box(48, 28, 864, 76)
BODY = Box(48, 128, 864, 346)
_COVER_TITLE = Box(80, 120, 800, 150)
_COVER_LINES = Box(80, 306, 800, 90)
_COVER_SMALL = Box(80, 404, 800, 104)
_SECTION_TITLE = Box(80, 150, 800, 130)
_SECTION_LINES = Box(80, 318, 800, 130)
_BIG_TITLE = Box(48, 36, 864, 120)
_BIG_BODY = Box(48, 176, 864, 290)


@dataclass(frozen=True, slots=True)
class _Page:
    """A new slide and its placeholders by index."""

    slide: Slide
    places: dict[int, etree._Element]


class Slides:
    """A deck that is being written."""

    def __init__(self, report: Report, *, subject: str) -> None:
        self.report = report
        self._subject = subject
        self._deck = open_base()
        self._titles: set[str] = set()
        self._pages: list[_Page] = []
        name = clean_line(f"{report.municipality} {report.title}")
        self._footer = cut_to_lines(name, width=720, size=11, lines=1)
        self._layouts = [_Shared.read(layout, self._footer) for layout in self._deck.slide_layouts]

    def add_cover(self, title: str, lines: Sequence[str], *, small: str, notes: str) -> Slide:
        """Add the first slide."""
        page = self._add(Layout.COVER, notes)
        self._write_title(page, title, _COVER_TITLE, (40, 36, 32, 28))
        _fill(page, _BODY, lines, _fit(lines, _COVER_LINES, (22, 20, 18)))
        _fill(page, _SOURCE, [small], _fit([small], _COVER_SMALL, (14, 12)))
        return page.slide

    def add_section(self, title: str, lines: Sequence[str], *, notes: str) -> Slide:
        """Add a slide between two parts of the deck."""
        page = self._add(Layout.SECTION, notes)
        self._write_title(page, title, _SECTION_TITLE, (36, 32, 28))
        _fill(page, _BODY, lines, _fit(lines, _SECTION_LINES, (22, 20, 18)))
        return page.slide

    def add(self, title: str, *, source: str, notes: str) -> Slide:
        """Add a slide with a title; the caller fills the room below."""
        page = self._add(Layout.TITLE_ONLY, notes)
        self._write_title(page, title, TITLE, _TITLE_SIZES)
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
        width = BODY.width - _BULLET
        points = [
            part
            for point in points
            for part in split_to_lines(clean(point), width=width, size=sizes[-1], lines=12)
        ]
        chosen = choose_size(points, width=width, height=BODY.height, sizes=sizes, gap=10)
        size = chosen or sizes[-1]
        slides = []
        for number, shown in enumerate(_paginate(points, width, size)):
            page = self._add(Layout.BODY, notes)
            self._write_title(page, continued(title, number), TITLE, _TITLE_SIZES)
            _fill(page, _BODY, shown, size)
            _write_source(page, source)
            slides.append(page.slide)
        return slides

    def add_big(self, title: str, lines: Sequence[str], *, small: str, notes: str) -> Slide:
        """Add a slide to be read from the back of the room."""
        page = self._add(Layout.BIG, notes)
        self._write_title(page, title, _BIG_TITLE, (44, 40, 36, 32, 28))
        _fill(page, _BODY, lines, _fit(lines, _BIG_BODY, (36, 32, 28, 24, 20), gap=10))
        _write_source(page, small, size=18)
        return page.slide

    def finish(self) -> bytes:
        """Return the deck as bytes."""
        report = self.report
        for page in self._pages:
            _read_last(page)
        return save_deck(
            self._deck,
            title=f"{report.municipality} {report.title}",
            subject=self._subject,
            moment=stamp(report.as_of),
        )

    def _add(self, layout: Layout, notes: str) -> _Page:
        shared = self._layouts[layout]
        slide = self._deck.slides.add_slide(shared.layout)
        tree = slide.shapes._spTree  # noqa: SLF001 -- there is no door to copy a shape
        for element in shared.copies:
            tree.append(deepcopy(element))
        places = _list_places(tree)
        for index, element in places.items():
            element.nvSpPr.cNvPr.set("name", shared.names[index])
        write(slide.notes_slide.notes_placeholder._element.txBody, [notes])  # noqa: SLF001 -- same
        page = _Page(slide, places)
        self._pages.append(page)
        return page

    def _write_title(self, page: _Page, title: str, box: Box, sizes: Sequence[int]) -> None:
        title = clean_line(title) or "（題名なし）"
        size = choose_size([title], width=box.width, height=box.height, sizes=sizes) or sizes[-1]
        lines = int(box.height / (size * 1.2))
        unique = cut_to_lines(title, width=box.width, size=size, lines=lines)
        number = 2
        while unique in self._titles:
            ending = f"（{number}）"
            room = title[: max(1, len(unique) - len(ending) - 1)]
            unique = (title if len(unique) == len(title) else room + "…") + ending
            number += 1
        self._titles.add(unique)
        parts = break_heading(unique, width=box.width, size=size)
        style = Style(size if size != sizes[0] else None)
        write_heading(page.places[_TITLE].txBody, parts, style)


@dataclass(frozen=True, slots=True)
class _Shared:
    """What all slides of a layout have in common, read once."""

    layout: SlideLayout
    copies: tuple[etree._Element, ...]
    names: dict[int, str]

    @classmethod
    def read(cls, layout: SlideLayout, footer: str) -> "_Shared":
        """Take footer and number too, which python-pptx leaves behind on purpose."""
        copies = []
        for shape in layout.placeholders:
            kind = shape.placeholder_format.type
            if kind in (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER):
                copy = deepcopy(shape._element)  # noqa: SLF001 -- there is no door to copy a shape
                copy.nvSpPr.cNvPr.set("id", str(900 + int(kind)))
                if kind is PP_PLACEHOLDER.FOOTER:
                    write(copy.txBody, [footer])
                copies.append(copy)
        names = {one.placeholder_format.idx: one.name for one in layout.placeholders}
        return cls(layout, tuple(copies), names)


def _list_places(tree: etree._Element) -> dict[int, etree._Element]:
    places = {}
    for element in tree.findall(qn("p:sp")):
        place = element.find(_PLACE)
        if place is not None:
            places[int(place.get("idx", "0"))] = element
    return places


def continued(title: str, number: int) -> str:
    """Return the title of a page; the first keeps it as it is."""
    if not number:
        return title
    return f"{title}（つづき）" if number == 1 else f"{title}（つづき{number}）"


def _fill(page: _Page, index: int, lines: Sequence[str], size: float | None) -> None:
    """Fill a placeholder, or take it away: an empty one would show its prompt."""
    element = page.places[index]
    if any(clean(line) for line in lines):
        write(element.txBody, lines, Style(size))
    else:
        element.getparent().remove(element)
        del page.places[index]


def _write_source(page: _Page, source: str, size: float = 12) -> None:
    line = cut_to_lines(clean_line(source), width=BODY.width, size=size, lines=1)
    _fill(page, _SOURCE, [line] if line else [], None)


def _read_last(page: _Page) -> None:
    """Put source, footer and number at the end of the order in which a slide is read aloud."""
    for index in (_SOURCE, _FOOTER, _NUMBER):
        if index in page.places:
            page.places[index].getparent().append(page.places[index])


def _fit(lines: Sequence[str], box: Box, sizes: Sequence[int], gap: float = 0) -> int:
    cleaned = [clean(line) for line in lines]
    chosen = choose_size(cleaned, width=box.width, height=box.height, sizes=sizes, gap=gap)
    return int(chosen or sizes[-1])


def _paginate(points: Sequence[str], width: float, size: float) -> list[list[str]]:
    pages: list[list[str]] = [[]]
    for point in points:
        page = [*pages[-1], point]
        if pages[-1] and height_of(page, width=width, size=size, gap=10) > BODY.height:
            pages.append([point])
        else:
            pages[-1] = page
    return pages
