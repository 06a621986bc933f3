"""Count votes: how many people, how many points, as the room votes now or would."""

from collections import Counter, defaultdict

from sqlalchemy import and_, func, select

from worksheets import toolkit
from worksheets.errors import NoSuchThing
from worksheets.records import Place, Room, Tally
from worksheets.room_changes import get_room
from worksheets.tables import answers, votes
from worksheets.vote_ways import VoteWay
from worksheets.votes import get_way, name_hall
from worksheets.workshops import get_workshop


def list_counted(room: Room, place: Place) -> tuple[str, ...]:
    """Return the worksheets of this meeting whose result was shown: talked about after voting."""
    voted = {key for step in place.meeting.steps for key in step.votes_on}
    return tuple(key for key in room.shown_votes if key in voted)


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
    ballots, people = _list_ballots(code, worksheet)
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


def _list_ballots(code: str, worksheet: str) -> tuple[dict[str, dict[str, int]], int]:
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
