"""Which words of a program participants read: they get readings and stand in easy Japanese."""

from collections.abc import Iterator

from programs.model import Case, Meeting, Practice, Program
from programs.questions import Question, Worksheet


def list_texts(program: Program) -> tuple[str, ...]:
    """Return every text of a program that a phone shows."""
    texts = [program.purpose, program.notice, *program.ground_rules]
    for meeting in program.meetings:
        texts += _of_meeting(meeting)
    for case in program.cases:
        texts += _of_case(case)
    for practice in program.practices:
        texts += _of_practice(practice)
    return tuple(dict.fromkeys(text for text in texts if text))


def _of_meeting(meeting: Meeting) -> Iterator[str]:
    yield from (meeting.label, meeting.title, *meeting.homework)
    for step in meeting.steps:
        yield from (step.title, step.instruction, step.easy)
    for sheet in meeting.worksheets:
        yield from _of_sheet(sheet)


def _of_sheet(sheet: Worksheet) -> Iterator[str]:
    yield from (sheet.title, sheet.lead, sheet.easy)
    for question in sheet.questions:
        yield from _of_question(question)


def _of_question(question: Question) -> Iterator[str]:
    yield from (question.label, question.help, *question.labels)
    yield from (option.label for option in question.options)
    yield from (column.label for column in question.columns)
    for axis in (question.x, question.y):
        if axis is not None:
            yield from (axis.label, axis.low, axis.high)


def _of_case(case: Case) -> Iterator[str]:
    yield from (case.title, case.notice, case.household, case.wishes, case.support_now)
    yield from (*case.sticking_points, *case.questions)


def _of_practice(practice: Practice) -> Iterator[str]:
    yield from (practice.title, practice.done, practice.moved_by, practice.copy_hint)
