"""Check texts: letters, language, typeface, size, and whether they fit into their frames."""

import re
from collections.abc import Iterable, Sequence

from pptx.oxml.ns import qn

from facilitator.exports.deck_check.looks import (
    Paragraph,
    find_theme_face,
    read_body,
    read_insets,
    read_paragraphs,
)
from facilitator.exports.deck_check.pages import Page, Rect, Shape
from facilitator.exports.deck_check.rules import Found
from facilitator.exports.text_fitting import LINE, count_lines

SMALLEST = 18.0  # points in what is read from the wall
_OF_SOURCE, _QUIET = 12.0, 10.0
_SPARE = 1.0  # points by which rounding may exceed a box
_SMALL_ONES = ("ftr", "sldNum", "dt")
_SOURCE = re.compile("出典|資料[:：]|注[:：)）]|※")
_WRITTEN_CONTROL = re.compile(r"_x00[0-9A-Fa-f]{2}_")
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
# Faces that can be read from the back of a room and are on the computers of town halls.
_FACES = re.compile(
    "(biz ?ud|ud ?デジタル|ud ?digi|メイリオ|meiryo|游ゴシック|yu ?gothic|noto ?sans|hiragino"
    "|ヒラギノ角ゴ|ヒラギノ丸ゴ|ipaex?ゴシック|ipaex?gothic|源ノ角|源真|ud ?新ゴ)",
    re.IGNORECASE,
)
_ROUND = {"roundRect": 0.29289, "ellipse": 0.14645}
_USUAL_BEND = 16667


def check_characters(page: Page) -> Found:
    """Report letters that break things, and texts that are not marked as Japanese."""
    for root in (page.root, page.notes):
        if root is None:
            continue
        for node in root.iter(qn("a:t")):
            text = node.text or ""
            if _WRITTEN_CONTROL.search(text) or _FORBIDDEN.search(text):
                yield "unclean text", text[:40]
            language = node.getparent().find(qn("a:rPr"))
            told = language.get("lang", "") if language is not None else ""
            if text.strip() and not told.lower().startswith("ja") and not text.isascii():
                yield "language", f"{told or '決めていない'} {text[:20]}"


def check_text(page: Page, shape: Shape) -> Found:
    """Report what is wrong with the text of a shape; an empty frame tells nothing."""
    if not shape.text.strip():
        return
    paragraphs = list(read_paragraphs(page, shape))
    yield from check_sizes(paragraphs, _choose_least(shape))
    yield from check_faces(paragraphs)
    if shape.box is not None and read_body(shape, "vert") in (None, "horz"):
        used, room = measure(shape, paragraphs, shape.box)
        if used > room + _SPARE:
            yield "overflow", f"{used:.0f} > {room:.0f} {shape.text[:30]}"


def check_sizes(paragraphs: Iterable[Paragraph], least: float = SMALLEST) -> Found:
    """Report the smallest letters that are too small."""
    runs = [run for paragraph in paragraphs for run in paragraph.runs if run.text.strip()]
    small = min(runs, key=lambda run: run.size, default=None)
    if small is not None and small.size < least - 0.01:
        yield "too small", f"{small.size:g} {small.text[:20]}"


def check_faces(paragraphs: Iterable[Paragraph]) -> Found:
    """Report typefaces of Japanese letters that are not among the good ones."""
    runs = [run for paragraph in paragraphs for run in paragraph.runs if run.is_japanese]
    for face in sorted({run.typeface for run in runs} - {""}):
        if not _FACES.match(face.strip()):
            yield "typeface", face


def check_theme(page: Page) -> Found:
    """Report a theme that leaves the Japanese typeface to chance."""
    if not all(find_theme_face(page.layers, kind) for kind in ("majorFont", "minorFont")):
        yield "no Japanese typeface", ""


def _choose_least(shape: Shape) -> float:
    if shape.place in _SMALL_ONES:
        return _QUIET
    return _OF_SOURCE if _SOURCE.match(shape.text.strip()) or shape.name == "出典" else SMALLEST


def measure(shape: Shape, paragraphs: Sequence[Paragraph], box: Rect) -> tuple[float, float]:
    """Return the height a text takes at most, and the height there is, in points."""
    left, top, right, bottom = read_insets(shape)
    side, end = _bend(shape, box)
    width = box.width - left - right - 2 * side
    room = box.height - top - bottom - 2 * end
    columns = int(read_body(shape, "numCol") or 1)
    free = read_body(shape, "wrap") == "none"
    used = add_heights(paragraphs, 100_000.0 if free else width / columns) / columns
    return used, room


def add_heights(paragraphs: Sequence[Paragraph], width: float) -> float:
    """Return how high paragraphs are in a width."""
    used = 0.0
    for number, one in enumerate(paragraphs):
        room = max(one.size, width - one.left)
        lines = sum(count_lines(part, width=room, size=one.size) for part in one.text.split("\n"))
        used += lines * one.size * LINE * one.line
        used += (one.before if number else 0.0) + (
            one.after if number < len(paragraphs) - 1 else 0.0
        )
    return used


def _bend(shape: Shape, box: Rect) -> tuple[float, float]:
    """Return how much of width and height round corners take from the text on each side."""
    form = shape.element.find(f"{qn('p:spPr')}/{qn('a:prstGeom')}")
    kind = form.get("prst", "") if form is not None else ""
    if kind not in _ROUND:
        return 0.0, 0.0
    if kind == "ellipse":
        return box.width * _ROUND[kind], box.height * _ROUND[kind]
    guide = form.find(f".//{qn('a:gd')}")
    bend = int(guide.get("fmla", "").rpartition(" ")[2] or 0) if guide is not None else _USUAL_BEND
    inset = min(box.width, box.height) * min(bend, 50_000) / 100_000 * _ROUND[kind]
    return inset, inset
