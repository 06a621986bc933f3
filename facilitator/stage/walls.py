"""Turn the answers of one worksheet into what a wall can show: cards, bars, scales, table, grid.

Names never go on the wall; which team and affiliation may be told is the storage's decision.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from facilitator.stage.axes import make_rated_grid
from facilitator.stage.cluster_walls import make_clusters
from facilitator.stage.figures import Section, make_figure, make_scales, make_table
from facilitator.stage.overlap_pages import make_overlaps
from facilitator.stage.quadrant_walls import make_quadrants
from facilitator.stage.record_cards import make_records
from facilitator.stage.told import Told
from facilitator.stage.voice_walls import make_voices
from facilitator.stage.vote_walls import make_votes
from programs.crossings import cross_options
from programs.questions import Question, QuestionKind, Role, Scope, Worksheet
from worksheets.grouped import GroupedCluster
from worksheets.records import Answer, Tally, Values, Workshop
from worksheets.values import describe_values, headline

_TEXTS = (QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT, QuestionKind.DATE)
_CHOSEN = (QuestionKind.CHOICE, QuestionKind.CHOICES)
# A card with more questions is a sheet of its own, like a plan.
_LONG_CARD = 8
# A team's sheet with more questions than this is read as a whole, page by page.
_SHORT_SHEET = 4


@dataclass(frozen=True, slots=True)
class Wall:
    """One shared worksheet with what is needed to put it into words.

    `known` gives the words of answers that references point at; `tally` are the votes, None
    until they are shown to all. `told` is what was heard in the town, None where the
    program sends nobody out. `clusters` are what the cards were grouped into, if they were.
    """

    workshop: Workshop
    worksheet: Worksheet
    answers: tuple[Answer, ...]
    known: Mapping[str, str] = field(default_factory=dict)
    tally: Tally | None = None
    told: Told | None = None
    clusters: tuple[GroupedCluster, ...] = ()


def is_paged(worksheet: Worksheet) -> bool:
    """Tell whether its answers are looked at one after the other, at the speaker's pace."""
    return worksheet.role in (Role.INTERVIEWS, Role.OVERLAPS)


def make_sections(wall: Wall) -> list[Section]:
    """Return what to show, in the order to show it."""
    if not wall.answers:
        return []
    if wall.tally is not None:
        return [make_votes(wall.tally, [make_card(wall, answer) for answer in wall.answers])]
    return _make_grouped(wall) if wall.clusters else _make_given(wall)


def _make_given(wall: Wall) -> list[Section]:
    sheet = wall.worksheet
    crossed = make_quadrants(sheet, wall.answers, _team_namer(wall))
    return [*([crossed] if crossed is not None else []), *_make_plain(wall)]


def _make_plain(wall: Wall) -> list[Section]:
    """Show what a sheet says in the form that suits it."""
    sheet = wall.worksheet
    if wall.told is not None and sheet.role in (Role.INTERVIEWS, Role.VOICES, Role.OVERLAPS):
        return _make_told(wall, wall.told)
    if sheet.many and len(sheet.questions) <= _LONG_CARD:
        texts = any(question.kind in _TEXTS for question in sheet.questions)
        return [*([_make_cards(wall)] if texts else []), *_make_figures(wall)]
    others = [question for question in sheet.questions if question.kind is not QuestionKind.TABLE]
    tables = [
        make_table(question, wall.answers, _team_namer(wall))
        for question in sheet.questions
        if question.kind is QuestionKind.TABLE
    ]
    short = sheet.scope is Scope.TEAM and len(others) <= _SHORT_SHEET
    if not sheet.many and (sheet.scope is Scope.INDIVIDUAL or short):
        return [*tables, *_by_question(wall, others)]
    return [*(table for table in tables if table["rows"]), *_by_answer(wall)]


def _make_grouped(wall: Wall) -> list[Section]:
    """Show the clusters, then what else there is but the same cards once more."""
    cards = {answer.id: make_card(wall, answer) for answer in wall.answers}
    others = make_sections(replace(wall, clusters=()))
    return [
        make_clusters(wall.clusters, cards),
        *(section for section in others if section["kind"] != "cards"),
    ]


def _make_told(wall: Wall, told: Told) -> list[Section]:
    sheet, answers = wall.worksheet, wall.answers
    if sheet.role is Role.INTERVIEWS:
        return [make_records(wall.workshop, sheet, answers)]
    if sheet.role is Role.VOICES:
        return [make_voices(sheet, answers)]
    return list(make_overlaps(wall.workshop, sheet, answers, told))


def make_card(wall: Wall, answer: Answer) -> Section:
    """Make one card of a wall: its main words, what was chosen, and what it refers to.

    The rest is for the card shown large: many cards must stay calm.
    """
    kinds = {question.label: question.kind for question in wall.worksheet.questions}
    first = headline(wall.worksheet, answer.values)
    text = _find_main_words(wall.worksheet, answer.values) or first
    described = describe_values(wall.worksheet, list_standing(wall, answer), known=wall.known)
    about = [words for label, words in described if kinds[label] is QuestionKind.REFERENCE]
    chosen = [words.split("（")[0] for label, words in described if kinds[label] in _CHOSEN]
    return {
        **_card(wall, answer, text=text),
        "heading": about[0] if about else first if first != text else "",
        "tags": [words for words in chosen if words],
        "points": wall.tally.points.get(answer.id, 0) if wall.tally else None,
    }


def _find_main_words(worksheet: Worksheet, values: Values) -> str:
    """Return what had to be written; an optional line before it is the heading of the card."""
    texts = [question for question in worksheet.questions if question.kind in _TEXTS]
    required = (question.key for question in texts if question.required)
    return str(values.get(next(required, ""), "")) if worksheet.many else ""


def list_standing(wall: Wall, answer: Answer) -> Values:
    """Return what an answer says without references to what was told and taken back.

    Nobody in the hall shall wonder whose words are missing; its writers are told on the phone.
    """
    if wall.told is None:
        return answer.values
    values = dict(answer.values)
    for question in wall.worksheet.questions:
        if question.kind is QuestionKind.REFERENCE and question.key in values:
            values[question.key] = [key for key in values[question.key] if key in wall.known]
    return {key: value for key, value in values.items() if value != []}


def _make_cards(wall: Wall) -> Section:
    return {
        "kind": "cards",
        "label": "",
        "cards": [make_card(wall, answer) for answer in wall.answers],
    }


def _make_figures(wall: Wall) -> Iterator[Section]:
    """Count the choices made on cards; their texts are on the cards already."""
    figured = (QuestionKind.CHOICE, QuestionKind.CHOICES, QuestionKind.SCALE, QuestionKind.POSITION)
    rated = make_rated_grid(wall.worksheet, wall.answers, wall.known)
    if rated is not None:
        yield rated
    for question in wall.worksheet.questions:
        if rated is not None and question.kind is QuestionKind.POSITION:
            continue
        if cross_options(question) is not None:
            continue
        if question.kind in figured and _has_answer(wall, question):
            yield make_figure(question, wall.answers, unit="枚", name_card=_card_namer(wall))


def _by_question(wall: Wall, questions: list[Question]) -> Iterator[Section]:
    unit = "班" if wall.worksheet.scope is Scope.TEAM else "人"
    plain = [each for each in questions if cross_options(each) is None]
    for group in _group_scales([each for each in plain if _has_answer(wall, each)]):
        question = group[0]
        if len(group) > 1:
            yield make_scales(group, wall.answers)
        elif question.kind in _TEXTS:
            yield _make_texts(wall, question)
        else:
            yield make_figure(question, wall.answers, unit=unit, name_card=_card_namer(wall))


def _group_scales(questions: list[Question]) -> Iterator[list[Question]]:
    """Put scales with the same steps together: they are read against each other."""
    together: dict[tuple[Any, ...], list[Question]] = defaultdict(list)
    for question in questions:
        if question.kind is QuestionKind.SCALE:
            together[question.least, question.most, question.labels].append(question)
    for question in questions:
        if question.kind is not QuestionKind.SCALE:
            yield [question]
        elif (group := together[question.least, question.most, question.labels]) and group[
            0
        ] is question:
            yield group


def _make_texts(wall: Wall, question: Question) -> Section:
    cards = [
        _card(wall, answer, text=str(answer.values[question.key]))
        for answer in wall.answers
        if question.key in answer.values
    ]
    return {"kind": "cards", "label": question.label, "cards": cards}


def _by_answer(wall: Wall) -> Iterator[Section]:
    """Show a long sheet whole, one answer after the other."""
    tables = {
        question.label
        for question in wall.worksheet.questions
        if question.kind is QuestionKind.TABLE
    }
    for answer in wall.answers:
        described = describe_values(wall.worksheet, answer.values, known=wall.known)
        plain = replace(answer, team="")
        cards = [
            {
                **_card(wall, plain, text=words),
                "id": f"{answer.id}.{number}",
                "heading": label,
                "at": None,
            }
            for number, (label, words) in enumerate(described)
            if label not in tables
        ]
        if cards:
            label = _team_namer(wall)(answer)
            yield {"kind": "cards", "key": answer.id, "label": label, "cards": cards}


def _card(wall: Wall, answer: Answer, *, text: str) -> Section:
    return {
        "id": answer.id,
        "text": text,
        "team": _team_namer(wall)(answer),
        # Answers to anonymous sheets carry no time of their own.
        "at": None if wall.worksheet.anonymous else answer.given_at.isoformat(),
    }


def _has_answer(wall: Wall, question: Question) -> bool:
    return any(question.key in answer.values for answer in wall.answers)


def _team_namer(wall: Wall) -> Callable[[Answer], str]:
    def name(answer: Answer) -> str:
        team = wall.workshop.find_team(answer.team)
        return team.name if team else ""

    return name


def _card_namer(wall: Wall) -> Callable[[str], str]:
    """Give words to what a figure points at: a card referred to, or the answer itself."""
    own = {answer.id: headline(wall.worksheet, answer.values) for answer in wall.answers}
    return lambda key: wall.known.get(key) or own.get(key, "")
