"""How near short Japanese texts are in meaning, from 0 to 1, by all means that are installed.

Shared words, shared themes of the lexicon and, where the optional package is there, word vectors.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from facilitator.analysis.japanese import Splitter, Word, find_splitter
from facilitator.analysis.themes import Topics, find_topic_finder
from facilitator.analysis.vectors import Vectors, load_vectors

Matrix = NDArray[np.float32]

_SMOOTH = 5.0  # statements that a common word is thought to have been seen in besides
_WORDS, _THEMES, _VECTORS = 0.35, 0.35, 0.3


@dataclass(frozen=True, slots=True)
class Means:
    """The means by which texts are read; tests and benchmarks pass others than the best."""

    splitter: Splitter
    vectors: Vectors | None


def find_means() -> Means:
    """Return the best means that are installed."""
    return Means(find_splitter(), load_vectors())


@dataclass(frozen=True, slots=True)
class ReadText:
    """One text with its words and topics."""

    text: str
    words: tuple[Word, ...]
    topics: Topics


def read_texts(texts: Sequence[str], means: Means) -> tuple[ReadText, ...]:
    """Cut each text into words and find its topics."""
    finder = find_topic_finder(means.splitter)
    return tuple(ReadText(text, *finder.read(text)) for text in texts)


def compare(texts: Sequence[str], means: Means | None = None) -> Matrix:
    """Return for every two texts how near they are in meaning; the diagonal is 1."""
    chosen = means or find_means()
    return compare_read(read_texts(texts, chosen), chosen)


def compare_read(read: Sequence[ReadText], means: Means) -> Matrix:
    """Compare texts that were read already."""
    parts = [(_WORDS, embed_words(read)), (_THEMES, embed_themes(read))]
    if means.vectors is not None:
        parts.append((_VECTORS, embed_meaning(read, means.vectors)))
    total = sum(weight for weight, _ in parts)
    near = np.zeros((len(read), len(read)), np.float32)
    for weight, rows in parts:
        near += weight / total * multiply(rows)
    np.fill_diagonal(near, 1.0)
    return np.clip(near, 0.0, 1.0)


def multiply(rows: Matrix) -> Matrix:
    """Return for every two rows how far they point the same way, from 0 to 1."""
    return np.asarray(np.clip(rows @ rows.T, 0.0, 1.0), np.float32)


def embed_words(read: Sequence[ReadText]) -> Matrix:
    """Return a row per text with its words, rare ones heavier, of length one or zero."""
    return embed_keys([{word.normal: 1.0 for word in each.words if word.telling} for each in read])


def embed_themes(read: Sequence[ReadText], weights: Mapping[str, float] | None = None) -> Matrix:
    """Return a row per text with the themes it touches, rare ones heavier."""
    chosen = weights or {}
    rows = [
        {hit.key: min(len(hit.words), 2) ** 0.5 * chosen.get(hit.key, 1.0) for hit in found}
        for found in (each.topics.themes for each in read)
    ]
    return embed_keys(rows)


def embed_meaning(read: Sequence[ReadText], vectors: Vectors | None) -> Matrix:
    """Return a row per text: the mean vector of its words, moved so that the mean text is zero."""
    if vectors is None:
        return np.zeros((len(read), 1), np.float32)
    seen = Counter(word.normal for each in read for word in each.words if word.telling)
    width = vectors.table.shape[1]
    known = {word: vectors.find(word) for word in seen}
    rows = np.zeros((len(read), width), np.float32)
    for number, each in enumerate(read):
        for normal in {word.normal for word in each.words if word.telling}:
            vector = known[normal]
            if vector is not None:
                rows[number] += vector * _rarity(seen[normal], len(read))
    told = np.any(rows, axis=1)
    if told.any():
        rows = _to_length_one(rows)
        rows[told] -= rows[told].mean(axis=0)
    return _to_length_one(rows)


def weigh_themes(read: Sequence[ReadText]) -> dict[str, float]:
    """Return how much a theme tells here, from 0 to 1: little where most texts touch it."""
    seen = Counter(hit.key for each in read for hit in each.topics.themes)
    most = _rarity(1, len(read))
    return {key: min(_rarity(count, len(read)) / most, 1.0) for key, count in seen.items()}


def embed_keys(rows: Sequence[Mapping[str, float]]) -> Matrix:
    """Return a row per text from its weighted keys, rare keys heavier, of length one at most.

    Keys of one text only get no column: they make its row shorter and nothing else.
    """
    seen = Counter(key for row in rows for key in row)
    rarity = {key: _rarity(count, len(rows)) for key, count in seen.items()}
    shared = {key: number for number, key in enumerate(k for k, n in seen.items() if n > 1)}
    table = np.zeros((len(rows), max(len(shared), 1)), np.float32)
    for number, row in enumerate(rows):
        length = sum((weight * rarity[key]) ** 2 for key, weight in row.items()) ** 0.5
        for key, weight in row.items():
            if key in shared:
                table[number, shared[key]] = weight * rarity[key] / length
    return table


def _rarity(seen: int, of: int) -> float:
    return float(np.log((of + _SMOOTH) / (seen + _SMOOTH / 2)) + 0.2)


def _to_length_one(rows: Matrix) -> Matrix:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-6), np.float32)
