"""Say what is in a finished file, so that people see it before they take it home."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from docx import Document
from icalendar import Calendar
from openpyxl import load_workbook
from pptx import Presentation

from facilitator.exports.words import clean_line

_MOST = 60  # lines; more are only counted
_HEADINGS = ("Title", "Heading 1", "Heading 2")


class UnreadableFile(Exception):
    """A file that its readers cannot open; the sentence says what to do."""

    def __init__(self, file_name: str) -> None:
        super().__init__(
            f"「{file_name}」は壊れていて開けません。もう一度作ってください。"
            "くり返すときは、回答の一覧（CSV）を保存してから、この名前を添えてお知らせください。"
        )


@dataclass(frozen=True, slots=True)
class Outline:
    """What a file holds: how much of what, and its lines in their order."""

    amount: str
    lines: tuple[str, ...]
    more: int  # lines that are not shown


def make_outline(content: bytes, file_name: str) -> Outline:
    """Return the titles of slides, the headings of a paper, the sheets of a book or the like.

    Raises UnreadableFile where the file cannot be opened.
    """
    read = _READERS[file_name.rpartition(".")[2]]
    try:
        amount, lines = read(content)
    except (ValueError, KeyError, AttributeError, OSError, zipfile.BadZipFile, csv.Error) as found:
        raise UnreadableFile(file_name) from found
    cleaned = [clean_line(line) for line in lines if line.strip()]
    return Outline(amount, tuple(cleaned[:_MOST]), max(0, len(cleaned) - _MOST))


def _read_deck(content: bytes) -> tuple[str, list[str]]:
    slides = Presentation(io.BytesIO(content)).slides
    titles = [slide.shapes.title.text_frame.text.replace("\v", "") for slide in slides]
    return f"スライド{len(titles)}枚", titles


def _read_paper(content: bytes) -> tuple[str, list[str]]:
    paragraphs = Document(io.BytesIO(content)).paragraphs
    named = {"Heading 2": "　"}
    lines = [
        f"{named.get(one.style.name, '')}{one.text}"
        for one in paragraphs
        if one.style is not None and one.style.name in _HEADINGS
    ]
    return f"見出し{len(lines)}個", lines


def _read_book(content: bytes) -> tuple[str, list[str]]:
    book = load_workbook(io.BytesIO(content), read_only=True)
    lines = [f"{sheet.title}（{sheet.max_row or 0}行）" for sheet in book.worksheets]
    book.close()
    return f"シート{len(lines)}枚", lines


def _read_csv(content: bytes) -> tuple[str, list[str]]:
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    lines = [" / ".join(cell for cell in row if cell) for row in rows]
    return f"{max(0, len(rows) - 1)}行", lines


def _read_calendar(content: bytes) -> tuple[str, list[str]]:
    events = Calendar.from_ical(content).walk("VEVENT")
    lines = [f"{event.decoded('DTSTART'):%m月%d日}　{event.decoded('SUMMARY')}" for event in events]
    return f"予定{len(lines)}件", lines


def _read_json(content: bytes) -> tuple[str, list[str]]:
    sheets = json.loads(content)["ワークシート"]
    lines = [f"{sheet['名前']}（{len(sheet['回答'])}件）" for sheet in sheets]
    return f"ワークシート{len(sheets)}つ", lines


def _read_bundle(content: bytes) -> tuple[str, list[str]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
    return f"ファイル{len(names)}個", names


_READERS: dict[str, Callable[[bytes], tuple[str, list[str]]]] = {
    "pptx": _read_deck,
    "docx": _read_paper,
    "xlsx": _read_book,
    "csv": _read_csv,
    "ics": _read_calendar,
    "json": _read_json,
    "zip": _read_bundle,
}
