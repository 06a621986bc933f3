"""Find out what lies behind a text, and whether the text stands out from it."""

from collections.abc import Iterable
from itertools import product

from lxml import etree
from pptx.oxml.ns import qn

from facilitator.exports.deck_check.colours import WHITE, Fill, Palette, least_contrast
from facilitator.exports.deck_check.looks import Paragraph, Run
from facilitator.exports.deck_check.pages import Page, Rect, Shape
from facilitator.exports.deck_check.rules import Found

_LARGE, _LARGE_BOLD = 24.0, 20.0  # points; on a wall, as 18 and 14 are on paper
_NEEDED, _NEEDED_LARGE = 4.5, 3.0
_APART = 1.25  # a step of brightness that is still seen side by side
_FIRST_GROUND = 1001  # the number of the first style of grounds in a theme


def check_contrast(paragraphs: Iterable[Paragraph], ground: Fill) -> Found:
    """Report the text that stands out least, where it is not enough."""
    worst: tuple[float, Run] | None = None
    for run in (run for paragraph in paragraphs for run in paragraph.runs if run.text.strip()):
        value = too_low(run.colours, ground, size=run.size, bold=run.bold)
        if value and (worst is None or value < worst[0]):
            worst = value, run
    if worst is not None:
        yield "low contrast", f"{worst[0]:.1f} : 1　{worst[1].text[:20]}"


def too_low(texts: Fill, ground: Fill, *, size: float, bold: bool) -> float | None:
    """Return the contrast where it is not enough; pictures cannot be judged."""
    if not texts or not ground:
        return None
    large = size >= _LARGE or (bold and size >= _LARGE_BOLD)
    value = least_contrast(texts, ground)
    return value if value < (_NEEDED_LARGE if large else _NEEDED) - 0.005 else None


def find_ground(page: Page, shape: Shape) -> Fill:
    """Return the colours behind the text of a shape; None where a picture lies there."""
    return cover(read_fill(page.palette, shape), find_below(page, shape, shape.box))


def find_below(page: Page, shape: Shape, box: Rect | None) -> Fill:
    """Return the colours on which a shape lies."""
    if box is None:
        return None
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    ground: Fill = _read_background(page)
    for one in (*page.layers.fixed, *page.shapes):
        if one is shape:
            break
        if one.box is not None and one.box.holds(x, y) and one.kind != "cxnSp":
            ground = cover(None if one.kind == "pic" else read_fill(page.palette, one), ground)
    return ground


def cover(fill: Fill, below: Fill) -> Fill:
    """Return what is seen where a fill lies on what is below."""
    if fill is None or (fill and all(one.alpha >= 1 for one in fill)):
        return fill
    if not fill:
        return below
    return None if below is None else [one.over(ground) for one, ground in product(fill, below)]


def read_fill(palette: Palette, shape: Shape) -> Fill:
    """Return the fill of a shape: its own, its placeholder's, or its style's."""
    for one in (shape.element, *shape.above):
        found = palette.fill(one.find(qn("p:spPr")))
        if not isinstance(found, str):
            return found
    style = shape.element.find(f"{qn('p:style')}/{qn('a:fillRef')}")
    if style is not None and style.get("idx", "0") != "0":
        colour = palette.resolve(style)
        return [colour] if colour else None
    return []


def _read_background(page: Page) -> Fill:
    for root in (page.root, page.layers.layout, page.layers.master):
        ground = root.find(f"{qn('p:cSld')}/{qn('p:bg')}") if root is not None else None
        if ground is not None and len(ground):
            found = _read_ground(page, ground[0])
            return None if isinstance(found, str) else found or None
    return [WHITE]


def _read_ground(page: Page, ground: etree._Element) -> Fill | str:
    if ground.tag == qn("p:bgPr"):
        return page.palette.fill(ground)
    own, number = page.palette.resolve(ground), int(ground.get("idx", "0")) - _FIRST_GROUND
    theme = page.layers.theme
    styles = theme.find(f".//{qn('a:bgFillStyleLst')}") if theme is not None else None
    if styles is None or not 0 <= number < len(styles):
        return [own] if own else None
    return page.palette.fill([styles[number]], own)


def darkest(fill: Fill) -> float | None:
    """Return the brightness of a fill, None where it cannot be told."""
    return min((one.brightness for one in fill), default=None) if fill else None


def tell_apart(one: float | None, other: float | None) -> bool:
    """Tell whether two fills can be told apart without seeing colours."""
    if one is None or other is None:
        return True
    low, high = sorted((one, other))
    return (high + 0.05) / (low + 0.05) >= _APART
