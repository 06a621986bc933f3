"""Colours for what we draw on somebody's template: readable on its ground, safe for all eyes.

The slide writers know the colours of our own deck, by their names in the theme. On a template
each of these names is translated once the slides are written: to the same name where the
template's colour will do, else to a colour that does.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from lxml import etree
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.shapes.base import BaseShape
from pptx.slide import Slide, SlideLayout

from facilitator.exports.box import Box
from facilitator.exports.deck_check.colours import Colour, Fill, Palette, contrast
from facilitator.exports.layout_styles import TITLES, find_fill
from facilitator.exports.scenes import Scene, read_known

TEXT, MARK = 4.5, 3.0  # contrast a text needs, and a large one or a mark
_CALM = 7.0  # contrast of words on the ground of a card
_SEEN = 1.08  # of a card's ground beside the slide's
_TOLD_APART = 1.3  # of two bars side by side
_MIDDLE = 0.18  # of light; below it a ground is dark
_TEXTS = (qn("a:rPr"), qn("a:endParaRPr"), qn("a:defRPr"))
_STEPS = {"accent2", "accent3"}  # only scales have them: from low to high in two hues
_BLACK, _WHITE = "000000", "FFFFFF"
# From low to high for everybody, whatever the eyes: orange over grey to blue.
_SCALE_ON_LIGHT = {
    "accent1": "0017C1",
    "accent2": "C74700",
    "accent3": "FFC199",
    "accent4": "949494",
    "accent5": "C5D7FB",
}
_SCALE_ON_DARK = {
    "accent1": "9DB7F9",
    "accent2": "FF9D5C",
    "accent3": "9A4A12",
    "accent4": "7C7C7C",
    "accent5": "41609F",
}
_PLACE = f"{qn('p:nvSpPr')}/{qn('p:nvPr')}/{qn('p:ph')}"
_DRAWN = (qn("p:sp"), qn("p:cxnSp"), qn("p:graphicFrame"), qn("p:pic"), qn("p:grpSp"))
_HEX = re.compile("[0-9A-F]{6}")


@dataclass(frozen=True, slots=True)
class Colours:
    """The names of our colours as colours of a template, on slides of one layout."""

    ground: Colour
    known: bool  # whether the ground is certain; a photograph is not
    shapes: Mapping[str, str]  # "accent1" → a name of the theme, or six digits
    words: Mapping[str, str]
    scale: Mapping[str, str]


def read_colours(scene: Scene) -> Colours:
    """Choose the colours for slides of a kind."""
    palette = read_palette(scene.choice.layout)
    found = find_ground(scene.choice.layout, scene.body.box, palette)
    ground = found or _name(palette, "bg1")
    ink = _first(palette, ground, ("tx1", "bg1", "tx2", "bg2", _BLACK, _WHITE))
    words = _name(palette, ink)
    quiet = _round(_push(_mix(words, ground, 0.7), ground, MARK))
    least = max(TEXT, _TOLD_APART * contrast(quiet, ground))
    strong = "accent1"
    if contrast(_name(palette, strong), ground) < least:
        strong = _write(_push(_name(palette, strong), ground, least))
    main = _name(palette, strong)
    soft = _choose_soft(palette, ground, main, words)
    muted = _write(_push(_mix(words, ground, 0.35), ground, TEXT))
    if contrast(_name(palette, muted), _name(palette, soft)) < TEXT:
        muted = ink
    bare = "bg1" if contrast(_name(palette, "bg1"), ground) < _SEEN else _write(ground)
    shapes = {
        "bg1": bare,
        "bg2": soft,
        "tx1": ink,
        "accent1": strong,
        "accent4": _write(quiet),
        "accent5": _write(_choose_light(main, ground, quiet)),
        "accent6": muted,
    }
    on_main = _first(palette, main, ("bg1", "tx1", _WHITE, _BLACK))
    scale = _SCALE_ON_DARK if ground.brightness < _MIDDLE else _SCALE_ON_LIGHT
    on_scale = _first(palette, _name(palette, scale["accent1"]), ("bg1", "tx1", _WHITE, _BLACK))
    return Colours(
        ground,
        found is not None,
        shapes,
        {**shapes, "bg1": on_main},
        {**shapes, **scale, "bg1": on_scale},
    )


@lru_cache(maxsize=4)
def _read_looks(template: bytes) -> Mapping[str, tuple[Colours, Mapping[str, str]]]:
    """Return for every layout in use its colours, and its places that need another colour."""
    return {
        str(one.choice.layout.part.partname): (read_colours(one), list_weak(one.choice.layout))
        for one in read_known(template).values()
    }


def repaint(deck: Deck, template: bytes) -> None:
    """Translate the colours of all slides, each by its layout."""
    looks = _read_looks(template)
    for slide in deck.slides:
        colours, weak = looks[str(slide.slide_layout.part.partname)]
        for element in slide.shapes._spTree.iterchildren(*_DRAWN):  # noqa: SLF001 -- every colour of it
            place = element.find(_PLACE)
            if place is None:
                _translate(element, colours.shapes, colours.words)
            elif place.get("idx", "0") in weak:
                _strengthen(element, weak[place.get("idx", "0")])
        for chart in _list_charts(slide):
            named = {one.get("val") for one in chart.iter(qn("a:schemeClr"))}
            if named & _STEPS:
                _translate(chart, colours.scale, colours.scale)
            else:
                _translate(chart, colours.shapes, colours.words)


def list_weak(layout: SlideLayout) -> dict[str, str]:
    """Return the places of a layout whose own letters cannot be read, with a colour that can."""
    palette = read_palette(layout)
    found: dict[str, str] = {}
    for shape in layout.placeholders:
        room = Box(shape.left.pt, shape.top.pt, shape.width.pt, shape.height.pt)
        own = palette.resolve(find_fill(layout, shape)) or _name(palette, "tx1")
        ground = find_ground(layout, room, palette)
        least = MARK if shape.placeholder_format.type in TITLES else TEXT
        if ground is not None and contrast(own.over(ground), ground) < least:
            names = ("tx1", "bg1", "tx2", "bg2", _BLACK, _WHITE)
            found[str(shape.placeholder_format.idx)] = _first(palette, ground, names)
    return found


def _strengthen(element: etree._Element, colour: str) -> None:
    """Give every run of a place a colour that can be read."""
    for run in element.iter(qn("a:rPr")):
        for old in run.findall(qn("a:solidFill")):
            run.remove(old)
        fill = run.makeelement(qn("a:solidFill"), {})
        kind = "a:srgbClr" if _HEX.fullmatch(colour) else "a:schemeClr"
        etree.SubElement(fill, qn(kind), {"val": colour})
        run.insert(0, fill)


def _list_charts(slide: Slide) -> Iterator[etree._Element]:
    for shape in slide.shapes:
        if shape.has_chart:
            yield shape.chart._chartSpace  # noqa: SLF001 -- same


def _translate(root: etree._Element, shapes: Mapping[str, str], words: Mapping[str, str]) -> None:
    for element in list(root.iter(qn("a:schemeClr"))):
        is_text = next(element.iterancestors(*_TEXTS), None) is not None
        name = element.get("val")
        found = (words if is_text else shapes).get(name, name)
        if _HEX.fullmatch(found):
            element.tag = qn("a:srgbClr")
        element.set("val", found)


def read_palette(layout: SlideLayout) -> Palette:
    """Return the colours a layout may name."""
    master = layout.slide_master
    part = next(
        one.target_part for one in master.part.rels.values() if one.reltype.endswith("/theme")
    )
    own = layout._element.find(f"{qn('p:clrMapOvr')}/{qn('a:overrideClrMapping')}")  # noqa: SLF001 -- no door to colours
    names = own if own is not None else master._element.find(qn("p:clrMap"))  # noqa: SLF001 -- same
    return Palette.read(etree.fromstring(part.blob), names)


def find_ground(layout: SlideLayout, room: Box, palette: Palette) -> Colour | None:
    """Return the colour behind the room of a layout, None where nobody can tell."""
    ground: Fill = [_name(palette, "bg1")]
    for base in (layout.slide_master, layout):
        background = base._element.find(f"{qn('p:cSld')}/{qn('p:bg')}")  # noqa: SLF001 -- same
        if background is not None and len(background):
            ground = _read_ground(palette, background[0])
    hides = layout._element.get("showMasterSp") in ("0", "false")  # noqa: SLF001 -- same
    for base in (layout,) if hides else (layout.slide_master, layout):
        for shape in base.shapes:
            if not shape.is_placeholder and shape.width and _covers(shape, room):
                ground = _read_shape(palette, shape, ground)
    if not ground:
        return None
    parts = [(one.red, one.green, one.blue) for one in ground]
    mean = Colour(*(sum(part[n] for part in parts) / len(parts) for n in range(3)))
    return mean if max(contrast(one, mean) for one in ground) < MARK else None


def _read_ground(palette: Palette, ground: etree._Element) -> Fill:
    if ground.tag == qn("p:bgPr"):
        return palette.own_fill(ground) or None
    own = palette.resolve(ground)
    return [own] if own else None


def _read_shape(palette: Palette, shape: BaseShape, below: Fill) -> Fill:
    element = shape._element  # noqa: SLF001 -- same
    if element.tag == qn("p:pic"):
        return None
    found = palette.own_fill(element.find(qn("p:spPr")))
    return below if found == [] else found


def _covers(shape: BaseShape, room: Box) -> bool:
    """Tell whether a shape lies behind most of a room."""
    left, top = shape.left.pt, shape.top.pt
    across = min(left + shape.width.pt, room.right) - max(left, room.left)
    down = min(top + shape.height.pt, room.bottom) - max(top, room.top)
    return bool(across > room.width / 2 and down > room.height / 2)


def _choose_light(main: Colour, ground: Colour, quiet: Colour) -> Colour:
    """Return a weak tone of the main colour that nobody takes for the quiet grey."""
    mixed = [_mix(main, ground, share) for share in (0.72, 0.8, 0.86, 0.6)]
    return next((one for one in mixed if contrast(one, quiet) >= _TOLD_APART), mixed[0])


def _choose_soft(palette: Palette, ground: Colour, main: Colour, words: Colour) -> str:
    """Return the ground of cards: the template's own where words can be read on it."""
    own = _name(palette, "bg2")
    if contrast(own, words) >= _CALM and contrast(own, ground) >= _SEEN:
        return "bg2"
    shares = (0.8, 0.86, 0.92) if ground.brightness < _MIDDLE else (0.9, 0.93, 0.96)
    mixed = [_mix(main, ground, share) for share in shares]
    return _write(next((one for one in mixed if contrast(one, words) >= _CALM), mixed[-1]))


def _first(palette: Palette, ground: Colour, names: Sequence[str]) -> str:
    """Return the first of the colours that can be read on a ground, else the clearest."""
    found = {one: contrast(_name(palette, one), ground) for one in names}
    return next((one for one, apart in found.items() if apart >= TEXT), max(found, key=found.get))  # type: ignore[arg-type]  # every key is there


def _push(colour: Colour, ground: Colour, least: float) -> Colour:
    """Darken or lighten a colour, away from the ground, until it can be read."""
    dark = ground.brightness < _MIDDLE
    end = Colour(1.0, 1.0, 1.0) if dark else Colour(0.0, 0.0, 0.0)
    steps = (_mix(colour, end, share / 20) for share in range(21))
    return next((one for one in steps if contrast(_round(one), ground) >= least), end)


def _mix(one: Colour, other: Colour, share: float) -> Colour:
    """Return a colour between two; `share` is that of the other."""
    return replace(one, alpha=1 - share).over(other)


def _name(palette: Palette, name: str) -> Colour:
    """Return the colour of a name of the theme, or of six digits."""
    element = etree.Element(qn("a:solidFill"))
    tag = "a:srgbClr" if _HEX.fullmatch(name) else "a:schemeClr"
    etree.SubElement(element, qn(tag), {"val": name})
    usual = Colour(1.0, 1.0, 1.0) if name.startswith(("bg", "lt")) else Colour(0.0, 0.0, 0.0)
    return palette.resolve(element) or usual


def _write(colour: Colour) -> str:
    parts = (colour.red, colour.green, colour.blue)
    return "".join(f"{round(one * 255):02X}" for one in parts)


def _round(colour: Colour) -> Colour:
    return Colour(*(round(one * 255) / 255 for one in (colour.red, colour.green, colour.blue)))
