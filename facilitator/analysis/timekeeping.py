"""Tell the time of a meeting: when each step starts and ends, how late it is, when it will end.

Pure: the same running order, room and moment give the same timetable. Each start is computed
from the end before it; what has been done stands at the moments it really happened.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from facilitator.analysis.visits import Visit, find_run, list_visits, sum_visits
from programs.model import Meeting, MeetingKind, Step
from worksheets.orders import Line, RunningOrder, pair_lines
from worksheets.records import Room, Timer

_ZERO = timedelta(0)
_OTHER_DAY = timedelta(hours=12)  # a start further away is of another day
_EARLY = timedelta(hours=1)  # whoever moves the room earlier than this only tries things out
_UNTIMED = (MeetingKind.PREPARATION, MeetingKind.FIELDWORK)


class Phase(StrEnum):
    """Where a meeting is in its time."""

    UNTIMED = "untimed"  # it takes weeks, not minutes
    WAITING = "waiting"
    STRAYED = "strayed"  # the start that was set is of a day gone by
    RUNNING = "running"
    OVER = "over"


class LineState(StrEnum):
    """What became of a line."""

    DONE = "done"
    PASSED = "passed"  # the room is beyond it and was never there
    NOW = "now"
    TO_COME = "to_come"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class TimedLine:
    """A line with its times; `offset` is its planned start in minutes from the beginning."""

    step: Step
    state: LineState
    own: bool
    offset: int
    starts_at: datetime | None = None
    ends_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Timetable:
    """A meeting in its time. `elapsed` and `remaining` are of the step the room is in.

    `planned_end` is the end that was promised, `timer_left` what the step's clock still runs.
    """

    meeting: Meeting
    phase: Phase
    begun: bool  # somebody said so, or the room has moved on
    lines: tuple[TimedLine, ...]
    begins_at: datetime | None
    planned_end: datetime | None
    projected_end: datetime | None
    elapsed: timedelta = _ZERO
    remaining: timedelta = _ZERO
    timer_left: timedelta = _ZERO

    @property
    def late(self) -> timedelta | None:
        """How much later than promised it will end; negative when it will end earlier."""
        if self.planned_end is None or self.projected_end is None:
            return None
        return self.projected_end - self.planned_end

    @property
    def minutes(self) -> int:
        """How long the steps take together; those that were passed or skipped count nothing."""
        out = (LineState.SKIPPED, LineState.PASSED)
        return sum(line.step.minutes for line in self.lines if line.state not in out)

    @property
    def planned_minutes(self) -> int:
        """How long the meeting was to take: as promised, else as the program says."""
        if self.begins_at is None or self.planned_end is None:
            return self.meeting.minutes
        return round((self.planned_end - self.begins_at) / timedelta(minutes=1))

    @property
    def current(self) -> TimedLine | None:
        """The line of the step the room is in, whether the meeting has begun or not."""
        return next((line for line in self.lines if line.state is LineState.NOW), None)

    @property
    def to_come(self) -> tuple[TimedLine, ...]:
        """The lines after the present one that are not skipped."""
        return tuple(line for line in self.lines if line.state is LineState.TO_COME)


def keep_time(meeting: Meeting, order: RunningOrder, room: Room, at: datetime) -> Timetable:
    """Compute the timetable of a meeting of the frozen program at this moment."""
    look = _Look(meeting, order, room, at, pair_lines(meeting, order.arrangement))
    phase = look.find_phase()
    if phase is Phase.RUNNING:
        return look.make_running()
    if phase is Phase.OVER:
        return look.make_over()
    return look.make_planned(phase)


@dataclass(frozen=True, slots=True)
class _Look:
    """One look at a meeting at one moment."""

    meeting: Meeting
    order: RunningOrder
    room: Room
    at: datetime
    pairs: tuple[tuple[Line, Step], ...]

    @property
    def here(self) -> str:
        """The step the room is in, empty when it is in another meeting."""
        return self.room.step_key if self.room.meeting_key == self.meeting.key else ""

    @property
    def first(self) -> Step:
        return next(step for line, step in self.pairs if not line.skipped)

    @property
    def start(self) -> datetime | None:
        """The start that was set, if it is of this day."""
        start = self.order.arrangement.starts_at
        return start if start and abs(self.at - start) <= _OTHER_DAY else None

    @property
    def told(self) -> datetime | None:
        """When somebody pressed "begin", if that was on this day."""
        told = self.order.begun_at
        return told if told and self.at - told <= _OTHER_DAY else None

    def find_run(self) -> tuple[Visit, ...]:
        """Return the room's moves of this day, without those of a rehearsal before."""
        since = self.told or (self.start - _EARLY if self.start else None)
        return find_run(self.order.entries, self.first, until=self.at, since=since)

    def find_phase(self) -> Phase:
        start, entries = self.order.arrangement.starts_at, self.order.entries
        if self.meeting.kind in _UNTIMED:
            return Phase.UNTIMED
        if not self.here:
            ran = bool(entries) and not entries[-1].step
            return Phase.OVER if ran and not (start and start > entries[-1].at) else Phase.WAITING
        if self.told:
            return Phase.RUNNING
        if start and start - self.at > _EARLY:
            return Phase.WAITING
        if self.find_move() or (
            self.here == self.first.key and self.start and self.start <= self.at
        ):
            return Phase.RUNNING
        return Phase.STRAYED if start and not self.start else Phase.WAITING

    def find_move(self) -> datetime | None:
        """Return when the room first came to another step than the first."""
        moves = (visit.start for visit in self.find_run() if visit.step != self.first.key)
        return next(moves, None)

    def find_beginning(self) -> datetime:
        """Return when the meeting really began, as well as one can know."""
        moved = self.find_move()
        if self.told:
            return self.told
        if self.start and (moved is None or self.start <= moved):
            return self.start
        moved = moved or self.at
        # Nobody said when: the first step took as long as planned, or as long as it was shown.
        guess = moved - timedelta(minutes=self.first.minutes)
        shown = [visit.start for visit in self.find_run() if visit.step == self.first.key]
        return max(guess, shown[0]) if shown and shown[0] < moved else guess

    # --- timetables ---

    def make_running(self) -> Timetable:
        begins_at = self.find_beginning()
        visits = list_visits(self.find_run(), self.first.key, since=begins_at, until=self.at)
        elapsed = sum_visits(visits, self.here)
        timer_left = _find_timer_left(self.room.timer, self.at)
        step = next(step for _, step in self.pairs if step.key == self.here)
        remaining = max(timedelta(minutes=step.minutes) - elapsed, timer_left, _ZERO)
        lines = tuple(self.time_lines(visits, self.at + remaining, behind=True))
        return Timetable(
            meeting=self.meeting,
            phase=Phase.RUNNING,
            begun=self.told is not None or self.find_move() is not None,
            lines=lines,
            begins_at=self.start or begins_at,
            planned_end=self.find_planned_end(self.start or begins_at),
            projected_end=max((line.ends_at for line in lines if line.ends_at), default=None),
            elapsed=elapsed,
            remaining=remaining,
            timer_left=timer_left,
        )

    def find_planned_end(self, begins_at: datetime | None) -> datetime | None:
        promised = self.order.arrangement.ends_at
        if promised and begins_at == self.order.arrangement.starts_at:
            return promised
        return begins_at + timedelta(minutes=self.meeting.minutes) if begins_at else None

    def make_planned(self, phase: Phase) -> Timetable:
        start = self.order.arrangement.starts_at if phase is not Phase.UNTIMED else None
        lines = tuple(self.time_lines((), start, behind=False))
        return Timetable(
            meeting=self.meeting,
            phase=phase,
            begun=False,
            lines=lines,
            begins_at=start,
            planned_end=self.find_planned_end(start),
            projected_end=max((line.ends_at for line in lines if line.ends_at), default=None),
        )

    def make_over(self) -> Timetable:
        left = self.order.entries[-1].at
        run = find_run(self.order.entries, self.first, until=left, since=self.order.begun_at)
        lines = tuple(self.time_lines(run, None, behind=True))
        return Timetable(
            meeting=self.meeting,
            phase=Phase.OVER,
            begun=True,
            lines=lines,
            begins_at=run[0].start if run else None,
            planned_end=None,
            projected_end=left,
        )

    def time_lines(
        self, visits: tuple[Visit, ...], clock: datetime | None, *, behind: bool
    ) -> Iterator[TimedLine]:
        """Yield the lines: those `behind` at their real moments, those to come from `clock` on."""
        own = {step.key for step in self.order.arrangement.own}
        offset = 0
        for line, step in self.pairs:
            here = step.key == self.here
            been = [visit for visit in visits if visit.step == step.key]
            state = _find_state(line, here=here, behind=behind, been=bool(been))
            start, end = (been[0].start, been[-1].end) if been else (None, None)
            if state is LineState.NOW and behind:
                start, end, behind = start or self.at, clock, False
            elif state in (LineState.NOW, LineState.TO_COME):
                start = clock
                clock = end = start + timedelta(minutes=step.minutes) if start else None
            elif state is not LineState.DONE:
                start = end = None
            yield TimedLine(step, state, step.key in own, offset, start, end)
            offset += 0 if line.skipped else step.minutes


def _find_state(line: Line, *, here: bool, behind: bool, been: bool) -> LineState:
    if here:
        return LineState.NOW
    if line.skipped:
        return LineState.SKIPPED
    if not behind:
        return LineState.TO_COME
    return LineState.DONE if been else LineState.PASSED


def _find_timer_left(timer: Timer, at: datetime) -> timedelta:
    if timer.seconds_left is not None:
        return timedelta(seconds=timer.seconds_left)
    return max(timer.ends_at - at, _ZERO) if timer.ends_at else _ZERO
