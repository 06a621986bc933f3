"""The worksheets of the fieldwork as the phone knows them, and how far a team is with them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from programs.model import Program
from programs.questions import Role, Worksheet
from worksheets.promises import SHARING, Reach

# The names the field note knows these worksheets by.
_NAMES = {"visits": Role.VISITS, "guide": Role.GUIDE, "records": Role.INTERVIEWS}
IN_NOTE = frozenset({Role.VISITS, Role.INTERVIEWS})
# What a record may hold whose teller wants nothing passed on: that there was a talk, and what
# was promised in return. Everything else was said, or could tell who said it.
_SILENT = frozenset(
    {"who", "visit", SHARING, "day", "return-what", "return-day", "returned", "return-answer"}
)


@dataclass(frozen=True, slots=True)
class Note:
    """How far a team is, for the card that leads to the field note."""

    visits: int
    met: int
    records: int
    promised: int


def find_field_sheets(program: Program) -> dict[str, Worksheet]:
    """Return the worksheets of the fieldwork by name; empty where a program has no interviews."""
    found: dict[str, Worksheet] = {}
    for name, role in _NAMES.items():
        for sheet in program.worksheets:
            if sheet.role is role:
                found.setdefault(name, sheet)
    return found if "records" in found else {}


def keep_silent(sheet: Worksheet, values: Mapping[str, Any]) -> dict[str, Any]:
    """Drop the words of somebody who asked that nothing be passed on, before they are stored."""
    if sheet.role is Role.INTERVIEWS and values.get(SHARING) == Reach.NONE:
        return {key: value for key, value in values.items() if key in _SILENT}
    return dict(values)
