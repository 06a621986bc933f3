"""Things on two axes as a Plotly figure: numbered means, the middle half, one thing in focus."""

import math
from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from facilitator import palette
from facilitator.analysis import findings
from facilitator.analysis.tallies import Placement, PositionTally
from facilitator.analysis.wording import shorten
from facilitator.charts import Picture, broken, dress, safe
from worksheets.veiling import SMALLEST_GROUP

_APART = 0.32  # steps between the numbers of two things
_ROUNDS = 40
_WIDE = 1.6  # the plane is about so much wider than high
_FAINT = 0.25


def positions(tally: PositionTally, *, size: int = 18, focus: int = 0) -> Picture:
    """Draw things on two axes, each with its number; the words stand in the hover and text.

    `focus` is the number of one thing: its people's places are drawn, the others step back.
    """
    figure = go.Figure()
    named = tally.named
    quiet = [place for place in tally.placements if place not in named]
    figure.add_scatter(
        x=[place.x for place in quiet],
        y=[place.y for place in quiet],
        mode="markers",
        marker={"size": size * 0.7, "color": palette.LINE},
        hovertext=[_hover(tally, place) for place in quiet],
        hoverinfo="text",
    )
    _draw_numbers(figure, tally, named, size=size, focus=focus)
    for place in named:
        if place.middle is not None and focus in (0, place.number):
            _draw_middle(figure, place, strong=focus == place.number)
        if place.number == focus:
            _draw_people(figure, place, size=size)
    height = 36 * size
    dress(figure, size=size, height=height)
    _draw_cross(figure, tally)
    _name_quarters(figure, tally, size=size)
    return Picture(figure, _describe(tally), height)


def _draw_numbers(
    figure: go.Figure,
    tally: PositionTally,
    named: Sequence[Placement],
    *,
    size: int,
    focus: int,
) -> None:
    spots = _move_apart(named)
    few = [tally.rated and place.raters < SMALLEST_GROUP for place in named]
    best = [place in tally.upper_right for place in named]
    colours = [palette.MAIN if one else palette.INK for one in best]
    figure.add_scatter(
        x=[x for x, _ in spots],
        y=[y for _, y in spots],
        mode="markers+text",
        marker={
            "size": size * 1.8,
            "symbol": ["circle" if one else "square" for one in best],
            "color": [palette.WHITE if one else c for one, c in zip(few, colours, strict=True)],
            "line": {
                "color": [c if one else palette.WHITE for one, c in zip(few, colours, strict=True)],
                "width": 2,
            },
            "opacity": [1 if focus in (0, place.number) else _FAINT for place in named],
        },
        text=[str(place.number) for place in named],
        textfont={
            "color": [c if one else palette.WHITE for one, c in zip(few, colours, strict=True)],
            "size": size,
        },
        hovertext=[_hover(tally, place) for place in named],
        hoverinfo="text",
    )


def _hover(tally: PositionTally, place: Placement) -> str:
    """Say what the number stands for, the means, and how far people lay apart."""
    lines = [f"{place.number}. {broken(place.text, 20)}"]
    if tally.rated:
        means = f"{tally.x.label} {place.x:.1f}、{tally.y.label} {place.y:.1f}"
        passes = f"、パス{place.passes}人" if place.passes else ""
        lines.append(safe(f"平均 {means}（{place.raters}人{passes}）"))
        field = tally.name_field(place)
        lines += [safe(f"区画「{field}」")] if field else []
    if place.middle is not None:
        x, y = place.middle
        spread = f"{tally.x.label} {x.low:g}〜{x.high:g}、{tally.y.label} {y.low:g}〜{y.high:g}"
        lines.append(safe(f"真ん中の半分 {spread}"))
    return "<br>".join(lines)


def _draw_middle(figure: go.Figure, place: Placement, *, strong: bool) -> None:
    """Lay the middle half of what people said behind the number."""
    if place.middle is None:
        return
    x, y = place.middle
    figure.add_shape(
        type="circle",
        layer="below",
        x0=min(x.low, place.x) - 0.06,
        x1=max(x.high, place.x) + 0.06,
        y0=min(y.low, place.y) - 0.06,
        y1=max(y.high, place.y) + 0.06,
        fillcolor=palette.MAIN_MID,
        opacity=0.3 if strong else 0.13,
        line={"width": 0},
    )


def _draw_people(figure: go.Figure, place: Placement, *, size: int) -> None:
    """Draw where people put one thing: the larger, the more of them."""
    figure.add_scatter(
        x=[x for x, _, _ in place.dots],
        y=[y for _, y, _ in place.dots],
        mode="markers+text",
        marker={
            "size": [size * (0.9 + 0.5 * math.sqrt(number)) for _, _, number in place.dots],
            "color": palette.MAIN_SOFT,
            "line": {"color": palette.MAIN_MID, "width": 2},
        },
        text=[f"{number}人" for _, _, number in place.dots],
        textposition="bottom center",
        textfont={"size": size * 0.8},
        hoverinfo="skip",
    )
    # What was drawn last lies on top: the number goes there again.
    figure.data = (*figure.data[:1], figure.data[-1], *figure.data[1:-1])


def _draw_cross(figure: go.Figure, tally: PositionTally) -> None:
    """Make the axes carry words instead of numbers and cross in the middle."""
    room = 0.5
    axis: dict[str, Any] = {
        "range": [tally.least - room, tally.most + room],
        "showgrid": False,
        "showticklabels": False,
        "zeroline": False,
        "linecolor": palette.LINE,
        "linewidth": 1,
        "mirror": True,
        "fixedrange": True,
    }
    x, y = tally.x, tally.y
    figure.update_xaxes(**axis, title=safe(f"← {x.low}　{x.label}　{x.high} →"))
    figure.update_yaxes(**axis, title=safe(f"← {y.low}　{y.label}　{y.high} →"))
    figure.add_hline(y=tally.middle, line={"color": palette.LINE, "dash": "dot"})
    figure.add_vline(x=tally.middle, line={"color": palette.LINE, "dash": "dot"})


def _name_quarters(figure: go.Figure, tally: PositionTally, *, size: int) -> None:
    quarters = tally.quarters
    if quarters is None:
        return
    for x, y, words in (
        (1, 1, f"◎ {quarters.high_high}"),
        (0, 1, quarters.low_high),
        (1, 0, quarters.high_low),
        (0, 0, quarters.low_low),
    ):
        figure.add_annotation(
            x=x,
            y=y,
            xref="paper",
            yref="paper",
            xanchor="right" if x else "left",
            yanchor="top" if y else "bottom",
            showarrow=False,
            text=safe(words),
            font={"color": palette.MAIN if x and y else palette.MUTED, "size": size * 0.9},
        )


def _describe(tally: PositionTally) -> str:
    told = "、".join(
        f"{place.number} {shorten(place.text, 40)}（横{place.x:.1f}、縦{place.y:.1f}）"
        for place in tally.placements
    )
    return f"{findings.say_positions(tally)}。{told}" if told else "まだ置かれたものがありません"


def _move_apart(named: Sequence[Placement]) -> list[tuple[float, float]]:
    """Return the spots, moved apart no further than needed so that all numbers are seen."""
    spots = [[place.x * _WIDE, place.y] for place in named]
    for _ in range(_ROUNDS):
        close = [
            (one, other)
            for place, one in enumerate(spots)
            for other in spots[place + 1 :]
            if math.dist(one, other) < _APART
        ]
        if not close:
            break
        for one, other in close:
            apart = math.dist(one, other)
            # On the very same spot the later one goes to the right.
            dx, dy = (
                ((other[0] - one[0]) / apart, (other[1] - one[1]) / apart)
                if apart > _APART / 100
                else (1.0, 0.0)
            )
            push = (_APART - apart) / 2 + 0.005
            one[0] -= dx * push
            one[1] -= dy * push
            other[0] += dx * push
            other[1] += dy * push
    return [(x / _WIDE, y) for x, y in spots]
