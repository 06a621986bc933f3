"""Find three statements of three people of which every two belong together."""

from collections.abc import Sequence

from facilitator.analysis.overlap_signs import Link

_TRIED = 120  # of the strongest pairs
_LEAST = 0.2  # every pair of the three
_EVEN = 0.3  # the weakest pair beside the strongest of the three


def find_triples(pairs: Sequence[Link]) -> list[Link]:
    """Return the triples in which even the weakest of the three pairs is strong."""
    strong = [pair for pair in pairs[:_TRIED] if pair.strength >= _LEAST]
    beside: dict[int, dict[int, float]] = {}
    for pair in strong:
        a, b = pair.members
        beside.setdefault(a, {})[b] = pair.strength
        beside.setdefault(b, {})[a] = pair.strength
    triples: dict[frozenset[int], Link] = {}
    for pair in strong:  # the strongest pair of three comes first and names the kind
        a, b = pair.members
        for c in sorted(beside[a].keys() & beside[b].keys()):
            strengths = (pair.strength, beside[a][c], beside[b][c])
            if min(strengths) >= _EVEN * max(strengths):
                # As strong as its strongest pair, which it then stands for in the list.
                link = Link((a, b, c), pair.kind, pair.strength, pair.answers)
                triples.setdefault(frozenset(link.members), link)
    return list(triples.values())
