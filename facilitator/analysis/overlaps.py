"""Propose which statements of different people overlap, best first, each with its reason.

Every two statements are weighed by what the lexicon and the words say of them (`overlap_signs`);
then pairs are picked one by one so that no voice and no kind fills the list (`overlap_picking`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from facilitator.analysis.overlap_picking import pick_varied
from facilitator.analysis.overlap_reading import Statement
from facilitator.analysis.overlap_reasons import tell_reason
from facilitator.analysis.overlap_signs import find_signs
from facilitator.analysis.overlap_triples import find_triples
from facilitator.analysis.similarity import Means, find_means

__all__ = ["Overlap", "Statement", "find_overlaps"]

_MOST_READ = 3000  # the newest; weighing grows with the square of the number
_CONSIDERED = 12  # pairs looked at for each one that is asked for


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two or three statements worth talking about together."""

    statements: tuple[str, ...]
    kind: str  # option key of the overlaps sheet
    reason: str  # a Japanese sentence, without quotations
    strength: float  # 0 to 1


def find_overlaps(
    statements: Sequence[Statement], most: int = 30, means: Means | None = None
) -> tuple[Overlap, ...]:
    """Propose up to `most` overlaps, the best first; the newest statements stand last."""
    signs = find_signs(statements[-_MOST_READ:], means or find_means())
    pairs = signs.list_best(max(most, 1) * _CONSIDERED)
    found = find_triples(pairs) + pairs
    picked = pick_varied(signs, found, most)
    return tuple(
        Overlap(
            tuple(signs.read[number].statement.id for number in link.members),
            link.kind,
            tell_reason(signs, link),
            round(min(link.strength, 1.0), 3),
        )
        for link in picked
    )
