"""Open finished files again, and list everything that lies in them."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator

from docx import Document
from docx.oxml.ns import qn
from icalendar import Calendar
from lxml import etree
from openpyxl import load_workbook
from pptx import Presentation

_XML = (".xml", ".rels", ".vml")
_ACTING = ("}hyperlink", "}hyperlinks", "}hlinkClick", "spreadsheetml/2006/main}f")
_PACKAGES = (".xlsx", ".pptx", ".docx")


def list_parts(content: bytes, name: str = "") -> Iterator[tuple[str, bytes]]:
    """Yield every member of a package and of the packages in it; a plain file is one part."""
    if content[:2] != b"PK":
        yield name, content
        return
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        for member in archive.infolist():
            inner = archive.read(member)
            if member.filename.endswith(_PACKAGES):
                yield from list_parts(inner, f"{name}/{member.filename}")
            else:
                yield f"{name}/{member.filename}", inner


def find_faults(content: bytes) -> list[str]:
    """Return what makes a package ask for repair, run, or reach outside."""
    faults = []
    for name, part in list_parts(content):
        if name.endswith(_XML):
            tree = etree.fromstring(part)  # raises where a letter is not allowed
            tags = {str(one.tag) for one in tree.iter(etree.Element)}
            faults += [f"{name}: {tag}" for tag in tags if tag.endswith(_ACTING)]
            if b'TargetMode="External"' in part:
                faults.append(f"{name}: reaches outside")
            if b"_x000" in part:
                faults.append(f"{name}: an invisible letter written out")
        if "vba" in name.lower() or name.endswith((".bin", ".js", ".exe")):
            faults.append(f"{name}: may run")
    return faults


def read_back(content: bytes, ending: str) -> list[str]:
    """Open a file as its readers do, and return its texts; raises where it cannot be read."""
    return _READERS[ending](content)


def _read_deck(content: bytes) -> list[str]:
    slides = Presentation(io.BytesIO(content)).slides
    assert all(slide.shapes.title is not None for slide in slides)
    return [
        "".join(text.text or "" for text in shape._element.iter("{*}t"))
        for slide in slides
        for shape in slide.shapes
    ]


def _read_paper(content: bytes) -> list[str]:
    body = Document(io.BytesIO(content)).element.body
    return ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p"))]


def _read_book(content: bytes) -> list[str]:
    cells = [
        cell
        for sheet in load_workbook(io.BytesIO(content))
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
    assert {cell.data_type for cell in cells} <= {"s"}
    return [str(cell.value) for cell in cells]


def _read_calendar(content: bytes) -> list[str]:
    events = Calendar.from_ical(content).walk("VEVENT")
    return [str(event.decoded(key)) for event in events for key in ("SUMMARY", "DESCRIPTION")]


def _read_csv(content: bytes) -> list[str]:
    return [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for cell in row]


def _read_json(content: bytes) -> list[str]:
    """Return the texts people gave."""
    sheets = json.loads(content)["ワークシート"]
    lines = (line for sheet in sheets for one in sheet["回答"] for line in one["文"])
    return [text for line in lines for text in (line["問い"], line["答え"])]


_READERS = {
    "pptx": _read_deck,
    "docx": _read_paper,
    "xlsx": _read_book,
    "ics": _read_calendar,
    "csv": _read_csv,
    "json": _read_json,
}
