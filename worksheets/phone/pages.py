"""The participant's page: the present step with everything to write, vote on and read."""

import json
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from programs.model import StepKind
from programs.questions import Worksheet
from worksheets.errors import NotJoined
from worksheets.grouping import find_own_board, list_grouped
from worksheets.participants import list_people
from worksheets.phone.ballots import list_ballots, list_results, list_shown
from worksheets.phone.clock import draw_clock
from worksheets.phone.legibility import read_legibility
from worksheets.phone.problems import wants_json
from worksheets.phone.rating import list_sums
from worksheets.phone.ready import make_signal
from worksheets.phone.rendering import answer_packed, render_page
from worksheets.phone.sheets import Asked, Typed, make_sheet
from worksheets.phone.snapshot import make_snapshot, name_person
from worksheets.phone.table import make_table
from worksheets.phone.view import View, read_view
from worksheets.phone.visitors import Visitor, get_base, get_visitor, get_workshop_of
from worksheets.records import Participant
from worksheets.values import describe_values

_SEE_OTHER = 303
_MOST_SHARED = 200  # cards on a phone; the wall shows them all
_DONE = {
    "saved": "保存しました。",
    "withdrawn": "取り下げました。",
    "voted": "投票しました。",
    "added": "人を足しました。いまはこの人の分を書きます。",
}


async def show_work(request: Request) -> Response:
    """Show the page, or lead a phone that has not joined to the join form."""
    try:
        visitor = get_visitor(request)
    except NotJoined:
        if wants_json(request):
            raise
        code = get_workshop_of(request).code
        return RedirectResponse(f"{get_base(request.scope)}/j/{code}", _SEE_OTHER)
    return answer_work(request, visitor)


async def show_state(request: Request) -> Response:
    """Answer with the JSON snapshot."""
    snapshot = make_snapshot(read_view(get_visitor(request)))
    body = json.dumps(snapshot, ensure_ascii=False, separators=(",", ":")).encode()
    return answer_packed(request, body, media_type="application/json")


def answer_work(
    request: Request, visitor: Visitor, *, typed: Typed | None = None, status: int = 200
) -> Response:
    """Render the page of one person, whole or (`?fragment=1`) only its main part."""
    look = read_legibility(request)
    view = read_view(visitor, look)
    query = request.query_params
    asked = Asked(query.get("edit", ""), query.get("take", ""), query.get("item", ""))
    fragment = request.query_params.get("fragment") == "1"
    return render_page(
        request,
        "main.html" if fragment else "work.html",
        status=status,
        base=visitor.base,
        code=visitor.workshop.code,
        title=f"{view.place.step.title}｜{visitor.workshop.title}",
        done=_DONE.get(request.query_params.get("done", ""), ""),
        visitor=visitor,
        room=view.room,
        place=view.place,
        timer=draw_clock(view.room.timer),
        homework=_list_homework(view),
        sheets=[make_sheet(view, sheet, asked, typed) for sheet in _list_sheets(view)],
        note=view.make_note(),
        boards=_list_boards(view),
        votes=list_ballots(view),
        results=list_results(view),
        shared=_list_shared(view),
        people=_list_people(visitor),
        team=_name_team(visitor, visitor.person.team),
        table=make_table(view),
        signal=make_signal(view),
        cases=_pick(visitor.workshop.program.cases, view.place.step.cases),
        practices=_pick(visitor.workshop.program.practices, view.place.step.practices),
    )


def _list_sheets(view: View) -> list[Worksheet]:
    """Leave out what is only voted on: its cards are in the vote."""
    shown = {*view.place.step.worksheets, *view.room.open_worksheets}
    if view.visitor.plain:
        return list(view.sheets)
    return [sheet for sheet in view.sheets if sheet.key in shown]


def _list_people(visitor: Visitor) -> list[tuple[Participant, str]]:
    device = visitor.device
    return [(person, name_person(person, device)) for person in list_people(device)]


def _pick(items: tuple[Any, ...], keys: tuple[str, ...]) -> list[Any]:
    return [item for item in items if item.key in keys]


def _list_homework(view: View) -> tuple[str, ...]:
    meeting, step = view.place.meeting, view.place.step
    return meeting.homework if step.kind is StepKind.CLOSING else ()


def _name_team(visitor: Visitor, key: str) -> str:
    team = visitor.workshop.find_team(key)
    return team.name if team is not None else ""


def _list_boards(view: View) -> list[dict[str, Any]]:
    """Lead to the boards where cards are grouped now; a phone in the field has none."""
    visitor = view.visitor
    boards = []
    for key in () if visitor.plain else list_grouped(view.place):
        sheet = view.find_sheet(key)
        if sheet is None:
            continue
        own = find_own_board(visitor.workshop, sheet, visitor.person)
        boards.append(
            {
                "key": key,
                "title": sheet.title,
                "team": own.team,
                "address": f"{visitor.base}/w/{visitor.workshop.code}/board/{key}{visitor.query}",
            }
        )
    return boards


def _list_shared(view: View) -> list[dict[str, Any]]:
    lists = []
    shown = list_shown(view)
    for key in view.room.shared:
        sheet = view.find_sheet(key)
        if sheet is None or key in shown:
            continue
        sums = list_sums(view, sheet)
        if sums is not None:
            rated = [
                {"id": one.id, "team": "", "lines": [(one.words, one.said)], "spotlight": False}
                for one in sums
            ]
            told = {"key": key, "title": sheet.title, "answers": rated, "more": 0, "rated": True}
            lists.append(told)
            continue
        given = view.list_given(key)
        known = view.get_known(sheet)
        spotlight = view.room.spotlight
        # The card shown large on the wall comes first, whatever its number.
        ordered = sorted(given, key=lambda answer: answer.id != spotlight)[:_MOST_SHARED]
        answers = [
            {
                "id": answer.id,
                "team": _name_team(view.visitor, answer.team),
                "lines": describe_values(sheet, answer.values, known=known),
                "spotlight": answer.id == spotlight,
            }
            for answer in ordered
        ]
        more = len(given) - len(answers)
        told = {"key": key, "title": sheet.title, "answers": answers, "more": more, "rated": False}
        lists.append(told)
    return lists
