"""Check charts: letters, labels on bars, data that can be edited, series told apart."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from xml.sax.saxutils import escape

from lxml import etree
from pptx.oxml.ns import qn

from facilitator.exports.deck_check.colours import Colour, Fill
from facilitator.exports.deck_check.grounds import (
    cover,
    darkest,
    find_below,
    tell_apart,
    too_low,
)
from facilitator.exports.deck_check.pages import Page, Shape
from facilitator.exports.deck_check.parts import REL_ID
from facilitator.exports.deck_check.rules import Found
from facilitator.exports.deck_check.text_rules import SMALLEST

_INSIDE = ("ctr", "inEnd", "inBase")
_STACKED = ("stacked", "percentStacked")
_ROUND = ("pieChart", "doughnutChart", "ofPieChart", "pie3DChart")
_LINES = ("lineChart", "scatterChart", "radarChart")
_ACCENTS = 6


@dataclass(frozen=True, slots=True)
class _Series:
    """One row of data: how it is painted and what else tells it from the others."""

    fill: Fill
    sign: tuple[str, ...]  # pattern, marker or dashes
    edged: bool
    named: bool
    labels: etree._Element | None


def check_chart(page: Page, shape: Shape, key: str) -> Found:
    """Report what is wrong with a chart."""
    name = page.package.target(page.part, key)
    root = page.package.root(name or "")
    if name is None or root is None:
        yield "chart without its data", shape.name
        return
    data = root.find(qn("c:externalData"))
    book = page.package.target(name, data.get(REL_ID)) if data is not None else None
    if book is None or not _has_sheet(page, root, book):
        yield "chart without its data", shape.name
    yield from _check_letters(page, shape, root)
    for plot in root.iterfind(f"{qn('c:chart')}/{qn('c:plotArea')}/*"):
        series = [_read_series(page, plot, one) for one in plot.iterchildren(qn("c:ser"))]
        if series:
            yield from _check_labels(page, plot, series)
            if not _are_told_apart(plot, series):
                yield "colour alone", shape.name


def _has_sheet(page: Page, root: etree._Element, book: str) -> bool:
    """Tell whether the workbook has the sheet that the chart reads."""
    formula = root.findtext(f".//{qn('c:f')}") or ""
    sheet = formula.partition("!")[0].strip("'")
    try:
        with zipfile.ZipFile(io.BytesIO(page.package.read(book))) as archive:
            listed = archive.read("xl/workbook.xml").decode("utf-8", "replace")
    except (KeyError, zipfile.BadZipFile):
        return False
    return f'name="{escape(sheet)}"' in listed


def _check_letters(page: Page, shape: Shape, root: etree._Element) -> Found:
    ground = cover(
        page.palette.own_fill(root.find(qn("c:spPr"))), find_below(page, shape, shape.box)
    )
    smallest, lowest = SMALLEST, None
    for text in root.iter(qn("c:txPr"), qn("c:rich")):
        if _is_hidden(text):
            continue
        for letters in text.iter(qn("a:defRPr"), qn("a:rPr")):
            smallest = min(smallest, int(letters.get("sz", SMALLEST * 100)) / 100)
            # Labels stand on their bars or beside them: judged there.
            if text.getparent().tag not in (qn("c:dLbls"), qn("c:dLbl")):
                colour = page.palette.own_fill(letters)
                low = too_low(colour, ground, size=SMALLEST, bold=False)
                lowest = min(filter(None, (lowest, low)), default=None)
    if smallest < SMALLEST:
        yield "too small", f"{smallest:g} {shape.name}"
    if lowest is not None:
        yield "low contrast", f"{lowest:.1f} : 1　{shape.name}"


def _is_hidden(text: etree._Element) -> bool:
    """Tell whether letters belong to an axis or a label that is not drawn."""
    off = text.getparent().find(qn("c:delete"))
    return off is not None and off.get("val", "1") == "1"


def _read_series(page: Page, plot: etree._Element, series: etree._Element) -> _Series:
    properties = series.find(qn("c:spPr"))
    line = properties.find(qn("a:ln")) if properties is not None else None
    drawn = etree.QName(plot).localname in _LINES
    marker = series.find(f"{qn('c:marker')}")
    holder = properties
    if drawn:
        own = marker.find(qn("c:spPr")) if marker is not None else None
        holder = own if own is not None else line
    fill = page.palette.fill(holder)
    if isinstance(fill, str):
        number = int(series.find(qn("c:idx")).get("val", "0"))
        colour = page.palette.theme.get(f"accent{number % _ACCENTS + 1}", "000000")
        value = int(colour, 16)
        parts = ((value >> shift & 255) / 255 for shift in (16, 8, 0))
        fill = [Colour(*parts)]
    labels = series.find(qn("c:dLbls"))
    labels = labels if labels is not None else plot.find(qn("c:dLbls"))
    return _Series(
        fill,
        tuple(_list_signs(series, holder, line)),
        line is not None and line.find(qn("a:solidFill")) is not None,
        _shows(labels, "c:showSerName") or (drawn and _has_own_words(labels)),
        labels,
    )


def _list_signs(
    series: etree._Element, holder: etree._Element | None, line: etree._Element | None
) -> Iterator[str]:
    symbol = series.find(f"{qn('c:marker')}/{qn('c:symbol')}")
    yield symbol.get("val", "") if symbol is not None else ""
    pattern = holder.find(qn("a:pattFill")) if holder is not None else None
    yield pattern.get("prst", "") if pattern is not None else ""
    dash = line.find(qn("a:prstDash")) if line is not None else None
    yield dash.get("val", "") if dash is not None else ""


def _shows(labels: etree._Element | None, what: str) -> bool:
    found = labels.find(qn(what)) if labels is not None else None
    return found is not None and found.get("val") == "1"


def _has_own_words(labels: etree._Element | None) -> bool:
    return labels is not None and labels.find(f".//{qn('c:rich')}") is not None


def _check_labels(page: Page, plot: etree._Element, series: Sequence[_Series]) -> Found:
    """Report numbers on bars that do not stand out from them."""
    grouping = plot.find(qn("c:grouping"))
    stacked = grouping is not None and grouping.get("val") in _STACKED
    for one in series:
        if one.labels is None or not _shows(one.labels, "c:showVal"):
            continue
        place = one.labels.find(qn("c:dLblPos"))
        inside = place.get("val") in _INSIDE if place is not None else stacked
        letters = one.labels.find(f"{qn('c:txPr')}//{qn('a:defRPr')}")
        if not inside or letters is None:
            continue
        colours = page.palette.own_fill(letters)
        bold, size = letters.get("b") == "1", int(letters.get("sz", 1800)) / 100
        low = too_low(colours, one.fill, size=size, bold=bold)
        if low:
            yield "low contrast", f"{low:.1f} : 1　グラフの数"
            return


def _are_told_apart(plot: etree._Element, series: Sequence[_Series]) -> bool:
    """Tell whether people who see no colours know which is which."""
    if etree.QName(plot).localname in _ROUND:
        labels = plot.find(f".//{qn('c:dLbls')}")
        return _shows(labels, "c:showCatName") or plot.find(f".//{qn('a:pattFill')}") is not None
    grouping = plot.find(qn("c:grouping"))
    if grouping is not None and grouping.get("val") in _STACKED:
        # In a stack the order tells, as long as one sees where a part ends.
        pairs = list(pairwise(series))
        return all(_differ(*pair) or any(one.edged for one in pair) for pair in pairs)
    return all(_differ(*pair) for pair in combinations(series, 2))


def _differ(one: _Series, other: _Series) -> bool:
    if (one.named and other.named) or one.sign != other.sign:
        return True
    return tell_apart(darkest(one.fill), darkest(other.fill))
