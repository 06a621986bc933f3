"""Come in: type the code, read what happens with one's words, join, come back."""

from dataclasses import dataclass
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from worksheets.errors import BadValue, JoiningClosed, WorksheetError, WorkshopNotFound
from worksheets.participants import join_async
from worksheets.people_rows import NAME
from worksheets.phone.forms import Form, get_one
from worksheets.phone.incoming import read_entries
from worksheets.phone.problems import get_status, wants_json
from worksheets.phone.rendering import render_page
from worksheets.phone.visitors import (
    find_device,
    get_base,
    get_workshop_to_join,
    is_https,
    make_cookie,
)
from worksheets.records import TeamChoice, Workshop
from worksheets.workshops import normalise_code

_SEE_OTHER = 303
_CODE_LENGTH = 6
_NOT_IN_CODES = "ILO01"


@dataclass(frozen=True, slots=True)
class Entries:
    """What was typed into the join form."""

    name: str = ""
    affiliation: str = ""
    field: str = ""
    team: str = ""
    shared: bool = False


async def show_code_entry(request: Request) -> Response:
    """Show the code entry; with `?code=` go on to that workshop or say what is wrong."""
    typed = request.query_params.get("code")
    base = get_base(request.scope)
    if typed is None:
        return render_page(request, "code.html", base=base, title="参加する", typed="", error="")
    code = normalise_code(typed)
    error, status = _find_mistake(code), 400
    if not error:
        try:
            get_workshop_to_join(request, code)
        except WorkshopNotFound as problem:
            error, status = str(problem), get_status(problem)
        else:
            return RedirectResponse(f"{base}/j/{quote(code)}", _SEE_OTHER)
    return render_page(
        request,
        "code.html",
        status=status,
        base=base,
        title="参加する",
        typed=typed[:60],
        error=error,
    )


def _find_mistake(code: str) -> str:
    """Say what is wrong with a typed code, as exactly as can be."""
    if not code:
        return "番号を入れてください。投影されている6文字です。"
    odd = "".join(letter for letter in dict.fromkeys(code) if not letter.isascii())
    if odd:
        return f"番号は英字と数字だけです。「{odd}」は使いません。"
    if len(code) != _CODE_LENGTH:
        return f"番号は{_CODE_LENGTH}文字です。いまは{len(code)}文字です。"
    confused = "・".join(letter for letter in _NOT_IN_CODES if letter in code)
    if confused:
        return (
            f"番号に {confused} は使われていません。"
            "よく似た文字（J、Q、D など）でないか、投影をもう一度たしかめてください。"
        )
    return ""


async def show_join(request: Request) -> Response:
    """Show the join form; a phone that has joined goes on to its page as the same person."""
    workshop = get_workshop_to_join(request, normalise_code(request.path_params["code"]))
    if find_device(request, workshop) is not None and "new" not in request.query_params:
        return _go_on(request, workshop)
    if not workshop.options.joining_open:
        raise JoiningClosed(workshop.title)
    return _render(request, workshop, Entries())


async def post_join(request: Request) -> Response:
    """Take the phone in and send it to its page."""
    workshop = get_workshop_to_join(request, normalise_code(request.path_params["code"]))
    form = await read_entries(request)
    # A second tap on the button must not make a second participant.
    if find_device(request, workshop) is not None and not get_one(form, "new"):
        return _go_on(request, workshop)
    entries = _read_entries(form)
    try:
        joined = await join_async(
            workshop.code,
            name=entries.name,
            affiliation=entries.affiliation,
            field=entries.field,
            team=entries.team,
            shared_device=entries.shared,
        )
    except JoiningClosed:
        raise
    except WorksheetError as refusal:
        if wants_json(request):
            raise
        return _render(
            request,
            workshop,
            entries,
            error=str(refusal),
            name_wrong=isinstance(refusal, BadValue) and refusal.label == NAME,
            status=get_status(refusal),
        )
    response = _go_on(request, workshop)
    response.headers.append("Set-Cookie", make_cookie(request, workshop, joined.token))
    return response


def _read_entries(form: Form) -> Entries:
    return Entries(
        name=get_one(form, "name"),
        affiliation=get_one(form, "affiliation"),
        field=get_one(form, "field"),
        team=get_one(form, "team"),
        shared=bool(get_one(form, "shared")),
    )


def _go_on(request: Request, workshop: Workshop) -> Response:
    return RedirectResponse(f"{get_base(request.scope)}/w/{workshop.code}", _SEE_OTHER)


def _render(
    request: Request,
    workshop: Workshop,
    entries: Entries,
    *,
    error: str = "",
    name_wrong: bool = False,
    status: int = 200,
) -> Response:
    return render_page(
        request,
        "join.html",
        status=status,
        base=get_base(request.scope),
        title=f"参加する｜{workshop.title}",
        workshop=workshop,
        assigned=workshop.options.team_choice is TeamChoice.ASSIGN,
        entries=entries,
        again="new" in request.query_params,
        secure=is_https(request),
        error=error,
        name_wrong=name_wrong,
    )
