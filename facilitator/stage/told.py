"""Gather what was heard in the town, as far as the whole room may see it.

Records, voices and overlaps hang together: who said it, in which words, and what meets. Of a
record the wall shows the call-name and what was said; place, day, the promised return and
what the listeners noticed stay with those who were there. The wall keeps the same promises
as papers that leave the room: what may not be told is covered where others repeat it, too.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from facilitator.analysis.promises import hold_back
from programs.model import Program
from programs.questions import QuestionKind, Role, Worksheet
from programs.roles import OVERLAP_VOICES
from worksheets.promises import list_reaches
from worksheets.reading_answers import list_answers
from worksheets.records import Answer, Values, Workshop
from worksheets.rooms import get_room
from worksheets.wordings import list_wordings
from worksheets.workshops import get_workshop


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of somebody who was heard; `who` is the call-name, `group` the kind of voice."""

    id: str
    text: str
    who: str
    group: str

    def as_json(self) -> dict[str, str]:
        """Return it for the page."""
        return {"id": self.id, "text": self.text, "who": self.who, "group": self.group}


@dataclass(frozen=True, slots=True)
class Told:
    """Everything that may be shown, by worksheet and in the order given; told words by id."""

    answers: Mapping[str, tuple[Answer, ...]]
    records: Mapping[str, Answer]
    voices: Mapping[str, Answer]
    overlaps: Mapping[str, Answer]

    def list_answers(self, worksheet: Worksheet) -> tuple[Answer, ...]:
        """Return the answers to one worksheet."""
        return self.answers.get(worksheet.key, ())

    def who(self, voice: Answer) -> str:
        """Return the call-name of who said it, empty where no record is named."""
        record = self.records.get(self.person(voice))
        return str(record.values.get("who", "")) if record else ""

    def person(self, voice: Answer) -> str:
        """Return the record a voice comes from; a voice without one stands for itself."""
        return next(iter(voice.values.get("from", ())), voice.id)

    def quote(self, key: str) -> Quotation | None:
        """Return the words of a voice, None where they may not be shown."""
        voice = self.voices.get(key)
        if voice is None:
            return None
        text, group = str(voice.values.get("text", "")), str(voice.values.get("kind", ""))
        return Quotation(voice.id, text, self.who(voice), group)

    def quote_overlap(self, overlap: Answer) -> tuple[Quotation, ...]:
        """Return the words that an overlap brings together."""
        found = (self.quote(key) for key in list_named(overlap.values, OVERLAP_VOICES))
        return tuple(quotation for quotation in found if quotation is not None)


def list_named(values: Values, keys: Iterable[str]) -> tuple[str, ...]:
    """Return the answers that references name, each once."""
    named = (str(one) for key in keys for one in values.get(key, ()))
    return tuple(dict.fromkeys(named))


def has_interviews(program: Program) -> bool:
    """Tell whether a program sends people out to listen."""
    return any(sheet.role is Role.INTERVIEWS for sheet in program.worksheets)


def read_told(workshop: Workshop) -> Told:
    """Read what the room may see now, in a program that sends people out to listen."""
    return _read(workshop.code, get_room(workshop.code).sequence)


# Several walls and remotes ask after every change; `sequence` rises with each of them.
@lru_cache(maxsize=4)
def _read(code: str, _sequence: int) -> Told:
    program = get_workshop(code).program
    kept = hold_back(
        program, list_answers(code), reaches=list_reaches(code), wordings=list_wordings(code)
    )
    answers: dict[str, list[Answer]] = {}
    for answer in kept.answers:
        answers.setdefault(answer.worksheet, []).append(answer)
    by_role: dict[Role, dict[str, Answer]] = {}
    for sheet in program.worksheets:
        found = {answer.id: answer for answer in answers.get(sheet.key, ())}
        by_role.setdefault(sheet.role, {}).update(found)
    return Told(
        {key: tuple(given) for key, given in answers.items()},
        by_role.get(Role.INTERVIEWS, {}),
        by_role.get(Role.VOICES, {}),
        by_role.get(Role.OVERLAPS, {}),
    )


def find_question_label(worksheet: Worksheet, key: str) -> str:
    """Return the words of a question without what only helps to write, in brackets."""
    labels = (question.label for question in worksheet.questions if question.key == key)
    return next(labels, "").split("（")[0].strip()


def list_options(worksheet: Worksheet, key: str) -> list[dict[str, Any]]:
    """Return the options of a choice for the page, in their order."""
    return [
        {"key": option.key, "label": option.label}
        for question in worksheet.questions
        if question.key == key and question.kind is QuestionKind.CHOICE
        for option in question.options
    ]
