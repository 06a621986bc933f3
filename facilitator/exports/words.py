"""The one gate every string passes before it goes into a file.

It takes away what cannot be seen and breaks files; the words themselves stay as they are.
"""

import re
from datetime import datetime
from functools import lru_cache

from facilitator.analysis.records import Report
from facilitator.analysis.wording import local

_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Line ends that spreadsheets and slides wrote out as letters.
_WRITTEN_BREAKS = re.compile(r"(?:_x000D_)?(?:\n|_x000A_)|_x000D_")
_WRITTEN_CONTROLS = re.compile(r"_x00[01][0-9A-Fa-f]_")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f"  # controls
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks that turn the direction of reading
    "\ud800-\udfff\ufeff\ufff9-\ufffb\ufdd0-\ufdef"  # lone surrogates, non-characters
    + "".join(chr(plane << 16 | end) for plane in range(17) for end in (0xFFFE, 0xFFFF))
    + "]"
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_NO_FILE_NAME = re.compile(r'[\\/:*?"<>|\s]+')
_LONGEST_NAME = 60


# A text goes through here for each place it is measured and written in.
@lru_cache(maxsize=1024)
def clean(text: str) -> str:
    """Return the text with one kind of line end and nothing invisible."""
    text = _WRITTEN_BREAKS.sub("\n", _BREAKS.sub("\n", text))
    text = _WRITTEN_CONTROLS.sub("", text.replace("\t", " "))
    return _INVISIBLE.sub("", text).strip()


def clean_line(text: str) -> str:
    """Return the text cleaned and in one line."""
    return " ".join(clean(text).split())


def guard_cell(text: str) -> str:
    """Return the text so that no spreadsheet reads a CSV cell as a formula."""
    cleaned = clean(text)
    # Looked at before cleaning too: a tab or line end in front hides the sign behind it.
    return f"'{cleaned}" if text.startswith(_FORMULA) or cleaned.startswith(_FORMULA) else cleaned


def name_workshop(report: Report, between: str = " ") -> str:
    """Return town and title in one line; a title that begins with the town stands alone."""
    town, title = clean_line(report.municipality), clean_line(report.title)
    return title if title.startswith(town) else f"{town}{between}{title}"


def file_stem(report: Report, kind: str) -> str:
    """Return a file name without ending: town, title, kind and day."""
    day = f"{local(report.as_of):%Y%m%d}"
    name = _NO_FILE_NAME.sub("_", name_workshop(report))[:_LONGEST_NAME].strip("_.")
    return "_".join(part for part in (name, kind, day) if part)


def stamp(moment: datetime) -> datetime:
    """Return the moment without zone and fractions, as file properties want it."""
    return local(moment).replace(tzinfo=None, microsecond=0)
