"""What facilitators may read on the console: the room's words, and those they have hidden.

Words that people gave to their own team alone do not come here; only their number does.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from programs.model import Program
from programs.questions import QuestionKind, Role, Worksheet
from worksheets.answers import list_answers
from worksheets.promises import Reach, list_reaches, reach_of
from worksheets.records import Answer, Workshop

_PLANS = (Role.VISITS, Role.GUIDE)  # facilitators follow the visits, so they read the plans
_QUOTING = (Role.VOICES, Role.OVERLAPS)
_TOLD = (Role.INTERVIEWS, *_QUOTING)


@dataclass(frozen=True, slots=True)
class Seen:
    """The answers of a worksheet that may be read here, and how many may not."""

    answers: tuple[Answer, ...]
    withheld: int

    @property
    def standing(self) -> tuple[Answer, ...]:
        """Those that are not hidden."""
        return tuple(answer for answer in self.answers if not answer.hidden)


def list_seen(workshop: Workshop, sheet: Worksheet) -> Seen:
    """Return what may be read of a worksheet, hidden answers too."""
    given = list_answers(workshop.code, sheet.key, hidden=True)
    if sheet.role in _PLANS:
        return Seen(given, 0)
    reaches = list_reaches(workshop.code)
    seen = tuple(
        answer for answer in given if _may_be_read(workshop.program, sheet, answer, reaches)
    )
    return Seen(seen, len(given) - len(seen))


def _may_be_read(
    program: Program, sheet: Worksheet, answer: Answer, reaches: Mapping[str, Reach]
) -> bool:
    if answer.id in reaches:
        return reaches[answer.id] is Reach.ANONYMOUS
    if reach_of(sheet, answer.values) is not Reach.ANONYMOUS:
        return False
    # Hidden words that quote others go no further than those, like words that stand.
    if sheet.role in _QUOTING:
        quoted = _list_quoted(program, sheet, answer)
        return all(reaches.get(key) is Reach.ANONYMOUS for key in quoted)
    return True


def _list_quoted(program: Program, sheet: Worksheet, answer: Answer) -> Iterator[str]:
    for question in sheet.questions:
        if question.kind is not QuestionKind.REFERENCE or question.of is None:
            continue
        named = program.find_worksheet(question.of)
        if named is not None and named.role in _TOLD:
            yield from answer.values.get(question.key, ())
