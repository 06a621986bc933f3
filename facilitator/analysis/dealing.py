"""Put blocks of people at tables: first dealt out group by group, then exchanged for the better.

A block is whoever stays together, mostly one person. What a table weighs says how alike its
people are; it is kept up to date with each exchange, so that five hundred people take a blink.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from heapq import heapify, heapreplace
from itertools import groupby
from typing import Protocol

_ROUNDS = 40  # of improving exchanges for each block; more changed nothing in trials
_GROUP, _FIELD, _AFFILIATION = 4, 1, 0.5  # what one doubled mark at a table weighs
_ALONE = 100  # a table that hears one side only
_APART = 1000


class Person(Protocol):
    """Somebody with marks to be mixed; an empty mark is unknown and mixes with everything."""

    @property
    def id(self) -> str: ...
    @property
    def group(self) -> str: ...
    @property
    def affiliation(self) -> str: ...
    @property
    def field(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Block:
    """People who stay together, and the table they must stay at, if any."""

    people: tuple[Person, ...]
    fixed: str | None


@dataclass(slots=True)
class _Table:
    size: int = 0
    weight: float = 0
    kinds: int = 0  # of groups, the unknown one included
    groups: Counter[str] = field(default_factory=Counter)
    fields: Counter[str] = field(default_factory=Counter)
    affiliations: Counter[str] = field(default_factory=Counter)

    def take(self, block: Block, sign: int = 1) -> None:
        """Seat a block, or with -1 let it go."""
        for person in block.people:
            self.size += sign
            before = self.groups[person.group]
            self.kinds += sign if before == (0 if sign == 1 else 1) else 0
            self._mark(self.groups, person.group, _GROUP, sign)
            self._mark(self.fields, person.field, _FIELD, sign)
            self._mark(self.affiliations, person.affiliation, _AFFILIATION, sign)

    def _mark(self, marks: Counter[str], mark: str, weight: float, sign: int) -> None:
        count = marks[mark]
        marks[mark] = count + sign
        if mark:  # doubled marks count by their squares
            self.weight += weight * (2 * count * sign + 1)

    def weigh(self) -> float:
        """Return how alike the people at this table are."""
        return self.weight + (_ALONE if self._is_alone(self.kinds, self.groups[""]) else 0)

    @staticmethod
    def _is_alone(kinds: int, unknown: int) -> bool:
        return kinds == 1 and unknown == 0

    def weigh_change(self, gone: Person, come: Person) -> float:
        """Return by how much the table would weigh more with one person in another's place."""
        change = 0.0
        for marks, old, new, weight in (
            (self.groups, gone.group, come.group, _GROUP),
            (self.fields, gone.field, come.field, _FIELD),
            (self.affiliations, gone.affiliation, come.affiliation, _AFFILIATION),
        ):
            if old != new:
                change -= weight * (2 * marks[old] - 1) if old else 0
                change += weight * (2 * marks[new] + 1) if new else 0
        if gone.group != come.group and self.kinds < 3:  # noqa: PLR2004 -- with three, two stay
            kinds = self.kinds - (self.groups[gone.group] == 1) + (self.groups[come.group] == 0)
            unknown = self.groups[""] - (not gone.group) + (not come.group)
            change += _ALONE if self._is_alone(kinds, unknown) else 0
            change -= _ALONE if self._is_alone(self.kinds, self.groups[""]) else 0
        return change


class Tables:
    """The state of placing: blocks of people at tables."""

    def __init__(
        self,
        blocks: Sequence[Block],
        teams: Sequence[str],
        apart: Sequence[tuple[str, str]],
        chance: random.Random,
    ) -> None:
        self._teams = list(teams)
        self._blocks = list(blocks)
        # Shuffled once, so that another seed breaks all ties in another way.
        chance.shuffle(self._blocks)
        self._chance = chance
        self._at: list[str] = [""] * len(self._blocks)
        self._tables = {team: _Table() for team in teams}
        self._most = -(-sum(len(block.people) for block in blocks) // len(teams))
        of = {person.id: n for n, block in enumerate(self._blocks) for person in block.people}
        self._apart: dict[int, set[int]] = defaultdict(set)
        for one, other in apart:
            if one in of and other in of and of[one] != of[other]:
                self._apart[of[one]].add(of[other])
                self._apart[of[other]].add(of[one])

    def deal(self) -> None:
        """Give each table its share: the fixed first, then big blocks, then group by group."""
        groups = Counter(p.group for block in self._blocks for p in block.people)

        def rank(number: int) -> tuple[object, ...]:
            block, marks = self._blocks[number], self._get_marks(number)
            return (
                block.fixed is None,
                -len(block.people),
                number not in self._apart,
                groups[marks[0]],
                *marks,
            )

        order = sorted(range(len(self._blocks)), key=rank)
        simple = [number for number in order if self._is_simple(number)]
        for number in order[: len(order) - len(simple)]:
            self._put(number, self._blocks[number].fixed or self._find_table(number))
        for _, alike in groupby(simple, key=lambda number: self._get_marks(number)[:2]):
            self._deal_alike(list(alike))

    def _is_simple(self, number: int) -> bool:
        block = self._blocks[number]
        return block.fixed is None and len(block.people) == 1 and number not in self._apart

    def _get_marks(self, number: int) -> tuple[str, str, str]:
        first = self._blocks[number].people[0]
        return first.group, first.field, first.affiliation

    def _deal_alike(self, numbers: Sequence[int]) -> None:
        """Give single people of one group and field to the tables that need them most."""
        group, field_, _ = self._get_marks(numbers[0])

        def need(team: str) -> tuple[bool, int, int, int]:
            table = self._tables[team]
            full = table.size >= self._most
            return (full, table.groups[group], table.size, table.fields[field_])

        waiting = [(need(team), place) for place, team in enumerate(self._teams)]
        heapify(waiting)
        for number in numbers:
            place = waiting[0][1]
            self._put(number, self._teams[place])
            # Only this table has changed, so the others still stand in the right order.
            heapreplace(waiting, (need(self._teams[place]), place))

    def _find_table(self, number: int) -> str:
        block = self._blocks[number]
        first = block.people[0]

        def cost(team: str) -> tuple[float, ...]:
            table = self._tables[team]
            return (
                self._count_enemies(number, team),
                max(0, table.size + len(block.people) - self._most),
                table.groups[first.group],
                table.size,
                table.fields[first.field],
                table.affiliations[first.affiliation],
            )

        return min(self._teams, key=cost)

    def _put(self, number: int, team: str) -> None:
        self._at[number] = team
        self._tables[team].take(self._blocks[number])

    def _count_enemies(self, number: int, team: str) -> int:
        return sum(1 for other in self._apart.get(number, ()) if self._at[other] == team)

    def improve(self) -> None:
        """Exchange two blocks of one size wherever both tables together gain by it."""
        free = [n for n, block in enumerate(self._blocks) if block.fixed is None]
        sizes: dict[int, list[int]] = defaultdict(list)
        for number in free:
            sizes[len(self._blocks[number].people)].append(number)
        draw = self._chance.random
        for _ in range(_ROUNDS):
            for one in free:
                same = sizes[len(self._blocks[one].people)]
                other = same[int(draw() * len(same))]
                if self._at[one] != self._at[other] and self._gains(one, other):
                    self._exchange(one, other)

    def _gains(self, one: int, other: int) -> bool:
        """Tell whether both tables together weigh less after exchanging two blocks."""
        if one in self._apart or other in self._apart or len(self._blocks[one].people) > 1:
            return self._gains_by_trying(one, other)
        here, there = self._tables[self._at[one]], self._tables[self._at[other]]
        a, b = self._blocks[one].people[0], self._blocks[other].people[0]
        return here.weigh_change(a, b) + there.weigh_change(b, a) < 0

    def _gains_by_trying(self, one: int, other: int) -> bool:
        before = self._weigh(one, other)
        self._exchange(one, other)
        after = self._weigh(one, other)
        self._exchange(one, other)
        return after < before

    def _weigh(self, one: int, other: int) -> float:
        here, there = self._at[one], self._at[other]
        enemies = self._count_enemies(one, here) + self._count_enemies(other, there)
        return self._tables[here].weigh() + self._tables[there].weigh() + _APART * enemies

    def _exchange(self, one: int, other: int) -> None:
        here, there = self._at[one], self._at[other]
        self._tables[here].take(self._blocks[one], -1)
        self._tables[there].take(self._blocks[other], -1)
        self._put(one, there)
        self._put(other, here)

    def list_places(self) -> dict[str, str]:
        """Return each person's team."""
        return {
            person.id: self._at[number]
            for number, block in enumerate(self._blocks)
            for person in block.people
        }
