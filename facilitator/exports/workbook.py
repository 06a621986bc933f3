"""Write workbooks in which every text stays a text, ready to be printed on A4."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from itertools import zip_longest
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from facilitator.analysis.records import Report
from facilitator.analysis.wording import shorten, split_clusters
from facilitator.exports.text_fitting import LINE, count_lines, split_to_lines
from facilitator.exports.words import clean, clean_line, name_workshop, stamp

FONT = "BIZ UDPゴシック"
A4, A3 = 9, 8
_NO_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")
_LONGEST_SHEET_NAME = 31
_LONGEST_CELL = 32_000  # Excel takes 32,767
_TALLEST_ROW = 400.0  # points; Excel takes 409
_MOST_LINES = 24  # in a row of a form; longer texts go on in the next row
_WIDEST_A4, _WIDEST = 175.0, 240.0  # of tables: printed at 7.6 points and up on A4 and A3
_NARROWEST = 10.0
_COLUMN = 5.6  # points of one unit of a column's width at 11 points
# A unit in the file is the width of a digit, and those of our typeface take 8.4 points. Columns
# written as wide as they are meant would make a page so wide that its print is too small to read.
_DIGITS = 0.75
_SIZE = 11
_TABLE_HEAD = {
    "bold": True,
    "bg_color": "#0017c1",
    "font_color": "#ffffff",
    "border": 1,
    "valign": "vcenter",
}
_TABLE_CELL = {"border": 1, "border_color": "#949494"}
_TABLE_TITLE = {"bold": True, "font_size": 14, "text_wrap": False}
_NOTES = 80.0  # width of the first sheet: one column wider than a page would be cut
_FOOTER, _HEADING = 40, 40  # letters beside the number of the page, and of a title in one line
_TOP = 3  # rows above a table


@dataclass(slots=True)
class Book:
    """A workbook that is being written."""

    report: Report
    subject: str
    _stream: BytesIO = field(default_factory=BytesIO)
    _formats: dict[str, Format] = field(default_factory=dict)
    _names: set[str] = field(default_factory=set)
    _book: Any = None  # XlsxWriter ships no types

    def __post_init__(self) -> None:
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self._book = Workbook(self._stream, options)
        self._book.formats[0].set_font_name(FONT)
        self._book.formats[0].set_font_size(_SIZE)
        self._book.set_properties(
            {
                "title": name_workshop(self.report)[:250],
                "subject": self.subject,
                "created": stamp(self.report.as_of),
            }
        )

    def add_sheet(self, name: str, *, landscape: bool = True, paper: int = A4) -> Worksheet:
        """Add a sheet that prints as wide as the paper."""
        sheet = self._book.add_worksheet(self._make_name(name))
        sheet.set_paper(paper)
        if landscape:
            sheet.set_landscape()
        else:
            sheet.set_portrait()
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)
        name = shorten(name_workshop(self.report), _FOOTER)
        sheet.set_footer(f"&L{name.replace('&', '&&')}&R&P / &N")
        return sheet

    def _make_name(self, name: str) -> str:
        plain = _NO_SHEET_NAME.sub("", clean_line(name)).strip() or "表"
        chosen, number = _cut_name(plain, _LONGEST_SHEET_NAME), 2
        while chosen.casefold() in self._names:
            ending = f"({number})"
            chosen = _cut_name(plain, _LONGEST_SHEET_NAME - len(ending)) + ending
            number += 1
        self._names.add(chosen.casefold())
        return chosen

    def style(self, **values: Any) -> Format:  # noqa: ANN401 -- handed on to XlsxWriter as it is
        """Return a format; the same values give the same one."""
        key = repr(sorted(values.items()))
        if key not in self._formats:
            usual = {"font_name": FONT, "font_size": _SIZE, "valign": "top", "text_wrap": True}
            self._formats[key] = self._book.add_format({**usual, **values})
        return self._formats[key]

    def finish(self) -> bytes:
        """Return the workbook as bytes; a book needs at least one sheet."""
        if not self._names:
            self.add_sheet("空")
        self._book.close()
        return self._stream.getvalue()


def _cut_name(name: str, most: int) -> str:
    """Cut a name at a whole character; Excel counts rare characters twice."""
    kept = ""
    for cluster in split_clusters(name):
        if len((kept + cluster).encode("utf-16-le")) > most * 2:
            break
        kept += cluster
    return kept.rstrip()


def put(sheet: Worksheet, row: int, column: int, text: str, style: Format) -> None:
    """Write a text into a cell, never a formula, number or link."""
    sheet.write_string(row, column, clean(text)[:_LONGEST_CELL], style)


def column_points(width: float) -> float:
    """Return how many points a column of this width has for its text."""
    return width * _COLUMN


def set_width(sheet: Worksheet, first: int, last: int, width: float) -> None:
    """Make columns as wide as `column_points` says, and a little more."""
    sheet.set_column(first, last, width * _DIGITS)


def set_height(
    sheet: Worksheet,
    row: int,
    texts: Sequence[str],
    widths: Sequence[float],
    *,
    size: float = _SIZE,
    least: float = 18,
) -> float:
    """Make a row as high as its texts need; Excel does not do it for files it did not write."""
    lines = max(
        (
            count_lines(clean(text), width=column_points(width), size=size)
            for text, width in zip(texts, widths, strict=True)
        ),
        default=1,
    )
    height = min(_TALLEST_ROW, max(least, lines * size * LINE + 6))
    sheet.set_row(row, height)
    return height


def continue_row(texts: Sequence[str], widths: Sequence[float]) -> list[tuple[str, ...]]:
    """Return the row, and the rows it goes on in: what is higher than a row is never seen."""
    parts = [
        split_to_lines(clean(text), width=column_points(width), size=_SIZE, lines=_MOST_LINES)
        for text, width in zip(texts, widths, strict=True)
    ]
    return list(zip_longest(*parts, fillvalue=""))


def write_table(
    book: Book,
    name: str,
    source: str,
    columns: Sequence[tuple[str, float]],
    rows: Sequence[Sequence[str]],
) -> None:
    """Add a sheet with a table that can be filtered and prints with its head on each page."""
    widths = _fit_widths([width for _, width in columns])
    page = book.add_sheet(name, paper=A4 if sum(widths) <= _WIDEST_A4 else A3)
    put(page, 0, 0, name, book.style(**_TABLE_TITLE))
    page.set_row(0, 24)
    put(page, 1, 0, source, book.style(text_wrap=False, font_color="#666666"))
    head, cell = book.style(**_TABLE_HEAD), book.style(**_TABLE_CELL)
    for place, ((label, _), width) in enumerate(zip(columns, widths, strict=True)):
        set_width(page, place, place, width)
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


def _fit_widths(widths: Sequence[float]) -> list[float]:
    """Make the wide columns narrower where the table would be too small to read on paper."""
    spare = sum(max(0.0, width - _NARROWEST) for width in widths)
    over = sum(widths) - _WIDEST
    if over <= 0 or not spare:
        return list(widths)
    share = max(0.0, 1 - over / spare)
    return [min(width, _NARROWEST) + max(0.0, width - _NARROWEST) * share for width in widths]


def write_notes(book: Book, lines: Sequence[str]) -> None:
    """Add the first sheet of a book: its title, then what one should know before reading on."""
    page = book.add_sheet("はじめに", landscape=False)
    set_width(page, 0, 0, _NOTES)
    for row, line in enumerate(lines):
        text = line if row else shorten(clean_line(line), _HEADING)
        put(page, row, 0, text, book.style(**_TABLE_TITLE) if row == 0 else book.style())
        set_height(page, row, [line], [_NOTES], size=14 if row == 0 else _SIZE)
    page.print_area(0, 0, len(lines) - 1, 0)
