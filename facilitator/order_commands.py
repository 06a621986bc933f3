"""What the fields and forms of the running order call; its plain buttons need only commands.py."""

from dataclasses import dataclass
from datetime import date, datetime, time

from facilitator import state
from facilitator.commands import attempt
from facilitator.parts.visitor import needs
from facilitator.rights import Need
from worksheets import running_orders
from worksheets.errors import BadInput
from worksheets.orders import Arrangement
from worksheets.own_steps import OwnStep
from worksheets.records import Given


@dataclass(frozen=True, slots=True)
class TimesKeys:
    """The keys of the fields for day, start and end; other stored times make other fields."""

    day: str
    start: str
    end: str

    @classmethod
    def of(cls, meeting: str, plan: Arrangement) -> "TimesKeys":
        """Name the fields of a meeting."""
        stored = f"{meeting}-{plan.starts_at}-{plan.ends_at}"
        return cls(*(f"order_{name}-{stored}" for name in ("day", "start", "end")))


@dataclass(frozen=True, slots=True)
class OwnStepKeys:
    """The keys of the fields of a step of one's own."""

    title: str
    minutes: str
    shortest: str
    before: str
    instruction: str
    say: str
    droppable: str

    @classmethod
    def of(cls, meeting: str) -> "OwnStepKeys":
        """Name the fields of a meeting."""
        return cls(*(f"own_{name}-{meeting}" for name in cls.__slots__))


@needs(Need.RUN)
def set_minutes(code: str, meeting: str, step: str, field: str, *, given: Given) -> None:
    """Give a step the minutes in its field."""
    minutes = int(state.read(field) or 0)
    attempt(lambda: running_orders.set_minutes(code, meeting, step, minutes, given=given))


@needs(Need.RUN)
def set_times(code: str, meeting: str, keys: TimesKeys, *, given: Given) -> None:
    """Store the start and end that were typed; without a start both are forgotten."""

    def store() -> None:
        starts_at = _read_moment(keys.day, keys.start)
        ends_at = _read_moment(keys.day, keys.end)
        running_orders.set_times(code, meeting, starts_at=starts_at, ends_at=ends_at, given=given)

    attempt(store, "開始と終わりの時刻を変えました。")


def _read_moment(day: str, hour: str) -> datetime | None:
    on: date | None = state.read(day)
    at: time | None = state.read(hour)
    if at is None:
        return None
    if on is None:
        raise BadInput("日を選んでください。")
    # The hall's own time: what people read on the wall.
    return datetime.combine(on, at).astimezone()


@needs(Need.RUN)
def add_own_step(code: str, meeting: str, keys: OwnStepKeys, *, given: Given) -> None:
    """Add the step that was typed; the form is only cleared once it is stored."""

    def add() -> None:
        minutes = int(state.read(keys.minutes) or 0)
        own = OwnStep(
            title=state.read_text(keys.title),
            minutes=minutes,
            shortest=min(int(state.read(keys.shortest) or minutes), minutes),
            droppable=bool(state.read(keys.droppable)),
            instruction=state.read_text(keys.instruction),
            say=state.read_text(keys.say),
        )
        before = state.read_text(keys.before) or None
        running_orders.add_own_step(code, meeting, own, before=before, given=given)
        for key in (keys.title, keys.instruction, keys.say):
            state.write(key, "")

    attempt(add, "ステップを足しました。")
