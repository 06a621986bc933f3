"""What the fields and buttons of a vote call: its way, its result, votes counted in the hall."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from facilitator import state
from facilitator.commands import attempt
from facilitator.parts.visitor import needs
from facilitator.rights import Need
from worksheets import paper_votes, voting
from worksheets.codes import hash_values
from worksheets.errors import BadInput
from worksheets.paper_votes import PaperVotes
from worksheets.records import Given
from worksheets.vote_ways import VoteWay

DOTS, POINTS = "シール（票）", "点を分ける"


@dataclass(frozen=True, slots=True)
class WayKeys:
    """The keys of the fields for the way of voting; another stored way makes other fields."""

    kind: str
    each: str
    on_one: str

    @classmethod
    def of(cls, worksheet: str, way: VoteWay) -> "WayKeys":
        """Name the fields of a worksheet."""
        stored = f"{worksheet}-{way.each}-{way.step}-{way.on_one}"
        return cls(*(f"vote_{name}-{stored}" for name in cls.__slots__))


@needs(Need.RUN)
def change_way(code: str, worksheet: str, way: VoteWay, given: Given) -> None:
    """Let this room vote in another way; the button was pressed under what it does to votes."""
    attempt(
        lambda: voting.change_way(code, worksheet, way, confirmed=True, given=given),
        "投票のしかたを変えました。",
    )


@needs(Need.RUN)
def show_votes(code: str, worksheet: str, given: Given, *, on: bool) -> None:
    """Show the result to all, or take it back."""
    attempt(lambda: voting.show_votes(code, worksheet, on=on, given=given))


def name_paper(worksheet: str, version: int, card: str = "") -> str:
    """Name the field of one card, or of the number of people; a new count makes new fields."""
    return f"paper-{worksheet}-{version}-{card or 'people'}"


@needs(Need.RUN)
def save_paper(code: str, worksheet: str, paper: PaperVotes, cards: Sequence[str]) -> None:
    """Store what was counted in the hall, as it stands in the fields."""
    people = int(state.read(name_paper(worksheet, paper.version)) or 0)
    fields = {card: state.read(name_paper(worksheet, paper.version, card)) for card in cards}
    points = {card: int(number) for card, number in fields.items() if number}

    def save() -> PaperVotes:
        if people and not points:
            raise BadInput("票の数が入っていません。票を入れたカードの数も入れてください。")
        given = json.dumps([worksheet, paper.version, people, points])
        return paper_votes.set_paper(
            code,
            worksheet,
            people=people,
            points=points,
            version=paper.version,
            # The same count pressed twice is one; another one from another page is told.
            sent_id=f"hall-{hash_values(given)}",
        )

    attempt(save, "会場で数えた票を入れました。")


@needs(Need.RUN)
def undo_paper(code: str, worksheet: str, version: int) -> None:
    """Bring back the count before."""
    attempt(
        lambda: paper_votes.undo_paper(
            code, worksheet, version=version, sent_id=f"undo-{worksheet}-{version}"
        ),
        "会場で数えた票を、1つ前に戻しました。",
    )
