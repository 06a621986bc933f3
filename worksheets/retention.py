"""Until when a workshop is kept: some days after its last activity, and never without warning.

People were told before joining how many days their words are kept after the end. The end is the
last day on which anybody wrote, joined or moved on. A laptop may lie in a cupboard for months:
so nothing is deleted before a warning has stood on the screen for two weeks.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Any

from sqlalchemy import Row, delete, func, insert, select

from worksheets import toolkit
from worksheets.errors import BadInput
from worksheets.room_changes import get_room
from worksheets.tables import answers, keepings, participants
from worksheets.workshops import get_workshop, list_workshops
from worksheets.writing import Work, one

WARNED_BEFORE = timedelta(days=30)
WARNED_FOR = timedelta(days=14)
_JAPAN = timezone(timedelta(hours=9))  # where every workshop is held
_MOST_DAYS = 365


@dataclass(frozen=True, slots=True)
class Keeping:
    """When a workshop was last active and shall be deleted; `told_on` is None before a warning."""

    code: str
    title: str
    municipality: str
    last_active: date
    due: date
    told_on: date | None

    def find_end(self, today: date) -> date:
        """Return the day on which it is deleted, as things stand today."""
        return max(self.due, (self.told_on or today) + WARNED_FOR)

    def is_near(self, today: date) -> bool:
        """Tell whether people should be warned."""
        return self.due - today <= WARNED_BEFORE

    def is_over(self, today: date) -> bool:
        """Tell whether it is to be deleted now."""
        return self.told_on is not None and self.is_near(today) and self.find_end(today) <= today


def list_keepings() -> tuple[Keeping, ...]:
    """Return all workshops, those deleted first in front."""
    with toolkit.current().database.read() as connection:
        given = _read_latest(
            connection.execute(
                select(answers.c.code, func.max(answers.c.given_at)).group_by(answers.c.code)
            ).all()
        )
        joined = _read_latest(
            connection.execute(
                select(participants.c.code, func.max(participants.c.joined_at)).group_by(
                    participants.c.code
                )
            ).all()
        )
        known = {row.code: row for row in connection.execute(select(keepings)).all()}
    found = []
    for summary in list_workshops():
        code = summary.code
        moments = [summary.created_at, get_room(code).step_started_at]
        moments += [given.get(code), joined.get(code)]
        last = max(_day(moment) for moment in moments if moment is not None)
        row = known.get(code)
        postponed = _date(row.postponed_until if row else None)
        due = last + timedelta(days=get_workshop(code).options.retention_days)
        found.append(
            Keeping(
                code=code,
                title=summary.title,
                municipality=summary.municipality,
                last_active=last,
                due=max(due, postponed or due),
                told_on=_date(row.told_on if row else None),
            )
        )
    return tuple(sorted(found, key=lambda one: (one.due, one.code)))


def is_any_told() -> bool:
    """Tell whether people are warned of any workshop now; cheap enough for every page."""
    query = select(keepings.c.code).where(keepings.c.told_on.is_not(None)).limit(1)
    with toolkit.current().database.read() as connection:
        return connection.execute(query).first() is not None


def _read_latest(rows: Iterable[Row[*tuple[Any, ...]]]) -> Mapping[str, datetime]:
    return {row[0]: datetime.fromisoformat(row[1]) for row in rows}


def _day(moment: datetime) -> date:
    return moment.astimezone(_JAPAN).date()


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def find_today() -> date:
    """Return the present day in Japan."""
    return _day(datetime.now(_JAPAN))


def postpone(code: str, *, until: date) -> None:
    """Keep a workshop at least until a day; people will be warned again before it."""
    get_workshop(code)
    if not timedelta() < until - find_today() <= timedelta(days=_MOST_DAYS):
        raise BadInput(f"のばす日は、あすから{_MOST_DAYS}日先までの間で選んでください。")
    toolkit.current().database.write(_store, (code, None, until))


def note_told(code: str, day: date | None) -> None:
    """Remember since when people are warned; None where there is time again."""
    toolkit.current().database.write(_tell, (code, day))


def _store_row(work: Work, payload: tuple[str, date | None, date | None]) -> None:
    code, told, until = payload
    work.connection.execute(delete(keepings).where(keepings.c.code == code))
    work.connection.execute(
        insert(keepings).values(
            code=code,
            told_on=told.isoformat() if told else None,
            postponed_until=until.isoformat() if until else None,
        )
    )


_store = one(_store_row)


def _tell_row(work: Work, payload: tuple[str, date | None]) -> None:
    code, day = payload
    query = select(keepings.c.postponed_until).where(keepings.c.code == code)
    _store_row(work, (code, day, _date(work.connection.execute(query).scalar())))


_tell = one(_tell_row)
