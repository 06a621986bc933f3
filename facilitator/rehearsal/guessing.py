"""Answer a question the bank says nothing about, as its kind and its words allow."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from facilitator.rehearsal.asked import Asked
from facilitator.rehearsal.bank import read_file
from facilitator.rehearsal.chance import draw
from facilitator.rehearsal.saying import Writer, find_nearest, name_day, write_text

WRITTEN = ("short_text", "long_text", "table")
_LEAVES_EMPTY = 0.06  # of the questions that need only a tap
_LEAVES_BLANK = 0.25  # of the texts that need not be written
_FEW = 3
_CHANGE = {"": 0.0, "before": -0.08, "after": 0.13, "later": 0.09}


@dataclass(frozen=True, slots=True)
class SoFar:
    """What is said on the sheet: all the bank's words, and the values filled in before."""

    words: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)


def guess(
    question: Asked, writer: Writer, so_far: SoFar | None = None, *, must: bool = False
) -> Any:  # noqa: ANN401 -- a JSON value
    """Return an answer, or None where a person would leave this question empty."""
    if not (must or question.required):
        skipped = _LEAVES_BLANK if question.kind in WRITTEN else _LEAVES_EMPTY
        if writer.rng.random() < skipped:
            return None
    return _GUESSES[question.kind](question, writer, so_far or SoFar())


def _say_something(question: Asked, writer: Writer, _so_far: SoFar) -> str | None:
    """Say something that fits the label's words: who, where, when, why."""
    general = read_file("general")
    for rule in general["rules"]:
        if any(word in question.label for word in rule["words"]):
            return write_text(writer.rng.choice(rule["says"]), question.longest, writer)
    says = general["long" if question.kind == "long_text" else "short"]
    return write_text(writer.rng.choice(says), question.longest, writer)


def _choose(question: Asked, writer: Writer, _so_far: SoFar) -> str | None:
    if not question.options:
        return None
    # The same person says the same each time: years of service do not change within months.
    return draw(f"{writer.stable}/{question.key}").choice(question.options)[0]


def _choose_some(question: Asked, writer: Writer, _so_far: SoFar) -> list[str]:
    keys = [key for key, _ in question.options]
    most = min(question.most or _FEW, len(keys), _FEW)
    return writer.rng.sample(keys, writer.rng.randint(1, most)) if keys else []


def _count(question: Asked, writer: Writer, _so_far: SoFar) -> int:
    return writer.rng.randint(question.least, max(question.least, question.most))


def _find_day(_question: Asked, writer: Writer, _so_far: SoFar) -> str:
    return name_day(writer.today, writer.rng.randint(10, 120))


def _rate(question: Asked, writer: Writer, _so_far: SoFar) -> int:
    common = draw(f"item/{question.key}").uniform(-0.1, 0.1)
    steady = draw(f"{writer.stable}/{question.key}").gauss(0, 0.15)
    level = (
        writer.mood + common + steady + _CHANGE.get(writer.phase, 0.0) + writer.rng.gauss(0, 0.08)
    )
    span = question.most - question.least
    return question.least + min(span, max(0, int(level * (span + 1))))


def _place(question: Asked, writer: Writer, so_far: SoFar) -> dict[str, int]:
    # People roughly agree where an idea belongs: its place comes from what it says.
    about = "/".join(str(value) for value in so_far.values.values())
    common = draw(f"place/{about}")
    span = question.most - question.least
    return {
        axis: min(
            question.most,
            max(
                question.least,
                round(question.least + span * middle + writer.rng.gauss(0, span * 0.15)),
            ),
        )
        for axis, middle in (
            ("x", common.uniform(0.1, 0.95)),
            ("y", common.uniform(0.3, 0.95)),
        )
    }


def _refer(question: Asked, writer: Writer, so_far: SoFar) -> list[str] | None:
    free = [option for option in question.options if option[0] not in writer.used]
    if not free:
        return None
    nearest = find_nearest(free, so_far.words) if so_far.words else None
    chosen = nearest or writer.rng.choice(sorted(free, key=lambda option: option[1]))[0]
    writer.used.add(chosen)
    return [chosen]


def _order(question: Asked, writer: Writer, _so_far: SoFar) -> list[str]:
    keys = [key for key, _ in sorted(question.options, key=lambda option: option[1])]
    return writer.rng.sample(keys, min(_FEW, len(keys)))


def _tabulate(question: Asked, writer: Writer, _so_far: SoFar) -> list[dict[str, Any]]:
    rows = []
    for _ in range(writer.rng.randint(2, 3)):
        cells = {column.key: guess(column, writer, must=True) for column in question.columns}
        rows.append({key: value for key, value in cells.items() if value not in (None, "", [])})
    return rows


_GUESSES: dict[str, Callable[[Asked, Writer, SoFar], Any]] = {
    "short_text": _say_something,
    "long_text": _say_something,
    "choice": _choose,
    "choices": _choose_some,
    "scale": _rate,
    "number": _count,
    "date": _find_day,
    "position": _place,
    "reference": _refer,
    "rank": _order,
    "table": _tabulate,
}
