"""One widget for each kind of question, and reading its value back.

Labels come from the program and are escaped; options are shown by widgets that read no markup.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from facilitator import state
from facilitator.analysis.wording import shorten
from facilitator.parts.tables import draw_table, read_table
from facilitator.parts.words import plain
from programs.questions import Question, QuestionKind, Worksheet
from worksheets.checking import get_length, get_range

_CHOOSE = "選んでください"


@dataclass(frozen=True, slots=True)
class Field:
    """One question on the page: where its value is kept and what it starts from."""

    question: Question
    key: str
    before: Any
    known: Mapping[str, str]

    @property
    def label(self) -> str:
        return plain(self.question.label) + ("(必須)" if self.question.required else "")

    @property
    def help(self) -> str | None:
        return plain(self.question.help) or None

    @property
    def length(self) -> int:
        """How much may be typed; what the office imported may be longer than phones allow."""
        return max(get_length(self.question), len(str(self.before or "")))

    @property
    def options(self) -> dict[str, str]:
        """What can be chosen: the question's own options, or answers given before."""
        if self.question.options:
            return {option.key: option.label for option in self.question.options}
        return {key: shorten(words, 60) for key, words in self.known.items()}


def ask_all(
    sheet: Worksheet,
    filling: state.Filling,
    before: Mapping[str, Any],
    known: Mapping[str, Mapping[str, str]],
) -> Callable[[], dict[str, Any]]:
    """Draw all questions of a worksheet and return how to read what was typed.

    `known` gives the words of answers that can be pointed at, by worksheet.
    """
    fields = [
        Field(
            question,
            filling.field_key(question.key),
            before.get(question.key),
            known.get(question.of or "", {}),
        )
        for question in sheet.questions
    ]
    for field in fields:
        _DRAW[field.question.kind](field)
    return lambda: {
        field.question.key: value for field in fields if (value := _read(field)) is not None
    }


def _read(field: Field) -> Any:  # noqa: ANN401 -- a JSON value
    value = state.read(field.key)
    kind = field.question.kind
    if kind is QuestionKind.POSITION:
        x, y = state.read(f"{field.key}-x"), state.read(f"{field.key}-y")
        return None if x is None and y is None else {"x": x, "y": y}
    if kind is QuestionKind.TABLE:
        return read_table(field.question, field.before, value or {})
    if isinstance(value, date):
        return value.isoformat()
    return value


# --- drawing --------------------------------------------------------------------------------


def _draw_short(field: Field) -> None:
    st.text_input(
        field.label,
        value=field.before or "",
        key=field.key,
        max_chars=field.length,
        help=field.help,
    )


def _draw_long(field: Field) -> None:
    st.text_area(
        field.label,
        value=field.before or "",
        key=field.key,
        max_chars=field.length,
        help=field.help,
    )


def _draw_choice(field: Field) -> None:
    options = field.options
    st.selectbox(
        field.label,
        list(options),
        index=list(options).index(field.before) if field.before in options else None,
        format_func=lambda key: options.get(key, key),
        key=field.key,
        placeholder=_CHOOSE,
        help=field.help,
    )


def _draw_several(field: Field) -> None:
    options = field.options
    ranked = field.question.kind is QuestionKind.RANK
    st.multiselect(
        f"{field.label}(大事な順に選ぶ)" if ranked else field.label,
        list(options),
        default=[key for key in field.before or () if key in options],
        format_func=lambda key: options.get(key, key),
        key=field.key,
        max_selections=field.question.most,
        placeholder=_CHOOSE if options else "選べる回答がまだありません",
        disabled=not options,
        help=field.help,
    )


def _draw_scale(field: Field) -> None:
    least, most = _range(field.question, 1, 4)
    labels = field.question.labels

    def name(step: int) -> str:
        place = step - least
        return f"{step} {labels[place]}" if place < len(labels) else str(step)

    steps = list(range(least, most + 1))
    st.selectbox(
        field.label,
        steps,
        index=steps.index(field.before) if field.before in steps else None,
        format_func=name,
        key=field.key,
        placeholder=_CHOOSE,
        help=field.help,
    )


def _draw_number(field: Field) -> None:
    least, most = get_range(field.question)
    st.number_input(
        field.label,
        value=field.before,
        min_value=least,
        max_value=most,
        step=None if isinstance(field.before, float) else 1,
        key=field.key,
        placeholder="数字",
        help=field.help,
    )


def _draw_date(field: Field) -> None:
    st.date_input(
        field.label,
        value=date.fromisoformat(field.before) if field.before else None,
        format="YYYY/MM/DD",
        key=field.key,
        help=field.help,
    )


def _draw_position(field: Field) -> None:
    question = field.question
    steps = list(range(_range(question, 1, 5)[0], _range(question, 1, 5)[1] + 1))
    columns = st.columns(2)
    for column, name, axis in zip(columns, ("x", "y"), (question.x, question.y), strict=True):
        before = (field.before or {}).get(name)
        ends = f"({axis.low} {steps[0]} 〜 {steps[-1]} {axis.high})" if axis else ""
        column.selectbox(
            f"{field.label}：{plain(axis.label + ends) if axis else name}",
            steps,
            index=steps.index(before) if before in steps else None,
            key=f"{field.key}-{name}",
            placeholder=_CHOOSE,
            help=field.help,
        )


def _range(question: Question, least: int, most: int) -> tuple[int, int]:
    low, high = get_range(question)
    return (least if low is None else low), (most if high is None else high)


_DRAW: dict[QuestionKind, Callable[[Field], None]] = {
    QuestionKind.SHORT_TEXT: _draw_short,
    QuestionKind.LONG_TEXT: _draw_long,
    QuestionKind.CHOICE: _draw_choice,
    QuestionKind.CHOICES: _draw_several,
    QuestionKind.SCALE: _draw_scale,
    QuestionKind.NUMBER: _draw_number,
    QuestionKind.DATE: _draw_date,
    QuestionKind.POSITION: _draw_position,
    QuestionKind.RANK: _draw_several,
    QuestionKind.TABLE: lambda field: draw_table(field.question, field.before, key=field.key),
    QuestionKind.REFERENCE: _draw_several,
}
