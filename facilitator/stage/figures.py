"""Count answers for the wall: bars, stacked scales, tables and the two-way grid, as plain data."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from facilitator.analysis.wording import short_day
from facilitator.stage.axes import make_grid
from facilitator.stage.rankings import make_ranking
from programs.questions import Column, Question, QuestionKind
from worksheets.checking import get_range
from worksheets.records import Answer

# JSON for the stage's page; its shape belongs to assets/figures.js.
Section = dict[str, Any]

_FEW_NUMBERS = 10


def make_figure(
    question: Question,
    answers: Sequence[Answer],
    *,
    unit: str,
    name_card: Callable[[str], str],
) -> Section:
    """Count one question in the form that suits its kind."""
    given = [
        (answer, answer.values[question.key]) for answer in answers if question.key in answer.values
    ]
    values = [value for _, value in given]
    if question.kind is QuestionKind.POSITION:
        return make_grid(question, given, name_card)
    if question.kind is QuestionKind.RANK:
        return make_ranking(question, values, name_card)
    if question.kind is QuestionKind.REFERENCE:
        counted = Counter(key for value in values for key in value)
        rows = [(name_card(key), number) for key, number in counted.most_common()]
        return _bars(question, rows, len(values), unit=unit)
    if question.kind is QuestionKind.NUMBER:
        return _bars(question, _count_numbers(values), len(values), unit=unit)
    if question.kind is QuestionKind.SCALE:
        counted = Counter(values)
        rows = [(label, counted[step]) for step, label in list_steps(question)]
        return _bars(question, rows, len(values), unit=unit) | {"mean": _mean(values)}
    return _bars(question, _count_options(question, values), len(values), unit=unit)


def _bars(
    question: Question, rows: Iterable[tuple[str, int]], answered: int, *, unit: str
) -> Section:
    return {
        "kind": "bars",
        "label": question.label,
        "unit": unit,
        "answered": answered,
        # Where several may be chosen, or points are summed, shares of people make no whole.
        "several": question.kind not in (QuestionKind.CHOICE, QuestionKind.SCALE),
        "bars": [{"label": label, "count": count} for label, count in rows],
        "mean": None,
    }


def _count_options(question: Question, values: Sequence[Any]) -> list[tuple[str, int]]:
    chosen = Counter(
        key for value in values for key in (value if isinstance(value, list) else [value])
    )
    return [(option.label, chosen[option.key]) for option in question.options]


def list_steps(question: Question) -> list[tuple[int, str]]:
    """Return the steps of a scale with their words, the number first."""
    least, most = get_range(question)
    steps = range(least or 0, (most or 0) + 1)
    words = question.labels if len(question.labels) == len(steps) else [""] * len(steps)
    return [(step, f"{step} {word}".strip()) for step, word in zip(steps, words, strict=True)]


def _mean(values: Sequence[int]) -> float | None:
    return round(sum(values) / len(values), 1) if values else None


def _count_numbers(values: Sequence[float]) -> list[tuple[str, int]]:
    counted = sorted(Counter(values).items())
    if len(counted) <= _FEW_NUMBERS:
        return [(str(value), count) for value, count in counted]
    least, most = counted[0][0], counted[-1][0]
    width = (most - least) / 5
    groups: Counter[int] = Counter(min(int((value - least) / width), 4) for value in values)
    return [(f"{least + width * n:g}から{least + width * (n + 1):g}", groups[n]) for n in range(5)]


def make_scales(questions: Sequence[Question], answers: Sequence[Answer]) -> Section:
    """Lay scales with the same steps over each other."""
    steps = list_steps(questions[0])
    rows = []
    for question in questions:
        values = [each.values[question.key] for each in answers if question.key in each.values]
        counted = Counter(values)
        rows.append(
            {
                "label": question.label,
                "counts": [counted[step] for step, _ in steps],
                "answered": len(values),
                "mean": _mean(values),
            }
        )
    return {"kind": "scales", "label": "", "steps": [label for _, label in steps], "rows": rows}


def make_table(
    question: Question, answers: Sequence[Answer], name_team: Callable[[Answer], str]
) -> Section:
    """Put the rows of all answers under one head, those of a team together."""
    together = sorted(answers, key=lambda answer: _natural(name_team(answer)))
    rows = [
        {
            "id": f"{answer.id}.{number}",
            "team": name_team(answer),
            "cells": [_cell(column, row) for column in question.columns],
        }
        for answer in together
        for number, row in enumerate(answer.values.get(question.key, ()))
    ]
    return {
        "kind": "table",
        "label": question.label,
        "columns": [column.label for column in question.columns],
        "rows": rows,
    }


def _natural(name: str) -> tuple[int, str]:
    """Let team 2 stand before team 10."""
    digits = re.match(r"\d+", name)
    return int(digits[0]) if digits else 0, name


def _cell(column: Column, row: dict[str, Any]) -> str:
    labels = {option.key: option.label for option in column.options}
    value = str(row.get(column.key, ""))
    if column.kind is QuestionKind.DATE and value:
        return short_day(date.fromisoformat(value))
    return labels.get(value, value)
