"""Files as people send them."""

import io
from collections.abc import Sequence

from openpyxl import Workbook


def make_csv(*rows: Sequence[str], encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    return "".join(f"{delimiter.join(row)}\r\n" for row in rows).encode(encoding)


def make_xlsx(*rows: Sequence[object], title: str = "Sheet1", empty_first: bool = False) -> bytes:
    book = Workbook()
    sheet = book.active
    if empty_first:
        sheet = book.create_sheet()
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
