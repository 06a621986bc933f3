"""Open our own empty deck and save a filled one so that the same slides give the same bytes.

The empty deck lies in the folder `base`, part by part as readable XML: 16:9, theme fonts
BIZ UDPゴシック, theme colours of the design system, five layouts, no traces of other tools.
"""

import io
import re
import zipfile
from collections import Counter
from datetime import datetime
from functools import cache
from pathlib import Path

from lxml import etree
from pptx import Presentation
from pptx.opc.packuri import PackURI
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck

from facilitator.exports.words import clean_line

_BASE = Path(__file__).parent / "base"
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first day a zip file knows
_MOST_LETTERS = 250  # of a document property
_RUNS = (qn("a:rPr"), qn("a:endParaRPr"), qn("a:defRPr"))
_AXIS = re.compile(rb'(<c:(?:axId|crossAx) val=")-')
_ONLY_DATE = re.compile(rb'(<c:date1904 val="[01a-z]+"/>)')


def open_base(template: bytes | None = None) -> Deck:
    """Return a fresh, empty deck: our own, or one that was made out of a town's template."""
    deck = Presentation(io.BytesIO(template or _pack_base()))
    used: Counter[str] = Counter()

    def name_part(template: str) -> PackURI:
        used[template] += 1
        return PackURI(template % used[template])

    # The usual way walks through the whole deck for each new part.
    deck.part.package.next_partname = name_part
    return deck


@cache
def _pack_base() -> bytes:
    return pack(list_base_parts())


def list_base_parts() -> list[tuple[str, bytes]]:
    """Return the parts of our own empty deck by name."""
    paths = sorted(path for path in _BASE.rglob("*") if path.is_file())
    return [(path.relative_to(_BASE).as_posix(), path.read_bytes()) for path in paths]


def pack(parts: list[tuple[str, bytes]]) -> bytes:
    """Zip parts in a fixed order with a fixed day; the list of contents comes first."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(parts, key=lambda part: (part[0][0] != "[", part[0])):
            info = zipfile.ZipInfo(name, _EARLIEST)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            archive.writestr(info, content)
    return stream.getvalue()


def save_deck(deck: Deck, *, title: str, subject: str, moment: datetime) -> bytes:
    """Return the deck as bytes, everything marked as Japanese and dated with `moment`."""
    properties = deck.core_properties
    properties.title = clean_line(title)[:_MOST_LETTERS]
    properties.subject = clean_line(subject)[:_MOST_LETTERS]
    properties.language = "ja-JP"
    properties.created = properties.modified = moment
    properties.revision = 1
    for slide in deck.slides:
        _mark_japanese(slide._element)  # noqa: SLF001 -- python-pptx has no door to the language
        if slide.has_notes_slide:
            _mark_japanese(slide.notes_slide._element)  # noqa: SLF001 -- same
    stream = io.BytesIO()
    deck.save(stream)
    with zipfile.ZipFile(stream) as archive:
        parts = [(name, _mend(name, archive.read(name))) for name in archive.namelist()]
    return pack(parts)


def _mark_japanese(element: etree._Element) -> None:
    for run in element.iter(qn("a:r"), qn("a:fld"), qn("a:br")):
        if run.find(qn("a:rPr")) is None:
            run.insert(0, run.makeelement(qn("a:rPr"), {}))
    for properties in element.iter(*_RUNS):
        properties.set("lang", "ja-JP")
        properties.set("altLang", "en-US")


def _mend(name: str, content: bytes) -> bytes:
    """Correct what python-pptx writes into charts: language and negative numbers of axes."""
    if not name.startswith("ppt/charts/chart"):
        return content
    content = _AXIS.sub(rb"\1", content)
    return _ONLY_DATE.sub(rb'\1<c:lang val="ja-JP"/>', content, count=1)
