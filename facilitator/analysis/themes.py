"""Find the themes, places, times, tools and fields of the lexicon in a text."""

from dataclasses import dataclass
from functools import lru_cache

from facilitator.analysis.japanese import (
    Splitter,
    Word,
    WordKind,
    find_splitter,
    fold,
    read_aloud,
)
from facilitator.analysis.spellings import Spellings
from programs.lexicon import Lexicon, WordGroup, get_lexicon, is_kanji

_Place = tuple[str, str]  # group and key, as in themes, boats

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
        self._labels: dict[_Place, str] = {}
        self._plain: dict[str, tuple[_Place, ...]] = {}
        self._normal: dict[str, tuple[_Place, ...]] = {}
        for name in GROUPS:
            for group in getattr(lexicon, name):
                self._take(name, group)
        self._spellings = Spellings(self._plain)
        self._idioms = Spellings({fold(idiom): () for idiom in lexicon.idioms})

    def find(self, text: str) -> Topics:
        """Return what the text touches."""
        return self.read(text)[1]

    def read(self, text: str) -> tuple[tuple[Word, ...], Topics]:
        """Return the words that are meant literally, and what the text touches.

        Of 「猫の手も借りたい」 neither the cat nor the hand is meant.
        """
        cut = self._splitter(text)
        idioms = [(start, end) for start, end, _ in self._idioms.find(cut)]
        words = tuple(word for word in cut.words if not any(a <= word.start < b for a, b in idioms))
        shown: dict[_Place, list[str]] = {}
        for start, end, places in self._spellings.find(cut):
            if any(start < b and end > a and (start > a or end < b) for a, b in idioms):
                continue  # a part of an idiom, not all of it
            for place in places:
                _add(shown.setdefault(place, []), cut.plain[start:end])
        for word in words:
            for place in self._normal.get(word.normal, ()):
                _add(shown.setdefault(place, []), word.surface)
        return words, self._sort(shown)

    def _take(self, name: str, group: WordGroup) -> None:
        place = (name, group.key)
        self._labels[place] = group.label
        for word in group.words:
            for spelling in {fold(word), read_aloud(word, self._splitter)}:
                if len(spelling) > 1:
                    self._plain[spelling] = (*self._plain.get(spelling, ()), place)
            if normal := _noun_of(word, self._splitter):
                self._normal[normal] = (*self._normal.get(normal, ()), place)

    def _sort(self, shown: dict[_Place, list[str]]) -> Topics:
        hits: dict[str, list[Hit]] = {name: [] for name in GROUPS}
        for (name, key), words in sorted(shown.items(), key=lambda item: -len(item[1])):
            hits[name].append(Hit(key, self._labels[name, key], tuple(words)))
        return Topics(**{name: tuple(found) for name, found in hits.items()})


@lru_cache(maxsize=4)
def find_topic_finder(splitter: Splitter | None = None) -> TopicFinder:
    """Return the finder for the product's lexicon; making one takes a moment."""
    return TopicFinder(get_lexicon(), splitter or find_splitter())


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
