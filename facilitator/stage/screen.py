"""Serve the wall screen: its page, its state, its QR codes, its WebSocket, its assets."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import plotly
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from facilitator.addresses import join_url
from facilitator.stage.pages import show_page
from facilitator.stage.pictures import draw_qr, make_wifi_text
from facilitator.stage.snapshots import make_stage_state
from facilitator.stage.standing import Json
from facilitator.stage.stills import make_shown_state
from facilitator.stage.watching import watch
from worksheets.errors import NoSuchThing
from worksheets.records import Workshop
from worksheets.rooms import get_room
from worksheets.workshops import get_workshop, normalise_code

_ASSETS = Path(__file__).parent / "assets"
# Plotly brings its script for browsers along, so maps are drawn without fetching anything.
_PLOTLY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"

# Participants' words are on this page: nothing inline, nothing from elsewhere, no form.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
_NO_STORE = {"cache-control": "no-store"}


def stage_routes() -> list[BaseRoute]:
    """Return what lies under /stage."""
    return [
        Route("/stage/{code}", _page, methods=["GET"]),
        Route("/stage/{code}/", _without_slash, methods=["GET"]),
        Route("/stage/{code}/state", _state, methods=["GET"]),
        Route("/stage/{code}/qr.svg", _join_picture, methods=["GET"]),
        Route("/stage/{code}/wifi.svg", _network_picture, methods=["GET"]),
        WebSocketRoute("/stage/{code}/live", watch),
    ]


def assets_route() -> BaseRoute:
    """Return the styles and scripts of all pages beside Streamlit."""
    return Mount("/stage-assets", _Assets(directory=_ASSETS), name="stage-assets")


def find_asked_workshop(request: Request) -> Workshop:
    """Return the workshop in the address or raise WorkshopNotFound."""
    return get_workshop(normalise_code(request.path_params["code"]))


async def _page(request: Request) -> Response:
    workshop = find_asked_workshop(request)
    response = show_page(
        request,
        "stage.html",
        title=workshop.title,
        code=workshop.code,
        preview="preview" in request.query_params,
    )
    response.headers["content-security-policy"] = POLICY
    return response


async def _without_slash(request: Request) -> Response:
    # Relative, so that it also holds behind a proxy that adds a prefix.
    return RedirectResponse(f"../{find_asked_workshop(request).code}", 307)


async def _state(request: Request) -> Response:
    workshop = find_asked_workshop(request)
    # With hundreds of cards this takes tens of milliseconds, and phones are waiting for receipts.
    # Whoever leads sees what comes behind a wall that stands still.
    make = make_stage_state if "ahead" in request.query_params else make_shown_state
    return await asyncio.to_thread(_answer_state, workshop.code, make)


def _answer_state(code: str, make: Callable[[str], Json]) -> Response:
    return JSONResponse(make(code), headers=_NO_STORE)


async def _join_picture(request: Request) -> Response:
    return _answer_picture(join_url(find_asked_workshop(request).code))


async def _network_picture(request: Request) -> Response:
    workshop = find_asked_workshop(request)
    options = workshop.options
    if not options.network_name or get_room(workshop.code).online:
        raise NoSuchThing("会場のWi-Fiの設定")
    return _answer_picture(make_wifi_text(options.network_name, options.network_password))


def _answer_picture(text: str) -> Response:
    return Response(draw_qr(text), media_type="image/svg+xml", headers=_NO_STORE)


class _Assets(StaticFiles):
    """Files that browsers keep but ask about, so that an update shows at once."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        if path == _PLOTLY.name:
            return FileResponse(_PLOTLY, headers={"cache-control": "max-age=86400"})
        response = await super().get_response(path, scope)
        response.headers.setdefault("cache-control", "no-cache")
        return response
