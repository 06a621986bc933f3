"""Set things on a ring so that the lines between them cross as little as can be."""

import math
from collections.abc import Sequence
from itertools import combinations

Pair = tuple[str, str]
Spot = tuple[float, float]
_CROSSING = 3.0  # a crossing is worse than a longer way
_TURN = -math.pi / 2  # the first stands at the top


def order_ring(things: Sequence[str], pairs: Sequence[Pair]) -> list[str]:
    """Return the things in the order in which they stand on the ring; the same input, the same."""
    order = list(things)
    cost = _measure(order, pairs)
    better = True
    while better:
        better = False
        for one, other in combinations(range(len(order)), 2):
            order[one], order[other] = order[other], order[one]
            changed = _measure(order, pairs)
            if changed < cost - 1e-9:
                cost, better = changed, True
            else:
                order[one], order[other] = order[other], order[one]
    return order


def _measure(order: Sequence[str], pairs: Sequence[Pair]) -> float:
    places = {thing: place for place, thing in enumerate(order)}
    chords = [tuple(sorted((places[a], places[b]))) for a, b in pairs]
    crossings = sum(
        first[0] < second[0] < first[1] < second[1] or second[0] < first[0] < second[1] < first[1]
        for first, second in combinations(chords, 2)
    )
    number = len(order)
    ways = sum(min(b - a, number - b + a) for a, b in chords)
    return crossings * _CROSSING + ways


def place_ring(number: int, *, width: float, height: float) -> list[Spot]:
    """Return as many spots on the largest ring in a field, the first at the top."""
    if number == 1:
        return [(width / 2, height / 2)]
    if number == 2:  # noqa: PLR2004 -- two stand side by side, not above each other
        return [(0.0, height / 2), (width, height / 2)]
    turn = 2 * math.pi / number
    # Half a step aside, so that an even number fills the corners.
    start = _TURN + (turn / 2 if number % 2 == 0 else 0)
    return [
        (
            width / 2 * (1 + math.cos(start + turn * place)),
            height / 2 * (1 + math.sin(start + turn * place)),
        )
        for place in range(number)
    ]
