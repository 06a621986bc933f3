"""Reports that break files when nobody takes care, of both shipped programs.

Every worksheet and every kind of question is filled, so that a program that grows is covered
without a change here.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from itertools import cycle
from typing import Any

from facilitator.analysis.records import Report
from facilitator.analysis.report import make_report
from programs.model import Program
from programs.questions import Column, Question, QuestionKind, Role, Scope, Worksheet
from programs.reading import read_program
from tests.facilitator.exports.hostile import HOSTILE
from worksheets.promises import SHARING, Reach
from worksheets.records import Answer, Options, Participant, Team, Workshop
from worksheets.vote_ways import Tally

PROGRAMS = ("team-building", "community-building")
START = datetime(2026, 12, 5, 1, 0, tzinfo=UTC)
LONGEST = "制度のすきまの話を、はしょらずに書きます。" * 480  # over 10,000 letters
UNBROKEN = "Supercalifragilistic" * 30
DAYS = ("2026-12-18", "", "9999-12-31", "0001-01-01", "2026-12-11")
ACTIONS = 12
CARDS = 600
_CELL = 1000  # letters of a cell in a table; phones take 200
STRANGE = (
    *HOSTILE,
    UNBROKEN,
    "邉󠄂邊󠄆さんと𩸽を食べた👩🏽‍🚒🏴󠁧󠁢󠁥󠁮󠁧󠁿🇯🇵",
    "\u200f\u2067مرحبا\u2069 と \u2066abc\u2069",
    "\ufdd0\U0001ffff\x85\u2028\u2029終わり",
    "1/2",
    "0120-000-000",
    "2026/12/05",
    "mailto:a@example.invalid",
    r"\\server\share\ひみつ.docx",
    "{{title}} %d ${x}",
)
_TOWN = "  =みなと\r\n市\x07&\"<福祉>'特別 区" + "長い名前の" * 30


def _make_workshop(key: str, *, strange: bool) -> Workshop:
    program = read_program(key).program
    assert program is not None
    names = ["=1班", "班\x07/\\:*?[2]", "長い班の名前" * 20] if strange else ["1班", "2班", "3班"]
    return Workshop(
        code="ABC234",
        title="@題名\x0b" + "とても長い研修の名前" * 20 if strange else "多機関連携研修",
        municipality=_TOWN if strange else "みなと市",
        program=program,
        options=Options(teams=tuple(Team(f"t{n}", name) for n, name in enumerate(names, 1))),
        created_at=START,
    )


def _make_people(program: Program, number: int, texts: Iterator[str]) -> list[Participant]:
    return [
        Participant(
            id=f"p{n}",
            code="ABC234",
            name=next(texts),
            affiliation=program.affiliations[n % len(program.affiliations)].key,
            field=program.fields[n % len(program.fields)].key if program.fields else "",
            team=f"t{n % 3 + 1}",
            shared_device=False,
            entered_by=None,
            joined_at=START,
        )
        for n in range(number)
    ]


def _make_value(question: Question, texts: Iterator[str], known: Sequence[str]) -> object:  # noqa: PLR0911 -- one line for each kind
    options = [option.key for option in question.options]
    if question.key == SHARING:
        return Reach.ANONYMOUS.value
    match question.kind:
        case QuestionKind.SHORT_TEXT | QuestionKind.LONG_TEXT:
            return next(texts)
        case QuestionKind.CHOICE:
            return options[0]
        case QuestionKind.CHOICES:
            return options
        case QuestionKind.RANK:
            return options or list(known[:3])
        case QuestionKind.REFERENCE:
            return list(known[:3])
        case QuestionKind.POSITION:
            return {"x": question.most or 1, "y": question.least or 1}
        case QuestionKind.DATE:
            return DAYS[2]
        case QuestionKind.TABLE:
            return [
                {
                    column.key: cell
                    for column in question.columns
                    if (cell := _make_cell(column, texts, row)) != ""  # as it is stored
                }
                for row in range(min(ACTIONS, question.max_rows))
            ]
        case _:
            return question.most if question.most is not None else 5


def _make_cell(column: Column, texts: Iterator[str], row: int) -> object:
    match column.kind:
        case QuestionKind.DATE:
            return DAYS[row % len(DAYS)]
        case QuestionKind.NUMBER:
            return row
        case QuestionKind.CHOICE:
            return column.options[row % len(column.options)].key
        case _:
            return next(texts)[:_CELL]


def make_nasty(
    key: str,
    texts: Sequence[str],
    *,
    people: int = 3,
    cards: int = 2,
    most: int = 10_000,
    strange: bool = False,
) -> Report:
    """Return the report of a workshop in which everything is filled with these texts."""
    workshop = _make_workshop(key, strange=strange)
    program, words = workshop.program, cycle(texts)
    crowd = _make_people(program, people, words if strange else cycle(["みどり"]))
    answers: list[Answer] = []
    ids: dict[str, list[str]] = {}
    for sheet in program.worksheets:
        number = min(_count(sheet, people, cards), most - len(answers))
        for n in range(number):
            answer = _make_answer(sheet, n, crowd, words, ids, stored=len(answers))
            ids.setdefault(sheet.key, []).append(answer.id)
            answers.append(answer)
    voted = [sheet for sheet in program.worksheets if sheet.votes and ids.get(sheet.key)]
    return make_report(
        workshop,
        answers,
        participants=crowd,
        tallies={
            sheet.key: Tally(
                sheet.key, {one: 1 + n % 9 for n, one in enumerate(ids[sheet.key])}, people, 3
            )
            for sheet in voted
        },
        reaches={answer.id: Reach.ANONYMOUS for answer in answers},
        as_of=datetime(2026, 12, 5, 6, 30, tzinfo=UTC),
    )


def _count(sheet: Worksheet, people: int, cards: int) -> int:
    if sheet.scope is Scope.PLENARY and not sheet.many:
        return 1
    if sheet.role in (Role.IDEAS, Role.PLAN, Role.OVERLAPS):
        return min(cards, ACTIONS)
    if sheet.many:
        return cards
    return 3 if sheet.scope is Scope.TEAM else people


def _make_answer(
    sheet: Worksheet,
    number: int,
    crowd: Sequence[Participant],
    words: Iterator[str],
    ids: dict[str, list[str]],
    *,
    stored: int,
) -> Answer:
    person = crowd[number % len(crowd)] if crowd and sheet.scope is Scope.INDIVIDUAL else None
    values: dict[str, Any] = {}
    for question in sheet.questions:
        known = ids.get(question.of or "", [])
        turned = [*known[number % len(known) :], *known[: number % len(known)]] if known else []
        value = _make_value(question, words, turned)
        if value not in ("", [], None):
            values[question.key] = value
    return Answer(
        id=f"{stored:024x}",
        worksheet=sheet.key,
        values=values,
        participant_id=person.id if person else "",
        name=person.name if person else "",
        team=person.team if person else f"t{number % 3 + 1}",
        affiliation=person.affiliation if person else "",
        field=person.field if person else "",
        version=1,
        revision=stored + 1,
        hidden=False,
        given_at=START + timedelta(seconds=stored),
    )


def _make_crowd(key: str) -> Report:
    cards = [f"{n}番目のカード。担当が替わるたびに、同じ話をくり返している。" for n in range(97)]
    report = make_nasty(key, cards, people=40, cards=CARDS // 6)
    assert report.answers >= CARDS
    return report


def _make_nothing(key: str) -> Report:
    return replace(make_nasty(key, ["無"], people=0, most=0), joined=0)


_WAYS: dict[str, Callable[[str], Report]] = {
    "nothing": _make_nothing,
    "one": partial(make_nasty, texts=["一つだけの声"], people=1, most=1),
    "crowd": _make_crowd,
    "longest": partial(make_nasty, texts=[LONGEST], cards=1, people=1),
    "strange": partial(make_nasty, texts=STRANGE, cards=7, people=7, strange=True),
}
NAMES = tuple(f"{way} {key}" for way in _WAYS for key in PROGRAMS)


@cache
def get_nasty(name: str) -> Report:
    """Return one of the reports by its name."""
    way, key = name.split()
    return _WAYS[way](key)
