"""Put our own pages beside Streamlit together: stage, remote, door, operation, commands."""

from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from facilitator.access import Access
from facilitator.stage.admin import Run, admin_routes, know_no_commands
from facilitator.stage.boards import board_routes
from facilitator.stage.operation import Lag, operation_routes
from facilitator.stage.problems import HANDLERS
from facilitator.stage.remote import remote_routes
from facilitator.stage.screen import assets_route, stage_routes
from facilitator.stage.signin import signin_routes

_ICON = Path(__file__).parent / "assets" / "icon.svg"


def make_stage_app(access: Access, *, lag: Lag, run: Run = know_no_commands) -> Starlette:
    """Make the app; the gate in front of it decides who gets here."""
    return Starlette(
        routes=[
            *stage_routes(),
            *board_routes(),
            *remote_routes(),
            assets_route(),
            *signin_routes(access),
            *operation_routes(lag),
            *admin_routes(run),
            Route("/favicon.ico", _icon, methods=["GET"]),
        ],
        exception_handlers=HANDLERS,
    )


async def _icon(_request: Request) -> Response:
    return FileResponse(
        _ICON, media_type="image/svg+xml", headers={"cache-control": "max-age=86400"}
    )
