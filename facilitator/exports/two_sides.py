"""Set people on two sides of what links them, so that few lines cross.

Every link stands in the middle and has its own place, so its words are always read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

_ROUNDS = 12  # of moving everything beside what it is linked with


@dataclass(frozen=True, slots=True)
class Sides:
    """People on the left and on the right, and the links between them, from top to bottom."""

    left: tuple[str, ...]
    links: tuple[int, ...]
    right: tuple[str, ...]


def set_on_sides(links: Sequence[Sequence[str]]) -> Sides:
    """Return where the people of each link stand; the same input gives the same picture."""
    people = list(dict.fromkeys(person for link in links for person in link))
    left = _share(people, links)
    right = [person for person in people if person not in left]
    ordered = [person for person in people if person in left]
    middle = list(range(len(links)))
    best = Sides(tuple(ordered), tuple(middle), tuple(right))
    fewest = _count_crossings(best, links)
    for _ in range(_ROUNDS):
        places = {**_place(ordered), **_place(right)}
        middle.sort(key=lambda n: (_mean([places[person] for person in links[n]]), n))
        heights = _place([str(number) for number in middle])
        for side in (ordered, right):
            side.sort(key=lambda person: (_mean(_heights_of(person, links, heights)), person))
        made = Sides(tuple(ordered), tuple(middle), tuple(right))
        crossings = _count_crossings(made, links)
        if crossings < fewest:
            best, fewest = made, crossings
    return best


def _share(people: Sequence[str], links: Sequence[Sequence[str]]) -> set[str]:
    """Return who stands on the left: linked people face each other, both sides about full."""
    left = set(people[::2])
    most = (len(people) + 1) // 2
    better = True
    while better:
        better = False
        for one in people:
            for other in people:
                if one in left and other not in left:
                    changed = left - {one} | {other}
                    if _count_facing(changed, links) > _count_facing(left, links):
                        left, better = changed, True
                        break
    return left if len(left) <= most else set(people[:most])


def _count_facing(left: set[str], links: Sequence[Sequence[str]]) -> int:
    return sum(
        (one in left) != (other in left) for link in links for one, other in combinations(link, 2)
    )


def _place(things: Sequence[str]) -> dict[str, float]:
    return {thing: (place + 0.5) / len(things) for place, thing in enumerate(things)}


def _heights_of(
    person: str, links: Sequence[Sequence[str]], heights: Mapping[str, float]
) -> list[float]:
    return [heights[str(number)] for number, link in enumerate(links) if person in link]


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / len(values), 6)


def _count_crossings(sides: Sides, links: Sequence[Sequence[str]]) -> int:
    crossings = 0
    for people in (sides.left, sides.right):
        lines = [
            (people.index(person), height)
            for height, number in enumerate(sides.links)
            for person in links[number]
            if person in people
        ]
        crossings += sum((a[0] - b[0]) * (a[1] - b[1]) < 0 for a, b in combinations(lines, 2))
    return crossings
