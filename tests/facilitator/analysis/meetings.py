"""Meetings for tests of the clock: steps given by minutes, a room at one of them."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from facilitator.analysis.timekeeping import Timetable, keep_time
from programs.model import Meeting, MeetingKind, Program, Step
from programs.questions import QuestionKind, Role
from tests.samples import OURS, make_program, make_question, make_sheet, make_step
from worksheets.orders import Arrangement, Entry, Line, RunningOrder
from worksheets.records import Room, Timer

START = datetime(2026, 12, 3, 4, 30, tzinfo=UTC)  # 13:30 in Japan
FEEDBACK = "feedback"
HOMEWORK = "homework"


def after(minutes: float) -> datetime:
    """The moment this many minutes after the start."""
    return START + timedelta(minutes=minutes)


def make_meeting(*steps: Step, kind: MeetingKind = MeetingKind.GATHERING) -> Meeting:
    return Meeting(
        key="day",
        label="第1回",
        title="集まる",
        kind=kind,
        aim="ねらい",
        outcome=("成果",),
        source=OURS,
        steps=steps,
        worksheets=(
            make_sheet(FEEDBACK, make_question("q", QuestionKind.LONG_TEXT), role=Role.REFLECTION),
            make_sheet(HOMEWORK, make_question("q", QuestionKind.LONG_TEXT), role=Role.HOMEWORK),
        ),
    )


def make_steps(*minutes: int, **more: Any) -> tuple[Step, ...]:
    """Steps a, b, c … of these minutes, each half as short at the shortest."""
    return tuple(
        make_step(letter, minutes=length, shortest=length // 2, **more)
        for letter, length in zip("abcdefgh", minutes, strict=False)
    )


def wrap(meeting: Meeting) -> Program:
    return make_program().model_copy(update={"meetings": (meeting,)})


def make_order(
    *entered: tuple[str, float],
    starts_at: datetime | None = START,
    ends_at: datetime | None = None,
    begun_at: datetime | None = None,
    lines: Sequence[Line] = (),
    own: Sequence[Step] = (),
) -> RunningOrder:
    """A running order; steps were entered these minutes after the start."""
    return RunningOrder(
        "day",
        arrangement=Arrangement(tuple(lines), tuple(own), starts_at, ends_at),
        begun_at=begun_at,
        entries=tuple(Entry(step, after(minutes)) for step, minutes in entered),
    )


def look(
    meeting: Meeting,
    order: RunningOrder,
    step: str,
    minutes: float,
    *,
    timer: Timer | None = None,
    other_meeting: bool = False,
) -> Timetable:
    """Look at the clock these minutes after the start, with the room in a step."""
    room = Room(
        "ABC234",
        sequence=1,
        revision=1,
        meeting_key="other" if other_meeting else "day",
        step_key=step,
        timer=timer or Timer(),
    )
    return keep_time(meeting, order, room, after(minutes))
