"""Write all answers into one workbook: a sheet for each worksheet, tables row by row."""

from collections.abc import Sequence

from facilitator.analysis.counting import cell_text
from facilitator.analysis.records import Report, ReportedAnswer, ReportedWorksheet
from facilitator.analysis.wording import moment_words
from facilitator.exports.telling import tell_source
from facilitator.exports.workbook import Book, put, set_height
from programs.questions import Question, QuestionKind

_HEAD = {
    "bold": True,
    "bg_color": "#0017c1",
    "font_color": "#ffffff",
    "border": 1,
    "valign": "vcenter",
}
_CELL = {"border": 1, "border_color": "#949494"}
_TITLE = {"bold": True, "font_size": 14, "text_wrap": False}
_WIDTHS = {
    QuestionKind.LONG_TEXT: 50.0,
    QuestionKind.SHORT_TEXT: 40.0,
    QuestionKind.REFERENCE: 36.0,
    QuestionKind.RANK: 36.0,
    QuestionKind.CHOICES: 26.0,
}
_USUAL = 18.0
_TOP = 3  # rows above the table


def make_answers_book(report: Report) -> bytes:
    """Return the workbook; a worksheet nobody answered has a sheet too, with its questions."""
    book = Book(report, "回答の一覧")
    _add_notes(book)
    for sheet in report.worksheets:
        _add_worksheet(book, sheet)
        for question in sheet.worksheet.questions:
            if question.kind is QuestionKind.TABLE:
                _add_table(book, sheet, question)
    return book.finish()


def _add_notes(book: Book) -> None:
    report = book.report
    page = book.add_sheet("はじめに", landscape=False)
    page.set_column(0, 0, 90)
    lines = [
        report.title,
        f"{report.municipality}　{report.program.title}　{moment_words(report.as_of)} 時点",
        report.program.notice,
        "",
        f"参加 {report.joined}人、回答 {report.answers}件",
        "取り下げられた回答と、進行役が伏せた回答は入っていません。",
        "無記名のワークシートには、名前・分野・時刻がありません。班と所属は、同じ人が5人以上いるときだけ入ります。",
        "「もと」の列は、その回答がどの回答から生まれたかを示します。",
        "表の問いは、後ろに「(表)」の付いたシートに1行ずつあります。",
        "",
        "シートの一覧",
        *(
            f"・{sheet.meeting}「{sheet.title}」 {len(sheet.answers)}件"
            for sheet in report.worksheets
        ),
    ]
    for row, line in enumerate(lines):
        style = book.style(**_TITLE) if row == 0 else book.style()
        put(page, row, 0, line, style)
        set_height(page, row, [line], [90.0], size=14 if row == 0 else 11)


def _add_worksheet(book: Book, sheet: ReportedWorksheet) -> None:
    worksheet = sheet.worksheet
    questions = [one for one in worksheet.questions if one.kind is not QuestionKind.TABLE]
    named = not worksheet.anonymous
    columns = [
        ("番号", 7.0),
        ("班", 9.0),
        ("所属", 16.0),
        *([("名前", 14.0), ("分野", 14.0)] if named else []),
        *((question.label, _WIDTHS.get(question.kind, _USUAL)) for question in questions),
        *([("票", 6.0)] if worksheet.votes else []),
        *([("時刻", 20.0)] if named else []),
    ]
    rows = []
    for number, answer in enumerate(sheet.answers, 1):
        words = _words(answer)
        rows.append(
            [
                str(number),
                answer.team,
                answer.affiliation,
                *([answer.who, answer.field] if named else []),
                *(words.get(question.label, "") for question in questions),
                *([str(answer.points)] if worksheet.votes else []),
                *([moment_words(answer.given_at)] if named else []),
            ]
        )
    _write_table(book, f"{sheet.meeting} {sheet.title}", tell_source(sheet), columns, rows)


def _words(answer: ReportedAnswer) -> dict[str, str]:
    """Return the words of an answer by question; two questions of one label share a cell."""
    words: dict[str, str] = {}
    for label, text in answer.lines:
        words[label] = f"{words[label]}\n{text}" if label in words else text
    return words


def _add_table(book: Book, sheet: ReportedWorksheet, question: Question) -> None:
    columns = [("番号", 7.0), ("班", 9.0), *((column.label, 30.0) for column in question.columns)]
    rows = [
        [
            str(number),
            answer.team,
            *(cell_text(column, row.get(column.key)) for column in question.columns),
        ]
        for number, answer in enumerate(sheet.answers, 1)
        for row in answer.values.get(question.key, ())
    ]
    name = f"{sheet.meeting} {sheet.title}(表)"
    _write_table(book, name, f"{question.label}　{tell_source(sheet)}", columns, rows)


def _write_table(
    book: Book,
    name: str,
    source: str,
    columns: Sequence[tuple[str, float]],
    rows: Sequence[Sequence[str]],
) -> None:
    page = book.add_sheet(name)
    put(page, 0, 0, name, book.style(**_TITLE))
    page.set_row(0, 24)
    put(page, 1, 0, source, book.style(text_wrap=False, font_color="#666666"))
    widths = [width for _, width in columns]
    head, cell = book.style(**_HEAD), book.style(**_CELL)
    for place, (label, width) in enumerate(columns):
        page.set_column(place, place, width)
        put(page, _TOP - 1, place, label, head)
    set_height(page, _TOP - 1, [label for label, _ in columns], widths)
    for number, row in enumerate(rows, _TOP):
        for place, text in enumerate(row):
            put(page, number, place, text, cell)
        set_height(page, number, row, widths)
    page.freeze_panes(_TOP, 0)
    page.repeat_rows(_TOP - 1)
    last = max(_TOP, _TOP + len(rows) - 1)
    page.autofilter(_TOP - 1, 0, last, len(columns) - 1)
    page.print_area(0, 0, last, len(columns) - 1)
