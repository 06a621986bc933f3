"""Read a slide with all it takes from layout, master and theme; shapes in their order."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import etree
from pptx.oxml.ns import qn

from facilitator.exports.deck_check.colours import Palette
from facilitator.exports.deck_check.parts import REL_ID, Package

_POINT = 12700  # of the format's units
_CONTENT = {"sp", "pic", "graphicFrame", "cxnSp", "contentPart"}
# What placeholders of a master are called by those of layouts and slides.
_OF_MASTER = {"ctrTitle": "title", "subTitle": "body", "obj": "body", "": "body"}
_TEXT, _BREAK = qn("a:t"), qn("a:br")
_DECORATION = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_Frame = tuple[float, float, float, float]  # shift and stretch of what lies in a group


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle on the slide in points."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Its width."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Its height."""
        return self.bottom - self.top

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a point lies inside."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom


@dataclass(frozen=True, slots=True)
class Shape:
    """One thing on a slide; `above` are the placeholders it takes its looks from."""

    element: etree._Element
    kind: str
    box: Rect | None
    place: str | None  # kind of placeholder, None where it is none
    number: str  # of the placeholder
    above: tuple[etree._Element, ...]
    grouped: bool

    @property
    def properties(self) -> etree._Element:
        """Name, number and alternative text."""
        return self.element.find(f"./*/{qn('p:cNvPr')}")

    @property
    def name(self) -> str:
        """The name people see in the selection pane."""
        return str(self.properties.get("name") or "")

    @property
    def body(self) -> etree._Element | None:
        """Its text."""
        return self.element.find(qn("p:txBody"))

    @property
    def table(self) -> etree._Element | None:
        """The table it shows."""
        return self.element.find(f".//{qn('a:tbl')}") if self.kind == "graphicFrame" else None

    @property
    def chart(self) -> str | None:
        """The number of the link to the chart it shows."""
        found = self.element.find(f".//{qn('c:chart')}") if self.kind == "graphicFrame" else None
        return found.get(REL_ID) if found is not None else None

    @property
    def text(self) -> str:
        """What is written in it; parts of a heading follow each other."""
        if self.body is None:
            return ""
        return "\n".join(read_paragraph(one) for one in self.body.iter(qn("a:p")))

    @property
    def is_decoration(self) -> bool:
        """Tell whether people have marked it as having nothing to tell."""
        return any(one.get("val") == "1" for one in self.properties.iter(_DECORATION))


def read_paragraph(paragraph: etree._Element) -> str:
    """Return the words of a paragraph, with a line end where one was set."""
    nodes = paragraph.iter(_TEXT, _BREAK)
    return "".join("\n" if one.tag == _BREAK else one.text or "" for one in nodes)


class Layers:
    """A layout with its master and theme: what many slides share, read once."""

    def __init__(self, package: Package, layout: str) -> None:
        master = package.find(layout, "slideMaster") or ""
        self.layout, self.master = package.root(layout), package.root(master)
        self.theme = package.root(package.find(master, "theme") or "")
        self.presentation = package.presentation
        names = self.master.find(qn("p:clrMap")) if self.master is not None else None
        self.palette = Palette.read(self.theme, names)
        self.fixed = tuple(
            shape
            for root, hides in ((self.master, self.layout), (self.layout, None))
            if root is not None and (hides is None or hides.get("showMasterSp") != "0")
            for shape in _list_shapes(root, ())
            if shape.place is None
        )

    def find_above(self, kind: str, number: str) -> tuple[etree._Element, ...]:
        """Return the placeholders of layout and master that stand behind one of a slide."""
        found = []
        if self.layout is not None:
            places = list(_list_places(self.layout))
            same = [p for p in places if p[2] == number and number != "0"]
            same = same or [p for p in places if p[1] == kind]
            if same:
                found.append(same[0][0])
                kind = same[0][1]
        if self.master is not None:
            wanted = _OF_MASTER.get(kind, kind)
            found.extend(p[0] for p in _list_places(self.master) if p[1] == wanted)
        return tuple(found[:2])


class Page:
    """One slide."""

    def __init__(self, package: Package, part: str, number: int, layers: Layers) -> None:
        self.package, self.part, self.number, self.layers = package, part, number, layers
        # Only slides that can be read are listed.
        self.root: etree._Element = package.root(part)
        self.shapes = tuple(_list_shapes(self.root, (layers,)))

    @cached_property
    def palette(self) -> Palette:
        """Its colours; a slide may turn dark and light round."""
        for root in (self.root, self.layers.layout):
            own = (
                root.find(f"{qn('p:clrMapOvr')}/{qn('a:overrideClrMapping')}")
                if (root is not None)
                else None
            )
            if own is not None:
                return Palette.read(self.layers.theme, own)
        return self.layers.palette

    @cached_property
    def title(self) -> Shape | None:
        """Its title."""
        return next((one for one in self.shapes if one.place in ("title", "ctrTitle")), None)

    @cached_property
    def notes(self) -> etree._Element | None:
        """The page of its speaker notes."""
        return self.package.root(self.package.find(self.part, "notesSlide") or "")


def list_pages(package: Package) -> Iterator[Page]:
    """Read the slides of a deck in their order."""
    known: dict[str, Layers] = {}
    for number, part in enumerate(package.slides, 1):
        layout = package.find(part, "slideLayout") or ""
        if layout not in known:
            known[layout] = Layers(package, layout)
        yield Page(package, part, number, known[layout])


def _list_places(root: etree._Element) -> Iterator[tuple[etree._Element, str, str]]:
    for place in root.iter(qn("p:ph")):
        shape = place.getparent().getparent().getparent()
        yield shape, place.get("type", ""), place.get("idx", "0")


def _list_shapes(root: etree._Element, layers: tuple[Layers, ...]) -> Iterator[Shape]:
    tree = root.find(f"{qn('p:cSld')}/{qn('p:spTree')}")
    if tree is not None:
        yield from _walk(tree, (0.0, 0.0, 1.0, 1.0), layers, grouped=False)


def _walk(
    tree: etree._Element, frame: _Frame, layers: tuple[Layers, ...], *, grouped: bool
) -> Iterator[Shape]:
    for element in tree.iterchildren(etree.Element):
        kind = etree.QName(element).localname
        if kind == "grpSp":
            yield from _walk(element, _enter(element, frame), layers, grouped=True)
        elif kind == "AlternateContent":
            for choice in element[:1]:
                yield from _walk(choice, frame, layers, grouped=grouped)
        elif kind in _CONTENT and element.find(f"./*/{qn('p:cNvPr')}") is not None:
            place = element.find(f"./*/{qn('p:nvPr')}/{qn('p:ph')}")
            type_, number, above = None, "0", ()
            if place is not None:
                type_, number = place.get("type", ""), place.get("idx", "0")
                above = layers[0].find_above(type_, number) if layers else ()
            box = _find_box(element, above, frame)
            yield Shape(element, kind, box, type_, number, above, grouped)


def _find_box(
    element: etree._Element, above: tuple[etree._Element, ...], frame: _Frame
) -> Rect | None:
    """Return where a shape lies; a placeholder may take its place from the layout."""
    for one in (element, *above):
        place = one.find(qn("p:xfrm"))
        place = place if place is not None else one.find(f"{qn('p:spPr')}/{qn('a:xfrm')}")
        if place is not None and len(place) > 1:
            x, y, width, height = _read_box(place, "a:off", "a:ext")
            left, top = frame[0] + x * frame[2], frame[1] + y * frame[3]
            return Rect(left, top, left + width * frame[2], top + height * frame[3])
    return None


def _read_box(place: etree._Element, start: str, size: str) -> _Frame:
    off, ext = place.find(qn(start)), place.find(qn(size))
    if off is None or ext is None:
        return (0.0, 0.0, 0.0, 0.0)
    values = (off.get("x", 0), off.get("y", 0), ext.get("cx", 0), ext.get("cy", 0))
    x, y, width, height = (int(one) / _POINT for one in values)
    return x, y, width, height


def _enter(group: etree._Element, frame: _Frame) -> _Frame:
    place = group.find(f"{qn('p:grpSpPr')}/{qn('a:xfrm')}")
    if place is None:
        return frame
    x, y, width, height = _read_box(place, "a:off", "a:ext")
    inner = _read_box(place, "a:chOff", "a:chExt")
    across = width / inner[2] if inner[2] else 1.0
    down = height / inner[3] if inner[3] else 1.0
    return (
        frame[0] + (x - inner[0] * across) * frame[2],
        frame[1] + (y - inner[1] * down) * frame[3],
        frame[2] * across,
        frame[3] * down,
    )
