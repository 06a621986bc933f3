"""Find the themes, places, times, tools and fields of the lexicon in a text."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from facilitator.analysis.japanese import Splitter, Word, WordKind, find_splitter, fold, read_aloud
from programs.lexicon import Lexicon, WordGroup, get_lexicon, is_kanji

GROUPS = ("themes", "places", "times", "tools", "fields")


@dataclass(frozen=True, slots=True)
class Hit:
    """A group of the lexicon that a text touches, and the words that show it."""

    key: str
    label: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Topics:
    """Everything of the lexicon that one text touches, most words first."""

    themes: tuple[Hit, ...]
    places: tuple[Hit, ...]
    times: tuple[Hit, ...]
    tools: tuple[Hit, ...]
    fields: tuple[Hit, ...]


class TopicFinder:
    """Looks for the lexicon's words, both as they stand in the text and by normal form."""

    def __init__(self, lexicon: Lexicon, splitter: Splitter) -> None:
        self._splitter = splitter
        self._groups = {name: _Spellings(getattr(lexicon, name), splitter) for name in GROUPS}

    def find(self, text: str, words: Iterable[Word] | None = None) -> Topics:
        """Return what the text touches; `words` saves cutting it again."""
        plain = fold(text)
        cut = tuple(self._splitter(text) if words is None else words)
        return Topics(**{name: self._groups[name].find(plain, cut) for name in GROUPS})


@lru_cache(maxsize=4)
def find_topic_finder(splitter: Splitter | None = None) -> TopicFinder:
    """Return the finder for the product's lexicon; making one takes a moment."""
    return TopicFinder(get_lexicon(), splitter or find_splitter())


class _Spellings:
    def __init__(self, groups: tuple[WordGroup, ...], splitter: Splitter) -> None:
        self._labels = {group.key: group.label for group in groups}
        self._plain: dict[str, list[str]] = {}
        self._normal: dict[str, list[str]] = {}
        for group in groups:
            for word in group.words:
                for spelling in (fold(word), read_aloud(word, splitter)):
                    if len(spelling) > 1:
                        self._plain.setdefault(spelling, []).append(group.key)
                if normal := _noun_of(word, splitter):
                    self._normal.setdefault(normal, []).append(group.key)

        self._longest = max(map(len, self._plain), default=0)

    def _list_parts(self, plain: str) -> list[str]:
        """Return the spellings that stand in the text."""
        found = []
        for start in range(len(plain)):
            for length in range(min(self._longest, len(plain) - start), 1, -1):
                part = plain[start : start + length]
                if part in self._plain:
                    found.append(part)
        return list(dict.fromkeys(found))

    def find(self, plain: str, words: tuple[Word, ...]) -> tuple[Hit, ...]:
        found: dict[str, list[str]] = {}
        for spelling in self._list_parts(plain):
            if _stands_alone(spelling, plain):
                for key in self._plain[spelling]:
                    found.setdefault(key, []).append(spelling)
        for word in words:
            for key in self._normal.get(word.normal, ()):
                if word.surface not in (shown := found.setdefault(key, [])):
                    shown.append(word.surface)
        hits = (Hit(key, self._labels[key], tuple(shown)) for key, shown in found.items())
        return tuple(sorted(hits, key=lambda hit: -len(hit.words)))


def _noun_of(word: str, splitter: Splitter) -> str:
    """Return the normal form of a spelling that is one whole noun, else nothing."""
    cut = splitter(word)
    whole = len(cut) == 1 and cut[0].surface == fold(word) and cut[0].kind is WordKind.NOUN
    return cut[0].normal if whole else (word if len(word) == 1 and is_kanji(word) else "")


def _stands_alone(spelling: str, plain: str) -> bool:
    """Tell whether a katakana spelling is a whole word there: 「パン」 is not in 「パンク」."""
    if not (_is_katakana(spelling[0]) or _is_katakana(spelling[-1])):
        return True
    at = plain.find(spelling)
    while at >= 0:
        before, after = plain[at - 1 : at], plain[at + len(spelling) :][:1]
        if not (_is_katakana(before) and _is_katakana(spelling[0])) and not (
            _is_katakana(after) and _is_katakana(spelling[-1])
        ):
            return True
        at = plain.find(spelling, at + 1)
    return False


def _is_katakana(char: str) -> bool:
    return bool(char) and ("\u30a1" <= char <= "\u30fa" or char == "ー")
