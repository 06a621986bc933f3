"""The field note (訪問ノート): one page for the weeks in the town, far from this computer.

The page says nothing about anybody, so that a browser may keep it for weeks; what a team knows
comes as JSON beside it and is kept by the page itself.
"""

import json
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from programs.questions import Worksheet
from worksheets.phone.field_sheets import find_field_sheets
from worksheets.phone.field_shell import make_shell
from worksheets.phone.problems import PageNotFound
from worksheets.phone.rendering import answer_packed, read_worker
from worksheets.phone.snapshot import make_own
from worksheets.phone.view import View, read_view
from worksheets.phone.visitors import get_base, get_visitor, get_workshop_of
from worksheets.records import Workshop

_KEEP = 60 * 24 * 60 * 60  # seconds


def _get_field_sheets(workshop: Workshop) -> dict[str, Worksheet]:
    sheets = find_field_sheets(workshop.program)
    if not sheets:
        raise PageNotFound
    return sheets


async def show_field(request: Request) -> Response:
    """Show the page to whoever has the workshop's code; the browser keeps it for the field."""
    workshop = get_workshop_of(request)
    sheets = _get_field_sheets(workshop)
    shell = make_shell(workshop, sheets, get_base(request.scope))
    etag = f'"{shell.tag}"'
    if request.headers.get("if-none-match", "").removeprefix("W/") == etag:
        response = Response(status_code=304)
    else:
        media_type = "text/html; charset=utf-8"
        response = answer_packed(request, shell.plain, media_type=media_type, packed=shell.packed)
    response.headers["Cache-Control"] = f"private, max-age={_KEEP}"
    response.headers["ETag"] = etag
    response.headers["Content-Security-Policy"] = shell.policy
    return response


async def show_field_state(request: Request) -> Response:
    """Answer with what the team knows: its visits, its guide, its records."""
    visitor = get_visitor(request)
    sheets = _get_field_sheets(visitor.workshop)
    view = read_view(visitor)
    team = visitor.workshop.find_team(visitor.person.team)
    meeting = view.place.meeting
    guide = view.list_own(sheets["guide"]) if "guide" in sheets else ()
    state = {
        "code": visitor.workshop.code,
        "revision": view.room.sequence,
        "page": make_shell(visitor.workshop, sheets, visitor.base).tag,
        "person": visitor.person.id,
        "team": visitor.person.team,
        "team_name": team.name if team is not None else "",
        "meeting": f"{meeting.label} {meeting.title}",
        "open": {name: view.is_open(sheet) for name, sheet in sheets.items()},
        "visits": _list_own(view, sheets.get("visits")),
        "records": _list_own(view, sheets["records"]),
        "guide": dict(guide[0].values) if guide else None,
    }
    body = json.dumps(state, ensure_ascii=False, separators=(",", ":")).encode()
    return answer_packed(request, body, media_type="application/json")


def _list_own(view: View, sheet: Worksheet | None) -> list[dict[str, Any]]:
    return [make_own(view, answer) for answer in view.list_own(sheet)] if sheet is not None else []


async def show_field_worker(request: Request) -> Response:
    """Hand out the service worker; browsers take it only on https and on this machine itself."""
    workshop = get_workshop_of(request)
    _get_field_sheets(workshop)
    response = answer_packed(request, read_worker(), media_type="text/javascript; charset=utf-8")
    base = get_base(request.scope)
    response.headers["Service-Worker-Allowed"] = f"{base}/w/{workshop.code}/field"
    response.headers["Cache-Control"] = "no-cache"
    return response
