"""Overlaps that the tool proposes, as a team sees them beside its sheet for overlaps."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from programs.questions import Question, Role, Worksheet
from programs.roles import OVERLAP_VOICES
from worksheets.checking import get_length
from worksheets.phone.view import View
from worksheets.proposals import Proposal, list_proposals
from worksheets.records import Answer
from worksheets.values import headline

_MOST = 10
_SHORT = 14  # characters of a voice in the name that is suggested


@dataclass(frozen=True, slots=True)
class Quoted:
    """A voice that a proposal rests on."""

    id: str
    text: str
    who: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A proposal with its words, and the values its card would begin with."""

    id: str
    kind: str
    kind_label: str
    reason: str
    voices: tuple[Quoted, ...]
    accepted: bool
    values: Mapping[str, Any]


def find_overlap_sheet(view: View) -> Worksheet | None:
    """Return the sheet for overlaps that this phone may write now."""
    sheets = (sheet for sheet in view.sheets if sheet.role is Role.OVERLAPS)
    return next((sheet for sheet in sheets if view.is_open(sheet)), None)


def list_offers(view: View) -> tuple[Offer, ...]:
    """Return the best proposals nobody has put aside; none while no overlaps are written."""
    sheet = find_overlap_sheet(view)
    if sheet is None:
        return ()
    proposals = [each for each in list_proposals(view.visitor.workshop.code) if not each.rejected]
    voices = _list_voices(view) if proposals else {}
    return tuple(
        _make_offer(sheet, proposal, voices)
        for proposal in proposals[:_MOST]
        if all(voice in voices for voice in proposal.voices)
    )


def _list_voices(view: View) -> dict[str, Quoted]:
    """Return all voices the room may see, each with the role of whoever was heard."""
    program = view.visitor.workshop.program
    who: dict[str, str] = {}
    for sheet in program.worksheets:
        if sheet.role is Role.INTERVIEWS:
            who |= {a.id: str(a.values.get("who", "")) for a in view.list_given(sheet.key)}
    return {
        answer.id: Quoted(answer.id, headline(sheet, answer.values), who.get(_get_root(answer), ""))
        for sheet in program.worksheets
        if sheet.role is Role.VOICES
        for answer in view.list_given(sheet.key)
    }


def _get_root(voice: Answer) -> str:
    return str(next(iter(voice.values.get("from", ())), ""))


def _make_offer(sheet: Worksheet, proposal: Proposal, voices: Mapping[str, Quoted]) -> Offer:
    quoted = tuple(voices[voice] for voice in proposal.voices)
    questions = {question.key: question for question in sheet.questions}
    given: dict[str, Any] = {
        "name": _suggest_name(questions.get("name"), quoted),
        **{key: [voice.id] for key, voice in zip(OVERLAP_VOICES, quoted, strict=False)},
        "kind": proposal.kind,
        "reason": proposal.reason,
    }
    return Offer(
        id=proposal.id,
        kind=proposal.kind,
        kind_label=_name_kind(questions.get("kind"), proposal.kind),
        reason=proposal.reason,
        voices=quoted,
        accepted=proposal.accepted,
        values={key: value for key, value in given.items() if key in questions and value},
    )


def _name_kind(question: Question | None, kind: str) -> str:
    options = question.options if question is not None else ()
    return next((option.label for option in options if option.key == kind), "")


def _suggest_name(question: Question | None, voices: tuple[Quoted, ...]) -> str:
    """Put the beginnings of the voices side by side: a name to be replaced by a better one."""
    if question is None:
        return ""
    most = get_length(question)
    room = min(_SHORT, max(1, (most - 3 * (len(voices) - 1)) // max(1, len(voices))))
    return " × ".join(_shorten(voice.text, room) for voice in voices)[:most]


def _shorten(text: str, most: int) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= most else f"{plain[: most - 1]}…"
