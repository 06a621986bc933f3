"""Votes of people without a phone, counted in the hall: hands raised, stickers on paper.

They are kept as one ballot of the hall that stands for so many people. Every count is logged
whole, so the one before can come back.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select

from programs.questions import Worksheet
from worksheets import toolkit
from worksheets.checking import check_sent_id
from worksheets.errors import BadInput, ChangedMeanwhile, NoSuchThing
from worksheets.records import Room
from worksheets.saving import bump, read_rooms
from worksheets.tables import submissions
from worksheets.votes import (
    check_cards,
    find_logged,
    get_way,
    log_votes,
    name_hall,
    read_points,
    replace_votes,
)
from worksheets.workshops import get_workshop
from worksheets.writing import Work, one

MOST_PEOPLE = 500


@dataclass(frozen=True, slots=True)
class PaperVotes:
    """What was counted in the hall; `version` numbers its changes."""

    people: int = 0
    points: Mapping[str, int] = field(default_factory=dict)
    version: int = 0
    can_undo: bool = False


@dataclass(frozen=True, slots=True)
class _Count:
    code: str
    sheet: Worksheet
    sent_id: str
    people: int
    points: Mapping[str, int]
    version: int
    undo: bool = False


def get_paper(code: str, worksheet: str) -> PaperVotes:
    """Return what was counted in the hall for a worksheet."""
    with toolkit.current().database.read() as connection:
        rows = connection.execute(_LOG.where(submissions.c.writer == name_hall(code))).all()
    return _replay([row.given for row in rows], worksheet)


def set_paper(
    code: str,
    worksheet: str,
    *,
    people: int,
    points: object,
    version: int,
    sent_id: str,
) -> PaperVotes:
    """Store a new count; the same `sent_id` again changes nothing."""
    if not 0 <= people <= MOST_PEOPLE:
        raise BadInput(f"人数は0から{MOST_PEOPLE}までで入れてください。")
    count = _Count(code, _get_sheet(code, worksheet), sent_id, people, read_points(points), version)
    return _store(count)


def undo_paper(code: str, worksheet: str, *, version: int, sent_id: str) -> PaperVotes:
    """Bring back the count before; the same `sent_id` again changes nothing."""
    return _store(_Count(code, _get_sheet(code, worksheet), sent_id, 0, {}, version, undo=True))


def _get_sheet(code: str, worksheet: str) -> Worksheet:
    sheet = get_workshop(code).program.find_worksheet(worksheet)
    if sheet is None or sheet.votes == 0:
        raise NoSuchThing("投票")
    return sheet


def _store(count: _Count) -> PaperVotes:
    check_sent_id(count.sent_id)
    toolkit.current().database.write(_write, count)
    return get_paper(count.code, count.sheet.key)


_LOG = select(submissions.c.given).order_by(submissions.c.revision)


def _write_one(work: Work, count: _Count) -> None:
    writer, key = name_hall(count.code), count.sheet.key
    if find_logged(work, writer, count.sent_id) is not None:
        return
    log = list(work.connection.execute(_LOG.where(submissions.c.writer == writer)).scalars())
    if _replay(log, key).version != count.version:
        raise ChangedMeanwhile("会場の票を数えた")
    room = read_rooms(work, {count.code})[count.code]
    if not count.undo:
        _check_count(work, room, count)
    document = {"worksheet": key, "people": count.people, "points": count.points}
    given = json.dumps(document | {"undo": True} if count.undo else document)
    now_counted = _replay([*log, given], key)
    # Phones show votes only once they are shown to all.
    revision = bump(work, count.code, key if key in room.shown_votes else "")
    rows = {"": now_counted.people, **now_counted.points} if now_counted.people else {}
    replace_votes(work, count.code, key, writer, rows)
    log_votes(work, writer, count.sent_id, revision, given)


_write = one(_write_one)


def _check_count(work: Work, room: Room, count: _Count) -> None:
    if count.points and not count.people:
        raise BadInput("票を入れた人数も入れてください。")
    check_cards(work, count.code, count.sheet.key, count.points)
    way = get_way(room, count.sheet)
    misfit = way.find_misfit(count.points.values(), people=count.people)
    if misfit:
        raise BadInput(f"数えた票をたしかめてください。{misfit}")


def _replay(log: list[str], worksheet: str) -> PaperVotes:
    """Follow the counts of one worksheet; an undo takes the last one away."""
    counts: list[PaperVotes] = []
    version = 0
    for given in log:
        entry = json.loads(given)
        if entry["worksheet"] != worksheet:
            continue
        version += 1
        if not entry.get("undo"):
            counts.append(PaperVotes(entry["people"], entry["points"]))
        elif counts:
            counts.pop()
    last = counts[-1] if counts else PaperVotes()
    return PaperVotes(last.people, last.points, version, can_undo=bool(counts))
