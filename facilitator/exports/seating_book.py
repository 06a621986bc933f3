"""Write who sits where as a workbook: one sheet for the door, one with a list for each table."""

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from facilitator.analysis.records import Report
from facilitator.analysis.wording import moment_words, shorten
from facilitator.exports.words import file_stem, name_workshop
from facilitator.exports.workbook import Book, put, set_height, set_width
from facilitator.seating.guests import Guest
from facilitator.seating.proposing import Table

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CELL = {"border": 1, "indent": 1, "valign": "vcenter"}
_STRONG = {**_CELL, "bold": True, "bg_color": "#0017c1", "font_color": "#ffffff"}
_TEAM = {**_CELL, "bold": True, "bg_color": "#e8f1fe", "font_size": 14}
_TITLE = {"bold": True, "font_size": 16, "text_wrap": False}
_QUIET = {"font_size": 9, "font_color": "#666666", "text_wrap": False}
_DOOR = (("受付", 7.0), ("名前", 26.0), ("所属", 34.0), ("班", 16.0))
_TABLES = (("班", 16.0), ("名前", 26.0), ("所属", 34.0), ("分野", 22.0))
_UNPLACED = "(まだ)"
_ROWS_PER_PAGE = 38


def make_seating_book(report: Report, tables: Sequence[Table], guests: Sequence[Guest]) -> bytes:
    """Return the workbook; every name stays a text, whatever it begins with."""
    book = Book(report, "班わけ表")
    names = {table.team.key: table.team.name for table in tables}
    _add_door(book, names, guests)
    _add_tables(book, tables, [guest for guest in guests if guest.team not in names])
    return book.finish()


def name_seating_book(report: Report) -> str:
    """Return the name of the file."""
    return f"{file_stem(report, '班わけ表')}.xlsx"


def _add_door(book: Book, names: dict[str, str], guests: Sequence[Guest]) -> None:
    """List everybody in the order of the office's own list, with a box to tick."""
    page = _start(book, "受付用", _DOOR)
    # Those who are not in the list come after it, in the order they joined.
    in_order = sorted(guests, key=lambda guest: guest.number or len(guests) + 1)
    for row, guest in enumerate(in_order, 3):
        box = "✓" if guest.has_joined else "□"
        cells = (box, guest.name, guest.affiliation, names.get(guest.team, _UNPLACED))
        _put_row(book, page, row, cells, _DOOR)
    page.print_area(0, 0, 2 + max(1, len(guests)), len(_DOOR) - 1)


def _add_tables(book: Book, tables: Sequence[Table], unplaced: Sequence[Guest]) -> None:
    """List each team with its people; a team is not cut by the end of a page."""
    page = _start(book, "班ごと", _TABLES)
    blocks = [(f"{t.team.name}（{len(t.guests)}人）", t.guests) for t in tables]
    if unplaced:
        blocks.append((f"班がまだの人（{len(unplaced)}人）", tuple(unplaced)))
    row, breaks, used = 3, [], 3
    for title, guests in blocks:
        if used + len(guests) + 1 > _ROWS_PER_PAGE and used > 3:  # noqa: PLR2004 -- the heading's rows
            breaks.append(row)
            used = 3
        page.merge_range(row, 0, row, len(_TABLES) - 1, "", book.style(**_TEAM))
        put(page, row, 0, title, book.style(**_TEAM))
        page.set_row(row, 26)
        for number, guest in enumerate(guests, row + 1):
            cells = ("", guest.name, guest.affiliation, guest.field)
            _put_row(book, page, number, cells, _TABLES)
        row += len(guests) + 1
        used += len(guests) + 1
    page.set_h_pagebreaks(breaks)
    page.print_area(0, 0, max(3, row - 1), len(_TABLES) - 1)


def _start(book: Book, name: str, columns: Sequence[tuple[str, float]]) -> Worksheet:
    page = book.add_sheet(name, landscape=False)
    put(page, 0, 0, f"班わけ表　{name}", book.style(**_TITLE))
    page.set_row(0, 28)
    report = book.report
    name = shorten(name_workshop(report, "　"), 40)
    line = f"{name}　{moment_words(report.as_of)} 時点"
    put(page, 1, 0, line, book.style(**_QUIET))
    for place, (label, width) in enumerate(columns):
        set_width(page, place, place, width)
        put(page, 2, place, label, book.style(**_STRONG))
    page.set_row(2, 24)
    page.repeat_rows(2)
    page.freeze_panes(3, 0)
    return page


def _put_row(
    book: Book,
    page: Worksheet,
    row: int,
    cells: Sequence[str],
    columns: Sequence[tuple[str, float]],
) -> None:
    for place, text in enumerate(cells):
        put(page, row, place, text, book.style(**_CELL))
    set_height(page, row, cells, [width for _, width in columns], least=22)
