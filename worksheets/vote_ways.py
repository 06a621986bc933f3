"""The way people vote on cards: how many points each person has and how they may lie.

Nothing is read or stored here; votes.py counts, voting.py changes the way of a room.
"""

from collections.abc import Collection
from dataclasses import dataclass

from programs.questions import Worksheet
from worksheets.errors import BadInput

MOST_EACH = 100
STEPS = (1, 10)

Ways = tuple[tuple[str, "VoteWay"], ...]


@dataclass(frozen=True, slots=True)
class VoteWay:
    """How many points each person has, by how many they are given, and how many one card takes.

    `on_one` 0 sets no limit of its own to one card.
    """

    each: int
    step: int = 1
    on_one: int = 0

    @property
    def most_on_one(self) -> int:
        """The most points one person may give to one card."""
        return min(self.on_one or self.each, self.each)

    @property
    def unit(self) -> str:
        """What one point is called: a vote, or a point of a hundred."""
        return "点" if self.step > 1 else "票"

    def describe(self) -> str:
        """Say it in words for everybody."""
        if self.step > 1:
            limit = f"。1つに{self.on_one}点まで" if 0 < self.on_one < self.each else ""
            return f"1人{self.each}点を、{self.step}点きざみで分けます{limit}。"
        if self.each == 1:
            return "1人1票です。"
        if self.most_on_one == 1:
            return f"1人{self.each}票、1つのカードに1票までです。"
        if self.most_on_one < self.each:
            return f"1人{self.each}票、1つのカードに{self.on_one}票までです。"
        return f"1人{self.each}票です。同じものに何票入れてもかまいません。"

    def find_misfit(self, given: Collection[int], *, people: int = 1) -> str:
        """Return why these points do not fit for so many people, or nothing."""
        unit, whose = self.unit, "1人" if people == 1 else f"{people}人で"
        if any(points % self.step for points in given):
            return f"{unit}は{self.step}{unit}きざみで入れてください。"
        most, total = self.each * people, sum(given)
        if total > most:
            return (
                f"{whose}{most}{unit}までです。いまは{total - most}{unit}多いので、"
                "どれかを減らしてください。"
            )
        if max(given, default=0) > self.most_on_one * people:
            return (
                f"1つのカードに入れられるのは、{whose}{self.most_on_one * people}{unit}までです。"
                "分けて入れてください。"
            )
        return ""


def read_way(ways: Ways, worksheet: Worksheet) -> VoteWay:
    """Return the way this room votes on a worksheet: its own, else the program's."""
    planned = VoteWay(worksheet.votes, worksheet.vote_step, worksheet.votes_on_one)
    return dict(ways).get(worksheet.key, planned)


def check_way(way: VoteWay) -> None:
    """Refuse a way nobody could vote in."""
    if way.step not in STEPS:
        raise BadInput("きざみは、1票ずつか10点ずつのどちらかを選んでください。")
    if not way.step <= way.each <= MOST_EACH or way.each % way.step:
        raise BadInput(f"1人の{way.unit}数は、{way.step}から{MOST_EACH}までで選んでください。")
    if not 0 <= way.on_one <= way.each or way.on_one % way.step:
        raise BadInput(f"1つに入れられる数は、1人の{way.unit}数までで選んでください。")


def dump_ways(ways: Ways) -> dict[str, list[int]]:
    """Write the ways as JSON."""
    return {key: [way.each, way.step, way.on_one] for key, way in ways}


def load_ways(document: dict[str, list[int]]) -> Ways:
    """Read the ways back."""
    return tuple((key, VoteWay(*numbers)) for key, numbers in document.items())
