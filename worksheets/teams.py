"""Move people to other teams, those who have joined and those who are only expected.

What somebody gave before stays with the team they gave it in.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection, bindparam, select, update

from worksheets import toolkit
from worksheets.errors import NoSuchThing
from worksheets.expected import Expected, read_expected
from worksheets.people_rows import find_team, read_person
from worksheets.publishing import publish, read_rooms
from worksheets.records import Participant
from worksheets.tables import answers, expected, participants
from worksheets.workshops import get_workshop
from worksheets.writing import Work, one


def move_people(code: str, who: Collection[str], team: str) -> int:
    """Put people, named by their ids, in a team; return how many sat elsewhere before."""
    key = find_team(get_workshop(code), team)
    if not key:
        raise NoSuchThing("班")
    moved: int = toolkit.current().database.write(_move, (code, frozenset(who), key))
    return moved


def _move_rows(work: Work, payload: tuple[str, frozenset[str], str]) -> int:
    code, who, team = payload
    everybody = read_everybody(work, code)
    if not who <= set(everybody.teams):
        raise NoSuchThing("選んだ人")
    moved = {one: team for one in who if everybody.teams[one] != team}
    store_places(work, code, everybody, moved)
    return len(moved)


_move = one(_move_rows)


@dataclass(frozen=True, slots=True)
class Everybody:
    """Who has joined and who is expected, by id, inside one transaction."""

    joined: Mapping[str, Participant]
    expected: Mapping[str, Expected]

    @property
    def teams(self) -> dict[str, str]:
        """Return where each person sits."""
        expected_at = {who: person.team for who, person in self.expected.items()}
        return expected_at | {who: person.team for who, person in self.joined.items()}


def read_everybody(work: Work, code: str) -> Everybody:
    """Read everybody inside the transaction: the truth, not what a page has shown."""
    rows = work.connection.execute(select(participants).where(participants.c.code == code)).all()
    listed = read_expected(work.connection, code)
    return Everybody(
        joined={row.id: read_person(row) for row in rows},
        expected={person.id: person for person in listed},
    )


def store_places(work: Work, code: str, everybody: Everybody, moved: Mapping[str, str]) -> None:
    """Write new teams; the phones of those who were moved are told after the commit."""
    if not moved:
        return
    box = toolkit.current()
    for table, known in ((participants, everybody.joined), (expected, everybody.expected)):
        rows = [{"who": who, "new": team} for who, team in moved.items() if who in known]
        if rows:
            change = update(table).where(table.c.id == bindparam("who"))
            work.connection.execute(change.values(team=bindparam("new")), rows)
    people = {
        who: replace(everybody.joined[who], team=team)
        for who, team in moved.items()
        if who in everybody.joined
    }
    # Before the phones are told: what they then read must already know the new team.
    work.after(lambda: box.people.renew(people))
    room = read_rooms(work, {code})[code]
    told = {who: person.team for who, person in people.items()}
    publish(work, replace(room, sequence=room.sequence + 1), set(), moved=told)


def list_kept_teams(connection: Connection, code: str) -> frozenset[str]:
    """Return the teams that cannot go: what they gave, or their terminal, hangs on them."""
    given = select(answers.c.team).where(answers.c.code == code, answers.c.withdrawn.is_(False))
    terminals = select(participants.c.team).where(
        participants.c.code == code, participants.c.shared_device.is_(True)
    )
    rows = connection.execute(given.union(terminals)).all()
    return frozenset(row.team for row in rows if row.team)
