"""Put a voice under its kind, place, time, tool and fields, for the office.

A voice as the tool laid it out is a candidate; whatever a person stores makes it confirmed,
also when nothing is changed.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from programs.questions import Role
from worksheets.answers import save_answers
from worksheets.errors import NoSuchThing, WorksheetError
from worksheets.promises import Reach, list_reaches
from worksheets.reading_answers import list_answers
from worksheets.records import Answer, Submission
from worksheets.workshops import get_workshop

CODES = ("kind", "place", "time", "tool", "field")


@dataclass(frozen=True, slots=True)
class Code:
    """What a person says a voice is; parts left out stay as they are."""

    voice: str
    version: int  # of the voice that was seen
    parts: Mapping[str, Any]


def confirm_voices(code: str, codes: Iterable[Code]) -> int:
    """Store what people say of voices and return how many; two who say the same say it once."""
    sheets = [one for one in get_workshop(code).program.worksheets if one.role is Role.VOICES]
    reaches = list_reaches(code)
    standing = {
        answer.id: answer
        for sheet in sheets
        for answer in list_answers(code, sheet.key)
        if reaches.get(answer.id) is Reach.ANONYMOUS
    }
    submissions = []
    for one in codes:
        voice = standing.get(one.voice)
        if voice is None:
            raise NoSuchThing("声")
        submissions.append(_make_submission(code, voice, one))
    results = save_answers(submissions)
    for result in results:
        if isinstance(result, WorksheetError):
            raise result
    return len(results)


def _make_submission(code: str, voice: Answer, one: Code) -> Submission:
    changed = {key: value for key, value in one.parts.items() if key in CODES}
    values = {**voice.values, **changed}
    said = json.dumps([one.version, values], ensure_ascii=False, sort_keys=True)
    return Submission(
        code=code,
        sent_id=f"code-{voice.id}-{hashlib.sha256(said.encode()).hexdigest()[:24]}",
        worksheet=voice.worksheet,
        values=values,
        participant=None,
        answer_id=voice.id,
        version=one.version,
        team=voice.team,
    )
