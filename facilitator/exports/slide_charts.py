"""Native charts that people can go on editing in PowerPoint."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from typing import Any

from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.chart.xlsx import CategoryWorkbookWriter, XyWorkbookWriter
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.slide import Slide
from pptx.util import Pt
from xlsxwriter import Workbook

from facilitator.analysis.records import Comparison
from facilitator.analysis.tallies import OptionCount, ScaleTally
from facilitator.analysis.wording import count_things, shorten
from facilitator.exports.box import Box
from facilitator.exports.slide_shapes import describe
from facilitator.exports.slide_text import ACCENT, INK, MAIN, QUIET, WHITE
from facilitator.exports.words import clean_line

_SIZE = 18
_GAPS = {1: 300, 2: 120, 3: 70}  # between few bars, in percent of a bar
# Letters of a category before it is cut; the whole stands in the notes.
_LABEL, _LONG_LABEL = 20, 36
_CREATED = datetime(1980, 1, 1)  # noqa: DTZ001 -- a workbook knows no zones; fixed for equal bytes
_SCALE = {
    2: (ACCENT, MAIN),
    3: (ACCENT, QUIET, MAIN),
    4: (ACCENT, MSO_THEME_COLOR.ACCENT_3, MSO_THEME_COLOR.ACCENT_5, MAIN),
    5: (ACCENT, MSO_THEME_COLOR.ACCENT_3, QUIET, MSO_THEME_COLOR.ACCENT_5, MAIN),
}
# The last round stands out; three greys apart also without colour.
_ROUNDS = (MSO_THEME_COLOR.ACCENT_5, QUIET, MAIN)


class _PlainBook:
    """Write the workbook behind a chart without reading formulas or links into words."""

    @contextmanager
    def _open_worksheet(self, xlsx_file: BytesIO) -> Iterator[tuple[Any, Any]]:
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        workbook = Workbook(xlsx_file, options)
        workbook.set_properties({"created": _CREATED})
        yield workbook, workbook.add_worksheet()
        workbook.close()


class _Categories(CategoryChartData):  # type: ignore[misc]  # python-pptx ships no types
    class _Writer(_PlainBook, CategoryWorkbookWriter):  # type: ignore[misc]  # same
        pass

    @property
    def _workbook_writer(self) -> CategoryWorkbookWriter:
        return self._Writer(self)


class Points(XyChartData):  # type: ignore[misc]  # python-pptx ships no types
    """Points of a scatter whose workbook stays plain."""

    class _Writer(_PlainBook, XyWorkbookWriter):  # type: ignore[misc]  # same
        pass

    @property
    def _workbook_writer(self) -> XyWorkbookWriter:
        return self._Writer(self)


def add_bars(
    slide: Slide, box: Box, counts: Sequence[OptionCount], *, unit: str, alt: str, most: int = 10
) -> Chart:
    """Draw counts as bars from the top; the highest stand out in colour and by their place."""
    shown = list(counts[:most])
    rest = counts[most:]
    if rest:
        others = OptionCount(
            "", f"ほか{count_things(len(rest))}", sum(count.count for count in rest)
        )
        shown.append(others)
    data = _Categories()
    data.categories = [_name(count.label or count.key) for count in shown]
    data.add_series("件数", [count.count for count in shown])
    chart = place_chart(slide, box, XL_CHART_TYPE.BAR_CLUSTERED, data, alt)
    plot = chart.plots[0]
    plot.gap_width = _GAPS.get(len(shown), 45)
    plot.has_data_labels = True
    plot.data_labels.number_format = f'0"{unit}"'
    plot.data_labels.number_format_is_linked = False
    plot.data_labels.position = XL_LABEL_POSITION.OUTSIDE_END
    plot.data_labels.font.size = Pt(_SIZE)
    plot.data_labels.font.bold = True
    highest = max((count.count for count in shown), default=0)
    for number, count in enumerate(shown):
        fill = plot.series[0].points[number].format.fill
        fill.solid()
        fill.fore_color.theme_color = MAIN if count.count == highest else QUIET
    _quiet_axes(chart, top=max(1, highest) * 1.2)
    return chart


def _name(label: str, most: int = _LABEL) -> str:
    return shorten(clean_line(label), most) or "（名前なし）"


def place_chart(slide: Slide, box: Box, kind: XL_CHART_TYPE, data: Any, alt: str) -> Chart:  # noqa: ANN401 -- two unrelated classes of python-pptx
    """Put a chart on a slide, without legend and title, described in words."""
    frame = slide.shapes.add_chart(
        kind, Pt(box.left), Pt(box.top), Pt(box.width), Pt(box.height), data
    )
    describe(frame, "グラフ", alt)
    chart = frame.chart
    chart.has_legend = False
    chart.has_title = False
    chart.font.size = Pt(_SIZE)
    chart.font.color.theme_color = INK
    return chart


def _quiet_axes(chart: Chart, *, top: float) -> None:
    values, names = chart.value_axis, chart.category_axis
    values.visible = False
    values.has_major_gridlines = False
    values.minimum_scale, values.maximum_scale = 0, top
    names.reverse_order = True
    names.major_tick_mark = XL_TICK_MARK.NONE
    names.format.line.color.theme_color = QUIET
    names.tick_labels.font.size = Pt(_SIZE)


def add_scales(slide: Slide, box: Box, tallies: Sequence[ScaleTally], *, alt: str) -> Chart:
    """Draw scales as stacked bars, low steps at the left, each step with its number."""
    data = _Categories()
    data.categories = [_name(tally.label, _LONG_LABEL) for tally in tallies]
    steps = len(tallies[0].counts)
    for place in range(steps):
        step = tallies[0].counts[place]
        name = clean_line(f"{step.key} {step.label}")
        data.add_series(name, [tally.counts[place].count for tally in tallies])
    chart = place_chart(slide, box, XL_CHART_TYPE.BAR_STACKED, data, alt)
    _add_legend(chart)
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = _GAPS.get(len(tallies), 45), 100
    colours = _SCALE.get(steps)
    for place, series in enumerate(plot.series):
        if colours:
            series.format.fill.solid()
            series.format.fill.fore_color.theme_color = colours[place]
        # A white edge shows where a step ends, also to those who see no colours.
        series.format.line.width = Pt(1.5)
        series.format.line.color.theme_color = WHITE
        labels = series.data_labels
        labels.show_value = True
        labels.number_format, labels.number_format_is_linked = "0;;", False
        labels.font.size, labels.font.bold = Pt(_SIZE), True
        dark = colours is not None and colours[place] in (MAIN, ACCENT)
        labels.font.color.theme_color = WHITE if dark else INK
    most = max(sum(count.count for count in tally.counts) for tally in tallies)
    _quiet_axes(chart, top=max(1, most))
    return chart


def add_rounds(slide: Slide, box: Box, comparison: Comparison, *, alt: str) -> Chart:
    """Draw the means of each round below one another, from zero, so that lengths are true."""
    data = _Categories(number_format="0.0")
    data.categories = [_name(question.label, _LONG_LABEL) for question in comparison.questions]
    for place, moment in enumerate(comparison.moments):
        values = [question.values[place] for question in comparison.questions]
        people = max(value.answered for value in values)
        means = [None if value.mean is None else round(value.mean, 2) for value in values]
        data.add_series(clean_line(f"{moment}（{people}人）"), means)
    chart = place_chart(slide, box, XL_CHART_TYPE.BAR_CLUSTERED, data, alt)
    _add_legend(chart)
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 60, -5
    earlier = len(comparison.moments) - len(_ROUNDS)
    for place, series in enumerate(plot.series):
        series.format.fill.solid()
        series.format.fill.fore_color.theme_color = _ROUNDS[max(0, place - earlier)]
        labels = series.data_labels
        labels.show_value, labels.position = True, XL_LABEL_POSITION.OUTSIDE_END
        labels.number_format, labels.number_format_is_linked = "0.0", False
        labels.font.size, labels.font.bold = Pt(_SIZE), True
    _quiet_axes(chart, top=max(question.most for question in comparison.questions) * 1.1)
    return chart


def _add_legend(chart: Chart) -> None:
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.TOP
    chart.legend.include_in_layout = False
    chart.legend.font.size = Pt(_SIZE)
