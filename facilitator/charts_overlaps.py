"""The map of overlaps: people who were heard, and where what they said meets.

Console and stage draw the same map. What is accepted is a thick line with 「✓」, a candidate a
thin dotted one with 「?」; the kind stands on the line in words with its symbol.
"""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from facilitator import palette
from facilitator.analysis.overlap_maps import (
    MapLine,
    OverlapLink,
    OverlapPerson,
    list_map_in_words,
    merge_links,
)
from facilitator.analysis.wording import shorten, split_clusters
from facilitator.charts import FONT, Picture
from facilitator.map_layout import Box, Sheet, Spot, lay_out

__all__ = ["OverlapLink", "OverlapPerson", "list_map_in_words", "make_overlap_map"]

_LABEL = 7  # characters of a person's name in one line
_LABEL_LINES = 2
_TEAM = 3
_IN_WORDS = 12  # candidates beyond this many show their symbol only
# Where on a line its words may stand, the middle first.
_SHARES = (0.5, 0.45, 0.55, 0.4, 0.6, 0.35, 0.65, 0.3, 0.7, 0.25, 0.75)
_COVERED = 0.15  # of its own size that words may lie over others
_ALONE = 60  # characters of the line that names people without a link


Spots = Mapping[str, Spot]
Taken = tuple[float, float, float, float]  # middle, width and height of what stands somewhere


@dataclass(frozen=True, slots=True)
class _Look:
    """How large everything is."""

    size: int
    sheet: Sheet

    @property
    def dot(self) -> float:
        return self.size * 2.6


def make_overlap_map(people: Sequence[OverlapPerson], links: Sequence[OverlapLink]) -> Picture:
    """Draw who was heard and what links them."""
    known = {person.id: person for person in people}
    found = merge_links([link for link in links if link.a in known and link.b in known])
    linked = {key for line in found for key in (line.a, line.b)}
    shown = [person for person in people if person.id in linked]
    alone = [person for person in people if person.id not in linked]
    look = _choose_look(len(shown))
    boxes = tuple(_measure(person, look) for person in shown)
    spots = lay_out(boxes, tuple((line.a, line.b) for line in found), look.sheet)
    figure = go.Figure()
    # Candidates first, so that what was accepted lies on top.
    for line in sorted(found, key=lambda one: one.accepted):
        _draw_line(figure, line, spots, look)
    _draw_people(figure, shown, spots, look)
    _name_lines(figure, found, boxes, spots, look)
    height = _dress(figure, look, found, alone)
    return Picture(figure, " ".join(list_map_in_words(people, links)), height)


def _choose_look(people: int) -> _Look:
    few, some = 12, 22
    size = 17 if people <= few else 15 if people <= some else 13
    return _Look(size, Sheet(1240, 470))


def _split(label: str) -> list[str]:
    clusters = list(split_clusters(shorten(label, _LABEL * _LABEL_LINES)))
    # Even lines: a last line of one letter looks like a mistake.
    width = -(-len(clusters) // -(-len(clusters) // _LABEL)) if clusters else 1
    return ["".join(clusters[at : at + width]) for at in range(0, len(clusters), width)]


def _measure(person: OverlapPerson, look: _Look) -> Box:
    lines = _split(person.label)
    widest = max((len(line) for line in lines), default=1)
    width = max(look.dot, widest * look.size) + look.size
    return Box(person.id, width, look.dot + (len(lines) + 0.4) * look.size * 1.3)


def _draw_line(figure: go.Figure, line: MapLine, spots: Spots, look: _Look) -> None:
    (x1, y1), (x2, y2) = _dot_of(spots[line.a], look), _dot_of(spots[line.b], look)
    told = "<br>".join(_safe(f"{link.kind_label}：{link.reason}") for link in line.links)
    thin = max(2.0, look.size / 9)
    figure.add_scatter(
        x=[x1, (x1 + x2) / 2, x2],
        y=[y1, (y1 + y2) / 2, y2],
        mode="lines",
        line={
            "color": palette.MAIN if line.accepted else palette.MUTED,
            "width": thin * 3 if line.accepted else thin,
            "dash": "solid" if line.accepted else "dot",
        },
        hovertext=told,
        hoverinfo="text",
    )


def _dot_of(spot: Spot, look: _Look) -> Spot:
    """Return where the circle of a person stands; the name hangs below it."""
    return spot[0], spot[1] - look.size * 1.3


def _draw_people(
    figure: go.Figure, people: Sequence[OverlapPerson], spots: Spots, look: _Look
) -> None:
    dots = [_dot_of(spots[person.id], look) for person in people]
    figure.add_scatter(
        x=[x for x, _ in dots],
        y=[y for _, y in dots],
        mode="markers+text",
        cliponaxis=False,
        marker={
            "size": look.dot,
            "color": palette.WHITE,
            "line": {"color": palette.MAIN, "width": max(2.0, look.size / 9)},
        },
        text=[_safe(shorten(person.team, _TEAM)) for person in people],
        textfont={"size": look.size * 0.8, "color": palette.MAIN},
        hovertext=[_safe(f"{person.label}（{person.team}）") for person in people],
        hoverinfo="text",
    )
    for person, (x, y) in zip(people, dots, strict=True):
        figure.add_annotation(
            x=x,
            y=y,
            yshift=-look.dot / 2,
            yanchor="top",
            text="<br>".join(_safe(part) for part in _split(person.label)),
            showarrow=False,
            font={"size": look.size, "color": palette.INK},
            bgcolor=palette.WHITE,
            borderpad=1,
        )


def _name_lines(
    figure: go.Figure,
    lines: Sequence[MapLine],
    boxes: Sequence[Box],
    spots: Spots,
    look: _Look,
) -> None:
    """Write on each line what it is; where words would cover others, its symbol must do."""
    taken: list[Taken] = [(*spots[box.id], box.width, box.height) for box in boxes]
    in_words = len(lines) <= _IN_WORDS
    for line in sorted(lines, key=lambda one: not one.accepted):
        ends = _dot_of(spots[line.a], look), _dot_of(spots[line.b], look)
        text = line.tell(words=True)
        spot, covered = _find_gap(*ends, _size_of(text, look), taken)
        width, height = _size_of(text, look)
        if covered > _COVERED * width * height or not (in_words or line.accepted):
            text = line.tell(words=False)
            spot, _ = _find_gap(*ends, _size_of(text, look), taken)
        taken.append((*spot, *_size_of(text, look)))
        figure.add_annotation(
            x=spot[0],
            y=spot[1],
            text=_safe(text),
            showarrow=False,
            font={
                "size": look.size * 0.85,
                "color": palette.WHITE if line.accepted else palette.INK,
            },
            bgcolor=palette.MAIN if line.accepted else palette.WHITE,
            bordercolor=palette.MAIN if line.accepted else palette.MUTED,
            borderwidth=1,
            borderpad=3,
        )


def _size_of(text: str, look: _Look) -> Spot:
    return (len(text) + 0.6) * look.size * 0.85, look.size * 1.6


def _find_gap(one: Spot, other: Spot, size: Spot, taken: Sequence[Taken]) -> tuple[Spot, float]:
    """Return the place on the line where least is covered, and how much that is."""
    found = []
    for number, share in enumerate(_SHARES):
        x = one[0] + (other[0] - one[0]) * share
        y = one[1] + (other[1] - one[1]) * share
        covered = sum(
            max(0.0, (size[0] + width) / 2 - abs(x - across))
            * max(0.0, (size[1] + height) / 2 - abs(y - up))
            for across, up, width, height in taken
        )
        found.append((covered, number, (x, y)))
    covered, _, spot = min(found)
    return spot, covered


def _dress(
    figure: go.Figure, look: _Look, lines: Sequence[MapLine], alone: Sequence[OverlapPerson]
) -> int:
    """Say at the top how to read it and at the bottom who stands alone; return the height."""
    _annotate(figure, look, lines, alone)
    edge = round(look.size * 2)
    height = round(look.sheet.height) + edge * 2
    axis = {"visible": False, "fixedrange": True}
    figure.update_xaxes(**axis, range=[0, look.sheet.width])
    figure.update_yaxes(**axis, range=[look.sheet.height, 0])
    figure.update_layout(
        font={"family": FONT, "size": look.size, "color": palette.INK},
        paper_bgcolor=palette.WHITE,
        plot_bgcolor=palette.WHITE,
        margin={"l": 8, "r": 8, "t": edge, "b": edge},
        height=height,
        showlegend=False,
        dragmode=False,
        hoverlabel={"font": {"family": FONT, "size": max(16, look.size * 0.7)}},
    )
    return height


def _annotate(
    figure: go.Figure, look: _Look, lines: Sequence[MapLine], alone: Sequence[OverlapPerson]
) -> None:
    quiet: dict[str, Any] = {
        "showarrow": False,
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "xanchor": "left",
        "font": {"size": look.size * 0.9, "color": palette.MUTED},
    }
    kinds = {link.symbol: link.kind_label for line in lines for link in line.links}
    if lines:
        symbols = "　".join(f"{symbol} {label}" for symbol, label in kinds.items())
        figure.add_annotation(
            **quiet,
            y=1,
            yanchor="bottom",
            text=f'<b style="color:{palette.MAIN}">━ ✓ 取り入れた重なり</b>　'
            + _safe(f"┅ ? 候補　　{symbols}"),
        )
    else:
        figure.add_annotation(
            **(quiet | {"x": 0.5, "xanchor": "center"}),
            y=0.5,
            text="重なりは、これからさがします。",
        )
    if alone:
        names = shorten("、".join(person.label for person in alone), _ALONE)
        figure.add_annotation(
            **quiet, y=0, yanchor="top", text=_safe(f"まだつながっていない声：{names}")
        )


def _safe(text: str) -> str:
    return html.escape(text, quote=False)
