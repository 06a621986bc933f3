"""Write blank worksheets for paper: A4 for each person, A3 for what a team fills together.

Questions stand in the order of the screen with its words, so that typing up later is easy.
"""

from collections.abc import Callable
from dataclasses import dataclass

from facilitator.analysis.counting import get_steps
from facilitator.analysis.records import Report
from facilitator.exports.paper_form import (
    COLUMNS,
    FULL,
    NARROW,
    Form,
    Plan,
    count_across,
    plan_pages,
)
from facilitator.exports.telling import PAPER_NOTICE
from facilitator.exports.workbook import Book
from programs.questions import Column, Question, QuestionKind, Scope, Worksheet

_A3, _TO_A3 = 8, 140  # Excel's number of the paper, and how much larger it is in percent
_GROW, _GROW_CARD = 260.0, 40.0  # points by which a place to write may grow
_CARDS = 6  # on one page
_CARD_QUESTIONS = 3
_ROWS = (12, 10, 8, 7, 6, 5, 4)  # of a table, as many as one page takes
_IN_HEAD = 14  # letters of options above a column; more stand in a line above the table
_PLACES = 3  # of an order where the things are not known yet
_SMALL, _LARGE = 34.0, 72.0
_WHO = {Scope.INDIVIDUAL: "1人1枚", Scope.TEAM: "班で1枚", Scope.PLENARY: "全体で1枚"}
_HINTS = {
    QuestionKind.CHOICE: "1つに○を付けます",
    QuestionKind.CHOICES: "あてはまるものすべてに○を付けます",
    QuestionKind.RANK: "よいと思う順に、□に番号を書きます",
    QuestionKind.SCALE: "1つに○を付けます",
    QuestionKind.REFERENCE: "カードの番号か、はじめの言葉を写します",
    QuestionKind.POSITION: "置きたいマスに、番号か言葉を書きます",
}


def make_paper_sheets(report: Report) -> bytes:
    """Return a workbook with one printable A4 sheet for each worksheet."""
    return _make(report, large=False)


def make_large_sheets(report: Report) -> bytes:
    """Return the sheets a team or the whole room fills together, on A3."""
    return _make(report, large=True)


def _make(report: Report, *, large: bool) -> bytes:
    book = Book(report, "紙のワークシート")
    for meeting in report.meetings:
        for sheet in meeting.worksheets:
            worksheet = sheet.worksheet
            if not large or worksheet.scope is not Scope.INDIVIDUAL:
                _add_sheet(book, meeting.meeting.label, worksheet, large=large)
    return book.finish()


def _add_sheet(book: Book, meeting: str, worksheet: Worksheet, *, large: bool) -> None:
    trial, wanted = _try(book, meeting, worksheet)
    most = _GROW_CARD if wanted.copies > 1 else _GROW
    form = _write(book, meeting, worksheet, plan_pages(trial, most), wanted)
    if large:
        form.page.set_paper(_A3)
        form.page.set_print_scale(_TO_A3)
    form.page.set_h_pagebreaks(form.breaks)
    form.page.print_area(0, 0, form.row - 1, COLUMNS - 1)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """How often a card stands on its page, and how many rows a table has."""

    copies: int = 1
    rows: int = 5


def _try(book: Book, meeting: str, worksheet: Worksheet) -> tuple[Form, _Wanted]:
    """Find out how many cards or rows fill one page, and how high everything is then."""

    def write(wanted: _Wanted) -> Form:
        return _write(Book(book.report, ""), meeting, worksheet, Plan(), wanted)

    if _is_card(worksheet):
        two = write(_Wanted(copies=2))
        card = sum(two.heights[1:-1]) / 2
        room = FULL - two.heights[0] - two.heights[-1]
        wanted = _Wanted(copies=max(1, min(_CARDS, int(room / max(card, 1.0)))))
        return write(wanted), wanted
    if not any(one.kind is QuestionKind.TABLE for one in worksheet.questions):
        return write(_Wanted()), _Wanted()
    for rows in _ROWS:
        wanted = _Wanted(rows=rows)
        form = write(wanted)
        if sum(form.heights) <= FULL:
            return form, wanted
    wanted = _Wanted(rows=_ROWS[1])
    return write(wanted), wanted


def _write(book: Book, meeting: str, worksheet: Worksheet, plan: Plan, wanted: _Wanted) -> Form:
    page = book.add_sheet(f"{meeting} {worksheet.title}", landscape=False)
    page.set_column(0, COLUMNS - 1, NARROW)
    page.center_horizontally()
    form = Form(book, page, plan)
    form.begin_block()
    form.line(worksheet.title, size=18, bold=True)
    form.line(_tell_who(meeting, worksheet))
    if worksheet.lead:
        form.line(worksheet.lead)
    if worksheet.anonymous:
        form.line("無記名です。名前は書かないでください。", bold=True)
    else:
        form.line("班　　　　　　　　　　　　名前（書かなくてもかまいません）", border=1)
    for _ in range(wanted.copies):
        for number, question in enumerate(worksheet.questions, 1):
            form.begin_block()
            form.space()
            helped = wanted.copies == 1
            _add_question(form, number, question, helped=helped, rows=wanted.rows)
    form.begin_block()
    form.line(PAPER_NOTICE)
    return form


def _tell_who(meeting: str, worksheet: Worksheet) -> str:
    many = f"（1枚に1つ。{worksheet.most_cards}枚まで）" if worksheet.many else ""
    return f"{meeting}　{_WHO[worksheet.scope]}{many}"


def _is_card(worksheet: Worksheet) -> bool:
    """Tell whether several copies fit on a page."""
    big = (QuestionKind.TABLE, QuestionKind.POSITION, QuestionKind.LONG_TEXT)
    few = len(worksheet.questions) <= _CARD_QUESTIONS
    return worksheet.many and few and all(one.kind not in big for one in worksheet.questions)


def _add_question(form: Form, number: int, question: Question, *, helped: bool, rows: int) -> None:
    must = "（必ず）" if question.required else ""
    form.line(f"{number}. {question.label}{must}", bold=True)
    hint = f"（{_HINTS[question.kind]}）" if question.kind in _HINTS else ""
    lead = f"{question.help if helped else ''}{hint}"
    if lead:
        form.line(lead)
    if question.kind is QuestionKind.TABLE:
        _add_table(form, question, rows)
    else:
        _ANSWERS.get(question.kind, _add_small_box)(form, question)


def _add_small_box(form: Form, _: Question) -> None:
    form.box(_SMALL, weight=0.5)


def _add_large_box(form: Form, _: Question) -> None:
    form.box(_LARGE, weight=2.0)


def _add_date(form: Form, _: Question) -> None:
    form.line("　　　　年　　　　月　　　　日", border=1)


def _add_options(form: Form, question: Question) -> None:
    labels = [f"□ {option.label}" for option in question.options]
    if not labels and question.kind is QuestionKind.RANK:
        for place in range(1, _PLACES + 1):
            form.cells([f"{place}番目", ""], least=_SMALL, weight=0.3, shares=(2, COLUMNS - 2))
        return
    if not labels:
        form.box(_SMALL)
        return
    across = count_across(labels)
    for start in range(0, len(labels), across):
        row = labels[start : start + across]
        row += [""] * (across - len(row))
        form.cells(row, least=26, align="left")


def _add_scale(form: Form, question: Question) -> None:
    least, most = get_steps(question)
    texts = [
        f"{step}\n{question.labels[place]}" if place < len(question.labels) else str(step)
        for place, step in enumerate(range(least, most + 1))
    ]
    form.cells(texts[:COLUMNS], least=40)


def _add_position(form: Form, question: Question) -> None:
    if question.x is None or question.y is None:
        return
    least, most = get_steps(question)
    steps = min(COLUMNS, most - least + 1)
    x, y, named = question.x, question.y, question.quarters
    form.line(f"↑ {y.label}：{y.high}")
    if named is not None:
        form.cells([f"左上：{named.low_high}", f"右上：{named.high_high}"], least=24)
    for _ in range(steps):
        form.cells([""] * steps, least=44, weight=0.3)
    if named is not None:
        form.cells([f"左下：{named.low_low}", f"右下：{named.high_low}"], least=24)
    form.line(f"↓ {y.label}：{y.low}　　　　横　← {x.label}：{x.low}　　{x.label}：{x.high} →")


def _add_table(form: Form, question: Question, rows: int) -> None:
    columns = question.columns[:COLUMNS]
    for column in columns:
        if len(_join_options(column)) > _IN_HEAD:
            form.line(f"「{column.label}」は、{_join_options(column)}から選びます。")
    form.cells([_name_column(column) for column in columns], least=28)
    for _ in range(min(question.max_rows, rows)):
        form.cells([""] * len(columns), least=_SMALL, weight=0.3)


def _name_column(column: Column) -> str:
    options = _join_options(column)
    return f"{column.label}\n（{options}）" if 0 < len(options) <= _IN_HEAD else column.label


def _join_options(column: Column) -> str:
    return "・".join(option.label for option in column.options)


_ANSWERS: dict[QuestionKind, Callable[[Form, Question], None]] = {
    QuestionKind.LONG_TEXT: _add_large_box,
    QuestionKind.CHOICE: _add_options,
    QuestionKind.CHOICES: _add_options,
    QuestionKind.RANK: _add_options,
    QuestionKind.SCALE: _add_scale,
    QuestionKind.DATE: _add_date,
    QuestionKind.POSITION: _add_position,
}
