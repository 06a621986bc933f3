"""Read what a placeholder of a layout inherits: its size of type, insets and indent.

A layout says little by itself; what it leaves open stands in the master, in the placeholder of
the same kind or in the styles for titles and bodies.
"""

from collections.abc import Iterator

from lxml import etree
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn
from pptx.shapes.placeholder import LayoutPlaceholder
from pptx.slide import SlideLayout
from pptx.util import Emu

from facilitator.exports.text_fitting import LINE

TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
SMALL = (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER, PP_PLACEHOLDER.DATE)
_SMALLEST = 18.0  # points of type in a text
_USUAL_INSETS = {"l": 7.2, "t": 3.6, "r": 7.2, "b": 3.6}  # what PowerPoint takes when none is said


def read_insets(layout: SlideLayout, shape: LayoutPlaceholder) -> dict[str, float]:
    """Return the four insets of a placeholder in points, by the first letter of the side."""
    bodies = [body for body in _list_bodies(layout, shape) if body is not None]
    found = dict(_USUAL_INSETS)
    for body in reversed(bodies):
        for side in found:
            said = body.get(f"{side}Ins")
            if said is not None:
                found[side] = Emu(int(said)).pt
    return found


def read_size(layout: SlideLayout, shape: LayoutPlaceholder) -> float:
    """Return the size of type that a placeholder gives to a first level without one."""
    for level in list_levels(layout, shape):
        run = level.find(qn("a:defRPr"))
        if run is not None and run.get("sz"):
            return int(run.get("sz")) / 100
    return 18.0


def find_fill(layout: SlideLayout, shape: LayoutPlaceholder) -> etree._Element | None:
    """Return how the letters of the first level are filled, None where nothing says it."""
    for level in list_levels(layout, shape):
        run = level.find(qn("a:defRPr"))
        found = run.find(qn("a:solidFill")) if run is not None else None
        if found is not None:
            return found
    return None


def read_indent(layout: SlideLayout, shape: LayoutPlaceholder) -> float:
    """Return how far the first level stands from the left, in points."""
    for level in list_levels(layout, shape):
        if level.get("marL") is not None:
            return float(Emu(int(level.get("marL"))).pt)
    return 0.0


def read_align(layout: SlideLayout, shape: LayoutPlaceholder) -> str:
    """Return how the first level is aligned, as the file says it; "" is to the left."""
    found = (level.get("algn") for level in list_levels(layout, shape))
    return next((str(one) for one in found if one is not None), "")


def read_gap(layout: SlideLayout, shape: LayoutPlaceholder, size: float) -> float:
    """Return the most points between two paragraphs."""
    gap = 0.0
    for name in ("a:spcBef", "a:spcAft"):
        points, share = _read_space(layout, shape, name)
        gap += points if points is not None else (share or 0.0) * size * LINE
    return gap


def read_spacing(layout: SlideLayout, shape: LayoutPlaceholder) -> float:
    """Return how far lines stand apart, in multiples of the usual; never less than 1."""
    points, share = _read_space(layout, shape, "a:lnSpc")
    if points is not None:
        share = points / (_SMALLEST * LINE)
    return max(1.0, share or 1.0)


def _read_space(
    layout: SlideLayout, shape: LayoutPlaceholder, name: str
) -> tuple[float | None, float | None]:
    """Return a space in points or as a share, whichever the nearest style says."""
    for level in list_levels(layout, shape):
        space = level.find(qn(name))
        if space is None or not len(space):
            continue
        value = space[0].get("val", "0").removesuffix("%")
        if space[0].tag == qn("a:spcPts"):
            return float(value) / 100, None
        return None, float(value) / (100_000 if "%" not in space[0].get("val", "") else 100)
    return None, None


def list_levels(layout: SlideLayout, shape: LayoutPlaceholder) -> Iterator[etree._Element]:
    """Yield the styles of the first level, the nearest first."""
    for element in _list_elements(layout, shape):
        level = element.find(f"{qn('p:txBody')}/{qn('a:lstStyle')}/{qn('a:lvl1pPr')}")
        if level is not None:
            yield level
    styles = layout.slide_master._element.find(qn("p:txStyles"))  # noqa: SLF001 -- no door to styles
    kind = shape.placeholder_format.type
    name = "titleStyle" if kind in TITLES else "otherStyle" if kind in SMALL else "bodyStyle"
    level = None if styles is None else styles.find(f"{qn(f'p:{name}')}/{qn('a:lvl1pPr')}")
    if level is not None:
        yield level


def _list_bodies(layout: SlideLayout, shape: LayoutPlaceholder) -> Iterator[etree._Element | None]:
    path = f"{qn('p:txBody')}/{qn('a:bodyPr')}"
    return (element.find(path) for element in _list_elements(layout, shape))


def _list_elements(layout: SlideLayout, shape: LayoutPlaceholder) -> Iterator[etree._Element]:
    yield shape._element  # noqa: SLF001 -- list styles have no door
    kind = shape.placeholder_format.type
    wanted = (PP_PLACEHOLDER.TITLE,) if kind in TITLES else (kind,) if kind in SMALL else ()
    for one in layout.slide_master.placeholders:
        found = one.placeholder_format.type
        if found in wanted or (not wanted and found is PP_PLACEHOLDER.BODY):
            yield one._element  # noqa: SLF001 -- same
            return
