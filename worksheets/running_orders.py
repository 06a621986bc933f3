"""Change the running order of a meeting: times, minutes, order, skipping, own steps, undo.

Every change is one change of the room: it may carry what it was given for, and of two that
facilitators make at the same moment one is done and the other is told.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from programs.model import Program
from worksheets import toolkit
from worksheets.documents import now
from worksheets.errors import BadInput
from worksheets.order_table import Table, alter_order, check_minutes, get_meeting, lay_out
from worksheets.orders import (
    Alteration,
    Arrangement,
    Entry,
    Line,
    RunningOrder,
    arrange_program,
    get_order,
    put_order,
)
from worksheets.own_steps import OwnStep, make_own_step
from worksheets.records import Change, Given, Room, Workshop
from worksheets.room_changes import change_room, get_room
from worksheets.workshops import get_workshop

_LONGEST_MEETING = timedelta(hours=16)
_MOST_OWN = 20
_STALE = timedelta(hours=12)


def get_arranged(code: str, room: Room | None = None) -> Program:
    """Return the program as it is run here: own order and minutes, own steps in, skipped out."""
    room = room or get_room(code)
    memory = toolkit.current().arranged
    known = memory.get(code)
    if known is None or known[0] is not room.orders:
        known = (room.orders, arrange_program(get_workshop(code).program, room.orders))
        memory[code] = known
    return known[1]


def get_running_order(code: str, meeting_key: str) -> RunningOrder:
    """Return the running order of one meeting."""
    return get_order(get_room(code).orders, meeting_key)


# --- lines ----------------------------------------------------------------------------------


def set_minutes(
    code: str, meeting_key: str, step: str, minutes: int, *, given: Given | None = None
) -> Room:
    """Give a step that is not over yet other minutes."""
    check_minutes(minutes)

    def edit(table: Table) -> Arrangement:
        place = table.find_open(step)
        return table.put(place, replace(table.lines[place], minutes=minutes))

    return alter_order(code, meeting_key, Alteration.LINES, edit, given)


def move_step(
    code: str, meeting_key: str, step: str, by: int, *, given: Given | None = None
) -> Room:
    """Move a step `by` places up (negative) or down, as far as there are steps to come."""

    def edit(table: Table) -> Arrangement:
        place = table.find_open(step)
        if place == table.now:
            raise BadInput("いま行っているステップは動かせません。")
        target = min(max(place + by, table.now + 1), len(table.lines) - 1)
        lines = list(table.lines)
        lines.insert(target, lines.pop(place))
        return table.reorder(tuple(lines))

    return alter_order(code, meeting_key, Alteration.LINES, edit, given)


def skip_step(code: str, meeting_key: str, step: str, *, given: Given | None = None) -> Room:
    """Leave a step out; it keeps its place for coming back."""

    def edit(table: Table) -> Arrangement:
        place = table.find_open(step)
        if place == table.now:
            raise BadInput(
                "いま行っているステップは飛ばせません。先に、次のステップへ進んでください。"
            )
        return table.put(place, replace(table.lines[place], skipped=True))

    return alter_order(code, meeting_key, Alteration.LINES, edit, given)


def restore_step(code: str, meeting_key: str, step: str, *, given: Given | None = None) -> Room:
    """Take a skipped step in again; where its place is over, it comes next."""

    def edit(table: Table) -> Arrangement:
        place = table.find(step)
        line = replace(table.lines[place], skipped=False)
        if place > table.now or line == table.lines[place]:
            return table.put(place, line)
        others = (*table.lines[:place], *table.lines[place + 1 :])
        # A line before it was taken out, so the room now stands at `table.now - 1`.
        return table.reorder((*others[: table.now], line, *others[table.now :]))

    return alter_order(code, meeting_key, Alteration.LINES, edit, given)


def catch_up(
    code: str,
    meeting_key: str,
    lines: tuple[Line, ...],
    *,
    times: tuple[datetime, datetime] | None = None,
    given: Given | None = None,
) -> Room:
    """Put a proposal in force: shorter and skipped lines; `times` where the end moves, too."""

    def edit(table: Table) -> Arrangement:
        _check_proposal(table, lines)
        arrangement = table.reorder(lines)
        if times is None:
            return arrangement
        return replace(arrangement, starts_at=times[0], ends_at=times[1])

    return alter_order(code, meeting_key, Alteration.CATCH_UP, edit, given)


def _check_proposal(table: Table, lines: tuple[Line, ...]) -> None:
    if [line.step for line in lines] != [line.step for line in table.lines]:
        raise BadInput("進行表が変わっています。新しい案をたしかめてください。")
    if lines[: max(table.now, 0)] != table.lines[: max(table.now, 0)]:
        raise BadInput("もう終わったステップは変えられません。")
    if table.now >= 0 and lines[table.now].skipped:
        raise BadInput("いま行っているステップは飛ばせません。先に、次のステップへ進んでください。")
    for line in lines:
        check_minutes(line.minutes)


# --- own steps ------------------------------------------------------------------------------


def add_own_step(
    code: str,
    meeting_key: str,
    own: OwnStep,
    *,
    before: str | None = None,
    given: Given | None = None,
) -> Room:
    """Add a step of this town's own before another one, or at the end."""
    check_minutes(own.minutes)

    def edit(table: Table) -> Arrangement:
        if len(table.arrangement.own) >= _MOST_OWN:
            raise BadInput(f"足せるステップは、1つの回に{_MOST_OWN}個までです。")
        place = len(table.lines) if before is None else table.find(before)
        place = max(place, table.now + 1)
        step = make_own_step(own, taken={line.step for line in table.lines})
        line = Line(step.key, step.minutes)
        arrangement = table.reorder((*table.lines[:place], line, *table.lines[place:]))
        return replace(arrangement, own=(*arrangement.own, step))

    return alter_order(code, meeting_key, Alteration.OWN_STEP, edit, given)


def remove_own_step(code: str, meeting_key: str, step: str, *, given: Given | None = None) -> Room:
    """Take one of the town's own steps away again."""

    def edit(table: Table) -> Arrangement:
        place = table.find_open(step)
        if place == table.now:
            raise BadInput(
                "いま行っているステップは消せません。先に、次のステップへ進んでください。"
            )
        kept = tuple(own for own in table.arrangement.own if own.key != step)
        if len(kept) == len(table.arrangement.own):
            raise BadInput("消せるのは、この研修で足したステップだけです。飛ばすことはできます。")
        lines = (*table.lines[:place], *table.lines[place + 1 :])
        return replace(table.reorder(lines), own=kept)

    return alter_order(code, meeting_key, Alteration.OWN_STEP, edit, given)


# --- times and undo -------------------------------------------------------------------------


def set_times(
    code: str,
    meeting_key: str,
    *,
    starts_at: datetime | None,
    ends_at: datetime | None = None,
    given: Given | None = None,
) -> Room:
    """Say when the meeting starts and which end was promised; without, the standard length."""
    if ends_at is not None and starts_at is None:
        raise BadInput("開始の時刻も入れてください。")
    if starts_at is not None and ends_at is not None:
        length = ends_at - starts_at
        if not timedelta(0) < length <= _LONGEST_MEETING:
            raise BadInput("終わりの時刻は、開始より後の、同じ日の時刻にしてください。")

    def edit(table: Table) -> Arrangement:
        return replace(table.arrangement, starts_at=starts_at, ends_at=ends_at)

    return alter_order(code, meeting_key, Alteration.TIMES, edit, given)


def begin(code: str, *, given: Given | None = None) -> Room:
    """Say that the meeting the room is in begins at this moment; earlier moments are forgotten.

    A start and end set for another day are forgotten too.
    """

    def change(room: Room, workshop: Workshop) -> Room:
        get_meeting(workshop, room.meeting_key)
        moment = now()
        order = get_order(room.orders, room.meeting_key)
        arrangement = order.arrangement
        planned = arrangement.starts_at
        if planned is None or abs(moment - planned) > _STALE:
            arrangement = replace(arrangement, starts_at=_to_the_minute(moment), ends_at=None)
        order = replace(
            order,
            arrangement=arrangement,
            begun_at=moment,
            entries=(Entry(room.step_key, moment),),
        )
        return replace(room, orders=put_order(room.orders, order), step_started_at=moment)

    return change_room(code, Change.ORDER, change, given)


def _to_the_minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def undo(code: str, meeting_key: str, *, given: Given | None = None) -> Room:
    """Take back the last change of a running order; the step the room is in stays in it."""

    def change(room: Room, workshop: Workshop) -> Room:
        order = get_order(room.orders, meeting_key)
        if order.before is None:
            raise BadInput("元に戻せる変更はありません。")
        meeting = get_meeting(workshop, meeting_key)
        arrangement = order.before
        if room.meeting_key == meeting_key:
            arrangement = _keep_current(lay_out(meeting, arrangement, room))
        order = replace(order, arrangement=arrangement, before=None, altered=None)
        return replace(room, orders=put_order(room.orders, order))

    return change_room(code, Change.ORDER, change, given)


def _keep_current(table: Table) -> Arrangement:
    if table.now < 0:
        raise BadInput("いま行っているステップを足す前には戻せません。")
    line = table.lines[table.now]
    return table.put(table.now, replace(line, skipped=False)) if line.skipped else table.arrangement
