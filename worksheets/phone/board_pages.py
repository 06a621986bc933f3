"""Answer with a board: its page, its state for scripts, what may belong together.

The page is the same for phones, PCs and the facilitator; without scripts its forms group the
cards that are ticked.
"""

import asyncio
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from worksheets.phone.board_desk import (
    Desk,
    asks_for_promise,
    carry_out,
    make_quick_tag,
    read_state,
)
from worksheets.phone.forms import Form, get_one
from worksheets.phone.incoming import is_json, read_form, read_json
from worksheets.phone.rendering import answer_packed, find_board_assets, render_page
from worksheets.suggesting import Suggest, Suggested

TAG = "Board-Tag"
_SEE_OTHER, _NO_CONTENT = 303, 204
_JSON = "application/json"
_NONE = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """Another board of the same worksheet, one press away."""

    name: str
    address: str
    current: bool


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where the page lies: before all paths, its own address, the page it leads back to.

    `room` is the address of the whole room's board, empty on it; `cookies` the path of cookies.
    """

    base: str
    here: str
    query: str
    back: str
    back_words: str
    room: str
    cookies: str = "/"
    tabs: Sequence[Tab] = ()


async def show_board_page(request: Request, desk: Desk, around: Surroundings) -> Response:
    """Answer with the page; what it shows first is inside."""
    quick = make_quick_tag(desk)
    state = await asyncio.to_thread(read_state, desk)
    style, script = find_board_assets()
    data = state.body.decode().replace("<", "\\u003c")
    return render_page(
        request,
        "board.html",
        around=around,
        base=around.base,
        desk=desk,
        view=desk.read(),
        promised=asks_for_promise(desk.sheet),
        suggests=find_suggest(request) is not None,
        sent_id=secrets.token_hex(16),
        data=Markup(data),  # noqa: S704 -- no tag can begin in it
        tag=f"{quick}.{state.tag}",
        title=f"{desk.sheet.title}をまとめる｜{desk.workshop.title}",
        board_style=style.name,
        board_script=script.name,
        done=request.query_params.get("done", ""),
    )


async def answer_board_state(request: Request, desk: Desk) -> Response:
    """Answer with the board; 204 where the asker knows it already."""
    quick = make_quick_tag(desk)
    known_quick, _, known = request.query_params.get("known", "").rpartition(".")
    if known and known_quick == quick:
        return _answer_nothing(f"{quick}.{known}")
    state = await asyncio.to_thread(read_state, desk)
    if known == state.tag:
        return _answer_nothing(f"{quick}.{state.tag}")
    return _answer(request, state.body, f"{quick}.{state.tag}")


def _answer_nothing(tag: str) -> Response:
    return Response(status_code=_NO_CONTENT, headers={TAG: tag, "Cache-Control": "no-store"})


def _answer(request: Request, body: bytes, tag: str = "") -> Response:
    response = answer_packed(request, body, media_type=_JSON)
    response.headers["Cache-Control"] = "no-store"
    if tag:
        response.headers[TAG] = tag
    return response


async def take_board_order(request: Request, desk: Desk, around: Surroundings) -> Response:
    """Carry out what somebody did, and answer with the board as it is then."""
    if not is_json(request):
        await carry_out(desk, _read_form_order(await read_form(request)))
        return RedirectResponse(f"{around.here}{around.query}", _SEE_OTHER)
    await carry_out(desk, await read_json(request))
    quick = make_quick_tag(desk)
    state = await asyncio.to_thread(read_state, desk)
    return _answer(request, state.body, f"{quick}.{state.tag}")


def _read_form_order(form: Form) -> Mapping[str, Any]:
    """Read a plain form as the order a script would send."""
    names = ("sent_id", "do", "label", "cluster", "into")
    order: dict[str, Any] = {name: get_one(form, name) for name in names}
    order["cards"] = list(form.get("card", ()))
    if order["into"] == _NONE:
        del order["into"]
    return order


# --- what may belong together ----------------------------------------------------------------


def find_suggest(request: Request) -> Suggest | None:
    """Return how clusters are suggested, where the product was started with a way to."""
    found: Suggest | None = request.scope.get("suggest")
    return found


async def answer_suggestions(request: Request, desk: Desk) -> Response:
    """Answer with loners that may belong together, each group with the reason."""
    suggest = find_suggest(request)
    loners = desk.read().loners
    found: tuple[Suggested, ...] = ()
    if suggest is not None and len(loners) > 1:
        found = await asyncio.to_thread(suggest, [card.text for card in loners])
    suggestions = [
        {
            "label": one.label,
            "reason": one.reason,
            "cards": [loners[number].id for number in one.members],
        }
        for one in found
    ]
    body = json.dumps({"ok": True, "suggestions": suggestions}, ensure_ascii=False).encode()
    return _answer(request, body)
