"""Add slides one by one: every one with a title of its own, a source and speaker notes."""

from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from enum import IntEnum

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.slide import Slide
from pptx.text.text import TextFrame
from pptx.util import Pt

from facilitator.analysis.records import Report
from facilitator.exports.deck_file import open_base, save_deck
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
# Indices of the placeholders in our layouts.
_SOURCE, _FOOTER, _NUMBER = 13, 10, 11


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
_SECTION_TITLE = Box(80, 150, 800, 130)
_BIG_TITLE = Box(48, 36, 864, 120)
_BIG_BODY = Box(48, 176, 864, 290)


class Slides:
    """A deck that is being written."""

    def __init__(self, report: Report, *, subject: str) -> None:
        self.report = report
        self._subject = subject
        self._deck = open_base()
        self._titles: set[str] = set()
        name = clean_line(f"{report.municipality} {report.title}")
        self._footer = cut_to_lines(name, width=720, size=11, lines=1)

    def add_cover(self, title: str, lines: Sequence[str], *, small: str, notes: str) -> Slide:
        """Add the first slide."""
        slide = self._add(Layout.COVER)
        self._write_title(slide, title, _COVER_TITLE, (40, 36, 32, 28))
        box = Box(80, 306, 800, 90)
        write(slide.placeholders[1].text_frame, lines, size=_fit(lines, box, (22, 20, 18)))
        room = Box(80, 404, 800, 104)
        write(slide.placeholders[_SOURCE].text_frame, [small], size=_fit([small], room, (14, 12)))
        _write_notes(slide, notes)
        return slide

    def add_section(self, title: str, lines: Sequence[str], *, notes: str) -> Slide:
        """Add a slide between two parts of the deck."""
        slide = self._add(Layout.SECTION)
        self._write_title(slide, title, _SECTION_TITLE, (36, 32, 28))
        box = Box(80, 318, 800, 130)
        _fill_or_remove(slide, 1, lines, _fit(lines, box, (22, 20, 18)))
        _write_notes(slide, notes)
        return slide

    def add(self, title: str, *, source: str, notes: str) -> Slide:
        """Add a slide with a title; the caller fills the room below."""
        slide = self._add(Layout.TITLE_ONLY)
        self._write_title(slide, title, TITLE, _TITLE_SIZES)
        self._write_source(slide, source)
        _write_notes(slide, notes)
        return slide

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
        width = BODY.width - 30  # the bullet hangs in front
        points = [
            part
            for point in points
            for part in split_to_lines(clean(point), width=width, size=_BODY_SIZES[-1], lines=12)
        ]
        size = choose_size(points, width=width, height=BODY.height, sizes=sizes, gap=10)
        slides = []
        for number, page in enumerate(_paginate(points, width, size or _BODY_SIZES[-1])):
            slide = self._add(Layout.BODY)
            self._write_title(slide, continued(title, number), TITLE, _TITLE_SIZES)
            write(slide.placeholders[1].text_frame, page, size=size or _BODY_SIZES[-1])
            self._write_source(slide, source)
            _write_notes(slide, notes)
            slides.append(slide)
        return slides

    def add_big(self, title: str, lines: Sequence[str], *, small: str, notes: str) -> Slide:
        """Add a slide to be read from the back of the room."""
        slide = self._add(Layout.BIG)
        self._write_title(slide, title, _BIG_TITLE, (44, 40, 36, 32, 28))
        lines = [clean(line) for line in lines]
        size = choose_size(
            lines,
            width=_BIG_BODY.width,
            height=_BIG_BODY.height,
            sizes=(36, 32, 28, 24, 20),
            gap=10,
        )
        _fill_or_remove(slide, 1, lines, size or 20)
        self._write_source(slide, small, size=18)
        _write_notes(slide, notes)
        return slide

    def finish(self) -> bytes:
        """Return the deck as bytes."""
        report = self.report
        for slide in self._deck.slides:
            _read_last(slide)
        return save_deck(
            self._deck,
            title=f"{report.municipality} {report.title}",
            subject=self._subject,
            moment=stamp(report.as_of),
        )

    def _add(self, layout: Layout) -> Slide:
        slide = self._deck.slides.add_slide(self._deck.slide_layouts[layout])
        # python-pptx leaves footer and number behind on purpose; people want the number.
        for shape in slide.slide_layout.placeholders:
            kind = shape.placeholder_format.type
            if kind in (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER):
                copy = deepcopy(shape._element)  # noqa: SLF001 -- there is no door to copy a shape
                copy.nvSpPr.cNvPr.set("id", str(900 + int(kind)))
                slide.shapes._spTree.append(copy)  # noqa: SLF001 -- same
        names = {one.placeholder_format.idx: one.name for one in slide.slide_layout.placeholders}
        for shape in slide.placeholders:
            shape.name = names[shape.placeholder_format.idx]
            if shape.placeholder_format.type is PP_PLACEHOLDER.FOOTER:
                write(shape.text_frame, [self._footer])
        return slide

    def _write_title(self, slide: Slide, title: str, box: Box, sizes: Sequence[int]) -> None:
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
        _write_heading(slide.shapes.title.text_frame, parts, size if size != sizes[0] else None)

    def _write_source(self, slide: Slide, source: str, size: float = 12) -> None:
        line = cut_to_lines(clean_line(source), width=BODY.width, size=size, lines=1)
        _fill_or_remove(slide, _SOURCE, [line] if line else [], None)


def _write_heading(frame: TextFrame, parts: Sequence[str], size: float | None) -> None:
    """Write a heading as one paragraph, its lines broken where it reads well."""
    paragraph = frame.paragraphs[0]
    for number, part in enumerate(parts):
        if number:
            paragraph.add_line_break()
        run = paragraph.add_run()
        run.text = part
        if size is not None:
            run.font.size = Pt(size)


def continued(title: str, number: int) -> str:
    """Return the title of a page; the first keeps it as it is."""
    if not number:
        return title
    return f"{title}（つづき）" if number == 1 else f"{title}（つづき{number}）"


def write(
    frame: TextFrame, paragraphs: Iterable[str], *, size: float | None = None, bold: bool = False
) -> None:
    """Write paragraphs into a text frame; line ends inside become paragraphs of their own."""
    lines = [line for text in paragraphs for line in clean(text).split("\n")]
    for run in frame.paragraphs[0].runs:
        run._r.getparent().remove(run._r)  # noqa: SLF001 -- a copied footer brings an empty run
    for number, line in enumerate(lines or [""]):
        paragraph = frame.paragraphs[0] if not number else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = line
        if size is not None:
            run.font.size = Pt(size)
        if bold:
            run.font.bold = True


def _read_last(slide: Slide) -> None:
    """Put source, footer and number at the end of the order in which a slide is read aloud."""
    last = (_SOURCE, _FOOTER, _NUMBER)
    found = {one.placeholder_format.idx: one._element for one in slide.placeholders}  # noqa: SLF001 -- the order is that of the elements
    for index in last:
        if index in found:
            slide.shapes._spTree.append(found[index])  # noqa: SLF001 -- same


def _fill_or_remove(slide: Slide, index: int, lines: Sequence[str], size: float | None) -> None:
    shape = slide.placeholders[index]
    if any(clean(line) for line in lines):
        write(shape.text_frame, lines, size=size)
    else:
        shape._element.getparent().remove(shape._element)  # noqa: SLF001 -- an empty one would show


def _write_notes(slide: Slide, notes: str) -> None:
    frame = slide.notes_slide.notes_text_frame
    if frame is not None:
        write(frame, [notes])


def _fit(lines: Sequence[str], box: Box, sizes: Sequence[int]) -> int:
    cleaned = [clean(line) for line in lines]
    chosen = choose_size(cleaned, width=box.width, height=box.height, sizes=sizes)
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
