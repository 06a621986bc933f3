"""Write all answers as one long table that any program reads: UTF-8 with BOM, guarded cells."""

import csv
from io import StringIO

from facilitator.analysis.records import Report, ReportedAnswer, ReportedWorksheet
from facilitator.analysis.wording import moment_words
from facilitator.exports.telling import tell_points
from facilitator.exports.words import guard_cell

_HEADER = (
    *("回", "ワークシート", "回答番号", "班", "所属", "分野", "名前"),
    *("問い", "答え", "票", "もとになった回答", "時刻"),
)


def make_answers_csv(report: Report) -> bytes:
    """Return one row for each answered question of each answer."""
    numbers = {
        answer.id: f"{sheet.title} {number}"
        for sheet in report.worksheets
        for number, answer in enumerate(sheet.answers, 1)
    }
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(_HEADER)
    for sheet in report.worksheets:
        for number, answer in enumerate(sheet.answers, 1):
            sources = "、".join(numbers[key] for key in answer.sources if key in numbers)
            for label, text in answer.lines:
                row = _make_row(sheet, number, answer, label, text, sources)
                writer.writerow([guard_cell(cell) for cell in row])
    return stream.getvalue().encode("utf-8-sig")


def _make_row(
    sheet: ReportedWorksheet,
    number: int,
    answer: ReportedAnswer,
    label: str,
    text: str,
    sources: str,
) -> tuple[str, ...]:
    secret = sheet.worksheet.anonymous
    return (
        sheet.meeting,
        sheet.title,
        str(number),
        answer.team,
        answer.affiliation,
        "" if secret else answer.field,
        "" if secret else answer.who,
        label,
        text,
        tell_points(sheet, answer),
        sources,
        "" if secret else moment_words(answer.given_at),
    )
