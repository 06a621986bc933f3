"""Find out how a text looks: size, weight, colour and typeface from run to presentation."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree
from pptx.oxml.ns import qn

from facilitator.exports.deck_check.colours import Colour, Fill
from facilitator.exports.deck_check.pages import Layers, Page, Shape, read_paragraph

_USUAL = 18.0  # points where nobody says anything
_INSETS = {"lIns": 7.2, "tIns": 3.6, "rIns": 7.2, "bIns": 3.6}
_POINT, _FULL = 12700, 100_000
_JAPANESE = re.compile(
    "[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]"
)
_TITLES = ("title", "ctrTitle")
_NO_BODY = ("ftr", "dt", "sldNum", "hdr")
_RUN, _FIELD, _PROPERTIES = qn("a:r"), qn("a:fld"), qn("a:rPr")


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text and how it looks."""

    text: str
    size: float
    bold: bool
    marked: bool  # underlined or slanted
    colours: Fill
    typeface: str  # of its Japanese letters
    language: str

    @property
    def is_japanese(self) -> bool:
        """Tell whether there are Japanese letters in it."""
        return bool(_JAPANESE.search(self.text))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its runs, and the room it takes beside its lines."""

    text: str
    runs: tuple[Run, ...]
    size: float  # of its largest letters
    before: float
    after: float
    line: float  # height of a line as a share of the usual one
    left: float


def read_paragraphs(page: Page, shape: Shape) -> Iterator[Paragraph]:
    """Read the paragraphs of a shape."""
    body = shape.body
    if body is None:
        return
    shrunk = body.find(f"{qn('a:bodyPr')}/{qn('a:normAutofit')}")
    scale = int(shrunk.get("fontScale", _FULL)) / _FULL if shrunk is not None else 1.0
    tight = int(shrunk.get("lnSpcReduction", 0)) / _FULL if shrunk is not None else 0.0
    own = _own_colour(page, shape)
    for element in body.iterchildren(qn("a:p")):
        made = _read(page, element, list(_list_levels(page.layers, shape, element)), own)
        yield _scale(made, scale, tight) if shrunk is not None else made


def read_cell(page: Page, cell: etree._Element, own: Fill, *, bold: bool) -> Iterator[Paragraph]:
    """Read the paragraphs of a cell; the style of the table gives colour and weight."""
    levels = list(_list_defaults(page.layers, "a:lvl1pPr"))
    for element in cell.iter(qn("a:p")):
        yield _read(page, element, levels, own, bold=bold)


def _scale(paragraph: Paragraph, scale: float, tight: float) -> Paragraph:
    runs = tuple(
        Run(r.text, r.size * scale, r.bold, r.marked, r.colours, r.typeface, r.language)
        for r in paragraph.runs
    )
    p = paragraph
    line = p.line - tight
    return Paragraph(p.text, runs, p.size * scale, p.before, p.after, line, p.left)


def _list_levels(
    layers: Layers, shape: Shape, paragraph: etree._Element
) -> Iterator[etree._Element]:
    """List what says how a paragraph looks, the nearest first."""
    own = paragraph.find(qn("a:pPr"))
    level = f"a:lvl{int(own.get('lvl', 0)) + 1 if own is not None else 1}pPr"
    for one in (shape.element, *shape.above):
        found = one.find(f"{qn('p:txBody')}/{qn('a:lstStyle')}/{qn(level)}")
        if found is not None:
            yield found
    if shape.place is not None and shape.place not in _NO_BODY and layers.master is not None:
        style = "p:titleStyle" if shape.place in _TITLES else "p:bodyStyle"
        found = layers.master.find(f"{qn('p:txStyles')}/{qn(style)}/{qn(level)}")
        if found is not None:
            yield found
    yield from _list_defaults(layers, level)


def _list_defaults(layers: Layers, level: str) -> Iterator[etree._Element]:
    styles = [layers.presentation.find(f"{qn('p:defaultTextStyle')}/{qn(level)}")]
    if layers.master is not None:
        styles.append(layers.master.find(f"{qn('p:txStyles')}/{qn('p:otherStyle')}/{qn(level)}"))
    yield from (one for one in styles if one is not None)


def _own_colour(page: Page, shape: Shape) -> Fill:
    """Return the colour that the style of a drawn shape gives to its text."""
    font = shape.element.find(f"{qn('p:style')}/{qn('a:fontRef')}")
    colour = page.palette.resolve(font)
    return [colour] if colour else None


def _read(
    page: Page,
    element: etree._Element,
    levels: Sequence[etree._Element],
    own: Fill,
    *,
    bold: bool = False,
) -> Paragraph:
    defaults = [one for level in levels if (one := level.find(qn("a:defRPr"))) is not None]
    runs = []
    for run in element.iterchildren(_RUN, _FIELD):
        text = run.findtext(qn("a:t")) or ""
        first = run.find(_PROPERTIES)
        chain = defaults if first is None else [first, *defaults]
        if text:
            runs.append(_read_run(page, text, chain, own, bold=bold))
    end = element.find(qn("a:endParaRPr"))
    chain = defaults if end is None else [end, *defaults]
    size = max((run.size for run in runs), default=_read_size(chain))
    first = element.find(qn("a:pPr"))
    places = levels if first is None else [first, *levels]
    return Paragraph(
        read_paragraph(element),
        tuple(runs),
        size,
        _read_space(places, "a:spcBef", size),
        _read_space(places, "a:spcAft", size),
        _read_space(places, "a:lnSpc", size) / size if size else 1.0,
        max(0, int(_find(places, "marL") or 0)) / _POINT,
    )


def _find(chain: Sequence[etree._Element], name: str) -> str | None:
    return next((one.get(name) for one in chain if one.get(name) is not None), None)


def _read_size(chain: Sequence[etree._Element]) -> float:
    size = _find(chain, "sz")
    return int(size) / 100 if size else _USUAL


def _read_space(chain: Sequence[etree._Element], name: str, size: float) -> float:
    """Return a space between lines or paragraphs in points; a line's own is in sizes."""
    usual = size if name == "a:lnSpc" else 0.0
    found = next((one for level in chain if (one := level.find(qn(name))) is not None), None)
    if found is None or not len(found):
        return usual
    value = int(found[0].get("val", "0").rstrip("%"))
    if found[0].tag == qn("a:spcPts"):
        points = value / 100
        return points / 1.2 if name == "a:lnSpc" else points
    return size * value / _FULL


def _read_run(
    page: Page, text: str, chain: Sequence[etree._Element], own: Fill, *, bold: bool
) -> Run:
    weight = _find(chain, "b")
    marked = (_find(chain[:1], "u") or "none") != "none" or _find(chain[:1], "i") == "1"
    linked = chain and chain[0].find(qn("a:hlinkClick")) is not None
    return Run(
        text,
        _read_size(chain),
        weight in ("1", "true") if weight is not None else bold,
        marked or bool(linked),
        _read_colours(page, chain, own),
        _read_typeface(page.layers, chain),
        _find(chain, "lang") or "",
    )


def _read_colours(page: Page, chain: Sequence[etree._Element], own: Fill) -> Fill:
    """Return the colours of letters: their own, those of the shape's style, then the defaults'."""
    first = page.palette.fill(chain[0]) if chain else ""
    if not isinstance(first, str):
        return first
    if own:
        return own
    for one in chain[1:]:
        found = page.palette.fill(one)
        if not isinstance(found, str):
            return found
    ink = page.palette.theme.get(page.palette.names.get("tx1", "dk1"), "000000")
    value = int(ink or "0", 16)
    return [Colour((value >> 16 & 255) / 255, (value >> 8 & 255) / 255, (value & 255) / 255)]


def _read_typeface(layers: Layers, chain: Sequence[etree._Element]) -> str:
    """Return the typeface of Japanese letters; names of the theme are looked up there."""
    found = next((one for level in chain if (one := level.find(qn("a:ea"))) is not None), None)
    name = found.get("typeface", "") if found is not None else ""
    if name and not name.startswith("+"):
        return name
    return find_theme_face(layers, "majorFont" if name.startswith("+mj") else "minorFont")


def find_theme_face(layers: Layers, kind: str) -> str:
    """Return the Japanese typeface of a theme; an empty one stands for the one by script."""
    fonts = layers.theme.find(f".//{qn(f'a:{kind}')}") if layers.theme is not None else None
    if fonts is None:
        return ""
    own = fonts.find(qn("a:ea"))
    if own is not None and own.get("typeface"):
        return str(own.get("typeface"))
    scripts = {one.get("script"): one.get("typeface", "") for one in fonts.iter(qn("a:font"))}
    return str(scripts.get("Jpan", ""))


def read_body(shape: Shape, name: str) -> str | None:
    """Return a setting of the frame around a text: the shape's own, else its placeholders'."""
    for one in (shape.element, *shape.above):
        found = one.find(f"{qn('p:txBody')}/{qn('a:bodyPr')}")
        if found is not None and found.get(name) is not None:
            return str(found.get(name))
    return None


def read_insets(shape: Shape) -> tuple[float, float, float, float]:
    """Return the room between frame and text: left, top, right, bottom in points."""
    values = [read_body(shape, name) for name in _INSETS]
    usual = list(_INSETS.values())
    left, top, right, bottom = (
        usual[n] if value is None else int(value) / _POINT for n, value in enumerate(values)
    )
    return left, top, right, bottom
