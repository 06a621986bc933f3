"""How good and how fast the search for overlaps is, beside two plain baselines.

Of the measured set only figures are printed, so that nobody tunes the search on its sentences.
"""

import random
import statistics
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, combinations

import numpy as np
from numpy.typing import NDArray

from benchmarks.overlap_sets import LabelledSet, read_measured_set, read_practice_set
from facilitator.analysis.clusters import suggest_clusters
from facilitator.analysis.japanese import fold, split_by_dictionary, split_by_letters
from facilitator.analysis.overlap_signs import find_signs
from facilitator.analysis.overlaps import Overlap, Statement, find_overlaps
from facilitator.analysis.similarity import (
    Means,
    embed_keys,
    embed_meaning,
    embed_themes,
    embed_words,
    read_texts,
)
from facilitator.analysis.vectors import load_vectors

_FIRST, _MORE = 10, 30
_SEEDS = 200
_MOST_SHOWN = 12
_SIZES = (30, 300, 3000)
_ROUNDS = 3
_CARDS = 300

Proposal = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """How well one way of proposing does on one set."""

    precision: float  # of the first ten
    more: float  # of the first thirty
    recall: float  # of the marked overlaps, among the first thirty
    average: float | None = None  # average precision over the ranking of all pairs


def measure_overlaps() -> str:
    """Return the tables of quality and of speed."""
    parts = [_QUALITY_HEAD]
    sets = (("練習用", read_practice_set()), ("測る用", read_measured_set()))
    for title, labelled in sets:
        parts += [_row(title, name, figures) for name, figures in _compare_ways(labelled)]
    parts.append(_SINGLE_HEAD)
    for title, labelled in sets:
        parts += [f"| {title} | {line} |" for line in _compare_single(labelled)]
    parts.append(_list_confusions(sets[0][1]))
    parts.append(_count_confusions(sets[1][1]))
    parts.append(_SPEED_HEAD)
    parts += [
        f"| {size} | {name} | {_time(size, means)} |"
        for name, means in _list_means()
        for size in _SIZES
    ]
    parts.append(f"\nカード{_CARDS}枚のまとまりの提案: {_time_clusters()}")
    return "\n".join(parts) + "\n"


_QUALITY_HEAD = (
    "| 組 | 提案のしかた | 上位10件の適合率 | 上位30件の適合率 | 上位30件までの再現率 "
    "| 全部の順の平均適合率 |\n"
    "|---|---|---|---|---|---|"
)
_SINGLE_HEAD = (
    "\n声の近さだけで並べたとき（人の印、種類、応え合いは使わない）:\n\n"
    "| 組 | 近さのもと | 上位10件の適合率 | 上位30件の適合率 | 全部の順の平均適合率 |\n"
    "|---|---|---|---|---|"
)
_SPEED_HEAD = "\n| 声の数 | 提案のしかた | 時間 | そのうち計算 |\n|---|---|---|---|"


def _row(title: str, name: str, figures: Figures) -> str:
    values = [f"{value:.2f}" for value in (figures.precision, figures.more, figures.recall)]
    average = "" if figures.average is None else f"{figures.average:.3f}"
    return f"| {title} | {name} | {' | '.join([*values, average])} |"


def _list_means() -> list[tuple[str, Means]]:
    means = [
        ("辞書なし（文字の種類で切る）", Means(split_by_letters, None)),
        ("標準（SudachiPy と小さな辞書）", Means(split_by_dictionary, None)),
    ]
    if (vectors := load_vectors()) is not None:
        means.append(("言葉のベクトルも（ja_ginza）", Means(split_by_dictionary, vectors)))
    return means


def _compare_ways(labelled: LabelledSet) -> list[tuple[str, Figures]]:
    statements = list_statements(labelled)
    ways = [
        ("でたらめ", _mean([_judge(labelled, _guess(statements, n)) for n in range(_SEEDS)])),
        (
            "同じ言葉の数",
            _mean([_judge(labelled, _share_words(statements, n)) for n in range(_SEEDS)]),
        ),
    ]
    bare = [Statement(each.id, each.person, each.text) for each in statements]
    for name, means in _list_means():
        ways.append((name, _judge_search(labelled, statements, means)))
        ways.append((f"{name}、人の印なし", _judge_search(labelled, bare, means)))
    return ways


def _compare_single(labelled: LabelledSet) -> list[str]:
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
        first, more = sum(hits[:_FIRST]) / _FIRST, sum(hits[:_MORE]) / _MORE
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
    found = find_overlaps(statements, _MORE, means)
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
    found = labelled.list_found(proposals[:_MORE])
    return Figures(
        sum(hits[:_FIRST]) / _FIRST,
        sum(hits[:_MORE]) / _MORE,
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
    pairs = random.Random(seed).sample(_list_pairs(statements), _MORE)  # noqa: S311 -- no secret
    return [(a.id, b.id) for a, b in pairs]


def _share_words(statements: Sequence[Statement], seed: int) -> list[Proposal]:
    """Rank by the number of content words in common; equals come in any order."""
    chance = random.Random(seed)  # noqa: S311 -- no secret
    words = {
        each.id: {word.normal for word in split_by_dictionary(each.text).words}
        for each in statements
    }
    ranked = sorted(
        _list_pairs(statements),
        key=lambda pair: (-len(words[pair[0].id] & words[pair[1].id]), chance.random()),
    )
    return [(a.id, b.id) for a, b in ranked[:_MORE]]


def _search(labelled: LabelledSet) -> tuple[Overlap, ...]:
    return find_overlaps(list_statements(labelled), _MORE, _list_means()[-1][1])


def _list_confusions(labelled: LabelledSet) -> str:
    """Write out the wrong proposals of the practice set, which may be looked at."""
    texts = {each.id: each.text for each in labelled.statements}
    tempting = labelled.list_tempting_pairs()
    lines = ["\n練習用の組で、外れた提案（上位30件のうち）:"]
    wrong = [each for each in _search(labelled) if not labelled.is_hit(each.statements)]
    for each in wrong[:_MOST_SHOWN]:
        words = " ／ ".join(texts[one] for one in each.statements)
        mark = "（しないものに印）" if frozenset(each.statements) in tempting else ""
        lines.append(f"- {each.kind}: {words}{mark}")
    return "\n".join(lines)


def _count_confusions(labelled: LabelledSet) -> str:
    """Count the wrong proposals of the measured set by kind, without their words."""
    found = _search(labelled)
    wrong = [each for each in found if not labelled.is_hit(each.statements)]
    tempting = sum(frozenset(each.statements) in labelled.list_tempting_pairs() for each in wrong)
    proposed = Counter(each.kind for each in found)
    kinds = Counter(each.kind for each in wrong)
    counts = "、".join(f"{kind} {kinds[kind]}/{proposed[kind]}" for kind in sorted(proposed))
    return (
        "\n測る用の組で、外れた提案（上位30件のうち、種類ごとの外れ/提案）: "
        f"{counts}。しないものに印: {tempting}件"
    )


def _time(size: int, means: Means) -> str:
    """Return the time on the clock and on the processor; they differ where others work, too."""
    statements = _make_statements(size)
    find_overlaps(statements[:3], means=means)  # dictionary and lexicon are opened once
    times = []
    for _ in range(_ROUNDS if size < max(_SIZES) else 1):
        start, worked = time.perf_counter(), time.process_time()
        find_overlaps(statements, means=means)
        times.append((time.perf_counter() - start, time.process_time() - worked))
    clock, processor = sorted(times)[len(times) // 2]
    return f"{clock:.2f} 秒 | {processor:.2f} 秒"


def _time_clusters() -> str:
    texts = [each.text for each in _make_statements(_CARDS)]
    suggest_clusters(texts[:3])
    start, worked = time.perf_counter(), time.process_time()
    suggest_clusters(texts)
    clock, processor = time.perf_counter() - start, time.process_time() - worked
    return f"{clock:.2f} 秒（そのうち計算 {processor:.2f} 秒）"


def _make_statements(size: int) -> list[Statement]:
    """Make statements of four each by joining halves of the practice set's."""
    known = list_statements(read_practice_set())
    chance = random.Random(1)  # noqa: S311 -- no secret
    made = []
    for number in range(size):
        one, other = chance.choice(known), chance.choice(known)
        text = f"{one.text}。{other.text}"
        made.append(Statement(str(number), f"p{number // 4}", text, one.kind, one.place, one.time))
    return made
