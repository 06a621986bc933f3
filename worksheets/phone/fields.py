"""Questions as form fields: what a template needs to draw one. Reading back is in forms.py."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from programs.crossings import cross_options
from programs.questions import Axis, Column, Option, Question, QuestionKind, Worksheet
from worksheets.checking import get_length, get_range
from worksheets.errors import BadValue
from worksheets.phone.crossed import OTHER, split_crossed

EMPTY_ROWS = 2  # offered below the filled rows of a table; JavaScript adds more


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to tick or rank."""

    value: str
    label: str
    chosen: bool = False
    place: int = 0  # in a ranking, from 1; 0 is not ranked
    far: bool = False  # from another team: shown further down
    under: str = ""  # the label (表札) the card lies under, where cards were grouped


@dataclass(frozen=True, slots=True)
class Side:
    """One axis of a position, as a row of radios."""

    name: str
    axis: Axis
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """One side of four fields, as large buttons; what fits no field comes after both."""

    name: str
    legend: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table."""

    number: int
    cells: tuple["Field", ...]
    empty: bool


@dataclass(frozen=True, slots=True)
class Field:
    """Everything a template needs to draw one question."""

    id: str
    name: str
    kind: str
    label: str
    help: str = ""
    required: bool = False
    error: str = ""
    text: str = ""
    max_length: int = 0
    most: int = 0
    note: str = ""
    choices: tuple[Choice, ...] = ()
    sides: tuple[Side, ...] = ()
    pairs: tuple[Pair, ...] = ()
    rows: tuple[Row, ...] = ()
    max_rows: int = 0

    @property
    def described(self) -> str:
        """The ids of the paragraphs that explain this field, for aria-describedby."""
        parts = {
            "help": self.help,
            "note": self.note,
            "error": self.error,
            "count": self.max_length,
        }
        return " ".join(f"{self.id}-{name}" for name, there in parts.items() if there)


def make_fields(
    sheet: Worksheet,
    values: Mapping[str, Any],
    candidates: Mapping[str, Sequence[Choice]],
    error: BadValue | None = None,
) -> tuple[Field, ...]:
    """Prepare all fields of a sheet, filled with `values` (stored, or typed and refused)."""
    return tuple(
        _make_field(
            f"{sheet.key}--{question.key}",
            question,
            values.get(question.key),
            candidates.get(question.key, ()),
            str(error) if error is not None and error.label == question.label else "",
        )
        for question in sheet.questions
    )


def _make_field(
    field_id: str,
    question: Question,
    value: Any,  # noqa: ANN401 -- a JSON value
    candidates: Sequence[Choice],
    error: str,
) -> Field:
    kind = question.kind
    texts = (QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT)
    least, most = get_range(question)
    return Field(
        id=field_id,
        name=f"q.{question.key}",
        kind=kind.value,
        label=question.label,
        help=question.help,
        required=question.required,
        error=error,
        text="" if value is None or isinstance(value, list | dict) else str(value),
        max_length=get_length(question) if kind in texts else 0,
        most=question.most or 0,
        note=_range_note(least, most) if kind is QuestionKind.NUMBER else "",
        choices=tuple(_make_choices(question, value, candidates)),
        sides=tuple(_make_sides(question, value)) if kind is QuestionKind.POSITION else (),
        pairs=_make_pairs(question, value),
        rows=tuple(_make_rows(field_id, question, value)) if kind is QuestionKind.TABLE else (),
        max_rows=question.max_rows,
    )


def _range_note(least: int | None, most: int | None) -> str:
    if least is None and most is None:
        return ""
    return f"{least if least is not None else ''}から{most if most is not None else ''}まで"


def _make_choices(
    question: Question,
    value: Any,  # noqa: ANN401 -- a JSON value
    candidates: Sequence[Choice],
) -> Iterator[Choice]:
    if question.kind is QuestionKind.SCALE:
        least, most = get_range(question)
        for number in range(least or 0, (most or 0) + 1):
            index = number - (least or 0)
            label = question.labels[index] if index < len(question.labels) else ""
            yield Choice(str(number), label, chosen=str(value) == str(number))
        return
    given = value if isinstance(value, list) else [value]
    offered = candidates or [Choice(option.key, option.label) for option in question.options]
    for choice in offered:
        chosen = choice.value in given
        place = given.index(choice.value) + 1 if chosen else 0
        far = choice.far and not chosen
        yield Choice(choice.value, choice.label, chosen, place, far, choice.under)


def _make_sides(question: Question, value: Any) -> Iterator[Side]:  # noqa: ANN401 -- a JSON value
    least, most = get_range(question)
    given = value if isinstance(value, dict) else {}
    for letter, axis in (("x", question.x), ("y", question.y)):
        if axis is not None:
            chosen = str(given.get(letter, ""))
            choices = tuple(
                Choice(str(number), str(number), chosen=chosen == str(number))
                for number in range(least or 0, (most or 0) + 1)
            )
            yield Side(f"q.{question.key}.{letter}", axis, choices)


def _make_pairs(question: Question, value: Any) -> tuple[Pair, ...]:  # noqa: ANN401 -- a JSON value
    crossing = cross_options(question)
    if crossing is None:
        return ()
    row, column = split_crossed(crossing, value)
    rows = tuple(Choice(word, word, chosen=word == row) for word in crossing.rows)
    others = tuple(
        Choice(f"{OTHER}{option.key}", option.label, chosen=option.key == value)
        for option in crossing.others
    )
    columns = tuple(Choice(word, word, chosen=word == column) for word in crossing.columns)
    name = f"q.{question.key}"
    sides = (
        Pair(f"{name}.row", "・".join(crossing.rows), rows),
        Pair(f"{name}.column", "・".join(crossing.columns), columns),
        Pair(f"{name}.row", "どれにも入らないとき", others),  # the same group: it takes its place
    )
    return sides if others else sides[:-1]


def _make_rows(field_id: str, question: Question, value: Any) -> Iterator[Row]:  # noqa: ANN401 -- a JSON value
    given = value if isinstance(value, list) else []
    count = min(question.max_rows, len(given) + EMPTY_ROWS)
    for number in range(count):
        row = given[number] if number < len(given) else {}
        cells = tuple(
            _make_cell(field_id, f"q.{question.key}.{number}.{column.key}", column, row)
            for column in question.columns
        )
        yield Row(number, cells, empty=number >= max(1, len(given)))


def _make_cell(field_id: str, name: str, column: Column, row: Mapping[str, Any]) -> Field:
    value = row.get(column.key)
    return Field(
        id=f"{field_id}--{name}",
        name=name,
        kind=column.kind.value,
        label=column.label,
        text="" if value is None else str(value),
        choices=tuple(_cell_choices(column.options, value)),
    )


def _cell_choices(options: Sequence[Option], value: Any) -> Iterator[Choice]:  # noqa: ANN401 -- a JSON value
    for option in options:
        yield Choice(option.key, option.label, chosen=option.key == value)
