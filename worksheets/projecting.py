"""Stop the wall where it is and let it go on; say that it is seen in an online meeting.

Phones notice nothing of either, so none is woken.
"""

from dataclasses import replace

from worksheets.documents import now
from worksheets.frozen import Frozen
from worksheets.records import Change, Given, Room, Workshop
from worksheets.room_changes import change_room


def freeze(code: str, *, given: Given | None = None) -> Room:
    """Keep on the wall what it shows; stopping a wall that stands still changes nothing."""

    def change(room: Room, _: Workshop) -> Room:
        if room.frozen is not None:
            return room
        place = f"{room.meeting_key}/{room.step_key}"
        return replace(room, frozen=Frozen(now(), room.sequence, place))

    return change_room(code, Change.ORDER, change, given)


def release(code: str, *, given: Given | None = None) -> Room:
    """Let the wall follow the room again."""
    return change_room(code, Change.ORDER, lambda room, _: replace(room, frozen=None), given)


def show_online(code: str, *, on: bool, given: Given | None = None) -> Room:
    """Keep from the wall what only people in the hall may know, and make it readable online."""
    return change_room(code, Change.ORDER, lambda room, _: replace(room, online=on), given)
