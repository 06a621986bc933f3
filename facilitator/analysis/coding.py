"""Suggest for one statement what kind it is and where, when, with what and in which field."""

import re
from dataclasses import dataclass

from facilitator.analysis.japanese import Splitter, fold
from facilitator.analysis.kind_signs import KIND_SIGNS
from facilitator.analysis.themes import Hit, find_topic_finder

_COMPILED = {
    kind: tuple((weight, re.compile("|".join(phrases))) for weight, phrases in signs)
    for kind, signs in KIND_SIGNS.items()
}
_LAST = 1.5  # a sign in the last clause counts so much more
_CLAUSE = re.compile(r"[。!?！？…]+\s*|(?:が|けど|けれど|けども|のに)[、,]")
_PARTICLE = re.compile(r"(から|まで|[のにはでがをも])$")
_PHRASE = re.compile(r".[をが].")  # 「車を出」 is no name of a thing
_LABELS = {
    "value": "思い",
    "can-do": "できること",
    "worry": "気になること",
    "want-to-try": "やってみたいこと",
}


@dataclass(frozen=True, slots=True)
class Coding:
    """What a statement seems to be; every part is "" where nothing was found."""

    kind: str  # option key of the voices sheet
    place: str
    time: str
    tool: str
    fields: tuple[str, ...]
    why: str  # a Japanese sentence for people, "" where nothing was found


def suggest_coding(text: str, splitter: Splitter | None = None) -> Coding:
    """Suggest a coding from the words of the statement alone; people decide."""
    kind, sign = suggest_kind(text)
    topics = find_topic_finder(splitter).find(text)
    place, time, tool = (_name(hits) for hits in (topics.places, topics.times, topics.tools))
    reasons = []
    if sign:
        reasons.append(f"「{sign}」という言い方から、{_LABELS[kind]}と見ました")
    shown = [hit.words[0] for hit in (*topics.places[:1], *topics.times[:1], *topics.tools[:1])]
    shown += [hit.words[0] for hit in topics.fields]
    if words := "」「".join(dict.fromkeys(shown)):
        reasons.append(f"「{words}」という言葉がありました")
    why = "。".join(reasons) + "。" if reasons else ""
    return Coding(kind, place, time, tool, tuple(hit.key for hit in topics.fields), why)


def suggest_kind(text: str) -> tuple[str, str]:
    """Return the most likely kind and the words that show it; ("", "") where nothing tells."""
    plain = fold(text)
    clauses = [clause for clause in _CLAUSE.split(plain) if clause.strip()]
    last = clauses[-1] if clauses else ""
    best, best_sign, best_score = "", "", 0.0
    for kind, signs in _COMPILED.items():
        score, strongest, shown = 0.0, 0.0, ""
        for weight, pattern in signs:
            found = pattern.search(last)
            worth = weight * _LAST if found else weight
            found = found or pattern.search(plain)
            if found is None:
                continue
            score += worth
            if worth > strongest:
                strongest, shown = worth, found.group()
        if score > best_score:
            best, best_sign, best_score = kind, shown, score
    return best, best_sign


def _name(hits: tuple[Hit, ...]) -> str:
    """Name a place, time or tool as it was said where that is a whole word, else by its label."""
    if not hits:
        return ""
    whole = [_PARTICLE.sub("", word) for word in hits[0].words if not _PHRASE.search(word)]
    return max(whole, key=len) if whole else hits[0].label
