"""Find places for a map of overlaps: people around the edge, what they share in the middle.

Everything is measured in tenths of a hundredth of the screen's height, for a screen of 4:3.
Wider screens draw the places apart, so nothing that lay beside another comes to cover it.
"""

import math
from collections.abc import Sequence
from functools import lru_cache

WIDTH, HEIGHT = 1230.0, 590.0
MOST_PEOPLE = 14  # more names than this do not fit around the edge

_NAME = (268.0, 108.0)  # the room of a name in two lines
_MARK = (150.0, 74.0)  # the room of an overlap's symbol and number
_INWARDS = 0.62  # how far from the middle an overlap lies, as a share of its people's distance
_ROUNDS = 200
_SWAPS = 8

Spot = tuple[float, float]
Group = tuple[int, ...]  # the people of one overlap, as numbers


@lru_cache(maxsize=64)
def place_ring(people: int, groups: tuple[Group, ...]) -> tuple[tuple[Spot, ...], tuple[Spot, ...]]:
    """Return a spot for each person and one for each overlap; the same input, the same map."""
    seats = _list_seats(people)
    order = _seat(seats, groups)
    spots = tuple(seats[seat] for seat in order)
    return spots, tuple(_spread([_aim(group, spots) for group in groups]))


def _list_seats(people: int) -> list[Spot]:
    """Return the places around the edge, clockwise from the upper left."""
    side = 1 if people <= 8 else 2 if people <= 12 else 3  # noqa: PLR2004 -- names on one side, few or many
    side = min(side, people // 2)
    top = -(-(people - 2 * side) // 2)
    bottom = people - 2 * side - top
    across, down = _NAME[0] / 2, _NAME[1] / 2
    left = [(across, y) for y in _divide(side, _NAME[1], HEIGHT - _NAME[1])]
    right = [(WIDTH - across, y) for y in _divide(side, _NAME[1], HEIGHT - _NAME[1])]
    above = [(x, down) for x in _divide(top, 0, WIDTH)]
    below = [(x, HEIGHT - down) for x in _divide(bottom, 0, WIDTH)]
    return [*above, *right, *reversed(below), *reversed(left)]


def _divide(parts: int, low: float, high: float) -> list[float]:
    return [low + (high - low) * (number + 0.5) / parts for number in range(parts)]


def _seat(seats: Sequence[Spot], groups: Sequence[Group]) -> list[int]:
    """Let those who share something sit near each other, by exchanging two at a time."""
    order = list(range(len(seats)))
    shortest = _measure(order, seats, groups)
    for _ in range(_SWAPS):
        before = shortest
        for one in range(len(order)):
            for other in range(one + 1, len(order)):
                order[one], order[other] = order[other], order[one]
                length = _measure(order, seats, groups)
                if length < shortest:
                    shortest = length
                else:
                    order[one], order[other] = order[other], order[one]
        if shortest == before:
            break
    return order


def _measure(order: Sequence[int], seats: Sequence[Spot], groups: Sequence[Group]) -> float:
    total = 0.0
    for group in groups:
        spots = [seats[order[person]] for person in group]
        middle = _mean(spots)
        total += sum(math.dist(spot, middle) for spot in spots)
    return total


def _mean(spots: Sequence[Spot]) -> Spot:
    return sum(x for x, _ in spots) / len(spots), sum(y for _, y in spots) / len(spots)


def _aim(group: Group, spots: Sequence[Spot]) -> Spot:
    x, y = _mean([spots[person] for person in group])
    return WIDTH / 2 + (x - WIDTH / 2) * _INWARDS, HEIGHT / 2 + (y - HEIGHT / 2) * _INWARDS


def _spread(spots: list[Spot]) -> list[Spot]:
    """Move overlaps apart that lie on each other, inside the ring of names."""
    spots = [_keep_inside(spot) for spot in spots]
    for _ in range(_ROUNDS):
        moved = False
        for one in range(len(spots)):
            for other in range(one + 1, len(spots)):
                step = _part(spots[one], spots[other])
                if step is None:
                    continue
                moved = True
                (x, y), (across, down) = spots[one], step
                spots[one] = _keep_inside((x - across, y - down))
                x, y = spots[other]
                spots[other] = _keep_inside((x + across, y + down))
        if not moved:
            break
    return [(round(x, 1), round(y, 1)) for x, y in spots]


def _part(one: Spot, other: Spot) -> Spot | None:
    """Return half of the way the second has to go, along the shorter way out."""
    x, y = other[0] - one[0], other[1] - one[1]
    across, down = _MARK[0] - abs(x), _MARK[1] - abs(y)
    if across <= 0 or down <= 0:
        return None
    # A little more than half, and never exactly along one line: so corners are left again.
    if across / _MARK[0] < down / _MARK[1]:
        return math.copysign(across * 0.55, x or 1), 0.7
    return 0.7, math.copysign(down * 0.55, y or 1)


def _keep_inside(spot: Spot) -> Spot:
    x, y = spot
    edge_x, edge_y = _NAME[0] + _MARK[0] / 2, _NAME[1] + _MARK[1] / 2
    return min(max(x, edge_x), WIDTH - edge_x), min(max(y, edge_y), HEIGHT - edge_y)
