"""Tell what the gathering before brought: where a later meeting starts from (前回から).

Pure, from the report: what may not leave the room is not in it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from facilitator.analysis.records import (
    Report,
    ReportedAnswer,
    ReportedCluster,
    ReportedMeeting,
    ReportedWorksheet,
    Thread,
)
from facilitator.analysis.tallies import Placement, PositionTally
from facilitator.analysis.threads import follow_threads
from programs.model import Meeting, MeetingKind
from programs.questions import QuestionKind, Role

_MOST_IDEAS = 6
_MET = (MeetingKind.GATHERING, MeetingKind.FOLLOW_UP)


@dataclass(frozen=True, slots=True)
class EarlierCards:
    """Cards of the gathering before, and what they were grouped into: the largest first."""

    worksheet: str
    title: str
    cards: int
    clusters: tuple[ReportedCluster, ...]

    @property
    def labels(self) -> tuple[tuple[str, int], ...]:
        """The labels with how many cards lie under each; teams often choose the same words."""
        counts: Counter[str] = Counter()
        for cluster in self.clusters:
            if cluster.label:
                counts[cluster.label] += cluster.count
        return tuple(counts.most_common())


@dataclass(frozen=True, slots=True)
class EarlierIdea:
    """Something chosen, with its votes, where it was placed, and where it came from."""

    answer: ReportedAnswer
    placement: Placement | None
    thread: Thread | None


@dataclass(frozen=True, slots=True)
class EarlierIdeas:
    """What goes on. Not `decided`: nobody has written down a choice, these have most votes."""

    ideas: tuple[EarlierIdea, ...]
    decided: bool
    choices: tuple[ReportedWorksheet, ...]  # where the choice and its reasons stand
    axes: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Earlier:
    """What the gathering before brought, empty where there is nothing yet."""

    meeting: Meeting
    cards: tuple[EarlierCards, ...]
    homework: tuple[ReportedWorksheet, ...]
    ideas: EarlierIdeas | None
    plans: tuple[ReportedAnswer, ...]

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing at all has been given."""
        handed_in = any(sheet.answers for sheet in self.homework)
        return not (self.cards or handed_in or self.ideas or self.plans)


def choose_words(sheet: ReportedWorksheet, answer: ReportedAnswer) -> str:
    """Return what somebody brought in their own words: the first long text, else the headline."""
    for question in sheet.worksheet.questions:
        words = str(answer.values.get(question.key, "")).strip()
        if question.kind is QuestionKind.LONG_TEXT and words:
            return words
    return answer.headline


def find_before(meetings: Iterable[Meeting], key: str) -> Meeting | None:
    """Return the gathering before the one with this key; None for the first and between them."""
    before: Meeting | None = None
    for meeting in meetings:
        if meeting.key == key:
            return before if meeting.kind in _MET else None
        if meeting.kind in _MET:
            before = meeting
    return None


def make_earlier(report: Report, key: str) -> Earlier | None:
    """Return what a meeting starts from; None where no gathering was before it."""
    before = find_before((one.meeting for one in report.meetings), key)
    if before is None:
        return None
    found = next(one for one in report.meetings if one.meeting.key == before.key)
    return Earlier(
        meeting=before,
        cards=tuple(_list_cards(found)),
        homework=_list_with(found, Role.HOMEWORK),
        ideas=_choose_ideas(report, found),
        plans=tuple(a for sheet in _list_with(found, Role.PLAN) for a in sheet.answers),
    )


def _list_with(meeting: ReportedMeeting, role: Role) -> tuple[ReportedWorksheet, ...]:
    return tuple(sheet for sheet in meeting.worksheets if sheet.worksheet.role is role)


def _list_cards(meeting: ReportedMeeting) -> Iterable[EarlierCards]:
    grouped = {key for step in meeting.meeting.steps for key in step.clusters_on}
    for sheet in meeting.worksheets:
        if sheet.key in grouped and sheet.answers:
            yield EarlierCards(sheet.key, sheet.title, len(sheet.answers), sheet.clusters)


def _choose_ideas(report: Report, meeting: ReportedMeeting) -> EarlierIdeas | None:
    """Return what was decided, in its order; else the ideas with most votes."""
    known = {answer.id: answer for sheet in report.worksheets for answer in sheet.answers}
    adopted = [known[key] for key in _list_adopted(meeting) if key in known]
    voted = (a for sheet in _list_with(meeting, Role.IDEAS) for a in sheet.voted)
    chosen = adopted or sorted(voted, key=lambda answer: -answer.points)
    if not chosen:
        return None
    placed, axes = _find_places(meeting)
    threads = {one.end.id: one for one in follow_threads(report.worksheets, ends=(Role.IDEAS,))}
    ideas = tuple(
        EarlierIdea(one, placed.get(one.id), threads.get(one.id)) for one in chosen[:_MOST_IDEAS]
    )
    choices = tuple(sheet for sheet in _list_with(meeting, Role.CHOICE) if sheet.answers)
    return EarlierIdeas(ideas, bool(adopted), choices, axes)


def _list_adopted(meeting: ReportedMeeting) -> list[str]:
    """Return the ids that were ranked as chosen, each once."""
    named = [
        str(key)
        for sheet in _list_with(meeting, Role.CHOICE)
        for question in sheet.worksheet.questions
        if question.kind in (QuestionKind.RANK, QuestionKind.REFERENCE)
        for answer in sheet.answers
        for key in answer.values.get(question.key, ())
    ]
    return list(dict.fromkeys(named))


def _find_places(
    meeting: ReportedMeeting,
) -> tuple[Mapping[str, Placement], tuple[str, str] | None]:
    for sheet in _list_with(meeting, Role.RATING):
        for tally in sheet.tallies:
            if isinstance(tally, PositionTally) and tally.placements:
                axes = (tally.x.label, tally.y.label)
                return {one.answer_id: one for one in tally.placements}, axes
    return {}, None
