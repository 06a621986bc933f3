"""Decide who may do what: one small table of roles, one of places.

Gate, pages and commands all ask here. What is not in a table only the office may do.
"""

from collections.abc import Mapping
from enum import StrEnum

from facilitator.access import Badge
from facilitator.asgi import belongs
from worksheets import workshops
from worksheets.codes import normalise_code
from worksheets.passes import PassRole, find_pass


class Standing(StrEnum):
    """What somebody is in a workshop."""

    OFFICE = "office"  # came in with the passcode
    FACILITATOR = "facilitator"  # has the workshop's own key
    HELPER = "helper"
    VIEWER = "viewer"
    OBSERVER = "observer"


class Need(StrEnum):
    """What a place or a command asks for."""

    TOTALS = "totals"  # numbers and charts, no single answer, no name
    SEE = "see"  # what the room is at and what people wrote
    RUN = "run"  # move the room, write for people, take files home
    MANAGE = "manage"  # keys, how long it is kept, deleting it
    OFFICE = "office"  # all workshops, new ones, backups
    COMMAND = "command"  # the machine's own command line


_RUNS = frozenset({Need.TOTALS, Need.SEE, Need.RUN})
GRANTED: Mapping[Standing, frozenset[Need]] = {
    Standing.OFFICE: _RUNS | {Need.MANAGE, Need.OFFICE},
    Standing.FACILITATOR: _RUNS | {Need.MANAGE},
    Standing.HELPER: _RUNS,
    Standing.VIEWER: frozenset({Need.TOTALS, Need.SEE}),
    Standing.OBSERVER: frozenset({Need.TOTALS}),
}
LABELS: Mapping[Standing, str] = {
    Standing.OFFICE: "事務局",
    Standing.FACILITATOR: "進行役",
    Standing.HELPER: "副進行役",
    Standing.VIEWER: "見るだけの人",
    Standing.OBSERVER: "集計だけを見る人",
}

# The console's pages, by their address.
PAGES: Mapping[str, Need] = {
    "": Need.TOTALS,  # the list of workshops, each sees only their own
    "home": Need.TOTALS,
    "totals": Need.TOTALS,
    "run": Need.SEE,
    "order": Need.SEE,
    "summary": Need.SEE,
    "guide": Need.SEE,
    "people": Need.RUN,
    "enter": Need.RUN,
    "notes": Need.RUN,
    "files": Need.RUN,
    "visits": Need.RUN,
    "overlaps": Need.RUN,
    "options": Need.RUN,
    "passes": Need.MANAGE,
    "keeping": Need.MANAGE,
    "safety": Need.OFFICE,
    "new": Need.OFFICE,
}

_BY_WORKSHOP = ("/stage", "/remote")
_READING = ("GET", "HEAD")


def find_standing(badge: Badge | None, code: str) -> Standing | None:
    """Return what this badge is in a workshop, read anew each time: keys end at once."""
    if badge is None:
        return None
    if badge.everything or badge.admin:
        return Standing.OFFICE
    key = badge.keys.get(code)
    return find_key_standing(code, key) if key else None


def find_key_standing(code: str, key: str) -> Standing | None:
    """Return what a key lets somebody be in a workshop."""
    if workshops.is_key(code, key):
        return Standing.FACILITATOR
    found = find_pass(key)
    if found is None or found.code != code:
        return None
    return {
        PassRole.HELPER: Standing.HELPER,
        PassRole.VIEWER: Standing.VIEWER,
        PassRole.OBSERVER: Standing.OBSERVER,
    }[found.role]


def find_owner(key: str) -> tuple[str, Standing] | None:
    """Return which workshop a key belongs to, and what it lets somebody be there."""
    code = workshops.find_by_key(key)
    if code:
        return code, Standing.FACILITATOR
    found = find_pass(key)
    standing = find_key_standing(found.code, key) if found else None
    return (found.code, standing) if found and standing else None


def may(badge: Badge | None, need: Need, code: str = "") -> bool:
    """Tell whether this badge may do that; without a code, in any of its workshops."""
    if badge is None:
        return False
    if badge.admin:
        return True
    if need is Need.COMMAND:
        return False
    if badge.everything:
        return True
    codes = [code] if code else list(badge.keys)
    standings = (find_standing(badge, one) for one in codes)
    return any(need in GRANTED[standing] for standing in standings if standing)


def find_need(path: str, method: str) -> Need:
    """Return what an address asks for; a WebSocket counts as reading."""
    if belongs(path, ("/admin",)):
        return Need.COMMAND
    if belongs(path, ("/metrics",)):
        return Need.RUN
    if belongs(path, ("/stage",)):
        board = path.split("/")[3:4] == ["board"]
        return Need.SEE if method in _READING and not board else Need.RUN
    if belongs(path, ("/remote",)):
        return Need.RUN
    # Streamlit's pages: all are one page and one WebSocket, so each page asks again for itself.
    return Need.TOTALS if method in _READING else Need.RUN


def may_enter(badge: Badge | None, path: str, method: str = "GET") -> bool:
    """Tell whether this badge opens this address."""
    if belongs(path, _BY_WORKSHOP) and not find_code(path):
        return may(badge, Need.OFFICE)
    return may(badge, find_need(path, method), find_code(path))


def find_code(path: str) -> str:
    """Return the join code in the address of a stage or remote, else an empty text."""
    if not belongs(path, _BY_WORKSHOP):
        return ""
    return normalise_code(path.removeprefix("/").partition("/")[2].partition("/")[0])


def find_landing(code: str, standing: Standing) -> str:
    """Return where somebody who comes in with a key begins."""
    if standing is Standing.OBSERVER:
        return f"/totals?code={code}"
    if standing is Standing.VIEWER:
        return f"/run?code={code}"
    return f"/remote/{code}"
