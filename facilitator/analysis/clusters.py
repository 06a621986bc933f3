"""Suggest which cards belong together, as a start for people who group them (affinity diagram)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from facilitator.analysis.similarity import (
    Means,
    ReadText,
    compare_read,
    find_means,
    read_texts,
)
from programs.lexicon import get_lexicon

_LEAST_NEAR = 0.12  # groups that are less near to each other are not joined
_MOST_CARDS = 1000  # the newest; joining grows with the square of the number
_MOST_SHARE = 0.35  # no suggested group takes more of the cards than this
_MOST_SHARE_FROM = 8  # a group of so many may always be
_TELLING = 0.5  # so many of a group must share what its label and reason name
_SMALLEST = 2


@dataclass(frozen=True, slots=True)
class SuggestedCluster:
    """Cards by their numbers in the order given, a label to change, and why."""

    members: tuple[int, ...]
    label: str
    reason: str


def suggest_clusters(
    texts: Sequence[str], means: Means | None = None
) -> tuple[SuggestedCluster, ...]:
    """Suggest groups of two cards or more, the largest first; who fits nowhere stays alone."""
    chosen = means or find_means()
    skipped = max(0, len(texts) - _MOST_CARDS)
    read = read_texts(texts[skipped:], chosen)
    groups = _join(compare_read(read, chosen), max(int(len(read) * _MOST_SHARE), _MOST_SHARE_FROM))
    found = []
    for group in sorted(groups, key=lambda group: (-len(group), group)):
        if len(group) >= _SMALLEST:
            label, reason = _tell([read[number] for number in group], read)
            found.append(SuggestedCluster(tuple(n + skipped for n in group), label, reason))
    return tuple(found)


def _join(near: NDArray[np.float32], most: int) -> list[list[int]]:
    """Join the nearest two groups, by the mean of their pairs, until none are near enough."""
    count = len(near)
    groups: list[list[int]] = [[number] for number in range(count)]
    sizes = np.ones(count, np.float32)
    mean = near.astype(np.float32).copy()
    np.fill_diagonal(mean, -1.0)
    while count > 1:
        a, b = divmod(int(np.argmax(mean)), count)
        if mean[a, b] < _LEAST_NEAR:
            break
        if sizes[a] + sizes[b] > most:
            mean[a, b] = mean[b, a] = -1.0
            continue
        groups[a] += groups[b]
        row = (sizes[a] * mean[a] + sizes[b] * mean[b]) / (sizes[a] + sizes[b])
        row[(mean[a] < 0) | (mean[b] < 0)] = -1.0  # too large together, or gone
        sizes[a] += sizes[b]
        mean[a], mean[:, a] = row, row
        mean[b], mean[:, b] = -1.0, -1.0
        mean[a, a] = -1.0
        groups[b] = []
    return [sorted(group) for group in groups if group]


def _tell(group: Sequence[ReadText], all_read: Sequence[ReadText]) -> tuple[str, str]:
    """Name what most of the group share and few others have."""
    themes = _find_shared(
        [{hit.label for hit in each.topics.themes} - _broad() for each in group],
        [{hit.label for hit in each.topics.themes} - _broad() for each in all_read],
    )
    surfaces = {word.normal: word.surface for each in group for word in each.words}
    words = [
        surfaces[normal]
        for normal in _find_shared(
            [{word.normal for word in each.words if word.telling} for each in group],
            [{word.normal for word in each.words if word.telling} for each in all_read],
        )
    ]
    if themes:
        told = f"言葉では「{'」「'.join(words[:2])}」が目立ちます。" if words else ""
        return themes[0], f"「{'」「'.join(themes[:2])}」に関わるカードが多く入っています。{told}"
    if words:
        shown = "」「".join(words[:2])
        return "・".join(words[:2]), f"「{shown}」という言葉が、何枚にも出てきます。"
    return "", "言葉の意味が近いカードです。共通する言葉は見つかりませんでした。"


def _find_shared(group: Sequence[set[str]], everyone: Sequence[set[str]]) -> list[str]:
    here = Counter(key for keys in group for key in keys)
    there = Counter(key for keys in everyone for key in keys)
    often = [key for key, count in here.items() if count >= max(2, len(group) * _TELLING)]
    return sorted(often, key=lambda key: (-here[key] * here[key] / there[key], key))


def _broad() -> set[str]:
    return {theme.label for theme in get_lexicon().themes if theme.broad}
