"""Rating on a phone: one thing at a time, a list of all to go back to, what was said of each."""

from dataclasses import dataclass
from typing import Any

from programs.questions import Worksheet
from programs.ratings import Rating, find_rating
from worksheets.phone.view import View
from worksheets.ratings import Rated, Thing, list_things, sum_up
from worksheets.records import Answer, Values
from worksheets.values import headline

AFTER = "after-"  # before an id: the next one that has not been rated yet


@dataclass(frozen=True, slots=True)
class Line:
    """One thing in the list: what this person said of it, in words."""

    id: str
    number: int
    words: str
    state: str  # rated, passed, or nothing yet
    said: str
    current: bool


@dataclass(frozen=True, slots=True)
class RatingPage:
    """The thing to rate now and where it stands among all."""

    name: str  # of the field that says what is rated
    at: Line | None  # None: all are done, or there are none
    lines: tuple[Line, ...]
    back: str
    next: str
    may_pass: bool

    @property
    def rated(self) -> int:
        """How many things got a place."""
        return sum(line.state == "rated" for line in self.lines)

    @property
    def passed(self) -> int:
        """How many were passed over."""
        return sum(line.state == "passed" for line in self.lines)


@dataclass(frozen=True, slots=True)
class Sum:
    """What all ratings of one thing say, in words."""

    id: str
    words: str
    said: str


def make_rating(
    view: View, sheet: Worksheet, mine: tuple[Answer, ...], asked: str
) -> RatingPage | None:
    """Prepare the thing asked for, else the first not yet rated; None where nothing is rated."""
    rating = find_rating(sheet)
    if rating is None:
        return None
    own = {key: answer for answer in mine for key in answer.values.get(rating.item.key, ())}
    things = list_things(rating, _list_words(view, rating))
    at = _find_thing(things, own, asked)
    lines = tuple(_make_line(rating, thing, own.get(thing.id), at) for thing in things)
    place = things.index(at) if at is not None else 0
    return RatingPage(
        name=f"q.{rating.item.key}",
        at=lines[place] if at is not None else None,
        lines=lines,
        back=things[place - 1].id if at is not None and place > 0 else "",
        next=things[place + 1].id if at is not None and place + 1 < len(things) else "",
        may_pass=rating.may_pass,
    )


def _list_words(view: View, rating: Rating) -> dict[str, str]:
    target = view.find_sheet(rating.item.of) if rating.item.of else None
    if target is None:
        return {}
    given = view.list_given(target.key)
    return {answer.id: headline(target, answer.values) for answer in given}


def _find_thing(things: tuple[Thing, ...], own: dict[str, Answer], asked: str) -> Thing | None:
    keys = [thing.id for thing in things]
    if asked in keys:
        return things[keys.index(asked)]
    last = asked.removeprefix(AFTER)
    start = keys.index(last) + 1 if last in keys else 0
    return next((each for each in (*things[start:], *things[:start]) if each.id not in own), None)


def _make_line(rating: Rating, thing: Thing, answer: Answer | None, at: Thing | None) -> Line:
    values: Values = answer.values if answer is not None else {}
    place = values.get(rating.place.key)
    state = "" if answer is None else "passed" if place is None else "rated"
    return Line(thing.id, thing.number, thing.words, state, _say_place(rating, place), thing == at)


def list_sums(view: View, sheet: Worksheet) -> list[Sum] | None:
    """Return what all ratings say, thing by thing; None where nothing is rated one by one."""
    rating = find_rating(sheet)
    if rating is None:
        return None
    answers = (answer.values for answer in view.list_given(sheet.key))
    found = sum_up(rating, _list_words(view, rating), answers)
    return [
        Sum(one.thing.id, f"{one.thing.number} {one.thing.words}", _say_sum(rating, one))
        for one in found
    ]


def _say_sum(rating: Rating, one: Rated) -> str:
    passes = f"、パス {one.passes}人" if one.passes else ""
    if one.x is None or one.y is None:
        return f"まだ評価がありません{f'（パス {one.passes}人）' if one.passes else ''}"
    means = {"x": f"{one.x:.1f}", "y": f"{one.y:.1f}"}
    return f"{_say_place(rating, means)}（平均。評価 {one.raters}人{passes}）"


def _say_place(rating: Rating, place: Any) -> str:  # noqa: ANN401 -- a JSON value
    x, y = rating.place.x, rating.place.y
    if place is None or x is None or y is None:
        return ""
    return f"{x.label} {place['x']}、{y.label} {place['y']}"
