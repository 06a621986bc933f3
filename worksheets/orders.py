"""The running order of a meeting: its steps in order, how long each, when each was entered.

A town's own order lies beside the frozen program and is laid over it; where there is none,
the program's own order holds. Everything here is values: running_orders.py stores them.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any

from programs.model import Meeting, Program, Step

_MOST_ENTRIES = 200  # moments kept of one meeting; somebody may press next and back all day


class Alteration(StrEnum):
    """What the last change of a running order was."""

    TIMES = "times"
    LINES = "lines"
    OWN_STEP = "own_step"
    CATCH_UP = "catch_up"


@dataclass(frozen=True, slots=True)
class Line:
    """One step of a running order; a skipped one keeps its place for coming back."""

    step: str
    minutes: int
    skipped: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """The moment a step was entered; without a step, the moment the room left the meeting."""

    step: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What can be edited, and undone: lines, own steps, the start and the promised end.

    Without lines the program's order holds.
    """

    lines: tuple[Line, ...] = ()
    own: tuple[Step, ...] = ()
    starts_at: datetime | None = None
    ends_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RunningOrder:
    """How one meeting of one workshop is run, what it was before the last change, and its log."""

    meeting: str
    arrangement: Arrangement = Arrangement()
    before: Arrangement | None = None
    altered: Alteration | None = None
    begun_at: datetime | None = None
    entries: tuple[Entry, ...] = ()


Orders = tuple[RunningOrder, ...]


def get_order(orders: Orders, meeting_key: str) -> RunningOrder:
    """Return the running order of a meeting; a meeting nobody has touched has an empty one."""
    found = (order for order in orders if order.meeting == meeting_key)
    return next(found, RunningOrder(meeting_key))


def put_order(orders: Orders, order: RunningOrder) -> Orders:
    """Return the orders with this one in its place."""
    return (*(other for other in orders if other.meeting != order.meeting), order)


def list_lines(meeting: Meeting, arrangement: Arrangement) -> tuple[Line, ...]:
    """Return the lines of a meeting of the frozen program, skipped ones included."""
    return arrangement.lines or tuple(Line(step.key, step.minutes) for step in meeting.steps)


def is_skipped(orders: Orders, meeting_key: str, step_key: str) -> bool:
    """Tell whether a step is left out."""
    lines = get_order(orders, meeting_key).arrangement.lines
    return any(line.step == step_key and line.skipped for line in lines)


def pair_lines(meeting: Meeting, arrangement: Arrangement) -> tuple[tuple[Line, Step], ...]:
    """Return each line with its step, which has the line's minutes; skipped ones included."""
    steps = {step.key: step for step in (*meeting.steps, *arrangement.own)}
    return tuple(
        (line, _lengthen(steps[line.step], line.minutes))
        for line in list_lines(meeting, arrangement)
    )


def _lengthen(step: Step, minutes: int) -> Step:
    if step.minutes == minutes:
        return step
    return step.model_copy(update={"minutes": minutes, "shortest": min(step.shortest, minutes)})


def arrange_meeting(meeting: Meeting, arrangement: Arrangement) -> Meeting:
    """Lay an arrangement over a meeting of the frozen program."""
    if not arrangement.lines:
        return meeting
    kept = tuple(step for line, step in pair_lines(meeting, arrangement) if not line.skipped)
    return meeting.model_copy(update={"steps": kept})


def arrange_program(program: Program, orders: Orders) -> Program:
    """Lay the running orders over the frozen program; untouched, it is the program itself."""
    if not any(order.arrangement.lines for order in orders):
        return program
    meetings = tuple(
        arrange_meeting(meeting, get_order(orders, meeting.key).arrangement)
        for meeting in program.meetings
    )
    return program.model_copy(update={"meetings": meetings})


def note_entering(orders: Orders, meeting_key: str, step_key: str, at: datetime) -> Orders:
    """Write down that the room entered a step, and that it left the meeting it was in."""
    for order in orders:
        if order.meeting != meeting_key and order.entries and order.entries[-1].step:
            orders = put_order(orders, _note(order, Entry("", at)))
    order = get_order(orders, meeting_key)
    if order.entries and order.entries[-1].step == step_key:
        return orders
    return put_order(orders, _note(order, Entry(step_key, at)))


def _note(order: RunningOrder, entry: Entry) -> RunningOrder:
    return replace(order, entries=(*order.entries, entry)[-_MOST_ENTRIES:])


# --- JSON -----------------------------------------------------------------------------------


def dump_orders(orders: Orders) -> str:
    """Write running orders as JSON."""
    return json.dumps({order.meeting: _dump_order(order) for order in orders}, ensure_ascii=False)


def _dump_order(order: RunningOrder) -> dict[str, Any]:
    return {
        **_dump_arrangement(order.arrangement),
        "before": _dump_arrangement(order.before) if order.before else None,
        "altered": order.altered,
        "begun_at": _dump_time(order.begun_at),
        "entries": [[entry.step, entry.at.isoformat()] for entry in order.entries],
    }


def _dump_arrangement(arrangement: Arrangement) -> dict[str, Any]:
    return {
        "starts_at": _dump_time(arrangement.starts_at),
        "ends_at": _dump_time(arrangement.ends_at),
        "lines": [
            {"step": line.step, "minutes": line.minutes, "skipped": line.skipped}
            for line in arrangement.lines
        ],
        "own": [step.model_dump(mode="json", exclude_defaults=True) for step in arrangement.own],
    }


def _dump_time(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


# The room is read anew with every answer that is stored; its orders hardly ever change.
@lru_cache(maxsize=128)
def load_orders(document: str) -> Orders:
    """Read running orders back; the same text gives the same object."""
    found: dict[str, dict[str, Any]] = json.loads(document)
    return tuple(_load_order(meeting, data) for meeting, data in found.items())


def _load_order(meeting: str, data: dict[str, Any]) -> RunningOrder:
    return RunningOrder(
        meeting,
        arrangement=_load_arrangement(data),
        before=_load_arrangement(data["before"]) if data["before"] else None,
        altered=Alteration(data["altered"]) if data["altered"] else None,
        begun_at=_load_time(data["begun_at"]),
        entries=_load_entries(data["entries"]),
    )


def _load_arrangement(data: dict[str, Any]) -> Arrangement:
    return Arrangement(
        lines=tuple(Line(**line) for line in data["lines"]),
        own=tuple(Step.model_validate(step) for step in data["own"]),
        starts_at=_load_time(data["starts_at"]),
        ends_at=_load_time(data["ends_at"]),
    )


def _load_entries(found: Iterable[tuple[str, str]]) -> tuple[Entry, ...]:
    return tuple(Entry(step, datetime.fromisoformat(at)) for step, at in found)


def _load_time(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None
