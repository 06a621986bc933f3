"""How far the visits in the town are, team by team: planned, asked, met, written, returned.

Facilitators see every visit of a plan, but of records only what was promised: words of
records that stay in the team never enter here, only that such a record exists.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntEnum

from facilitator.analysis.wording import local
from programs.model import Program
from programs.questions import Role, Worksheet
from programs.roles import RECORD_LINES, WORD, WORDS
from worksheets.promises import Reach, reach_of
from worksheets.records import Answer, Team, Values, Workshop


class Stage(IntEnum):
    """How far one visit is; a later stage holds all earlier ones."""

    PLANNED = 1
    ASKED = 2
    MET = 3
    WRITTEN = 4
    RETURNED = 5


STAGE_WORDS: Mapping[Stage, str] = {
    Stage.PLANNED: "予定",
    Stage.ASKED: "お願い・日決め",
    Stage.MET: "会った",
    Stage.WRITTEN: "書いた",
    Stage.RETURNED: "お返しした",
}
# Plain shapes that every Japanese font has, in the order of the stages.
STAGE_SYMBOLS: Mapping[Stage, str] = {
    Stage.PLANNED: "□",
    Stage.ASKED: "△",
    Stage.MET: "○",
    Stage.WRITTEN: "◎",
    Stage.RETURNED: "★",
}
DECLINED_SYMBOL = "×"
_STAGES = {"asked": Stage.ASKED, "dated": Stage.ASKED, "met": Stage.MET}


@dataclass(frozen=True, slots=True)
class VisitRecord:
    """A record of somebody heard, without what was said."""

    id: str
    team: str
    visit: str  # the card of the plan it names, empty where none
    who: str  # only where the room may know
    reach: Reach
    day: date | None
    written_on: date
    writer: str
    said: int  # how many things were written down
    promised: bool  # whether anything was promised to be brought back
    return_day: date | None
    returned: str
    hidden: bool

    @property
    def owed(self) -> bool:
        """Whether what was promised is still to be brought back."""
        return self.promised and self.returned not in ("done", "later")


@dataclass(frozen=True, slots=True)
class Visit:
    """One planned visit, or a record that names no plan, with how far it is."""

    id: str
    team: str
    whom: str
    thin: bool  # little tie to welfare until now
    close: bool
    day: date | None
    state: str
    visitors: str
    how: str
    since: date  # when the card came
    records: tuple[VisitRecord, ...] = ()

    @property
    def planned(self) -> bool:
        """Whether it has a card of the plan; if not, only a record tells of it."""
        return all(record.id != self.id for record in self.records)

    @property
    def declined(self) -> bool:
        """Whether it will not happen this time."""
        return self.state == "declined" and not self.records

    @property
    def stage(self) -> Stage:
        """How far it is."""
        if any(record.returned == "done" for record in self.records):
            return Stage.RETURNED
        if self.records:
            return Stage.WRITTEN
        return _STAGES.get(self.state, Stage.PLANNED)


@dataclass(frozen=True, slots=True)
class TeamVisits:
    """The visits of one team."""

    team: Team
    visits: tuple[Visit, ...]

    @property
    def going(self) -> tuple[Visit, ...]:
        """The visits that were not declined."""
        return tuple(visit for visit in self.visits if not visit.declined)

    @property
    def declined(self) -> int:
        return len(self.visits) - len(self.going)

    @property
    def records(self) -> tuple[VisitRecord, ...]:
        return tuple(record for visit in self.visits for record in visit.records)

    def count(self, stage: Stage) -> int:
        """Count the visits that are at this stage or further."""
        return sum(visit.stage >= stage for visit in self.going)


@dataclass(frozen=True, slots=True)
class Fieldwork:
    """All visits of a workshop on one day."""

    today: date
    asks_tie: bool  # whether the plan asks how near somebody is to welfare
    teams: tuple[TeamVisits, ...]
    labels: Mapping[str, str] = field(default_factory=dict)  # words of states and ways of asking

    @property
    def visits(self) -> tuple[Visit, ...]:
        return tuple(visit for team in self.teams for visit in team.visits)

    @property
    def records(self) -> tuple[VisitRecord, ...]:
        return tuple(record for team in self.teams for record in team.records)

    def count(self, stage: Stage) -> int:
        """Count the visits of all teams that are at this stage or further."""
        return sum(team.count(stage) for team in self.teams)

    def count_reach(self, reach: Reach) -> int:
        """Count the records that may go this far and no further."""
        return sum(record.reach is reach for record in self.records)


def find_sheet(program: Program, role: Role) -> Worksheet | None:
    """Return the first worksheet with this role."""
    return next((sheet for sheet in program.worksheets if sheet.role is role), None)


def make_fieldwork(
    workshop: Workshop, answers: Iterable[Answer], *, now: datetime
) -> Fieldwork | None:
    """Put visits and records together; None where the program sends nobody out.

    `answers` are all that stand, hidden ones too: a record kept from sight was still written.
    """
    interviews = find_sheet(workshop.program, Role.INTERVIEWS)
    if interviews is None:
        return None
    plan = find_sheet(workshop.program, Role.VISITS)
    given = tuple(answers)
    records = [
        _make_record(interviews, answer) for answer in given if answer.worksheet == interviews.key
    ]
    cards = [
        answer
        for answer in given
        if plan is not None and answer.worksheet == plan.key and not answer.hidden
    ]
    visits = _join(cards, records)
    teams = tuple(
        TeamVisits(team, tuple(visit for visit in visits if visit.team == team.key))
        for team in workshop.options.teams
    )
    labels = {
        f"{question.key}/{option.key}": option.label
        for question in (plan.questions if plan else ())
        for option in question.options
    }
    asks_tie = any(key.startswith("tie/") for key in labels)
    return Fieldwork(local(now).date(), asks_tie, teams, labels)


def _join(cards: Sequence[Answer], records: Sequence[VisitRecord]) -> list[Visit]:
    """Put each record to its card; records that name no card stand for themselves."""
    known = {card.id for card in cards}
    named: dict[str, list[VisitRecord]] = {}
    for record in records:
        key = record.visit if record.visit in known else record.id
        named.setdefault(key, []).append(record)
    visits = [_make_visit(card, tuple(named.pop(card.id, ()))) for card in cards]
    return visits + [_make_unplanned(found[0]) for found in named.values()]


def _make_visit(card: Answer, records: tuple[VisitRecord, ...]) -> Visit:
    values = card.values
    return Visit(
        id=card.id,
        team=card.team,
        whom=str(values.get("whom", "")),
        thin=values.get("tie") == "thin",
        close=values.get("tie") == "close",
        day=_day(values, "day"),
        state=str(values.get("state", "")),
        visitors=str(values.get("visitors", "")),
        how=str(values.get("how", "")),
        since=local(card.given_at).date(),
        records=records,
    )


def _make_unplanned(record: VisitRecord) -> Visit:
    return Visit(
        id=record.id,
        team=record.team,
        whom=record.who,
        thin=False,
        close=False,
        day=record.day,
        state="",
        visitors="",
        how="",
        since=record.written_on,
        records=(record,),
    )


def _make_record(sheet: Worksheet, answer: Answer) -> VisitRecord:
    values = answer.values
    reach = reach_of(sheet, values)
    return VisitRecord(
        id=answer.id,
        team=answer.team,
        visit=next(iter(values.get("visit", ())), ""),
        who=str(values.get("who", "")) if reach is Reach.ANONYMOUS and not answer.hidden else "",
        reach=reach,
        day=_day(values, "day"),
        written_on=local(answer.given_at).date(),
        writer=answer.name,
        said=_count_said(values),
        promised=bool(values.get("return-what") or values.get("return-day")),
        return_day=_day(values, "return-day"),
        returned=str(values.get("returned", "")),
        hidden=answer.hidden,
    )


def _count_said(values: Values) -> int:
    lines = [line for key in RECORD_LINES for line in str(values.get(key, "")).splitlines()]
    lines += [str(row.get(WORD, "")) for row in values.get(WORDS, ())]
    return sum(bool(line.strip()) for line in lines)


def _day(values: Values, key: str) -> date | None:
    given = values.get(key)
    return date.fromisoformat(str(given)) if given else None
