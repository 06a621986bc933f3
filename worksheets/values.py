"""Turn stored values back into words for people: option keys become labels, rows become lines."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from programs.questions import Column, Question, QuestionKind, Worksheet
from worksheets.checking import check_values, clean_text
from worksheets.records import Answer, Values

__all__ = ["check_values", "clean_text", "describe_values", "headline"]

_GONE = "(取り下げられたカード)"


def describe_values(
    worksheet: Worksheet, values: Values, *, known: Mapping[str, str] | None = None
) -> list[tuple[str, str]]:
    """Return (label, words) for each answered question in its order.

    `known` gives the words of answers that references may point at, by answer id.
    """
    return [
        (question.label, _words(question, values[question.key], known or {}))
        for question in worksheet.questions
        if question.key in values
    ]


def headline(worksheet: Worksheet, values: Values) -> str:
    """Return the main words of an answer: its first text, else all it says in one line."""
    texts = (QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT)
    for question in worksheet.questions:
        if question.kind in texts and question.key in values:
            return str(values[question.key])
    return " / ".join(words for _, words in describe_values(worksheet, values))


def make_known(worksheet: Worksheet, answers: tuple[Answer, ...]) -> dict[str, str]:
    """Return the main words of answers by id, for `describe_values`."""
    return {answer.id: headline(worksheet, answer.values) for answer in answers}


def _words(question: Question, value: Any, known: Mapping[str, str]) -> str:  # noqa: ANN401 -- a JSON value
    labels = _labels(question)
    match question.kind:
        case QuestionKind.SCALE:
            words = _scale_words(question, value)
        case QuestionKind.POSITION if question.x and question.y:
            words = f"{question.x.label} {value['x']}、{question.y.label} {value['y']}"
        case QuestionKind.TABLE:
            words = "\n".join(_row_words(question.columns, row) for row in value)
        case QuestionKind.REFERENCE:
            words = "、".join(known.get(key, _GONE) for key in value)
        case QuestionKind.RANK:
            named = labels or known
            words = "\n".join(f"{n}. {named.get(key, _GONE)}" for n, key in enumerate(value, 1))
        case QuestionKind.DATE:
            day = date.fromisoformat(value)
            words = f"{day.year}年{_day_words(day)}"
        case QuestionKind.CHOICES:
            words = "、".join(labels.get(key, key) for key in value)
        case _:
            words = labels.get(str(value), str(value))
    return words


def _scale_words(question: Question, value: int) -> str:
    least = question.least if question.least is not None else 1
    position = value - least
    if 0 <= position < len(question.labels):
        return f"{value} {question.labels[position]}"
    return str(value)


def _row_words(columns: tuple[Column, ...], row: Mapping[str, Any]) -> str:
    return "、".join(
        f"{column.label}：{_cell_words(column, row[column.key])}"
        for column in columns
        if column.key in row
    )


def _cell_words(column: Column, value: Any) -> str:  # noqa: ANN401 -- a JSON value
    if column.kind is QuestionKind.DATE:
        return _day_words(date.fromisoformat(value))  # a row is short: what year it is, all know
    labels = {option.key: option.label for option in column.options}
    return str(labels.get(value, value))


def _day_words(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _labels(question: Question) -> dict[str, str]:
    return {option.key: option.label for option in question.options}
