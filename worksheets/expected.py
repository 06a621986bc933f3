"""Keep the list of people who are expected, so that they find their seat when they join.

Nobody but facilitators sees it. It holds what seating needs and nothing else, is never logged,
and goes with one press or with the workshop. Who of the list has come is not stored: it is seen
from the names of those who have joined.
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, delete, insert, select

from worksheets import toolkit
from worksheets.codes import make_id
from worksheets.errors import BadInput
from worksheets.people_rows import clean_name, find_option, find_team
from worksheets.records import Change, Participant
from worksheets.room_changes import get_room
from worksheets.tables import expected
from worksheets.workshops import get_workshop
from worksheets.writing import Work, one

MOST = 1000  # more than any hall of tables holds


@dataclass(frozen=True, slots=True)
class Expected:
    """One person of the list; `affiliation`, `field` and `team` are keys, empty when not told."""

    name: str
    affiliation: str = ""
    field: str = ""
    team: str = ""
    id: str = ""


def replace_expected(code: str, people: Sequence[Expected]) -> tuple[Expected, ...]:
    """Put this list in the place of the one before."""
    workshop = get_workshop(code)
    if len(people) > MOST:
        raise BadInput(
            f"{len(people):,}人の名簿は大きすぎます。1つの研修で{MOST:,}人までです。"
            "この研修に来る人だけの名簿にしてください。"
        )
    clean = tuple(
        Expected(
            id=make_id(),
            name=_clean(person.name),
            affiliation=find_option("所属", workshop.program.affiliations, person.affiliation),
            field=find_option("分野", workshop.program.fields, person.field),
            team=find_team(workshop, person.team),
        )
        for person in people
    )
    toolkit.current().database.write(_replace, (code, clean))
    return clean


def _clean(name: str) -> str:
    cleaned = clean_name(name)
    if not cleaned:
        raise BadInput("名簿に名前のない人がいます。名前を入れるか、その行を消してください。")
    return cleaned


def delete_expected(code: str) -> None:
    """Forget the list; who has joined stays."""
    get_workshop(code)
    toolkit.current().database.write(_replace, (code, ()))


def _replace_rows(work: Work, payload: tuple[str, tuple[Expected, ...]]) -> None:
    code, people = payload
    box = toolkit.current()
    work.connection.execute(delete(expected).where(expected.c.code == code))
    if people:
        work.connection.execute(
            insert(expected),
            [
                {
                    "id": person.id,
                    "code": code,
                    "place": place,
                    "name": person.name,
                    "affiliation": person.affiliation,
                    "field": person.field,
                    "team": person.team,
                }
                for place, person in enumerate(people, 1)
            ],
        )
    sequence = get_room(code).sequence
    work.after(lambda: box.channel.announce(code, Change.ANSWERS, sequence))


_replace = one(_replace_rows)


def list_expected(code: str) -> tuple[Expected, ...]:
    """Return the list in its own order."""
    with toolkit.current().database.read() as connection:
        return read_expected(connection, code)


def read_expected(connection: Connection, code: str) -> tuple[Expected, ...]:
    """Read the list over this connection, also inside a transaction."""
    rows = connection.execute(
        select(expected).where(expected.c.code == code).order_by(expected.c.place)
    ).all()
    return tuple(Expected(row.name, row.affiliation, row.field, row.team, row.id) for row in rows)


# --- who has come ---------------------------------------------------------------------------


def plain_name(name: str) -> str:
    """Bring a name to one form for comparing: width, case and spaces do not matter."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


class Arrivals:
    """Recognises who of the list has joined, by name and affiliation."""

    def __init__(self, people: Sequence[Expected]) -> None:
        self.people = tuple(people)
        self.arrived: dict[str, Participant] = {}  # by the id in the list
        self._named: dict[str, list[Expected]] = {}
        for person in people:
            self._named.setdefault(plain_name(person.name), []).append(person)

    def take(self, participant: Participant) -> Expected | None:
        """Note that somebody has joined; return whom of the list that must be, if anybody."""
        found = self._list_alike(participant)
        for person in found:
            if person.id not in self.arrived:
                self.arrived[person.id] = participant
                return person
        return None

    def find_only(self, participant: Participant) -> Expected | None:
        """Return the one person of the list this can be; None when it is nobody or not clear."""
        found = self._list_alike(participant)
        return found[0] if len(found) == 1 else None

    def _list_alike(self, participant: Participant) -> list[Expected]:
        if participant.shared_device or not participant.name:
            return []
        named = self._named.get(plain_name(participant.name), [])
        same = [one for one in named if one.affiliation == participant.affiliation]
        # Where the list or the form leaves the affiliation open, nothing speaks against the name.
        open_ = [one for one in named if not (one.affiliation and participant.affiliation)]
        return same or open_

    @property
    def missing(self) -> tuple[Expected, ...]:
        """Those of the list who have not joined."""
        return tuple(person for person in self.people if person.id not in self.arrived)


def find_arrivals(people: Sequence[Expected], joined: Iterable[Participant]) -> Arrivals:
    """Compare the list with those who have joined, in the order they came."""
    arrivals = Arrivals(people)
    for participant in joined:
        arrivals.take(participant)
    return arrivals


def put_in_teams(people: Sequence[Expected], places: Mapping[str, str]) -> tuple[Expected, ...]:
    """Return the list with new teams for those whose id is named."""
    return tuple(replace(person, team=places.get(person.id, person.team)) for person in people)
