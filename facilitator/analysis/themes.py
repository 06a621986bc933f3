"""Find the themes, places, times, tools and fields of the lexicon in a text."""

from dataclasses import dataclass
from functools import lru_cache

from facilitator.analysis.japanese import (
    Cut,
    Splitter,
    Word,
    WordKind,
    find_splitter,
    fold,
    read_aloud,
)
from facilitator.analysis.spellings import Spellings
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
        self._groups = {name: _Group(getattr(lexicon, name), splitter) for name in GROUPS}
        self._idioms = Spellings({fold(idiom): () for idiom in lexicon.idioms})

    def find(self, text: str) -> Topics:
        """Return what the text touches."""
        return self.read(text)[1]

    def read(self, text: str) -> tuple[tuple[Word, ...], Topics]:
        """Return the words that are meant literally, and what the text touches.

        Of 「猫の手も借りたい」 neither the cat nor the hand is meant.
        """
        cut = self._splitter(text)
        idioms = self._idioms.find(cut)
        words = tuple(
            word
            for word in cut.words
            if not any(start <= word.start < end for start, end, _ in idioms)
        )
        masked = [(start, end) for start, end, _ in idioms]
        found = {name: self._groups[name].find(cut, words, masked) for name in GROUPS}
        return words, Topics(**found)


@lru_cache(maxsize=4)
def find_topic_finder(splitter: Splitter | None = None) -> TopicFinder:
    """Return the finder for the product's lexicon; making one takes a moment."""
    return TopicFinder(get_lexicon(), splitter or find_splitter())


class _Group:
    """All themes, or all places, and so on."""

    def __init__(self, groups: tuple[WordGroup, ...], splitter: Splitter) -> None:
        self._labels = {group.key: group.label for group in groups}
        plain: dict[str, tuple[str, ...]] = {}
        self._normal: dict[str, list[str]] = {}
        for group in groups:
            for word in group.words:
                for spelling in (fold(word), read_aloud(word, splitter)):
                    if len(spelling) > 1:
                        plain[spelling] = (*plain.get(spelling, ()), group.key)
                if normal := _noun_of(word, splitter):
                    self._normal.setdefault(normal, []).append(group.key)
        self._plain = Spellings(plain)

    def find(
        self, cut: Cut, words: tuple[Word, ...], idioms: list[tuple[int, int]]
    ) -> tuple[Hit, ...]:
        found: dict[str, list[str]] = {}
        for start, end, keys in self._plain.find(cut):
            if any(start < b and end > a and (start > a or end < b) for a, b in idioms):
                continue  # a part of an idiom, not all of it
            for key in keys:
                _add(found.setdefault(key, []), cut.plain[start:end])
        for word in words:
            for key in self._normal.get(word.normal, ()):
                _add(found.setdefault(key, []), word.surface)
        hits = (Hit(key, self._labels[key], tuple(shown)) for key, shown in found.items())
        return tuple(sorted(hits, key=lambda hit: -len(hit.words)))


def _add(shown: list[str], word: str) -> None:
    """Note a word that shows a theme, once; 「野菜」 inside 「野菜を」 is the same word."""
    if not any(word in other or other in word for other in shown):
        shown.append(word)


def _noun_of(word: str, splitter: Splitter) -> str:
    """Return the normal form of a spelling that is one whole noun, else nothing."""
    cut = splitter(word)
    if len(cut.words) == 1 and cut.words[0].surface == cut.plain:
        return cut.words[0].normal if cut.words[0].kind is WordKind.NOUN else ""
    return word if len(word) == 1 and is_kanji(word) else ""
