"""Put the phone app together: addresses, security headers, one place for everything that fails."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from worksheets.phone.about import post_legibility, show_readable
from worksheets.phone.board import (
    post_board,
    show_board,
    show_board_state,
    show_board_suggestions,
)
from worksheets.phone.field import show_field, show_field_state, show_field_worker
from worksheets.phone.incoming import check_origin
from worksheets.phone.joining import post_join, show_code_entry, show_join
from worksheets.phone.pages import show_state, show_work
from worksheets.phone.privacy import post_erasure, show_privacy
from worksheets.phone.problems import PageNotFound, WrongMethod, answer_problem
from worksheets.phone.ready import post_ready
from worksheets.phone.rendering import answer_packed, find_asset, list_assets
from worksheets.phone.stream import Headers, Streams
from worksheets.phone.submit import (
    delete_answer,
    post_answer,
    post_person,
    post_votes,
    post_withdrawal,
)
from worksheets.phone.table import post_table, show_table
from worksheets.phone.team_sheets import post_writing
from worksheets.phone.visitors import Visitor, get_base, get_visitor, is_https, take_turn
from worksheets.suggesting import Suggest

Endpoint = Callable[[Request], Awaitable[Response]]

_SEE_OTHER = 303
_READING = ("GET", "HEAD")
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
_HEADERS: Headers = [
    (b"content-security-policy", PAGE_POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    # With no-referrer browsers would send "Origin: null" from our own forms.
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
]

# Only where browsers heed it; on plain http, the usual hall, they complain about it on each page.
_OPENER = (b"cross-origin-opener-policy", b"same-origin")


async def _show_asset(request: Request) -> Response:
    asset = find_asset(request.path_params["name"])
    if asset is None:
        raise PageNotFound
    response = answer_packed(request, asset.plain, media_type=asset.media_type, packed=asset.packed)
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


async def _lead_to_entry(request: Request) -> Response:
    return RedirectResponse(f"{get_base(request.scope)}/j", _SEE_OTHER)


async def _refuse(_request: Request) -> Response:
    raise PageNotFound


_EVENTS = Route("/w/{code}/events", _refuse, methods=["GET"])  # answered by Streams
_ROUTES = (
    Route("/w/{code}/answers", post_answer, methods=["POST"]),
    _EVENTS,
    Route("/w/{code}", show_work, methods=["GET"]),
    Route("/w/{code}/state", show_state, methods=["GET"]),
    Route("/w/{code}/field", show_field, methods=["GET"]),
    Route("/w/{code}/field/state", show_field_state, methods=["GET"]),
    Route("/w/{code}/field/worker.js", show_field_worker, methods=["GET"]),
    Route("/w/{code}/board/{worksheet}", show_board, methods=["GET"]),
    Route("/w/{code}/board/{worksheet}", post_board, methods=["POST"]),
    Route("/w/{code}/board/{worksheet}/state", show_board_state, methods=["GET"]),
    Route("/w/{code}/board/{worksheet}/suggestions", show_board_suggestions, methods=["GET"]),
    Route("/w/{code}/votes", post_votes, methods=["POST"]),
    Route("/w/{code}/answers/{answer_id}", delete_answer, methods=["DELETE"]),
    Route("/w/{code}/answers/{answer_id}", post_withdrawal, methods=["POST"]),
    Route("/w/{code}/people", post_person, methods=["POST"]),
    Route("/w/{code}/table", show_table, methods=["GET"]),
    Route("/w/{code}/table", post_table, methods=["POST"]),
    Route("/w/{code}/writing", post_writing, methods=["POST"]),
    Route("/w/{code}/ready", post_ready, methods=["POST"]),
    Route("/j/readable", show_readable, methods=["GET"]),
    Route("/j/readable", post_legibility, methods=["POST"]),
    Route("/j/{code}/privacy", show_privacy, methods=["GET"]),
    Route("/j/{code}/privacy", post_erasure, methods=["POST"]),
    Route("/j/{code}", show_join, methods=["GET"]),
    Route("/j/{code}", post_join, methods=["POST"]),
    Route("/j", show_code_entry, methods=["GET"]),
    Route("/w", _lead_to_entry, methods=["GET"]),
    Route("/phone/{name}", _show_asset, methods=["GET"]),
)


def make_phone_app(suggest: Suggest | None = None) -> ASGIApp:
    """Make the ASGI app for /j, /w and /phone; it answers every path it is given.

    `suggest` says which cards may belong together; without it boards offer no suggestions.
    """
    list_assets()  # joined and compressed now, not at the first phone
    return _PhoneApp(suggest)


class _PhoneApp:
    def __init__(self, suggest: Suggest | None) -> None:
        self._streams = Streams()
        self._suggest = suggest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 4404})
            return
        if scope["type"] != "http":
            return
        if len(scope["path"]) > 1 and scope["path"].endswith("/"):
            scope = {**scope, "path": scope["path"].rstrip("/")}
        scope.setdefault("path_params", {})
        scope["suggest"] = self._suggest
        request = Request(scope, receive)
        try:
            response = await _respond(request)
        except ClientDisconnect:
            return
        except Exception as problem:  # noqa: BLE001 -- whatever fails must be told in Japanese
            response = answer_problem(request, problem)
        if isinstance(response, Visitor):
            await self._streams.serve(response, scope, receive, send, _list_headers(request))
            return
        known = {name for name, _ in response.raw_headers}
        more = _list_headers(request)
        response.raw_headers += [header for header in more if header[0] not in known]
        response.headers.setdefault("Cache-Control", "no-store")
        await response(scope, receive, send)


def _list_headers(request: Request) -> Headers:
    return [*_HEADERS, _OPENER] if is_https(request) else _HEADERS


async def _respond(request: Request) -> Response | Visitor:
    """Answer a request; a visitor who wants to listen is handed to the streams."""
    route = _find_route(request.scope)
    if route is _EVENTS and request.method == "GET":
        return get_visitor(request)
    if request.method not in _READING:
        check_origin(request)
    if "code" in request.path_params or "code" in request.query_params:
        await take_turn(request)
    endpoint: Endpoint = route.endpoint
    return await endpoint(request)


def _find_route(scope: MutableMapping[str, Any]) -> Route:
    known = False
    for route in _ROUTES:
        match, child = route.matches(scope)
        if match is Match.FULL:
            scope.update(child)
            return route
        known = known or match is Match.PARTIAL
    raise WrongMethod if known else PageNotFound
