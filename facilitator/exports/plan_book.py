"""Write action plans as forms on A4: one sheet for each plan, and all first steps by day."""

from itertools import pairwise

from xlsxwriter.worksheet import Worksheet

from facilitator.analysis.records import Plan, PlanTable, Report
from facilitator.analysis.wording import moment_words, short_day
from facilitator.exports.telling import PAPER_NOTICE
from facilitator.exports.workbook import Book, put, set_height
from programs.questions import QuestionKind, Role

_LABEL, _WIDE = 26.0, 100.0
_SPLIT = 12  # columns the right side is made of, so that tables of any width fit below
_CELL = {"border": 1, "indent": 1, "valign": "vcenter"}
_HEAD = {**_CELL, "bold": True, "bg_color": "#e8f1fe"}
_STRONG = {**_CELL, "bold": True, "bg_color": "#0017c1", "font_color": "#ffffff"}
_TITLE = {"bold": True, "font_size": 16, "text_wrap": False}
_QUIET = {"font_size": 9, "font_color": "#666666", "text_wrap": False}
_ONE_PAGE = 34  # rows that can still be read when they are made to fit on one page
_BLANK_ROWS = 4  # to be filled by hand below the steps that are there


def make_plan_book(report: Report) -> bytes:
    """Return the workbook; without plans it holds empty forms to fill in."""
    book = Book(report, "実行プラン")
    _add_steps(book)
    for plan in report.plans:
        _add_plan(book, plan)
    if not report.plans:
        _add_empty_forms(book)
    return book.finish()


def _add_steps(book: Book) -> None:
    page = book.add_sheet("最初の一歩")
    widths = (18.0, 46.0, 26.0, 34.0, 10.0, 16.0)
    header = ("いつまで", "すること", "担当（役割）", "実行プラン", "班", "すんだ日")
    put(page, 0, 0, "最初の一歩（期日の早い順）", book.style(**_TITLE))
    page.set_row(0, 28)
    put(page, 1, 0, f"{moment_words(book.report.as_of)} 時点", book.style(**_QUIET))
    for place, (label, width) in enumerate(zip(header, widths, strict=True)):
        page.set_column(place, place, width)
        put(page, 2, place, label, book.style(**_STRONG))
    page.set_row(2, 26)
    rows: list[tuple[str, ...]] = [
        (
            f"{step.due.year}年{short_day(step.due)}" if step.due else "未定",
            "\n".join([step.what, *(f"{label}：{text}" for label, text in step.others)]),
            step.who,
            step.plan,
            step.team,
            "",
        )
        for step in book.report.first_steps
    ]
    rows += [("",) * len(header)] * _BLANK_ROWS
    for number, row in enumerate(rows, 3):
        for place, text in enumerate(row):
            put(page, number, place, text, book.style(**_CELL))
        set_height(page, number, row, widths, least=30)
    page.repeat_rows(2)
    page.freeze_panes(3, 0)
    page.print_area(0, 0, 2 + len(rows), len(header) - 1)


def _add_plan(book: Book, plan: Plan) -> None:
    page = _start_form(book, plan.title, plan.team)
    row = 3
    for label, text in plan.lines:
        row = _add_line(book, page, row, label, text)
    for table in plan.tables:
        row = _add_table(book, page, row, table)
    for label in ("所属長の確認", "見直した日と変えたこと"):
        row = _add_line(book, page, row, label, "", least=36)
    page.print_area(0, 0, row - 1, _SPLIT)
    if row <= _ONE_PAGE:
        page.fit_to_pages(1, 1)


def _start_form(book: Book, title: str, team: str) -> Worksheet:
    page = book.add_sheet(title)
    page.set_column(0, 0, _LABEL)
    page.set_column(1, _SPLIT, _WIDE / _SPLIT)
    put(page, 0, 0, f"実行プラン　{title}", book.style(**_TITLE))
    page.set_row(0, 28)
    report = book.report
    line = f"{report.municipality}　{report.title}　{team}　{moment_words(report.as_of)} 時点"
    put(page, 1, 0, line, book.style(**_QUIET))
    put(page, 2, 0, PAPER_NOTICE, book.style(**_QUIET))
    page.repeat_rows(0, 2)
    return page


def _add_line(
    book: Book, page: Worksheet, row: int, label: str, text: str, *, least: float = 30
) -> int:
    put(page, row, 0, label, book.style(**_HEAD))
    style = book.style(**_CELL)
    page.merge_range(row, 1, row, _SPLIT, "", style)
    put(page, row, 1, text, style)
    set_height(page, row, [label, text], [_LABEL, _WIDE], least=least)
    return row + 1


def _add_table(book: Book, page: Worksheet, row: int, table: PlanTable) -> int:
    """Write a table across the form; its first column stands below the labels."""
    put(page, row, 0, table.label, book.style(**_STRONG))
    page.merge_range(row, 1, row, _SPLIT, "", book.style(**_STRONG))
    set_height(page, row, [table.label], [_LABEL], least=26)
    row += 1
    ends = _share_columns(len(table.columns))
    empty = ("",) * len(table.columns)
    for number, cells in enumerate((table.columns, *table.rows, empty, empty)):
        style = book.style(**(_HEAD if number == 0 else _CELL))
        put(page, row, 0, "" if number == 0 else str(number), style)
        for (first, last), text in zip(ends, cells, strict=True):
            if last > first:
                page.merge_range(row, first, row, last, "", style)
            put(page, row, first, text, style)
        widths = [(last - first + 1) * _WIDE / _SPLIT for first, last in ends]
        set_height(page, row, cells, widths, least=30)
        row += 1
    return row


def _share_columns(number: int) -> list[tuple[int, int]]:
    """Return first and last sheet column of each table column."""
    cuts = [1 + place * _SPLIT // number for place in range(number + 1)]
    return [(first, max(first, following - 1)) for first, following in pairwise(cuts)]


def _add_empty_forms(book: Book) -> None:
    for sheet in book.report.list_with_role(Role.PLAN):
        page = _start_form(book, sheet.title, "")
        row = 3
        for question in sheet.worksheet.questions:
            if question.kind is QuestionKind.TABLE:
                columns = tuple(column.label for column in question.columns)
                row = _add_table(book, page, row, PlanTable(question.label, columns, ()))
            else:
                row = _add_line(book, page, row, question.label, "", least=48)
        page.print_area(0, 0, row - 1, _SPLIT)
