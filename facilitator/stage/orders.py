"""Read what a remote or a wall screen asks for, and carry it out on the room."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request

from facilitator.stage.stills import stop_wall
from worksheets import rooms
from worksheets.errors import BadInput
from worksheets.projecting import release, show_online
from worksheets.records import Given, Room, StageView
from worksheets.voting import show_votes

LARGEST_BODY = 10_000  # bytes
_UNREADABLE = "送られた内容を読みとれません。画面を読みこみなおして、もう一度お試しください。"

_NO_FORM = "操作は JSON(content-type: application/json)で送ってください。"
# What any site's page can make a browser send without asking us first.
_FORMS = ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data")


@dataclass(frozen=True, slots=True)
class Order:
    """A command for a room: its JSON body, and the step and revision it was given for."""

    code: str
    body: dict[str, Any]
    given: Given

    def text(self, name: str) -> str:
        """Return a required text."""
        value = self.body.get(name)
        if not isinstance(value, str) or not value.strip():
            raise BadInput(_UNREADABLE)
        return value.strip()

    def flag(self, name: str) -> bool:
        """Return a required yes or no."""
        value = self.body.get(name)
        if not isinstance(value, bool):
            raise BadInput(_UNREADABLE)
        return value

    def number(self, name: str) -> float:
        """Return a required number."""
        value = self.body.get(name)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise BadInput("時間は分の数で入れてください。")
        return value


async def read_order(request: Request, code: str) -> Order:
    """Read an order; an empty body is one for whatever is current."""
    raw = b""
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > LARGEST_BODY:
            raise HTTPException(413)
    if raw.strip() and _comes_from_a_form(request):
        raise BadInput(_NO_FORM)
    try:
        body = json.loads(raw) if raw.strip() else {}
    except (ValueError, RecursionError) as problem:
        raise BadInput(_UNREADABLE) from problem
    if not isinstance(body, dict):
        raise BadInput(_UNREADABLE)
    return Order(code, body, _read_given(body))


def _comes_from_a_form(request: Request) -> bool:
    """Tell whether a page's form could have sent this with somebody's cookie."""
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    return media_type in _FORMS and "authorization" not in request.headers


def _read_given(body: dict[str, Any]) -> Given:
    step, revision = body.get("step"), body.get("revision")
    if step is not None and not isinstance(step, str):
        raise BadInput(_UNREADABLE)
    if revision is not None and (isinstance(revision, bool) or not isinstance(revision, int)):
        raise BadInput(_UNREADABLE)
    return Given(step=step, revision=revision)


# --- what each order does -------------------------------------------------------------------


async def _next(order: Order) -> Room:
    return await rooms.go_async(order.code, "next", order.given)


async def _back(order: Order) -> Room:
    return await rooms.go_async(order.code, "back", order.given)


async def _go(order: Order) -> Room:
    """Go to `to` ("MEETING/STEP"), or to `meeting` and `step_key`.

    `step` is the step the order was given for. Only where nothing else names the target is
    it read as the target, because that is what somebody writing by hand would mean.
    """
    body, given = order.body, order.given
    if "to" in body:
        target = order.text("to")
    elif "step_key" in body:
        target = f"{order.text('meeting')}/{order.text('step_key')}"
    else:
        step = order.text("step")
        target = f"{order.text('meeting')}/{step}" if "meeting" in body else step
        given = Given(revision=given.revision)
    return await rooms.go_async(order.code, target, given)


async def _timer(order: Order) -> Room:
    action = order.text("action")
    if action in ("start", "add"):
        function = rooms.start_timer if action == "start" else rooms.add_minutes
        return await rooms.change_async(
            function, order.code, order.number("minutes"), given=order.given
        )
    plain = {"pause": rooms.pause_timer, "resume": rooms.resume_timer, "stop": rooms.stop_timer}
    if action not in plain:
        raise BadInput("時計の操作は start、pause、resume、add、stop のどれかです。")
    return await rooms.change_async(plain[action], order.code, given=order.given)


async def _worksheet(order: Order) -> Room:
    function = rooms.open_worksheet if order.flag("open") else rooms.close_worksheet
    return await rooms.change_async(
        function, order.code, order.text("worksheet"), given=order.given
    )


async def _votes(order: Order) -> Room:
    if "show" in order.body:
        return await rooms.change_async(
            show_votes,
            order.code,
            order.text("worksheet"),
            on=order.flag("show"),
            given=order.given,
        )
    function = rooms.open_votes if order.flag("open") else rooms.close_votes
    return await rooms.change_async(
        function, order.code, order.text("worksheet"), given=order.given
    )


async def _share(order: Order) -> Room:
    return await rooms.change_async(
        rooms.share, order.code, order.text("worksheet"), on=order.flag("on"), given=order.given
    )


async def _view(order: Order) -> Room:
    try:
        view = StageView(order.text("view"))
    except ValueError as problem:
        raise BadInput("投影の画面は join、step、answers、order、blank のどれかです。") from problem
    return await rooms.change_async(rooms.show_on_stage, order.code, view, given=order.given)


async def _spotlight(order: Order) -> Room:
    """Show the card `answer` large, or none; with `worksheet` its sheet is shown, too."""
    answer_id = None if order.body.get("answer") is None else order.text("answer")
    if answer_id is not None and "worksheet" in order.body:
        key = order.text("worksheet")
        return await rooms.change_async(
            rooms.show_large, order.code, key, answer_id, given=order.given
        )
    return await rooms.change_async(rooms.spotlight, order.code, answer_id, given=order.given)


async def _freeze(order: Order) -> Room:
    """Stop the wall where it is with `on`, let it go on without."""
    function = stop_wall if order.flag("on") else release
    return await rooms.change_async(function, order.code, given=order.given)


async def _online(order: Order) -> Room:
    """Show the wall in an online meeting with `on`, in the hall alone without."""
    return await rooms.change_async(show_online, order.code, on=order.flag("on"), given=order.given)


async def _notice(order: Order) -> Room:
    text = "" if order.body.get("text") == "" else order.text("text")
    return await rooms.change_async(rooms.post_notice, order.code, text, given=order.given)


async def _ready(order: Order) -> Room:
    return await rooms.change_async(
        rooms.show_ready, order.code, on=order.flag("shown"), given=order.given
    )


ORDERS: dict[str, Callable[[Order], Awaitable[Room]]] = {
    "next": _next,
    "back": _back,
    "go": _go,
    "timer": _timer,
    "worksheet": _worksheet,
    "votes": _votes,
    "share": _share,
    "view": _view,
    "spotlight": _spotlight,
    "freeze": _freeze,
    "online": _online,
    "notice": _notice,
    "ready": _ready,
}
