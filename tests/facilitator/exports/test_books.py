"""Workbooks and tables: every text stays a text, anonymous stays anonymous."""

import csv
import io
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from facilitator.exports.answers_book import make_answers_book
from facilitator.exports.answers_csv import make_answers_csv
from facilitator.exports.overlaps_book import make_overlaps_book
from facilitator.exports.paper_sheets import make_large_sheets, make_paper_sheets
from facilitator.exports.plan_book import make_plan_book
from facilitator.exports.words import clean
from programs.questions import Scope
from tests.facilitator.analysis.sample import make_answer, make_people, report_of
from tests.facilitator.exports.finished import make_finished, make_small, read_voices
from tests.facilitator.exports.hostile import HOSTILE
from tests.facilitator.exports.nasty import get_nasty

MAKERS = (make_answers_book, make_plan_book, make_paper_sheets, make_large_sheets)


def _open(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def _cells(book: Workbook) -> list[tuple[str, object]]:
    return [
        (cell.data_type, cell.value)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_workbook_with_hostile_text_opens_and_holds_only_text(make: object, text: str) -> None:
    book = _open(make(make_small(text)))

    assert {kind for kind, _ in _cells(book)} == {"s"}
    assert not any(cell.hyperlink for sheet in book for row in sheet.iter_rows() for cell in row)


def test_answers_stand_in_the_workbook_word_for_word() -> None:
    texts = [text for text in HOSTILE if clean(text)]
    report = report_of(make_answer(n, "moya", {"text": text}) for n, text in enumerate(texts))

    values = {value for _, value in _cells(_open(make_answers_book(report)))}

    assert {clean(text) for text in texts} <= values


def test_workbook_has_one_sheet_for_each_worksheet_and_each_table() -> None:
    report = make_finished(read_voices())

    names = _open(make_answers_book(report)).sheetnames

    assert names[:3] == ["はじめに", "第1回 事前アンケート", "第1回 もやもやカード"]
    assert "第1回 全体共有メモ(表)" in names
    assert len(names) == 1 + len(report.worksheets) + 2


def test_anonymous_answers_have_no_name_in_any_file() -> None:
    people = make_people(6)
    report = report_of(
        [
            *(make_answer(n, "own", {"words": f"声{n}"}, people[n]) for n in range(6)),
            make_answer(9, "case", {"can": "声かけ"}, people[0]),
        ],
        people=people,
    )

    book = _open(make_answers_book(report))
    rows = list(csv.DictReader(io.StringIO(make_answers_csv(report).decode("utf-8-sig"))))

    assert "みどり0号" in {cell.value for row in book["第1回 ケースシート"] for cell in row}
    assert "みどり" not in "".join(
        str(cell.value) for row in book["第3回 語りシート"] for cell in row if cell.row > 3
    )
    assert {(row["名前"], row["時刻"]) for row in rows if row["ワークシート"] == "語りシート"} == {
        ("", "")
    }
    assert {row["名前"] for row in rows if row["ワークシート"] == "ケースシート"} == {"みどり0号"}


def test_csv_begins_with_a_mark_and_guards_formulas() -> None:
    report = report_of(make_answer(n, "moya", {"text": text}) for n, text in enumerate(HOSTILE))

    content = make_answers_csv(report)
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))

    assert content.startswith(b"\xef\xbb\xbf")
    assert len(rows) == 1 + len(HOSTILE)
    assert not [cell for row in rows[1:] for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert "'=1+1" in {row[8] for row in rows}


def test_csv_names_the_answers_an_idea_came_from() -> None:
    report = make_finished(read_voices())

    rows = list(csv.DictReader(io.StringIO(make_answers_csv(report).decode("utf-8-sig"))))
    plan = next(row for row in rows if row["ワークシート"] == "実行プラン")

    assert plan["もとになった回答"] == "アイデアカード 1"


def test_plan_book_has_one_form_for_each_plan_and_steps_by_day() -> None:
    book = _open(make_plan_book(make_finished(read_voices())))

    assert len(book.sheetnames) == 4
    days = [row[0].value for row in book["最初の一歩"].iter_rows(min_row=4, max_row=9)]
    assert days == [*sorted(days[:5]), "未定"]
    form = book[book.sheetnames[1]]
    assert (form.page_setup.orientation, form.page_setup.paperSize) == ("portrait", 9)
    assert form.sheet_properties.pageSetUpPr.fitToPage
    assert form.page_setup.fitToHeight is None  # one page; 0 would be as many as needed
    assert form.print_title_rows == "$1:$3"


def test_plan_book_without_plans_holds_an_empty_form() -> None:
    book = _open(make_plan_book(report_of([])))

    labels = {cell.value for row in book["実行プラン"] for cell in row}
    assert {"取組の名前", "まず2週間ですること", "すること", "いつまで"} <= labels


def test_paper_sheets_carry_every_question_with_its_number() -> None:
    report = report_of([])

    book = _open(make_paper_sheets(report))

    values = {value for _, value in _cells(book)}
    for sheet in report.worksheets:
        for number, question in enumerate(sheet.worksheet.questions, 1):
            must = "（必ず）" if question.required else ""
            assert f"{number}. {question.label}{must}" in values
    assert all(page.page_setup.orientation == "portrait" for page in book)


def test_paper_sheets_are_read_at_twelve_points_and_up_in_black_and_white() -> None:
    book = _open(make_paper_sheets(report_of([])))

    cells = [cell for page in book for row in page.iter_rows() for cell in row if cell.value]
    assert min(cell.font.sz for cell in cells) >= 12
    assert all(cell.font.color is None or cell.font.color.theme == 1 for cell in cells)
    assert all(cell.fill.fill_type is None for cell in cells)
    # Our typeface has digits of 8.5 points: twelve columns and the margins stay on the paper,
    # or a program would print everything smaller.
    wide = [page.column_dimensions["A"].width for page in book]
    assert max(wide) * 12 * 8.5 < 595 - 72


@pytest.mark.parametrize(
    "make", [make_answers_book, make_plan_book, make_overlaps_book], ids=lambda make: make.__name__
)
@pytest.mark.parametrize("program", ["team-building", "community-building"])
def test_printed_lists_can_be_read_without_a_glass(make: Any, program: str) -> None:
    book = _open(make(get_nasty(f"one {program}")))

    for page in book:
        # A digit of our typeface is 8.4 points wide; pages are made smaller until they fit.
        columns = page.column_dimensions.values()
        width = sum(one.width * (one.max - one.min + 1) * 8.4 for one in columns)
        paper = {(8, "landscape"): 1118, (9, "landscape"): 770, (9, "portrait"): 523}
        room = paper[(page.page_setup.paperSize, page.page_setup.orientation)]
        assert 11 * min(1, room / width) >= 7, page.title


def test_options_can_be_ticked_and_orders_written_by_hand() -> None:
    report = report_of([])

    values = {value for _, value in _cells(_open(make_paper_sheets(report)))}

    asked = [question for sheet in report.worksheets for question in sheet.worksheet.questions]
    options = {f"□ {option.label}" for one in asked for option in one.options}
    assert options
    assert options <= values
    assert {"1番目", "2番目", "3番目"} <= values


def test_long_options_of_a_column_stand_above_the_table_and_not_in_its_head() -> None:
    report = get_nasty("nothing community-building")

    values = {str(value) for _, value in _cells(_open(make_paper_sheets(report)))}

    assert "いまの段階" in values
    told = [one for one in values if one.startswith("「いまの段階」は、顔の見える関係をつくる・")]
    assert len(told) == 1
    assert told[0].endswith("から選びます。")


def test_days_of_first_steps_stand_in_one_line() -> None:
    steps = _open(make_plan_book(make_finished(read_voices())))["最初の一歩"]

    # 「2026年12月18日(金)」 takes 135 points at 11; the cell has an indent.
    assert steps.column_dimensions["A"].width * 8.4 >= 135 + 9


def test_large_sheets_hold_what_is_filled_together_on_a3() -> None:
    report = report_of([])

    book = _open(make_large_sheets(report))

    together = [s for s in report.worksheets if s.worksheet.scope is not Scope.INDIVIDUAL]
    assert len(book.sheetnames) == len(together) > 0
    assert {(page.page_setup.paperSize, page.page_setup.scale) for page in book} == {(8, 140)}
