"""Say which worksheets take answers, and which of them stay open between meetings.

What is written out in the town comes back when a phone meets this computer again, often weeks
later: the team's visits, its guide and its records are taken from the step that first opens
them until somebody closes them.
"""

from collections.abc import Iterable

from programs.model import Meeting, Program, Step
from programs.questions import Role, Worksheet
from worksheets.records import Room
from worksheets.workshops import get_workshop

_FIELDWORK = frozenset({Role.VISITS, Role.GUIDE, Role.INTERVIEWS})


def stays_open(sheet: Worksheet | None) -> bool:
    """Tell whether moving on to another meeting leaves this worksheet open."""
    return sheet is not None and sheet.role in _FIELDWORK


def is_open(room: Room, sheet_key: str, begun: int | None) -> bool:
    """Tell whether a sheet takes answers, or at least what was begun while it did."""
    if sheet_key in room.open_worksheets:
        return True
    if sheet_key not in room.late_worksheets:
        return False
    if begun is not None and begun < room.revision:
        return True
    return stays_open(get_workshop(room.code).program.find_worksheet(sheet_key))


def list_left(room: Room, program: Program, meeting: Meeting, step: Step) -> tuple[str, ...]:
    """Return what still takes answers, though not shown, after moving to this step.

    Whoever is still writing may finish inside a meeting; the fieldwork's worksheets stay, also
    those of steps that were jumped over. What was closed by hand is in neither list.
    """
    left = dict.fromkeys((*room.late_worksheets, *room.open_worksheets))
    if meeting.key != room.meeting_key:
        left = {key: None for key in left if stays_open(program.find_worksheet(key))}
    left |= dict.fromkeys(
        key
        for key in _list_passed(program, (room.meeting_key, room.step_key), (meeting.key, step.key))
        if stays_open(program.find_worksheet(key))
    )
    return tuple(key for key in left if key not in step.worksheets)


def _list_passed(program: Program, old: tuple[str, str], new: tuple[str, str]) -> Iterable[str]:
    """Yield the worksheets of the steps between two, which nobody has opened or closed yet."""
    steps = [(each.key, step) for each in program.meetings for step in each.steps]
    places = [(meeting, step.key) for meeting, step in steps]
    seen = {key for _, step in steps[: places.index(old) + 1] for key in step.worksheets}
    for _, step in steps[places.index(old) + 1 : places.index(new)]:
        yield from (key for key in step.worksheets if key not in seen)
