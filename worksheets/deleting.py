"""Delete a workshop with everything people gave, as they were promised before joining.

That it was here stays written down, so that an office can show what it deleted and when.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Table, delete, func, insert, or_, select

from worksheets import toolkit
from worksheets.codes import make_id
from worksheets.documents import now
from worksheets.records import Workshop
from worksheets.tables import (
    answers,
    assignments,
    board_changes,
    boards,
    erasures,
    expected,
    hosts,
    keepings,
    participants,
    passes,
    proposals,
    ready,
    redactions,
    submissions,
    votes,
    workshops,
)
from worksheets.votes import name_hall
from worksheets.workshops import get_workshop
from worksheets.writing import Work, one


class How(StrEnum):
    """Why a workshop was deleted."""

    BY_HAND = "by_hand"
    DUE = "due"  # its days were over


@dataclass(frozen=True, slots=True)
class Erasure:
    """That a workshop was deleted: no word and no person of it."""

    title: str
    municipality: str
    how: How
    opened_at: datetime
    erased_at: datetime
    participants: int
    answers: int


def delete_workshop(code: str, *, how: How = How.BY_HAND) -> Workshop:
    """Delete a workshop for good and return what it was; backups made before keep their copy."""
    workshop = get_workshop(code)
    toolkit.current().database.write(_delete, (workshop, how))
    return workshop


def list_erasures() -> tuple[Erasure, ...]:
    """Return what was deleted, the latest first."""
    with toolkit.current().database.read() as connection:
        rows = connection.execute(select(erasures).order_by(erasures.c.erased_at.desc())).all()
    return tuple(
        Erasure(
            title=row.title,
            municipality=row.municipality,
            how=How(row.how),
            opened_at=datetime.fromisoformat(row.opened_at),
            erased_at=datetime.fromisoformat(row.erased_at),
            participants=row.participants,
            answers=row.answers,
        )
        for row in rows
    )


def _note_erasure(work: Work, workshop: Workshop, how: How) -> None:
    def count(of: Table) -> int:
        query = select(func.count()).select_from(of).where(of.c.code == workshop.code)
        return work.connection.execute(query).scalar_one()

    work.connection.execute(
        insert(erasures).values(
            id=make_id(),
            title=workshop.title,
            municipality=workshop.municipality,
            how=how,
            opened_at=workshop.created_at.isoformat(),
            erased_at=now().isoformat(),
            participants=count(participants),
            answers=count(answers),
        )
    )


def _delete_rows(work: Work, payload: tuple[Workshop, How]) -> None:
    workshop, how = payload
    code = workshop.code
    _note_erasure(work, workshop, how)
    box = toolkit.current()
    connection = work.connection
    people = select(participants.c.id).where(participants.c.code == code)
    given = select(answers.c.id).where(answers.c.code == code)
    ballots = select("v-" + participants.c.id).where(participants.c.code == code)
    connection.execute(
        delete(submissions).where(
            or_(
                submissions.c.answer.in_(given),
                submissions.c.writer.in_(people),
                submissions.c.writer.in_(ballots),
                submissions.c.writer == name_hall(code),
            )
        )
    )
    of_people = (keepings, expected, assignments, hosts, ready, passes, redactions, participants)
    of_cards = (votes, proposals, board_changes, boards, answers)
    for table in (*of_cards, *of_people, workshops):
        connection.execute(delete(table).where(table.c.code == code))

    def forget() -> None:
        box.tell_keys_changed(code)
        box.rooms.pop(code, None)
        box.reaches.pop(code, None)
        box.arranged.pop(code, None)
        box.hosts.pop(code, None)
        for counted in [counted for counted in box.tallies if counted[0] == code]:
            del box.tallies[counted]
        for place in [place for place in box.board_views if place[0].code == code]:
            del box.board_views[place]
        box.workshops.pop(code, None)
        for token_hash, person in list(box.people.items()):
            if person.code == code:
                del box.people[token_hash]

    work.after(forget)


_delete = one(_delete_rows)
