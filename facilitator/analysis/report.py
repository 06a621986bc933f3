"""Make the report of a workshop: pure, the same input gives the same report."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from facilitator.analysis.clustered import (
    Grouped,
    list_cluster_labels,
    note_labels,
    report_clusters,
)
from facilitator.analysis.comparison import GROUP_NAMES, compare_surveys
from facilitator.analysis.counting import count_worksheet
from facilitator.analysis.fieldwork import Fieldwork, Stage
from facilitator.analysis.plans import list_first_steps, list_plans
from facilitator.analysis.promises import Kept, Wordings, hold_back
from facilitator.analysis.readable import read_answers
from facilitator.analysis.records import (
    FieldCount,
    PeopleCount,
    Report,
    ReportedAnswer,
    ReportedCluster,
    ReportedMeeting,
    ReportedWorksheet,
)
from facilitator.analysis.threads import follow_threads
from programs.model import Program
from programs.questions import Role, Worksheet
from worksheets.promises import Reach
from worksheets.records import Answer, Participant, Progress, Workshop
from worksheets.vote_ways import Tally


def make_report(
    workshop: Workshop,
    answers: Sequence[Answer],
    *,
    participants: Sequence[Participant] = (),
    progress: Mapping[str, Progress] | None = None,
    tallies: Mapping[str, Tally] | None = None,
    reaches: Mapping[str, Reach] | None = None,
    wordings: Wordings | None = None,
    fieldwork: Fieldwork | None = None,
    clusters: Grouped | None = None,
    unshown: Collection[str] = (),
    as_of: datetime,
) -> Report:
    """Put everything people gave in the order of the program; `as_of` is when it was read.

    Told words go in only as far as `reaches` lets them, and are covered where others repeat
    what may not go in (see promises.py). `unshown` are worksheets whose votes are not public yet.
    """
    grouped = clusters or {}
    labels = list_cluster_labels(grouped)
    kept = hold_back(
        workshop.program, answers, reaches=reaches or {}, wordings=wordings or {}, labels=labels
    )
    meetings = _report_meetings(workshop, kept, progress or {}, tallies or {}, grouped, unshown)
    sheets = tuple(sheet for meeting in meetings for sheet in meeting.worksheets)
    plans = list_plans(sheets)
    people = [person for person in participants if not person.shared_device]
    return Report(
        code=workshop.code,
        title=workshop.title,
        municipality=workshop.municipality,
        program=workshop.program,
        as_of=as_of,
        joined=len(people),
        groups=_count_groups(workshop.program, people),
        teams=_count_teams(workshop, people),
        meetings=meetings,
        plans=plans,
        first_steps=list_first_steps(sheets, plans),
        threads=follow_threads(sheets),
        comparison=compare_surveys([s for s in sheets if s.worksheet.role is Role.SURVEY]),
        fieldwork=_count_fieldwork(workshop, fieldwork, sheets) if fieldwork else None,
    )


def _count_fieldwork(
    workshop: Workshop, fieldwork: Fieldwork, sheets: Sequence[ReportedWorksheet]
) -> FieldCount:
    records = fieldwork.records
    told = {a.id for s in sheets if s.worksheet.role is Role.INTERVIEWS for a in s.answers}
    withheld = Counter(record.team for record in records if record.id not in told)
    return FieldCount(
        planned=sum(visit.planned and not visit.declined for visit in fieldwork.visits),
        met=fieldwork.count(Stage.MET),
        unplanned=sum(not visit.planned for visit in fieldwork.visits),
        records=len(records),
        withheld=withheld.total(),
        withheld_of=tuple(
            PeopleCount(team.name, withheld[team.key])
            for team in workshop.options.teams
            if withheld[team.key]
        ),
        promised=sum(record.promised for record in records),
        returned=sum(record.returned == "done" for record in records),
    )


def _report_meetings(
    workshop: Workshop,
    kept: Kept,
    progress: Mapping[str, Progress],
    tallies: Mapping[str, Tally],
    grouped: Grouped,
    unshown: Collection[str],
) -> tuple[ReportedMeeting, ...]:
    readable = {
        key: note_labels(answers, grouped.get(key, ()), kept.labels)
        for key, answers in read_answers(workshop, kept.answers, tallies).items()
    }
    known = {answer.id: answer for found in readable.values() for answer in found}
    return tuple(
        ReportedMeeting(
            meeting,
            tuple(
                _report_worksheet(
                    worksheet,
                    meeting=meeting.label,
                    answers=tuple(readable[worksheet.key]),
                    known=known,
                    progress=progress.get(worksheet.key),
                    votes=tallies.get(worksheet.key),
                    unshown=worksheet.key in unshown,
                    withheld=kept.withheld.get(worksheet.key, 0),
                    clusters=report_clusters(
                        grouped.get(worksheet.key, ()), readable[worksheet.key], kept.labels
                    ),
                )
                for worksheet in meeting.worksheets
            ),
        )
        for meeting in workshop.program.meetings
    )


def _report_worksheet(
    worksheet: Worksheet,
    *,
    meeting: str,
    answers: tuple[ReportedAnswer, ...],
    known: Mapping[str, ReportedAnswer],
    progress: Progress | None,
    votes: Tally | None,
    unshown: bool,
    withheld: int,
    clusters: tuple[ReportedCluster, ...],
) -> ReportedWorksheet:
    # On anonymous worksheets the time of an answer could tell who gave it.
    times = [] if worksheet.anonymous else [answer.given_at for answer in answers]
    return ReportedWorksheet(
        worksheet=worksheet,
        meeting=meeting,
        answers=answers,
        tallies=count_worksheet(worksheet, answers, known),
        joined=progress.joined if progress else 0,
        answered=progress.answered if progress else 0,
        voters=votes.voters if votes else 0,
        withheld=withheld,
        first_at=min(times, default=None),
        last_at=max(times, default=None),
        clusters=clusters,
        votes_each=votes.votes_each if votes else worksheet.votes,
        vote_unit=votes.unit if votes else "票",
        paper_voters=votes.paper_voters if votes else 0,
        unshown=unshown,
    )


def _count_groups(program: Program, people: Iterable[Participant]) -> tuple[PeopleCount, ...]:
    groups = {one.key: one.group for one in program.affiliations}
    counts = Counter(groups.get(person.affiliation, "other") for person in people)
    return tuple(PeopleCount(name, counts[key]) for key, name in GROUP_NAMES.items() if counts[key])


def _count_teams(workshop: Workshop, people: Iterable[Participant]) -> tuple[PeopleCount, ...]:
    counts = Counter(person.team for person in people)
    return tuple(PeopleCount(team.name, counts[team.key]) for team in workshop.options.teams)
