"""A question as the one who answers sees it, read from a phone's snapshot or the program."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_LONG = {"short_text": 200, "long_text": 2000}
_RANGES = {"scale": (1, 4), "position": (1, 5), "number": (0, 10)}


@dataclass(frozen=True, slots=True)
class Asked:
    """What must be known to answer a question. `options` are key and label."""

    key: str
    kind: str
    label: str
    required: bool = False
    options: tuple[tuple[str, str], ...] = ()
    least: int = 0
    most: int = 0
    longest: int = 200
    columns: tuple["Asked", ...] = ()


def read_asked(question: Mapping[str, Any]) -> Asked:
    """Read a question of a phone's snapshot."""
    limits = question.get("limits", {})
    least, most = _RANGES.get(question["kind"], (0, 0))
    return Asked(
        key=question["key"],
        kind=question["kind"],
        label=question["label"],
        required=bool(question.get("required")),
        options=_read_options(question.get("options") or ()),
        least=limits.get("min", least),
        most=limits.get("max", most),
        longest=limits.get("max_length", _LONG.get(question["kind"], 200)),
        columns=tuple(read_asked(column) for column in limits.get("columns", ())),
    )


def read_content(question: Mapping[str, Any], options: tuple[tuple[str, str], ...] = ()) -> Asked:
    """Read a question of the program; `options` are given where they are other answers."""
    least, most = _RANGES.get(question["kind"], (0, 0))
    return Asked(
        key=question["key"],
        kind=question["kind"],
        label=question["label"],
        required=bool(question.get("required")),
        options=options or _read_options(question.get("options") or ()),
        least=_first(question.get("least"), least),
        most=_first(question.get("most"), most),
        longest=_first(question.get("max_length"), _LONG.get(question["kind"], 200)),
        columns=tuple(read_content(column) for column in question.get("columns") or ()),
    )


def _read_options(options: Any) -> tuple[tuple[str, str], ...]:  # noqa: ANN401 -- JSON
    return tuple((option["key"], option["label"]) for option in options)


def _first(given: int | None, default: int) -> int:
    return default if given is None else given
