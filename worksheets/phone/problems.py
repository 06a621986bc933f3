"""What goes wrong, as status codes, JSON and Japanese pages. The web's codes live only here."""

import logging
import secrets
import traceback

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from worksheets.errors import (
    BadInput,
    BadValue,
    ChangedMeanwhile,
    JoiningClosed,
    NoSuchThing,
    NotJoined,
    NotYours,
    StorageFailing,
    TooManyCards,
    WorksheetClosed,
    WorksheetError,
    WorkshopNotFound,
)
from worksheets.phone.rendering import render_page
from worksheets.phone.tries import TooManyTries
from worksheets.phone.visitors import get_base, get_path

_log = logging.getLogger(__name__)


class PageNotFound(WorksheetError):
    """No page has this address."""

    def __init__(self) -> None:
        super().__init__("このページはありません。番号を入れて参加しなおしてください。")


class WrongMethod(WorksheetError):
    """The address exists, but not for this kind of request."""

    def __init__(self) -> None:
        super().__init__("この操作はここではできません。画面を読みこみなおしてください。")


class ForeignOrigin(WorksheetError):
    """Another site tried to act for this phone."""

    def __init__(self) -> None:
        super().__init__(
            "ほかのサイトからの操作は受け付けません。投影されているアドレスから開きなおしてください。"
        )


class TooLarge(WorksheetError):
    """The body is larger than any sheet."""

    def __init__(self) -> None:
        super().__init__("書いた内容が大きすぎて送れません。いくつかに分けて送ってください。")


class TooSlow(WorksheetError):
    """The body did not arrive in time."""

    def __init__(self) -> None:
        super().__init__(
            "送る途中で時間がかかりすぎました。電波のよい場所で、もう一度送ってください。"
        )


_STATUS: dict[type[WorksheetError], int] = {
    WorkshopNotFound: 404,
    PageNotFound: 404,
    NoSuchThing: 404,
    WrongMethod: 405,
    JoiningClosed: 409,
    WorksheetClosed: 409,
    ChangedMeanwhile: 409,
    NotJoined: 401,
    NotYours: 403,
    ForeignOrigin: 403,
    BadValue: 400,
    BadInput: 400,
    TooSlow: 408,
    TooLarge: 413,
    TooManyCards: 429,
    TooManyTries: 429,
    StorageFailing: 503,
}
# Only these are worth sending again by itself: waiting does not empty a card limit.
_RETRY_AFTER: dict[type[WorksheetError], str] = {
    StorageFailing: "10",
    TooManyTries: "60",
    TooSlow: "1",
}
_TITLES = {401: "参加の手続き", 404: "見つかりません", 503: "いまは保存できません"}


def get_status(problem: WorksheetError) -> int:
    """Return the status code of a refusal."""
    kinds = type(problem).__mro__
    return next((_STATUS[kind] for kind in kinds if kind in _STATUS), 400)


def answer_problem(request: Request, problem: Exception) -> Response:
    """Turn what was raised into JSON or a page; the unexpected gets a number."""
    if isinstance(problem, WorksheetError):
        response = _respond(request, get_status(problem), str(problem))
        kinds = type(problem).__mro__
        retry = next((_RETRY_AFTER[kind] for kind in kinds if kind in _RETRY_AFTER), None)
        if retry is not None:
            response.headers["Retry-After"] = retry
        return response
    number = secrets.token_hex(3).upper()
    _log_unexpected(request, problem, number)
    message = (
        "申しわけありません。うまくいきませんでした。少し待ってもう一度試し、"
        f"続くときは進行役に番号「{number}」を伝えてください。"
    )
    return _respond(request, 500, message, number)


def wants_json(request: Request) -> bool:
    """Tell whether the asker is a program: an API address, or one that says so."""
    if request.headers.get("content-type", "").startswith("application/json"):
        return True
    accept = request.headers.get("accept", "")
    if "application/json" in accept:
        return True
    # A plain HTML form also posts to the API's addresses and must get a page back.
    path = get_path(request.scope)
    return path.startswith("/w/") and path.count("/") > 2 and "text/html" not in accept  # noqa: PLR2004 -- /w/CODE/…


def _respond(request: Request, status: int, message: str, number: str | None = None) -> Response:
    if wants_json(request):
        body = {"ok": False, "message": message, "number": number}
        return JSONResponse(body, status)
    return render_page(
        request,
        "problem.html",
        status=status,
        base=get_base(request.scope),
        title=_TITLES.get(status, "お知らせ"),
        message=message,
        code=request.path_params.get("code", ""),
        joined=status not in (401, 404),
    )


def _log_unexpected(request: Request, problem: Exception, number: str) -> None:
    # Only types and places: a message may quote an answer, a path may carry a code.
    where = "".join(traceback.format_tb(problem.__traceback__))
    kinds = []
    cause: BaseException | None = problem
    while cause is not None:
        kinds.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
        cause = cause.__cause__ or cause.__context__
    action = request.scope["path"].rstrip("/").rsplit("/", 1)[-1]
    known = (
        action
        if action in {"state", "events", "answers", "votes", "people", "writing", "table"}
        else "page"
    )
    _log.error(
        "problem %s: %s %s: %s\n%s", number, request.method, known, " from ".join(kinds), where
    )
