"""Read the clock of a meeting, and say it: as figures that screens go on counting, as words."""

from datetime import datetime, timedelta
from typing import Any

from facilitator.analysis.catching_up import Proposal, propose_catching_up
from facilitator.analysis.timekeeping import Phase, Timetable, keep_time
from programs.model import Step
from worksheets.documents import now
from worksheets.errors import NoSuchThing
from worksheets.orders import get_order
from worksheets.records import Room, Timer
from worksheets.workshops import get_workshop

WORTH_A_PROPOSAL = 3  # minutes; less is caught up by itself
_MINUTE = timedelta(minutes=1)


def get_timetable(room: Room, meeting_key: str = "", *, at: datetime | None = None) -> Timetable:
    """Return the timetable of a meeting, of the one the room is in when none is named."""
    key = meeting_key or room.meeting_key
    meeting = get_workshop(room.code).program.find_meeting(key)
    if meeting is None:
        raise NoSuchThing("回")
    return keep_time(meeting, get_order(room.orders, key), room, at or now())


def find_proposal(room: Room, timetable: Timetable) -> Proposal | None:
    """Return how to end on time, once it is worth a change."""
    if timetable.phase is not Phase.RUNNING or count_late(timetable) < WORTH_A_PROPOSAL:
        return None
    return propose_catching_up(timetable, get_workshop(room.code).program)


def count_late(timetable: Timetable) -> int:
    """Return whole minutes behind; ahead they are negative."""
    return timetable.late // _MINUTE if timetable.late is not None else 0


# --- for screens that count by themselves ---------------------------------------------------


def describe_timer(timer: Timer) -> dict[str, Any]:
    """Return the step's clock as screens take it (clock.js)."""
    return {
        "ends_at": timer.ends_at.isoformat() if timer.ends_at else None,
        "paused": timer.paused,
        "seconds_left": timer.seconds_left,
        "total": timer.total,
    }


def describe_pace(timetable: Timetable) -> dict[str, Any]:
    """Return what pace.js goes on counting: moments, and seconds at this moment."""
    current = timetable.current
    return {
        "phase": timetable.phase,
        "starts_at": describe_moment(timetable.begins_at),
        "ends_at": describe_moment(timetable.projected_end),
        "planned_end": describe_moment(timetable.planned_end),
        "planned": current.step.minutes * 60 if current else 0,
        "elapsed": timetable.elapsed.total_seconds(),
        "rest": sum(line.step.minutes for line in timetable.to_come) * 60,
        # Everybody reads the hall's time, wherever their own machine believes to be.
        "zone": _count_zone_minutes(),
    }


def describe_moment(at: datetime | None) -> str | None:
    """Return a moment as screens take it."""
    return at.isoformat() if at else None


def _count_zone_minutes() -> int:
    offset = now().astimezone().utcoffset()
    return offset // _MINUTE if offset else 0


# --- words ----------------------------------------------------------------------------------


def tell_clock(at: datetime) -> str:
    """Write a moment as the clock on the wall of the hall shows it."""
    return f"{at.astimezone():%H:%M}"


def tell_late(minutes: int) -> str:
    """Say how far behind or ahead a meeting is, as facilitators do."""
    if minutes >= 1:
        return f"{minutes}分押し"
    return f"{-minutes}分巻き" if minutes <= -2 else "予定どおり"  # noqa: PLR2004 -- within a minute is on time


def tell_proposal(proposal: Proposal) -> list[str]:
    """Say what a proposal changes, one sentence each."""
    told = [f"▽「{step.title}」({step.minutes}分)を飛ばす" for step in proposal.dropped]
    if proposal.shortened:
        told.append("短くする：" + "、".join(_tell_cut(*cut) for cut in proposal.shortened))
    if proposal.lacking:
        already = "これ以上は短くできません。" if not told else "これだけ短くしても、"
        told.append(f"{already}あと{proposal.lacking}分たりません。")
    return told


def _tell_cut(step: Step, minutes: int) -> str:
    return f"「{step.title}」{step.minutes}→{minutes}分"
