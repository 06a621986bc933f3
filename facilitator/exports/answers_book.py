"""Write all answers into one workbook: a sheet for each worksheet, tables row by row."""

from facilitator.analysis.counting import cell_text
from facilitator.analysis.promises import OWN_PAPERS
from facilitator.analysis.records import Report, ReportedAnswer, ReportedWorksheet
from facilitator.analysis.wording import moment_words
from facilitator.exports.telling import tell_points, tell_source, tell_unshown
from facilitator.exports.workbook import Book, write_notes, write_table
from programs.questions import Question, QuestionKind

_WIDTHS = {
    QuestionKind.LONG_TEXT: 50.0,
    QuestionKind.SHORT_TEXT: 40.0,
    QuestionKind.REFERENCE: 36.0,
    QuestionKind.RANK: 36.0,
    QuestionKind.CHOICES: 26.0,
}
_USUAL = 18.0
_LONG = 500  # letters; more may not stand in one row on paper


def make_answers_book(report: Report) -> bytes:
    """Return the workbook; a worksheet nobody answered has a sheet too, with its questions."""
    book = Book(report, "回答の一覧")
    _add_notes(book)
    for sheet in _list_sheets(report):
        _add_worksheet(book, sheet)
        for question in sheet.worksheet.questions:
            if question.kind is QuestionKind.TABLE:
                _add_table(book, sheet, question)
    return book.finish()


def _list_sheets(report: Report) -> tuple[ReportedWorksheet, ...]:
    """Return all worksheets but the teams' own papers."""
    return tuple(one for one in report.worksheets if one.worksheet.role not in OWN_PAPERS)


def _add_notes(book: Book) -> None:
    report = book.report
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
        *tell_unshown(report),
        *_tell_long(report),
        *_tell_promises(report),
        "",
        "シートの一覧",
        *(
            f"・{sheet.meeting}「{sheet.title}」 {len(sheet.answers)}件"
            for sheet in _list_sheets(report)
        ),
    ]
    write_notes(book, lines)


def _tell_long(report: Report) -> list[str]:
    texts = (text for sheet in report.worksheets for one in sheet.answers for _, text in one.lines)
    if max(map(len, texts), default=0) < _LONG:
        return []
    return ["とても長い答えは、セルには全部入っていますが、印刷では途中までになることがあります。"]


def _tell_promises(report: Report) -> list[str]:
    count = report.fieldwork
    if count is None:
        return []
    return [
        "訪問計画と質問シートは、班の中の書類なので入っていません。",
        f"聞き取りの記録{count.records}件のうち{count.withheld}件は、載せない約束です。",
        "その記録と、それをもとにした声、重なりは入っていません。",
    ]


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
        *([(sheet.vote_unit, 6.0)] if worksheet.votes else []),
        *([("時刻", 24.0)] if named else []),
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
                *([tell_points(sheet, answer)] if worksheet.votes else []),
                *([moment_words(answer.given_at)] if named else []),
            ]
        )
    write_table(book, f"{sheet.meeting} {sheet.title}", tell_source(sheet), columns, rows)


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
    write_table(book, name, f"{question.label}　{tell_source(sheet)}", columns, rows)
