"""Plotly figures made from a report, for the pages and the stage alike.

Every picture carries a description, because not everybody sees it. What people wrote is
escaped: Plotly would read tags in it.
"""

import html
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from facilitator import palette
from facilitator.analysis import findings
from facilitator.analysis.records import Comparison, ReportedWorksheet
from facilitator.analysis.tallies import ChoiceTally, OptionCount, ScaleTally
from facilitator.analysis.wording import shorten, split_clusters, unit_of

FONT = "BIZ UDPGothic, Yu Gothic UI, Hiragino Sans, Noto Sans JP, sans-serif"
CONFIG = {"displayModeBar": False, "responsive": True, "showTips": False, "staticPlot": False}
_LINE = 14  # characters of a label before it breaks


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure, what it shows in words, and how high it wants to be at font size 18."""

    figure: go.Figure
    description: str
    height: int


def bars(tally: ChoiceTally, *, unit: str = "枚", size: int = 18) -> Picture:
    """Draw how often each option was chosen; the most chosen stands out."""
    return _draw_bars(tally.label, tally.counts, unit=unit, size=size)


def votes(sheet: ReportedWorksheet, *, most: int = 10, size: int = 18) -> Picture:
    """Draw the cards with most points."""
    counts = [
        OptionCount(answer.id, shorten(answer.headline, 40), answer.points)
        for answer in sheet.voted[:most]
    ]
    return _draw_bars(f"{sheet.title}への票", counts, unit=sheet.vote_unit, size=size)


def vote_bars(title: str, counts: Sequence[OptionCount], *, unit: str, size: int = 18) -> Picture:
    """Draw votes counted so far, before there is a report."""
    return _draw_bars(title, counts, unit=unit, size=size)


def _draw_bars(title: str, counts: Sequence[OptionCount], *, unit: str, size: int) -> Picture:
    most = max((count.count for count in counts), default=0)
    figure = go.Figure(
        go.Bar(
            x=[count.count for count in counts],
            y=list(range(len(counts))),
            orientation="h",
            text=[f"{count.count}{unit}" for count in counts],
            textposition="outside",
            cliponaxis=False,
            hoverinfo="skip",
            marker_color=[
                palette.MAIN if count.count == most else palette.LINE for count in counts
            ],
        )
    )
    height = 80 + max(1, len(counts)) * 3 * size
    dress(figure, size=size, height=height)
    figure.update_xaxes(visible=False, range=[0, max(1, most) * 1.2])
    _name_rows(figure, [count.label for count in counts])
    return Picture(figure, f"{title}：{_tell(counts, unit)}", height)


def _tell(counts: Sequence[OptionCount], unit: str) -> str:
    told = "、".join(f"{count.label or count.key} {count.count}{unit}" for count in counts)
    return told or "まだ回答がありません"


def scales(sheet: ReportedWorksheet, *, size: int = 18) -> Picture:
    """Draw the scales of a worksheet one below the other, each step with its number."""
    unit = unit_of(sheet.worksheet)
    tallies = [tally for tally in sheet.tallies if isinstance(tally, ScaleTally)]
    figure = go.Figure()
    steps = max((len(tally.counts) for tally in tallies), default=0)
    same_words = len({tuple(count.label for count in tally.counts) for tally in tallies}) == 1
    colours = palette.list_step_colours(steps)
    for place in range(steps):
        column = [tally.counts[place] for tally in tallies if place < len(tally.counts)]
        name = f"{column[0].key} {column[0].label}" if same_words else column[0].key
        figure.add_bar(
            name=safe(name.strip()),
            x=[count.count for count in column],
            y=list(range(len(column))),
            orientation="h",
            text=[str(count.count) if count.count else "" for count in column],
            textposition="inside",
            insidetextanchor="middle",
            textfont_color=palette.text_on(colours[place]),
            marker={"color": colours[place], "line": {"color": palette.WHITE, "width": 2}},
            hoverinfo="skip",
        )
    height = 140 + max(1, len(tallies)) * 4 * size
    dress(figure, size=size, height=height)
    figure.update_layout(
        barmode="stack",
        showlegend=True,
        legend={"orientation": "h", "traceorder": "normal", "y": 1.02, "yanchor": "bottom"},
    )
    figure.update_xaxes(visible=False)
    _name_rows(figure, [tally.label for tally in tallies])
    told = "。".join(f"{tally.label}：{_tell(tally.counts, unit)}" for tally in tallies)
    return Picture(figure, told or "まだ回答がありません", height)


def dumbbells(comparison: Comparison, *, size: int = 18) -> Picture:
    """Draw the means of every round of a survey on one line for each question."""
    figure = go.Figure()
    rows = comparison.questions
    for row, question in enumerate(rows):
        means = [value.mean for value in question.values if value.mean is not None]
        figure.add_scatter(
            x=[min(means), max(means)],
            y=[row, row],
            mode="lines",
            line={"color": palette.LINE, "width": 4},
            showlegend=False,
            hoverinfo="skip",
        )
    for place, moment in enumerate(comparison.moments):
        at_moment = [question.values[place].mean for question in rows]
        last = place == len(comparison.moments) - 1
        figure.add_scatter(
            name=safe(moment),
            x=at_moment,
            y=list(range(len(rows))),
            mode="markers+text",
            marker={
                "size": size,
                "color": palette.SERIES[place % len(palette.SERIES)],
                "symbol": palette.SYMBOLS[place % len(palette.SYMBOLS)],
            },
            text=["" if mean is None else f"{mean:.1f}" for mean in at_moment],
            textposition="top center" if last else "bottom center",
            hoverinfo="skip",
        )
    height = 140 + max(1, len(rows)) * 4 * size
    dress(figure, size=size, height=height)
    figure.update_layout(
        showlegend=True, legend={"orientation": "h", "y": 1.02, "yanchor": "bottom"}
    )
    least = min((question.least for question in rows), default=1)
    most = max((question.most for question in rows), default=4)
    figure.update_xaxes(
        range=[least - 0.3, most + 0.3], dtick=1, fixedrange=True, gridcolor=palette.SOFT
    )
    _name_rows(figure, [question.label for question in rows])
    return Picture(figure, _tell_comparison(comparison), height)


def _tell_comparison(comparison: Comparison) -> str:
    lines = [findings.say_comparison(comparison)]
    for question in comparison.questions:
        values = "、".join(
            f"{moment} 平均{value.mean:.1f}（{value.answered}人）"
            for moment, value in zip(comparison.moments, question.values, strict=True)
            if value.mean is not None
        )
        lines.append(f"{question.label}：{values}")
    return "。".join(lines)


def dress(figure: go.Figure, *, size: int, height: int) -> None:
    """Give a figure the looks of all our figures."""
    figure.update_layout(
        font={"family": FONT, "size": size, "color": palette.INK},
        paper_bgcolor=palette.WHITE,
        plot_bgcolor=palette.WHITE,
        margin={"l": 16, "r": 16, "t": 16, "b": 16},
        height=height,
        showlegend=False,
        separators=".,",
        dragmode=False,
    )


def _name_rows(figure: go.Figure, labels: Sequence[str]) -> None:
    """Put the labels at the left, the first row on top."""
    figure.update_yaxes(
        tickmode="array",
        tickvals=list(range(len(labels))),
        ticktext=[broken(label, _LINE) for label in labels],
        range=[len(labels) - 0.5, -0.5],
        showgrid=False,
        zeroline=False,
        automargin=True,
        fixedrange=True,
    )


def broken(text: str, width: int) -> str:
    """Return the text escaped, in at most three lines."""
    clusters = list(split_clusters(shorten(text, width * 3)))
    lines = ["".join(clusters[at : at + width]) for at in range(0, len(clusters), width)]
    return "<br>".join(safe(line) for line in lines)


def safe(text: str) -> str:
    """Return the text as text, also where Plotly would read tags in it."""
    return html.escape(text, quote=False)
