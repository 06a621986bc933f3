"""Share people out over teams so that every table hears more than one side.

Affiliation groups (office, contractors, council, others) are mixed first, then fields, then
the affiliations themselves. Pairs can be kept together or apart. Whoever must not be moved
keeps their team. The same input and seed always give the same teams.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from facilitator.analysis.dealing import Block, Tables
from worksheets.errors import BadInput

SMALLEST, LARGEST = 2, 12  # a table with one person has nobody to talk to
_FEWEST, _MOST = 4, 6  # people at a good table


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
    tables = Tables(
        _make_blocks(people, wishes.together),
        teams,
        wishes.apart,
        random.Random(seed),  # noqa: S311 -- for variety, not for secrets
    )
    tables.deal()
    tables.improve()
    places = tables.list_places()
    placed = {person.id: places[person.id] for person in people}
    return Seating(placed, tuple(_list_worries(people, placed, teams, wishes)))


def suggest_count(people: int, size: int = 5) -> int:
    """Return how many teams of about this size to make: of 4 to 6 people where that is possible."""
    least, most = -(-people // _MOST), people // _FEWEST
    count = round(people / size)
    return max(1, min(most, max(least, count)) if least <= most else count)


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
    if any(person.fixed is not None and person.fixed not in teams for person in people):
        raise BadInput(
            "「動かさない」とした人の班が、新しい班の中にありません。"
            "班の数を増やすか、動かさない人から外してください。"
        )
    both = {frozenset(pair) for pair in wishes.together} & {frozenset(p) for p in wishes.apart}
    if both:
        raise BadInput(
            "同じ二人が「同じ班」と「別の班」の両方に入っています。どちらかを外してください。"
        )


def _make_blocks(people: Sequence[Seat], together: Sequence[tuple[str, str]]) -> list[Block]:
    leader = {person.id: person.id for person in people}
    fixed = {person.id: person.fixed for person in people}

    def find(one: str) -> str:
        while leader[one] != one:
            one = leader[one]
        return one

    for one, other in together:
        if one not in leader or other not in leader:
            continue
        first, second = find(one), find(other)
        # Two who must stay in different teams stay there; the worries say that they are parted.
        if first != second and len({fixed[first], fixed[second]} - {None}) < 2:  # noqa: PLR2004 -- two teams
            leader[second] = first
            fixed[first] = fixed[first] or fixed[second]
    blocks: dict[str, list[Seat]] = {}
    for person in people:
        blocks.setdefault(find(person.id), []).append(person)
    return [Block(tuple(seats), fixed[key]) for key, seats in blocks.items()]


def keep_names(
    places: Mapping[str, str], current: Mapping[str, str], teams: Sequence[str], fixed: set[str]
) -> dict[str, str]:
    """Exchange whole teams by name so that as few people as possible have to get up.

    Teams where somebody is `fixed` keep their name.
    """
    bound = {places[person] for person in fixed}
    free = dict.fromkeys(team for team in teams if team not in bound)
    shared = Counter(
        (places[person], team)
        for person, team in current.items()
        if places.get(person) in free and team in free
    )
    named: dict[str, str] = {}
    given: set[str] = set()
    for (made, team), _ in shared.most_common():
        if made not in named and team not in given:
            named[made] = team
            given.add(team)
    left = [team for team in free if team not in given]
    named |= dict(zip((made for made in free if made not in named), left, strict=True))
    return {person: named.get(made, made) for person, made in places.items()}


# --- what could not be had ------------------------------------------------------------------


def _list_alone(
    people: Sequence[Seat], placed: Mapping[str, str], teams: Sequence[str]
) -> tuple[str, ...]:
    here: dict[str, set[str]] = defaultdict(set)
    for person in people:
        here[placed[person.id]].add(person.group)
    return tuple(team for team in teams if len(here[team]) == 1 and here[team] != {""})


def _list_worries(
    people: Sequence[Seat],
    placed: Mapping[str, str],
    teams: Sequence[str],
    wishes: Wishes,
) -> Iterator[str]:
    alone = _list_alone(people, placed, teams)
    groups = Counter(person.group for person in people if person.group)
    if alone and len(groups) == 1:
        yield "所属の区分が全員同じなので、立場の違う人を混ぜることはできません。"
    elif alone:
        yield f"所属の区分が1つだけの班が{len(alone)}つあります{_why_alone(groups, teams)}。"
    sizes = Counter(placed.values())
    least, most = min(sizes[team] for team in teams), max(sizes.values(), default=0)
    if most - least > 1:
        yield (
            f"班の人数が{least}人から{most}人までばらつきます。"
            "動かさない人と「同じ班に」の組を見直すと、そろえられます。"
        )
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
    return "(動かさない人や組の指定を見直すと、混ざることがあります)"
