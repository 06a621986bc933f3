"""Dot votes: a participant spreads a few points over the cards of a worksheet."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, insert, select

from programs.questions import Worksheet
from worksheets import toolkit
from worksheets.checking import check_sent_id, is_id
from worksheets.codes import hash_values
from worksheets.documents import now
from worksheets.errors import BadInput, NoSuchThing, WorksheetClosed
from worksheets.records import Participant, Receipt, Tally
from worksheets.saving import bump, read_rooms
from worksheets.tables import answers, submissions, votes
from worksheets.workshops import get_workshop
from worksheets.writing import Work, one


@dataclass(frozen=True, slots=True)
class _Ballot:
    code: str
    participant: Participant
    sent_id: str
    sheet: Worksheet
    choices: Mapping[str, int]


def cast(
    code: str, participant: Participant, *, sent_id: str, worksheet: str, choices: object
) -> Receipt:
    """Replace a participant's votes on a worksheet; the same `sent_id` again changes nothing."""
    ballot = _check(code, participant, sent_id, worksheet, choices)
    receipt: Receipt = toolkit.current().database.write(_cast, ballot)
    return receipt


async def cast_async(
    code: str, participant: Participant, *, sent_id: str, worksheet: str, choices: object
) -> Receipt:
    """Like `cast`, without holding up the event loop."""
    ballot = _check(code, participant, sent_id, worksheet, choices)
    receipt: Receipt = await toolkit.current().database.write_async(_cast, ballot)
    return receipt


def _check(
    code: str, participant: Participant, sent_id: str, worksheet: str, choices: object
) -> _Ballot:
    sheet = get_workshop(code).program.find_worksheet(worksheet)
    if sheet is None or sheet.votes == 0:
        raise NoSuchThing("投票")
    check_sent_id(sent_id)
    if not isinstance(choices, Mapping):
        raise BadInput("票を読みとれません。画面を読みこみなおしてください。")
    given: dict[str, int] = {}
    for answer_id, points in choices.items():
        if not isinstance(answer_id, str) or not is_id(answer_id):
            raise BadInput("選んだカードが見つかりません。一覧を読みこみなおしてください。")
        if isinstance(points, bool) or not isinstance(points, int) or points < 0:
            raise BadInput("票は0以上の数で入れてください。")
        if points:
            given[answer_id] = points
    if sum(given.values()) > sheet.votes:
        raise BadInput(f"票は1人{sheet.votes}票までです。どれかを減らしてください。")
    return _Ballot(code, participant, sent_id, sheet, given)


def _cast_one(work: Work, ballot: _Ballot) -> Receipt:
    connection = work.connection
    # Votes share the log of submissions, under a writer of their own kind.
    writer = f"v-{ballot.participant.id}"
    known = connection.execute(
        select(submissions.c.revision).where(
            submissions.c.writer == writer, submissions.c.sent_id == ballot.sent_id
        )
    ).scalar()
    if known is not None:
        return Receipt("", known)
    sheet = ballot.sheet
    if sheet.key not in read_rooms(work, {ballot.code})[ballot.code].open_votes:
        raise WorksheetClosed(f"{sheet.title}の投票")
    _check_cards(work, ballot)
    revision = bump(work, ballot.code, sheet.key)
    _replace_votes(work, ballot)
    given = repr(sorted(ballot.choices.items()))
    connection.execute(
        insert(submissions).values(
            writer=writer,
            sent_id=ballot.sent_id,
            answer="",
            version=1,
            revision=revision,
            given=given,
            hash=hash_values(given),
            given_at=now().isoformat(),
        )
    )
    return Receipt("", revision)


_cast = one(_cast_one)


def _replace_votes(work: Work, ballot: _Ballot) -> None:
    mine = (votes.c.participant == ballot.participant.id) & (votes.c.worksheet == ballot.sheet.key)
    work.connection.execute(delete(votes).where(mine))
    rows: list[dict[str, Any]] = [
        {
            "participant": ballot.participant.id,
            "worksheet": ballot.sheet.key,
            "answer": answer_id,
            "code": ballot.code,
            "points": points,
        }
        for answer_id, points in ballot.choices.items()
    ]
    if rows:
        work.connection.execute(insert(votes), rows)


def _check_cards(work: Work, ballot: _Ballot) -> None:
    found = work.connection.execute(
        select(answers.c.id).where(
            answers.c.id.in_(list(ballot.choices)),
            answers.c.code == ballot.code,
            answers.c.worksheet == ballot.sheet.key,
            answers.c.withdrawn.is_(False),
        )
    ).all()
    if len(found) != len(ballot.choices):
        raise BadInput("選んだカードが見つかりません。一覧を読みこみなおしてください。")


def list_own_votes(participant: Participant, worksheet: str) -> dict[str, int]:
    """Return a participant's points by answer id."""
    with toolkit.current().database.read() as connection:
        rows = connection.execute(
            select(votes.c.answer, votes.c.points).where(
                votes.c.participant == participant.id, votes.c.worksheet == worksheet
            )
        ).all()
    return {row.answer: row.points for row in rows}


def get_tally(code: str, worksheet: str) -> Tally:
    """Count the votes on a worksheet's cards; votes on withdrawn cards do not count."""
    sheet = get_workshop(code).program.find_worksheet(worksheet)
    if sheet is None:
        raise NoSuchThing("ワークシート")
    of_sheet = (votes.c.code == code) & (votes.c.worksheet == worksheet)
    with toolkit.current().database.read() as connection:
        rows = connection.execute(
            select(votes.c.answer, votes.c.points)
            .join(answers, answers.c.id == votes.c.answer)
            .where(of_sheet, answers.c.withdrawn.is_(False))
        ).all()
        voters = connection.execute(
            select(func.count(func.distinct(votes.c.participant))).where(of_sheet)
        ).scalar_one()
    points: Counter[str] = Counter()
    for row in rows:
        points[row.answer] += row.points
    return Tally(worksheet=worksheet, points=dict(points), voters=voters, votes_each=sheet.votes)
