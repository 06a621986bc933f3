"""Put surveys of the same program side by side: description, never proof.

The surveys are anonymous, so the people before and after cannot be matched.
"""

import statistics
from collections.abc import Iterable, Sequence

from facilitator.analysis.counting import get_steps
from facilitator.analysis.records import (
    SMALLEST_GROUP,
    ComparedGroup,
    ComparedQuestion,
    ComparedValue,
    Comparison,
    ReportedAnswer,
    ReportedWorksheet,
)
from programs.questions import Question, QuestionKind

GROUP_NAMES = {"office": "行政", "contractor": "委託先", "council": "社協", "other": "その他"}

Rounds = Sequence[tuple[ReportedAnswer, ...]]


def compare_surveys(surveys: Sequence[ReportedWorksheet]) -> Comparison | None:
    """Compare the scale questions that were answered in more than one survey."""
    answered = [survey for survey in surveys if survey.answers]
    if len(answered) < 2:  # noqa: PLR2004 -- a comparison needs two
        return None
    questions = []
    for question in _shared_scales(answered):
        compared = _compare(question, [survey.answers for survey in answered])
        if sum(value.mean is not None for value in compared.values) > 1:
            questions.append(compared)
    if not questions:
        return None
    return Comparison(tuple(survey.title for survey in answered), tuple(questions))


def _shared_scales(surveys: Sequence[ReportedWorksheet]) -> Iterable[Question]:
    """Yield scales of the first survey that a later one asks with the same key and steps."""
    first, *later = (
        {q.key: q for q in survey.worksheet.questions if q.kind is QuestionKind.SCALE}
        for survey in surveys
    )
    for key, question in first.items():
        if any(get_steps(q[key]) == get_steps(question) for q in later if key in q):
            yield question


def _compare(question: Question, rounds: Rounds) -> ComparedQuestion:
    least, most = get_steps(question)
    return ComparedQuestion(
        key=question.key,
        label=question.label,
        least=least,
        most=most,
        values=tuple(_value(question, answers) for answers in rounds),
        groups=_compare_groups(question, rounds),
    )


def _value(question: Question, answers: Iterable[ReportedAnswer]) -> ComparedValue:
    given = [answer.values[question.key] for answer in answers if question.key in answer.values]
    enough = len(given) >= SMALLEST_GROUP
    return ComparedValue(len(given), statistics.fmean(given) if enough else None)


def _compare_groups(question: Question, rounds: Rounds) -> tuple[ComparedGroup, ...]:
    """Compare the groups that are large enough every time."""
    shown = []
    for key, name in GROUP_NAMES.items():
        parts = [[answer for answer in answers if answer.group == key] for answers in rounds]
        group = ComparedGroup(name, tuple(_value(question, part) for part in parts))
        if all(value.mean is not None for value in group.values):
            shown.append(group)
    while shown and _can_be_subtracted(question, rounds, shown):
        shown.remove(min(shown, key=lambda one: min(value.answered for value in one.values)))
    return tuple(shown)


def _can_be_subtracted(question: Question, rounds: Rounds, shown: Sequence[ComparedGroup]) -> bool:
    """Tell whether the total minus the groups shown would lay open a few people."""
    for place, answers in enumerate(rounds):
        total = sum(question.key in answer.values for answer in answers)
        rest = total - sum(group.values[place].answered for group in shown)
        if 0 < rest < SMALLEST_GROUP:
            return True
    return False
