"""Turn a cell's text into a value of its question: labels become keys, dates one form."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any

from programs.questions import Option, Question, QuestionKind
from worksheets.checking import get_range
from worksheets.errors import BadValue

IMPORTABLE = frozenset(QuestionKind) - {QuestionKind.TABLE, QuestionKind.REFERENCE}

_SEPARATORS = re.compile(r"[、,，;；/／\n・]+")
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?: .*)?")
_LEADING_NUMBER = re.compile(r"(\d+)(?![\d.])")


def plain(text: str) -> str:
    """Bring words to one form for comparing: width, case and spaces do not matter."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def is_importable(question: Question) -> bool:
    """Tell whether a cell can answer this question; what points at other answers cannot."""
    return question.kind in IMPORTABLE and question.of is None


def read_cell(question: Question, text: str) -> Any:  # noqa: ANN401 -- a JSON value
    """Return the value; raise BadValue when an option or date is not recognised.

    Lengths and ranges are checked later, with everything else.
    """
    read = _READERS.get(question.kind)
    return text if read is None else read(question, text)


def _find_keys(question: Question, text: str) -> list[str]:
    whole = _match(question.options, text)
    if whole is not None:  # a label may hold a separator itself
        return [whole]
    return [_find_key(question, part) for part in _SEPARATORS.split(text) if part.strip()]


def _find_key(question: Question, text: str) -> str:
    found = _match(question.options, text)
    if found is None:
        labels = "、".join(option.label for option in question.options)
        raise BadValue(
            question.label, f"に「{text.strip()}」という選択肢はありません(あるのは {labels})。"
        )
    return found


def _match(options: tuple[Option, ...], text: str) -> str | None:
    wanted = plain(text)
    for option in options:
        if wanted in (option.key, plain(option.label)):
            return option.key
    # "庁内" is meant for 「庁内（役所の中）」, where only one label begins so.
    near = [option.key for option in options if wanted and plain(option.label).startswith(wanted)]
    return near[0] if len(near) == 1 else None


def _read_number(_question: Question, text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().rstrip("枚人件回円%個")


def _read_scale(question: Question, text: str) -> int:
    least, _ = get_range(question)
    wanted = plain(text)
    for position, label in enumerate(question.labels):
        if wanted == plain(label):
            return (1 if least is None else least) + position
    found = _LEADING_NUMBER.match(wanted)
    if found is None:
        raise BadValue(question.label, f"の段に「{text.strip()}」はありません。")
    return int(found[1])


def _read_date(question: Question, text: str) -> str:
    found = _DATE.fullmatch(unicodedata.normalize("NFKC", text).strip())
    try:
        if found is not None:
            return date(*(int(part) for part in found.groups())).isoformat()
    except ValueError:
        pass
    raise BadValue(
        question.label, f"の「{text.strip()}」は日付ではありません。2026-12-01 の形にしてください。"
    )


def _read_position(question: Question, text: str) -> dict[str, str]:
    parts = [part for part in _SEPARATORS.split(text) if part.strip()]
    if len(parts) != 2:  # noqa: PLR2004 -- a position has two axes
        raise BadValue(question.label, "は「3,4」のように横と縦の数で書いてください。")
    return {"x": parts[0].strip(), "y": parts[1].strip()}


_READERS: dict[QuestionKind, Callable[[Question, str], Any]] = {
    QuestionKind.CHOICE: _find_key,
    QuestionKind.CHOICES: _find_keys,
    QuestionKind.RANK: _find_keys,
    QuestionKind.SCALE: _read_scale,
    QuestionKind.NUMBER: _read_number,
    QuestionKind.DATE: _read_date,
    QuestionKind.POSITION: _read_position,
}
