"""Put answers into readable words: references become the words they point at."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from facilitator.analysis.promises import OWN_PAPERS, is_told
from facilitator.analysis.records import ReportedAnswer
from facilitator.analysis.threads import LOST_ROOT
from programs.model import Program
from programs.questions import QuestionKind, Role, Worksheet
from worksheets.checking import list_references
from worksheets.records import Answer, Tally, Workshop
from worksheets.values import describe_values

_TEXTS = (QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT)
_LOST = "lost"  # stands for told words that were taken back; no answer has such an id


def read_answers(
    workshop: Workshop, answers: Sequence[Answer], tallies: Mapping[str, Tally]
) -> dict[str, list[ReportedAnswer]]:
    """Return the answers in words by worksheet."""
    sheets = {sheet.key: sheet for sheet in workshop.program.worksheets}
    words = {answer.id: _own_words(sheets[answer.worksheet], answer) for answer in answers}
    found: dict[str, list[ReportedAnswer]] = {key: [] for key in sheets}
    for answer in answers:
        tally = tallies.get(answer.worksheet)
        points = tally.points.get(answer.id, 0) if tally else 0
        sheet = sheets[answer.worksheet]
        found[answer.worksheet].append(_read_answer(workshop, sheet, answer, words, points))
    return found


def _own_words(worksheet: Worksheet, answer: Answer) -> str:
    texts = [question.key for question in worksheet.questions if question.kind in _TEXTS]
    return next((str(answer.values[key]) for key in texts if key in answer.values), "")


def _read_answer(
    workshop: Workshop,
    worksheet: Worksheet,
    answer: Answer,
    words: Mapping[str, str],
    points: int,
) -> ReportedAnswer:
    answer, lost = _cut_roots(workshop.program, worksheet, answer, words)
    lines = _describe(worksheet, answer, words, lost)
    team = workshop.find_team(answer.team)
    affiliations = {one.key: one for one in workshop.program.affiliations}
    fields = {one.key: one.label for one in workshop.program.fields}
    affiliation = affiliations.get(answer.affiliation)
    pointed_at = list_references(worksheet, answer.values).values()
    return ReportedAnswer(
        id=answer.id,
        headline=words[answer.id] or " / ".join(text for _, text in lines),
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
        lost_roots=sum(lost.values()),
        suggested=(
            worksheet.role is Role.VOICES and answer.version == 1 and not answer.participant_id
        ),
        worksheet=worksheet.key,
    )


def _cut_roots(
    program: Program, worksheet: Worksheet, answer: Answer, words: Mapping[str, str]
) -> tuple[Answer, dict[str, int]]:
    """Return the answer without roots that may not be shown, and how many each question lost."""
    values = dict(answer.values)
    lost = {}
    for question in worksheet.questions:
        target = program.find_worksheet(question.of) if question.of else None
        if question.kind is not QuestionKind.REFERENCE or target is None:
            continue
        if target.role in OWN_PAPERS:
            values.pop(question.key, None)
        elif question.key in values and is_told(program, target):
            given = values.pop(question.key)
            kept = [key for key in given if key in words]
            if kept:
                values[question.key] = kept
            if len(kept) < len(given):
                lost[question.key] = len(given) - len(kept)
    return replace(answer, values=values), lost


def _describe(
    worksheet: Worksheet, answer: Answer, words: Mapping[str, str], lost: Mapping[str, int]
) -> tuple[tuple[str, str], ...]:
    values = dict(answer.values)
    for key in lost:
        values[key] = [*values.get(key, ()), _LOST]
        words = {**words, _LOST: LOST_ROOT}
    return tuple(describe_values(worksheet, values, known=words))
