"""Resolve the colours of a deck: through theme, colour map, brightness and transparency."""

import colorsys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from lxml import etree
from pptx.oxml.ns import qn

_FULL = 100_000  # a whole in the percentages of the format
_DARK = 0.04045  # below it brightness is a straight line of the value
_PRESETS = {"black": "000000", "white": "FFFFFF", "red": "FF0000", "green": "008000"}
_PRESETS |= {"blue": "0000FF", "yellow": "FFFF00", "gray": "808080", "orange": "FFA500"}
_KINDS = ("srgbClr", "schemeClr", "sysClr", "prstClr", "scrgbClr", "hslClr")
_COLOURS = tuple(qn(f"a:{kind}") for kind in _KINDS)
_MIXED = (qn("a:gradFill"), qn("a:pattFill"))
_PICTURES = (qn("a:blipFill"), qn("p:blipFill"))
_SOLID, _NONE = qn("a:solidFill"), qn("a:noFill")


@dataclass(frozen=True, slots=True)
class Colour:
    """Red, green, blue and how much it covers, each from 0 to 1."""

    red: float
    green: float
    blue: float
    alpha: float = 1.0

    @property
    def brightness(self) -> float:
        """How bright people see it, from 0 to 1 (WCAG's relative luminance)."""
        red, green, blue = (_straighten(one) for one in (self.red, self.green, self.blue))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    def over(self, below: "Colour") -> "Colour":
        """Return what is seen where this lies on another colour."""
        a = self.alpha
        pairs = zip(
            (self.red, self.green, self.blue), (below.red, below.green, below.blue), strict=True
        )
        return Colour(*(a * one + (1 - a) * other for one, other in pairs))


# What a fill shows: its colours; an empty one shows what is below; None cannot be told (picture).
Fill = Sequence[Colour] | None
WHITE = Colour(1.0, 1.0, 1.0)


def _straighten(value: float) -> float:
    return value / 12.92 if value <= _DARK else ((value + 0.055) / 1.055) ** 2.4


def contrast(one: Colour, other: Colour) -> float:
    """Return how far apart two colours are in brightness, from 1 to 21."""
    low, high = sorted((one.brightness, other.brightness))
    return (high + 0.05) / (low + 0.05)


def least_contrast(texts: Sequence[Colour], grounds: Sequence[Colour]) -> float:
    """Return the worst contrast of texts on grounds."""
    pairs = product(texts, grounds)
    return min((contrast(text.over(ground), ground) for text, ground in pairs), default=21.0)


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a theme under the names that slides use for them."""

    theme: Mapping[str, str]
    names: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, theme: etree._Element | None, names: etree._Element | None) -> "Palette":
        """Read the colours of a theme, and the map of a master or slide."""
        found: dict[str, str] = {}
        scheme = theme.find(f".//{qn('a:clrScheme')}") if theme is not None else None
        for one in scheme if scheme is not None else ():
            for value in one:
                found[etree.QName(one).localname] = value.get("lastClr") or value.get("val", "")
        return cls(found, dict(names.attrib) if names is not None else {})

    def resolve(self, parent: etree._Element | None, own: Colour | None = None) -> Colour | None:
        """Return the colour an element holds; `own` is what a style of the theme is filled with."""
        for element in parent if parent is not None else ():
            if element.tag in _COLOURS:
                base = self._base(element, own)
                return _change(base, element) if base is not None else None
        return None

    def _base(self, element: etree._Element, own: Colour | None) -> Colour | None:
        kind, value = etree.QName(element).localname, element.get("val", "")
        if kind == "schemeClr":
            if value == "phClr":
                return own
            value = self.theme.get(self.names.get(value, value), "")
        elif kind == "sysClr":
            value = element.get("lastClr", "000000" if "Text" in value else "FFFFFF")
        elif kind == "prstClr":
            value = _PRESETS.get(value, "")
        elif kind == "scrgbClr":
            return Colour(*(int(element.get(one, "0")) / _FULL for one in "rgb"))
        elif kind == "hslClr":
            return None
        return _read_hex(value)

    def fill(
        self, properties: Iterable[etree._Element] | None, own: Colour | None = None
    ) -> Fill | str:
        """Return what a fill shows, or "" where none is given and others decide."""
        for element in properties if properties is not None else ():
            if element.tag == _SOLID:
                colour = self.resolve(element, own)
                return [colour] if colour else None
            if element.tag == _NONE:
                return []
            if element.tag in _MIXED:
                holders = element.iter(qn("a:gs"), qn("a:fgClr"), qn("a:bgClr"))
                colours = [self.resolve(one, own) for one in holders]
                return [one for one in colours if one] or None
            if element.tag in _PICTURES:
                return None
        return ""

    def own_fill(self, properties: Iterable[etree._Element] | None) -> Fill:
        """Return what a fill shows where nobody else decides."""
        found = self.fill(properties)
        return [] if isinstance(found, str) else found


def _read_hex(value: str) -> Colour | None:
    try:
        number = int(value, 16)
    except ValueError:
        return None
    return Colour((number >> 16 & 255) / 255, (number >> 8 & 255) / 255, (number & 255) / 255)


def _change(colour: Colour, element: etree._Element) -> Colour:
    """Apply brightness and transparency in the order they are given."""
    for change in element:
        kind = etree.QName(change).localname
        part = int(change.get("val", "0").rstrip("%") or 0) / _FULL
        if kind == "alpha":
            colour = Colour(colour.red, colour.green, colour.blue, part)
        elif kind in ("lumMod", "lumOff", "satMod"):
            colour = _change_light(colour, kind, part)
        elif kind in ("shade", "tint"):
            # Mixed with black or white; programs differ in the exact curve.
            end = 0.0 if kind == "shade" else 1.0 - part
            mixed = [one * part + end for one in (colour.red, colour.green, colour.blue)]
            colour = Colour(mixed[0], mixed[1], mixed[2], colour.alpha)
    return colour


def _change_light(colour: Colour, kind: str, part: float) -> Colour:
    hue, light, depth = colorsys.rgb_to_hls(colour.red, colour.green, colour.blue)
    if kind == "satMod":
        depth = min(1.0, depth * part)
    else:
        light = min(1.0, max(0.0, light * part if kind == "lumMod" else light + part))
    return Colour(*colorsys.hls_to_rgb(hue, light, depth), colour.alpha)
