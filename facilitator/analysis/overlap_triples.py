"""Find three statements of three people of which every two belong together."""

from collections.abc import Sequence

from facilitator.analysis.overlap_signs import Link, Signs

_TRIED = 60  # of the strongest pairs
_LEAST = 0.6  # the weakest of the three pairs, beside the strongest pair of all
_BONUS = 1.05


def find_triples(signs: Signs, pairs: Sequence[Link]) -> list[Link]:
    """Return the triples in which even the weakest of the three pairs is strong."""
    if not pairs:
        return []
    least = pairs[0].strength * _LEAST
    strong = [pair for pair in pairs[:_TRIED] if pair.strength >= least]
    beside: dict[int, set[int]] = {}
    for pair in strong:
        a, b = pair.members
        beside.setdefault(a, set()).add(b)
        beside.setdefault(b, set()).add(a)
    triples = {}
    for pair in strong:
        a, b = pair.members
        for c in beside[a] & beside[b]:
            key = frozenset((a, b, c))
            if key not in triples:
                weakest = min(signs.strength_of(x, y) for x, y in ((a, b), (a, c), (b, c)))
                triples[key] = Link((a, b, c), pair.kind, weakest * _BONUS, pair.answers)
    return list(triples.values())
