"""Keep participants' answers: save, withdraw, hide, read.

Saving is safe to repeat: the phone makes the `sent_id`, and the same one again gets the same
receipt. Showing and counting is the facilitator package's work.
"""

import json
from collections.abc import Sequence

from sqlalchemy import select, update

from programs.questions import Scope, Worksheet
from worksheets import toolkit
from worksheets.checking import check_sent_id, check_values, is_id, list_references
from worksheets.codes import hash_values, make_id
from worksheets.documents import now
from worksheets.errors import (
    BadInput,
    NoSuchThing,
    NotYours,
    OfficeWrites,
    WorksheetClosed,
    WorksheetError,
)
from worksheets.reading_answers import (
    get_progress,
    list_answers,
    list_own,
    list_progress,
    list_versions,
)
from worksheets.records import Participant, Receipt, Submission, Values
from worksheets.room_changes import get_room
from worksheets.saving import Item, bump, is_open, name_rated, save_items
from worksheets.tables import answers
from worksheets.workshops import get_workshop
from worksheets.writing import Work, one

__all__ = [
    "get_progress",
    "hide_answer",
    "import_answers",
    "list_answers",
    "list_own",
    "list_progress",
    "list_versions",
    "restore_answer",
    "save_answer",
    "save_answer_async",
    "save_answers",
    "tell_phones",
    "withdraw",
    "withdraw_async",
]


def save_answer(submission: Submission) -> Receipt:
    """Store an answer and return its receipt once it is durable."""
    receipt: Receipt = toolkit.current().database.write(save_items, _check(submission))
    return receipt


async def save_answer_async(submission: Submission) -> Receipt:
    """Like `save_answer`, without holding up the event loop."""
    receipt: Receipt = await toolkit.current().database.write_async(save_items, _check(submission))
    return receipt


def _check(submission: Submission) -> Item:
    sheet = _get_sheet(submission.code, submission.worksheet)
    check_sent_id(submission.sent_id)
    if submission.answer_id is not None and not is_id(submission.answer_id):
        raise NoSuchThing("回答")
    person = submission.participant
    if person is not None and sheet.scope is Scope.PLENARY:
        raise OfficeWrites(sheet.title)
    try:
        values = check_values(sheet, submission.values, roomy=person is None)
    except WorksheetError:
        # That the sheet is closed matters more than what is wrong with the values.
        room = get_room(submission.code)
        if person is not None and not is_open(room, sheet.key, submission.begun):
            raise WorksheetClosed(sheet.title) from None
        raise
    _check_references(submission.code, sheet, values)
    given = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return Item(
        submission=submission,
        sheet=sheet,
        writer=person.id if person else f"office-{submission.code}",
        team=person.team if person else submission.team,
        given=given,
        hash=hash_values(given),
        new_id=make_id(),
        given_at=now().isoformat(),
        rates=name_rated(sheet, values),
    )


def _get_sheet(code: str, key: str) -> Worksheet:
    sheet = get_workshop(code).program.find_worksheet(key)
    if sheet is None:
        raise NoSuchThing("ワークシート")
    return sheet


def _check_references(code: str, sheet: Worksheet, values: Values) -> None:
    for target, ids in list_references(sheet, values).items():
        with toolkit.current().database.read() as connection:
            found = connection.execute(
                select(answers.c.id).where(
                    answers.c.id.in_(ids), answers.c.code == code, answers.c.worksheet == target
                )
            ).all()
        if len(found) != len(set(ids)):
            raise BadInput("選んだ回答が見つかりません。一覧から選びなおしてください。")


def withdraw(code: str, answer_id: str, *, participant: Participant | None) -> Receipt:
    """Take an answer back; its history stays, nobody sees it. Twice is harmless."""
    payload = (code, answer_id, participant)
    receipt: Receipt = toolkit.current().database.write(_withdraw, payload)
    return receipt


async def withdraw_async(code: str, answer_id: str, *, participant: Participant | None) -> Receipt:
    """Like `withdraw`, without holding up the event loop."""
    payload = (code, answer_id, participant)
    receipt: Receipt = await toolkit.current().database.write_async(_withdraw, payload)
    return receipt


def _withdraw_one(work: Work, payload: tuple[str, str, Participant | None]) -> Receipt:
    code, answer_id, person = payload
    row = work.connection.execute(
        select(answers).where(answers.c.id == answer_id, answers.c.code == code)
    ).first()
    if row is None:
        raise NoSuchThing("回答")
    sheet = _get_sheet(code, row.worksheet)
    if person is not None:
        own = row.team == person.team if sheet.scope is Scope.TEAM else row.participant == person.id
        if not own or sheet.scope is Scope.PLENARY:
            raise NotYours
        room = get_room(code)
        taking = (*room.open_worksheets, *room.late_worksheets)
        if row.worksheet not in taking and not row.withdrawn:
            raise WorksheetClosed(sheet.title)
    if row.withdrawn:
        return Receipt(answer_id, row.revision)
    teams = (row.team,) if sheet.scope is Scope.TEAM else ()
    revision = bump(work, code, row.worksheet, wake=person is None, soon=True, teams=teams)
    work.connection.execute(
        update(answers)
        .where(answers.c.id == answer_id)
        .values(withdrawn=True, version=row.version + 1, revision=revision)
    )
    return Receipt(answer_id, revision)


_withdraw = one(_withdraw_one)


def hide_answer(code: str, answer_id: str) -> None:
    """Keep an answer from stage, phones and exports; the facilitators still see it."""
    toolkit.current().database.write(_set_hidden, (code, answer_id, True))


def restore_answer(code: str, answer_id: str) -> None:
    """Show a hidden answer again."""
    toolkit.current().database.write(_set_hidden, (code, answer_id, False))


def _set_hidden_one(work: Work, payload: tuple[str, str, bool]) -> None:
    code, answer_id, hidden = payload
    row = work.connection.execute(
        select(answers.c.worksheet).where(answers.c.id == answer_id, answers.c.code == code)
    ).first()
    if row is None:
        raise NoSuchThing("回答")
    bump(work, code, row.worksheet, wake=True)
    work.connection.execute(update(answers).where(answers.c.id == answer_id).values(hidden=hidden))


_set_hidden = one(_set_hidden_one)


def import_answers(
    code: str, worksheet_key: str, rows: Sequence[Values], *, team: str = "", sent_prefix: str = ""
) -> list[Receipt | WorksheetError]:
    """Store typed-up answers as the office's; one result for each row, in order.

    `sent_prefix` makes a repeated import harmless: rows with the same prefix are stored once.
    """
    prefix = sent_prefix or make_id()
    return save_answers(
        [
            Submission(
                code=code,
                sent_id=f"{prefix}-{number}",
                worksheet=worksheet_key,
                values=values,
                participant=None,
                team=team,
            )
            for number, values in enumerate(rows, 1)
        ]
    )


def save_answers(submissions: Sequence[Submission]) -> list[Receipt | WorksheetError]:
    """Store many answers; one result for each, in order, a refusal in the place of its receipt."""
    checked: list[Item | WorksheetError] = []
    for submission in submissions:
        try:
            checked.append(_check(submission))
        except WorksheetError as problem:
            checked.append(problem)
    items = [item for item in checked if isinstance(item, Item)]
    # Saved together: a commit for each row would take minutes on a slow disk.
    saved = iter(toolkit.current().database.write_all(save_items, items))
    return [next(saved) if isinstance(item, Item) else item for item in checked]


def tell_phones(code: str, worksheet: str) -> None:
    """Let all phones read a worksheet again: the office has laid out cards in it."""
    toolkit.current().database.write(_tell, (code, worksheet))


def _tell_one(work: Work, payload: tuple[str, str]) -> None:
    code, worksheet = payload
    bump(work, code, worksheet, wake=True)


_tell = one(_tell_one)
