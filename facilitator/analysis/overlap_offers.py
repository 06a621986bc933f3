"""Who offers what another asks for: abilities and wishes beside worries, by the lexicon."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from facilitator.analysis.overlap_reading import Read
from facilitator.analysis.similarity import weigh_themes
from programs.lexicon import Lexicon

Matrix = NDArray[np.float32]

# How far a statement of a kind offers something, and how far it asks for something.
_OFFERS = {"value": 0.4, "can-do": 1.0, "worry": 0.15, "want-to-try": 0.8, "": 0.4}
_ASKS = {"value": 0.15, "can-do": 0.15, "worry": 1.0, "want-to-try": 0.6, "": 0.4}
# What lies idle is on offer even where it is told as a worry.
_IDLE = ("surplus", "spare-place", "helping")
_IDLE_OFFER = 0.8
_SAME_THEME = 0.7  # to work on the very theme another worries about
_BROAD = 0.4  # what a broad theme counts beside another
_ALIKE_NO_REASON = 0.2  # what a theme counts that two may share without having anything to share


@dataclass(frozen=True, slots=True)
class Offers:
    """What each statement gives, carried over to what it could answer, and what it asks."""

    gives: Matrix
    asks: Matrix

    def answer(self, part: slice) -> Matrix:
        """Weigh how well the statements of the part answer all others."""
        return _saturate(self.gives[part] @ self.asks.T)

    def be_answered(self, part: slice) -> Matrix:
        """Weigh how well all others answer the statements of the part."""
        return _saturate(self.asks[part] @ self.gives.T)

    def answer_one(self, giver: int, asker: int) -> float:
        return float(_saturate(np.atleast_2d(self.gives[giver] @ self.asks[asker]))[0, 0])


def find_offers(read: tuple[Read, ...], lexicon: Lexicon) -> Offers:
    """Weigh for each statement and theme what it gives and what it asks for."""
    column = {theme.key: number for number, theme in enumerate(lexicon.themes)}
    alike = weigh_alike(lexicon)
    bridge = np.diag([_SAME_THEME * alike[key] for key in column]).astype(np.float32)
    for answering in lexicon.answers:
        for key in answering.need:
            bridge[column[answering.give], column[key]] = 1.0
    rarity = weigh_themes([each.text for each in read])
    broad = {theme.key: _BROAD if theme.broad else 1.0 for theme in lexicon.themes}
    gives = np.zeros((len(read), len(column)), np.float32)
    asks = np.zeros_like(gives)
    for number, each in enumerate(read):
        for key in each.themes:
            offer = _OFFERS[each.kind]
            if key in _IDLE:
                offer = max(offer, _IDLE_OFFER)
            weight = rarity[key] * broad[key]
            gives[number, column[key]] = offer * weight
            asks[number, column[key]] = _ASKS[each.kind] * weight
    return Offers(np.asarray(gives @ bridge, np.float32), asks)


def weigh_alike(lexicon: Lexicon) -> dict[str, float]:
    """Return what each theme counts where two statements share it."""
    weights = {}
    for theme in lexicon.themes:
        weight = _BROAD if theme.broad else 1.0
        weights[theme.key] = weight * (_ALIKE_NO_REASON if theme.complement else 1.0)
    return weights


def _saturate(value: Matrix) -> Matrix:
    return np.asarray(1 - np.exp(-value), np.float32)
