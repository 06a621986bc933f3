"""Read what somebody did on a board, as phones and consoles send it."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from worksheets import boards
from worksheets.boards import Board
from worksheets.checking import is_id
from worksheets.clusters import Edit
from worksheets.errors import BadInput

Order = Mapping[str, Any]  # as phones and consoles send it

_UNREADABLE = "この操作を読みとれません。画面を読みこみなおしてください。"


def read_edit(order: Order) -> Edit:
    """Return the change an order asks for.

    `{"do", "cards"?, "clusters"?, "cluster"?, "into"?, "label"?, "groups"?}`, where `do` is
    group, move, rename, dissolve, merge, nest or start. Raise BadInput for anything else.
    """
    name = order.get("do")
    reader = _READERS.get(name) if isinstance(name, str) else None
    if reader is None:
        raise BadInput(_UNREADABLE)
    return reader(order)


def _read_group(order: Order) -> Edit:
    cards, clusters = _list_ids(order, "cards"), _list_ids(order, "clusters")
    return partial(boards.group, cards=cards, label=_label(order), clusters=clusters)


def _read_move(order: Order) -> Edit:
    into = _cluster(order, "into") if order.get("into") else None
    return partial(boards.move, cards=_list_ids(order, "cards"), cluster=into)


def _read_rename(order: Order) -> Edit:
    return partial(boards.rename, cluster=_cluster(order, "cluster"), label=_label(order))


def _read_dissolve(order: Order) -> Edit:
    return partial(boards.dissolve, cluster=_cluster(order, "cluster"))


def _read_merge(order: Order) -> Edit:
    return partial(boards.merge, cluster=_cluster(order, "cluster"), into=_cluster(order, "into"))


def _read_nest(order: Order) -> Edit:
    parent = _cluster(order, "into") if order.get("into") else None
    return partial(boards.nest, cluster=_cluster(order, "cluster"), parent=parent)


def _read_start(order: Order) -> Edit:
    return partial(start_from, groups=_list_groups(order))


_READERS: Mapping[str, Callable[[Order], Edit]] = {
    "group": _read_group,
    "move": _read_move,
    "rename": _read_rename,
    "dissolve": _read_dissolve,
    "merge": _read_merge,
    "nest": _read_nest,
    "start": _read_start,
}


def _list_ids(order: Order, name: str) -> tuple[str, ...]:
    given = order.get(name, [])
    if not isinstance(given, list) or not all(isinstance(c, str) and is_id(c) for c in given):
        raise BadInput(_UNREADABLE)
    return tuple(given)


def _list_groups(order: Order) -> list[tuple[str, tuple[str, ...]]]:
    groups = order.get("groups")
    if not isinstance(groups, list) or not all(isinstance(one, dict) for one in groups):
        raise BadInput(_UNREADABLE)
    return [(_label(one), _list_ids(one, "cards")) for one in groups]


def _cluster(order: Order, name: str) -> str:
    cluster = order.get(name)
    if not isinstance(cluster, str):
        raise BadInput(_UNREADABLE)
    return cluster


def _label(order: Order) -> str:
    label = order.get("label", "")
    if not isinstance(label, str):
        raise BadInput(_UNREADABLE)
    return boards.clean_label(label)


def start_from(board: Board, groups: list[tuple[str, tuple[str, ...]]]) -> Board:
    """Group loners as suggested (or as teams did): what people already grouped stays."""
    for label, cards in groups:
        alone = [card for card in cards if card not in board.cards]
        if len(alone) > 1:
            board = boards.group(board, alone, label[: boards.LONGEST_LABEL])
    return board
