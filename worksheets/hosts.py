"""Who guides the talk of a team (班の進行役): one person each, and what they may count.

Whoever is moved to another team guides none until they are marked there.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, delete, func, insert, select

from worksheets import toolkit
from worksheets.errors import BadInput, ChangedMeanwhile, NoSuchThing
from worksheets.people_rows import read_person
from worksheets.publishing import publish, read_rooms
from worksheets.records import Participant, Room
from worksheets.tables import answers, hosts, participants
from worksheets.workshops import get_workshop
from worksheets.writing import Work, one


class HostTaken(ChangedMeanwhile):
    """Somebody else guides this team already."""

    def __init__(self) -> None:
        super(ChangedMeanwhile, self).__init__(
            "この班には、もう班の進行役がいます。代わるときは、全体の進行役に伝えてください。"
        )


@dataclass(frozen=True, slots=True)
class TeamCount:
    """How far one team is with one worksheet: people who have answered, and answers in all."""

    answered: int
    answers: int


def mark_host(code: str, participant_id: str) -> Participant:
    """Let somebody guide their team in the place of whoever did."""
    get_workshop(code)
    person: Participant = toolkit.current().database.write(_mark, (code, participant_id, True))
    return person


async def claim_host_async(person: Participant) -> Participant:
    """Let somebody guide their team if nobody does; raise HostTaken otherwise."""
    payload = (person.code, person.id, False)
    marked: Participant = await toolkit.current().database.write_async(_mark, payload)
    return marked


def _mark_row(work: Work, payload: tuple[str, str, bool]) -> Participant:
    code, participant_id, instead = payload
    person = _read(work, code, participant_id)
    if person.shared_device or not person.team:
        raise BadInput("班の進行役にできるのは、班にいる人だけです。班を決めてから選んでください。")
    before = _find(work, code, person.team)
    if before is not None and before.id != person.id and not instead:
        raise HostTaken
    work.connection.execute(delete(hosts).where(hosts.c.code == code, hosts.c.team == person.team))
    work.connection.execute(
        insert(hosts).values(code=code, team=person.team, participant=person.id)
    )
    _tell(work, code, [one for one in (before, person) if one is not None])
    return person


_mark = one(_mark_row)


def drop_host(code: str, team: str) -> None:
    """Let nobody guide this team."""
    get_workshop(code)
    toolkit.current().database.write(_drop, (code, team))


def _drop_row(work: Work, payload: tuple[str, str]) -> None:
    code, team = payload
    before = _find(work, code, team)
    work.connection.execute(delete(hosts).where(hosts.c.code == code, hosts.c.team == team))
    _tell(work, code, [before] if before is not None else [])


_drop = one(_drop_row)


def _read(work: Work, code: str, participant_id: str) -> Participant:
    row = work.connection.execute(
        select(participants).where(participants.c.id == participant_id, participants.c.code == code)
    ).first()
    if row is None:
        raise NoSuchThing("参加者")
    return read_person(row)


def _find(work: Work, code: str, team: str) -> Participant | None:
    row = work.connection.execute(
        select(participants)
        .join(hosts, hosts.c.participant == participants.c.id)
        .where(hosts.c.code == code, hosts.c.team == team, participants.c.team == team)
    ).first()
    return None if row is None else read_person(row)


def _tell(work: Work, code: str, people: Sequence[Participant]) -> None:
    """Let the phones of these people read again, and the console."""
    box = toolkit.current()
    room: Room = read_rooms(work, {code})[code]
    fresh = _read_hosts(work.connection, code)
    work.after(lambda: box.hosts.update({code: fresh}))
    room = replace(room, sequence=room.sequence + 1)
    publish(work, room, set(), moved={person.id: person.team for person in people})


def _read_hosts(connection: Connection, code: str) -> dict[str, str]:
    rows = connection.execute(select(hosts).where(hosts.c.code == code)).all()
    return {row.team: row.participant for row in rows}


# --- reading --------------------------------------------------------------------------------


def list_hosts(code: str) -> dict[str, str]:
    """Return who guides each team: ids by team, also of people who have left it since."""
    box = toolkit.current()
    known = box.hosts.get(code)
    if known is None:
        with box.database.read() as connection:
            found = _read_hosts(connection, code)
        # The writer may have renewed it meanwhile: then that is the newer one.
        known = box.hosts.setdefault(code, found)
    return dict(known)


def is_host(person: Participant) -> bool:
    """Tell whether somebody guides the team they sit in."""
    return list_hosts(person.code).get(person.team) == person.id


def count_people(code: str, team: str) -> int:
    """Count who sits in a team."""
    with toolkit.current().database.read() as connection:
        return int(
            connection.execute(
                select(func.count())
                .select_from(participants)
                .where(
                    participants.c.code == code,
                    participants.c.team == team,
                    participants.c.shared_device.is_(False),
                )
            ).scalar_one()
        )


def count_team(code: str, team: str, worksheet: str, *, by_person: bool) -> TeamCount:
    """Count a team's answers to a worksheet: of its people as they sit now, or as a team."""
    query = select(
        func.count(func.distinct(answers.c.participant)).label("people"),
        func.count().label("given"),
    ).where(
        answers.c.code == code,
        answers.c.worksheet == worksheet,
        answers.c.withdrawn.is_(False),
    )
    if by_person:
        query = query.join(participants, participants.c.id == answers.c.participant).where(
            participants.c.team == team, participants.c.shared_device.is_(False)
        )
    else:
        query = query.where(answers.c.team == team)
    with toolkit.current().database.read() as connection:
        row = connection.execute(query).one()
    return TeamCount(row.people if by_person else min(1, row.given), row.given)
