"""Write blank worksheets for paper: A4 upright, in black and white, with room to write.

The numbers of the questions are those of the screen, so that typing up later is easy.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from xlsxwriter.worksheet import Worksheet as Page

from facilitator.analysis.counting import get_steps
from facilitator.analysis.records import Report
from facilitator.exports.telling import PAPER_NOTICE
from facilitator.exports.workbook import Book, put, set_height
from programs.questions import Question, QuestionKind, Scope, Worksheet

_COLUMNS = 12
_UNIT = 7.4  # width of one of them; together an A4 page
_WIDE = _COLUMNS * _UNIT
_PAGE = 640.0  # points of height that are left below the head of a page
_QUESTION = 62.0  # points a question takes beside its large box
_SMALLEST, _LARGEST = 80.0, 420.0  # points of a box for a long text
_CARDS = 5  # on one page
_CARD_QUESTIONS = 3
_MOST_ROWS = 8
_WHO = {Scope.INDIVIDUAL: "1人1枚", Scope.TEAM: "班で1枚", Scope.PLENARY: "全体で1枚"}


def make_paper_sheets(report: Report) -> bytes:
    """Return a workbook with one printable sheet for each worksheet."""
    book = Book(report, "紙のワークシート")
    for meeting in report.meetings:
        for sheet in meeting.worksheets:
            _add_sheet(book, meeting.meeting.label, sheet.worksheet)
    return book.finish()


@dataclass(slots=True)
class _Form:
    """One page that grows downwards."""

    book: Book
    page: Page
    large: float
    row: int = 0

    def line(self, text: str, *, size: int = 12, bold: bool = False, border: int = 0) -> None:
        """Write one line over the whole width."""
        style = self.book.style(
            font_size=size, bold=bold, border=border, indent=border, valign="vcenter"
        )
        self.page.merge_range(self.row, 0, self.row, _COLUMNS - 1, "", style)
        put(self.page, self.row, 0, text, style)
        set_height(self.page, self.row, [text], [_WIDE], size=size, least=size * 2 + border * 10)
        self.row += 1

    def box(self, height: float) -> None:
        """Leave room to write."""
        self.page.merge_range(self.row, 0, self.row, _COLUMNS - 1, "", self.book.style(border=1))
        self.page.set_row(self.row, height)
        self.row += 1

    def cells(self, texts: list[str], *, least: float) -> None:
        """Write cells side by side over the whole width."""
        style = self.book.style(border=1, align="center", valign="vcenter")
        cuts = [place * _COLUMNS // len(texts) for place in range(len(texts) + 1)]
        for text, (first, following) in zip(texts, pairwise(cuts), strict=True):
            if following - first > 1:
                self.page.merge_range(self.row, first, self.row, following - 1, "", style)
            put(self.page, self.row, first, text, style)
        widths = [(following - first) * _UNIT for first, following in pairwise(cuts)]
        set_height(self.page, self.row, texts, widths, least=least)
        self.row += 1


def _add_sheet(book: Book, meeting: str, worksheet: Worksheet) -> None:
    page = book.add_sheet(f"{meeting} {worksheet.title}", landscape=False)
    page.set_column(0, _COLUMNS - 1, _UNIT)
    page.center_horizontally()
    form = _Form(book, page, _choose_large(worksheet))
    form.line(worksheet.title, size=18, bold=True)
    form.line(_tell_who(meeting, worksheet), size=10)
    if worksheet.lead:
        form.line(worksheet.lead)
    if worksheet.anonymous:
        form.line("無記名です。名前は書かないでください。")
    else:
        form.line("班　　　　　　　　　　　　名前（書かなくてもかまいません）", border=1)
    for _ in range(_CARDS if _is_card(worksheet) else 1):
        for number, question in enumerate(worksheet.questions, 1):
            _add_question(form, number, question, helped=not worksheet.many)
        form.row += 1
    form.line(PAPER_NOTICE, size=10)
    page.print_area(0, 0, form.row - 1, _COLUMNS - 1)


def _choose_large(worksheet: Worksheet) -> float:
    """Return the height of large boxes so that the page is about full."""
    long = sum(question.kind is QuestionKind.LONG_TEXT for question in worksheet.questions)
    rest = _PAGE - _QUESTION * len(worksheet.questions)
    return min(_LARGEST, max(_SMALLEST, rest / max(1, long)))


def _tell_who(meeting: str, worksheet: Worksheet) -> str:
    many = f"（1枚に1つ。{worksheet.most_cards}枚まで）" if worksheet.many else ""
    return f"{meeting}　{_WHO[worksheet.scope]}{many}"


def _is_card(worksheet: Worksheet) -> bool:
    """Tell whether several copies fit on a page."""
    big = (QuestionKind.TABLE, QuestionKind.POSITION, QuestionKind.LONG_TEXT)
    few = len(worksheet.questions) <= _CARD_QUESTIONS
    return worksheet.many and few and all(one.kind not in big for one in worksheet.questions)


def _add_question(form: _Form, number: int, question: Question, *, helped: bool) -> None:
    must = "（必ず）" if question.required else ""
    form.line(f"{number}. {question.label}{must}", bold=True)
    if question.help and helped:
        form.line(question.help, size=10)
    _ANSWERS.get(question.kind, _add_small_box)(form, question)


def _add_small_box(form: _Form, _: Question) -> None:
    form.box(36)


def _add_large_box(form: _Form, _: Question) -> None:
    form.box(form.large)


def _add_options(form: _Form, question: Question) -> None:
    if not question.options:
        form.box(60)
        return
    hints = {QuestionKind.CHOICE: "1つに○", QuestionKind.RANK: "よいと思う順に番号"}
    hint = hints.get(question.kind, "あてはまるものすべてに○")
    options = "　　".join(f"□ {option.label}" for option in question.options)
    form.line(f"（{hint}）　{options}", border=1)


def _add_scale(form: _Form, question: Question) -> None:
    least, most = get_steps(question)
    texts = [
        f"{step}\n{question.labels[place]}" if place < len(question.labels) else str(step)
        for place, step in enumerate(range(least, most + 1))
    ]
    form.cells(texts[:_COLUMNS], least=38)


def _add_position(form: _Form, question: Question) -> None:
    if question.x is None or question.y is None:
        return
    least, most = get_steps(question)
    steps = min(_COLUMNS, most - least + 1)
    x, y = question.x, question.y
    form.line(f"縦：{y.label}（上ほど「{y.high}」、下ほど「{y.low}」）", size=10)
    for _ in range(steps):
        form.cells([""] * steps, least=48)
    form.line(f"横：{x.label}（左ほど「{x.low}」、右ほど「{x.high}」）", size=10)


def _add_table(form: _Form, question: Question) -> None:
    form.cells([column.label for column in question.columns][:_COLUMNS], least=26)
    for _ in range(min(question.max_rows, _MOST_ROWS)):
        form.cells([""] * min(len(question.columns), _COLUMNS), least=40)


_ANSWERS: dict[QuestionKind, Callable[[_Form, Question], None]] = {
    QuestionKind.LONG_TEXT: _add_large_box,
    QuestionKind.CHOICE: _add_options,
    QuestionKind.CHOICES: _add_options,
    QuestionKind.RANK: _add_options,
    QuestionKind.SCALE: _add_scale,
    QuestionKind.POSITION: _add_position,
    QuestionKind.TABLE: _add_table,
}
