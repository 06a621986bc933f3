"""Keep the promise made to people who told something: how far their words may go.

A worksheet asks for it with a choice question whose key is `sharing`; its options are the
values of Reach. Voices and overlaps quote what others told, so they go no further than what
they quote: with a record its voices and the overlaps built on them disappear. Ideas, plans
and visions are their writers' own words and stay, but they have lost a root.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from programs.model import Program
from programs.questions import QuestionKind, Role, Worksheet
from worksheets import toolkit
from worksheets.quoting import find_struck_out
from worksheets.reading_answers import list_answers
from worksheets.records import Answer, Reach
from worksheets.room_changes import get_room
from worksheets.workshops import get_workshop

__all__ = [
    "SHARING",
    "LostRoot",
    "Reach",
    "list_lost_roots",
    "list_reaches",
    "list_showable",
    "reach_of",
]

SHARING = "sharing"

_FIELDWORK = (Role.VISITS, Role.GUIDE)  # the team's own papers
_QUOTING = (Role.VOICES, Role.OVERLAPS)  # in this order: overlaps quote voices
_TOLD = (Role.INTERVIEWS, *_QUOTING)


_NARROW_TO_WIDE = (Reach.NONE, Reach.TEAM, Reach.ANONYMOUS)


@dataclass(frozen=True, slots=True)
class LostRoot:
    """An answer that names `lost` others which were taken back or may no longer be shown."""

    worksheet: Worksheet
    answer: Answer
    lost: int


def reach_of(worksheet: Worksheet, values: Mapping[str, Any]) -> Reach:
    """Return how far an answer by itself may go; where it was asked, silence means nowhere."""
    if worksheet.role in _FIELDWORK:
        return Reach.TEAM
    if all(question.key != SHARING for question in worksheet.questions):
        return Reach.ANONYMOUS
    try:
        return Reach(values.get(SHARING, Reach.NONE))
    except ValueError:
        return Reach.NONE


def list_showable(code: str, worksheet: Worksheet, *, team: str = "") -> tuple[Answer, ...]:
    """Return the answers that may be shown to the room, with `team` also those of that team."""
    given = list_answers(code, worksheet.key)
    told = worksheet.role in _TOLD and _has_interviews(get_workshop(code).program)
    reaches = list_reaches(code) if told else {}
    shown = []
    for answer in given:
        reach = reaches.get(answer.id, reach_of(worksheet, answer.values))
        own = reach is Reach.TEAM and team != "" and answer.team == team
        if reach is Reach.ANONYMOUS or own:
            shown.append(answer)
    return tuple(shown)


def list_reaches(code: str) -> Mapping[str, Reach]:
    """Return how far each told, copied or combined word may go, by answer id.

    Hidden and withdrawn answers are left out, and what quotes them may go nowhere.
    """
    box = toolkit.current()
    # Read before the answers: what comes in meanwhile has a higher number and is read anew.
    sequence = get_room(code).sequence
    known = box.reaches.get(code)
    if known is None or known[0] != sequence:
        known = (sequence, _measure(code, get_workshop(code).program))
        box.reaches[code] = known
    return known[1]


def _measure(code: str, program: Program) -> dict[str, Reach]:
    reaches: dict[str, Reach] = {}
    records: dict[str, Answer] = {}
    for role in _TOLD:
        for sheet in program.worksheets:
            if sheet.role is not role:
                continue
            given = list_answers(code, sheet.key)
            if role is Role.INTERVIEWS:
                records.update((answer.id, answer) for answer in given)
            struck = find_struck_out(given, records) if role is Role.VOICES else frozenset()
            for answer in given:
                roots = _list_roots(program, sheet, answer.values) if role in _QUOTING else ()
                quoted = (reaches.get(key, Reach.NONE) for key in roots)
                own = Reach.NONE if answer.id in struck else reach_of(sheet, answer.values)
                reaches[answer.id] = min((own, *quoted), key=_NARROW_TO_WIDE.index)
    return reaches


def _has_interviews(program: Program) -> bool:
    # Where nobody was asked for a promise, many cards need not be read twice.
    return any(sheet.role is Role.INTERVIEWS for sheet in program.worksheets)


def _list_roots(program: Program, worksheet: Worksheet, values: Mapping[str, Any]) -> Iterator[str]:
    """Yield the ids of told words that an answer names."""
    for question in worksheet.questions:
        if question.kind is not QuestionKind.REFERENCE or question.of is None:
            continue
        named = program.find_worksheet(question.of)
        if named is not None and named.role in _TOLD:
            yield from values.get(question.key, ())


def list_lost_roots(code: str) -> tuple[LostRoot, ...]:
    """Return the answers whose root was taken back or may no longer be shown, in order.

    Voices are left out: they are the root's own words and are gone with it.
    """
    program = get_workshop(code).program
    reaches = list_reaches(code)
    found = []
    for sheet in program.worksheets:
        if sheet.role is Role.VOICES or not _names_told_words(program, sheet):
            continue
        for answer in list_answers(code, sheet.key):
            roots = _list_roots(program, sheet, answer.values)
            lost = sum(1 for key in roots if reaches.get(key, Reach.NONE) is Reach.NONE)
            if lost:
                found.append(LostRoot(sheet, answer, lost))
    return tuple(found)


def _names_told_words(program: Program, worksheet: Worksheet) -> bool:
    targets = {question.of for question in worksheet.questions if question.of}
    return any(
        (sheet := program.find_worksheet(key)) is not None and sheet.role in _TOLD
        for key in targets
    )
