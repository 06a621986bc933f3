"""Draw the map of overlaps from shapes that can be moved: people, and between them what meets.

People stand on two sides, each overlap in the middle with its kind in words, and lines lead
to everybody whose words it rests on. Lines stay glued when a box is moved.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.shapes.base import BaseShape
from pptx.slide import Slide
from pptx.util import Pt

from facilitator.analysis import told_findings
from facilitator.analysis.records import ReportedWorksheet
from facilitator.analysis.told import ToldOverlap
from facilitator.exports.box import Box
from facilitator.exports.slide_shapes import describe, prepare_body
from facilitator.exports.slide_text import INK, MAIN, WHITE, Style, write
from facilitator.exports.slides import Slides
from facilitator.exports.telling import explain, tell_source
from facilitator.exports.text_fitting import LINE, cut_to_lines
from facilitator.exports.two_sides import set_on_sides
from facilitator.exports.words import clean_line

_MOST = 12  # people or overlaps that can be read on one map
_LEAST = 28.0  # points of height for one of them with its gap
_PERSON_WIDTH, _CHIP_WIDTH = 250.0, 150.0
_PERSON_SHARE, _CHIP_SHARE = 0.33, 0.2  # of a narrow page
_TALLEST_PERSON, _TALLEST_CHIP = 62.0, 40.0
_GAP = 8.0
_SIZES = (20, 18)
_LEFT, _RIGHT = 1, 3  # the sides of a shape where lines are glued
_NAMELESS = "呼び名なし"


@dataclass(frozen=True, slots=True)
class _Chip:
    """An overlap on the map."""

    number: int
    words: str
    people: tuple[str, ...]


def add_overlap_map(
    slides: Slides, sheet: ReportedWorksheet, overlaps: Sequence[ToldOverlap], order: Sequence[int]
) -> None:
    """Add the map; where there are too many, the overlaps first in `order` are drawn."""
    names = {voice.person: voice.who or _NAMELESS for one in overlaps for voice in one.voices}
    chips = _choose(overlaps, order, min(_MOST, int(slides.body.height / _LEAST)))
    people = {person for chip in chips for person in chip.people}
    told = "。".join(
        f"{chip.number} {chip.words}：{'と'.join(names[person] for person in chip.people)}"
        for chip in chips
    )
    slide = slides.add(
        told_findings.say_overlaps(overlaps),
        source=tell_source(sheet),
        notes=explain(
            "まん中が、班が取り入れた重なりです。線の先が、もとになった声の人です。",
            told,
            f"強いもの{len(chips)}件を描きました。" if len(chips) < len(overlaps) else "",
            "数字は、あとのスライドの番号です。線のない人も、つながりがないという意味ではありません。",
            ask="まだ線のない二人の間に、見えていない重なりはありませんか。",
        ),
    )
    _draw(
        slide, slides.body, chips, {person: names[person] for person in names if person in people}
    )


def _choose(overlaps: Sequence[ToldOverlap], order: Sequence[int], most: int) -> list[_Chip]:
    """Return the first overlaps whose people find room together, in the order of their numbers."""
    people: set[str] = set()
    chosen: list[_Chip] = []
    for number in order:
        overlap = overlaps[number - 1]
        together = people | set(overlap.people)
        if overlap.people and len(together) <= most and len(chosen) < most:
            people = together
            words = told_findings.name_kind(overlap)
            chosen.append(_Chip(number, words, overlap.people))
    return sorted(chosen, key=lambda chip: chip.number)


def _draw(slide: Slide, body: Box, chips: Sequence[_Chip], names: dict[str, str]) -> None:
    sides = set_on_sides([chip.people for chip in chips])
    width = min(_PERSON_WIDTH, body.width * _PERSON_SHARE)
    left = Box(body.left, body.top, width, body.height)
    right = Box(body.right - width, body.top, width, body.height)
    people = {
        **_draw_column(slide, left, [(key, names[key]) for key in sides.left]),
        **_draw_column(slide, right, [(key, names[key]) for key in sides.right]),
    }
    width = min(_CHIP_WIDTH, body.width * _CHIP_SHARE)
    between = Box(body.left + (body.width - width) / 2, body.top, width, body.height)
    middle = [(str(n), f"{chips[n].number} {chips[n].words}") for n in sides.links]
    drawn = _draw_column(slide, between, middle, strong=True)
    for number, chip in enumerate(chips):
        for person in chip.people:
            from_left = person in sides.left
            _glue(slide, people[person], drawn[str(number)], from_left=from_left)


def _draw_column(
    slide: Slide, column: Box, texts: Sequence[tuple[str, str]], *, strong: bool = False
) -> dict[str, BaseShape]:
    """Draw boxes below each other, spread over the height."""
    width, tallest = column.width, _TALLEST_CHIP if strong else _TALLEST_PERSON
    share = column.height / max(1, len(texts))
    height = min(tallest, share - min(_GAP, share - _LEAST + 2))
    size = _choose_size([text for _, text in texts], width, height)
    drawn = {}
    for place, (key, text) in enumerate(texts):
        top = column.top + share * place + (share - height) / 2
        box = Box(column.left, top, width, height)
        drawn[key] = _draw_box(slide, box, text, size, strong=strong)
    return drawn


def _choose_size(texts: Sequence[str], width: float, height: float) -> float:
    """Return the largest size at which all texts find room, else the smallest."""
    for size in _SIZES:
        high_enough = height - 4 >= size * LINE
        if high_enough and all(_cut(t, width, height, size) == clean_line(t) for t in texts):
            return size
    return _SIZES[-1]


def _cut(text: str, width: float, height: float, size: float) -> str:
    lines = max(1, math.floor((height - 4) / (size * LINE)))
    return cut_to_lines(clean_line(text), width=width - 12, size=size, lines=lines)


def _draw_box(slide: Slide, box: Box, text: str, size: float, *, strong: bool) -> BaseShape:
    shape = slide.shapes.add_shape(
        MSO_SHAPE.RECTANGLE, Pt(box.left), Pt(box.top), Pt(box.width), Pt(box.height)
    )
    describe(shape, "重なり" if strong else "話した方")
    shape.shadow.inherit = False
    shape.fill.solid()
    shape.fill.fore_color.theme_color = MAIN if strong else WHITE
    shape.line.color.theme_color = MAIN
    shape.line.width = Pt(1.5)
    body = shape._element.txBody  # noqa: SLF001 -- written directly, see slide_text
    prepare_body(body, 6, 2)
    body.bodyPr.set("anchor", "ctr")
    shown = _cut(text, box.width, box.height, size)
    write(body, [shown], Style(size, strong, WHITE if strong else INK, "ctr"))
    return shape


def _glue(slide: Slide, person: BaseShape, chip: BaseShape, *, from_left: bool) -> None:
    line = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, 0, 0, 0, 0)
    line.begin_connect(person, _RIGHT if from_left else _LEFT)
    line.end_connect(chip, _LEFT if from_left else _RIGHT)
    line.line.width = Pt(2.5)
    line.line.color.theme_color = MAIN
    describe(line, "線")
