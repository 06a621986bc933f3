"""Let people see everything they wrote themselves and take it back for good, even afterwards.

What a team wrote together belongs to the team and stays; votes hold no words and stay as numbers.
"""

from typing import NamedTuple

from sqlalchemy import select, update

from programs.questions import Scope
from worksheets import toolkit
from worksheets.codes import hash_values
from worksheets.people_rows import read_person
from worksheets.publishing import bump
from worksheets.reading_answers import list_own
from worksheets.records import Answer, Participant
from worksheets.tables import answers, participants, submissions
from worksheets.workshops import get_workshop
from worksheets.writing import Work, one

_NOTHING = "{}"


class Erased(NamedTuple):
    """How much was taken back."""

    answers: int


def list_own_words(person: Participant) -> tuple[Answer, ...]:
    """Return what this person wrote alone, whether its worksheet is open or not."""
    program = get_workshop(person.code).program
    alone = {sheet.key for sheet in program.worksheets if sheet.scope is Scope.INDIVIDUAL}
    return tuple(answer for answer in list_own(person) if answer.worksheet in alone)


async def erase_own_words_async(person: Participant) -> Erased:
    """Empty all of this person's own answers with their earlier versions, and forget the name.

    The rows stay, empty: so a phone that sends an old letter again stores nothing, and what points
    at an answer learns that it is gone. Twice is harmless.
    """
    erased: Erased = await toolkit.current().database.write_async(_erase, person)
    return erased


def _erase_rows(work: Work, person: Participant) -> Erased:
    connection = work.connection
    program = get_workshop(person.code).program
    alone = [sheet.key for sheet in program.worksheets if sheet.scope is Scope.INDIVIDUAL]
    rows = connection.execute(
        select(answers.c.id, answers.c.worksheet, answers.c.version, answers.c.withdrawn).where(
            answers.c.code == person.code,
            answers.c.participant == person.id,
            answers.c.worksheet.in_(alone),
        )
    ).all()
    empty = {"given": _NOTHING, "hash": hash_values(_NOTHING)}
    ids = [row.id for row in rows]
    for key in dict.fromkeys(row.worksheet for row in rows):
        revision = bump(work, person.code, key, wake=True)
        mine = [row for row in rows if row.worksheet == key]
        for row in mine:
            connection.execute(
                update(answers)
                .where(answers.c.id == row.id)
                .values(**empty, withdrawn=True, version=row.version + 1, revision=revision)
            )
    connection.execute(update(submissions).where(submissions.c.answer.in_(ids)).values(**empty))
    _forget_name(work, person)
    return Erased(sum(1 for row in rows if not row.withdrawn))


_erase = one(_erase_rows)


def _forget_name(work: Work, person: Participant) -> None:
    box = toolkit.current()
    connection = work.connection
    connection.execute(
        update(participants)
        .where(participants.c.id == person.id)
        .values(name="", affiliation="", field="")
    )
    row = connection.execute(select(participants).where(participants.c.id == person.id)).one()
    stored = read_person(row)
    work.after(lambda: box.people.renew({stored.id: stored}))
