"""Serve boards to phones: the own team's, and the whole room's once it has been begun."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from worksheets.clusters import get_stored_board
from worksheets.errors import NoSuchThing, NotJoined
from worksheets.grouping import find_own_board, find_room_board, list_grouped
from worksheets.phone.board_desk import Desk
from worksheets.phone.board_pages import (
    Surroundings,
    Tab,
    answer_board_state,
    answer_suggestions,
    show_board_page,
    take_board_order,
)
from worksheets.phone.problems import wants_json
from worksheets.phone.visitors import Visitor, get_base, get_visitor, get_workshop_of
from worksheets.rooms import get_place

_SEE_OTHER = 303
_ROOM = "room"


async def show_board(request: Request) -> Response:
    """Show the page, or lead a phone that has not joined to the join form."""
    try:
        visitor = get_visitor(request)
    except NotJoined:
        if wants_json(request):
            raise
        code = get_workshop_of(request).code
        return RedirectResponse(f"{get_base(request.scope)}/j/{code}", _SEE_OTHER)
    desk = _find_desk(request, visitor)
    return await show_board_page(request, desk, _look_around(visitor, desk))


async def show_board_state(request: Request) -> Response:
    """Answer with the board as JSON."""
    return await answer_board_state(request, _find_desk(request, get_visitor(request)))


async def show_board_suggestions(request: Request) -> Response:
    """Answer with loners that may belong together."""
    return await answer_suggestions(request, _find_desk(request, get_visitor(request)))


async def post_board(request: Request) -> Response:
    """Carry out what this person did on the board."""
    visitor = get_visitor(request)
    desk = _find_desk(request, visitor)
    return await take_board_order(request, desk, _look_around(visitor, desk))


def _find_desk(request: Request, visitor: Visitor) -> Desk:
    workshop, person = visitor.workshop, visitor.person
    sheet = workshop.program.find_worksheet(request.path_params["worksheet"])
    if sheet is None or not sheet.many:
        raise NoSuchThing("カードのワークシート")
    place = get_place(workshop.code)
    key = find_own_board(workshop, sheet, person)
    if request.query_params.get("board") == _ROOM:
        room = find_room_board(workshop, sheet)
        if key != room and not get_stored_board(room).version:
            raise NoSuchThing("会場の表")
        key = room
    return Desk(workshop, sheet, key, person, open=sheet.key in list_grouped(place))


def _look_around(visitor: Visitor, desk: Desk) -> Surroundings:
    here = f"{visitor.base}/w/{visitor.workshop.code}/board/{desk.sheet.key}"
    own = find_own_board(visitor.workshop, desk.sheet, visitor.person)
    room = find_room_board(visitor.workshop, desk.sheet)
    asked = [] if desk.key == own else [f"board={_ROOM}"]
    mine = visitor.query.removeprefix("?")
    query = "&".join(part for part in (mine, *asked) if part)
    to_room = f"{here}{visitor.query}{'&' if visitor.query else '?'}board={_ROOM}"
    tabs = []
    if own != room and get_stored_board(room).version:
        team = visitor.workshop.find_team(own.team)
        tabs = [
            Tab(f"{team.name if team else ''}の表", f"{here}{visitor.query}", desk.key == own),
            Tab("会場の表", to_room, desk.key == room),
        ]
    return Surroundings(
        base=visitor.base,
        here=here,
        query=f"?{query}" if query else "",
        back=visitor.page,
        back_words="研修の画面にもどる",
        room=to_room if desk.key != room else "",
        cookies=visitor.base or "/",
        tabs=tabs,
    )
