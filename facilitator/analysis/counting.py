"""Count what can be counted of the answers to one worksheet."""

import statistics
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from facilitator.analysis.rankings import rank
from facilitator.analysis.rated import count_ratings, make_positions
from facilitator.analysis.records import ReportedAnswer
from facilitator.analysis.tallies import (
    AnyTally,
    ChoiceTally,
    NumberTally,
    OptionCount,
    Placement,
    PositionTally,
    RankItem,
    RankTally,
    ScaleTally,
    TableTally,
)
from facilitator.analysis.wording import day_words
from programs.questions import Column, Question, QuestionKind, Worksheet
from programs.ratings import find_rating
from worksheets.checking import get_range

Answers = Sequence[ReportedAnswer]
Known = Mapping[str, ReportedAnswer]  # answers of all worksheets, for what others point at


def count_worksheet(worksheet: Worksheet, answers: Answers, known: Known) -> tuple[AnyTally, ...]:
    """Return a tally for every question that can be counted, in the order of the questions."""
    found: list[AnyTally] = []
    rating = find_rating(worksheet)
    for question in worksheet.questions:
        if rating is not None and question is rating.place:
            found.append(count_ratings(rating, answers, known))
            continue
        count = _COUNTS.get(question.kind)
        if count is not None:
            given = [answer for answer in answers if question.key in answer.values]
            found.append(count(worksheet, question, given, known))
    return tuple(found)


def _count_choice(_: Worksheet, question: Question, answers: Answers, __: Known) -> ChoiceTally:
    multiple = question.kind is QuestionKind.CHOICES
    chosen: Counter[str] = Counter()
    for answer in answers:
        value = answer.values[question.key]
        chosen.update(value if multiple else [value])
    return ChoiceTally(
        question=question.key,
        label=question.label,
        counts=tuple(OptionCount(o.key, o.label, chosen[o.key]) for o in question.options),
        answered=len(answers),
        multiple=multiple,
    )


def _count_scale(_: Worksheet, question: Question, answers: Answers, __: Known) -> ScaleTally:
    least, most = get_steps(question)
    values = [int(answer.values[question.key]) for answer in answers]
    chosen = Counter(values)
    return ScaleTally(
        question=question.key,
        label=question.label,
        counts=tuple(
            OptionCount(str(step), _step_label(question, step - least), chosen[step])
            for step in range(least, most + 1)
        ),
        answered=len(values),
        mean=statistics.fmean(values) if values else None,
    )


def get_steps(question: Question) -> tuple[int, int]:
    """Return the lowest and highest step of a scale or position."""
    least, most = get_range(question)
    return (1 if least is None else least), (5 if most is None else most)


def _step_label(question: Question, place: int) -> str:
    return question.labels[place] if place < len(question.labels) else ""


def _count_number(_: Worksheet, question: Question, answers: Answers, __: Known) -> NumberTally:
    values = [float(answer.values[question.key]) for answer in answers]
    return NumberTally(
        question=question.key,
        label=question.label,
        answered=len(values),
        least=min(values, default=None),
        median=statistics.median(values) if values else None,
        mean=statistics.fmean(values) if values else None,
        most=max(values, default=None),
    )


def _count_position(
    worksheet: Worksheet, question: Question, answers: Answers, known: Known
) -> PositionTally:
    points: dict[str, list[tuple[float, float]]] = {}
    for answer in answers:
        value = answer.values[question.key]
        for target in _placed_things(worksheet, answer):
            points.setdefault(target, []).append((float(value["x"]), float(value["y"])))
    own = {answer.id: answer for answer in answers}
    # Numbers follow the order in which things were written, so they stay when others are added.
    ordered = [key for key in (*known, *own) if key in points]
    placements = [
        _place(number, known.get(key) or own[key], points[key])
        for number, key in enumerate(dict.fromkeys(ordered), 1)
    ]
    return make_positions(question, tuple(placements), answered=len(answers))


def _placed_things(worksheet: Worksheet, answer: ReportedAnswer) -> tuple[str, ...]:
    """Return what the answer places: the cards it points at, or itself."""
    points_at = [q for q in worksheet.questions if q.kind is QuestionKind.REFERENCE]
    if not points_at:
        return (answer.id,)
    return tuple(key for question in points_at for key in answer.values.get(question.key, ()))


def _place(number: int, thing: ReportedAnswer, at: list[tuple[float, float]]) -> Placement:
    xs, ys = [x for x, _ in at], [y for _, y in at]
    return Placement(
        number=number,
        answer_id=thing.id,
        text=thing.headline,
        x=statistics.fmean(xs),
        y=statistics.fmean(ys),
        spread_x=statistics.pstdev(xs),
        spread_y=statistics.pstdev(ys),
        raters=len(at),
        points=thing.points,
    )


def _count_rank(_: Worksheet, question: Question, answers: Answers, known: Known) -> RankTally:
    given = [answer.values[question.key] for answer in answers]
    labels = {option.key: option.label for option in question.options}
    if not labels:
        named = {key for value in given for key in value}
        labels = {key: thing.headline for key, thing in known.items() if key in named}
    ranking = rank(tuple(labels), given)
    items = tuple(
        RankItem(
            key=one.key,
            label=labels[one.key],
            mean_place=one.mean,
            firsts=one.firsts,
            ranked_by=one.ranked_by,
            place=one.place,
            tied=one.tied,
        )
        for one in ranking.items
    )
    return RankTally(
        question.key, question.label, items, answered=ranking.answered, partial=ranking.partial
    )


def _count_table(_: Worksheet, question: Question, answers: Answers, __: Known) -> TableTally:
    rows = [
        (tuple(cell_text(column, row.get(column.key)) for column in question.columns), answer.team)
        for answer in answers
        for row in answer.values[question.key]
    ]
    return TableTally(
        question=question.key,
        label=question.label,
        columns=tuple(column.label for column in question.columns),
        rows=tuple(cells for cells, _ in rows),
        teams=tuple(team for _, team in rows),
        answered=len(answers),
    )


def cell_text(column: Column, value: object) -> str:
    """Return a table cell in readable words."""
    if value is None:
        return ""
    if column.kind is QuestionKind.DATE:
        return day_words(date.fromisoformat(str(value)))
    labels = {option.key: option.label for option in column.options}
    return labels.get(str(value), str(value))


_COUNTS: dict[QuestionKind, Callable[[Worksheet, Question, Answers, Known], AnyTally]] = {
    QuestionKind.CHOICE: _count_choice,
    QuestionKind.CHOICES: _count_choice,
    QuestionKind.SCALE: _count_scale,
    QuestionKind.NUMBER: _count_number,
    QuestionKind.POSITION: _count_position,
    QuestionKind.RANK: _count_rank,
    QuestionKind.TABLE: _count_table,
}
