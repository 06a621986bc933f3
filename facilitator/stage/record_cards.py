"""Turn records of visits into cards of one page: who, the words as spoken, what lies in them."""

import re

from facilitator.stage.figures import Section
from facilitator.stage.told import find_question_label
from programs.questions import Worksheet
from programs.roles import RECORD_LINES, WORD, WORDS
from worksheets.records import Answer, Workshop

_MOST_QUOTED = 6  # more words than this are read on the voice cards
_BULLET = re.compile(r"^[\s・･\-‐–—*●○◆◇■□▪]+")


def make_records(workshop: Workshop, worksheet: Worksheet, answers: tuple[Answer, ...]) -> Section:
    """Make one card for each record; empty quarters stay, so that nobody fills them in thought."""
    return {
        "kind": "records",
        "label": "",
        "meet": find_question_label(worksheet, "should-meet"),
        "cards": [_make_record(workshop, worksheet, answer) for answer in answers],
    }


def _make_record(workshop: Workshop, worksheet: Worksheet, answer: Answer) -> Section:
    values = answer.values
    team = workshop.find_team(answer.team)
    words = [_clean(str(row.get(WORD, ""))) for row in values.get(WORDS, ())]
    return {
        "id": answer.id,
        "text": str(values.get("who", "")),
        "team": team.name if team else "",
        "words": [word for word in words if word][:_MOST_QUOTED],
        "quarters": [
            {
                "group": kind,
                "label": find_question_label(worksheet, key),
                "lines": list_lines(str(values.get(key, ""))),
            }
            for key, kind in RECORD_LINES.items()
        ],
        "meet": str(values.get("should-meet", "")),
    }


def list_lines(text: str) -> list[str]:
    """Return the things written one below the other, without the marks before them."""
    return [line for raw in text.splitlines() if (line := _clean(raw))]


def _clean(text: str) -> str:
    return _BULLET.sub("", text).strip()
