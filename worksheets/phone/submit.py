"""Take answers, withdrawals, votes and added people, from programs (JSON) and plain forms.

Every reply "saved" comes after the commit. A form that was refused is shown again with what
was typed.
"""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from worksheets.answers import save_answer_async, withdraw_async
from worksheets.errors import BadInput, NoSuchThing, WorksheetError
from worksheets.participants import add_person_async
from worksheets.phone.field_sheets import keep_silent
from worksheets.phone.forms import Form, check_places, get_one, read_values
from worksheets.phone.incoming import Unreadable, is_json, read_entries, read_form, read_json
from worksheets.phone.pages import answer_work
from worksheets.phone.problems import get_status, wants_json
from worksheets.phone.rating import AFTER
from worksheets.phone.sheets import Typed
from worksheets.phone.team_sheets import put_pen_down
from worksheets.phone.visitors import Visitor, get_visitor
from worksheets.records import Receipt, Submission
from worksheets.saving import name_rated
from worksheets.votes import cast_async

_SEE_OTHER = 303


async def post_answer(request: Request) -> Response:
    """Store an answer; the same `sent_id` again gives the same reply and stores nothing."""
    visitor = get_visitor(request)
    if is_json(request):
        submission = _read_submission(visitor, await read_json(request))
        receipt = await save_answer_async(submission)
        put_pen_down(visitor, submission.worksheet)
        return _confirm(receipt)
    return await _post_form(request, visitor, await read_form(request))


async def _post_form(request: Request, visitor: Visitor, form: Form) -> Response:
    key = get_one(form, "worksheet")
    sheet = visitor.workshop.program.find_worksheet(key)
    if sheet is None:
        raise NoSuchThing("ワークシート")
    values = keep_silent(sheet, read_values(sheet, form))
    version = get_one(form, "version")
    submission = Submission(
        code=visitor.workshop.code,
        sent_id=get_one(form, "sent_id"),
        worksheet=key,
        values=values,
        participant=visitor.person,
        answer_id=get_one(form, "answer_id") or None,
        version=_read_whole(version),
        begun=_read_whole(get_one(form, "begun")),
    )
    try:
        check_places(sheet, form)
        receipt = await save_answer_async(submission)
    except WorksheetError as refusal:
        if wants_json(request):
            raise
        typed = Typed(key, values, submission.answer_id or "", refusal)
        return answer_work(request, visitor, typed=typed, status=get_status(refusal))
    put_pen_down(visitor, key)
    if wants_json(request):
        return _confirm(receipt)
    rated = name_rated(sheet, values)
    return _return_to(visitor, "saved", f"item={AFTER}{rated}#sheet-{key}" if rated else "")


def _read_whole(text: str) -> int | None:
    return int(text[:9]) if text.isascii() and text.isdigit() else None


def _read_submission(visitor: Visitor, data: dict[str, Any]) -> Submission:
    answer_id, version = data.get("answer_id"), data.get("version")
    begun = data.get("begun")
    if answer_id is not None and not isinstance(answer_id, str):
        raise BadInput("回答の番号を読みとれません。画面を読みこみなおしてください。")
    if version is not None and (isinstance(version, bool) or not isinstance(version, int)):
        raise BadInput("回答の版を読みとれません。画面を読みこみなおしてください。")
    if begun is not None and (isinstance(begun, bool) or not isinstance(begun, int)):
        raise BadInput("書きはじめた時の番号を読みとれません。画面を読みこみなおしてください。")
    key, values = _get_text(data, "worksheet"), _get_values(data)
    sheet = visitor.workshop.program.find_worksheet(key)
    return Submission(
        code=visitor.workshop.code,
        sent_id=_get_text(data, "sent_id"),
        worksheet=key,
        values=keep_silent(sheet, values) if sheet is not None else values,
        participant=visitor.person,
        answer_id=answer_id or None,
        version=version,
        begun=begun,
    )


def _get_values(data: dict[str, Any]) -> dict[str, Any]:
    values = data.get("values")
    if not isinstance(values, dict):
        raise Unreadable
    return values


def _get_text(data: dict[str, Any], name: str) -> str:
    value = data.get(name)
    if not isinstance(value, str) or not value:
        raise Unreadable
    return value


async def delete_answer(request: Request) -> Response:
    """Withdraw an own answer; twice is harmless."""
    visitor = get_visitor(request)
    answer_id = request.path_params["answer_id"]
    receipt = await withdraw_async(visitor.workshop.code, answer_id, participant=visitor.person)
    return _confirm(receipt)


async def post_withdrawal(request: Request) -> Response:
    """Withdraw an own answer from a page without JavaScript: forms know no DELETE."""
    visitor = get_visitor(request)
    answer_id = request.path_params["answer_id"]
    receipt = await withdraw_async(visitor.workshop.code, answer_id, participant=visitor.person)
    return _confirm(receipt) if wants_json(request) else _return_to(visitor, "withdrawn")


async def post_votes(request: Request) -> Response:
    """Replace this person's votes on a worksheet's cards."""
    visitor = get_visitor(request)
    if is_json(request):
        data = await read_json(request)
        sent_id, worksheet = _get_text(data, "sent_id"), _get_text(data, "worksheet")
        choices = data.get("choices")
    else:
        form = await read_form(request)
        sent_id, worksheet = get_one(form, "sent_id"), get_one(form, "worksheet")
        choices = _read_choices(form)
    receipt = await cast_async(
        visitor.workshop.code,
        visitor.person,
        sent_id=sent_id,
        worksheet=worksheet,
        choices=choices,
    )
    return _confirm(receipt) if wants_json(request) else _return_to(visitor, "voted")


def _read_choices(form: Form) -> dict[str, int]:
    choices = {}
    for name in form:
        text = get_one(form, name).strip()
        if name.startswith("vote.") and text:
            if not (text.isascii() and text.isdigit()):
                raise BadInput("票は0以上の数で入れてください。")
            choices[name.removeprefix("vote.")] = int(text[:9])
    return choices


async def post_person(request: Request) -> Response:
    """Add somebody without a phone, for whom this device writes from now on."""
    visitor = get_visitor(request)
    form = await read_entries(request)
    person = await add_person_async(
        visitor.device,
        name=get_one(form, "name"),
        affiliation=get_one(form, "affiliation"),
        field=get_one(form, "field"),
    )
    if wants_json(request):
        return JSONResponse({"ok": True, "participant_id": person.id, "name": person.name})
    return _return_to(Visitor(visitor.base, visitor.workshop, visitor.device, person), "added")


def _confirm(receipt: Receipt) -> Response:
    return JSONResponse({"ok": True, "answer_id": receipt.answer_id, "revision": receipt.revision})


def _return_to(visitor: Visitor, done: str, more: str = "") -> Response:
    joint = "&" if "?" in visitor.page else "?"
    more = f"&{more}" if more else ""
    return RedirectResponse(f"{visitor.page}{joint}done={done}{more}", _SEE_OTHER)
