"""Which team a newcomer goes to: the emptiest, then the one with the fewest of their kind."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import select

from worksheets.people_rows import read_person
from worksheets.records import Participant, Workshop
from worksheets.tables import participants
from worksheets.workshops import get_workshop
from worksheets.writing import Work


@dataclass(slots=True)
class Seats:
    """How full each team is, and with whom."""

    workshop: Workshop
    size: Counter[str]
    mix: Counter[tuple[str, str]]

    def find_team(self, affiliation: str) -> str:
        teams = self.workshop.options.teams
        return min(
            (team.key for team in teams),
            key=lambda key: (self.size[key], self.mix[key, affiliation]),
        )

    def take(self, person: Participant) -> None:
        if not person.shared_device:
            self.size[person.team] += 1
            self.mix[person.team, person.affiliation] += 1


def count_seats(work: Work, code: str) -> Seats:
    """Count the seats taken, inside the transaction."""
    seats = Seats(get_workshop(code), Counter(), Counter())
    rows = work.connection.execute(select(participants).where(participants.c.code == code)).all()
    for row in rows:
        seats.take(read_person(row))
    return seats
