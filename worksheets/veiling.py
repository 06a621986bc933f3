"""Which marks anonymous answers may carry, so that nobody is found by what the others carry.

It is not enough to leave small groups blank: where five are marked and one is not, the blank one is
the sixth person. So whatever is told apart, blanks too, must be shared by enough people.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

SMALLEST_GROUP = 5  # people who must share a mark before an anonymous answer may show it

Marks = tuple[str, str]  # team, affiliation


def choose_marks(people: Iterable[Marks]) -> Mapping[Marks, Marks]:
    """Return for the team and affiliation of each person what an answer of theirs may show."""
    counts = Counter(people)
    shown = _choose_affiliations(counts)
    cells: dict[str, Counter[str]] = {}
    for (team, affiliation), number in counts.items():
        kept = affiliation if affiliation in shown else ""
        cells.setdefault(kept, Counter())[team] += number
    marks = {}
    for team, affiliation in counts:
        kept = affiliation if affiliation in shown else ""
        whole = min(cells[kept].values()) >= SMALLEST_GROUP
        marks[team, affiliation] = (team if whole else "", kept)
    return marks


def _choose_affiliations(counts: Mapping[Marks, int]) -> set[str]:
    """Return the affiliations that may be named; what is left blank is large enough, or nobody."""
    sizes: Counter[str] = Counter()
    for (_, affiliation), number in counts.items():
        sizes[affiliation] += number
    shown = {name for name, size in sizes.items() if name and size >= SMALLEST_GROUP}
    blank = sum(sizes.values()) - sum(sizes[name] for name in shown)
    while shown and 0 < blank < SMALLEST_GROUP:
        smallest = min(shown, key=lambda name: (sizes[name], name))
        shown.remove(smallest)
        blank += sizes[smallest]
    return shown
