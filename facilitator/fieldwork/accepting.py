"""Make overlap cards for the office: of a proposal, or of voices that people put together.

Several facilitators may press at the same moment: what they make of the same voices is one
card. Where a card was taken back meanwhile, a new one is made.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from programs.questions import Role, Worksheet
from programs.roles import OVERLAP_VOICES
from worksheets.answers import list_answers, restore_answer, save_answer
from worksheets.errors import BadInput, NoSuchThing
from worksheets.promises import Reach, list_reaches
from worksheets.proposals import list_proposals
from worksheets.records import Submission, Values, Workshop
from worksheets.workshops import get_workshop

_FEWEST = 2
_TRIES = 100


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two or three voices that meet, and what people say of it."""

    voices: tuple[str, ...]
    name: str
    kind: str = ""
    reason: str = ""


def accept_proposal(code: str, proposal_id: str, *, team: str, name: str) -> str:
    """Make a card of a proposal for a team; one that has a card already keeps it."""
    proposal = next((one for one in list_proposals(code) if one.id == proposal_id), None)
    if proposal is None:
        raise NoSuchThing("重なりの候補")
    if proposal.cards:
        return proposal.cards[0]
    return add_overlap(
        code, Meeting(proposal.voices, name, proposal.kind, proposal.reason), team=team
    )


def add_overlap(code: str, meeting: Meeting, *, team: str) -> str:
    """Make a card of voices that meet and return its id; the same voices make no second card."""
    workshop = get_workshop(code)
    sheet = _get_sheet(workshop)
    _check(workshop, sheet, meeting, team)
    values = _make_values(sheet, meeting)
    number = hashlib.sha256("/".join(sorted(meeting.voices)).encode()).hexdigest()[:24]
    for attempt in range(1, _TRIES):
        receipt = save_answer(
            Submission(
                code=code,
                sent_id=f"overlap-{number}-{attempt}",
                worksheet=sheet.key,
                values=values,
                participant=None,
                team=team,
            )
        )
        standing = {one.id: one for one in list_answers(code, sheet.key, hidden=True)}
        card = standing.get(receipt.answer_id)
        if card is None:
            continue  # made before and taken back since: this press wants it anew
        if card.hidden:
            restore_answer(code, card.id)
        return card.id
    raise BadInput("この重なりは、何度も取り下げられています。画面を読みこみなおしてください。")


def _get_sheet(workshop: Workshop) -> Worksheet:
    for sheet in workshop.program.worksheets:
        if sheet.role is Role.OVERLAPS:
            return sheet
    raise NoSuchThing("重なりのワークシート")


def _check(workshop: Workshop, sheet: Worksheet, meeting: Meeting, team: str) -> None:
    slots = _list_slots(sheet)
    if not _FEWEST <= len(set(meeting.voices)) <= len(slots):
        raise BadInput(f"声を2つから{len(slots)}つまで選んでください。")
    if not meeting.name.strip():
        raise BadInput("重なりの名前を入れてください。ひとことで大丈夫です。")
    if workshop.find_team(team) is None:
        raise BadInput("どの班のカードにするかを選んでください。")
    reaches = list_reaches(workshop.code)
    if any(reaches.get(voice) is not Reach.ANONYMOUS for voice in meeting.voices):
        raise BadInput("取り下げられた声があります。画面を読みこみなおして、選びなおしてください。")


def _list_slots(sheet: Worksheet) -> Sequence[str]:
    asked = {question.key for question in sheet.questions}
    return [key for key in OVERLAP_VOICES if key in asked]


def _make_values(sheet: Worksheet, meeting: Meeting) -> Values:
    voices = zip(_list_slots(sheet), dict.fromkeys(meeting.voices), strict=False)
    values = {key: [voice] for key, voice in voices}
    return {**values, "name": meeting.name, "kind": meeting.kind, "reason": meeting.reason}
