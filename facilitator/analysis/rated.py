"""Count what was rated one by one on two axes, for charts and slides."""

import statistics
from collections.abc import Mapping, Sequence

from facilitator.analysis.records import ReportedAnswer
from facilitator.analysis.tallies import Placement, PositionTally
from programs.questions import Question
from programs.ratings import Rating
from worksheets.checking import get_range
from worksheets.ratings import Rated, sum_up


def count_ratings(
    rating: Rating, answers: Sequence[ReportedAnswer], known: Mapping[str, ReportedAnswer]
) -> PositionTally:
    """Return the tally of all ratings; its numbers are those of the phones and the wall."""
    words = {
        answer.id: answer.headline
        for answer in known.values()
        if answer.worksheet == rating.item.of
    }
    rated = sum_up(rating, words, (answer.values for answer in answers))
    placements = tuple(
        _place(rating, one, known[one.thing.id], answers) for one in rated if one.raters
    )
    placed = [answer for answer in answers if rating.place.key in answer.values]
    return make_positions(
        rating.place,
        placements,
        answered=len(placed),
        people=max((one.raters + one.passes for one in rated), default=0),
        unrated=tuple((one.thing.number, one.thing.words) for one in rated if not one.raters),
        rated=True,
    )


def _place(
    rating: Rating, one: Rated, thing: ReportedAnswer, answers: Sequence[ReportedAnswer]
) -> Placement:
    given = [
        answer.values[rating.place.key]
        for answer in answers
        if rating.place.key in answer.values and thing.id in answer.values[rating.item.key]
    ]
    xs, ys = [float(place["x"]) for place in given], [float(place["y"]) for place in given]
    return Placement(
        number=one.thing.number,
        answer_id=thing.id,
        text=one.thing.words,
        x=statistics.fmean(xs) if one.x is None else one.x,
        y=statistics.fmean(ys) if one.y is None else one.y,
        spread_x=statistics.pstdev(xs),
        spread_y=statistics.pstdev(ys),
        raters=one.raters,
        points=thing.points,
        passes=one.passes,
        dots=one.dots,
        middle=one.middle,
    )


def make_positions(
    question: Question,
    placements: tuple[Placement, ...],
    *,
    answered: int,
    people: int = 0,
    unrated: tuple[tuple[int, str], ...] = (),
    rated: bool = False,
) -> PositionTally:
    """Return the tally with the axes' words and span."""
    least, most = get_range(question)
    if question.x is None or question.y is None:
        raise ValueError(f"position question without axes: {question.key}")
    return PositionTally(
        question=question.key,
        label=question.label,
        x=question.x,
        y=question.y,
        least=float(1 if least is None else least),
        most=float(5 if most is None else most),
        placements=placements,
        answered=answered,
        quarters=question.quarters,
        rated=rated,
        people=people,
        unrated=unrated,
    )
