"""Show on the wall in which of four fields cards lie; an empty field says so."""

from collections.abc import Callable, Sequence
from typing import Any

from programs.crossings import find_crossing
from programs.questions import Worksheet
from worksheets.records import Answer
from worksheets.values import headline

Section = dict[str, Any]


def make_quadrants(
    sheet: Worksheet, answers: Sequence[Answer], name_team: Callable[[Answer], str]
) -> Section | None:
    """Sort the cards into the four fields; None where a sheet does not ask for one."""
    crossing = find_crossing(sheet)
    if crossing is None:
        return None
    key = crossing.question.key

    def list_cards(option: str) -> list[Section]:
        return [
            {
                "id": answer.id,
                "text": headline(sheet, answer.values),
                "team": name_team(answer),
                "at": None,
            }
            for answer in answers
            if answer.values.get(key) == option
        ]

    fields = [
        {"row": row, "column": column, "cards": list_cards(option.key)}
        for (row, column), option in crossing.options.items()
    ]
    others = [{"label": each.label, "cards": list_cards(each.key)} for each in crossing.others]
    return {
        "kind": "quadrants",
        "label": crossing.question.label,
        "rows": list(crossing.rows),
        "columns": list(crossing.columns),
        "fields": fields,
        "others": [other for other in others if other["cards"]],
        "answered": sum(key in answer.values for answer in answers),
    }
