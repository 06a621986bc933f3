"""Suggest which cards may belong together (親和図), each group with a label and the reason.

The texts are read and compared as in the search for overlaps. A group is only suggested where a
word or a theme of the cards' own says why, so that people can judge it; the rest stay alone.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from facilitator.analysis.japanese import WordKind
from facilitator.analysis.overlap_offers import weigh_alike
from facilitator.analysis.similarity import (
    Matrix,
    Means,
    ReadText,
    embed_meaning,
    embed_themes,
    embed_words,
    find_means,
    multiply,
    read_texts,
)
from programs.lexicon import get_lexicon
from worksheets.suggesting import Suggested

__all__ = ["suggest_clusters"]

_WORDS, _THEMES, _MEANING = 0.5, 0.3, 0.2
_NEAR = 0.18  # mean nearness of two groups from which they are put together
_MOST = 7  # cards in a group: a hand full is read at a glance
_MOST_READ = 1000  # the newest; comparing grows with the square of the number
_MOST_SHOWN = 4  # words named in a reason
_BROADEST = 0.2  # of all cards: a sign on more of them tells nothing about these
_FEW = 30  # cards among which a sign may stand on many
# Nouns that say when, how often or that something is done, not what a card is about.
_EMPTY = frozenset(
    (
        *("こと", "最後", "最初", "今日", "毎回", "一日", "今回", "全員", "相手", "言葉", "場合"),
        *("箇所", "か所", "づくり", "作り", "三つ", "一言", "名前", "年度", "状況", "内容", "結果"),
        *("必要", "対象", "実施", "活用", "設置", "構成", "総合", "取り組み", "取組", "方法"),
    )
)


@dataclass(frozen=True, slots=True)
class _Sign:
    """A word or theme; for each text it stands in, by number, the spelling found there."""

    name: str
    theme: bool
    kind: WordKind
    found: Mapping[int, tuple[str, ...]]

    def within(self, group: Sequence[int]) -> list[int]:
        return [number for number in group if number in self.found]


_Named = tuple[_Sign, list[int]]  # why, and which texts


def suggest_clusters(texts: Sequence[str], means: Means | None = None) -> tuple[Suggested, ...]:
    """Return groups of two or more texts, the largest first; no text is in two groups."""
    chosen = means or find_means()
    first = max(0, len(texts) - _MOST_READ)
    read = read_texts(texts[first:], chosen)
    signs = _list_signs(read)
    named = [_name(group, signs) for group in _group(_compare(read, chosen))]
    found = _join_alike([one for one in named if one is not None])
    used = {number for _, members in found for number in members}
    found = [_fill(sign, members, used) for sign, members in found]
    found += _list_left(signs, used)
    suggested = [
        Suggested(
            label=_make_label(sign, members),
            members=tuple(first + number for number in members),
            reason=_tell(sign, members),
        )
        for sign, members in found
    ]
    return tuple(sorted(suggested, key=lambda one: (-len(one.members), one.members)))


def _compare(read: Sequence[ReadText], means: Means) -> Matrix:
    # Broad themes stand on many cards: they may not pull everything together.
    parts = [
        (_WORDS, _lift(embed_words(read))),
        (_THEMES, _lift(embed_themes(read, weigh_alike(get_lexicon())))),
    ]
    if means.vectors is not None:
        parts.append((_MEANING, embed_meaning(read, means.vectors)))
    total = sum(weight for weight, _ in parts)
    near = np.zeros((len(read), len(read)), np.float32)
    for weight, rows in parts:
        near += weight / total * multiply(rows)
    return near


def _lift(rows: Matrix) -> Matrix:
    """Let what a card says besides count less against what it shares with others."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.sqrt(np.maximum(lengths, 1e-6)), np.float32)


def _group(near: Matrix) -> Iterator[list[int]]:
    """Put the two nearest groups together, again and again, by the mean nearness of their texts."""
    count = len(near)
    groups = {number: [number] for number in range(count)}
    table = near.astype(np.float64)
    np.fill_diagonal(table, -1.0)
    while len(groups) > 1:
        a, b = divmod(int(table.argmax()), count)
        if table[a, b] < _NEAR:
            break
        one, other = groups[a], groups[b]
        if len(one) + len(other) > _MOST:
            table[a, b] = table[b, a] = -1.0
            continue
        merged = (len(one) * table[a] + len(other) * table[b]) / (len(one) + len(other))
        merged[(table[a] < 0) | (table[b] < 0)] = -1.0  # refused once, refused for both
        table[a], table[:, a] = merged, merged
        table[b], table[:, b] = -1.0, -1.0
        groups[a] = one + groups.pop(b)
    return (sorted(group) for group in groups.values() if len(group) > 1)


# --- why ----------------------------------------------------------------------------------------


def _list_signs(read: Sequence[ReadText]) -> list[_Sign]:
    words: dict[tuple[str, WordKind], dict[int, tuple[str, ...]]] = {}
    themes: dict[str, dict[int, tuple[str, ...]]] = {}
    broad = {theme.label for theme in get_lexicon().themes if theme.broad}
    for number, each in enumerate(read):
        for word in each.words:
            if word.telling and len(word.surface) > 1 and not _EMPTY & {word.normal, word.surface}:
                words.setdefault((word.normal, word.kind), {})[number] = (word.surface,)
        for hit in each.topics.themes:
            if hit.label not in broad:
                themes.setdefault(hit.label, {})[number] = hit.words
    signs = [_Sign(normal, theme=False, kind=kind, found=f) for (normal, kind), f in words.items()]
    signs += [_Sign(label, theme=True, kind=WordKind.NOUN, found=f) for label, f in themes.items()]
    most = max(_BROADEST * len(read), _FEW)
    return [sign for sign in signs if 1 < len(sign.found) <= most]


def _name(group: Sequence[int], signs: Sequence[_Sign]) -> _Named | None:
    """Name a group by the sign most of it shares; texts without that sign stay alone."""
    shared = [(sign, sign.within(group)) for sign in signs]
    fitting = [
        (sign, members)
        for sign, members in shared
        if len(members) > 1 and 2 * len(members) >= len(group)
    ]
    # A verb two cards share ("増える") says little by itself.
    telling = [one for one in fitting if one[0].kind is WordKind.NOUN] or (
        fitting if len(fitting) > 1 else []
    )
    if not telling:
        return None
    return max(telling, key=lambda one: (_weigh(*one), one[0].name))


def _join_alike(named: Sequence[_Named]) -> list[_Named]:
    """Put groups of one name together as far as a hand holds them."""
    joined: list[_Named] = []
    for sign, members in sorted(named, key=lambda one: -len(one[1])):
        for number, (other, others) in enumerate(joined):
            if other is sign and len(others) + len(members) <= _MOST:
                joined[number] = (sign, sorted([*others, *members]))
                break
        else:
            joined.append((sign, members))
    return joined


def _fill(sign: _Sign, members: list[int], used: set[int]) -> _Named:
    """Add texts that are still alone and share the group's own word."""
    if sign.theme:
        return sign, members
    more = sorted(sign.found.keys() - used)[: _MOST - len(members)]
    used.update(more)
    return sign, sorted([*members, *more])


def _list_left(signs: Sequence[_Sign], used: set[int]) -> Iterator[_Named]:
    """Put together what is still alone and shares a noun, whatever else it says."""
    nouns = [sign for sign in signs if not sign.theme and sign.kind is WordKind.NOUN]
    while nouns:
        left = [(sign, sorted(sign.found.keys() - used)) for sign in nouns]
        left = [(sign, members) for sign, members in left if 1 < len(members) <= _MOST]
        if not left:
            return
        best = max(left, key=lambda one: (_weigh(*one), one[0].name))
        used.update(best[1])
        nouns = [sign for sign, _ in left if sign is not best[0]]
        yield best


def _weigh(sign: _Sign, members: Sequence[int]) -> float:
    """A sign tells more the more of the group it covers and the less it stands elsewhere."""
    weight = len(members) ** 2 / (len(sign.found) + 1)
    return weight * (0.8 if sign.theme else 1.0)


def _make_label(sign: _Sign, members: Sequence[int]) -> str:
    if sign.theme:
        return sign.name
    shown = _show(sign, members)[0]
    return f"{shown}のこと" if sign.kind is WordKind.NOUN else f"「{sign.name}」"


def _tell(sign: _Sign, members: Sequence[int]) -> str:
    shown = "」「".join(_show(sign, members)[:_MOST_SHOWN])
    if sign.theme:
        return f"{len(members)}枚が、「{sign.name}」にふれています（「{shown}」から）。"
    return f"{len(members)}枚に、「{shown}」が出てきます。"


def _show(sign: _Sign, members: Sequence[int]) -> list[str]:
    """Return the spellings found on the cards, the most frequent first."""
    found = Counter(word for number in members for word in sign.found[number])
    return [word for word, _ in found.most_common()]
