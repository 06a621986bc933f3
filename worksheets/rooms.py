"""Move a room through its program: step, worksheets, votes, what is shown, the clock."""

import asyncio
import math
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from programs.model import Meeting, Program, Step
from programs.questions import Worksheet
from worksheets import clock
from worksheets.documents import now
from worksheets.errors import BadInput, NoSuchThing
from worksheets.orders import is_skipped, note_entering
from worksheets.records import Change, Given, Place, Room, StageView, Timer, Workshop
from worksheets.room_changes import Edit, change_room, get_room
from worksheets.running_orders import get_arranged
from worksheets.staying import list_left

__all__ = ["get_room"]

_LONGEST_TIMER = 600  # minutes
_LONGEST_NOTICE = 200
MOST_QUOTED = 2


def get_place(code: str, room: Room | None = None) -> Place:
    """Return the room's meeting and step with neighbours and worksheets."""
    room = room or get_room(code)
    program = get_arranged(code, room)
    steps = _all_steps(program)
    index = next(
        i
        for i, (meeting, step) in enumerate(steps)
        if (meeting.key, step.key) == (room.meeting_key, room.step_key)
    )
    meeting, step = steps[index]
    return Place(
        meeting=meeting,
        step=step,
        worksheets=_sheets(program, step.worksheets),
        next=steps[index + 1] if index + 1 < len(steps) else None,
        back=steps[index - 1] if index else None,
        number=meeting.steps.index(step) + 1,
    )


def _all_steps(program: Program) -> list[tuple[Meeting, Step]]:
    return [(meeting, step) for meeting in program.meetings for step in meeting.steps]


def _sheets(program: Program, keys: tuple[str, ...]) -> tuple[Worksheet, ...]:
    return tuple(sheet for key in keys if (sheet := program.find_worksheet(key)) is not None)


# --- moving ---------------------------------------------------------------------------------


def go_next(code: str, *, given: Given | None = None) -> Room:
    """Move to the next step; the last step stays."""
    return change_room(code, Change.STEP, _moving(1), given)


def go_back(code: str, *, given: Given | None = None) -> Room:
    """Move to the step before; the first step stays."""
    return change_room(code, Change.STEP, _moving(-1), given)


def go_to(code: str, meeting_key: str, step_key: str, *, given: Given | None = None) -> Room:
    """Move to any step of the program."""

    def change(room: Room, workshop: Workshop) -> Room:
        program = get_arranged(workshop.code, room)
        for meeting, step in _all_steps(program):
            if (meeting.key, step.key) == (meeting_key, step_key):
                return _enter(room, program, meeting, step)
        if is_skipped(room.orders, meeting_key, step_key):
            raise BadInput("進行表で飛ばすことにしたステップです。進行表で戻すと、進めます。")
        raise NoSuchThing(f"ステップ「{meeting_key}/{step_key}」")

    return change_room(code, Change.STEP, change, given)


def _moving(direction: int) -> "Edit":
    def change(room: Room, workshop: Workshop) -> Room:
        program = get_arranged(workshop.code, room)
        steps = _all_steps(program)
        keys = [(meeting.key, step.key) for meeting, step in steps]
        index = keys.index((room.meeting_key, room.step_key)) + direction
        if not 0 <= index < len(steps):
            return room
        return _enter(room, program, *steps[index])

    return change


def _enter(room: Room, program: Program, meeting: Meeting, step: Step) -> Room:
    moment = now()
    return replace(
        room,
        meeting_key=meeting.key,
        step_key=step.key,
        open_worksheets=step.worksheets,
        late_worksheets=list_left(room, program, meeting, step),
        open_votes=step.votes_on,
        shared=(),
        spotlight=None,
        quoted=(),
        stage_view=StageView.STEP,
        timer=Timer(),
        step_started_at=moment,
        orders=note_entering(room.orders, meeting.key, step.key, moment),
    )


# --- worksheets and votes -------------------------------------------------------------------


def open_worksheet(code: str, key: str, *, given: Given | None = None) -> Room:
    """Let people write in a worksheet, also one of another step."""
    return _list_worksheet(code, key, given, on=True)


def close_worksheet(code: str, key: str, *, given: Given | None = None) -> Room:
    """Take no more answers for a worksheet; drafts stay on the phones."""
    return _list_worksheet(code, key, given, on=False)


def open_votes(code: str, key: str, *, given: Given | None = None) -> Room:
    """Let people vote on the answers of a worksheet."""
    return _list_votes(code, key, given, on=True)


def close_votes(code: str, key: str, *, given: Given | None = None) -> Room:
    """Take no more votes."""
    return _list_votes(code, key, given, on=False)


def _list_worksheet(code: str, key: str, given: Given | None, *, on: bool) -> Room:
    def change(room: Room, workshop: Workshop) -> Room:
        _get_sheet(workshop, key)
        return replace(
            room,
            open_worksheets=_listed(room.open_worksheets, key, on=on),
            late_worksheets=_listed(room.late_worksheets, key, on=False),
        )

    return change_room(code, Change.WORKSHEET, change, given)


def _list_votes(code: str, key: str, given: Given | None, *, on: bool) -> Room:
    def change(room: Room, workshop: Workshop) -> Room:
        sheet = _get_sheet(workshop, key)
        if on and sheet.votes == 0:
            raise BadInput(f"「{sheet.title}」は投票に使えません。")
        # Voting again: what was shown of the first time must not lead people.
        shown = _listed(room.shown_votes, key, on=False) if on else room.shown_votes
        return replace(room, open_votes=_listed(room.open_votes, key, on=on), shown_votes=shown)

    return change_room(code, Change.WORKSHEET, change, given)


def _get_sheet(workshop: Workshop, key: str) -> Worksheet:
    sheet = workshop.program.find_worksheet(key)
    if sheet is None:
        raise NoSuchThing("ワークシート")
    return sheet


def _listed(keys: tuple[str, ...], key: str, *, on: bool) -> tuple[str, ...]:
    without = tuple(other for other in keys if other != key)
    return (*without, key) if on else without


# --- what is shown --------------------------------------------------------------------------


def share(code: str, key: str, *, on: bool, given: Given | None = None) -> Room:
    """Show or take back the answers of a worksheet on stage and phones."""

    def change(room: Room, workshop: Workshop) -> Room:
        _get_sheet(workshop, key)
        room = replace(room, shared=_listed(room.shared, key, on=on))
        if on:
            return replace(room, stage_view=StageView.ANSWERS)
        if room.shared:
            return room
        view = StageView.STEP if room.stage_view is StageView.ANSWERS else room.stage_view
        return replace(room, spotlight=None, stage_view=view)

    return change_room(code, Change.SHARED, change, given)


def spotlight(code: str, answer_id: str | None, *, given: Given | None = None) -> Room:
    """Show one card large, or none."""
    return change_room(
        code, Change.SHARED, lambda room, _: replace(room, spotlight=answer_id), given
    )


def show_large(code: str, key: str, answer_id: str, *, given: Given | None = None) -> Room:
    """Show one card large, and with it the answers of its worksheet, by one command."""

    def change(room: Room, workshop: Workshop) -> Room:
        _get_sheet(workshop, key)
        shared = room.shared if key in room.shared else _listed(room.shared, key, on=True)
        return replace(room, shared=shared, spotlight=answer_id, stage_view=StageView.ANSWERS)

    return change_room(code, Change.SHARED, change, given)


def show_on_stage(code: str, view: StageView, *, given: Given | None = None) -> Room:
    """Choose what the wall screen shows."""
    return change_room(code, Change.SHARED, lambda room, _: replace(room, stage_view=view), given)


def quote(code: str, answer_id: str, *, on: bool, given: Given | None = None) -> Room:
    """Put words of the homework beside the opening step on the wall, or take them away."""

    def change(room: Room, _: Workshop) -> Room:
        quoted = _listed(room.quoted, answer_id, on=on)
        if len(quoted) > MOST_QUOTED:
            raise BadInput(f"載せられるのは{MOST_QUOTED}つまでです。先に、どれかをやめてください。")
        return replace(room, quoted=quoted)

    return change_room(code, Change.READY, change, given)


def show_ready(code: str, *, on: bool, given: Given | None = None) -> Room:
    """Show on the wall how many are ready, or take it away; phones have nothing to read anew."""
    return change_room(code, Change.READY, lambda room, _: replace(room, ready_shown=on), given)


def post_notice(code: str, text: str, *, given: Given | None = None) -> Room:
    """Show a short notice on all phones; empty takes it away."""
    if len(text) > _LONGEST_NOTICE:
        raise BadInput(f"お知らせは{_LONGEST_NOTICE}文字までです。")
    return change_room(
        code, Change.NOTICE, lambda room, _: replace(room, notice=text.strip()), given
    )


# --- the clock ------------------------------------------------------------------------------


def start_timer(code: str, minutes: float, *, given: Given | None = None) -> Room:
    """Start the clock anew."""
    if not (math.isfinite(minutes) and 0 < minutes <= _LONGEST_TIMER):
        raise BadInput(f"時間は{_LONGEST_TIMER}分までの分数で入れてください。")
    span = timedelta(minutes=minutes)
    return _set_timer(
        code, lambda _: Timer(ends_at=now() + span, total=span.total_seconds()), given
    )


def pause_timer(code: str, *, given: Given | None = None) -> Room:
    """Stop the clock where it is."""
    return _set_timer(code, clock.pause, given)


def resume_timer(code: str, *, given: Given | None = None) -> Room:
    """Let a paused clock run on."""
    return _set_timer(code, clock.resume, given)


def add_minutes(code: str, minutes: float, *, given: Given | None = None) -> Room:
    """Lengthen or shorten the running or paused clock; it never goes below now."""
    if not (math.isfinite(minutes) and abs(minutes) <= _LONGEST_TIMER):
        raise BadInput(f"時間は{_LONGEST_TIMER}分までの分数で入れてください。")
    return _set_timer(code, lambda timer: clock.lengthen(timer, minutes), given)


def stop_timer(code: str, *, given: Given | None = None) -> Room:
    """Take the clock away."""
    return _set_timer(code, lambda _: Timer(), given)


def _set_timer(code: str, edit: Callable[[Timer], Timer], given: Given | None) -> Room:
    return change_room(
        code, Change.TIMER, lambda room, _: replace(room, timer=edit(room.timer)), given
    )


async def change_async(function: Callable[..., Room], *args: Any, **kwargs: Any) -> Room:  # noqa: ANN401 -- passed on as they are
    """Run one of the functions above without holding up the event loop."""
    return await asyncio.to_thread(function, *args, **kwargs)


async def go_async(code: str, target: str, given: Given | None = None) -> Room:
    """Go "next", "back" or to "MEETING/STEP"."""
    if target == "next":
        return await change_async(go_next, code, given=given)
    if target == "back":
        return await change_async(go_back, code, given=given)
    meeting_key, slash, step_key = target.partition("/")
    if not slash:
        raise BadInput("進む先は next、back、または「回/ステップ」の形で指定してください。")
    return await change_async(go_to, code, meeting_key, step_key, given=given)
