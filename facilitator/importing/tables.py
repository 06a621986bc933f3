"""Read an xlsx or csv file into rows of text, and refuse what is no such file.

Whatever comes in may be broken or hostile: sizes are bounded before anything is unpacked, and
workbooks and long files are read in a process of its own.
"""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import PurePath
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from facilitator.safe_parsing import Parsed, check_archive, parse_apart
from worksheets.errors import BadInput

MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 5000
_SMALL = 256 * 1024  # of plain text: read at once
_MOST_COLUMNS = 100
_MOST_SCANNED = 100_000  # rows of a sheet, empty ones included
_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"  # .xls, and .xlsx with a password
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_LONGEST_CELL = 100_000

# openpyxl lets through whatever its parts stumble over.
_STUMBLES = (
    InvalidFileException,
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    SyntaxError,  # of XML, as lxml calls it
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    NotImplementedError,
    RuntimeError,  # zipfile: a part is encrypted
    EOFError,
    OSError,
)

_UNREADABLE = (
    "Excel のファイルとして開けません。壊れているかもしれません。"
    "Excel で開いて保存しなおすか、CSV で保存してください。"
)


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row that holds something; `number` is the one the spreadsheet shows."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """What a file holds, empty rows left out but counted."""

    rows: tuple[TableRow, ...]
    empty: int
    sheet: str = ""  # of a workbook


def read_table(data: bytes, file_name: str) -> Table:
    """Read a file by what it is, whatever its name says; raise BadInput with a sentence."""
    if not data:
        raise BadInput(f"「{file_name}」は空のファイルです。")
    if len(data) > MOST_BYTES:
        raise BadInput(
            f"「{file_name}」が大きすぎます({len(data) / 1024 / 1024:.0f}MB)。"
            f"{MOST_BYTES // 1024 // 1024}MBまでに分けてください。"
        )
    if data.startswith(_OLD_OFFICE):
        raise BadInput(
            f"「{file_name}」は古い形式(.xls)か、パスワードのかかった Excel です。"
            "パスワードを外し、「Excel ブック(.xlsx)」で保存しなおしてください。"
        )
    options = {"file_name": file_name}
    if len(data) > _SMALL or data.startswith(_ZIP):
        found = parse_apart(parse_table, data, options).document
    else:
        found = parse_table(data, **options).document
    rows = tuple(TableRow(number, tuple(cells)) for number, cells in found["rows"])
    if not rows:
        raise BadInput(f"「{file_name}」には何も書かれていません。")
    return Table(rows, found["empty"], found["sheet"])


def parse_table(data: bytes, *, file_name: str) -> Parsed:
    """Do the reading itself; a child process does where the file is a zip, or not small."""
    if data.startswith(_ZIP):
        table = _read_workbook(data, file_name)
    else:
        table = _gather(_read_csv(_decode(data, file_name), file_name), sheet="")
    rows = [[row.number, list(row.cells)] for row in table.rows]
    return Parsed({"rows": rows, "empty": table.empty, "sheet": table.sheet})


def _gather(rows: Iterable[tuple[str, ...]], *, sheet: str) -> Table:
    found: list[TableRow] = []
    empty = 0  # rows between and before the others; what follows the last one nobody sees
    waiting = 0
    for number, cells in enumerate(rows, 1):
        if not any(cell.strip() for cell in cells):
            waiting += 1
            continue
        empty, waiting = empty + waiting, 0
        found.append(TableRow(number, cells))
        if len(found) > MOST_ROWS + 1:  # and a header
            raise BadInput(
                f"行が多すぎます。一度に取り込めるのは{MOST_ROWS:,}行までです。分けてください。"
            )
    return Table(tuple(found), empty, sheet)


# --- csv ------------------------------------------------------------------------------------


def _decode(data: bytes, file_name: str) -> str:
    if data.startswith(_UTF16):
        encodings = ["utf-16"]
    elif b"\x00" in data[:4096]:
        encodings = []
    else:
        encodings = ["utf-8-sig", "cp932"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadInput(
        f"「{file_name}」は取り込める形式ではありません。Excel(.xlsx)か、"
        "UTF-8 または Shift_JIS の CSV にしてください。"
    )


def _read_csv(text: str, file_name: str) -> Iterator[tuple[str, ...]]:
    first = text.partition("\n")[0]
    name = PurePath(file_name).suffix.lower()
    delimiter = "\t" if name == ".tsv" or first.count("\t") > first.count(",") else ","
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            yield tuple(row[:_MOST_COLUMNS])
    except csv.Error as problem:
        raise BadInput(
            f"「{file_name}」の{reader.line_num}行目あたりを読みとれません。"
            '引用符(")が閉じているか、確かめてください。'
        ) from problem


# --- xlsx -----------------------------------------------------------------------------------


def _read_workbook(data: bytes, file_name: str) -> Table:
    _check_parts(data, file_name)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except _STUMBLES as problem:
        raise BadInput(f"「{file_name}」は、{_UNREADABLE}") from problem
    try:
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # other programs declare wrong ones
            rows = sheet.iter_rows(max_row=_MOST_SCANNED, max_col=_MOST_COLUMNS, values_only=True)
            table = _gather((tuple(_show(cell) for cell in row) for row in rows), sheet=sheet.title)
            if table.rows:
                return _narrow(table)
    except _STUMBLES as problem:
        raise BadInput(f"「{file_name}」は、{_UNREADABLE}") from problem
    finally:
        book.close()
    return Table((), 0)


def _narrow(table: Table) -> Table:
    """Cut off the empty columns on the right."""
    width = max(
        index + 1 for row in table.rows for index, cell in enumerate(row.cells) if cell.strip()
    )
    return replace(table, rows=tuple(replace(row, cells=row.cells[:width]) for row in table.rows))


def _check_parts(data: bytes, file_name: str) -> None:
    """Refuse a small file that unpacks into a huge one, and what is no workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            names = {info.filename for info in parts.infolist()}
    except (zipfile.BadZipFile, ValueError, OSError) as problem:
        raise BadInput(f"「{file_name}」は、{_UNREADABLE}") from problem
    check_archive(data)
    if "xl/workbook.xml" not in names:
        raise BadInput(
            f"「{file_name}」は Excel のファイルではありません。Excel(.xlsx)か CSV にしてください。"
        )


def _show(cell: object) -> str:
    """Write a cell as the person who typed it sees it."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        midnight = cell.time() == time()
        return cell.date().isoformat() if midnight else cell.isoformat(" ", "minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
