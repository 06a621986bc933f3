"""Ways of proposing overlaps, and how many of their proposals were marked by hand."""

import random
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, combinations

import numpy as np
import sudachipy
from numpy.typing import NDArray

from benchmarks.overlap_sets import LabelledSet
from facilitator.analysis.japanese import fold, split_by_dictionary, split_by_letters
from facilitator.analysis.overlap_signs import find_signs
from facilitator.analysis.overlaps import Statement, find_overlaps
from facilitator.analysis.similarity import (
    Means,
    embed_keys,
    embed_meaning,
    embed_themes,
    embed_words,
    read_texts,
)
from facilitator.analysis.vectors import load_vectors

FIRST, MORE = 10, 30
_SEEDS = 200

Proposal = tuple[str, ...]
_TO_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}


@dataclass(frozen=True, slots=True)
class Figures:
    """How well one way of proposing does on one set."""

    precision: float  # of the first ten
    more: float  # of the first thirty
    recall: float  # of the marked overlaps, among the first thirty
    average: float | None = None  # average precision over the ranking of all pairs


def list_means() -> list[tuple[str, Means]]:
    means = [
        ("辞書なし（文字の種類で切る）", Means(split_by_letters, None)),
        ("標準（SudachiPy と小さな辞書）", Means(split_by_dictionary, None)),
    ]
    if (vectors := load_vectors()) is not None:
        means.append(("言葉のベクトルも（ja_ginza）", Means(split_by_dictionary, vectors)))
    return means


def compare_ways(labelled: LabelledSet) -> list[tuple[str, Figures]]:
    statements = list_statements(labelled)
    told = [replace(each, text=_tell_all(each)) for each in statements]
    ways = [
        ("でたらめ", _mean([_judge(labelled, _guess(statements, n)) for n in range(_SEEDS)])),
        ("同じ言葉の数", _judge_shared_words(labelled, statements)),
        ("同じ言葉の数（場所・時間・道具の印も言葉として）", _judge_shared_words(labelled, told)),
    ]
    bare = [Statement(each.id, each.person, each.text, each.kind) for each in statements]
    for name, means in list_means():
        ways.append((name, _judge_search(labelled, statements, means)))
        ways.append((f"{name}、場所・時間・道具の印なし", _judge_search(labelled, bare, means)))
        kana = _write_half_in_kana(statements)
        ways.append((f"{name}、半分の人がかな書き", _judge_search(labelled, kana, means)))
    return ways


def _tell_all(said: Statement) -> str:
    return f"{said.text} {said.place} {said.time} {said.tool}"


def _write_half_in_kana(statements: Sequence[Statement]) -> list[Statement]:
    """Write the words of every second person without kanji, as children and others do."""
    chosen = set(sorted({each.person for each in statements})[::2])
    tokenizer = sudachipy.Dictionary(dict="small").tokenizer()
    written = []
    for each in statements:
        parts = [
            part.reading_form().translate(_TO_HIRAGANA)
            if any("\u4e00" <= char <= "\u9fff" for char in part.surface())
            else part.surface()
            for part in tokenizer.tokenize(each.text)
        ]
        written.append(replace(each, text="".join(parts)) if each.person in chosen else each)
    return written


def compare_single(labelled: LabelledSet) -> list[str]:
    """Rank all pairs by one kind of nearness alone."""
    statements = list_statements(labelled)
    texts = [each.text for each in statements]
    letters = read_texts(texts, Means(split_by_letters, None))
    words = read_texts(texts, Means(split_by_dictionary, None))
    ways = [
        ("文字の2つ組・3つ組", _embed_letters(texts)),
        ("文字の種類で切った言葉", embed_words(letters)),
        ("SudachiPy の言葉", embed_words(words)),
        ("言葉の辞書のテーマ（SudachiPy あり）", embed_themes(words)),
    ]
    if (vectors := load_vectors()) is not None:
        ways.append(("ja_ginza の言葉のベクトル", embed_meaning(words, vectors)))
    persons = np.array([each.person for each in statements])
    lines = []
    for name, rows in ways:
        near = np.asarray(rows @ rows.T)
        near[persons[:, None] == persons[None, :]] = -2.0
        chance = np.random.default_rng(0).random(near.shape) * 1e-6  # equals in any order
        ranked = np.argsort(-np.triu(near + chance + 1.0, 1), axis=None)
        total = len(_list_pairs(statements))
        pairs = (divmod(int(at), len(statements)) for at in ranked[:total])
        hits = [
            frozenset((statements[a].id, statements[b].id)) in labelled.list_pairs()
            for a, b in pairs
        ]
        first, more = sum(hits[:FIRST]) / FIRST, sum(hits[:MORE]) / MORE
        average = _average(hits, len(labelled.list_pairs()))
        lines.append(f"{name} | {first:.2f} | {more:.2f} | {average:.3f}")
    return lines


def _embed_letters(texts: Sequence[str]) -> NDArray[np.float32]:
    rows = []
    for text in map(fold, texts):
        parts = (text[at : at + size] for size in (2, 3) for at in range(len(text) - size + 1))
        rows.append(dict.fromkeys(parts, 1.0))
    return embed_keys(rows)


def _average(hits: Sequence[bool], marked: int) -> float:
    seen = list(accumulate(hits))
    return sum(seen[at] / (at + 1) for at, hit in enumerate(hits) if hit) / marked


def _judge_search(labelled: LabelledSet, statements: Sequence[Statement], means: Means) -> Figures:
    found = find_overlaps(statements, MORE, means)
    figures = _judge(labelled, [each.statements for each in found])
    signs = find_signs(statements, means)
    ranked = signs.list_best(len(statements) ** 2)
    ids = [each.statement.id for each in signs.read]
    marked = labelled.list_pairs()
    hits = [frozenset(ids[number] for number in link.members) in marked for link in ranked]
    return replace(figures, average=_average(hits, len(marked)))


def list_statements(labelled: LabelledSet) -> list[Statement]:
    """Return the statements of a set as the search takes them, with the coding by hand."""
    return [
        Statement(
            each.id,
            each.person,
            each.text,
            each.kind,
            each.place,
            each.time,
            each.tool,
            tuple(each.fields),
        )
        for each in labelled.statements
    ]


def _judge(labelled: LabelledSet, proposals: Sequence[Proposal]) -> Figures:
    hits = [labelled.is_hit(proposal) for proposal in proposals]
    found = labelled.list_found(proposals[:MORE])
    return Figures(
        sum(hits[:FIRST]) / FIRST,
        sum(hits[:MORE]) / MORE,
        len(found) / len(labelled.overlaps),
    )


def _mean(figures: Sequence[Figures]) -> Figures:
    return Figures(
        statistics.mean(each.precision for each in figures),
        statistics.mean(each.more for each in figures),
        statistics.mean(each.recall for each in figures),
    )


def _list_pairs(statements: Sequence[Statement]) -> list[tuple[Statement, Statement]]:
    return [(a, b) for a, b in combinations(statements, 2) if a.person != b.person]


def _guess(statements: Sequence[Statement], seed: int) -> list[Proposal]:
    pairs = random.Random(seed).sample(_list_pairs(statements), MORE)  # noqa: S311 -- no secret
    return [(a.id, b.id) for a, b in pairs]


def _judge_shared_words(labelled: LabelledSet, statements: Sequence[Statement]) -> Figures:
    words = {
        each.id: {word.normal for word in split_by_dictionary(each.text).words}
        for each in statements
    }
    pairs = _list_pairs(statements)
    shared = [len(words[a.id] & words[b.id]) for a, b in pairs]
    figures = []
    for seed in range(_SEEDS):
        chance = random.Random(seed)  # noqa: S311 -- equals in any order, the mean is told
        order = sorted(range(len(pairs)), key=lambda at: (-shared[at], chance.random()))
        chosen = [pairs[at] for at in order[:MORE]]
        figures.append(_judge(labelled, [(a.id, b.id) for a, b in chosen]))
    return _mean(figures)
