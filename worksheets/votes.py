"""Votes on the cards of a worksheet: a participant spreads points, and they are counted.

What one person gave is one ballot. It counts while it fits the way the room votes; where that
was changed after it, it stays and waits until its person chooses again.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, delete, func, insert, select

from programs.questions import Worksheet
from worksheets import toolkit
from worksheets.checking import check_sent_id, is_id
from worksheets.codes import hash_values
from worksheets.documents import now
from worksheets.errors import BadInput, NoSuchThing, VoteClosed
from worksheets.records import Participant, Place, Receipt, Room, Tally
from worksheets.room_changes import get_room
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


def list_counted(room: Room, place: Place) -> tuple[str, ...]:
    """Return the worksheets of this meeting whose result was shown: talked about after voting."""
    voted = {key for step in place.meeting.steps for key in step.votes_on}
    return tuple(key for key in room.shown_votes if key in voted)


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


def count_voters(code: str, worksheet: str) -> int:
    """Count the people who have voted, by phone or in the hall."""
    of_sheet = (votes.c.code == code) & (votes.c.worksheet == worksheet)
    hall = votes.c.participant == name_hall(code)
    with toolkit.current().database.read() as connection:
        by_phone = connection.execute(
            select(func.count(func.distinct(votes.c.participant))).where(of_sheet, ~hall)
        ).scalar_one()
        in_hall = connection.execute(
            select(func.sum(votes.c.points)).where(of_sheet, hall, votes.c.answer == "")
        ).scalar()
    return int(by_phone) + int(in_hall or 0)


def list_ballots(code: str, worksheet: str) -> tuple[dict[str, dict[str, int]], int]:
    """Return everybody's points on cards still there, by voter, and how many the hall stands for.

    Who has no point left on any card is in it, with none.
    """
    of_sheet = (votes.c.code == code) & (votes.c.worksheet == worksheet)
    there = and_(
        answers.c.id == votes.c.answer, answers.c.withdrawn.is_(False), answers.c.hidden.is_(False)
    )
    with toolkit.current().database.read() as connection:
        rows = connection.execute(
            select(votes.c.participant, votes.c.answer, votes.c.points, answers.c.id)
            .outerjoin(answers, there)
            .where(of_sheet)
        ).all()
    ballots: dict[str, dict[str, int]] = defaultdict(dict)
    people = 0
    for row in rows:
        if row.answer == "":
            people = row.points
            ballots[row.participant] = ballots[row.participant]
        elif row.id is None:
            ballots[row.participant] = ballots[row.participant]
        else:
            ballots[row.participant][row.answer] = row.points
    return dict(ballots), people


def get_tally(code: str, worksheet: str, *, way: VoteWay | None = None) -> Tally:
    """Count the votes on a worksheet's cards, as the room votes now or would in another way."""
    sheet = get_workshop(code).program.find_worksheet(worksheet)
    if sheet is None:
        raise NoSuchThing("ワークシート")
    if way is not None:
        return _count(code, worksheet, way)
    # A result shown is read by all phones at once. The sequence is read before the votes: what
    # comes in meanwhile has a higher number and is counted anew.
    box, room = toolkit.current(), get_room(code)
    known = box.tallies.get((code, worksheet))
    if known is None or known[0] != room.sequence:
        known = (room.sequence, _count(code, worksheet, get_way(room, sheet)))
        box.tallies[code, worksheet] = known
    return known[1]


def _count(code: str, worksheet: str, way: VoteWay) -> Tally:
    ballots, people = list_ballots(code, worksheet)
    paper = ballots.pop(name_hall(code), {})
    counted = [each for each in ballots.values() if not way.find_misfit(each.values())]
    misfits = len(ballots) - len(counted)
    if paper and way.find_misfit(paper.values(), people=people):
        misfits, paper, people = misfits + people, {}, 0
    points: Counter[str] = Counter(paper)
    for each in counted:
        points.update(each)
    return Tally(
        worksheet=worksheet,
        points=dict(points),
        voters=sum(1 for each in counted if each) + people,
        votes_each=way.each,
        unit=way.unit,
        paper=paper,
        paper_voters=people,
        misfits=misfits,
    )
