"""See what a file would bring into a worksheet, and which rows it cannot, with the reason."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from facilitator.importing.cells import read_cell
from facilitator.importing.columns import Layout, find_layout
from facilitator.importing.tables import MOST_ROWS, Table, TableRow, read_table
from programs.questions import Worksheet
from worksheets.errors import BadInput, WorksheetError
from worksheets.values import check_values

_LONGEST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One row that can be taken; `team` is what its team column says."""

    number: int
    values: Mapping[str, Any]
    team: str = ""


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """One row that cannot be taken; `number` is the one the spreadsheet shows."""

    number: int
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What a file holds for a worksheet. `columns` maps headings to the questions they answer."""

    rows: tuple[ImportRow, ...]
    columns: Mapping[str, str]
    refused: tuple[RefusedRow, ...]
    empty: int
    unused: tuple[str, ...]  # headings of columns nothing is taken from
    team_column: str
    sheet: str  # of a workbook
    digest: str  # the same for the same file, worksheet and column


def read_rows(
    data: bytes, file_name: str, worksheet: Worksheet, *, column: str | None = None
) -> ImportPreview:
    """Read a file for a worksheet; raise BadInput when the file as a whole is of no use."""
    table = read_table(data, file_name)
    layout = find_layout(table, worksheet, column=column or None)
    if not layout.rows:
        raise BadInput(f"「{file_name}」には見出しの行しかありません。")
    if len(layout.rows) > MOST_ROWS:
        raise BadInput(
            f"行が多すぎます。一度に取り込めるのは{MOST_ROWS:,}行までです。分けてください。"
        )
    rows: list[ImportRow] = []
    refused: list[RefusedRow] = []
    for row in layout.rows:
        try:
            rows.append(_read_row(row, layout, worksheet))
        except WorksheetError as problem:
            refused.append(RefusedRow(row.number, str(problem), _show_row(row, layout)))
    return _make_preview(table, layout, rows, refused, _digest(data, worksheet, column))


def _make_preview(
    table: Table,
    layout: Layout,
    rows: list[ImportRow],
    refused: list[RefusedRow],
    digest: str,
) -> ImportPreview:
    return ImportPreview(
        rows=tuple(rows),
        columns={layout.titles[i]: layout.questions[i].label for i in sorted(layout.questions)},
        refused=tuple(refused),
        empty=table.empty,
        unused=layout.unused if layout.has_heading else (),
        team_column="" if layout.team is None else layout.titles[layout.team],
        sheet=table.sheet,
        digest=digest,
    )


def _read_row(row: TableRow, layout: Layout, worksheet: Worksheet) -> ImportRow:
    cells = _join_overflow(row.cells, layout)
    given = {
        question.key: read_cell(question, cells[index])
        for index, question in layout.questions.items()
        if index < len(cells) and cells[index].strip()
    }
    if not given:
        raise BadInput("取り込む列に何も書かれていません。")
    team = layout.team
    return ImportRow(
        number=row.number,
        values=check_values(worksheet, given, roomy=True),
        team=cells[team].strip() if team is not None and team < len(cells) else "",
    )


def _join_overflow(cells: tuple[str, ...], layout: Layout) -> tuple[str, ...]:
    """Put a text back together whose unquoted commas made more cells than there are columns."""
    last = max((index for index, title in enumerate(layout.titles) if title), default=0)
    if not layout.has_heading or last not in layout.questions or len(cells) <= last + 1:
        return cells
    return (*cells[:last], ",".join(cells[last:]).rstrip(","))


def _show_row(row: TableRow, layout: Layout) -> str:
    shown = [row.cells[index] for index in layout.questions if index < len(row.cells)]
    words = " ".join(" / ".join(cell for cell in shown if cell.strip()).split())
    return words if len(words) <= _LONGEST_SHOWN else f"{words[:_LONGEST_SHOWN]}…"


def _digest(data: bytes, worksheet: Worksheet, column: str | None) -> str:
    seen = hashlib.sha256(data)
    seen.update(f"\0{worksheet.key}\0{column or ''}".encode())
    return seen.hexdigest()[:24]
