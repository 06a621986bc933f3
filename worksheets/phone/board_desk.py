"""One board before one person: what they see as JSON, and carrying out what they do.

Phones and the facilitator's own pages serve the same boards; only who may do what differs.
"""

import hashlib
import json
from collections.abc import Container, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from programs.questions import Worksheet
from worksheets import toolkit
from worksheets.board_orders import read_edit
from worksheets.board_views import BoardView, read_board_view
from worksheets.boards import WHOLE_ROOM, BoardKey
from worksheets.clusters import can_undo, change_board_async, get_stored_board, undo_async
from worksheets.errors import BadInput, ChangedMeanwhile, GroupingClosed
from worksheets.gathering import gather
from worksheets.grouping import find_room_board, is_by_team, list_team_boards
from worksheets.promises import SHARING
from worksheets.records import Participant, Workshop
from worksheets.room_changes import get_room

_UNDO, _GATHER = "undo", "gather"


@dataclass(frozen=True, slots=True)
class Desk:
    """A board, and who sits before it; `person` None means a facilitator.

    `open` says whether cards may be moved now, `reader` whose own cards may be seen.
    """

    workshop: Workshop
    sheet: Worksheet
    key: BoardKey
    person: Participant | None
    open: bool

    @property
    def reader(self) -> str:
        """The team whose own cards this person may see on this board."""
        return self.key.team if self.person and self.person.team == self.key.team else WHOLE_ROOM

    @property
    def name(self) -> str:
        """What to call the board."""
        team = self.workshop.find_team(self.key.team)
        return f"{team.name}の表" if team else "会場の表"

    @property
    def gathers(self) -> bool:
        """Whether the teams' clusters can be carried here."""
        return self.person is None and not self.key.team and is_by_team(self.sheet)

    @property
    def who(self) -> str:
        """Tell this person from others at the board."""
        return self.person.id if self.person else ""

    def read(self) -> BoardView:
        """Return the board as it stands."""
        return read_board_view(self.key, reader=self.reader)


@dataclass(frozen=True, slots=True)
class State:
    """What a page shows, as JSON; the tag changes with the content."""

    tag: str
    body: bytes


def read_state(desk: Desk) -> State:
    """Return the board with everything a page needs to draw it."""
    view = desk.read()
    board = view.board
    gathered = not desk.key.team or _is_begun(desk)
    state = {
        "ok": True,
        "version": view.version,
        "title": desk.sheet.title,
        "name": desk.name,
        "team": desk.key.team,
        "open": desk.open,
        "gathered": gathered,
        "undo": desk.open and view.version > 0 and can_undo(desk.key, desk.person),
        "others": toolkit.current().at_boards.list_others(desk.key, desk.who),
        "clusters": [
            {"id": one.id, "label": one.label, "parent": one.parent}
            for outer in board.list_children(None)
            for one in (outer, *board.list_children(outer.id))
        ],
        "cards": [
            {
                "id": card.id,
                "text": card.text,
                "marks": [*card.marks, *(["この班の中だけ"] if card.team_only else [])],
                "team": card.team,
                "in": board.cards.get(card.id),
            }
            for card in view.cards
        ],
    }
    body = json.dumps(state, ensure_ascii=False, separators=(",", ":")).encode()
    return State(hashlib.sha256(body).hexdigest()[:16], body)


def _is_begun(desk: Desk) -> bool:
    return get_stored_board(find_room_board(desk.workshop, desk.sheet)).version > 0


def make_quick_tag(desk: Desk) -> str:
    """Return what changes whenever the board may have changed; it costs nothing to make."""
    others = toolkit.current().at_boards.list_others(desk.key, desk.who)
    named = hashlib.sha256("\n".join(others).encode()).hexdigest()[:8]
    return f"{get_room(desk.key.code).sequence}-{int(desk.open)}-{named}"


async def carry_out(desk: Desk, order: Mapping[str, Any]) -> None:
    """Do on the board as it stands what somebody did on the board they saw."""
    if not desk.open:
        raise GroupingClosed(desk.sheet.title)
    sent_id = order.get("sent_id")
    if not isinstance(sent_id, str):
        raise BadInput("送信の番号がありません。画面を読みこみなおして、もう一度送ってください。")
    given: dict[str, Any] = {"sent_id": sent_id, "participant": desk.person}
    if order.get("do") == _UNDO:
        await undo_async(desk.key, **given)
    elif order.get("do") == _GATHER and desk.gathers:
        await change_board_async(desk.key, _make_gathering(desk), **given)
    else:
        edit = read_edit(_keep_known(desk, order))
        await change_board_async(desk.key, edit, **given)
    toolkit.current().at_boards.note(desk.key, desk.who, _call(desk.person))


def _call(person: Participant | None) -> str:
    return "進行役" if person is None else person.name or "名前なしの人"


def _make_gathering(desk: Desk) -> Any:  # noqa: ANN401 -- a partial, called as an Edit
    boards = [get_stored_board(key).board for key in list_team_boards(desk.workshop, desk.sheet)]
    if not any(board.clusters for board in boards):
        raise BadInput(
            "班のまとまりは、まだありません。会場の表でカードを選んでも、まとめられます。"
        )
    showable = {card.id for card in desk.read().cards}
    return partial(gather, teams=boards, showable=showable)


def _keep_known(desk: Desk, order: Mapping[str, Any]) -> Mapping[str, Any]:
    """Leave out cards that were withdrawn or hidden while somebody was ticking them."""
    cards = order.get("cards")
    known = desk.read().by_id
    if isinstance(groups := order.get("groups"), list):
        return {**order, "groups": [_keep_known_in(group, known) for group in groups]}
    if not isinstance(cards, list) or not cards:
        return order
    left = [card for card in cards if not isinstance(card, str) or card in known]
    if not left and not order.get("clusters"):
        raise ChangedMeanwhile("選んだカードを取り下げた")
    return {**order, "cards": left}


def _keep_known_in(group: object, known: Container[str]) -> object:
    if not isinstance(group, dict) or not isinstance(group.get("cards"), list):
        return group
    left = [card for card in group["cards"] if not isinstance(card, str) or card in known]
    return {**group, "cards": left}


def asks_for_promise(sheet: Worksheet) -> bool:
    """Tell whether some of the cards may be their team's own."""
    return any(question.key == SHARING for question in sheet.questions)
