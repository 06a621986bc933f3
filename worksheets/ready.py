"""Ready signals (できました): who says to be done with the present step, for the facilitator alone.

A signal is kept with the moment its step was entered, so all are gone once the room moves, also
to the same step again. One row a person or team is written over; nothing of it is history, and
no phone is woken.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any

from sqlalchemy import delete, insert, select, tuple_

from programs.model import StepKind
from programs.questions import Scope
from worksheets import toolkit
from worksheets.checking import check_sent_id
from worksheets.errors import ChangedMeanwhile, WorksheetError
from worksheets.participants import list_participants
from worksheets.publishing import read_rooms
from worksheets.records import Change, Participant, Place, Room, Team
from worksheets.rooms import get_place, get_room
from worksheets.tables import ready
from worksheets.workshops import get_workshop
from worksheets.writing import Work

# Where people are at work by themselves; where they listen or write, only sheets make it work.
_WORK = frozenset((StepKind.WRITE, StepKind.DISCUSS, StepKind.CHOOSE))
_WITH_SHEETS = frozenset((StepKind.TALK, StepKind.CLOSING))


class Unit(StrEnum):
    """Who says to be ready: everybody, or one for the whole team."""

    PERSON = "person"
    TEAM = "team"


class StepPassed(ChangedMeanwhile):
    """The room is no longer at the step somebody is done with."""

    def __init__(self) -> None:
        super(ChangedMeanwhile, self).__init__(
            "会場は次のステップへ進みました。この操作は行いませんでした。いまの画面を見てください。"
        )


@dataclass(frozen=True, slots=True)
class TeamReadiness:
    """How many of a team that can be reached are ready; for a team's own work it is 0 or 1 of 1."""

    team: Team
    ready: int
    of: int


@dataclass(frozen=True, slots=True)
class Readiness:
    """How many are ready of those whose phone is connected, or who were while they said so."""

    unit: Unit
    ready: int
    of: int
    teams: tuple[TeamReadiness, ...]

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.ready / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class _Signal:
    code: str
    who: str
    step: str
    sent_id: str
    on: bool


def find_unit(place: Place) -> Unit | None:
    """Return who is asked to be ready at a step; None where people only listen."""
    sheets = [sheet for sheet in place.worksheets if sheet.scope is not Scope.PLENARY]
    kind = place.step.kind
    if kind not in _WORK and not (kind in _WITH_SHEETS and sheets):
        return None
    together = all(sheet.scope is Scope.TEAM for sheet in sheets)
    return Unit.TEAM if sheets and together and not place.step.votes_on else Unit.PERSON


def name_step(room: Room) -> str:
    """Name the step a signal is for, as phones name it."""
    return f"{room.meeting_key}/{room.step_key}"


# --- saying it ------------------------------------------------------------------------------


async def say_ready_async(person: Participant, *, sent_id: str, step: str, on: bool) -> int:
    """Say or take back that somebody is ready; return the room's sequence. Repeats do no harm."""
    check_sent_id(sent_id)
    room = get_room(person.code)
    unit = find_unit(get_place(person.code, room))
    if unit is None:
        raise StepPassed
    signal = _Signal(person.code, _name(person, unit), step, sent_id, on)
    sequence: int = await toolkit.current().database.write_async(_store, signal)
    return sequence


def _name(person: Participant, unit: Unit) -> str:
    return f"team-{person.team}" if unit is Unit.TEAM and person.team else person.id


def _store(work: Work, signals: Sequence[_Signal]) -> list[int | WorksheetError]:
    """Store what a whole hall says at once with a handful of statements."""
    rooms = read_rooms(work, {signal.code for signal in signals})
    holding = [signal for signal in signals if _holds(signal, rooms[signal.code])]
    keys = {(signal.code, signal.who) for signal in holding}
    mine = tuple_(ready.c.code, ready.c.who).in_(keys)
    rows = work.connection.execute(select(ready).where(mine)).all()
    known = {(row.code, row.who): row._asdict() for row in rows}
    for signal in holding:
        row = _make_row(signal, rooms[signal.code])
        before = known.get((signal.code, signal.who))
        # The same letter once more, after the answer to it was lost.
        repeated = before is not None and all(before[k] == row[k] for k in ("sent_id", "entered"))
        if not repeated:
            known[signal.code, signal.who] = row
    if known:
        work.connection.execute(delete(ready).where(mine))
        work.connection.execute(insert(ready), list(known.values()))
        for code in {signal.code for signal in holding}:
            work.after(partial(_tell, code))
    return [
        rooms[signal.code].sequence if signal in holding else StepPassed() for signal in signals
    ]


def _holds(signal: _Signal, room: Room) -> bool:
    return signal.step in (room.step_key, name_step(room))


def _make_row(signal: _Signal, room: Room) -> dict[str, Any]:
    return {
        "code": signal.code,
        "who": signal.who,
        "entered": _get_entered(room),
        "done": signal.on,
        "sent_id": signal.sent_id,
    }


def _get_entered(room: Room) -> str:
    """Return what tells this stay at a step from any other."""
    since = room.step_started_at.isoformat() if room.step_started_at else ""
    return f"{name_step(room)} {since}"


def _tell(code: str) -> None:
    # Nothing of the room has changed, hence no revision.
    toolkit.current().channel.announce(code, Change.READY, 0)


# --- reading --------------------------------------------------------------------------------


def is_ready(person: Participant, room: Room, unit: Unit) -> bool:
    """Tell whether somebody, or their team, has said to be ready."""
    return bool(_list_ready(room, _name(person, unit)))


def count_ready(code: str, room: Room, place: Place) -> Readiness | None:
    """Count who is ready, of those that can say so; None where nobody is asked."""
    unit = find_unit(place)
    if unit is None:
        return None
    said = _list_ready(room)
    people = _list_reachable(code, said)
    teams = get_workshop(code).options.teams
    counted = [_count_team(team, people, said, unit) for team in teams]
    if unit is Unit.TEAM:
        # Whoever sits in no team speaks for nobody else.
        alone = [person for person in people if not person.team]
        done = sum(team.ready for team in counted) + sum(one.id in said for one in alone)
        return Readiness(unit, done, sum(t.of for t in counted) + len(alone), _fill(counted))
    done = sum(person.id in said for person in people)
    return Readiness(unit, done, len(people), _fill(counted))


def _fill(counted: Sequence[TeamReadiness]) -> tuple[TeamReadiness, ...]:
    return tuple(team for team in counted if team.of)


def _count_team(
    team: Team, people: Sequence[Participant], said: frozenset[str], unit: Unit
) -> TeamReadiness:
    members = [person for person in people if person.team == team.key]
    if unit is Unit.TEAM:
        done = f"team-{team.key}" in said
        return TeamReadiness(team, int(done), int(done or bool(members)))
    return TeamReadiness(team, sum(person.id in said for person in members), len(members))


def _list_reachable(code: str, said: frozenset[str]) -> list[Participant]:
    """Return who has a connected phone or somebody's phone to write on, and who was ready."""
    connected = toolkit.current().channel.connected_ids(code)
    everybody = list_participants(code)
    written_for = {person.entered_by for person in everybody}
    return [
        person
        for person in everybody
        if person.id in said
        or (
            (person.entered_by or person.id) in connected
            # A terminal is nobody once there are people who write on it.
            and not (person.shared_device and person.id in written_for)
        )
    ]


def _list_ready(room: Room, who: str = "") -> frozenset[str]:
    query = select(ready.c.who).where(
        ready.c.code == room.code, ready.c.entered == _get_entered(room), ready.c.done.is_(True)
    )
    if who:
        query = query.where(ready.c.who == who)
    with toolkit.current().database.read() as connection:
        return frozenset(connection.execute(query).scalars())
