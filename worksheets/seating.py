"""Which team a newcomer goes to: the one prepared for them, else the emptiest, best mixed one."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sqlalchemy import select

from worksheets.expected import Arrivals, put_in_teams, read_expected
from worksheets.people_rows import read_person
from worksheets.records import Options, Participant, Workshop
from worksheets.tables import participants
from worksheets.workshops import get_workshop
from worksheets.writing import Work


@dataclass(slots=True)
class Seats:
    """How full each team is, and with whom; seats of those still expected count as taken."""

    workshop: Workshop
    arrivals: Arrivals
    size: Counter[str] = field(default_factory=Counter)
    mix: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    _groups: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._groups = {one.key: one.group for one in self.workshop.program.affiliations}
        for person in self.arrivals.people:
            self._count(person.team, person.affiliation, person.field, 1)

    def give(self, person: Participant) -> Participant:
        """Return the newcomer with a team, and count them in."""
        place = self.arrivals.find_only(person)
        before = self.arrivals.arrived.get(place.id) if place else None
        self._let_go(person)
        if not person.team and place:
            # Whoever joins a second time comes to where the first one sits now.
            person = replace(person, team=self._known(before.team if before else place.team))
        if not person.team:
            person = replace(person, team=self.find_team(person.affiliation, person.field))
        self.seat(person)
        return person

    def find_team(self, affiliation: str, field_: str = "") -> str:
        """Return the emptiest team, of these the one with the fewest people of this kind."""
        return min(
            (team.key for team in self.workshop.options.teams),
            key=lambda key: (
                self.size[key],
                *(self.mix[key, *mark] for mark in self._list_marks(affiliation, field_)),
            ),
        )

    def take(self, person: Participant) -> None:
        """Count somebody who has joined before."""
        self._let_go(person)
        self.seat(person)

    def _known(self, team: str) -> str:
        return team if self.workshop.find_team(team) else ""

    def _let_go(self, person: Participant) -> None:
        place = self.arrivals.take(person)
        if place:
            self._count(place.team, place.affiliation, place.field, -1)

    def seat(self, person: Participant) -> None:
        """Count somebody in where they sit; a terminal takes no seat."""
        if not person.shared_device:
            self._count(person.team, person.affiliation, person.field, 1)

    def _count(self, team: str, affiliation: str, field_: str, sign: int) -> None:
        self.size[team] += sign
        for kind, mark in self._list_marks(affiliation, field_):
            if mark:
                self.mix[team, kind, mark] += sign

    def _list_marks(self, affiliation: str, field_: str) -> tuple[tuple[str, str], ...]:
        """Return what is mixed, the weightiest first."""
        group = self._groups.get(affiliation, "")
        return (("group", group), ("affiliation", affiliation), ("field", field_))


def count_seats(
    work: Work,
    code: str,
    *,
    options: Options | None = None,
    places: Mapping[str, str] | None = None,
) -> Seats:
    """Count the seats taken, inside the transaction; `places` are teams people will have by id."""
    workshop, places = get_workshop(code), places or {}
    if options is not None:
        workshop = replace(workshop, options=options)
    listed = put_in_teams(read_expected(work.connection, code), places)
    seats = Seats(workshop, Arrivals(listed))
    rows = work.connection.execute(
        select(participants)
        .where(participants.c.code == code)
        .order_by(participants.c.joined_at, participants.c.id)
    ).all()
    for row in rows:
        person = read_person(row)
        seats.take(replace(person, team=places.get(person.id, person.team)))
    return seats
