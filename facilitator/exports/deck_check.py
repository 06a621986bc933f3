"""Check a finished deck the way a careful colleague would, without opening PowerPoint.

Used by the tests of the exports, where a problem is a mistake of ours, and by `check-deck` on
decks people have worked on.
"""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE, PP_PLACEHOLDER
from pptx.exc import PackageNotFoundError
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.shapes.base import BaseShape
from pptx.shapes.connector import Connector
from pptx.slide import Slide, Slides
from pptx.util import Length

from facilitator.exports.text_fitting import LINE, count_lines

_SMALLEST = 14  # points in what is read from the wall
_QUIET = 11  # points in source line, footer and number
_SMALL_ONES = (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)
_SOURCE = 13
_SPARE = 1.0  # points by which rounding may exceed a box
_WRITTEN_CONTROL = re.compile(r"_x00[0-9A-Fa-f]{2}_")
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


# Every rule with what to say about it to people.
RULES = {
    "title missing": "題がありません。1枚に1つ、言いたいことを題に書きます。",
    "title not read first": "題が、読み上げの順番のはじめにありません。",
    "title twice": "同じ題のスライドが、ほかにもあります。",
    "notes missing": "ノート(話し方)がありません。",
    "id twice": "同じ番号の図形があります。",
    "unclean text": "見えない文字か、書き出しで壊れた文字が入っています。",
    "language": "言語が日本語になっていません。",
    "outside": "スライドの外にはみ出しています。",
    "alt text missing": "図や表に、代わりの文がありません。",
    "empty placeholder": "空のままの枠があります。",
    "too small": "文字が小さすぎます。",
    "overflow": "文字が枠に入りきっていません。",
    "no head": "表に見出しの行がありません。",
    "overlap": "2つのものが重なっています。",
    "part twice": "ファイルの中に、同じ名前の部品が2つあります。",
    "formula behind a chart": "グラフのデータに、式が入っています。",
    "chart without its data": "グラフのデータを、あとから編集できません。",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong on which slide; slide 0 is the file itself. `rule` is a key of RULES."""

    slide: int
    rule: str
    detail: str


class NoDeck(ValueError):
    """The content is no PPTX file."""


def count_slides(content: bytes) -> int:
    """Return how many slides a PPTX file has; raise NoDeck where it is none."""
    return len(_open(content).slides)


def _open(content: bytes) -> Deck:
    try:
        return Presentation(io.BytesIO(content))
    except (KeyError, ValueError, zipfile.BadZipFile, PackageNotFoundError, etree.Error) as problem:
        raise NoDeck(str(problem)) from problem


def check_deck(content: bytes) -> tuple[Problem, ...]:
    """Return every problem found in a PPTX file; raise NoDeck where it is none."""
    deck = _open(content)
    width, height = deck.slide_width.pt, deck.slide_height.pt
    problems = [*_check_package(content), *_check_titles(deck.slides)]
    for number, slide in enumerate(deck.slides, 1):
        for rule, detail in _check_slide(slide, width, height):
            problems.append(Problem(number, rule, detail))
    return tuple(problems)


def _check_package(content: bytes) -> Iterator[Problem]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        for name, times in Counter(names).items():
            if times > 1:
                yield Problem(0, "part twice", name)
        for name in names:
            if name.endswith(".xlsx"):
                yield from _check_workbook(name, archive.read(name))


def _check_workbook(name: str, content: bytes) -> Iterator[Problem]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for part in archive.namelist():
            if part.startswith("xl/worksheets/") and b"<f>" in archive.read(part):
                yield Problem(0, "formula behind a chart", name)
        # python-pptx writes references to this sheet; another name would break editing.
        if b'name="Sheet1"' not in archive.read("xl/workbook.xml"):
            yield Problem(0, "chart without its data", name)


def _check_titles(slides: Slides) -> Iterator[Problem]:
    seen: Counter[str] = Counter()
    for number, slide in enumerate(slides, 1):
        title = slide.shapes.title
        text = title.text_frame.text.strip() if title is not None else ""
        if not text:
            yield Problem(number, "title missing", "")
            continue
        if slide.shapes[0].shape_id != title.shape_id:
            yield Problem(number, "title not read first", text)
        seen[text] += 1
        if seen[text] > 1:
            yield Problem(number, "title twice", text)


def _check_slide(slide: Slide, width: float, height: float) -> Iterator[tuple[str, str]]:
    ids = Counter(shape.shape_id for shape in slide.shapes)
    yield from (("id twice", str(one)) for one, times in ids.items() if times > 1)
    if not slide.has_notes_slide or not slide.notes_slide.notes_text_frame.text.strip():
        yield "notes missing", ""
    for element in (slide._element, slide.notes_slide._element):  # noqa: SLF001 -- every text of it
        yield from _check_characters(element)
    for shape in slide.shapes:
        yield from _check_shape(shape, width, height)
    yield from _check_overlaps(slide)


def _check_characters(element: etree._Element) -> Iterator[tuple[str, str]]:
    for node in element.iter(qn("a:t")):
        text = node.text or ""
        if _WRITTEN_CONTROL.search(text) or _FORBIDDEN.search(text):
            yield "unclean text", text[:40]
    for node in element.iter(qn("a:rPr")):
        if node.get("lang") != "ja-JP":
            yield "language", str(node.get("lang"))


def _check_shape(shape: BaseShape, width: float, height: float) -> Iterator[tuple[str, str]]:
    if shape.left is not None and (
        shape.left < 0
        or shape.top < 0
        or Length(shape.left + shape.width).pt > width + _SPARE
        or Length(shape.top + shape.height).pt > height + _SPARE
    ):
        yield "outside", shape.name
    if shape.shape_type is MSO_SHAPE_TYPE.PICTURE or shape.has_chart or shape.has_table:
        properties = shape._element._nvXxPr.cNvPr  # noqa: SLF001 -- python-pptx has no door to the alt text
        if not properties.get("descr"):
            yield "alt text missing", shape.name
    if shape.has_table:
        yield from _check_table(shape)
    elif shape.has_text_frame:
        yield from _check_frame(shape)


def _check_frame(shape: BaseShape) -> Iterator[tuple[str, str]]:
    frame = shape.text_frame
    if not frame.text.strip():
        if shape.is_placeholder:
            yield "empty placeholder", shape.name
        return
    quiet = shape.is_placeholder and (
        shape.placeholder_format.type in _SMALL_ONES or shape.placeholder_format.idx == _SOURCE
    )
    usual = _usual_size(shape)
    # Our layouts have no insets, and placeholders take them from there.
    inset = not shape.is_placeholder
    room = shape.width.pt - inset * (frame.margin_left.pt + frame.margin_right.pt)
    used = inset * (frame.margin_top.pt + frame.margin_bottom.pt)
    for paragraph in frame.paragraphs:
        sizes = [run.font.size.pt if run.font.size else usual for run in paragraph.runs]
        size = max(sizes, default=usual)
        if sizes and min(sizes) < (_QUIET if quiet else _SMALLEST):
            yield "too small", f"{min(sizes)} {paragraph.text[:20]}"
        lines = (count_lines(part, width=room, size=size) for part in paragraph.text.split("\v"))
        used += sum(lines) * size * LINE
    if used > shape.height.pt + _SPARE:
        yield "overflow", f"{used:.0f} > {shape.height.pt:.0f} {frame.text[:30]}"


def _usual_size(shape: BaseShape) -> float:
    """Return the size that layout or master give to a text without its own."""
    if not shape.is_placeholder:
        return 18.0
    layout = shape.part.slide.slide_layout
    index = shape.placeholder_format.idx
    for one in layout.placeholders:
        if one.placeholder_format.idx == index:
            found = one._element.find(".//" + qn("a:defRPr"))  # noqa: SLF001 -- no door to list styles
            if found is not None and found.get("sz"):
                return int(found.get("sz")) / 100
    return 28.0 if shape.placeholder_format.type is PP_PLACEHOLDER.TITLE else 24.0


def _check_table(shape: BaseShape) -> Iterator[tuple[str, str]]:
    table = shape.table
    if not table.first_row:
        yield "no head", shape.name
    total = 0.0
    for row in table.rows:
        total += row.height.pt
        for column, cell in zip(table.columns, row.cells, strict=True):
            size = max(
                (run.font.size.pt for p in cell.text_frame.paragraphs for run in p.runs), default=18
            )
            if size < _SMALLEST:
                yield "too small", cell.text_frame.text[:20]
            room = column.width.pt - cell.margin_left.pt - cell.margin_right.pt
            lines = count_lines(cell.text_frame.text, width=room, size=size)
            used = lines * size * LINE + cell.margin_top.pt + cell.margin_bottom.pt
            if used > row.height.pt + _SPARE:
                yield "overflow", f"cell {cell.text_frame.text[:20]}"
    if total > shape.height.pt + _SPARE:
        yield "overflow", f"table {total:.0f} > {shape.height.pt:.0f}"


def _check_overlaps(slide: Slide) -> Iterator[tuple[str, str]]:
    """Report boxes that lie on each other; the drawn heights of tables are their real ones."""
    boxes = []
    for shape in slide.shapes:
        if isinstance(shape, Connector):
            continue  # lines run behind what they link
        # Asked once: placeholders look for it in layout and master every time.
        left, top, width, height = shape.left, shape.top, shape.width, shape.height
        if width and height:
            boxes.append((shape.name, left, top, left + width, top + height))
    for one, other in combinations(boxes, 2):
        across = min(one[3], other[3]) - max(one[1], other[1])
        down = min(one[4], other[4]) - max(one[2], other[2])
        if Length(across).pt > _SPARE and Length(down).pt > _SPARE:
            yield "overlap", f"{one[0]} / {other[0]}"
