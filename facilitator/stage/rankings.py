"""Show a ranking on the wall: places, ties, and how many put a thing first."""

from collections.abc import Callable, Sequence
from typing import Any

from facilitator.analysis.rankings import rank
from programs.questions import Question

Section = dict[str, Any]


def make_ranking(
    question: Question, values: Sequence[Sequence[str]], name_card: Callable[[str], str]
) -> Section:
    """Bring the orders people gave together; things nobody may see any more are left out."""
    labels = {option.key: option.label for option in question.options}
    if not labels:
        named = {key: name_card(key) for value in values for key in value}
        labels = {key: words for key, words in named.items() if words}
    ranking = rank(tuple(labels), values)
    return {
        "kind": "ranking",
        "label": question.label,
        "answered": ranking.answered,
        "people": ranking.answered,
        "partial": ranking.partial,
        "rows": [
            {
                "id": item.key,
                "label": labels[item.key],
                "place": item.place,
                "tied": item.tied,
                "mean": round(item.mean, 1),
                "firsts": item.firsts,
                "ranked_by": item.ranked_by,
            }
            for item in ranking.items
        ],
    }
