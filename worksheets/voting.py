"""What facilitators decide about a vote: its way in this room, and when all may see the result."""

from dataclasses import dataclass, replace

from programs.questions import Worksheet
from worksheets.errors import BadInput, NoSuchThing, VotesThere
from worksheets.records import Change, Given, Room, StageView, Workshop
from worksheets.room_changes import change_room, get_room
from worksheets.vote_counts import get_tally
from worksheets.vote_ways import VoteWay, check_way, read_way
from worksheets.workshops import get_workshop


@dataclass(frozen=True, slots=True)
class WayEffect:
    """What becomes of the votes there: so many people's stay, so many have to choose again."""

    kept: int
    again: int


def preview_way(code: str, worksheet: str, way: VoteWay) -> WayEffect:
    """Say what changing the way would do to the votes that are there."""
    _get_voted(get_workshop(code), worksheet)
    tally = get_tally(code, worksheet, way=way)
    return WayEffect(kept=tally.voters, again=tally.misfits)


def change_way(
    code: str, worksheet: str, way: VoteWay, *, confirmed: bool = False, given: Given | None = None
) -> Room:
    """Let this room vote in another way; where votes are there, only after it was confirmed.

    No vote is lost: what does not fit waits for its person to choose again, and counts again
    should the way be changed back.
    """
    sheet = _get_voted(get_workshop(code), worksheet)
    check_way(way)
    effect = preview_way(code, worksheet, way)
    there = effect.kept + effect.again
    if there and not confirmed and way != read_way(get_room(code).vote_ways, sheet):
        raise VotesThere(there)

    def change(room: Room, _: Workshop) -> Room:
        others = tuple(pair for pair in room.vote_ways if pair[0] != worksheet)
        return replace(room, vote_ways=(*others, (worksheet, way)))

    return change_room(code, Change.WORKSHEET, change, given)


def show_votes(code: str, worksheet: str, *, on: bool, given: Given | None = None) -> Room:
    """Show the result on stage and phones, closing the vote with it; or take it back."""

    def change(room: Room, workshop: Workshop) -> Room:
        _get_voted(workshop, worksheet)
        others = tuple(key for key in room.shown_votes if key != worksheet)
        if not on:
            return replace(room, shown_votes=others)
        return replace(
            room,
            open_votes=tuple(key for key in room.open_votes if key != worksheet),
            shown_votes=(*others, worksheet),
            shared=(*(key for key in room.shared if key != worksheet), worksheet),
            spotlight=None,
            stage_view=StageView.ANSWERS,
        )

    return change_room(code, Change.SHARED, change, given)


def _get_voted(workshop: Workshop, worksheet: str) -> Worksheet:
    sheet = workshop.program.find_worksheet(worksheet)
    if sheet is None:
        raise NoSuchThing("ワークシート")
    if sheet.votes == 0:
        raise BadInput(f"「{sheet.title}」は投票に使えません。")
    return sheet
