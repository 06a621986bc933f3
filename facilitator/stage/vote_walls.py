"""Show what a vote came to, once it is shown to all: places, ties in words, who was counted."""

from collections.abc import Sequence
from typing import Any

from worksheets.records import Tally

Section = dict[str, Any]


def make_votes(tally: Tally, cards: Sequence[Section]) -> Section:
    """Put the cards with votes in order, the most first; ties keep the order they came in.

    Cards without a vote are counted, not listed: the wall is no place to be last.
    """
    numbers = sorted((tally.points.get(card["id"], 0) for card in cards), reverse=True)
    ranked = sorted(cards, key=lambda card: -tally.points.get(card["id"], 0))
    rows = [
        {
            "id": card["id"],
            "text": card["text"],
            "team": card["team"],
            "points": points,
            "place": numbers.index(points) + 1,
            "tied": numbers.count(points) > 1,
        }
        for card in ranked
        if (points := tally.points.get(card["id"], 0))
    ]
    return {
        "kind": "votes",
        "label": say_first(rows, tally),
        "unit": tally.unit,
        "voters": tally.voters,
        "paper": tally.paper_voters,
        "cards": rows,
        "without": len(cards) - len(rows),
    }


def say_first(rows: Sequence[Section], tally: Tally) -> str:
    """Say what came first, by how much, or that several came first together."""
    if not rows:
        return f"{tally.unit}は入りませんでした"
    points, unit = rows[0]["points"], tally.unit
    first = [row for row in rows if row["points"] == points]
    if len(first) > 1:
        return f"{len(first)}枚が同数で1位です（各{points}{unit}）"
    if len(rows) == 1:
        return f"1位は{points}{unit}、ほかのカードには入りませんでした"
    ahead = points - rows[1]["points"]
    return f"1位は{points}{unit}、2位と{ahead}{unit}差です"
