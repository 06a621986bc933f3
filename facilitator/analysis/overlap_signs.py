"""What speaks for talking about two statements together, weighed for every pair.

Pairs are weighed in blocks of rows, so that memory grows with the statements, not their square.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from facilitator.analysis.overlap_kinds import name_kind
from facilitator.analysis.overlap_offers import Offers, find_offers, weigh_alike
from facilitator.analysis.overlap_reading import KINDS, Read, Statement, read_statements
from facilitator.analysis.similarity import (
    Means,
    embed_keys,
    embed_meaning,
    embed_themes,
    embed_words,
)
from programs.lexicon import get_lexicon

Matrix = NDArray[np.float32]

# How much each sign raises the odds that two statements are worth talking about together; fitted
# roughly on the practice set, and rounded. `_REST` are the odds without any sign.
_REST = -4.6
_ANSWER = 1.6
_WEIGHTS = {
    "words": 1.6,
    "themes": 1.1,
    "meaning": 2.4,
    "places": 1.6,
    "times": 2.3,
    "tools": 1.4,
}
# What two kinds add to the odds: how often such pairs were worth it in the practice set.
_KINDS_TOGETHER = {
    ("can-do", "worry"): 0.8,
    ("want-to-try", "worry"): 0.8,
    ("can-do", "want-to-try"): 0.8,
    ("want-to-try", "want-to-try"): 0.8,
    ("value", "want-to-try"): 0.3,
    ("worry", "worry"): 0.2,
    ("can-do", "value"): -0.2,
    ("value", "value"): -0.5,
}
_SUGGESTED = 0.3  # a place, time or tool found in the words, beside one that people coded
# Who wants to be left alone is not given other people's affairs.
_ALONE_BY_CHOICE = "solitude"
_LEFT_ALONE = -2.0
_LEAST = 0.4  # where all signs together say less, nothing is proposed, whatever the kinds
_BLOCK = 256


@dataclass(frozen=True, slots=True)
class Link:
    """Statements that belong together, by their numbers, and how much speaks for it."""

    members: tuple[int, ...]
    kind: str
    strength: float
    answers: bool = False  # the first member's offer answers the second


@dataclass(frozen=True)
class Signs:
    """All statements read, and for each sign a row per statement."""

    read: tuple[Read, ...]
    rows: Mapping[str, Matrix]
    offers: Offers

    @cached_property
    def _kinds(self) -> Matrix:
        table = np.zeros((len(KINDS) + 1, len(KINDS) + 1), np.float32)
        for (one, other), value in _KINDS_TOGETHER.items():
            a, b = KINDS.index(one), KINDS.index(other)
            table[a, b] = table[b, a] = value
        return table

    @cached_property
    def _kind_numbers(self) -> NDArray[np.intp]:
        numbers = [KINDS.index(each.kind) if each.kind else len(KINDS) for each in self.read]
        return np.array(numbers, np.intp)

    @cached_property
    def _persons(self) -> NDArray[np.intp]:
        known: dict[str, int] = {}
        numbers = [known.setdefault(each.statement.person, len(known)) for each in self.read]
        return np.array(numbers, np.intp)

    @cached_property
    def _reserve(self) -> Matrix:
        left = [_LEFT_ALONE if _ALONE_BY_CHOICE in each.themes else 0.0 for each in self.read]
        return np.array(left, np.float32)

    def weigh(self, start: int, stop: int) -> Matrix:
        """Weigh the statements from `start` to `stop` with all: 0 to 1, 0 within a person."""
        part = slice(start, stop)
        found = _ANSWER * np.maximum(self.offers.answer(part), self.offers.be_answered(part))
        for name, weight in _WEIGHTS.items():
            rows = self.rows[name]
            found += weight * np.clip(rows[part] @ rows.T, 0.0, 1.0)
        odds = self._kinds[self._kind_numbers[part][:, None], self._kind_numbers[None, :]] + _REST
        odds += self._reserve[part][:, None] + self._reserve[None, :]
        strength = np.asarray(1 / (1 + np.exp(-odds - found)), np.float32)
        strength[found < _LEAST] = 0.0
        strength[self._persons[part][:, None] == self._persons[None, :]] = 0.0
        return strength

    def list_best(self, count: int) -> list[Link]:
        """Return the strongest pairs of different people, best first."""
        found: list[tuple[float, int, int]] = []
        for start in range(0, len(self.read), _BLOCK):
            found += self._list_block(start, count)
            found = sorted(found)[:count]
        return [self.link(a, b, -weight) for weight, a, b in found]

    def _list_block(self, start: int, count: int) -> Iterator[tuple[float, int, int]]:
        block = np.triu(self.weigh(start, start + _BLOCK), start + 1)
        flat = block.ravel()
        count = min(count, int(np.count_nonzero(flat)))
        if count:
            for at in np.argpartition(flat, -count)[-count:]:
                row, column = divmod(int(at), len(self.read))
                yield -float(flat[at]), start + row, column

    def strength_of(self, a: int, b: int) -> float:
        """Return how much speaks for one pair."""
        return float(self.weigh(a, a + 1)[0, b])

    def link(self, a: int, b: int, strength: float) -> Link:
        """Say what kind of overlap two statements are, the one that gives first."""
        signs = {
            name: weight * float(self.rows[name][a] @ self.rows[name][b])
            for name, weight in _WEIGHTS.items()
        }
        forth, back = self.offers.answer_one(a, b), self.offers.answer_one(b, a)
        if back > forth:
            a, b = b, a
        answer = _ANSWER * max(forth, back)
        kind, answers = name_kind(self.read[a], self.read[b], signs, answer)
        return Link((a, b), kind, strength, answers)


def find_signs(statements: Sequence[Statement], means: Means) -> Signs:
    """Read all statements and make the rows of every sign."""
    lexicon = get_lexicon()
    read = read_statements(statements, means)
    texts = [each.text for each in read]
    rows = {
        "words": embed_words(texts),
        "themes": embed_themes(texts, weigh_alike(lexicon)),
        "meaning": embed_meaning(texts, means.vectors),
        "places": _embed([(each.places, each.statement.place) for each in read]),
        "times": _embed([(each.times, each.statement.time) for each in read]),
        "tools": _embed([(each.tools, each.statement.tool) for each in read]),
    }
    return Signs(read, rows, find_offers(read, lexicon))


def _embed(found: Sequence[tuple[Mapping[str, str], str]]) -> Matrix:
    """Make the rows of places, times or tools: those that people coded count in full."""
    rows = embed_keys([dict.fromkeys(labels, 1.0) for labels, _ in found])
    trust = np.array([1.0 if coded.strip() else _SUGGESTED for _, coded in found], np.float32)
    return rows * trust[:, None]
