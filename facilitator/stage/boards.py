"""Serve boards to facilitators: any team's, and the room's, where clusters are gathered.

The pages are the phones' own, so that everybody in the room sees and moves the same cards. What a
team keeps to itself is not on them: a facilitator's screen may be on the wall.
"""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from facilitator.analysis.clusters import suggest_clusters
from facilitator.rights import Need, may
from facilitator.stage.problems import show_problem
from facilitator.stage.screen import find_asked_workshop
from facilitator.stage.watching import is_foreign
from worksheets.errors import NoSuchThing
from worksheets.grouping import find_room_board, list_team_boards
from worksheets.phone.app import PAGE_POLICY
from worksheets.phone.board_desk import Desk
from worksheets.phone.board_pages import (
    Surroundings,
    Tab,
    answer_board_state,
    answer_suggestions,
    show_board_page,
    take_board_order,
)

# From /stage/CODE/board/WORKSHEET; relative, so that it also holds behind a proxy with a prefix.
_ROOT = "../../.."
_FOREIGN = "ほかのサイトからの操作は受け付けません。この表の画面からやりなおしてください。"


def board_routes() -> list[BaseRoute]:
    """Return what lies under /stage/{code}/board."""
    return [
        Route("/stage/{code}/board/{worksheet}", _page, methods=["GET"]),
        Route("/stage/{code}/board/{worksheet}", _take, methods=["POST"]),
        Route("/stage/{code}/board/{worksheet}/state", _state, methods=["GET"]),
        Route("/stage/{code}/board/{worksheet}/suggestions", _suggest, methods=["GET"]),
    ]


async def _page(request: Request) -> Response:
    request.scope["suggest"] = suggest_clusters
    desk = _find_desk(request)
    response = await show_board_page(request, desk, _look_around(request, desk))
    response.headers["content-security-policy"] = PAGE_POLICY
    response.headers["cache-control"] = "no-store"
    return response


async def _state(request: Request) -> Response:
    return await answer_board_state(request, _find_desk(request))


async def _take(request: Request) -> Response:
    if is_foreign(request):
        return show_problem(request, _FOREIGN, status=403)
    desk = _find_desk(request)
    return await take_board_order(request, desk, _look_around(request, desk))


async def _suggest(request: Request) -> Response:
    request.scope["suggest"] = suggest_clusters
    return await answer_suggestions(request, _find_desk(request))


def _find_desk(request: Request) -> Desk:
    workshop = find_asked_workshop(request)
    sheet = workshop.program.find_worksheet(request.path_params["worksheet"])
    if sheet is None or not sheet.many:
        raise NoSuchThing("カードのワークシート")
    key = find_room_board(workshop, sheet)
    team = request.query_params.get("team", "")
    if team:
        boards = list_team_boards(workshop, sheet)
        found = next((board for board in boards if board.team == team), None)
        if found is None:
            raise NoSuchThing("班")
        key = found
    return Desk(workshop, sheet, key, person=None, open=True)


def _look_around(request: Request, desk: Desk) -> Surroundings:
    workshop, code = desk.workshop, desk.workshop.code
    here = f"{_ROOT}/stage/{code}/board/{desk.sheet.key}"
    badge = request.scope.get("badge")  # from the gate
    leads = may(badge, Need.RUN, code)
    tabs = [Tab("会場の表", here, current=not desk.key.team)]
    for board in list_team_boards(workshop, desk.sheet):
        team = workshop.find_team(board.team)
        address = f"{here}?team={board.team}"
        tabs.append(Tab(team.name if team else "", address, board.team == desk.key.team))
    return Surroundings(
        base=_ROOT,
        here=here,
        query=f"?team={desk.key.team}" if desk.key.team else "",
        back=f"{_ROOT}/run?code={code}" if leads else f"{_ROOT}/stage/{code}",
        back_words="進行の画面にもどる" if leads else "投影の画面にもどる",
        room=here if desk.key.team else "",
        tabs=tabs if len(tabs) > 1 else (),
    )
