"""Votes on the cards of a worksheet: a participant spreads points, and they are counted.

What one person gave is one ballot. It counts while it fits the way the room votes; where that
was changed after it, it stays and waits until its person chooses again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, select

from programs.questions import Worksheet
from worksheets import toolkit
from worksheets.checking import check_sent_id, is_id
from worksheets.codes import hash_values
from worksheets.documents import now
from worksheets.errors import BadInput, NoSuchThing, VoteClosed
from worksheets.records import Participant, Receipt, Room
from worksheets.saving import bump, read_rooms
from worksheets.tables import answers, submissions, votes
from worksheets.vote_ways import VoteWay, read_way
from worksheets.workshops import get_workshop
from worksheets.writing import Work, one


@dataclass(frozen=True, slots=True)
class Ballot:
    """What one person gave: points by answer id, points that came back, and whether it counts.

    Points come back when their card was taken back or hidden.
    """

    points: Mapping[str, int]
    returned: int
    fits: bool


@dataclass(frozen=True, slots=True)
class _Choice:
    code: str
    participant: Participant
    sent_id: str
    sheet: Worksheet
    choices: Mapping[str, int]


def cast(
    code: str, participant: Participant, *, sent_id: str, worksheet: str, choices: object
) -> Receipt:
    """Replace a participant's votes on a worksheet; the same `sent_id` again changes nothing."""
    choice = _check(code, participant, sent_id, worksheet, choices)
    receipt: Receipt = toolkit.current().database.write(_cast, choice)
    return receipt


async def cast_async(
    code: str, participant: Participant, *, sent_id: str, worksheet: str, choices: object
) -> Receipt:
    """Like `cast`, without holding up the event loop."""
    choice = _check(code, participant, sent_id, worksheet, choices)
    receipt: Receipt = await toolkit.current().database.write_async(_cast, choice)
    return receipt


def _check(
    code: str, participant: Participant, sent_id: str, worksheet: str, choices: object
) -> _Choice:
    sheet = get_workshop(code).program.find_worksheet(worksheet)
    if sheet is None or sheet.votes == 0:
        raise NoSuchThing("投票")
    check_sent_id(sent_id)
    return _Choice(code, participant, sent_id, sheet, read_points(choices))


def read_points(choices: object) -> dict[str, int]:
    """Return points by answer id as they were sent, without zeros."""
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
    return given


def get_way(room: Room, worksheet: Worksheet) -> VoteWay:
    """Return the way this room votes on a worksheet."""
    return read_way(room.vote_ways, worksheet)


def _cast_one(work: Work, choice: _Choice) -> Receipt:
    # Votes share the log of submissions, under a writer of their own kind.
    writer = f"v-{choice.participant.id}"
    known = find_logged(work, writer, choice.sent_id)
    if known is not None:
        return Receipt("", known)
    sheet = choice.sheet
    room = read_rooms(work, {choice.code})[choice.code]
    if sheet.key not in room.open_votes:
        raise VoteClosed(sheet.title)
    check_cards(work, choice.code, sheet.key, choice.choices)
    misfit = get_way(room, sheet).find_misfit(choice.choices.values())
    if misfit:
        raise BadInput(misfit)
    # No worksheet is named: a vote changes nothing that phones show of others.
    revision = bump(work, choice.code, "")
    replace_votes(work, choice.code, sheet.key, choice.participant.id, choice.choices)
    log_votes(work, writer, choice.sent_id, revision, repr(sorted(choice.choices.items())))
    return Receipt("", revision)


_cast = one(_cast_one)


def find_logged(work: Work, writer: str, sent_id: str) -> int | None:
    """Return the revision at which this was stored before, if it was."""
    return work.connection.execute(
        select(submissions.c.revision).where(
            submissions.c.writer == writer, submissions.c.sent_id == sent_id
        )
    ).scalar()


def log_votes(work: Work, writer: str, sent_id: str, revision: int, given: str) -> None:
    """Write down what was given, for ever."""
    work.connection.execute(
        insert(submissions).values(
            writer=writer,
            sent_id=sent_id,
            answer="",
            version=1,
            revision=revision,
            given=given,
            hash=hash_values(given),
            given_at=now().isoformat(),
        )
    )


def replace_votes(
    work: Work, code: str, worksheet: str, voter: str, points: Mapping[str, int]
) -> None:
    """Let these points take the place of what this voter gave before."""
    mine = (votes.c.participant == voter) & (votes.c.worksheet == worksheet)
    work.connection.execute(delete(votes).where(mine))
    rows: list[dict[str, Any]] = [
        {
            "participant": voter,
            "worksheet": worksheet,
            "answer": answer_id,
            "code": code,
            "points": number,
        }
        for answer_id, number in points.items()
    ]
    if rows:
        work.connection.execute(insert(votes), rows)


def check_cards(work: Work, code: str, worksheet: str, chosen: Mapping[str, int]) -> None:
    """Refuse cards that are not of this worksheet, and tell kindly of those taken back."""
    found = work.connection.execute(
        select(answers.c.withdrawn, answers.c.hidden).where(
            answers.c.id.in_(list(chosen)),
            answers.c.code == code,
            answers.c.worksheet == worksheet,
        )
    ).all()
    if len(found) != len(chosen):
        raise BadInput("選んだカードが見つかりません。一覧を読みこみなおしてください。")
    gone = sum(1 for row in found if row.withdrawn or row.hidden)
    if gone:
        raise BadInput(
            f"選んだカードのうち{gone}枚は、取り下げられました。その票は手元に戻ります。"
            "残りをたしかめて、もう一度投票してください。"
        )


# --- reading --------------------------------------------------------------------------------


def list_own_votes(participant: Participant, worksheet: str) -> dict[str, int]:
    """Return a participant's points by answer id, on cards that are still there."""
    return dict(_read_own(participant, worksheet)[0])


def get_ballot(participant: Participant, worksheet: Worksheet, way: VoteWay) -> Ballot:
    """Return what a participant gave, and whether it counts as the room votes now."""
    points, returned = _read_own(participant, worksheet.key)
    return Ballot(points, returned, not way.find_misfit(points.values()))


def _read_own(participant: Participant, worksheet: str) -> tuple[dict[str, int], int]:
    with toolkit.current().database.read() as connection:
        rows = connection.execute(
            select(votes.c.answer, votes.c.points, answers.c.withdrawn, answers.c.hidden)
            .join(answers, answers.c.id == votes.c.answer)
            .where(votes.c.participant == participant.id, votes.c.worksheet == worksheet)
        ).all()
    points = {row.answer: row.points for row in rows if not (row.withdrawn or row.hidden)}
    return points, sum(row.points for row in rows) - sum(points.values())


def name_hall(code: str) -> str:
    """Return the voter under whom the votes counted in the hall are kept."""
    return f"p-{code}"
