"""Read what somebody did on a board, as phones and consoles send it."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from worksheets import boards
from worksheets.boards import Board
from worksheets.checking import is_id
from worksheets.clusters import Edit
from worksheets.errors import BadInput

_UNREADABLE = "この操作を読みとれません。画面を読みこみなおしてください。"


def read_edit(order: Mapping[str, Any]) -> Edit:
    """Return the change an order asks for.

    `{"do", "cards"?, "clusters"?, "cluster"?, "into"?, "label"?}`, where `do` is group, move,
    rename, dissolve, merge or nest. Raise BadInput for anything else.
    """
    match order.get("do"):
        case "group":
            return partial(
                boards.group,
                cards=_list_ids(order, "cards"),
                label=_label(order),
                clusters=_list_ids(order, "clusters"),
            )
        case "move":
            into = _cluster(order, "into") if order.get("into") else None
            return partial(boards.move, cards=_list_ids(order, "cards"), cluster=into)
        case "rename":
            cluster, label = _cluster(order, "cluster"), _label(order)
            return partial(boards.rename, cluster=cluster, label=label)
        case "dissolve":
            return partial(boards.dissolve, cluster=_cluster(order, "cluster"))
        case "merge":
            cluster, into = _cluster(order, "cluster"), _cluster(order, "into")
            return partial(boards.merge, cluster=cluster, into=into)
        case "nest":
            parent = _cluster(order, "into") if order.get("into") else None
            return partial(boards.nest, cluster=_cluster(order, "cluster"), parent=parent)
        case _:
            raise BadInput(_UNREADABLE)


def _list_ids(order: Mapping[str, Any], name: str) -> tuple[str, ...]:
    given = order.get(name, [])
    if not isinstance(given, list) or not all(isinstance(c, str) and is_id(c) for c in given):
        raise BadInput(_UNREADABLE)
    return tuple(given)


def _cluster(order: Mapping[str, Any], name: str) -> str:
    cluster = order.get(name)
    if not isinstance(cluster, str):
        raise BadInput(_UNREADABLE)
    return cluster


def _label(order: Mapping[str, Any]) -> str:
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
