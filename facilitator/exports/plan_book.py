"""Write action plans as forms on A4: one sheet for each plan, and all first steps by day."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from xlsxwriter.worksheet import Worksheet

from facilitator.analysis.records import Plan, PlanTable, Report
from facilitator.analysis.wording import moment_words, short_day, shorten
from facilitator.exports.telling import PAPER_NOTICE
from facilitator.exports.words import name_workshop
from facilitator.exports.workbook import Book, continue_row, put, set_height, set_width
from programs.questions import QuestionKind, Role

_LABEL, _WIDE = 26.0, 66.0
_SPLIT = 12  # columns the right side is made of, so that tables of any width fit below
_CELL = {"border": 1, "indent": 1, "valign": "vcenter"}
_HEAD = {**_CELL, "bold": True, "bg_color": "#e8f1fe"}
_STRONG = {**_CELL, "bold": True, "bg_color": "#0017c1", "font_color": "#ffffff"}
_TITLE = {"bold": True, "font_size": 16, "text_wrap": False}
_QUIET = {"font_size": 9, "font_color": "#666666", "text_wrap": False}
_PAGE = 740.0  # points of height on A4 upright
_NAME, _TEAM = 60, 16  # letters of a plan's name and of a team's in a list
_SMALLEST = 0.7  # of the size of letters, to make a form fit on one page
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
    widths = (23.0, 46.0, 26.0, 34.0, 10.0, 16.0)
    header = ("いつまで", "すること", "担当（役割）", "実行プラン", "班", "すんだ日")
    put(page, 0, 0, "最初の一歩（期日の早い順）", book.style(**_TITLE))
    page.set_row(0, 28)
    put(page, 1, 0, f"{moment_words(book.report.as_of)} 時点", book.style(**_QUIET))
    for place, (label, width) in enumerate(zip(header, widths, strict=True)):
        set_width(page, place, place, width)
        put(page, 2, place, label, book.style(**_STRONG))
    page.set_row(2, 26)
    rows: list[tuple[str, ...]] = [
        (
            f"{step.due.year}年{short_day(step.due)}" if step.due else "未定",
            "\n".join([step.what, *(f"{label}：{text}" for label, text in step.others)]),
            step.who,
            shorten(step.plan, _NAME),
            shorten(step.team, _TEAM),
            "",
        )
        for step in book.report.first_steps
    ]
    rows += [("",) * len(header)] * _BLANK_ROWS
    lines = [line for row in rows for line in continue_row(row, widths)]
    for number, line in enumerate(lines, 3):
        for place, text in enumerate(line):
            put(page, number, place, text, book.style(**_CELL))
        set_height(page, number, line, widths, least=30)
    page.repeat_rows(2)
    page.freeze_panes(3, 0)
    page.print_area(0, 0, 2 + len(lines), len(header) - 1)


@dataclass(slots=True)
class _Form:
    """One sheet that grows downwards; `used` are the points of height it takes."""

    book: Book
    page: Worksheet
    row: int = 3
    used: float = 70.0
    last: int = _SPLIT  # the column at its right end

    def line(self, label: str, text: str, *, least: float = 24) -> None:
        """Write a label and what belongs to it, in as many rows as it needs."""
        style = self.book.style(**_CELL)
        for number, (part,) in enumerate(continue_row([text], [_WIDE])):
            name = f"{label}（つづき）" if number else label
            put(self.page, self.row, 0, name, self.book.style(**_HEAD))
            self.page.merge_range(self.row, 1, self.row, _SPLIT, "", style)
            put(self.page, self.row, 1, part, style)
            self._close([name, part], [_LABEL, _WIDE], least)

    def table(self, table: PlanTable) -> None:
        """Write a table across the form; its first column stands below the labels."""
        strong = self.book.style(**_STRONG)
        put(self.page, self.row, 0, table.label, strong)
        self.page.merge_range(self.row, 1, self.row, _SPLIT, "", strong)
        self._close([table.label], [_LABEL], 24)
        places = _share_columns(len(table.columns))
        self.last = max(self.last, places[-1][1])
        widths = [(last - first + 1) * _WIDE / _SPLIT for first, last in places]
        empty = ("",) * len(table.columns)
        for number, cells in enumerate((table.columns, *table.rows, empty)):
            style = self.book.style(**(_HEAD if number == 0 else _CELL))
            for part, texts in enumerate(continue_row(cells, widths)):
                put(self.page, self.row, 0, "" if part or not number else str(number), style)
                for (first, last), text in zip(places, texts, strict=True):
                    if last > first:
                        self.page.merge_range(self.row, first, self.row, last, "", style)
                    put(self.page, self.row, first, text, style)
                self._close(texts, widths, 22)

    def finish(self) -> None:
        """Set what is printed; a form of usual length stands on one page."""
        self.page.print_area(0, 0, self.row - 1, self.last)
        if self.used * _SMALLEST <= _PAGE:
            self.page.fit_to_pages(1, 1)

    def _close(self, texts: Sequence[str], widths: Sequence[float], least: float) -> None:
        self.used += set_height(self.page, self.row, texts, widths, least=least)
        self.row += 1


def _add_plan(book: Book, plan: Plan) -> None:
    form = _start_form(book, plan.title, plan.team)
    for label, text in plan.lines:
        form.line(label, text)
    for table in plan.tables:
        form.table(table)
    for label in ("所属長の確認", "見直した日と変えたこと"):
        form.line(label, "", least=34)
    form.finish()


def _start_form(book: Book, title: str, team: str) -> _Form:
    page = book.add_sheet(title, landscape=False)
    set_width(page, 0, 0, _LABEL)
    set_width(page, 1, _SPLIT, _WIDE / _SPLIT)
    put(page, 0, 0, f"実行プラン　{shorten(title, 30)}", book.style(**_TITLE))
    page.set_row(0, 28)
    report = book.report
    where = shorten(name_workshop(report, "　"), 44)
    line = f"{where}　{shorten(team, _TEAM)}　{moment_words(report.as_of)} 時点"
    put(page, 1, 0, line, book.style(**_QUIET))
    put(page, 2, 0, f"担当は役割で書きます。{PAPER_NOTICE}", book.style(**_QUIET))
    page.repeat_rows(0, 2)
    return _Form(book, page)


def _share_columns(number: int) -> list[tuple[int, int]]:
    """Return first and last sheet column of each table column; the first takes most words."""
    if number > _SPLIT:
        return [(place, place) for place in range(1, number + 1)]
    wide = _SPLIT // 2 if 1 < number <= _SPLIT // 2 else _SPLIT // number
    rest = max(1, number - 1)
    cuts = [1, *(1 + wide + place * (_SPLIT - wide) // rest for place in range(rest + 1))]
    return [(first, max(first, following - 1)) for first, following in pairwise(cuts)][:number]


def _add_empty_forms(book: Book) -> None:
    for sheet in book.report.list_with_role(Role.PLAN):
        form = _start_form(book, sheet.title, "")
        for question in sheet.worksheet.questions:
            if question.kind is QuestionKind.TABLE:
                columns = tuple(column.label for column in question.columns)
                form.table(PlanTable(question.label, columns, ((("",) * len(columns)),) * 2))
            else:
                form.line(question.label, "", least=36)
        form.finish()
