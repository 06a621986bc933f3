"""Delete a workshop with everything people gave, as they were promised before joining."""

from sqlalchemy import delete, or_, select

from worksheets import toolkit
from worksheets.records import Workshop
from worksheets.tables import (
    answers,
    assignments,
    board_changes,
    boards,
    expected,
    hosts,
    participants,
    proposals,
    ready,
    submissions,
    votes,
    workshops,
)
from worksheets.workshops import get_workshop
from worksheets.writing import Work, one


def delete_workshop(code: str) -> Workshop:
    """Delete a workshop for good and return what it was; backups made before keep their copy."""
    workshop = get_workshop(code)
    toolkit.current().database.write(_delete, code)
    return workshop


def _delete_rows(work: Work, code: str) -> None:
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
            )
        )
    )
    of_people = (expected, assignments, hosts, ready, participants)
    of_cards = (votes, proposals, board_changes, boards, answers)
    for table in (*of_cards, *of_people, workshops):
        connection.execute(delete(table).where(table.c.code == code))

    def forget() -> None:
        box.rooms.pop(code, None)
        box.reaches.pop(code, None)
        box.arranged.pop(code, None)
        box.hosts.pop(code, None)
        for place in [place for place in box.board_views if place[0].code == code]:
            del box.board_views[place]
        box.workshops.pop(code, None)
        for token_hash, person in list(box.people.items()):
            if person.code == code:
                del box.people[token_hash]

    work.after(forget)


_delete = one(_delete_rows)
