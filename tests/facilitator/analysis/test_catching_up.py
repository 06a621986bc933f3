"""The proposal for ending on time: what gives, what is never touched, and what it cannot do."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.analysis.catching_up import Proposal, is_protected, propose_catching_up
from facilitator.analysis.timekeeping import LineState, Timetable
from programs.model import Meeting, Step, StepKind
from tests.facilitator.analysis.meetings import (
    FEEDBACK,
    HOMEWORK,
    after,
    look,
    make_meeting,
    make_order,
    make_steps,
    wrap,
)
from tests.samples import make_step
from worksheets.orders import Line, RunningOrder, put_order
from worksheets.records import Timer

CLOSING = make_step("closing", minutes=15, shortest=10, kind=StepKind.CLOSING)


def propose(meeting: Meeting, order: RunningOrder, step: str, at: float) -> Proposal | None:
    return propose_catching_up(look(meeting, order, step, at), wrap(meeting))


def get(proposal: Proposal | None) -> Proposal:
    assert proposal is not None
    return proposal


def tell(proposal: Proposal | None) -> tuple[list[str], dict[str, int], int]:
    """What is dropped, what is shortened to how many minutes, and what is lacking."""
    found = get(proposal)
    return (
        [step.key for step in found.dropped],
        {step.key: minutes for step, minutes in found.shortened},
        found.lacking,
    )


def test_nothing_is_proposed_while_the_meeting_is_on_time() -> None:
    meeting = make_meeting(*make_steps(10, 20, 30), CLOSING)

    assert propose(meeting, make_order(("b", 10)), "b", 12) is None
    assert propose(meeting, make_order(("b", 5)), "b", 12) is None
    assert propose(meeting, make_order(starts_at=None), "a", 0) is None


def test_step_that_may_be_dropped_is_shortened_first() -> None:
    soft = make_step("soft", minutes=20, shortest=8, droppable=True)
    meeting = make_meeting(*make_steps(10, 30), soft, CLOSING)

    assert tell(propose(meeting, make_order(("b", 17)), "b", 18)) == ([], {"soft": 13}, 0)


def test_step_is_dropped_when_shortening_it_is_not_enough() -> None:
    soft = make_step("soft", minutes=20, shortest=8, droppable=True)
    meeting = make_meeting(*make_steps(10, 30), soft, CLOSING)

    assert tell(propose(meeting, make_order(("b", 26)), "b", 27)) == (["soft"], {}, 0)


def test_fewest_steps_are_dropped() -> None:
    softs = (
        make_step("x", minutes=20, shortest=18, droppable=True),
        make_step("y", minutes=10, shortest=8, droppable=True),
        make_step("z", minutes=12, shortest=10, droppable=True),
    )
    meeting = make_meeting(*make_steps(10, 30), *softs, CLOSING)

    assert tell(propose(meeting, make_order(("b", 22)), "b", 23)) == (["z"], {}, 0)
    assert tell(propose(meeting, make_order(("b", 28)), "b", 29)) == (["x"], {}, 0)


def test_other_steps_give_in_proportion_after_that() -> None:
    soft = make_step("soft", minutes=10, shortest=5, droppable=True)
    meeting = make_meeting(*make_steps(10, 20, 40), soft, CLOSING)

    told = tell(propose(meeting, make_order(("b", 10), ("c", 48)), "c", 49))

    # 18 minutes: the ▽ step's ten, and eight of the present step's twenty.
    assert told == (["soft"], {"c": 32}, 0)


def test_few_minutes_come_from_the_step_that_can_give_most() -> None:
    meeting = make_meeting(*make_steps(10, 30, 20, 40), CLOSING)

    assert tell(propose(meeting, make_order(("b", 19)), "b", 20)) == ([], {"d": 31}, 0)


def test_many_minutes_are_shared_in_proportion_and_the_present_step_is_spared() -> None:
    meeting = make_meeting(*make_steps(10, 30, 20, 40), CLOSING)

    told = tell(propose(meeting, make_order(("b", 34)), "b", 35))

    assert told == ([], {"c": 12, "d": 24}, 0)


def test_closing_feedback_and_homework_are_never_touched() -> None:
    feedback = make_step("feedback", FEEDBACK, minutes=20, shortest=5, droppable=True)
    homework = make_step("homework", HOMEWORK, minutes=20, shortest=5, droppable=True)
    meeting = make_meeting(*make_steps(10), feedback, homework, CLOSING)

    told = tell(propose(meeting, make_order(("a", 0)), "a", 30))

    assert told == ([], {}, 20)
    assert all(is_protected(step, wrap(meeting)) for step in meeting.steps[1:])


def test_present_step_gives_only_what_is_not_past_nor_on_its_clock() -> None:
    meeting = make_meeting(*make_steps(10, 40), CLOSING)
    order = make_order(("b", 20))
    table = look(meeting, order, "b", 45)
    clock = Timer(ends_at=after(57), total=900)
    with_clock = look(meeting, order, "b", 45, timer=clock)

    assert tell(propose_catching_up(table, wrap(meeting))) == ([], {"b": 30}, 0)
    assert tell(propose_catching_up(with_clock, wrap(meeting))) == ([], {"b": 37}, 7)


def test_plan_that_cannot_fit_gives_all_it_has_and_names_a_later_end() -> None:
    soft = make_step("soft", minutes=10, shortest=5, droppable=True)
    meeting = make_meeting(*make_steps(10, 20), soft, CLOSING)

    proposal = get(propose(meeting, make_order(("a", 0)), "a", 33))

    # 23 late: ten by dropping, ten of the step to come; three remain, told on full five minutes.
    assert tell(proposal) == (["soft"], {"b": 10}, 3)
    assert proposal.ends_at == after(60)


def test_nothing_left_to_give_still_names_a_later_end() -> None:
    meeting = make_meeting(*make_steps(10), CLOSING)

    proposal = get(propose(meeting, make_order(("closing", 18)), "closing", 20))

    assert (tell(proposal), proposal.ends_at) == (([], {}, 8), after(35))


def test_step_of_no_minutes_at_its_shortest_keeps_one() -> None:
    meeting = make_meeting(*make_steps(10), make_step("b", minutes=5, shortest=0), CLOSING)

    assert tell(propose(meeting, make_order(("a", 0)), "a", 30)) == ([], {"b": 1}, 16)


def test_many_steps_that_may_be_dropped_are_judged_quickly_enough_to_draw_a_page() -> None:
    softs = tuple(
        make_step(f"soft-{number}", minutes=6 + number % 3, shortest=4, droppable=True)
        for number in range(20)
    )
    meeting = make_meeting(*make_steps(10), *softs, CLOSING)

    dropped, _, lacking = tell(propose(meeting, make_order(("a", 0)), "a", 10 + 95))

    # 60 minutes by shortening all; the rest by leaving out as few as it takes.
    assert (len(dropped), lacking) == (9, 0)


# --- for any meeting ------------------------------------------------------------------------


@st.composite
def meetings(draw: st.DrawFn) -> Meeting:
    steps: list[Step] = []
    for number in range(draw(st.integers(1, 9))):
        minutes = draw(st.integers(1, 60))
        steps.append(
            make_step(
                f"s{number}",
                *draw(st.sampled_from(((), (), (), (FEEDBACK,), (HOMEWORK,)))),
                minutes=minutes,
                shortest=draw(st.integers(0, minutes)),
                droppable=draw(st.booleans()),
                kind=draw(st.sampled_from((StepKind.TALK, StepKind.BREAK, StepKind.CLOSING))),
            )
        )
    return make_meeting(*steps)


@st.composite
def looks(draw: st.DrawFn) -> tuple[Meeting, RunningOrder, str, float, Timer]:
    """A meeting with some lines skipped, a room somewhere in it, late by anything."""
    meeting = draw(meetings())
    place = draw(st.integers(0, len(meeting.steps) - 1))
    keys = [step.key for step in meeting.steps]
    skipped = draw(st.sets(st.sampled_from(keys))) - {keys[place]}
    lines = [Line(step.key, step.minutes, step.key in skipped) for step in meeting.steps]
    entered = draw(st.floats(0, 300))
    at = entered + draw(st.floats(0, 120))
    moves = ((keys[place], entered),) if place or entered else ()
    promised = draw(st.none() | st.integers(5, 400))
    order = make_order(*moves, lines=lines, ends_at=after(promised) if promised else None)
    left = draw(st.none() | st.floats(0, 40))
    timer = Timer() if left is None else Timer(ends_at=after(at + left), total=3000)
    return meeting, order, keys[place], at, timer


def apply(order: RunningOrder, proposal: Proposal) -> RunningOrder:
    return replace(order, arrangement=replace(order.arrangement, lines=proposal.lines))


@settings(max_examples=250, deadline=None, derandomize=True)
@given(looks())
def test_any_proposal_keeps_its_promises(
    found: tuple[Meeting, RunningOrder, str, float, Timer],
) -> None:
    meeting, order, step, at, timer = found
    program = wrap(meeting)
    table = look(meeting, order, step, at, timer=timer)
    proposal = propose_catching_up(table, program)
    if proposal is None:
        assert table.late is None or table.late <= timedelta(0) or table.current is None
        return

    fresh = look(meeting, apply(order, proposal), step, at, timer=timer)

    check_what_is_never_touched(table, proposal, meeting)
    assert fresh.late is not None
    assert table.late is not None
    if proposal.lacking == 0:
        assert fresh.late <= timedelta(0)
        assert proposal.ends_at is None
        check_no_more_than_needed(table, proposal)
    else:
        assert timedelta(minutes=proposal.lacking - 1) < fresh.late
        assert fresh.late <= timedelta(minutes=proposal.lacking)
        assert proposal.ends_at is not None
        assert fresh.projected_end is not None
        assert fresh.projected_end <= proposal.ends_at
        assert tell(propose_catching_up(fresh, program))[:2] == ([], {})
    assert put_order((), order)  # the order itself is never changed


def check_what_is_never_touched(table: Timetable, proposal: Proposal, meeting: Meeting) -> None:
    program = wrap(meeting)
    assert [line.step for line in proposal.lines] == [line.step.key for line in table.lines]
    for line, timed in zip(proposal.lines, table.lines, strict=True):
        was_skipped = timed.state is LineState.SKIPPED
        if timed.state not in (LineState.NOW, LineState.TO_COME):
            assert (line.minutes, line.skipped) == (timed.step.minutes, was_skipped)
            continue
        assert line.minutes >= min(timed.step.minutes, max(1, timed.step.shortest))
        assert line.minutes <= timed.step.minutes
        if line.skipped:
            assert timed.step.droppable
            assert timed.state is LineState.TO_COME
        if is_protected(timed.step, program):
            assert (line.minutes, line.skipped) == (timed.step.minutes, False)


def check_no_more_than_needed(table: Timetable, proposal: Proposal) -> None:
    assert table.late is not None
    shortened = sum(step.minutes - minutes for step, minutes in proposal.shortened)
    if not proposal.dropped:
        assert timedelta(minutes=shortened - 1) < table.late
    program = wrap(table.meeting)
    soft = [line.step for line in table.to_come if line.step.droppable]
    soft = [step for step in soft if not is_protected(step, program)]
    for spared in proposal.dropped:
        # One step dropped less, and all the others at their shortest, would not be enough.
        most = sum(
            step.minutes
            if step in proposal.dropped and step != spared
            else max(0, step.minutes - max(1, step.shortest))
            for step in soft
        )
        assert timedelta(minutes=most) < table.late
