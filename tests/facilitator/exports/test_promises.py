"""Words go only as far as was promised to those who said them."""

import io
from collections.abc import Callable

import pytest
from openpyxl import load_workbook
from pptx import Presentation

from facilitator.analysis.promises import SHARING, Reach, keep_promises
from facilitator.analysis.records import Report
from facilitator.analysis.report import make_report
from facilitator.exports.answers_book import make_answers_book
from facilitator.exports.answers_csv import make_answers_csv
from facilitator.exports.deck import make_deck
from facilitator.exports.plan_book import make_plan_book
from facilitator.exports.plan_deck import make_plan_deck
from programs.reading import read_program
from tests.facilitator.analysis.sample import AS_OF, START, answer_id, make_answer, make_people
from worksheets.records import Options, Team, Workshop

OPEN, ROOM, SECRET = "みんなに言える声", "部屋までの声", "だれにも言えない声"


@pytest.fixture(scope="module")
def report() -> Report:
    program = read_program("community-building").program
    assert program is not None
    workshop = Workshop(
        code="ABC234",
        title="研修",
        municipality="みなと市",
        program=program,
        options=Options(teams=(Team("t1", "1班"),)),
        created_at=START,
    )
    person = make_people(1)[0]
    records = [
        {"who": SECRET, "sharing": "none", "values": SECRET, "words": [{"word": SECRET}]},
        {"who": ROOM, "sharing": "team", "values": ROOM, "words": [{"word": ROOM}]},
        {"who": OPEN, "sharing": "anonymous", "values": OPEN, "words": [{"word": OPEN}]},
    ]
    voices = [
        {
            "kind": "value",
            "text": text,
            "from": [answer_id("interview-record", n)],
            "sharing": to,
        }
        for n, (text, to) in enumerate([(ROOM, "team"), (OPEN, "anonymous")])
    ]
    vision = {
        "sentence": "だれもが顔見知りのまち",
        "voices": [answer_id("voices", 0), answer_id("voices", 1)],
    }
    answers = [
        *(make_answer(n, "interview-record", one, person) for n, one in enumerate(records)),
        *(make_answer(n, "voices", one, person) for n, one in enumerate(voices)),
        make_answer(0, "vision-team", vision, team="t1"),
    ]
    return make_report(workshop, answers, participants=[person], as_of=AS_OF)


def _read_deck(content: bytes) -> str:
    parts = []
    for slide in Presentation(io.BytesIO(content)).slides:
        parts.append(slide.notes_slide.notes_text_frame.text)
        for shape in slide.shapes:
            parts.append(shape._element._nvXxPr.cNvPr.get("descr", ""))
            if shape.has_text_frame:
                parts.append(shape.text_frame.text)
            if shape.has_table:
                parts += [cell.text_frame.text for row in shape.table.rows for cell in row.cells]
    return "\n".join(parts)


def _read_book(content: bytes) -> str:
    book = load_workbook(io.BytesIO(content))
    return "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)


def _read_csv(content: bytes) -> str:
    return content.decode("utf-8-sig")


@pytest.mark.parametrize("key", ["team-building", "community-building"])
def test_sharing_questions_of_shipped_programs_offer_known_reaches(key: str) -> None:
    program = read_program(key).program
    assert program is not None

    asked = [q for sheet in program.worksheets for q in sheet.questions if q.key == SHARING]

    assert all({option.key for option in one.options} <= set(Reach) for one in asked)


def test_words_for_nobody_else_are_in_no_report(report: Report) -> None:
    sheet = report.find_worksheet("interview-record")

    assert sheet is not None
    assert (len(sheet.answers), sheet.withheld) == (2, 1)
    assert SECRET not in repr(report)


def test_words_for_the_room_are_not_in_the_report_for_papers(report: Report) -> None:
    assert ROOM in repr([answer.headline for s in report.worksheets for answer in s.answers])

    kept = keep_promises(report)

    sheet = kept.find_worksheet("voices")
    assert sheet is not None
    assert ([answer.headline for answer in sheet.answers], sheet.withheld) == ([OPEN], 1)


@pytest.mark.parametrize(
    ("make", "read"),
    [(make_deck, _read_deck), (make_plan_deck, _read_deck), (make_plan_book, _read_book)],
)
def test_papers_that_leave_the_room_hold_only_open_words(
    make: Callable[[Report], bytes], read: Callable[[bytes], str], report: Report
) -> None:
    text = read(make(report))

    assert ROOM not in text
    assert SECRET not in text


def test_result_deck_shows_open_words_and_says_how_many_stay(report: Report) -> None:
    text = _read_deck(make_deck(report))

    assert OPEN in text
    assert "ほかに載せない約束のもの1件" in text


@pytest.mark.parametrize(
    ("make", "read"), [(make_answers_book, _read_book), (make_answers_csv, _read_csv)]
)
def test_lists_for_the_office_hold_words_for_the_room_but_no_secrets(
    make: Callable[[Report], bytes], read: Callable[[bytes], str], report: Report
) -> None:
    text = read(make(report))

    assert ROOM in text
    assert SECRET not in text
