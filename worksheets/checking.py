"""Check what came from a phone, form or file against its questions, and clean it.

Cleaning removes only what nobody can see and files cannot hold; words are never changed.
"""

import math
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from programs.crossings import cross_options
from programs.questions import Column, Question, QuestionKind, Worksheet
from programs.ratings import find_rating
from worksheets.errors import BadInput, BadValue

SHORT = 200
LONG = 2000
SCALE = (1, 4)
POSITION = (1, 5)
_MOST_REFERENCES = 30
_ID = re.compile(r"[0-9a-f]{24}")
_SENT_ID = re.compile(r"[^\s\x00-\x1f\x7f\ud800-\udfff]{1,80}")
# Control characters, lone surrogates and non-characters: invisible, and illegal in XML.
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def check_sent_id(sent_id: str) -> None:
    """Refuse a submission number that no phone makes: empty, long, or with odd characters."""
    if not _SENT_ID.fullmatch(sent_id):
        raise BadInput("送信の番号がありません。画面を読みこみなおして、もう一度送ってください。")


def is_id(text: str) -> bool:
    """Tell whether this can be the id of an answer."""
    return _ID.fullmatch(text) is not None


def clean_text(text: str) -> str:
    """Drop invisible characters, make line ends one kind, cut space at both ends."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return _INVISIBLE.sub("", plain).strip()


def get_length(question: Question) -> int:
    """Return how many characters a text question takes."""
    return question.max_length or (SHORT if question.kind is QuestionKind.SHORT_TEXT else LONG)


def get_range(question: Question) -> tuple[int | None, int | None]:
    """Return the least and most a number, scale or position may be."""
    default: tuple[int | None, int | None] = {
        QuestionKind.SCALE: SCALE,
        QuestionKind.POSITION: POSITION,
    }.get(question.kind, (None, None))
    least = question.least if question.least is not None else default[0]
    most = question.most if question.most is not None else default[1]
    return least, most


def check_values(worksheet: Worksheet, values: object, *, roomy: bool = False) -> dict[str, Any]:
    """Return the cleaned values, empty ones left out; raise BadValue or BadInput.

    `roomy` lets every text be long: sticky notes typed up afterwards are what they are.
    """
    if not isinstance(values, Mapping):
        raise BadInput(
            "送られた内容を読みとれません。画面を読みこみなおして、もう一度送ってください。"
        )
    unknown = set(values) - {question.key for question in worksheet.questions}
    if unknown:
        raise BadInput("このワークシートにない問いがあります。画面を読みこみなおしてください。")
    cleaned: dict[str, Any] = {}
    for question in worksheet.questions:
        value = values.get(question.key)
        if not _is_empty(value):
            value = _CHECKS[question.kind](_widen(question) if roomy else question, value)
        if not _is_empty(value):
            cleaned[question.key] = value
        elif question.required:
            raise BadValue(question.label, "に答えてから送ってください。")
    if not cleaned:
        raise BadInput("まだ何も書かれていません。どれか1つに書いてから送ってください。")
    rating = find_rating(worksheet)
    if rating is not None and not roomy and len(cleaned.get(rating.item.key, ())) != 1:
        raise BadValue(rating.item.label, "は1つだけ選んでください。")
    return cleaned


def _widen(question: Question) -> Question:
    if question.kind is QuestionKind.SHORT_TEXT:
        return question.model_copy(update={"max_length": LONG})
    return question


def _is_empty(value: object) -> bool:
    return value is None or value in ("", [], {}) or (isinstance(value, str) and not value.strip())


def _check_text(question: Question, value: object) -> str:
    if not isinstance(value, str):
        raise BadValue(question.label, "は文字で答えてください。")
    text = clean_text(value)
    if question.kind is QuestionKind.SHORT_TEXT:
        text = " ".join(text.split("\n"))
    most = get_length(question)
    if len(text) > most:
        raise BadValue(
            question.label,
            f"は{most}文字までです(いま{len(text)}文字)。短くするか、分けて送ってください。"
            "書いた内容は消えていません。",
        )
    return text


def _check_choice(question: Question, value: object) -> str:
    if not isinstance(value, str) or value not in {option.key for option in question.options}:
        crossed = isinstance(value, str) and cross_options(question) is not None
        how = "二つの組から1つずつ" if crossed else "選択肢から"
        raise BadValue(question.label, f"は{how}選んでください。")
    return value


def _check_choices(question: Question, value: object) -> list[str]:
    if not isinstance(value, list):
        raise BadValue(question.label, "は選択肢から選んでください。")
    chosen = list(dict.fromkeys(_check_choice(question, key) for key in value))
    if len(chosen) != len(value):
        raise BadValue(question.label, "は選択肢から1つずつ選んでください。")
    if question.most is not None and len(chosen) > question.most:
        raise BadValue(question.label, f"は{question.most}つまで選べます。")
    return chosen


def _check_scale(question: Question, value: object) -> int:
    least, most = get_range(question)
    number = _check_number(question, value)
    if isinstance(number, float) or least is None or most is None:
        raise BadValue(question.label, f"は{least}から{most}の段から選んでください。")
    return number


def _check_number(question: Question, value: object) -> int | float:
    if isinstance(value, str):
        value = _read_number(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise BadValue(question.label, "は数字で答えてください。")
    least, most = get_range(question)
    if (least is not None and value < least) or (most is not None and value > most):
        raise BadValue(question.label, f"は{_range_words(least, most)}の数で答えてください。")
    whole = int(value)
    return whole if whole == value else value


def _read_number(text: str) -> float | None:
    try:
        return float(text.replace(",", ""))  # float() also reads full-width digits
    except ValueError:
        return None


def _range_words(least: int | None, most: int | None) -> str:
    return f"{least if least is not None else ''}から{most if most is not None else ''}まで"


def _check_date(question: Question, value: object) -> str:
    try:
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            return date.fromisoformat(value).isoformat()
    except ValueError:
        pass
    raise BadValue(question.label, "は「2026-12-01」のような日付で答えてください。")


def _check_position(question: Question, value: object) -> dict[str, int | float]:
    if not isinstance(value, Mapping) or set(value) != {"x", "y"}:
        raise BadValue(question.label, "は横と縦の両方を選んでください。")
    return {axis: _check_number(question, value[axis]) for axis in ("x", "y")}


def _check_rank(question: Question, value: object) -> list[str]:
    if question.options:
        return _check_choices(question, value)
    return _check_reference(question, value)


def _check_reference(question: Question, value: object) -> list[str]:
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list) or len(value) > _MOST_REFERENCES:
        raise BadValue(question.label, f"は{_MOST_REFERENCES}個までの回答から選んでください。")
    chosen = [key for key in value if isinstance(key, str) and _ID.fullmatch(key)]
    if len(chosen) != len(value) or len(set(chosen)) != len(chosen):
        raise BadValue(question.label, "は一覧にある回答から1つずつ選んでください。")
    return chosen


def _check_table(question: Question, value: object) -> list[dict[str, Any]]:
    if not isinstance(value, list) or len(value) > question.max_rows:
        raise BadValue(question.label, f"は{question.max_rows}行までで書いてください。")
    rows = []
    for row in value:
        if not isinstance(row, Mapping) or set(row) - {column.key for column in question.columns}:
            raise BadValue(question.label, "の表の列が合いません。画面を読みこみなおしてください。")
        cells = {
            column.key: _CHECKS[column.kind](_as_question(column), row[column.key])
            for column in question.columns
            if not _is_empty(row.get(column.key))
        }
        if cells:
            rows.append(cells)
    return rows


def _as_question(column: Column) -> Question:
    return Question(key=column.key, kind=column.kind, label=column.label, options=column.options)


_CHECKS: dict[QuestionKind, Callable[[Question, object], Any]] = {
    QuestionKind.SHORT_TEXT: _check_text,
    QuestionKind.LONG_TEXT: _check_text,
    QuestionKind.CHOICE: _check_choice,
    QuestionKind.CHOICES: _check_choices,
    QuestionKind.SCALE: _check_scale,
    QuestionKind.NUMBER: _check_number,
    QuestionKind.DATE: _check_date,
    QuestionKind.POSITION: _check_position,
    QuestionKind.RANK: _check_rank,
    QuestionKind.TABLE: _check_table,
    QuestionKind.REFERENCE: _check_reference,
}


def list_references(worksheet: Worksheet, values: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Return the answer ids that cleaned values point at, by the worksheet they must belong to."""
    found: dict[str, tuple[str, ...]] = {}
    for question in worksheet.questions:
        if question.of is not None and question.key in values:
            found[question.of] = (*found.get(question.of, ()), *values[question.key])
    return found
