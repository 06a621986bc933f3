"""Say what the wall thanks and reminds of when a meeting ends: cards, homework, the next date."""

from facilitator.analysis.wording import local, short_day
from facilitator.stage.standing import Json
from programs.model import Meeting, MeetingKind, Program, StepKind
from worksheets.documents import now
from worksheets.orders import get_order
from worksheets.reading_answers import list_progress
from worksheets.records import Place, Room, Workshop

_MET = (MeetingKind.GATHERING, MeetingKind.FOLLOW_UP)


def make_closing(workshop: Workshop, room: Room, place: Place) -> Json | None:
    """Return what stands beside the last words of a meeting; None in every other step."""
    if place.step.kind is not StepKind.CLOSING or place.meeting.kind not in _MET:
        return None
    progress = list_progress(workshop.code)
    cards = (sheet for sheet in place.meeting.worksheets if sheet.many)
    return {
        "cards": sum(progress[sheet.key].answers for sheet in cards),
        "homework": list(place.meeting.homework),
        "next": _describe_next(workshop.program, room, place.meeting),
    }


def _describe_next(program: Program, room: Room, meeting: Meeting) -> Json | None:
    """Name the next time everybody meets; its day only where the office has set one."""
    keys = [each.key for each in program.meetings]
    later = program.meetings[keys.index(meeting.key) + 1 :]
    following = next((each for each in later if each.kind in _MET), None)
    if following is None:
        return None
    start = get_order(room.orders, following.key).arrangement.starts_at
    when = ""
    if start is not None and start > now():
        there = local(start)
        when = f"{short_day(there.date())}{there.hour}:{there.minute:02}から"
    return {"label": following.label, "title": following.title, "when": when}
