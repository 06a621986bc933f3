"""What is given for one phone in one step: the turn, the seat, and the writer who answers."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from facilitator.rehearsal.bank import Entry
from facilitator.rehearsal.chance import draw
from facilitator.rehearsal.dealing import Hands
from facilitator.rehearsal.phones import Phone
from facilitator.rehearsal.saying import Writer
from facilitator.rehearsal.story import Story

Snapshot = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Seat:
    """Where somebody sits: the team, its number, one's own number in it, how many sit there."""

    team: str
    place: int
    number: int
    size: int

    @property
    def writes(self) -> bool:
        """Whether this is who writes down what the team says."""
        return self.number == 0

    def has_turn(self, number: int) -> bool:
        """Tell whether the card with this number is one's own to write; the team shares them."""
        return number % self.size == self.number


@dataclass(frozen=True, slots=True)
class Turn:
    """What is given for one step: its name, the cards dealt, who writes for which team."""

    step: str
    story: Story
    hands: Mapping[str, Hands]
    team_entries: Mapping[str, Mapping[str, tuple[Entry, ...]]] = field(default_factory=dict)
    pace: float = 0.0

    async def pause(self, rng: Random) -> None:
        """Wait as long as somebody needs for a card."""
        if self.pace:
            await asyncio.sleep(self.pace * rng.uniform(0.2, 1.8))

    def make_name(self, *words: object) -> str:
        """Make the id under which something is sent once in this step."""
        return "-".join((*map(str, words), self.step.partition("/")[2]))[-80:]


def make_writer(phone: Phone, sheet: str, turn: Turn, *, mark: str, place: int) -> Writer:
    """Make the writer of one sheet; the same mark writes the same."""
    persona, story = phone.persona, turn.story
    meetings = list(dict.fromkeys(step["meeting"] for step in story.facts["steps"]))
    # People warm up from meeting to meeting.
    warmth = 0.06 * meetings.index(story.find_step(turn.step)["meeting"])
    role, phase = story.get_role(sheet), story.get_phase(sheet)
    return Writer(
        rng=draw(f"{story.seed}/{sheet}/{mark}"),
        stable=f"{story.seed}/{persona.number}",
        mood=persona.mood + (0.0 if phase else warmth + 0.1) + (0.1 if role == "reflection" else 0),
        phase=phase,
        tokens=story.list_tokens(turn.step, place),
    )


def choose_seats(
    phones: Sequence[Phone], teams: Mapping[str, str], names: Sequence[str]
) -> dict[Phone, Seat]:
    """Seat everybody who is in a team, in the order they came; teams nobody is in are left out."""
    members: dict[str, list[Phone]] = {team: [] for team in names}
    for phone in phones:
        if (team := teams.get(phone.participant, "")) in members:
            members[team].append(phone)
    there = [team for team in names if members[team]]
    return {
        phone: Seat(team, place, number, len(members[team]))
        for place, team in enumerate(there)
        for number, phone in enumerate(members[team])
    }
