"""Keep the promise made to people who told something: how far their words may go.

A worksheet asks for it with a choice question whose key is `sharing`; its options are the
values of Reach. Worksheets without that question may be shown anywhere.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from programs.questions import Worksheet
from worksheets.reading_answers import list_answers
from worksheets.records import Answer

SHARING = "sharing"


class Reach(StrEnum):
    """How far words may go: to nobody else, to the own team, or into papers too."""

    NONE = "none"
    TEAM = "team"
    ANONYMOUS = "anonymous"


def reach_of(worksheet: Worksheet, values: Mapping[str, Any]) -> Reach:
    """Return how far an answer may go; where the question was asked, silence means nowhere."""
    if all(question.key != SHARING for question in worksheet.questions):
        return Reach.ANONYMOUS
    try:
        return Reach(values.get(SHARING, Reach.NONE))
    except ValueError:
        return Reach.NONE


def list_showable(code: str, worksheet: Worksheet, *, team: str = "") -> tuple[Answer, ...]:
    """Return the answers that may be shown to the room, with `team` also those of that team."""
    shown = []
    for answer in list_answers(code, worksheet.key):
        reach = reach_of(worksheet, answer.values)
        own = reach is Reach.TEAM and team != "" and answer.team == team
        if reach is Reach.ANONYMOUS or own:
            shown.append(answer)
    return tuple(shown)
