"""What buttons of 「声と重なり」 call: lay out and confirm voices, search and take overlaps."""

from collections.abc import Sequence
from typing import Any

from facilitator import state
from facilitator.commands import attempt
from facilitator.fieldwork.accepting import Meeting, accept_proposal, add_overlap
from facilitator.fieldwork.bringing import bring_voices
from facilitator.fieldwork.confirming import Code, confirm_voices
from facilitator.fieldwork.searching import search_overlaps
from facilitator.parts.visitor import needs
from facilitator.rights import Need
from facilitator.state import Tone
from worksheets import answers, proposals
from worksheets.records import Answer, Submission


@needs(Need.RUN)
def lay_out_voices(code: str) -> None:
    """Make voice cards of the records."""

    def bring() -> None:
        brought = bring_voices(code)
        told = (
            f"新しい声を{brought.new}枚並べました。"
            if brought.new
            else "新しい声はありませんでした。記録の声は、すべて並んでいます。"
        )
        state.leave_notice(Tone.DONE, told)

    attempt(bring)


@needs(Need.RUN)
def search(code: str) -> None:
    """Search the voices for overlaps."""

    def find() -> None:
        found = search_overlaps(code)
        told = (
            f"重なりの候補が{found}件あります。"
            if found
            else "重なりの候補は見つかりませんでした。声が増えてから、もう一度さがしてください。"
        )
        state.leave_notice(Tone.DONE, told)

    attempt(find)


# --- voices ---------------------------------------------------------------------------------


@needs(Need.RUN)
def choose_kind(code: str, voice: Answer, key: str) -> None:
    """Store the kind that was pressed; pressing the one that stands there confirms it."""
    pressed = state.read(key)
    parts = {"kind": pressed} if pressed else {}
    attempt(lambda: confirm_voices(code, [Code(voice.id, voice.version, parts)]))


@needs(Need.RUN)
def confirm(code: str, voices: Sequence[Answer]) -> None:
    """Say that voices are what the tool suggests."""
    codes = [Code(voice.id, voice.version, {}) for voice in voices]
    done = f"{len(codes)}枚を確かめました。" if len(codes) > 1 else ""
    attempt(lambda: confirm_voices(code, codes), done)


@needs(Need.RUN)
def change_voice(code: str, voice: Answer, keys: dict[str, str]) -> None:
    """Store what was typed about a voice; `keys` are the widgets of its parts."""
    parts: dict[str, Any] = {part: state.read(key) for part, key in keys.items()}
    attempt(lambda: confirm_voices(code, [Code(voice.id, voice.version, parts)]), "直しました。")


# --- overlaps -------------------------------------------------------------------------------


@needs(Need.RUN)
def accept(code: str, proposal_id: str) -> None:
    """Make a card of a proposal for the team that was chosen."""
    team = state.read_text(f"{state.TAKE_TEAM}-{proposal_id}")
    name = state.read_text(f"{state.TAKE_NAME}-{proposal_id}")
    attempt(
        lambda: accept_proposal(code, proposal_id, team=team, name=name),
        "取り入れました。班の「重なりのカード」になっています。",
    )


@needs(Need.RUN)
def put_aside(code: str, proposal_id: str) -> None:
    """Put a proposal aside."""
    attempt(lambda: proposals.reject_proposal(code, proposal_id))


@needs(Need.RUN)
def bring_back(code: str, proposal_id: str) -> None:
    """Bring a proposal back."""
    attempt(lambda: proposals.restore_proposal(code, proposal_id))


@needs(Need.RUN)
def add_own(code: str) -> None:
    """Make a card of the voices that were chosen; the fields are emptied once it is stored."""
    meeting = Meeting(
        voices=tuple(state.read(state.OWN_VOICES) or ()),
        name=state.read_text(state.OWN_NAME),
        kind=state.read_text(state.OWN_KIND),
        reason=state.read_text(state.OWN_REASON),
    )
    team = state.read_text(state.OWN_TEAM)
    if attempt(lambda: add_overlap(code, meeting, team=team), "重なりのカードを作りました。"):
        state.write(state.OWN_VOICES, [])
        state.write(state.OWN_NAME, "")
        state.write(state.OWN_REASON, "")


@needs(Need.RUN)
def rename(code: str, card: Answer) -> None:
    """Give an overlap card the name that was typed."""
    name = state.read_text(f"{state.NEW_NAME}-{card.id}-{card.version}")
    submission = Submission(
        code=code,
        sent_id=state.get_filling(f"rename-{card.id}-{card.version}").sent_id,
        worksheet=card.worksheet,
        values={**card.values, "name": name},
        participant=None,
        answer_id=card.id,
        version=card.version,
        team=card.team,
    )
    attempt(lambda: answers.save_answer(submission))
