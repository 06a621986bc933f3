"""The report: numbers and words computed once, read by pages, charts and files alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from facilitator.analysis.tallies import AnyTally
from programs.model import Meeting, Program
from programs.questions import Role, Worksheet

# Groups of fewer people are never shown on their own: a number would be a name.
SMALLEST_GROUP = 5


@dataclass(frozen=True, slots=True)
class ReportedAnswer:
    """One answer in readable words; `who` is empty on anonymous worksheets."""

    id: str
    headline: str
    lines: tuple[tuple[str, str], ...]
    values: Mapping[str, Any]
    who: str
    team: str
    affiliation: str
    group: str
    field: str
    points: int
    sources: tuple[str, ...]
    given_at: datetime
    lost_roots: int = 0  # told words it was made of that were taken back
    cluster: str = ""  # the label (表札) it lies under, where cards were grouped
    suggested: bool = False  # laid out by the tool, and no person has looked at it yet
    worksheet: str = ""  # the key of the worksheet it was given to


@dataclass(frozen=True, slots=True)
class ReportedCluster:
    """Cards people put together under a label; `inner` are clusters that lie in it."""

    label: str
    answers: tuple[ReportedAnswer, ...]
    inner: tuple["ReportedCluster", ...] = ()

    @property
    def count(self) -> int:
        """How many cards lie in it and in the clusters within."""
        return len(self.answers) + sum(one.count for one in self.inner)


@dataclass(frozen=True, slots=True)
class ReportedWorksheet:
    """One worksheet with everything given to it."""

    worksheet: Worksheet
    meeting: str
    answers: tuple[ReportedAnswer, ...]
    tallies: tuple[AnyTally, ...]
    joined: int  # people, or teams where one sheet belongs to a team
    answered: int
    voters: int
    withheld: int  # answers that stand in no report because their words were promised to stay
    first_at: datetime | None
    last_at: datetime | None
    clusters: tuple[ReportedCluster, ...] = ()  # the largest first
    votes_each: int = 0  # as this room voted; programs may plan it otherwise
    vote_unit: str = "票"
    paper_voters: int = 0  # of the voters, those counted in the hall

    @property
    def key(self) -> str:
        return self.worksheet.key

    @property
    def title(self) -> str:
        return self.worksheet.title

    def find_tally(self, question: str) -> AnyTally | None:
        """Return the tally of this question, if it can be counted."""
        return next((tally for tally in self.tallies if tally.question == question), None)

    @property
    def voted(self) -> tuple[ReportedAnswer, ...]:
        """The answers with points, from most to least; ties keep their order."""
        chosen = [answer for answer in self.answers if answer.points]
        return tuple(sorted(chosen, key=lambda answer: -answer.points))


@dataclass(frozen=True, slots=True)
class ReportedMeeting:
    """One meeting with its worksheets."""

    meeting: Meeting
    worksheets: tuple[ReportedWorksheet, ...]

    @property
    def answers(self) -> int:
        """How many answers were given in this meeting."""
        return sum(len(sheet.answers) for sheet in self.worksheets)


@dataclass(frozen=True, slots=True)
class ComparedValue:
    """One point in time of one scale question; `mean` is None where too few answered."""

    answered: int
    mean: float | None


@dataclass(frozen=True, slots=True)
class ComparedGroup:
    """The same question for one group of people."""

    label: str
    values: tuple[ComparedValue, ...]


@dataclass(frozen=True, slots=True)
class ComparedQuestion:
    """One scale question asked more than once."""

    key: str
    label: str
    least: int
    most: int
    values: tuple[ComparedValue, ...]
    groups: tuple[ComparedGroup, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Surveys side by side. Descriptive only: not the same people, no proof of an effect."""

    moments: tuple[str, ...]
    questions: tuple[ComparedQuestion, ...]


@dataclass(frozen=True, slots=True)
class ThreadStage:
    """What one worksheet gave to a thread."""

    worksheet: str
    title: str
    meeting: str
    role: Role
    answers: tuple[ReportedAnswer, ...]


@dataclass(frozen=True, slots=True)
class Thread:
    """Where something came from, the earliest first; the last stage is the thing itself."""

    stages: tuple[ThreadStage, ...]
    lost_roots: int = 0  # told words on the way that were taken back

    @property
    def end(self) -> ReportedAnswer:
        """What the thread leads to."""
        return self.stages[-1].answers[0]


@dataclass(frozen=True, slots=True)
class FirstStep:
    """One thing to do, by a role, until a day."""

    what: str
    who: str
    due: date | None
    others: tuple[tuple[str, str], ...]
    plan: str
    team: str


@dataclass(frozen=True, slots=True)
class PlanTable:
    """A table inside a plan."""

    label: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """One action plan, ready to be shown as a form."""

    answer: ReportedAnswer
    worksheet: str
    meeting: str
    title: str
    team: str
    lines: tuple[tuple[str, str], ...]
    tables: tuple[PlanTable, ...]
    first_steps: tuple[FirstStep, ...]


@dataclass(frozen=True, slots=True)
class PeopleCount:
    """How many people belong to a group or team."""

    label: str
    count: int


@dataclass(frozen=True, slots=True)
class FieldCount:
    """How many visits and records there are; numbers only, also of what may not be told."""

    planned: int
    met: int
    unplanned: int  # of those met
    records: int
    withheld: int  # records whose words are in no paper
    withheld_of: tuple[PeopleCount, ...]  # the same for each team
    promised: int
    returned: int


@dataclass(frozen=True, slots=True)
class Report:
    """Everything about one workshop at one moment that may leave the room."""

    code: str
    title: str
    municipality: str
    program: Program
    as_of: datetime
    joined: int
    groups: tuple[PeopleCount, ...]
    teams: tuple[PeopleCount, ...]
    meetings: tuple[ReportedMeeting, ...]
    plans: tuple[Plan, ...]
    first_steps: tuple[FirstStep, ...]
    threads: tuple[Thread, ...]
    comparison: Comparison | None
    fieldwork: FieldCount | None = None  # where the program sends people out
    join_url: str = ""  # under which phones reach this machine now

    @property
    def worksheets(self) -> tuple[ReportedWorksheet, ...]:
        """All worksheets in the order of the meetings."""
        return tuple(sheet for meeting in self.meetings for sheet in meeting.worksheets)

    @property
    def answers(self) -> int:
        """How many answers there are in all."""
        return sum(meeting.answers for meeting in self.meetings)

    def find_worksheet(self, key: str) -> ReportedWorksheet | None:
        """Return this worksheet's part of the report, if the program has it."""
        return next((sheet for sheet in self.worksheets if sheet.key == key), None)

    def find_tally(self, worksheet: str, question: str) -> AnyTally | None:
        """Return the tally of one question, if it can be counted."""
        sheet = self.find_worksheet(worksheet)
        return sheet.find_tally(question) if sheet else None

    def list_with_role(self, *roles: Role) -> tuple[ReportedWorksheet, ...]:
        """Return the worksheets that are for this, in the order of the meetings."""
        return tuple(sheet for sheet in self.worksheets if sheet.worksheet.role in roles)
