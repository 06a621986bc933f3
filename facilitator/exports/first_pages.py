"""Draw the first pages of a finished file as pictures, where LibreOffice is on this computer.

Nothing else on a computer can draw a slide as it will look. Where it is missing, people see the
outline of the file instead.
"""

import io
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from pptx import Presentation
from pptx.oxml.ns import qn

_PLACES = (
    "C:/Program Files/LibreOffice/program/soffice.com",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
SLIDES: Final = 3
_PATIENCE = 90.0  # seconds; a first start of LibreOffice takes some
_DRAWN = ("pptx", "docx", "xlsx")


def find_office() -> str | None:
    """Return the program that can draw, None where this computer has none."""
    found = shutil.which("soffice")
    return found or next((place for place in _PLACES if Path(place).exists()), None)


def draw_first_pages(content: bytes, file_name: str, most: int = SLIDES) -> tuple[bytes, ...]:
    """Return pictures (PNG) of the first slides or the first page; none where it cannot be."""
    office, ending = find_office(), file_name.rpartition(".")[2]
    if office is None or ending not in _DRAWN:
        return ()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        parts = _cut(content, most) if ending == "pptx" else [content]
        files = [folder / f"{number}.{ending}" for number in range(len(parts))]
        for file, part in zip(files, parts, strict=True):
            file.write_bytes(part)
        command = [
            *(office, "--headless", f"-env:UserInstallation={(folder / 'office').as_uri()}"),
            *("--convert-to", "png", "--outdir", name, *map(str, files)),
        ]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=_PATIENCE)  # noqa: S603 -- our own words only
        except (OSError, subprocess.SubprocessError):
            return ()
        drawn = [file.with_suffix(".png") for file in files]
        return tuple(file.read_bytes() for file in drawn if file.exists())


def _cut(deck: bytes, most: int) -> list[bytes]:
    """Return decks with one slide each: LibreOffice draws only the first one of a file."""
    number = len(Presentation(io.BytesIO(deck)).slides)
    return [_keep_only(deck, place) for place in range(min(most, number))]


def _keep_only(deck: bytes, place: int) -> bytes:
    opened = Presentation(io.BytesIO(deck))
    listed = opened.slides._sldIdLst  # noqa: SLF001 -- there is no door to take slides away
    for number, one in enumerate(list(listed)):
        if number != place:
            opened.part.drop_rel(one.get(qn("r:id")))
            listed.remove(one)
    stream = io.BytesIO()
    opened.save(stream)
    return stream.getvalue()
