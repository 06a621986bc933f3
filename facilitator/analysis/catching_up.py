"""Propose how a meeting that runs late can still end on time, with as little change as it takes.

First the steps that may be dropped (▽) give: they are shortened, or left out where that is not
enough; then the other steps to come; last the present step. No more steps are shortened than it
takes for none to give more than half of what it can, and they give in proportion: a minute here
and there only makes everybody nervous. Closing, feedback and homework are never touched.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import combinations
from math import comb

from facilitator.analysis.timekeeping import LineState, TimedLine, Timetable
from programs.model import Program, Step, StepKind
from programs.questions import Role
from worksheets.orders import Line

_MINUTE = timedelta(minutes=1)
_PROTECTED = frozenset((Role.REFLECTION, Role.SURVEY, Role.HOMEWORK))
_MOST_TRIED = 2000
_ROUND = 5  # a new end is promised on a full five minutes


@dataclass(frozen=True, slots=True)
class Proposal:
    """What to change. `lacking` minutes remain though everything gives what it can.

    Then `ends_at` is the end to promise instead. `lines` are all lines of the meeting.
    """

    lines: tuple[Line, ...]
    dropped: tuple[Step, ...]
    shortened: tuple[tuple[Step, int], ...]  # with the new minutes
    lacking: int = 0
    ends_at: datetime | None = None


def is_protected(step: Step, program: Program) -> bool:
    """Tell whether a step must neither be dropped nor shortened."""
    sheets = (program.find_worksheet(key) for key in step.worksheets)
    roles = {sheet.role for sheet in sheets if sheet is not None}
    return step.kind is StepKind.CLOSING or bool(roles & _PROTECTED)


def propose_catching_up(timetable: Timetable, program: Program) -> Proposal | None:
    """Return how to end on time, as well as it can be done; None when nothing is late."""
    late = timetable.late
    if late is None or late <= timedelta(0) or timetable.current is None:
        return None
    need = math.ceil(late / _MINUTE)
    open_steps = [line.step for line in timetable.to_come if not is_protected(line.step, program)]
    soft = [step for step in open_steps if step.droppable]
    hard = [step for step in open_steps if not step.droppable]

    dropped = _choose_drops(soft, need)
    out = {step.key for step in dropped}
    left = need - sum(step.minutes for step in dropped)
    gives: dict[str, int] = {}
    for steps in ([step for step in soft if step.key not in out], hard):
        given = _share_out(left, [_get_slack(step) for step in steps])
        gives |= {step.key: given_by for step, given_by in zip(steps, given, strict=True)}
        left -= sum(given)
    current = timetable.current.step
    present = 0 if is_protected(current, program) else _get_present_slack(timetable)
    gives[current.key] = _share_out(left, [present])[0]
    lacking = max(0, left - gives[current.key])
    return _make_proposal(timetable, dropped, gives, lacking)


def _get_slack(step: Step) -> int:
    return max(0, step.minutes - max(1, step.shortest))


def _get_present_slack(timetable: Timetable) -> int:
    """How much the present step can give: not what is past, nor what its clock still runs."""
    line = timetable.current
    if line is None:
        return 0
    passed = math.ceil(timetable.elapsed / _MINUTE)
    least = max(1, line.step.shortest, passed)
    free = (timetable.remaining - timetable.timer_left) // _MINUTE
    return max(0, min(line.step.minutes - least, free))


def _choose_drops(soft: Sequence[Step], need: int) -> tuple[Step, ...]:
    """Choose as few steps to leave out as it takes, shortening the rest of them counted."""
    if sum(step.minutes for step in soft) <= need:
        return tuple(soft)
    # What dropping a step gains beyond shortening it: those that gain most make the fewest.
    best = sorted(soft, key=lambda step: _get_slack(step) - step.minutes)
    fewest = next(
        count for count in range(len(best) + 1) if _count_gain(soft, best[:count]) >= need
    )
    if comb(len(soft), fewest) > _MOST_TRIED:
        return tuple(best[:fewest])
    choices = combinations(soft, fewest)
    fitting = [chosen for chosen in choices if _count_gain(soft, chosen) >= need]
    return min(fitting, key=lambda chosen: _judge(chosen, need))


def _count_gain(soft: Sequence[Step], dropped: Sequence[Step]) -> int:
    out = {step.key for step in dropped}
    return sum(step.minutes if step.key in out else _get_slack(step) for step in soft)


def _judge(dropped: Sequence[Step], need: int) -> tuple[bool, int]:
    """Rather shorten nothing else, then take no more time away than needed."""
    gained = sum(step.minutes for step in dropped)
    return gained < need, max(0, gained - need)


def _share_out(need: int, slacks: Sequence[int]) -> list[int]:
    """Share minutes out among the few that can give most, in proportion, in whole minutes."""
    if need <= 0:
        return [0] * len(slacks)
    slacks = _choose_givers(need, slacks)
    total = sum(slacks)
    if need >= total:
        return list(slacks)
    shares = [need * slack // total for slack in slacks]
    by_rest = sorted(range(len(slacks)), key=lambda index: -(need * slacks[index] % total))
    for index in by_rest[: need - sum(shares)]:
        shares[index] += 1
    return shares


def _choose_givers(need: int, slacks: Sequence[int]) -> list[int]:
    """Return the slacks with those set to nothing that need not give."""
    chosen = [0] * len(slacks)
    for index in sorted(range(len(slacks)), key=lambda index: -slacks[index]):
        if sum(chosen) >= 2 * need:
            break
        chosen[index] = slacks[index]
    return chosen


def _make_proposal(
    timetable: Timetable, dropped: Sequence[Step], gives: dict[str, int], lacking: int
) -> Proposal:
    out = {step.key for step in dropped}
    shortened = tuple(
        (line.step, line.step.minutes - gives[line.step.key])
        for line in timetable.lines
        if gives.get(line.step.key, 0) > 0
    )
    return Proposal(
        lines=tuple(_change_line(line, out, gives) for line in timetable.lines),
        dropped=tuple(dropped),
        shortened=shortened,
        lacking=lacking,
        ends_at=_find_later_end(timetable, lacking) if lacking else None,
    )


def _change_line(line: TimedLine, out: set[str], gives: dict[str, int]) -> Line:
    plain = Line(line.step.key, line.step.minutes, skipped=line.state is LineState.SKIPPED)
    if plain.step in out:
        return replace(plain, skipped=True)
    return replace(plain, minutes=plain.minutes - gives.get(plain.step, 0))


def _find_later_end(timetable: Timetable, lacking: int) -> datetime | None:
    if timetable.planned_end is None:
        return None
    end = timetable.planned_end + lacking * _MINUTE
    over = timedelta(minutes=end.minute % _ROUND, seconds=end.second, microseconds=end.microsecond)
    return end + (_ROUND * _MINUTE - over if over else timedelta(0))
