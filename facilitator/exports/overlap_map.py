"""Draw the map of overlaps from shapes that can be moved: people as boxes, lines with words."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.shapes.base import BaseShape
from pptx.slide import Slide
from pptx.util import Pt

from facilitator.analysis import told_findings
from facilitator.analysis.records import ReportedWorksheet
from facilitator.analysis.told import ToldOverlap
from facilitator.exports.ring import Spot, order_ring, place_ring
from facilitator.exports.slide_shapes import describe, prepare_body
from facilitator.exports.slide_text import INK, MAIN, WHITE, Style, write
from facilitator.exports.slides import BODY, Box, Slides
from facilitator.exports.telling import explain, tell_source
from facilitator.exports.text_fitting import LINE, cut_to_lines, line_width
from facilitator.exports.words import clean_line

_PEOPLE = 12  # that can be read on one map
_FEW = 8  # that may be larger
_CHIP = 14
# Where on a line its words may stand, the middle first.
_SHARES = tuple(0.5 + sign * step / 20 for step in range(9) for sign in (1, -1))


@dataclass(frozen=True, slots=True)
class _Link:
    """A line of the map: two people and the numbers of what they share."""

    a: str
    b: str
    numbers: tuple[int, ...]
    words: str


def add_overlap_map(
    slides: Slides, sheet: ReportedWorksheet, overlaps: Sequence[ToldOverlap]
) -> None:
    """Add the map: who was heard, and a line with words between those whose words meet."""
    names = {voice.person: voice.who for one in overlaps for voice in one.voices}
    links = _list_links(overlaps)
    people = _choose_people(links)
    links = [link for link in links if link.a in people and link.b in people]
    told = "。".join(
        f"{names[link.a] or '呼び名なし'}と{names[link.b] or '呼び名なし'}：{link.words}"
        for link in links
    )
    slide = slides.add(
        told_findings.say_overlaps(overlaps),
        source=tell_source(sheet),
        notes=explain(
            "線は、班が取り入れた重なりです。数字は、あとのスライドの番号です。",
            told,
            f"線の多い{len(people)}人を描きました。" if len(people) < len(names) else "",
            "線のない人が、つながっていないという意味ではありません。",
            ask="まだ線のない二人の間に、見えていない重なりはありませんか。",
        ),
    )
    _draw_map(slide, people, {key: names[key] or "呼び名なし" for key in people}, links)


def _list_links(overlaps: Sequence[ToldOverlap]) -> list[_Link]:
    pairs: dict[tuple[str, str], list[int]] = {}
    for number, overlap in enumerate(overlaps, 1):
        people = overlap.people
        for place, one in enumerate(people):
            for other in people[place + 1 :]:
                pairs.setdefault((min(one, other), max(one, other)), []).append(number)
    return [
        _Link(a, b, tuple(numbers), _tell_link(overlaps, numbers))
        for (a, b), numbers in pairs.items()
    ]


def _tell_link(overlaps: Sequence[ToldOverlap], numbers: Sequence[int]) -> str:
    kinds = list(dict.fromkeys(told_findings.name_kind(overlaps[n - 1]) for n in numbers))
    more = "ほか" if len(kinds) > 1 else ""
    return f"{kinds[0]}{more}"


def _choose_people(links: Sequence[_Link]) -> list[str]:
    """Return the people with most lines, each with somebody to be linked to."""
    weight: dict[str, int] = {}
    for link in links:
        for person in (link.a, link.b):
            weight[person] = weight.get(person, 0) + len(link.numbers)
    kept = sorted(weight, key=lambda person: -weight[person])[:_PEOPLE]
    linked = {p for link in links if link.a in kept and link.b in kept for p in (link.a, link.b)}
    return [person for person in weight if person in linked]


def _draw_map(
    slide: Slide, people: Sequence[str], names: Mapping[str, str], links: Sequence[_Link]
) -> None:
    look = _choose_look(len(people))
    order = order_ring(people, [(link.a, link.b) for link in links])
    ring = place_ring(len(order), width=BODY.width - look.width, height=BODY.height - look.height)
    boxes = {
        person: Box(BODY.left + x, BODY.top + y, look.width, look.height)
        for person, (x, y) in zip(order, ring, strict=True)
    }
    nodes = {
        person: _draw_box(slide, box, names[person], size=look.size, strong=False, name="話した方")
        for person, box in boxes.items()
    }
    taken = list(boxes.values())
    for link in links:
        _draw_line(slide, nodes[link.a], nodes[link.b], boxes[link.a], boxes[link.b])
    for link in links:
        ends = _find_ends(boxes[link.a], boxes[link.b])
        numbers = "・".join(str(number) for number in link.numbers)
        for words in (f"{numbers} {link.words}", numbers):
            place = _find_gap(*ends, words, taken)
            if place is not None:
                taken.append(place)
                _draw_box(slide, place, words, size=_CHIP, strong=True, name="重なり")
                break


@dataclass(frozen=True, slots=True)
class _Look:
    """How large the people on a map are."""

    size: float
    width: float
    height: float


def _choose_look(people: int) -> _Look:
    if people <= _FEW:
        return _Look(18, 190, 62)
    return _Look(16, 150, 52)


def _find_ends(one: Box, other: Box) -> tuple[Spot, Spot]:
    first, second = _find_sites(one, other)
    return _list_sites(one)[first], _list_sites(other)[second]


def _find_sites(one: Box, other: Box) -> tuple[int, int]:
    """Return at which side of each box a line between them begins and ends."""
    sides = [
        (math.dist(a, b), first, second)
        for first, a in enumerate(_list_sites(one))
        for second, b in enumerate(_list_sites(other))
    ]
    return min(sides)[1:]


def _list_sites(box: Box) -> tuple[Spot, ...]:
    """Return the middles of the sides as PowerPoint counts them: top, left, bottom, right."""
    across, down = box.left + box.width / 2, box.top + box.height / 2
    return (
        (across, box.top),
        (box.left, down),
        (across, box.top + box.height),
        (box.left + box.width, down),
    )


def _find_gap(one: Spot, other: Spot, words: str, taken: Sequence[Box]) -> Box | None:
    """Return the place nearest the middle of a line where its words cover nothing."""
    width, height = line_width(words, size=_CHIP) + _CHIP + 8, _CHIP * LINE + 6
    for share in _SHARES:
        x = one[0] + (other[0] - one[0]) * share
        y = one[1] + (other[1] - one[1]) * share
        left = min(max(x - width / 2, BODY.left), BODY.left + BODY.width - width)
        place = Box(left, y - height / 2, width, height)
        if not any(_meet(place, box) for box in taken):
            return place
    return None


def _meet(one: Box, other: Box) -> bool:
    return (
        one.left < other.left + other.width + 2
        and other.left < one.left + one.width + 2
        and one.top < other.top + other.height + 2
        and other.top < one.top + one.height + 2
    )


def _draw_line(slide: Slide, one: BaseShape, other: BaseShape, a: Box, b: Box) -> None:
    """Draw a line that stays with the boxes when somebody moves them."""
    (x1, y1), (x2, y2) = _find_ends(a, b)
    line = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, Pt(x1), Pt(y1), Pt(x2), Pt(y2))
    first, second = _find_sites(a, b)
    line.begin_connect(one, first)
    line.end_connect(other, second)
    line.line.width = Pt(2.5)
    line.line.color.theme_color = MAIN
    describe(line, "線")


def _draw_box(
    slide: Slide, box: Box, text: str, *, size: float, strong: bool, name: str
) -> BaseShape:
    shape = slide.shapes.add_shape(
        MSO_SHAPE.RECTANGLE, Pt(box.left), Pt(box.top), Pt(box.width), Pt(box.height)
    )
    describe(shape, name)
    shape.shadow.inherit = False
    shape.fill.solid()
    shape.fill.fore_color.theme_color = MAIN if strong else WHITE
    shape.line.color.theme_color = MAIN
    shape.line.width = Pt(1.5)
    body = shape._element.txBody  # noqa: SLF001 -- written directly, see slide_text
    prepare_body(body, 4, 2)
    body.bodyPr.set("anchor", "ctr")
    lines = max(1, math.floor((box.height - 4) / (size * LINE)))
    shown = cut_to_lines(clean_line(text), width=box.width - 8, size=size, lines=lines)
    write(body, [shown], Style(size, strong, WHITE if strong else INK, "ctr"))
    return shape
