"""Read a room, and the one way to change it: check, edit, commit, raise the revision, announce.

A command may carry what it was given for; of two simultaneous presses one moves, the other
is told.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Row, select, update

from worksheets import toolkit
from worksheets.documents import dump_room, load_room
from worksheets.errors import ChangedMeanwhile, WorkshopNotFound
from worksheets.orders import dump_orders
from worksheets.records import Change, Given, Room, Workshop
from worksheets.tables import workshops
from worksheets.workshops import get_workshop
from worksheets.writing import Work, one

ROOM_ROW = select(
    workshops.c.code,
    workshops.c.sequence,
    workshops.c.revision,
    workshops.c.room,
    workshops.c.running_orders,
)


def load_row(row: Row[*tuple[Any, ...]]) -> Room:
    """Return the room in a row of ROOM_ROW."""
    return load_room(
        row.code,
        sequence=row.sequence,
        revision=row.revision,
        document=row.room,
        orders=row.running_orders,
    )


def get_room(code: str) -> Room:
    """Return where the room is now."""
    box = toolkit.current()
    room = box.rooms.get(code)
    if room is None:
        with box.database.read() as connection:
            row = connection.execute(ROOM_ROW.where(workshops.c.code == code)).first()
        if row is None:
            raise WorkshopNotFound(code)
        # The writer may have renewed it meanwhile: then its room is the newer one.
        room = box.rooms.setdefault(code, load_row(row))
    return room


Edit = Callable[[Room, Workshop], Room]


@dataclass(frozen=True, slots=True)
class _Command:
    code: str
    what: Change
    edit: Edit
    given: Given


def change_room(code: str, what: Change, edit: Edit, given: Given | None) -> Room:
    get_workshop(code)
    command = _Command(code, what, edit, given or Given())
    room: Room = toolkit.current().database.write(_apply, command)
    return room


def _apply_one(work: Work, command: _Command) -> Room:
    box = toolkit.current()
    room = load_row(work.connection.execute(ROOM_ROW.where(workshops.c.code == command.code)).one())
    _check_still_holds(command, room)
    changed = command.edit(room, get_workshop(command.code))
    if changed == room:
        return room
    changed = replace(changed, sequence=room.sequence + 1, revision=room.sequence + 1)
    work.connection.execute(
        update(workshops)
        .where(workshops.c.code == changed.code)
        .values(
            sequence=changed.sequence,
            revision=changed.revision,
            room=dump_room(changed),
            running_orders=dump_orders(changed.orders),
        )
    )

    def publish() -> None:
        box.rooms[changed.code] = changed
        box.channel.announce(changed.code, command.what, changed.revision)
        if command.what is Change.STEP:
            for tell in box.after_step:
                tell(changed.code)

    work.after(publish)
    return changed


_apply = one(_apply_one)


def _check_still_holds(command: _Command, room: Room) -> None:
    given = command.given
    if given.step is not None and given.step not in (
        room.step_key,
        f"{room.meeting_key}/{room.step_key}",
    ):
        raise ChangedMeanwhile("ステップを進めた")
    if given.revision is not None and given.revision < room.revision:
        raise ChangedMeanwhile("画面を動かした")
