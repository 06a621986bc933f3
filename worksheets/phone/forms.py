"""Posted HTML forms, read into the values that JSON would bring."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from programs.crossings import cross_options
from programs.questions import Question, QuestionKind, Worksheet
from programs.ratings import find_rating
from worksheets.errors import BadValue
from worksheets.phone.crossed import join_crossed, write_crossed

_LISTS = (QuestionKind.CHOICES, QuestionKind.REFERENCE)
_WHOLE = (QuestionKind.SCALE, QuestionKind.POSITION)

PASSED = "pass"

# What a browser posts: a name may come several times.
Form = Mapping[str, Sequence[str]]


def get_one(form: Form, name: str) -> str:
    """Return the first value posted under a name, empty when there is none."""
    return form.get(name, ("",))[0]


def read_values(sheet: Worksheet, form: Form) -> dict[str, Any]:
    """Read a posted form into values as JSON would bring them, checked elsewhere.

    What does not fit stays as it was typed, so that it can be shown again.
    """
    values = {question.key: _read_value(question, form) for question in sheet.questions}
    rating = find_rating(sheet)
    if rating is not None:
        # Only the button for it passes: nothing chosen is a slip of the thumb.
        place = values.pop(rating.place.key)
        if not get_one(form, PASSED):
            values[rating.place.key] = place or {"x": ""}
    return values


def write_values(sheet: Worksheet, values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Write stored values as the names and texts that a form would post: `read_values` undone."""
    written: list[tuple[str, str]] = []
    for question in sheet.questions:
        if question.key in values:
            written += _write_value(question, values[question.key])
    return written


def _write_value(question: Question, value: Any) -> list[tuple[str, str]]:  # noqa: ANN401 -- a JSON value
    name = f"q.{question.key}"
    if question.kind in _LISTS:
        return [(name, str(key)) for key in value]
    if question.kind is QuestionKind.RANK:
        return [(f"{name}.{key}", str(place)) for place, key in enumerate(value, 1)]
    if question.kind is QuestionKind.TABLE:
        return [
            (f"{name}.{number}.{column}", str(cell))
            for number, row in enumerate(value)
            for column, cell in row.items()
        ]
    if question.kind is QuestionKind.POSITION:
        return [(f"{name}.{axis}", str(number)) for axis, number in value.items()]
    crossing = cross_options(question)
    if crossing is not None:
        return list(write_crossed(crossing, name, str(value)))
    return [(name, str(value))]


def _read_value(question: Question, form: Form) -> Any:  # noqa: ANN401 -- a JSON value
    name = f"q.{question.key}"
    if question.kind in _LISTS:
        return list(form.get(name, ()))
    if question.kind is QuestionKind.RANK:
        return [key for _, key in sorted(_read_places(name, form))]
    if question.kind is QuestionKind.TABLE:
        return _read_rows(question, form)
    if question.kind is QuestionKind.POSITION:
        given = {axis: _read_one(question.kind, f"{name}.{axis}", form) for axis in ("x", "y")}
        return {axis: value for axis, value in given.items() if value != ""}
    crossing = cross_options(question)
    if crossing is not None and name not in form:
        row, column = (get_one(form, f"{name}.{side}") for side in ("row", "column"))
        return join_crossed(crossing, row, column)
    return _read_one(question.kind, name, form)


def _read_one(kind: QuestionKind, name: str, form: Form) -> str | int:
    text = get_one(form, name)
    whole = kind in _WHOLE and text.isascii() and text.isdigit()
    return int(text[:9]) if whole else text


def _read_places(name: str, form: Form) -> Iterator[tuple[int, str]]:
    for other, given in form.items():
        if other.startswith(f"{name}.") and given[0].isascii() and given[0].isdigit():
            yield int(given[0][:9]), other.removeprefix(f"{name}.")


def _read_rows(question: Question, form: Form) -> list[dict[str, str]]:
    numbers = set()
    for name in form:
        parts = name.split(".")
        if parts[:2] == ["q", question.key] and len(parts) == 4 and parts[2].isdigit():  # noqa: PLR2004 -- q.KEY.ROW.COLUMN
            numbers.add(int(parts[2][:9]))
    rows = []
    for number in sorted(numbers):
        cells = {
            column.key: get_one(form, f"q.{question.key}.{number}.{column.key}")
            for column in question.columns
        }
        filled = {key: text for key, text in cells.items() if text.strip()}
        if filled:
            rows.append(filled)
    return rows


def check_places(sheet: Worksheet, form: Form) -> None:
    """Refuse a ranking where two things share a place: its order would be ours, not theirs."""
    for question in sheet.questions:
        if question.kind is QuestionKind.RANK:
            places = [place for place, _ in _read_places(f"q.{question.key}", form)]
            if len(places) != len(set(places)):
                raise BadValue(question.label, "は、同じ順位を2つに付けられません。")
