"""Bring the bank's words into the form a question takes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from facilitator.rehearsal.asked import Asked
from facilitator.rehearsal.bank import say

_SAME = 4  # pairs of letters that make two sentences speak of the same


@dataclass(slots=True)
class Writer:
    """Who answers: a mood between 0 and 1, a chance of one's own, and what was said before."""

    rng: Random
    stable: str  # seeds what one says the same way each time
    mood: float = 0.5
    phase: str = ""
    today: date = field(default_factory=date.today)
    tokens: Mapping[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)


def use(question: Asked, given: Any, writer: Writer) -> Any:  # noqa: ANN401 -- YAML in, JSON out
    """Bring what the bank says into the form this question takes; None when it does not fit."""
    read = _READERS.get(question.kind)
    return None if read is None else read(question, given, writer)


def _use_text(question: Asked, given: object, writer: Writer) -> str | None:
    return write_text(str(given), question.longest, writer)


def _use_choice(question: Asked, given: object, _writer: Writer) -> object:
    return given if given in [key for key, _ in question.options] else None


def _use_choices(question: Asked, given: Sequence[str], _writer: Writer) -> list[str]:
    known = {key for key, _ in question.options}
    return [key for key in given if key in known][: question.most or None]


def _use_number(_question: Asked, given: object, _writer: Writer) -> object:
    return given if isinstance(given, int) else None


def _use_date(_question: Asked, given: int, writer: Writer) -> str:
    return name_day(writer.today, given)


def _use_table(
    question: Asked, given: Sequence[Mapping[str, Any]], writer: Writer
) -> list[dict[str, Any]]:
    return [_use_row(question, row, writer) for row in given]


def _use_row(question: Asked, row: Mapping[str, Any], writer: Writer) -> dict[str, Any]:
    cells = {
        column.key: use(column, row[column.key], writer)
        for column in question.columns
        if column.key in row
    }
    return {key: value for key, value in cells.items() if value not in (None, "")}


def write_text(text: str, longest: int, writer: Writer) -> str | None:
    """Put the words in; a text that names something unknown here is left out."""
    for token, words in writer.tokens.items():
        text = text.replace(token, words)
    if "@" in text:
        return None
    said = say(text, writer.rng)
    while len(said) > longest and "。" in said[:-1]:
        said = said[: said[:-1].rindex("。") + 1]
    return said if len(said) <= longest else None


def name_day(today: date, days: int) -> str:
    """Return the day that many days from now, moved to a working day."""
    day = today + timedelta(days=days)
    return (day + timedelta(days=(0, 0, 0, 0, 0, 2, 1)[day.weekday()])).isoformat()


def _use_reference(question: Asked, given: object, writer: Writer) -> list[str] | None:
    if isinstance(given, list):
        found = [key for one in given for key in _use_reference(question, one, writer) or ()]
        return list(dict.fromkeys(found)) or None
    words = str(given)
    for token, meant in writer.tokens.items():
        words = words.replace(token, meant)
    exact = [key for key, label in question.options if label == words]
    if exact:
        return exact[:1]
    nearest = find_nearest(question.options, words, least=_SAME)
    return [nearest] if nearest else None


def find_nearest(options: Sequence[tuple[str, str]], words: str, *, least: int = 2) -> str | None:
    """Return the option that shares the most pairs of letters with the words, `least` or more."""
    wanted = _pairs(words)
    best, most = None, least - 1
    for key, label in sorted(options, key=lambda option: option[1]):
        shared = len(wanted & _pairs(label))
        if shared > most:
            best, most = key, shared
    return best


def _pairs(text: str) -> set[str]:
    # Pairs of kana are everywhere and tell nothing.
    pairs = {text[i : i + 2] for i in range(len(text) - 1)}
    return {
        pair
        for pair in pairs
        if any("一" <= letter <= "鿿" or "ァ" <= letter <= "ヺ" for letter in pair)
    }


_READERS: dict[str, Callable[[Asked, Any, Writer], Any]] = {
    "short_text": _use_text,
    "long_text": _use_text,
    "choice": _use_choice,
    "choices": _use_choices,
    "scale": _use_number,
    "number": _use_number,
    "date": _use_date,
    "table": _use_table,
    "reference": _use_reference,
    "rank": _use_reference,
}
