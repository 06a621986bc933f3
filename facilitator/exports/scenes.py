"""Find out, once for a deck, where on slides of each kind title, text and source stand.

Everything is read from the layouts, so the same slides can be written on any template: 16:9 or
4:3, our own or a town's.
"""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import lru_cache

from lxml import etree
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.presentation import Presentation as Deck
from pptx.shapes.placeholder import LayoutPlaceholder
from pptx.slide import SlideLayout

from facilitator.exports.box import Box
from facilitator.exports.deck_file import open_base
from facilitator.exports.layout_choice import (
    Choice,
    Kind,
    choose_layouts,
    find_body,
    find_source,
    find_title,
)
from facilitator.exports.layout_styles import (
    read_align,
    read_gap,
    read_indent,
    read_insets,
    read_size,
    read_spacing,
)

# Height and size of the line below, where a layout has no place for it.
_SOURCES = {Kind.COVER: (88.0, 18.0), Kind.BIG: (28.0, 18.0)}
_USUAL_SOURCE = (20.0, 12.0)
_FOOTERS = {PP_PLACEHOLDER.FOOTER: "ftr", PP_PLACEHOLDER.SLIDE_NUMBER: "sldNum"}
_GAP = 8.0  # between things of ours and what a template has
_LOW = 0.45  # of the height of the page; less room below a title is too little
_NARROW, _FLAT = 0.3, 30.0  # of the width, and points; smaller places are for something else
_SMALL_BODY = 0.35  # of the height, for a whole list
_MARGIN = 0.06  # of the width and height, where a template tells none


@dataclass(frozen=True, slots=True)
class Place:
    """Room for a text: in a placeholder of the layout, or in a box of our own (`index` None)."""

    box: Box  # without insets
    index: int | None = None
    usual: float | None = None  # the size of type it has without being told
    indent: float = 0.0
    gap: float = 0.0  # between paragraphs
    spacing: float = 1.0  # of lines, never below 1
    align: str = ""


@dataclass(frozen=True, slots=True)
class Footer:
    """A place of a layout that python-pptx leaves behind on purpose, to be copied."""

    kind: str  # ftr, sldNum
    place: Place
    element: etree._Element


@dataclass(frozen=True, slots=True)
class Scene:
    """What all slides of a kind have in common."""

    choice: Choice
    title: Place
    body: Place
    source: Place
    footers: tuple[Footer, ...]
    names: Mapping[int, str]


def read_scenes(deck: Deck) -> dict[Kind, Scene]:
    """Return the scene of every kind; empty where no layout of the deck has a title."""
    page = Box(0, 0, deck.slide_width.pt, deck.slide_height.pt)
    chosen = choose_layouts(deck.slide_layouts)
    if not chosen:
        return {}
    body = _find_body(chosen[Kind.BODY].layout, Kind.BODY, page)
    box = body.box if body is not None else None
    return {kind: _read_scene(choice, kind, page, box) for kind, choice in chosen.items()}


@lru_cache(maxsize=4)
def read_known(template: bytes | None) -> Mapping[Kind, Scene]:
    """Return the scenes of a template (None is our own), read once: asking layouts is slow."""
    return read_scenes(open_base(template))


def find_scenes(deck: Deck, template: bytes | None) -> dict[Kind, Scene]:
    """Return the scenes for a deck that was opened from a template."""
    layouts = {str(one.part.partname): one for one in deck.slide_layouts}
    found = {}
    for kind, scene in read_known(template).items():
        layout = layouts[str(scene.choice.layout.part.partname)]
        footers = tuple(replace(one, element=deepcopy(one.element)) for one in scene.footers)
        found[kind] = replace(scene, choice=replace(scene.choice, layout=layout), footers=footers)
    return found


def _read_scene(choice: Choice, kind: Kind, page: Box, usual: Box | None) -> Scene:
    layout = choice.layout
    shape = find_title(layout)
    if shape is None:
        raise ValueError(f"no title: {layout.name}")
    title = _read_place(layout, shape)
    floor = _find_floor(layout, page)
    body = _find_body(layout, kind, page)
    if body is None:
        body = Place(_find_area(layout, title.box, page, floor, usual))
    line = find_source(layout)
    if line is not None:
        source = _read_place(layout, line)
        limit = source.box.top - _GAP if body.index is None else body.box.bottom
    else:
        source, limit = _make_source(kind, body, page, floor)
    if body.box.top < limit < body.box.bottom:
        box = body.box
        body = replace(body, box=Box(box.left, box.top, box.width, limit - box.top))
    names = {one.placeholder_format.idx: one.name for one in layout.placeholders}
    return Scene(choice, title, body, source, _read_footers(layout), names)


def _read_footers(layout: SlideLayout) -> tuple[Footer, ...]:
    """Return name of the file and number of the slide, as far as the layout has them."""
    return tuple(
        Footer(kind, _read_place(layout, shape), deepcopy(shape._element))  # noqa: SLF001 -- there is no door to copy a shape
        for shape in layout.placeholders
        for kind in (_FOOTERS.get(shape.placeholder_format.type),)
        if kind is not None
    )


def _read_place(layout: SlideLayout, shape: LayoutPlaceholder) -> Place:
    size = read_size(layout, shape)
    return Place(
        _read_inner(layout, shape),
        shape.placeholder_format.idx,
        size,
        read_indent(layout, shape),
        read_gap(layout, shape, size),
        read_spacing(layout, shape),
        read_align(layout, shape),
    )


def _read_inner(layout: SlideLayout, shape: LayoutPlaceholder) -> Box:
    """Return the room inside the insets of a placeholder."""
    inset = read_insets(layout, shape)
    return Box(
        shape.left.pt + inset["l"],
        shape.top.pt + inset["t"],
        max(1.0, shape.width.pt - inset["l"] - inset["r"]),
        max(1.0, shape.height.pt - inset["t"] - inset["b"]),
    )


def _find_body(layout: SlideLayout, kind: Kind, page: Box) -> Place | None:
    """Return the place of the text in the layout, where it is there and large enough."""
    shape = None if kind is Kind.TITLE_ONLY else find_body(layout)
    if shape is None or shape.width is None:
        return None
    place = _read_place(layout, shape)
    least = page.height * _SMALL_BODY if kind in (Kind.BODY, Kind.BIG) else _FLAT
    fits = place.box.width >= page.width * _NARROW and place.box.height >= least
    return place if fits else None


def _find_area(layout: SlideLayout, title: Box, page: Box, floor: float, body: Box | None) -> Box:
    """Return the room for things of ours: below the title, within what a template fills."""
    low = floor - _GAP
    frames = [*_list_master_bodies(layout), *([body] if body is not None else [])]
    if not frames:
        side = min(title.left, page.width * _MARGIN) or page.width * _MARGIN
        frames = [Box(side, page.height * _MARGIN, page.width - 2 * side, low)]
    under = [_span(one, max(one.top, title.bottom + _GAP), min(one.bottom, low)) for one in frames]
    below = max(under, key=_measure)
    if below.height >= page.height * _LOW:
        return below
    # The title stands at the side, or low: take the largest room beside it.
    head, frame = page.height * _MARGIN, frames[0]
    others = [
        Box(title.right + _GAP, head, frame.right - title.right - _GAP, low - head),
        Box(frame.left, head, title.left - _GAP - frame.left, low - head),
        _span(frame, head, title.top - _GAP),
        _span(frame, title.bottom + _GAP, low),
    ]
    return max((below, *others), key=_measure)


def _list_master_bodies(layout: SlideLayout) -> list[Box]:
    return [
        _read_inner(layout, one)
        for one in layout.slide_master.placeholders
        if one.placeholder_format.type is PP_PLACEHOLDER.BODY and one.width
    ][:1]


def _span(frame: Box, top: float, bottom: float) -> Box:
    return Box(frame.left, top, frame.width, bottom - top)


def _measure(box: Box) -> float:
    return max(0.0, box.width) * max(0.0, box.height)


def _find_floor(layout: SlideLayout, page: Box) -> float:
    """Return where the footer begins, else where a page may be filled to."""
    lowest = page.height * (1 - _MARGIN)
    tops: list[float] = [
        one.top.pt
        for one in layout.placeholders
        if one.placeholder_format.type in _FOOTERS
        and one.top is not None
        and one.top.pt > page.height * 0.75
    ]
    return min([lowest, *tops])


def _make_source(kind: Kind, body: Place, page: Box, floor: float) -> tuple[Place, float]:
    """Return a place for the line below, and where the text above it must end."""
    height, size = _SOURCES.get(kind, _USUAL_SOURCE)
    box = body.box
    top = floor - height - 2
    if kind is Kind.COVER and top > box.bottom:
        top = box.bottom + _GAP  # near what it belongs to, not at the bottom of the page
    left = min(box.left, page.width - box.right) if kind is Kind.COVER else box.left
    width = page.width - 2 * left if kind is Kind.COVER else box.width
    align = body.align if kind is Kind.COVER else ""
    return Place(Box(left, top, width, height), usual=size, align=align), top - _GAP
