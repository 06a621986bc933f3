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
    compare_read,
    embed_keys,
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
_IDLE = ("surplus", "vacant", "helping")
_IDLE_OFFER = 0.8
_SAME_THEME = 0.7  # to work on the very theme another worries about
_WEIGHTS = {"answer": 0.5, "near": 0.6, "place": 0.2, "time": 0.12, "tool": 0.2}


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
    near: Matrix
    answer: Matrix  # [giver, asker]
    place: Matrix
    time: Matrix
    tool: Matrix

    def list_best(self, count: int) -> list[Link]:
        """Return the strongest pairs of different people, best first."""
        upper = np.triu(self.strength, 1)
        count = min(count, int(np.count_nonzero(upper)))
        if count == 0:
            return []
        flat = upper.ravel()
        top = np.argpartition(flat, -count)[-count:]
        order = top[np.lexsort((top, -flat[top]))]
        return [self.link(int(at) // len(upper), int(at) % len(upper)) for at in order]

    def link(self, a: int, b: int) -> Link:
        """Say what kind of overlap two statements are."""
        parts = {
            "answer": max(self.answer[a, b], self.answer[b, a]) * _WEIGHTS["answer"],
            "same-wish": self.near[a, b] * _WEIGHTS["near"],
            "place": self.place[a, b] * _WEIGHTS["place"],
            "time": self.time[a, b] * _WEIGHTS["time"],
            "skill": self.tool[a, b] * _WEIGHTS["tool"],
        }
        strongest = max(parts, key=lambda name: parts[name])
        giver, asker = (a, b) if self.answer[a, b] >= self.answer[b, a] else (b, a)
        strength = float(self.strength[a, b])
        if strongest != "answer":
            return Link((a, b), strongest, strength)
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
    texts = read_texts([each.text for each in usable], means)
    read = tuple(
        _read(each, text, means.splitter) for each, text in zip(usable, texts, strict=True)
    )
    near = compare_read([each.text for each in read], means)
    answer = _find_answers(read, lexicon)
    place, time, tool = (
        _share([getattr(each, name) for each in read]) for name in ("places", "times", "tools")
    )
    strength = (
        _WEIGHTS["near"] * near
        + _WEIGHTS["answer"] * np.maximum(answer, answer.T)
        + _WEIGHTS["place"] * place
        + _WEIGHTS["time"] * time
        + _WEIGHTS["tool"] * tool
    )
    persons = np.array([each.statement.person for each in read])
    strength[persons[:, None] == persons[None, :]] = 0.0
    return Signs(read, strength.astype(np.float32), near, answer, place, time, tool)


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
    weights = weigh_themes([each.text for each in read])
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
    rows = embed_keys([dict.fromkeys(each, 1.0) for each in found])
    return np.asarray(rows @ rows.T, np.float32)
