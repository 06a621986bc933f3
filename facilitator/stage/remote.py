"""Serve the facilitator's phone: its page, its state, and the orders it gives."""

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from facilitator.stage.orders import ORDERS, read_order
from facilitator.stage.pages import show_page
from facilitator.stage.problems import show_problem
from facilitator.stage.screen import POLICY, find_asked_workshop
from facilitator.stage.snapshots import make_remote_state
from facilitator.stage.watching import is_foreign
from worksheets.errors import ChangedMeanwhile

_NO_STORE = {"cache-control": "no-store"}
_UNKNOWN = "この操作はありません。画面を読みこみなおしてください。"
_FOREIGN = "ほかのサイトからの操作は受け付けません。リモコンの画面からやりなおしてください。"


def remote_routes() -> list[BaseRoute]:
    """Return what lies under /remote."""
    return [
        Route("/remote/{code}", _page, methods=["GET"]),
        Route("/remote/{code}/", _without_slash, methods=["GET"]),
        Route("/remote/{code}/state", _state, methods=["GET"]),
        Route("/remote/{code}/{order}", _carry_out, methods=["POST"]),
    ]


async def _page(request: Request) -> Response:
    workshop = find_asked_workshop(request)
    response = show_page(request, "remote.html", title=workshop.title, code=workshop.code)
    response.headers["content-security-policy"] = POLICY
    return response


async def _without_slash(request: Request) -> Response:
    # Relative, so that it also holds behind a proxy that adds a prefix.
    return RedirectResponse(f"../{find_asked_workshop(request).code}", 307)


async def _state(request: Request) -> Response:
    workshop = find_asked_workshop(request)
    return JSONResponse(make_remote_state(workshop.code), headers=_NO_STORE)


async def _carry_out(request: Request) -> Response:
    """Carry out one order and answer with the fresh state, also when it came too late."""
    carry_out = ORDERS.get(request.path_params["order"])
    if carry_out is None:
        return show_problem(
            request, "この操作はありません。画面を読みこみなおしてください。", status=404
        )
    if is_foreign(request):
        return show_problem(request, _FOREIGN, status=403)
    code = find_asked_workshop(request).code
    order = await read_order(request, code)
    try:
        await carry_out(order)
    except ChangedMeanwhile as problem:
        body = {"ok": False, "message": str(problem), "number": None}
        return JSONResponse(body | {"state": make_remote_state(code)}, 409, headers=_NO_STORE)
    return JSONResponse(make_remote_state(code), headers=_NO_STORE)
