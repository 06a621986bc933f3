"""Pick overlaps one by one, so that different voices, people and kinds come to the fore."""

from collections import Counter
from collections.abc import Sequence

from facilitator.analysis.overlap_signs import Link, Signs

# What is taken off for each time that a voice, a person or a kind was picked before.
_VOICE, _PERSON, _KIND = 0.75, 0.9, 0.96
_SAME_PAIR = 0.5  # the same two people again


def pick_varied(signs: Signs, links: Sequence[Link], most: int) -> list[Link]:
    """Return the links in the order in which they should be shown."""
    left = list(links)
    picked: list[Link] = []
    voices: Counter[int] = Counter()
    persons: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    together: set[frozenset[str]] = set()
    covered: set[frozenset[int]] = set()

    def people_of(link: Link) -> list[str]:
        return [signs.read[number].statement.person for number in link.members]

    def worth(link: Link) -> float:
        value = link.strength
        for number in link.members:
            value *= _VOICE ** voices[number]
        for person in people_of(link):
            value *= _PERSON ** persons[person]
        if frozenset(people_of(link)) in together:
            value *= _SAME_PAIR
        return float(value * _KIND ** kinds[link.kind])

    while left and len(picked) < most:
        best = max(left, key=worth)
        picked.append(best)
        covered.add(frozenset(best.members))
        voices.update(best.members)
        persons.update(people_of(best))
        kinds[best.kind] += 1
        together.add(frozenset(people_of(best)))
        members = set(best.members)
        left = [link for link in left if link is not best and not set(link.members) <= members]
    return picked
