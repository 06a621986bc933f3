"""What speaks for talking about two statements together, weighed for every pair at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from facilitator.analysis.coding import suggest_kind
from facilitator.analysis.japanese import Splitter
from facilitator.analysis.similarity import (
    Means,
    ReadText,
    embed_keys,
    embed_meaning,
    embed_themes,
    embed_words,
    multiply,
    read_texts,
    weigh_themes,
)
from facilitator.analysis.themes import Hit, find_topic_finder
from programs.lexicon import Lexicon, get_lexicon

Matrix = NDArray[np.float32]

KINDS = ("value", "can-do", "worry", "want-to-try")
# How far a statement of a kind offers something, and how far it asks for something.
_OFFERS = {"value": 0.4, "can-do": 1.0, "worry": 0.15, "want-to-try": 0.8, "": 0.4}
_ASKS = {"value": 0.15, "can-do": 0.15, "worry": 1.0, "want-to-try": 0.6, "": 0.4}
# What lies idle is on offer even where it is told as a worry.
_IDLE = ("surplus", "spare-place", "helping")
_IDLE_OFFER = 0.8
_SAME_THEME = 0.7  # to work on the very theme another worries about
_BROAD = 0.4  # what a broad theme counts beside another
# How much each sign raises the odds that two statements are worth talking about together; fitted
# roughly on the practice set, and rounded. `_REST` are the odds without any sign.
_REST = -4.8
_WEIGHTS = {
    "words": 0.8,
    "themes": 2.2,
    "meaning": 1.8,
    "answer": 2.2,
    "place": 0.9,
    "time": 1.3,
    "tool": 1.3,
    "kinds": 0.8,
}
_LEAST = 0.02  # weaker pairs are not proposed at all
# What kind of overlap it is where this sign speaks loudest.
_SAME = {
    "words": "same-wish",
    "themes": "same-wish",
    "meaning": "same-wish",
    "place": "place",
    "time": "time",
    "tool": "skill",
}
# How often two statements of these kinds were worth it, beside the average of all.
_KINDS_TOGETHER = {
    ("can-do", "worry"): 1.0,
    ("want-to-try", "worry"): 1.0,
    ("can-do", "want-to-try"): 1.0,
    ("want-to-try", "want-to-try"): 1.0,
    ("value", "want-to-try"): 0.4,
    ("worry", "worry"): 0.2,
    ("value", "worry"): 0.0,
    ("can-do", "can-do"): 0.0,
    ("can-do", "value"): -0.2,
    ("value", "value"): -0.6,
}


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing somebody said; `person` is the visit or record it comes from."""

    id: str
    person: str
    text: str
    kind: str = ""
    place: str = ""
    time: str = ""
    tool: str = ""
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Read:
    """A statement with what the lexicon finds in it."""

    statement: Statement
    text: ReadText
    kind: str
    places: dict[str, str] = field(default_factory=dict)  # key to label
    times: dict[str, str] = field(default_factory=dict)
    tools: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Link:
    """Statements that belong together, by their numbers, and how much speaks for it."""

    members: tuple[int, ...]
    kind: str
    strength: float
    giver: int = -1  # the member whose offer answers another, or -1


@dataclass(frozen=True, slots=True)
class Signs:
    """All statements read, and the weight of each sign for every two of them."""

    read: tuple[Read, ...]
    strength: Matrix
    words: Matrix
    themes: Matrix
    meaning: Matrix
    answer: Matrix  # [giver, asker]
    place: Matrix
    time: Matrix
    tool: Matrix

    def list_best(self, count: int) -> list[Link]:
        """Return the strongest pairs of different people, best first."""
        upper = np.triu(self.strength, 1)
        upper[upper < _LEAST] = 0.0
        count = min(count, int(np.count_nonzero(upper)))
        if count == 0:
            return []
        flat = upper.ravel()
        top = np.argpartition(flat, -count)[-count:]
        order = top[np.lexsort((top, -flat[top]))]
        return [self.link(int(at) // len(upper), int(at) % len(upper)) for at in order]

    def link(self, a: int, b: int) -> Link:
        """Say what kind of overlap two statements are."""
        parts = {name: _WEIGHTS[name] * float(getattr(self, name)[a, b]) for name in _SAME}
        parts["answer"] = _WEIGHTS["answer"] * float(max(self.answer[a, b], self.answer[b, a]))
        strongest = max(parts, key=lambda name: parts[name])
        giver, asker = (a, b) if self.answer[a, b] >= self.answer[b, a] else (b, a)
        strength = float(self.strength[a, b])
        if strongest != "answer":
            return Link((a, b), _SAME[strongest], strength)
        return Link((giver, asker), self._answer_kind(giver, asker), strength, giver)

    def _answer_kind(self, giver: int, asker: int) -> str:
        gives, asks = self.read[giver].kind, self.read[asker].kind
        if gives == "want-to-try" and asks == "worry":
            return "try-meets-worry"
        if gives == "can-do":
            return "skill"
        return "people"


def find_signs(statements: Sequence[Statement], means: Means) -> Signs:
    """Read all statements and weigh every sign for every two of them."""
    lexicon = get_lexicon()
    usable = [each for each in statements if each.text.strip()]
    texts = read_texts([_tell_all(each) for each in usable], means)
    read = tuple(
        _read(each, text, means.splitter) for each, text in zip(usable, texts, strict=True)
    )
    signs = {
        "words": multiply(embed_words(texts)),
        "themes": multiply(embed_themes(texts, _weigh_broad(lexicon))),
        "meaning": multiply(embed_meaning(texts, means.vectors)),
        "answer": _find_answers(read, lexicon),
        "place": _share([each.places for each in read]),
        "time": _share([each.times for each in read]),
        "tool": _share([each.tools for each in read]),
    }
    return Signs(read, _weigh(read, signs), **signs)


def _tell_all(statement: Statement) -> str:
    """Return the words of a statement with its place and tool, which were coded by people."""
    return " ".join(part for part in (statement.text, statement.place, statement.tool) if part)


def _weigh(read: tuple[Read, ...], signs: dict[str, Matrix]) -> Matrix:
    """Weigh all signs together: from 0 to 1, and 0 for two statements of one person."""
    odds = _WEIGHTS["kinds"] * _pair_kinds([each.kind for each in read]) + _REST
    for name, sign in signs.items():
        odds += _WEIGHTS[name] * (np.maximum(sign, sign.T) if name == "answer" else sign)
    strength = np.asarray(1 / (1 + np.exp(-odds)), np.float32)
    persons = np.array([each.statement.person for each in read])
    strength[persons[:, None] == persons[None, :]] = 0.0
    return strength


def _pair_kinds(kinds: Sequence[str]) -> Matrix:
    table = np.zeros((len(KINDS) + 1, len(KINDS) + 1), np.float32)
    for (one, other), value in _KINDS_TOGETHER.items():
        a, b = KINDS.index(one), KINDS.index(other)
        table[a, b] = table[b, a] = value
    numbers = np.array([KINDS.index(kind) if kind else len(KINDS) for kind in kinds], np.intp)
    return np.asarray(table[numbers[:, None], numbers[None, :]], np.float32)


def _weigh_broad(lexicon: Lexicon) -> dict[str, float]:
    return {theme.key: _BROAD if theme.broad else 1.0 for theme in lexicon.themes}


def _read(statement: Statement, text: ReadText, splitter: Splitter) -> Read:
    kind = statement.kind if statement.kind in KINDS else suggest_kind(statement.text)[0]
    finder = find_topic_finder(splitter)
    found = {}
    for name in ("place", "time", "tool"):
        said = getattr(statement, name).strip()
        hits: tuple[Hit, ...] = getattr(text.topics, f"{name}s")
        if said:
            hits += getattr(finder.find(said), f"{name}s")
        found[f"{name}s"] = {hit.key: hit.label for hit in hits}
        if said:
            found[f"{name}s"][f"={said}"] = said
    return Read(statement, text, kind, **found)


def _find_answers(read: tuple[Read, ...], lexicon: Lexicon) -> Matrix:
    """Weigh for each giver and asker how well the one answers the other."""
    keys = [theme.key for theme in lexicon.themes]
    column = {key: number for number, key in enumerate(keys)}
    bridge = np.eye(len(keys), dtype=np.float32) * _SAME_THEME
    for answering in lexicon.answers:
        for key in answering.need:
            bridge[column[answering.give], column[key]] = 1.0
    rarity, broad = weigh_themes([each.text for each in read]), _weigh_broad(lexicon)
    weights = {key: value * broad[key] for key, value in rarity.items()}
    gives = np.zeros((len(read), len(keys)), np.float32)
    asks = np.zeros_like(gives)
    for number, each in enumerate(read):
        for hit in each.text.topics.themes:
            offer = _OFFERS[each.kind]
            if hit.key in _IDLE:
                offer = max(offer, _IDLE_OFFER)
            gives[number, column[hit.key]] = offer * weights[hit.key]
            asks[number, column[hit.key]] = _ASKS[each.kind] * weights[hit.key]
    return np.asarray(1 - np.exp(-(gives @ bridge @ asks.T)), np.float32)


def _share(found: Sequence[dict[str, str]]) -> Matrix:
    return multiply(embed_keys([dict.fromkeys(each, 1.0) for each in found]))
