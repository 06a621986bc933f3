"""Bring rankings together: the mean place of each thing, ties told as ties.

Whoever left things out has said only that they come after the rest. Such things share the places
that are left: each counts with the middle one, so that a thing ranked by few does not win.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_SAME = 1e-9


@dataclass(frozen=True, slots=True)
class Ranked:
    """One thing: its place (several may share one), its mean place, how many put it first."""

    key: str
    place: int
    tied: bool
    mean: float
    firsts: int
    ranked_by: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """All things from the best mean place on."""

    items: tuple[Ranked, ...]
    answered: int
    partial: int  # people who left things out


def rank(keys: Sequence[str], answers: Iterable[Sequence[str]]) -> Ranking:
    """Return the ranking of these things, whatever order the answers came in."""
    given = [[key for key in answer if key in keys] for answer in answers]
    given = [answer for answer in given if answer]
    if not given:
        return Ranking((), 0, 0)
    means = {key: sum(_place(key, each, len(keys)) for each in given) / len(given) for key in keys}
    items = [
        Ranked(
            key=key,
            place=1 + sum(other < mean - _SAME for other in means.values()),
            tied=sum(abs(other - mean) < _SAME for other in means.values()) > 1,
            mean=mean,
            firsts=sum(each[0] == key for each in given),
            ranked_by=sum(key in each for each in given),
        )
        for key, mean in means.items()
    ]
    items.sort(key=lambda item: item.place)
    partial = sum(len(each) < len(keys) for each in given)
    return Ranking(tuple(items), len(given), partial)


def _place(key: str, answer: Sequence[str], number: int) -> float:
    if key in answer:
        return float(answer.index(key) + 1)
    return (len(answer) + 1 + number) / 2
