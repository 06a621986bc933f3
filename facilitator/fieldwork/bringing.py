"""Lay out what was heard as voice cards: one for each line of each record.

What the recorder put under a heading keeps that kind; for the words as spoken the kind is
suggested, like place, time, tool and field, until a person has looked at the card.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from facilitator.analysis.coding import suggest_coding
from programs.model import Program
from programs.questions import Role, Worksheet
from programs.roles import RECORD_LINES, WORD, WORDS
from worksheets.answers import save_answers, tell_phones
from worksheets.promises import SHARING, Reach, list_reaches
from worksheets.quoting import plain
from worksheets.reading_answers import list_answers
from worksheets.records import Answer, Submission, Values
from worksheets.workshops import get_workshop

_LONG = 80  # characters; a longer line is cut at the ends of its sentences
_BULLET = re.compile(r"^[\s・･\-‐–—*●○◆◇■□▪]+")
_SENTENCE = re.compile(r"[^。！？!?]+[。！？!?]*")


@dataclass(frozen=True, slots=True)
class Brought:
    """How many voices were newly laid out, from how many records, and how many stay away."""

    new: int
    records: int
    withheld: int


def bring_voices(code: str) -> Brought:
    """Make a voice card of every line not yet laid out; repeating it adds nothing twice.

    A card that people have changed or taken away stays as they left it.
    """
    program = get_workshop(code).program
    pair = _find_sheets(program)
    if pair is None:
        return Brought(0, 0, 0)
    records_sheet, voices_sheet = pair
    reaches = list_reaches(code)
    before = len(list_answers(code, voices_sheet.key, hidden=True))
    submissions: list[Submission] = []
    records = withheld = 0
    for record in list_answers(code, records_sheet.key):
        if reaches.get(record.id, Reach.NONE) is Reach.NONE:
            withheld += 1
            continue
        records += 1
        submissions += [
            Submission(
                code=code,
                sent_id=f"voice-{record.id}-{_number(text)}",
                worksheet=voices_sheet.key,
                values=_make_voice(record, text, kind),
                participant=None,
                team=record.team,
            )
            for text, kind in list_lines(record.values)
        ]
    save_answers(submissions)
    new = len(list_answers(code, voices_sheet.key, hidden=True)) - before
    if new:
        tell_phones(code, voices_sheet.key)
    return Brought(new, records, withheld)


def _find_sheets(program: Program) -> tuple[Worksheet, Worksheet] | None:
    """Return the sheet of records and the sheet of the voices that come from them."""
    sheets = {sheet.key: sheet for sheet in program.worksheets}
    for voices in sheets.values():
        if voices.role is not Role.VOICES:
            continue
        for question in voices.questions:
            records = sheets.get(question.of or "")
            if records is not None and records.role is Role.INTERVIEWS:
                return records, voices
    return None


def list_lines(values: Values) -> list[tuple[str, str | None]]:
    """Return each thing said with its kind, None where the recorder gave none; none twice."""
    found: dict[str, tuple[str, str | None]] = {}
    for key, kind in RECORD_LINES.items():
        for line in _split(str(values.get(key, ""))):
            found.setdefault(plain(line), (line, kind))
    for row in values.get(WORDS, ()):
        for line in _split(str(row.get(WORD, ""))):
            found.setdefault(plain(line), (line, None))
    return list(found.values())


def _split(text: str) -> Iterator[str]:
    for raw in text.splitlines():
        line = _BULLET.sub("", raw).strip()
        parts = _SENTENCE.findall(line) if len(line) > _LONG else [line]
        yield from (part.strip() for part in parts if plain(part))


def _number(text: str) -> str:
    return hashlib.sha256(plain(text).encode()).hexdigest()[:16]


def _make_voice(record: Answer, text: str, kind: str | None) -> Values:
    coding = suggest_coding(text)
    return {
        "kind": kind or coding.kind,
        "text": text,
        "from": [record.id],
        SHARING: record.values.get(SHARING),
        "place": coding.place,
        "time": coding.time,
        "tool": coding.tool,
        "field": list(coding.fields),
    }


def is_suggested(voice: Answer) -> bool:
    """Tell whether a voice stands as the tool laid it out: no person has looked at it yet."""
    return voice.version == 1 and voice.participant_id == ""
