"""Share people out over teams so that every table hears more than one side.

Affiliation groups (office, contractors, council, others) are mixed first, then fields, then
the affiliations themselves. Pairs can be kept together or apart. Whoever must not be moved
keeps their team. The same input and seed always give the same teams.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from worksheets.errors import BadInput

SMALLEST, LARGEST = 2, 12  # a table with one person has nobody to talk to
_ROUNDS = 60  # of improving exchanges for each person; more changed nothing in trials
_GROUP, _FIELD, _AFFILIATION = 4.0, 1.0, 0.5  # what one doubled mark at a table weighs
_APART = 1000.0


@dataclass(frozen=True, slots=True)
class Seat:
    """A person to be placed. `fixed` is the team they must stay in."""

    id: str
    group: str = ""
    affiliation: str = ""
    field: str = ""
    fixed: str | None = None


@dataclass(frozen=True, slots=True)
class Wishes:
    """Pairs of people by id that shall or shall not sit together."""

    together: tuple[tuple[str, str], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Seating:
    """Each person's team, and what could not be had, in sentences for the facilitator."""

    teams: Mapping[str, str]
    worries: tuple[str, ...]


def share_out(
    people: Sequence[Seat], teams: Sequence[str], *, wishes: Wishes | None = None, seed: int = 0
) -> Seating:
    """Place everybody; raise BadInput where no placing can be right."""
    wishes = wishes or Wishes()
    _check(people, teams, wishes)
    tables = _Tables(people, teams, wishes)
    tables.deal()
    tables.improve(random.Random(seed))  # noqa: S311 -- for variety, not for secrets
    placed = tables.list_places()
    return Seating(placed, tuple(_list_worries(people, placed, teams, wishes)))


def suggest_count(people: int, size: int = 5) -> int:
    """Return how many teams of about this size to make: of 4 to 6 people where that is possible."""
    return max(1, round(people / size))


def _check(people: Sequence[Seat], teams: Sequence[str], wishes: Wishes) -> None:
    if not teams:
        raise BadInput("班がありません。先に班の数を決めてください。")
    if people and not SMALLEST <= len(people) / len(teams) <= LARGEST:
        each = len(people) / len(teams)
        raise BadInput(
            f"{len(people)}人を{len(teams)}班に分けると、1班が{each:.1f}人になります。"
            f"1班が{SMALLEST}人から{LARGEST}人になるように、班の数を変えてください"
            f"(おすすめは{suggest_count(len(people))}班)。"
        )
    both = {frozenset(pair) for pair in wishes.together} & {frozenset(p) for p in wishes.apart}
    if both:
        raise BadInput(
            "同じ二人が「同じ班」と「別の班」の両方に入っています。どちらかを外してください。"
        )


@dataclass(slots=True)
class _Block:
    """People who stay together."""

    people: list[Seat]
    fixed: str | None


@dataclass(slots=True)
class _Table:
    size: int = 0
    groups: Counter[str] = field(default_factory=Counter)
    fields: Counter[str] = field(default_factory=Counter)
    affiliations: Counter[str] = field(default_factory=Counter)

    def take(self, block: _Block, sign: int = 1) -> None:
        self.size += sign * len(block.people)
        for person in block.people:
            self.groups[person.group] += sign
            self.fields[person.field] += sign
            self.affiliations[person.affiliation] += sign

    def weigh(self) -> float:
        """Return how alike the people at this table are: doubled marks count by their squares."""
        return (
            _GROUP * _squares(self.groups)
            + _FIELD * _squares(self.fields)
            + _AFFILIATION * _squares(self.affiliations)
        )


def _squares(marks: Counter[str]) -> float:
    return float(sum(count * count for mark, count in marks.items() if mark))


class _Tables:
    """The state of placing: blocks of people at tables."""

    def __init__(self, people: Sequence[Seat], teams: Sequence[str], wishes: Wishes) -> None:
        self._teams = list(teams)
        self._blocks = _make_blocks(people, wishes.together)
        self._at: list[str] = [""] * len(self._blocks)
        self._tables = {team: _Table() for team in teams}
        self._most = -(-len(people) // len(teams))
        of = {person.id: n for n, block in enumerate(self._blocks) for person in block.people}
        self._apart: dict[int, set[int]] = defaultdict(set)
        for one, other in wishes.apart:
            if one in of and other in of and of[one] != of[other]:
                self._apart[of[one]].add(of[other])
                self._apart[of[other]].add(of[one])

    def deal(self) -> None:
        """Give each table its share: the fixed first, then big blocks, then group by group."""
        groups = Counter(p.group for block in self._blocks for p in block.people)
        order = sorted(
            range(len(self._blocks)),
            key=lambda n: (
                self._blocks[n].fixed is None,
                -len(self._blocks[n].people),
                groups[self._blocks[n].people[0].group],
                self._blocks[n].people[0].group,
                self._blocks[n].people[0].field,
                self._blocks[n].people[0].affiliation,
            ),
        )
        for number in order:
            self._put(number, self._blocks[number].fixed or self._find_table(number))

    def _find_table(self, number: int) -> str:
        block = self._blocks[number]
        first = block.people[0]

        def cost(team: str) -> tuple[float, ...]:
            table = self._tables[team]
            over = max(0, table.size + len(block.people) - self._most)
            return (
                self._count_enemies(number, team),
                over,
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

    def improve(self, chance: random.Random) -> None:
        """Exchange two blocks of one size wherever both tables together gain by it."""
        free = [n for n, block in enumerate(self._blocks) if block.fixed is None]
        sizes: dict[int, list[int]] = defaultdict(list)
        for number in free:
            sizes[len(self._blocks[number].people)].append(number)
        for _ in range(_ROUNDS * len(free)):
            one = chance.choice(free)
            other = chance.choice(sizes[len(self._blocks[one].people)])
            if self._at[one] != self._at[other]:
                self._exchange_if_better(one, other)

    def _exchange_if_better(self, one: int, other: int) -> None:
        before = self._weigh(one, other)
        self._exchange(one, other)
        if self._weigh(one, other) >= before:
            self._exchange(one, other)

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


def _make_blocks(people: Sequence[Seat], together: Iterable[tuple[str, str]]) -> list[_Block]:
    leader = {person.id: person.id for person in people}

    def find(one: str) -> str:
        while leader[one] != one:
            one = leader[one]
        return one

    for one, other in together:
        if one in leader and other in leader:
            leader[find(other)] = find(one)
    blocks: dict[str, list[Seat]] = {}
    for person in people:
        blocks.setdefault(find(person.id), []).append(person)
    return [
        _Block(seats, next((seat.fixed for seat in seats if seat.fixed), None))
        for seats in blocks.values()
    ]


def _list_worries(
    people: Sequence[Seat], placed: Mapping[str, str], teams: Sequence[str], wishes: Wishes
) -> Iterable[str]:
    groups = Counter(person.group for person in people if person.group)
    here: dict[str, set[str]] = defaultdict(set)
    for person in people:
        here[placed[person.id]].add(person.group)
    alone = [team for team in teams if len(here[team]) == 1 and here[team] != {""}]
    if alone and len(groups) > 1:
        yield f"所属の区分が1つだけの班が{len(alone)}つあります{_why_alone(groups, teams)}。"
    if any(placed.get(one) == placed.get(other) is not None for one, other in wishes.apart):
        yield (
            "「別の班に」とした二人が、同じ班になりました。"
            "班の数か、ほかの組み合わせを見直してください。"
        )
    both = (pair for pair in wishes.together if set(pair) <= set(placed))
    if any(placed[one] != placed[other] for one, other in both):
        yield (
            "「同じ班に」とした二人が、別の班になりました。動かさない人の指定を見直してください。"
        )


def _why_alone(groups: Counter[str], teams: Sequence[str]) -> str:
    largest = max(groups.values())
    others = sum(groups.values()) - largest
    if others < len(teams):
        return f"(ほかの区分の人が{others}人で、{len(teams)}班に1人ずつは行きわたりません)"
    return ""
