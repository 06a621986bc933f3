"""Sort cards into four fields, where a choice names them as 「A×B」: two of A by two of B."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from programs.questions import Question, QuestionKind, Worksheet
from worksheets.records import Values

_CROSS = "×"
_SIDES = 2


@dataclass(frozen=True, slots=True)
class Quadrants:
    """The names in each of the four fields, and those that fit none, by its words."""

    label: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    names: Mapping[tuple[str, str], tuple[str, ...]]
    others: Mapping[str, tuple[str, ...]]


def sort_into_quadrants(
    worksheet: Worksheet, cards: Iterable[tuple[str, Values]]
) -> Quadrants | None:
    """Return the cards, given by name and values, in four fields; None where none are asked for."""
    question = find_crossing(worksheet)
    if question is None:
        return None
    given = tuple(cards)
    names: dict[tuple[str, str], tuple[str, ...]] = {}
    others: dict[str, tuple[str, ...]] = {}
    for option in question.options:
        found = tuple(name for name, values in given if values.get(question.key) == option.key)
        row, cross, column = option.label.partition(_CROSS)
        if cross:
            names[row, column] = found
        elif found:
            others[option.label] = found
    rows = tuple(dict.fromkeys(row for row, _ in names))
    columns = tuple(dict.fromkeys(column for _, column in names))
    return Quadrants(question.label, rows, columns, names, others)


def find_crossing(worksheet: Worksheet) -> Question | None:
    """Return the question whose options make four fields, if there is one."""
    for question in worksheet.questions:
        if question.kind is not QuestionKind.CHOICE:
            continue
        parts = [one.label.partition(_CROSS) for one in question.options if _CROSS in one.label]
        rows = {row for row, _, _ in parts}
        columns = {column for _, _, column in parts}
        if len(rows) == len(columns) == _SIDES and len(parts) == _SIDES * _SIDES:
            return question
    return None
