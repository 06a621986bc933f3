"""The field page as one file: style, script and questions inside, named by its content."""

import base64
import gzip
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from programs.questions import Worksheet
from worksheets.phone.rendering import read_field_parts, render
from worksheets.phone.snapshot import describe_question
from worksheets.records import Workshop

_MOST_REMEMBERED = 200


@dataclass(frozen=True, slots=True)
class Shell:
    """The page as it is sent."""

    plain: bytes
    packed: bytes
    tag: str
    policy: str


_shells: dict[tuple[str, str], tuple[Workshop, Shell]] = {}


def make_shell(workshop: Workshop, sheets: Mapping[str, Worksheet], base: str) -> Shell:
    """Make the page of a workshop, the same for everybody, until its program is adapted."""
    place = (workshop.code, base)
    known = _shells.get(place)
    if known is None or known[0] is not workshop:
        if len(_shells) >= _MOST_REMEMBERED:
            _shells.clear()
        known = _shells[place] = (workshop, _make(workshop, sheets, base))
    return known[1]


def _make(workshop: Workshop, sheets: Mapping[str, Worksheet], base: str) -> Shell:
    style, script = read_field_parts()
    described = {name: _describe(sheet) for name, sheet in sheets.items()}
    data = json.dumps(described, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    tag = hashlib.sha256(f"{style}\n{script}\n{data}\n{workshop.title}".encode()).hexdigest()[:16]
    html = render(
        "field.html",
        base=base,
        workshop=workshop,
        tag=tag,
        style=Markup(style),  # noqa: S704 -- our own file
        script=Markup(script),  # noqa: S704 -- our own file
        data=Markup(data),  # noqa: S704 -- no tag can begin in it
    )
    plain = html.encode()
    policy = (
        f"default-src 'none'; script-src 'self' {_sign(script)}; style-src {_sign(style)}; "
        "img-src 'self' data:; connect-src 'self'; worker-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'self'"
    )
    return Shell(plain, gzip.compress(plain, 9, mtime=0), tag, policy)


def _describe(sheet: Worksheet) -> dict[str, Any]:
    return {
        "key": sheet.key,
        "title": sheet.title,
        "lead": sheet.lead,
        "most": sheet.most_cards,
        "questions": [describe_question(question) for question in sheet.questions],
    }


def _sign(text: str) -> str:
    """Name a part of the page by its content, so that only this very part may run."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
