"""Say how the visits go while people are out, and what came back when they meet again.

The first is counts only, no call-name; the second needs no worksheet to be shared, so it
tells numbers and one sentence that its speaker allowed everybody to hear.
"""

from collections import Counter

from facilitator.analysis.fieldwork import Stage, make_fieldwork
from facilitator.analysis.wording import split_clusters
from facilitator.stage.record_cards import list_lines
from facilitator.stage.standing import Json
from facilitator.stage.told import Told, has_interviews, list_options, read_told
from programs.model import MeetingKind, Program, StepKind
from programs.questions import Role
from programs.roles import RECORD_LINES, WORD, WORDS
from worksheets.documents import now
from worksheets.reading_answers import list_answers
from worksheets.records import Place, Workshop

_COUNTED = (
    (Stage.PLANNED, "planned", "訪ねる予定"),
    (Stage.MET, "heard", "話を聞いた"),
    (Stage.WRITTEN, "written", "書きとめた"),
    (Stage.RETURNED, "returned", "お返しした"),
)
# A sentence that fills the wall without having to be cut.
_SHORTEST, _LONGEST = 8, 60


def make_visits(workshop: Workshop, place: Place) -> Json | None:
    """Count the visits of every team; None outside the time of visits."""
    if place.meeting.kind is not MeetingKind.FIELDWORK:
        return None
    roles = (Role.VISITS, Role.INTERVIEWS)
    answers = [
        answer
        for sheet in workshop.program.worksheets
        if sheet.role in roles
        for answer in list_answers(workshop.code, sheet.key, hidden=True)
    ]
    fieldwork = make_fieldwork(workshop, answers, now=now())
    if fieldwork is None:
        return None
    return {
        "stages": [
            {"key": key, "label": label, "count": fieldwork.count(stage)}
            for stage, key, label in _COUNTED
        ],
        "teams": [
            {"name": each.team.name, "counts": [each.count(stage) for stage, _, _ in _COUNTED]}
            for each in fieldwork.teams
        ],
    }


def make_came_back(workshop: Workshop, place: Place) -> Json | None:
    """Tell what the visits brought, at the opening of the meeting after them; else None."""
    if not has_interviews(workshop.program) or not _follows_visits(workshop.program, place):
        return None
    told = read_told(workshop)
    if not told.records:
        return None
    counts = _count_kinds(told)
    return {
        "records": len(told.records),
        "voices": sum(counts.values()),
        "kinds": [
            {"group": kind["key"], "label": kind["label"], "count": counts[kind["key"]]}
            for kind in _list_kinds(workshop.program)
        ],
        "quotation": _choose_quotation(told),
    }


def _follows_visits(program: Program, place: Place) -> bool:
    if place.step.kind is not StepKind.OPENING:
        return False
    keys = [meeting.key for meeting in program.meetings]
    number = keys.index(place.meeting.key)
    return number > 0 and program.meetings[number - 1].kind is MeetingKind.FIELDWORK


def _list_kinds(program: Program) -> list[Json]:
    sheets = (sheet for sheet in program.worksheets if sheet.role is Role.VOICES)
    return next((list_options(sheet, "kind") for sheet in sheets), [])


def _count_kinds(told: Told) -> Counter[str]:
    """Count voice cards; before they are laid out, what stands in the records."""
    if told.voices:
        return Counter(str(voice.values.get("kind", "")) for voice in told.voices.values())
    counts: Counter[str] = Counter()
    for record in told.records.values():
        for key, kind in RECORD_LINES.items():
            counts[kind] += len(list_lines(str(record.values.get(key, ""))))
    return counts


def _choose_quotation(told: Told) -> str:
    """Return the first words as spoken that can be read at one glance, empty where none can."""
    for record in told.records.values():
        for row in record.values.get(WORDS, ()):
            words = str(row.get(WORD, "")).strip()
            if _SHORTEST <= len(list(split_clusters(words))) <= _LONGEST:
                return words
    return ""
