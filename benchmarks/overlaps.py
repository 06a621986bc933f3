"""How good and how fast the search for overlaps is, beside two plain baselines.

Of the measured set only figures are printed, so that nobody tunes the search on its sentences.
"""

import random
import time
from collections import Counter

from benchmarks.overlap_sets import LabelledSet, read_measured_set, read_practice_set
from benchmarks.overlap_ways import (
    MORE,
    Figures,
    compare_single,
    compare_ways,
    list_means,
    list_statements,
)
from facilitator.analysis.clusters import suggest_clusters
from facilitator.analysis.overlaps import Overlap, Statement, find_overlaps
from facilitator.analysis.similarity import Means

_MOST_SHOWN = 12
_SIZES = (30, 300, 3000)
_ROUNDS = 3
_CARDS = 300


def measure_overlaps() -> str:
    """Return the tables of quality and of speed."""
    parts = [_QUALITY_HEAD]
    sets = (("練習用", read_practice_set()), ("測る用", read_measured_set()))
    for title, labelled in sets:
        parts += [_row(title, name, figures) for name, figures in compare_ways(labelled)]
    parts.append(_SINGLE_HEAD)
    for title, labelled in sets:
        parts += [f"| {title} | {line} |" for line in compare_single(labelled)]
    parts.append(_list_confusions(sets[0][1]))
    parts.append(_count_confusions(sets[1][1]))
    parts.append(_SPEED_HEAD)
    parts += [
        f"| {size} | {name} | {_time(size, means)} |"
        for name, means in list_means()
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


def _search(labelled: LabelledSet) -> tuple[Overlap, ...]:
    return find_overlaps(list_statements(labelled), MORE, list_means()[-1][1])


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
    return "\n".join([*lines, f"\n{_count_kinds(labelled)}"])


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
        f"{counts}。しないものに印: {tempting}件。{_count_kinds(labelled)}"
    )


def _count_kinds(labelled: LabelledSet) -> str:
    """Count the hits that also name the kind that was marked by hand."""
    hits = [each for each in _search(labelled) if labelled.is_hit(each.statements)]
    same = sum(
        any(mark.kind == each.kind for mark in labelled.list_found([each.statements]))
        for each in hits
    )
    return f"当たり{len(hits)}件のうち、種類も同じ: {same}件"


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
