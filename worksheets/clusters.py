"""Keep the boards on which cards are grouped: read one, change it, undo one's last change.

Only the cards' ids are kept here: their words, their team and their writer stay with the
answers, and a card that is hidden or withdrawn leaves every board by itself.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, insert, select, update

from worksheets import toolkit
from worksheets.boards import (
    WHOLE_ROOM,
    Board,
    BoardKey,
    Cluster,
    Difference,
    compare,
    dissolve,
    group,
    merge,
    move,
    nest,
    rename,
    take_back,
)
from worksheets.checking import check_sent_id
from worksheets.documents import now
from worksheets.errors import BadInput, NoSuchThing
from worksheets.reading_answers import list_answers
from worksheets.records import Participant
from worksheets.saving import bump
from worksheets.tables import board_changes, boards
from worksheets.workshops import get_workshop
from worksheets.writing import Work, one

__all__ = [
    "WHOLE_ROOM",
    "Board",
    "BoardKey",
    "Cluster",
    "Edit",
    "Seen",
    "can_undo",
    "change_board",
    "change_board_async",
    "dissolve",
    "get_board",
    "get_stored_board",
    "group",
    "merge",
    "move",
    "nest",
    "rename",
    "undo",
    "undo_async",
]

Edit = Callable[[Board], Board]


@dataclass(frozen=True, slots=True)
class Seen:
    """A board with its version, which rises with every change."""

    board: Board
    version: int


@dataclass(frozen=True, slots=True)
class _Command:
    key: BoardKey
    edit: Edit
    sent_id: str
    by: str


def get_board(key: BoardKey) -> Seen:
    """Return a board without cards that are hidden or withdrawn; an untouched one is empty."""
    seen = get_stored_board(key)
    standing = {answer.id for answer in list_answers(key.code, key.worksheet)}
    cards = {card: place for card, place in seen.board.cards.items() if card in standing}
    return Seen(Board(seen.board.clusters, cards), seen.version)


def get_stored_board(key: BoardKey) -> Seen:
    """Return a board as it is stored, with the places of cards that are hidden now."""
    _check_key(key)
    with toolkit.current().database.read() as connection:
        row = connection.execute(select(boards).where(_is(boards, key))).first()
    return _load(row)


def can_undo(key: BoardKey, participant: Participant | None) -> bool:
    """Tell whether this person has changed anything that can be taken back."""
    standing = _is_mine(key, _name_writer(key, participant))
    with toolkit.current().database.read() as connection:
        found = connection.execute(select(board_changes.c.version).where(standing).limit(1))
        return found.first() is not None


def change_board(
    key: BoardKey, edit: Edit, *, sent_id: str, participant: Participant | None
) -> int:
    """Apply one of the changes of boards.py to the board as it stands; return its version.

    The same `sent_id` again changes nothing. `participant` None means a facilitator.
    """
    command = _make_command(key, edit, sent_id, participant)
    version: int = toolkit.current().database.write(_change, command)
    return version


async def change_board_async(
    key: BoardKey, edit: Edit, *, sent_id: str, participant: Participant | None
) -> int:
    """Like `change_board`, without holding up the event loop."""
    command = _make_command(key, edit, sent_id, participant)
    version: int = await toolkit.current().database.write_async(_change, command)
    return version


def undo(key: BoardKey, *, sent_id: str, participant: Participant | None) -> int:
    """Take back the last change this person made; what others changed since stays theirs."""
    command = _make_command(key, _leave, sent_id, participant)
    version: int = toolkit.current().database.write(_undo, command)
    return version


async def undo_async(key: BoardKey, *, sent_id: str, participant: Participant | None) -> int:
    """Like `undo`, without holding up the event loop."""
    command = _make_command(key, _leave, sent_id, participant)
    version: int = await toolkit.current().database.write_async(_undo, command)
    return version


def _make_command(
    key: BoardKey, edit: Edit, sent_id: str, participant: Participant | None
) -> _Command:
    _check_key(key)
    check_sent_id(sent_id)
    return _Command(key, edit, sent_id, _name_writer(key, participant))


def _name_writer(key: BoardKey, participant: Participant | None) -> str:
    return participant.id if participant else f"office-{key.code}"


def _is_mine(key: BoardKey, writer: str) -> ColumnElement[bool]:
    mine: ColumnElement[bool] = board_changes.c.by == writer
    return _is(board_changes, key) & mine & board_changes.c.undone.is_(False)


def _leave(board: Board) -> Board:
    return board


def _check_key(key: BoardKey) -> None:
    workshop = get_workshop(key.code)
    sheet = workshop.program.find_worksheet(key.worksheet)
    if sheet is None or not sheet.many:
        raise NoSuchThing("カードのワークシート")
    if key.team != WHOLE_ROOM and workshop.find_team(key.team) is None:
        raise NoSuchThing("班")


def _change_one(work: Work, command: _Command) -> int:
    known = _find_sent(work, command)
    if known is not None:
        return known
    seen = _read(work, command.key)
    return _store(work, command, seen, command.edit(seen.board))


_change = one(_change_one)


def _undo_one(work: Work, command: _Command) -> int:
    known = _find_sent(work, command)
    if known is not None:
        return known
    mine = _is_mine(command.key, command.by)
    last = work.connection.execute(
        select(board_changes).where(mine).order_by(board_changes.c.version.desc()).limit(1)
    ).first()
    if last is None:
        raise BadInput("元に戻せる操作がありません。")
    this = _is(board_changes, command.key) & (board_changes.c.version == last.version)
    work.connection.execute(update(board_changes).where(this).values(undone=True))
    seen = _read(work, command.key)
    back = take_back(seen.board, _load_difference(last.difference))
    return _store(work, command, seen, back, undone=True)


_undo = one(_undo_one)


def _find_sent(work: Work, command: _Command) -> int | None:
    """Return the version this very command made before, if its answer was lost on the way."""
    same = (board_changes.c.by == command.by) & (board_changes.c.sent_id == command.sent_id)
    found: int | None = work.connection.execute(
        select(board_changes.c.version).where(_is(board_changes, command.key) & same)
    ).scalar()
    return found


def _read(work: Work, key: BoardKey) -> Seen:
    return _load(work.connection.execute(select(boards).where(_is(boards, key))).first())


def _store(work: Work, command: _Command, seen: Seen, board: Board, *, undone: bool = False) -> int:
    key, version = command.key, seen.version + 1
    difference = compare(seen.board, board)
    document = _dump(board)
    names = {"code": key.code, "worksheet": key.worksheet, "team": key.team}
    if seen.version:
        work.connection.execute(
            update(boards).where(_is(boards, key)).values(version=version, document=document)
        )
    else:
        work.connection.execute(insert(boards).values(**names, version=version, document=document))
    work.connection.execute(
        insert(board_changes).values(
            **names,
            version=version,
            sent_id=command.sent_id,
            by=command.by,
            difference=_dump_difference(difference),
            # What changed nothing is nothing to take back.
            undone=undone or difference.empty,
            changed_at=now().isoformat(),
        )
    )
    bump(work, key.code, "")  # phones on other pages show no clusters and are not woken
    return version


def _is(table: Any, key: BoardKey) -> ColumnElement[bool]:  # noqa: ANN401 -- either table
    found: ColumnElement[bool] = (
        (table.c.code == key.code)
        & (table.c.worksheet == key.worksheet)
        & (table.c.team == key.team)
    )
    return found


# --- documents ------------------------------------------------------------------------------


def _dump(board: Board) -> str:
    clusters = [asdict(cluster) for cluster in board.clusters.values()]
    return json.dumps({"clusters": clusters, "cards": dict(board.cards)}, ensure_ascii=False)


def _load(row: Row[Any] | None) -> Seen:
    if row is None:
        return Seen(Board(), 0)
    data = json.loads(row.document)
    clusters = {one_of["id"]: Cluster(**one_of) for one_of in data["clusters"]}
    return Seen(Board(clusters, data["cards"]), row.version)


def _dump_difference(difference: Difference) -> str:
    clusters = {
        key: [asdict(state) if state else None for state in pair]
        for key, pair in difference.clusters.items()
    }
    return json.dumps({"clusters": clusters, "cards": dict(difference.cards)}, ensure_ascii=False)


def _load_difference(document: str) -> Difference:
    data: Mapping[str, Any] = json.loads(document)
    return Difference(
        {
            key: (Cluster(**old) if old else None, Cluster(**new) if new else None)
            for key, (old, new) in data["clusters"].items()
        },
        {card: (old, new) for card, (old, new) in data["cards"].items()},
    )
