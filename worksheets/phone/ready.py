"""できました: take the one signal a phone gives about the step, and say how it stands."""

from dataclasses import dataclass
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from worksheets.errors import BadInput
from worksheets.phone.forms import get_one
from worksheets.phone.incoming import Unreadable, is_json, read_form, read_json
from worksheets.phone.problems import wants_json
from worksheets.phone.view import View
from worksheets.phone.visitors import get_visitor
from worksheets.ready import Unit, find_unit, is_ready, name_step, say_ready_async

_SEE_OTHER = 303
_LONGEST_STEP = 90  # letters


@dataclass(frozen=True, slots=True)
class Signal:
    """The button at the end of the page: for whom it speaks, and whether it was pressed."""

    step: str
    for_team: bool
    ready: bool


def make_signal(view: View) -> Signal | None:
    """Return what the button says; None at steps where people only listen."""
    unit = find_unit(view.place)
    if unit is None or view.visitor.plain:
        return None
    person = view.visitor.person
    for_team = unit is Unit.TEAM and bool(person.team)
    return Signal(name_step(view.room), for_team, is_ready(person, view.room, unit))


async def post_ready(request: Request) -> Response:
    """Store that somebody is ready, or no longer; no other phone hears of it."""
    visitor = get_visitor(request)
    if is_json(request):
        data = await read_json(request)
        sent_id, step, on = data.get("sent_id"), data.get("step"), data.get("ready")
        if not isinstance(sent_id, str):
            raise Unreadable
    else:
        form = await read_form(request)
        # A plain form says what should hold, so that a second one does no harm.
        sent_id, step = get_one(form, "sent_id") or uuid4().hex, get_one(form, "step")
        on = {"1": True, "0": False}.get(get_one(form, "ready"))
    if not isinstance(step, str) or len(step) > _LONGEST_STEP or not isinstance(on, bool):
        raise BadInput("「できました」を読みとれません。画面を読みこみなおしてください。")
    sequence = await say_ready_async(visitor.person, sent_id=sent_id, step=step, on=on)
    if wants_json(request):
        return JSONResponse({"ok": True, "ready": on, "revision": sequence})
    return RedirectResponse(f"{visitor.page}#ready", _SEE_OTHER)
