"""Raise a room's sequence inside a transaction, and tell the screens once it is durable."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import update

from worksheets import toolkit
from worksheets.documents import dump_room
from worksheets.records import Change, Room
from worksheets.room_changes import ROOM_ROW, load_row
from worksheets.tables import workshops
from worksheets.writing import Work


def read_rooms(work: Work, codes: set[str]) -> dict[str, Room]:
    """Read rooms inside the transaction: the truth, not the memory."""
    rows = work.connection.execute(ROOM_ROW.where(workshops.c.code.in_(codes))).all()
    return {row.code: load_row(row) for row in rows}


def publish(
    work: Work,
    room: Room,
    touched: set[str],
    *,
    wake: bool = False,
    teams: Collection[str] = (),
    moved: Mapping[str, str] | None = None,
) -> None:
    """Store the room's raised sequence and tell the screens after the commit.

    `teams` are those whose own sheet has changed, `moved` are people with their new team: their
    phones read again, no others do. Waking all leaves its mark in the room: a phone on its way
    between two pages finds it there.
    """
    box = toolkit.current()
    changed: dict[str, Any] = {"sequence": room.sequence}
    if wake:
        room = replace(room, woken=room.sequence)
        changed["room"] = dump_room(room)
    work.connection.execute(update(workshops).where(workshops.c.code == room.code).values(changed))
    # Other people's answers wake phones only where a step shows them.
    what = Change.SHARED if wake or touched & set(room.shared) else Change.ANSWERS

    def tell() -> None:
        box.rooms[room.code] = room
        box.channel.announce(room.code, what, room.sequence, teams=teams, moved=moved, of_room=wake)

    work.after(tell)


def bump(
    work: Work, code: str, worksheet: str, *, wake: bool = False, teams: Collection[str] = ()
) -> int:
    """Raise the sequence for one small change to an answer; return it.

    `wake` tells all phones: what facilitators do to an answer, its own phone must show.
    """
    room = read_rooms(work, {code})[code]
    room = replace(room, sequence=room.sequence + 1)
    publish(work, room, {worksheet}, wake=wake, teams=teams)
    return room.sequence
