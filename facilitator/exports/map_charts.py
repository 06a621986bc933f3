"""A native scatter of things on two axes: numbered means, the middle half as whiskers."""

from collections.abc import Sequence

from lxml import etree
from pptx.chart.axis import _BaseAxis
from pptx.chart.chart import Chart
from pptx.chart.marker import Marker
from pptx.chart.series import XySeries
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_LINE, MSO_THEME_COLOR
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.util import Pt

from facilitator.analysis.records import SMALLEST_GROUP
from facilitator.analysis.tallies import Placement, PositionTally
from facilitator.exports.box import Box
from facilitator.exports.slide_charts import Points, place_chart
from facilitator.exports.slide_text import INK, MAIN, MUTED, QUIET
from facilitator.exports.text_fitting import line_width
from facilitator.exports.words import clean_line
from programs.questions import Axis

_SIZE = 18
_AXIS_ROOM = 0.85  # of the side of a chart for the words of an axis
_CLOSE_X, _CLOSE_Y = 0.45, 0.25  # steps; nearer labels would lie on each other
_WHISKER = "12700"  # a line of one point


def add_map(slide: Slide, box: Box, tally: PositionTally, *, alt: str) -> Chart:
    """Draw things on two axes; marks close together share a label with all their numbers."""
    named = tally.named
    quiet = [place for place in tally.placements if place not in named]
    data = Points()
    # One series: LibreOffice loses the first of several.
    series = data.add_series("置いた場所")
    for place in (*named, *quiet):
        series.add_data_point(round(place.x, 2), round(place.y, 2))
    corners = _list_corners(tally)
    for _, x, y in corners:
        series.add_data_point(x, y)
    chart = place_chart(slide, box, XL_CHART_TYPE.XY_SCATTER, data, alt)
    drawn = chart.plots[0].series[0]
    drawn.format.line.fill.background()
    _mark(drawn.marker, XL_MARKER_STYLE.CIRCLE, 13, MAIN)
    if tally.rated:
        _mark_rated(drawn, named, tally)
    for index in range(len(named), len(named) + len(quiet)):
        _mark(drawn.points[index].marker, XL_MARKER_STYLE.DIAMOND, 7, QUIET)
    for index, numbers in _share_labels(named).items():
        label = drawn.points[index].data_label
        label.position = XL_LABEL_POSITION.RIGHT
        label.text_frame.text = "・".join(str(number) for number in numbers)
        run = label.text_frame.paragraphs[0].runs[0]
        run.font.size, run.font.bold = Pt(_SIZE), True
    _name_fields(drawn, corners, len(named) + len(quiet), tally)
    _add_whiskers(drawn, (*named, *quiet), spare=len(corners))
    _cross(chart.category_axis, tally, _name_axis(tally.x, box.width))
    _cross(chart.value_axis, tally, _name_axis(tally.y, box.height))
    return chart


def _name_axis(axis: Axis, room: float) -> str:
    """Name both ends and, where there is room, what the axis is about; notes tell it anyway."""
    whole = f"← {axis.low}　{axis.label}　{axis.high} →"
    fits = line_width(whole, size=_SIZE) <= room * _AXIS_ROOM
    return whole if fits else f"← {axis.low}　　{axis.high} →"


def _mark(marker: Marker, style: XL_MARKER_STYLE, size: int, colour: MSO_THEME_COLOR) -> None:
    marker.style, marker.size = style, size
    marker.format.fill.solid()
    marker.format.fill.fore_color.theme_color = colour
    marker.format.line.fill.background()


def _mark_rated(drawn: XySeries, named: Sequence[Placement], tally: PositionTally) -> None:
    """The field wanted most has circles, the others squares; few people make a triangle."""
    best = tally.upper_right
    for index, place in enumerate(named):
        marker = drawn.points[index].marker
        if place.raters < SMALLEST_GROUP:
            _mark(marker, XL_MARKER_STYLE.TRIANGLE, 12, QUIET)
        elif place in best:
            _mark(marker, XL_MARKER_STYLE.CIRCLE, 13, MAIN)
        else:
            _mark(marker, XL_MARKER_STYLE.SQUARE, 12, INK)


def _share_labels(placements: Sequence[Placement]) -> dict[int, list[int]]:
    """Return which mark carries which numbers: marks close together share one label."""
    labels: dict[int, list[int]] = {}
    for index, place in enumerate(placements):
        for other, numbers in labels.items():
            near = placements[other]
            if abs(near.x - place.x) < _CLOSE_X and abs(near.y - place.y) < _CLOSE_Y:
                numbers.append(place.number)
                break
        else:
            labels[index] = [place.number]
    return labels


def _list_corners(tally: PositionTally) -> list[tuple[str, float, float]]:
    """Return the words of the fields, each with a point in its outer corner."""
    quarters = tally.quarters
    if quarters is None:
        return []
    left, right = tally.least - 0.45, tally.most + 0.45
    bottom, top = tally.least - 0.35, tally.most + 0.35
    return [
        (f"◎ {quarters.high_high}", right, top),
        (quarters.low_high, left, top),
        (quarters.high_low, right, bottom),
        (quarters.low_low, left, bottom),
    ]


def _name_fields(
    drawn: XySeries, corners: Sequence[tuple[str, float, float]], start: int, tally: PositionTally
) -> None:
    """Let unseen points carry the words: so they stay in their corners when the chart is sized."""
    for index, (words, x, _) in enumerate(corners, start):
        drawn.points[index].marker.style = XL_MARKER_STYLE.NONE
        label = drawn.points[index].data_label
        inward = XL_LABEL_POSITION.RIGHT if x < tally.middle else XL_LABEL_POSITION.LEFT
        label.position = inward
        label.text_frame.text = clean_line(words)
        run = label.text_frame.paragraphs[0].runs[0]
        run.font.size, run.font.bold = Pt(_SIZE), index == start
        run.font.color.theme_color = MAIN if index == start else MUTED


def _add_whiskers(drawn: XySeries, placements: Sequence[Placement], *, spare: int) -> None:
    """Reach from each mean over the middle half of what people said; python-pptx has no door."""
    if all(place.middle is None for place in placements):
        return
    series = drawn._element  # noqa: SLF001 -- see above
    before = series.find(qn("c:xVal"))
    for axis, number in (("y", 1), ("x", 0)):
        bars = etree.Element(qn("c:errBars"))
        for name, value in (
            ("errDir", axis),
            ("errBarType", "both"),
            ("errValType", "cust"),
            ("noEndCap", "1"),
        ):
            etree.SubElement(bars, qn(f"c:{name}"), {"val": value})
        reach = [*(_reach(place, number) for place in placements), *[(0.0, 0.0)] * spare]
        _add_numbers(bars, "plus", [up for _, up in reach])
        _add_numbers(bars, "minus", [down for down, _ in reach])
        line = etree.SubElement(etree.SubElement(bars, qn("c:spPr")), qn("a:ln"), {"w": _WHISKER})
        fill = etree.SubElement(line, qn("a:solidFill"))
        etree.SubElement(fill, qn("a:schemeClr"), {"val": "accent1"})
        before.addprevious(bars)


def _reach(place: Placement, axis: int) -> tuple[float, float]:
    if place.middle is None:
        return 0.0, 0.0
    span, mean = place.middle[axis], (place.x, place.y)[axis]
    return max(0.0, mean - span.low), max(0.0, span.high - mean)


def _add_numbers(bars: etree._Element, name: str, values: Sequence[float]) -> None:
    numbers = etree.SubElement(etree.SubElement(bars, qn(f"c:{name}")), qn("c:numLit"))
    etree.SubElement(numbers, qn("c:formatCode")).text = "General"
    etree.SubElement(numbers, qn("c:ptCount"), {"val": str(len(values))})
    for index, value in enumerate(values):
        point = etree.SubElement(numbers, qn("c:pt"), {"idx": str(index)})
        etree.SubElement(point, qn("c:v")).text = f"{value:.2f}"


def _cross(axis: _BaseAxis, tally: PositionTally, title: str) -> None:
    """Make the axes cross in the middle and carry words instead of numbers."""
    axis.minimum_scale, axis.maximum_scale = tally.least - 0.5, tally.most + 0.5
    axis.has_major_gridlines = False
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    axis.format.line.color.theme_color = QUIET
    axis.format.line.dash_style = MSO_LINE.DASH
    axis.has_title = True
    axis.axis_title.text_frame.text = clean_line(title)
    font = axis.axis_title.text_frame.paragraphs[0].runs[0].font
    font.size, font.bold = Pt(_SIZE), False
    element = axis._element  # noqa: SLF001 -- the door to crossesAt belongs to the other axis
    for old in element.findall(qn("c:crosses")):
        at = old.makeelement(qn("c:crossesAt"), {"val": f"{tally.middle:g}"})
        element.replace(old, at)
