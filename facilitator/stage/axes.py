"""Lay things on two axes for the wall: means with numbers, the spread behind, the fields' words."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from facilitator.analysis.wording import shorten
from programs.questions import Question, Worksheet
from programs.ratings import find_rating
from worksheets.checking import get_range
from worksheets.ratings import Rated, Span, Thing, sum_up
from worksheets.records import Answer
from worksheets.veiling import SMALLEST_GROUP

# JSON for the stage's page; its shape belongs to assets/axes.js.
Section = dict[str, Any]

_SHORT = 8  # letters of a thing beside its symbol


def make_rated_grid(
    sheet: Worksheet, answers: Sequence[Answer], known: Mapping[str, str]
) -> Section | None:
    """Sum up what was rated one by one; None where nothing is."""
    rating = find_rating(sheet)
    if rating is None:
        return None
    rated = sum_up(rating, known, (answer.values for answer in answers))
    named = {answer.participant_id for answer in answers} - {""}
    # Without names the best that is known is how many spoke of the same thing.
    people = len(named) or max((one.raters + one.passes for one in rated), default=0)
    return {**_draw(rating.place, rated), "people": people}


def make_grid(
    question: Question,
    given: Sequence[tuple[Answer, Any]],
    name_card: Callable[[str], str],
) -> Section:
    """Average the places given to the same card; an answer that names none stands for itself."""
    places: dict[str, list[tuple[float, float]]] = {}
    for answer, value in given:
        places.setdefault(_subject(answer), []).append((value["x"], value["y"]))
    rated = tuple(
        Rated(
            Thing(number, key, name_card(key)),
            raters=len(each),
            passes=0,
            x=sum(x for x, _ in each) / len(each),
            y=sum(y for _, y in each) / len(each),
        )
        for number, (key, each) in enumerate(places.items(), 1)
    )
    return {**_draw(question, rated), "people": None}


def _subject(answer: Answer) -> str:
    for value in answer.values.values():
        if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
            return value[0]
    return answer.id


def _draw(question: Question, rated: Sequence[Rated]) -> Section:
    least, most = get_range(question)
    axes = {
        name: axis.model_dump() if axis else {"label": "", "low": "", "high": ""}
        for name, axis in (("x", question.x), ("y", question.y))
    }
    return {
        "kind": "grid",
        "label": question.label,
        "least": least,
        "most": most,
        **axes,
        "quarters": question.quarters.model_dump() if question.quarters else None,
        "points": [_point(question, one) for one in rated],
        "enough": SMALLEST_GROUP,
    }


def _point(question: Question, one: Rated) -> Section:
    thing = one.thing
    return {
        "id": thing.id,
        "number": thing.number,
        "label": thing.words,
        "short": shorten(thing.words, _SHORT),
        "x": None if one.x is None else round(one.x, 2),
        "y": None if one.y is None else round(one.y, 2),
        "count": one.raters,
        "passes": one.passes,
        "dots": [list(dot) for dot in one.dots],
        "middle": [_span(span) for span in one.middle] if one.middle else None,
        "told": _tell(question, one),
    }


def _span(span: Span) -> list[float]:
    return [round(span.low, 2), round(span.high, 2)]


def _tell(question: Question, one: Rated) -> str:
    """Say for ears what the symbol shows."""
    passes = f"、パス{one.passes}人" if one.passes else ""
    if one.x is None or one.y is None or question.x is None or question.y is None:
        return f"まだ評価がありません{passes}"
    means = f"{question.x.label} 平均{one.x:.1f}、{question.y.label} 平均{one.y:.1f}"
    return f"{means}、評価{one.raters}人{passes}"
