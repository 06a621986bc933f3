"""Say where a room stands: what the wall screen and the remote show alike, as JSON."""

from collections.abc import Iterable
from typing import Any

from facilitator.pace import describe_timer
from programs.model import Meeting, Step
from programs.questions import Scope, Worksheet
from worksheets import toolkit
from worksheets.answers import get_progress
from worksheets.documents import now
from worksheets.participants import count_by_team
from worksheets.records import Place, Room, Workshop

Json = dict[str, Any]


def make_standing(workshop: Workshop, room: Room, place: Place) -> Json:
    """Return where the room is, its neighbours, its clock, and how many people are there."""
    code = workshop.code
    return {
        "ok": True,
        "code": code,
        "revision": room.revision,
        "sequence": room.sequence,
        "server_time": now().isoformat(),
        "view": room.stage_view,
        "meeting": {"key": place.meeting.key, "label": place.meeting.label},
        "step": {
            **make_line(place.meeting, place.step),
            "number": place.number,
            "of": len(place.meeting.steps),
            "instruction": place.step.instruction,
        },
        "next": _neighbour(place, place.next),
        "back": _neighbour(place, place.back),
        "timer": describe_timer(room.timer),
        "step_started_at": room.step_started_at.isoformat() if room.step_started_at else None,
        "notice": room.notice,
        "frozen": describe_frozen(room),
        "online": room.online,
        "joined": sum(count_by_team(code).values()),
        "connected": toolkit.current().channel.count_connected(code),
    }


def describe_frozen(room: Room) -> Json | None:
    """Say since when the wall stands still; None while it follows the room."""
    if room.frozen is None:
        return None
    return {"since": room.frozen.since.isoformat(), "place": room.frozen.place}


def make_line(meeting: Meeting, step: Step) -> Json:
    """Return a step as one line of an agenda."""
    return {
        "key": step.key,
        "place": f"{meeting.key}/{step.key}",
        "title": step.title,
        "kind": step.kind,
        "minutes": step.minutes,
    }


def _neighbour(place: Place, neighbour: tuple[Meeting, Step] | None) -> Json | None:
    if neighbour is None:
        return None
    meeting, step = neighbour
    return {
        **make_line(meeting, step),
        # Leaving a meeting is asked twice: pressed by mistake, it confuses a whole hall.
        "other_meeting": meeting.key != place.meeting.key,
        "meeting": meeting.label,
    }


def find_sheets(workshop: Workshop, keys: Iterable[str]) -> list[Worksheet]:
    """Return the worksheets of these keys, in their order."""
    found = (workshop.program.find_worksheet(key) for key in keys)
    return [sheet for sheet in found if sheet is not None]


def make_progress(code: str, sheet: Worksheet) -> Json:
    """Return how far the room and each team are with a worksheet."""
    progress = get_progress(code, sheet.key)
    return {
        "worksheet": sheet.key,
        "title": sheet.title,
        "scope": sheet.scope,
        "many": sheet.many,
        "joined": progress.joined,
        "answered": progress.answered,
        "answers": progress.answers,
        "teams": [
            {
                "name": each.team.name,
                "joined": each.joined,
                "answered": each.answered,
                "answers": each.answers,
            }
            for each in progress.teams
            if each.joined or each.answers
        ]
        if sheet.scope is not Scope.PLENARY
        else [],
    }
