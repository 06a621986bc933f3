"""Show what went wrong: a page for people, the one JSON shape for programs."""

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from facilitator.asgi import wants_page
from facilitator.stage.pages import show_page
from facilitator.surprises import note_surprise
from worksheets.errors import WorksheetError
from worksheets.phone.problems import get_status

_SENTENCES = {
    404: "このページはありません。アドレスをたしかめるか、進行役の画面からひらきなおしてください。",
    405: "この操作はここではできません。進行役の画面からやりなおしてください。",
    413: "送られた内容が大きすぎます。短くして、もう一度送ってください。",
}
_OTHER = "この操作はできませんでした。画面を読みこみなおして、もう一度お試しください。"
_SURPRISE = (
    "思わぬ不具合が起きました。もう一度お試しください。続くときは、番号を添えて知らせてください。"
)


def show_problem(
    request: Request, message: str, *, status: int, number: str | None = None
) -> Response:
    """Answer with a sentence, as the asker can read it."""
    if wants_page(request.scope):
        return show_page(request, "problem.html", status=status, message=message, number=number)
    body = {"ok": False, "message": message, "number": number}
    return JSONResponse(body, status, headers={"cache-control": "no-store"})


async def show_worksheet_error(request: Request, problem: Exception) -> Response:
    """Translate one of our errors, raised low, for the web."""
    status = get_status(problem) if isinstance(problem, WorksheetError) else 400
    return show_problem(request, str(problem), status=status)


async def show_http_error(request: Request, problem: Exception) -> Response:
    """Translate what Starlette itself refuses."""
    status = problem.status_code if isinstance(problem, HTTPException) else 400
    return show_problem(request, _SENTENCES.get(status, _OTHER), status=status)


async def show_surprise(request: Request, problem: Exception) -> Response:
    """Apologise for what we did not expect; the number is in the log with the details."""
    number = note_surprise(problem)
    return show_problem(request, _SURPRISE, status=500, number=number)


HANDLERS: dict[Any, Any] = {
    WorksheetError: show_worksheet_error,
    HTTPException: show_http_error,
    Exception: show_surprise,
}
