"""Add slides one by one: every one with a title of its own, a source and speaker notes.

Where things stand is asked of the deck, never known: see `scenes`.
"""

from collections.abc import Sequence
from copy import deepcopy

from pptx.presentation import Presentation as Deck
from pptx.slide import Slide

from facilitator.analysis.records import Report
from facilitator.exports.box import Box
from facilitator.exports.deck_colours import repaint
from facilitator.exports.deck_file import open_base, save_deck
from facilitator.exports.layout_choice import Kind
from facilitator.exports.scenes import find_scenes
from facilitator.exports.slide_places import (
    Page,
    fill,
    fit,
    paginate,
    prepare_footers,
    take_parts,
    write_body,
    write_source,
)
from facilitator.exports.slide_shapes import FOOT_ROOM
from facilitator.exports.slide_text import Style, hold_lines, write, write_heading
from facilitator.exports.text_fitting import (
    LINE,
    break_heading,
    cut_to_lines,
    split_to_lines,
)
from facilitator.exports.words import clean, clean_line, name_workshop, stamp

_TITLE_SIZES = (28, 26, 24)
_LOW_TITLE_SIZES = (22, 20, 18)  # where a template has little room for a title
_NARROW_TITLE = 780.0  # points; a title of ours needs more
_BODY_SIZES = (24, 22, 20, 18)
# What stands at the end of the order in which a slide is read aloud.
_LAST = ("source", "ftr", "sldNum")


class Slides:
    """A deck that is being written."""

    def __init__(self, report: Report, *, subject: str, template: bytes | None = None) -> None:
        self.report = report
        self._subject = subject
        self._template = template
        self._deck = open_base(template)
        self._titles: set[str] = set()
        self._pages: list[Page] = []
        name = name_workshop(report)
        self._scenes = find_scenes(self._deck, template)
        for scene in self._scenes.values():
            prepare_footers(scene, name)
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
        write_body(page, lines, (22, 20, 18))
        source = page.scene.source
        fill(page, "source", source, [small], fit([small], source, (20, 18)))
        return page.slide

    def add_section(self, title: str, lines: Sequence[str], *, notes: str) -> Slide:
        """Add a slide between two parts of the deck."""
        page = self._add(Kind.SECTION, notes)
        self._write_title(page, title, (36, 32, 28))
        write_body(page, lines, (22, 20, 18))
        return page.slide

    def add(self, title: str, *, source: str, notes: str) -> Slide:
        """Add a slide with a title; the caller fills the room below."""
        page = self._add(Kind.TITLE_ONLY, notes)
        self._write_title(page, title, _TITLE_SIZES)
        write_source(page, source)
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
        size = fit(points, place, sizes)
        slides = []
        for number, shown in enumerate(paginate(points, place, size)):
            page = self._add(Kind.BODY, notes)
            self._write_title(page, continued(title, number), _TITLE_SIZES)
            marked = shown if place.index is not None else [f"・{point}" for point in shown]
            fill(page, "body", place, marked, size)
            write_source(page, source)
            slides.append(page.slide)
        return slides

    def add_big(self, title: str, lines: Sequence[str], *, small: str, notes: str) -> Slide:
        """Add a slide to be read from the back of the room."""
        page = self._add(Kind.BIG, notes)
        self._write_title(page, title, (44, 40, 36, 32, 28))
        write_body(page, lines, (36, 32, 28, 24, 20))
        write_source(page, small)
        return page.slide

    def finish(self) -> bytes:
        """Return the deck as bytes."""
        report = self.report
        for page in self._pages:
            for name in _LAST:
                if name in page.parts:
                    page.parts[name].getparent().append(page.parts[name])
        if self._template is not None:
            repaint(self._deck, self._template)
            for page in self._pages:
                hold_lines(page.slide._element)  # noqa: SLF001 -- there is no door to paragraphs
            _drop_unused(self._deck)
        return save_deck(
            self._deck,
            title=name_workshop(report),
            subject=self._subject,
            moment=stamp(report.as_of),
        )

    def _add(self, kind: Kind, notes: str) -> Page:
        scene = self._scenes[kind]
        slide = self._deck.slides.add_slide(scene.choice.layout)
        tree = slide.shapes._spTree  # noqa: SLF001 -- there is no door to copy a shape
        parts = take_parts(tree, scene)
        for footer in scene.footers:
            parts[footer.kind] = deepcopy(footer.element)
            tree.append(parts[footer.kind])
        write(slide.notes_slide.notes_placeholder._element.txBody, [notes])  # noqa: SLF001 -- same
        page = Page(slide, scene, parts)
        self._pages.append(page)
        return page

    def _write_title(self, page: Page, title: str, sizes: Sequence[int]) -> None:
        title = clean_line(title) or "（題名なし）"
        place = page.scene.title
        box = place.box
        if box.height < 2 * sizes[-1] * LINE or box.width < _NARROW_TITLE:
            sizes = (*sizes, *(one for one in _LOW_TITLE_SIZES if one < sizes[-1]))
        size = fit([title], place, sizes)
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


def continued(title: str, number: int) -> str:
    """Return the title of a page; the first keeps it as it is."""
    if not number:
        return title
    return f"{title}（つづき）" if number == 1 else f"{title}（つづき{number}）"
