"""Readings of the words that programs and the phone's own pages use, for those who ask for them.

They are data (content/readings.yaml), written by hand and looked up by the longest match: a word
that is not there gets none, for a wrong reading is worse than a missing one.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints, ValidationError

from programs.checks import check_source
from programs.mistakes import list_mistakes
from programs.problems import ContentProblem, Place
from programs.questions import Content, Source, SourceKind
from programs.reading import CONTENT
from programs.yaml_files import read_yaml

READINGS_FILE = "readings.yaml"
_KANJI = "一-龠々〆ヶ"
_RUN = re.compile(f"[{_KANJI}]+")
_HIRAGANA = re.compile("[ぁ-ゖー]")
_DIGIT = re.compile(r"[0-9０-９]")
_SHIFT = ord("ァ") - ord("ぁ")

Word = Annotated[str, StringConstraints(min_length=1, max_length=20, pattern=r"^\S+$")]
Kana = Annotated[str, StringConstraints(min_length=1, max_length=30, pattern="^[ぁ-ゖー]+$")]


class Readings(Content):
    """The whole file."""

    source: Source = Field(description="kind: ours。本ツールで書いた読みであること。")
    words: dict[Word, Kana] = Field(description="言葉: 読み。送りがなも含めて書く。長いものが先。")
    stems: dict[Word, Kana] = Field(
        default={}, description="漢字1字: 読み。後ろがひらがなのとき(動詞や形容詞)だけ付ける。"
    )
    counters: dict[Word, Kana] = Field(
        default={}, description="数字のすぐ後で、数が変わっても読みの変わらないもの。"
    )
    left: tuple[Word, ...] = Field(
        default=(), description="読みを付けないと決めたもの。地名や、場面で読みの変わるもの。"
    )


class ReadingsReading(Content):
    """The readings, or None and everything that keeps them from being read."""

    readings: Readings | None
    problems: tuple[ContentProblem, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a text; `reading` is empty where it has or needs none."""

    text: str
    reading: str = ""


def read_readings(root: Path = CONTENT) -> ReadingsReading:
    """Read the file; mistakes in it never raise. A town's own folder may do without one."""
    if root != CONTENT and not (root / READINGS_FILE).exists():
        return ReadingsReading(readings=None, problems=())
    file = read_yaml(root, READINGS_FILE)
    problems = list(file.problems)
    readings: Readings | None = None
    if file.data is not None:
        try:
            readings = Readings.model_validate(file.data)
        except ValidationError as error:
            problems += list_mistakes(error, shape=Readings, file=READINGS_FILE)
        else:
            problems += _check(readings)
    found = tuple(
        file.add_line(problem) if problem.line is None else problem for problem in problems
    )
    return ReadingsReading(readings=None if found else readings, problems=found)


def _check(readings: Readings) -> Iterator[ContentProblem]:
    place = Place(READINGS_FILE)
    yield from check_source(readings.source, place.inside("source"))
    if readings.source.kind is not SourceKind.OURS:
        yield place.inside("source").problem(
            "読みは本ツールで書いたものです。", "kind: ours と書いてください。"
        )
    for word, reading in (readings.words | readings.counters).items():
        if _align(word, reading) is None:
            yield place.inside("words", word).problem(
                f"「{word}」の読み「{reading}」が、かなの部分と合いません。",
                "送りがなも含めた読みを、ひらがなで書いてください。",
            )
    for stem in readings.stems:
        if not _RUN.fullmatch(stem) or len(stem) != 1:
            yield place.inside("stems", stem).problem(
                f"「{stem}」は漢字1字ではありません。", "2字より長い言葉は words に書いてください。"
            )


def _align(word: str, reading: str) -> tuple[Part, ...] | None:
    """Give each run of kanji its part of the reading; None where they do not fit together."""
    pieces = [piece for piece in re.split(f"([{_KANJI}]+)", word) if piece]
    pattern = "".join(
        "(.+?)" if _RUN.fullmatch(piece) else re.escape(_write_hiragana(piece)) for piece in pieces
    )
    found = re.fullmatch(pattern, reading)
    if found is None or not _RUN.search(word):
        return None
    given = iter(found.groups())
    return tuple(Part(piece, next(given) if _RUN.fullmatch(piece) else "") for piece in pieces)


def _write_hiragana(text: str) -> str:
    return "".join(
        chr(ord(letter) - _SHIFT) if "ァ" <= letter <= "ヶ" else letter for letter in text
    )


class Furigana:
    """Puts readings to texts."""

    def __init__(self, readings: Readings) -> None:
        self._words = _sort_by_first(readings.words)
        self._counters = _sort_by_first(readings.counters)
        self._stems = readings.stems
        self._left = frozenset(readings.left)

    def split(self, text: str) -> tuple[Part, ...]:
        """Cut a text into pieces with and without a reading; together they are the text."""
        parts: list[Part] = []
        at = plain = 0
        while at < len(text):
            found = self._match(text, at)
            if found is None:
                run = _RUN.match(text, at)
                at = run.end() if run else at + 1
                continue
            if plain < at:
                parts.append(Part(text[plain:at]))
            parts += found
            at = plain = at + sum(len(part.text) for part in found)
        if plain < len(text):
            parts.append(Part(text[plain:]))
        return tuple(parts)

    def list_missing(self, text: str) -> tuple[str, ...]:
        """Return the words in kanji that get no reading although nobody decided so."""
        bare = (run for part in self.split(text) if not part.reading for run in _runs(part.text))
        return tuple(run for run in bare if run not in self._left)

    def _match(self, text: str, at: int) -> tuple[Part, ...] | None:
        if at and _DIGIT.match(text[at - 1]) and _RUN.match(text[at]):
            return self._match_counter(text, at)
        for word, parts in self._words.get(text[at], ()):
            if text.startswith(word, at):
                rest = self._follow(text, at + len(word), len(_RUN.findall(word)[-1]))
                if rest is not None:
                    return (*parts, *rest)
        return self._match_stem(text, at)

    def _match_counter(self, text: str, at: int) -> tuple[Part, ...] | None:
        """Readings of most counters change with the number: 1分, 2分, 3分."""
        for word, parts in self._counters.get(text[at], ()):
            if text.startswith(word, at):
                return (*parts, *(self._follow(text, at + len(word), len(word)) or ()))
        for word, parts in self._words.get(text[at], ()):
            if len(word) > 1 and text.startswith(word, at):
                rest = self._follow(text, at + len(word), len(word))
                if rest is not None:
                    return (*parts, *rest)
        rest = self._follow(text, at + 1, 1 + 1)
        return (Part(text[at]), *rest) if rest else None

    def _follow(self, text: str, at: int, length: int) -> tuple[Part, ...] | None:
        """Return what follows inside the same run of kanji; None where it cannot be read.

        One letter beside another may be read quite differently, so pieces have two at least, except
        a verb at the end.
        """
        if at >= len(text) or not _RUN.match(text[at]) or not _RUN.match(text[at - 1]):
            return ()
        if length == 1:
            return None
        for word, parts in self._words.get(text[at], ()):
            if text.startswith(word, at) and len(word) > 1:
                rest = self._follow(text, at + len(word), len(_RUN.findall(word)[-1]))
                if rest is not None:
                    return (*parts, *rest)
        return self._match_stem(text, at)

    def _match_stem(self, text: str, at: int) -> tuple[Part, ...] | None:
        reading = self._stems.get(text[at])
        if reading is None or not _HIRAGANA.match(text[at + 1 : at + 2]):
            return None
        return (Part(text[at], reading),)


def _sort_by_first(words: Mapping[str, str]) -> dict[str, list[tuple[str, tuple[Part, ...]]]]:
    found: dict[str, list[tuple[str, tuple[Part, ...]]]] = {}
    for word in sorted(words, key=len, reverse=True):
        found.setdefault(word[0], []).append((word, _align(word, words[word]) or ()))
    return found


def _runs(text: str) -> list[str]:
    return _RUN.findall(text)


@cache
def get_furigana() -> Furigana:
    """Return the readings we ship; without the file nothing gets one."""
    readings = read_readings().readings
    if readings is None:
        readings = Readings(source=Source(kind=SourceKind.OURS), words={})
    return Furigana(readings)
