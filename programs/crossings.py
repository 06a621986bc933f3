"""Read a choice whose options cross two of one thing with two of another, as 「A×B」."""

from collections.abc import Mapping
from dataclasses import dataclass

from programs.questions import Option, Question, QuestionKind, Worksheet

_CROSS = "×"
_SIDES = 2


@dataclass(frozen=True, slots=True)
class Crossing:
    """Four fields: the words of the rows and columns, the option of each, and what fits none."""

    question: Question
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    options: Mapping[tuple[str, str], Option]
    others: tuple[Option, ...]


def cross_options(question: Question) -> Crossing | None:
    """Return the four fields that the options of a choice make, if they do."""
    if question.kind is not QuestionKind.CHOICE:
        return None
    crossed: dict[tuple[str, str], Option] = {}
    others = []
    for option in question.options:
        row, cross, column = option.label.partition(_CROSS)
        if cross:
            crossed[row, column] = option
        else:
            others.append(option)
    rows = tuple(dict.fromkeys(row for row, _ in crossed))
    columns = tuple(dict.fromkeys(column for _, column in crossed))
    if not len(rows) == len(columns) == _SIDES or len(crossed) != _SIDES * _SIDES:
        return None
    return Crossing(question, rows, columns, crossed, tuple(others))


def find_crossing(worksheet: Worksheet) -> Crossing | None:
    """Return the first choice of a worksheet that makes four fields."""
    found = (cross_options(question) for question in worksheet.questions)
    return next((crossing for crossing in found if crossing is not None), None)
