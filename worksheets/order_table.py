"""A meeting's lines while they are edited, and the one way to change a running order."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from programs.model import Meeting
from worksheets.errors import BadInput, NoSuchThing
from worksheets.orders import Alteration, Arrangement, Line, get_order, list_lines, put_order
from worksheets.records import Change, Given, Room, Workshop
from worksheets.room_changes import change_room

LONGEST_STEP = 180  # minutes, as in a program


@dataclass(frozen=True, slots=True)
class Table:
    """A meeting's lines while they are edited; `now` is where the room is, -1 when elsewhere."""

    meeting: Meeting
    arrangement: Arrangement
    lines: tuple[Line, ...]
    now: int

    def find(self, step: str) -> int:
        """Return the place of a step's line."""
        keys = [line.step for line in self.lines]
        if step not in keys:
            raise NoSuchThing("ステップ")
        return keys.index(step)

    def find_open(self, step: str) -> int:
        """Like `find`, but what has been done cannot be changed any more."""
        place = self.find(step)
        if place < self.now:
            raise BadInput("もう終わったステップは変えられません。")
        return place

    def put(self, place: int, line: Line) -> Arrangement:
        """Return the arrangement with another line at this place."""
        return self.reorder((*self.lines[:place], line, *self.lines[place + 1 :]))

    def reorder(self, lines: tuple[Line, ...]) -> Arrangement:
        """Return the arrangement with these lines."""
        if all(line.skipped for line in lines):
            raise BadInput("ステップを1つは残してください。")
        return replace(self.arrangement, lines=lines)


Edit = Callable[[Table], Arrangement]


def lay_out(meeting: Meeting, arrangement: Arrangement, room: Room) -> Table:
    lines = list_lines(meeting, arrangement)
    here = room.step_key if room.meeting_key == meeting.key else ""
    places = [place for place, line in enumerate(lines) if line.step == here]
    return Table(meeting, arrangement, lines, places[0] if places else -1)


def get_meeting(workshop: Workshop, key: str) -> Meeting:
    meeting = workshop.program.find_meeting(key)
    if meeting is None:
        raise NoSuchThing("回")
    return meeting


def alter_order(
    code: str, meeting_key: str, altered: Alteration, edit: Edit, given: Given | None
) -> Room:
    def change(room: Room, workshop: Workshop) -> Room:
        order = get_order(room.orders, meeting_key)
        table = lay_out(get_meeting(workshop, meeting_key), order.arrangement, room)
        arrangement = edit(table)
        if arrangement == order.arrangement:
            return room
        order = replace(order, arrangement=arrangement, before=order.arrangement, altered=altered)
        return replace(room, orders=put_order(room.orders, order))

    return change_room(code, Change.ORDER, change, given)


def check_minutes(minutes: int) -> None:
    if not 1 <= minutes <= LONGEST_STEP:
        raise BadInput(f"時間は1分から{LONGEST_STEP}分までの数で入れてください。")
