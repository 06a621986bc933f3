"""Things rated one by one on two axes: which there are, and what all ratings together say.

Numbers follow the order in which things were written, on phones, wall, console and deck alike,
so that people can speak of 「3番」.
"""

import statistics
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from programs.questions import Question
from programs.ratings import Rating
from worksheets.records import Values
from worksheets.veiling import SMALLEST_GROUP


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing to be rated."""

    number: int
    id: str
    words: str


@dataclass(frozen=True, slots=True)
class Span:
    """The middle half of what people said on one axis."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Rated:
    """What all ratings of one thing say; means are None where nobody rated it.

    `dots` are the places people gave, each with how many gave it. They and the middle half stay
    empty with fewer than five people: there every dot would be a person.
    """

    thing: Thing
    raters: int
    passes: int
    x: float | None = None
    y: float | None = None
    dots: tuple[tuple[float, float, int], ...] = ()
    middle: tuple[Span, Span] | None = None


def keep_marked(question: Question, words: Mapping[str, str]) -> tuple[str, ...]:
    """Return the ids whose words begin with the question's mark; all where none has it."""
    marked = tuple(key for key, text in words.items() if text.lstrip().startswith(question.mark))
    return marked or tuple(words)


def list_things(
    rating: Rating, words: Mapping[str, str], rated: AbstractSet[str] = frozenset()
) -> tuple[Thing, ...]:
    """Number what is to be rated, given by id in the order it was written.

    What was `rated` and has lost its mark since then comes last: its ratings are not forgotten.
    """
    mark = rating.item.mark
    keys = keep_marked(rating.item, words)
    keys += tuple(key for key in words if key in rated and key not in keys)
    return tuple(
        Thing(number, key, words[key].lstrip().removeprefix(mark).strip() or words[key])
        for number, key in enumerate(keys, 1)
    )


def sum_up(
    rating: Rating, words: Mapping[str, str], answers: Iterable[Values]
) -> tuple[Rated, ...]:
    """Return what all ratings say of each thing, whatever order they came in."""
    given: dict[str, list[tuple[float, float]]] = {}
    passes: Counter[str] = Counter()
    for values in answers:
        place = values.get(rating.place.key)
        for key in values.get(rating.item.key, ()):
            if place is None:
                passes[key] += 1
            else:
                given.setdefault(key, []).append((float(place["x"]), float(place["y"])))
    things = list_things(rating, words, given.keys() | passes.keys())
    return tuple(_rate(thing, given.get(thing.id, []), passes[thing.id]) for thing in things)


def _rate(thing: Thing, places: list[tuple[float, float]], passes: int) -> Rated:
    if not places:
        return Rated(thing, 0, passes)
    xs, ys = [x for x, _ in places], [y for _, y in places]
    x, y = statistics.fmean(sorted(xs)), statistics.fmean(sorted(ys))
    if len(places) < SMALLEST_GROUP:
        return Rated(thing, len(places), passes, x, y)
    dots = tuple((*place, number) for place, number in sorted(Counter(places).items()))
    return Rated(thing, len(places), passes, x, y, dots, (find_middle(xs), find_middle(ys)))


def find_middle(values: Sequence[float]) -> Span:
    """Return between which values the middle half lies."""
    low, _, high = statistics.quantiles(values, n=4, method="inclusive")
    return Span(low, high)
