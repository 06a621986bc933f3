"""Make the report of a workshop: pure, the same input gives the same report."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from facilitator.analysis.comparison import GROUP_NAMES, compare_surveys
from facilitator.analysis.counting import count_worksheet
from facilitator.analysis.plans import list_first_steps, list_plans
from facilitator.analysis.promises import WITHHELD, Reach, reach_of
from facilitator.analysis.records import (
    PeopleCount,
    Report,
    ReportedAnswer,
    ReportedMeeting,
    ReportedWorksheet,
)
from facilitator.analysis.threads import follow_threads
from facilitator.analysis.wording import day_words
from programs.model import Program
from programs.questions import QuestionKind, Role, Worksheet
from worksheets.checking import list_references
from worksheets.records import Answer, Participant, Progress, Tally, Workshop
from worksheets.values import describe_values

_TEXTS = (QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT)


def make_report(
    workshop: Workshop,
    answers: Sequence[Answer],
    *,
    participants: Sequence[Participant] = (),
    progress: Mapping[str, Progress] | None = None,
    tallies: Mapping[str, Tally] | None = None,
    as_of: datetime,
) -> Report:
    """Put everything people gave in the order of the program; `as_of` is when it was read."""
    meetings = _report_meetings(workshop, answers, progress or {}, tallies or {})
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
    )


def _report_meetings(
    workshop: Workshop,
    answers: Sequence[Answer],
    progress: Mapping[str, Progress],
    tallies: Mapping[str, Tally],
) -> tuple[ReportedMeeting, ...]:
    readable = _read_answers(workshop, answers, tallies)
    known = {answer.id: answer for found in readable.values() for answer in found}
    given = Counter(answer.worksheet for answer in answers)
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
                    votes=(tallies).get(worksheet.key),
                    withheld=given[worksheet.key] - len(readable[worksheet.key]),
                )
                for worksheet in meeting.worksheets
            ),
        )
        for meeting in workshop.program.meetings
    )


def _read_answers(
    workshop: Workshop, answers: Sequence[Answer], tallies: Mapping[str, Tally]
) -> dict[str, list[ReportedAnswer]]:
    """Return the answers in words by worksheet; references become the words they point at.

    Answers that were promised to nobody else are left out here, once and for all.
    """
    sheets = {sheet.key: sheet for sheet in workshop.program.worksheets}
    answers = [answer for answer in answers if answer.worksheet in sheets]
    words = _Words({}, {})
    reaches = {}
    for answer in answers:
        reach = reach_of(sheets[answer.worksheet], answer.values)
        own = _own_words(sheets[answer.worksheet], answer)
        words.inside[answer.id] = WITHHELD if reach is Reach.NONE else own
        words.outside[answer.id] = own if reach is Reach.ANONYMOUS else WITHHELD
        reaches[answer.id] = reach
    if all(reach is Reach.ANONYMOUS for reach in reaches.values()):
        words = _Words(words.inside, words.inside)
    found: dict[str, list[ReportedAnswer]] = {key: [] for key in sheets}
    for answer in answers:
        if reaches[answer.id] is not Reach.NONE:
            sheet = sheets[answer.worksheet]
            tally = tallies.get(answer.worksheet)
            points = tally.points.get(answer.id, 0) if tally else 0
            found[answer.worksheet].append(_read_answer(workshop, sheet, answer, words, points))
    return found


@dataclass(frozen=True, slots=True)
class _Words:
    """The main words of every answer by its id, for the room and for papers that leave it."""

    inside: dict[str, str]
    outside: dict[str, str]


def _own_words(worksheet: Worksheet, answer: Answer) -> str:
    texts = [question.key for question in worksheet.questions if question.kind in _TEXTS]
    return next((str(answer.values[key]) for key in texts if key in answer.values), "")


def _read_answer(
    workshop: Workshop, worksheet: Worksheet, answer: Answer, words: _Words, points: int
) -> ReportedAnswer:
    lines = _describe(worksheet, answer, words.inside)
    same = words.outside is words.inside
    public_lines = lines if same else _describe(worksheet, answer, words.outside)
    team = workshop.find_team(answer.team)
    affiliations = {one.key: one for one in workshop.program.affiliations}
    fields = {one.key: one.label for one in workshop.program.fields}
    affiliation = affiliations.get(answer.affiliation)
    pointed_at = list_references(worksheet, answer.values).values()
    return ReportedAnswer(
        id=answer.id,
        headline=words.inside[answer.id] or _join(lines),
        lines=lines,
        values=answer.values,
        # Storage leaves names out already; a report must not depend on it.
        who="" if worksheet.anonymous else answer.name,
        team=team.name if team else answer.team,
        affiliation=affiliation.label if affiliation else answer.affiliation,
        group=affiliation.group if affiliation else "",
        field="" if worksheet.anonymous else fields.get(answer.field, answer.field),
        points=points,
        sources=tuple(dict.fromkeys(key for keys in pointed_at for key in keys)),
        given_at=answer.given_at,
        public_headline=words.outside[answer.id] or _join(public_lines),
        public_lines=public_lines,
    )


def _join(lines: Iterable[tuple[str, str]]) -> str:
    return " / ".join(text for _, text in lines)


def _describe(
    worksheet: Worksheet, answer: Answer, known: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    return tuple(_date_words(worksheet, describe_values(worksheet, answer.values, known=known)))


def _date_words(
    worksheet: Worksheet, lines: Iterable[tuple[str, str]]
) -> Iterable[tuple[str, str]]:
    """Write the days as people do."""
    days = {q.label for q in worksheet.questions if q.kind is QuestionKind.DATE}
    for label, text in lines:
        yield label, day_words(date.fromisoformat(text)) if label in days else text


def _report_worksheet(
    worksheet: Worksheet,
    *,
    meeting: str,
    answers: tuple[ReportedAnswer, ...],
    known: Mapping[str, ReportedAnswer],
    progress: Progress | None,
    votes: Tally | None,
    withheld: int,
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
    )


def _count_groups(program: Program, people: Iterable[Participant]) -> tuple[PeopleCount, ...]:
    groups = {one.key: one.group for one in program.affiliations}
    counts = Counter(groups.get(person.affiliation, "other") for person in people)
    return tuple(PeopleCount(name, counts[key]) for key, name in GROUP_NAMES.items() if counts[key])


def _count_teams(workshop: Workshop, people: Iterable[Participant]) -> tuple[PeopleCount, ...]:
    counts = Counter(person.team for person in people)
    return tuple(PeopleCount(team.name, counts[team.key]) for team in workshop.options.teams)
