"""Say what stands on the wall's running order: the steps of the meeting, and where the room is."""

from facilitator.analysis.timekeeping import LineState, TimedLine
from facilitator.pace import describe_moment, describe_pace, get_timetable
from facilitator.stage.standing import Json
from worksheets.records import Room


def make_order(room: Room) -> Json:
    """Return the lines to show; what is skipped is nobody's business in the hall."""
    timetable = get_timetable(room)
    meeting = timetable.meeting
    return {
        "title": f"{meeting.label} {meeting.title}",
        "pace": describe_pace(timetable),
        "lines": [
            _make_line(line) for line in timetable.lines if line.state is not LineState.SKIPPED
        ],
    }


def _make_line(line: TimedLine) -> Json:
    return {
        "key": line.step.key,
        "title": line.step.title,
        "kind": line.step.kind,
        "state": line.state,
        "minutes": line.step.minutes,
        "starts_at": describe_moment(line.starts_at),
        "ends_at": describe_moment(line.ends_at),
    }
