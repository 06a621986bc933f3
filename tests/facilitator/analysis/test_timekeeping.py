"""What the clock of a meeting says, for many ways a day can go."""

from datetime import datetime, timedelta

import pytest

from facilitator.analysis.timekeeping import LineState, Phase, Timetable
from programs.model import MeetingKind
from tests.facilitator.analysis.meetings import (
    START,
    after,
    look,
    make_meeting,
    make_order,
    make_steps,
)
from tests.samples import make_step
from worksheets.orders import Line, RunningOrder
from worksheets.records import Timer

THREE = make_meeting(*make_steps(10, 20, 30))  # a, b, c: an hour


def minutes_of(moment: datetime | None) -> float | None:
    """Minutes after the start."""
    return None if moment is None else (moment - START) / timedelta(minutes=1)


def late(table: Timetable) -> float | None:
    return None if table.late is None else table.late / timedelta(minutes=1)


def starts(table: Timetable) -> list[float | None]:
    return [minutes_of(line.starts_at) for line in table.lines]


def test_before_the_start_every_line_follows_the_one_before() -> None:
    table = look(THREE, make_order(), "a", -20)

    assert (table.phase, table.begun) == (Phase.WAITING, False)
    assert starts(table) == [0, 10, 30]
    assert minutes_of(table.projected_end) == minutes_of(table.planned_end) == 60
    assert [line.state for line in table.lines] == [
        LineState.NOW,
        LineState.TO_COME,
        LineState.TO_COME,
    ]


def test_without_a_start_only_minutes_are_known() -> None:
    table = look(THREE, make_order(starts_at=None), "a", 0)

    assert table.phase is Phase.WAITING
    assert starts(table) == [None, None, None]
    assert [line.offset for line in table.lines] == [0, 10, 30]
    assert (table.minutes, table.planned_minutes, late(table)) == (60, 60, None)


@pytest.mark.parametrize(
    ("order", "step", "at", "expected"),
    [
        # The first step takes as long as planned, then the meeting falls behind.
        (make_order(), "a", 5, 0),
        (make_order(), "a", 10, 0),
        (make_order(), "a", 18, 8),
        # Entered before the start: it counts from the start.
        (make_order(("a", -30)), "a", 18, 8),
        # Somebody pressed "begin" later than planned.
        (make_order(("a", 15), begun_at=after(15)), "a", 16, 15),
        (make_order(("a", 15), begun_at=after(15)), "a", 27, 17),
        # In the middle.
        (make_order(("b", 10)), "b", 20, 0),
        (make_order(("b", 18)), "b", 20, 8),
        (make_order(("b", 5)), "b", 20, -5),
        (make_order(("b", 5)), "b", 27, -3),
        (make_order(("b", 10), ("c", 25)), "c", 30, -5),
        (make_order(("b", 10), ("c", 45)), "c", 50, 15),
        # The last step takes longer than planned.
        (make_order(("b", 10), ("c", 30)), "c", 72, 12),
        # Back and forth: the time in a step is added up.
        (make_order(("b", 10), ("a", 20), ("b", 21)), "b", 25, 1),
        # Stepping on by mistake and back loses nothing.
        (make_order(("b", 10), ("c", 20), ("b", 20.5)), "b", 30, 0.5),
    ],
)
def test_lateness_follows_what_was_done(
    order: RunningOrder, step: str, at: float, expected: float
) -> None:
    table = look(THREE, order, step, at)

    assert table.phase is Phase.RUNNING
    assert late(table) == pytest.approx(expected)


def test_done_lines_stand_at_their_real_moments_and_later_ones_follow_now() -> None:
    table = look(THREE, make_order(("b", 18)), "b", 20)

    assert [line.state for line in table.lines] == [
        LineState.DONE,
        LineState.NOW,
        LineState.TO_COME,
    ]
    assert starts(table) == [0, 18, 38]
    assert [minutes_of(line.ends_at) for line in table.lines] == [18, 38, 68]
    assert table.elapsed == timedelta(minutes=2)
    assert minutes_of(table.projected_end) == 68


def test_promised_end_is_what_lateness_is_measured_by() -> None:
    table = look(THREE, make_order(("b", 10), ends_at=after(75)), "b", 12)

    assert (late(table), table.planned_minutes, table.minutes) == (-15, 75, 60)


def test_own_and_skipped_steps_count_in_and_out() -> None:
    order = make_order(
        ("b", 10),
        lines=(Line("a", 10), Line("b", 20), Line("own-1", 7), Line("c", 30, skipped=True)),
        own=(make_step("own-1", minutes=7, shortest=7),),
    )

    table = look(THREE, order, "b", 15)

    assert late(table) == -23
    assert [(line.state, line.own) for line in table.lines[2:]] == [
        (LineState.TO_COME, True),
        (LineState.SKIPPED, False),
    ]
    assert table.lines[3].starts_at is None


def test_step_the_room_jumped_over_has_no_time() -> None:
    table = look(THREE, make_order(("c", 10)), "c", 12)

    assert [line.state for line in table.lines] == [
        LineState.DONE,
        LineState.PASSED,
        LineState.NOW,
    ]
    assert late(table) == -20
    assert table.minutes == 40


@pytest.mark.parametrize(
    ("timer", "expected"),
    [
        (Timer(ends_at=after(12 + 25), total=1500), 7),  # it runs longer than the step
        (Timer(ends_at=after(12 + 3), total=180), 0),  # a part of the step
        (Timer(seconds_left=25 * 60, total=1500), 7),  # paused: it still has to run
        (Timer(ends_at=after(11), total=60), 0),  # it has run out
    ],
)
def test_clock_of_the_step_moves_the_end_only_when_it_runs_longer(
    timer: Timer, expected: float
) -> None:
    table = look(THREE, make_order(("b", 10)), "b", 12, timer=timer)

    assert late(table) == pytest.approx(expected)


# --- no start set ---------------------------------------------------------------------------


def test_meeting_without_a_start_runs_from_the_first_move() -> None:
    order = make_order(("b", 10), starts_at=None)

    table = look(THREE, order, "b", 20)

    assert (table.phase, minutes_of(table.begins_at), late(table)) == (Phase.RUNNING, 0, 0)


def test_first_step_shown_for_a_short_time_began_when_it_was_shown() -> None:
    order = make_order(("a", 6), ("b", 10), starts_at=None)

    table = look(THREE, order, "b", 20)

    assert (minutes_of(table.begins_at), minutes_of(table.planned_end)) == (6, 66)


def test_first_step_shown_for_hours_before_does_not_count() -> None:
    order = make_order(("a", -240), ("b", 10), starts_at=None)

    table = look(THREE, order, "b", 20)

    assert (minutes_of(table.begins_at), late(table)) == (0, 0)


def test_waiting_in_the_first_step_without_a_start_is_not_late() -> None:
    table = look(THREE, make_order(("a", -240), starts_at=None), "a", 0)

    assert (table.phase, late(table)) == (Phase.WAITING, None)


# --- rehearsals and other days --------------------------------------------------------------


REHEARSED = (("b", -1440), ("c", -1430), ("a", -1420))


@pytest.mark.parametrize("start", [START, None])
def test_rehearsal_of_the_day_before_does_not_count(start: datetime | None) -> None:
    order = make_order(*REHEARSED, ("b", 12), starts_at=start)

    table = look(THREE, order, "b", 20)

    assert minutes_of(table.begins_at) == (0 if start else 2)
    assert table.lines[0].state is LineState.DONE
    assert late(table) == (2 if start else 0)


@pytest.mark.parametrize("start", [START, None])
def test_rehearsal_of_the_same_morning_does_not_count(start: datetime | None) -> None:
    order = make_order(("b", -200), ("c", -190), ("a", -180), ("b", 12), starts_at=start)

    table = look(THREE, order, "b", 20)

    assert table.phase is Phase.RUNNING
    assert late(table) == (2 if start else 0)


def test_trying_things_out_long_before_the_start_is_still_waiting() -> None:
    table = look(THREE, make_order(("b", -125), ("c", -121)), "c", -120)

    assert (table.phase, late(table)) == (Phase.WAITING, 0)


def test_beginning_a_little_early_is_running() -> None:
    table = look(THREE, make_order(("b", -5)), "b", 0)

    assert (table.phase, late(table)) == (Phase.RUNNING, -15)


def test_start_of_another_day_is_told() -> None:
    table = look(THREE, make_order(), "a", 24 * 60)

    assert table.phase is Phase.STRAYED


def test_start_of_another_day_does_not_disturb_a_meeting_under_way() -> None:
    order = make_order(("b", 1450))

    table = look(THREE, order, "b", 1455)

    assert (table.phase, minutes_of(table.begins_at), late(table)) == (Phase.RUNNING, 1440, 0)


def test_room_left_in_the_last_step_overnight_waits() -> None:
    table = look(THREE, make_order(("c", -900)), "c", 5)

    assert table.phase is Phase.WAITING


# --- other meetings -------------------------------------------------------------------------


def test_meeting_that_was_left_shows_what_happened() -> None:
    order = make_order(("b", 12), ("c", 30), ("", 65))

    table = look(THREE, order, "x", 100, other_meeting=True)

    assert table.phase is Phase.OVER
    assert starts(table)[1:] == [12, 30]
    assert minutes_of(table.lines[2].ends_at) == 65


def test_meeting_planned_anew_after_it_was_left_shows_the_plan() -> None:
    order = make_order(("b", -100), ("", -60))

    table = look(THREE, order, "x", -50, other_meeting=True)

    assert (table.phase, starts(table)) == (Phase.WAITING, [0, 10, 30])


@pytest.mark.parametrize("kind", [MeetingKind.PREPARATION, MeetingKind.FIELDWORK])
def test_work_over_weeks_has_no_clock(kind: MeetingKind) -> None:
    meeting = make_meeting(*make_steps(10, 20), kind=kind)

    table = look(meeting, make_order(("b", 10)), "b", 12)

    assert (table.phase, late(table), starts(table)) == (Phase.UNTIMED, None, [None, None])
