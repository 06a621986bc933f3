"""Find what a worksheet's cards were grouped into: the room's clusters, else the teams' together.

Walls, consoles, reports and later worksheets show this; what is gathered here is not stored.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from programs.questions import Worksheet
from worksheets import toolkit
from worksheets.board_views import BoardView, read_board_view
from worksheets.boards import Board
from worksheets.clusters import get_stored_board
from worksheets.gathering import gather
from worksheets.grouping import find_room_board, list_team_boards
from worksheets.records import Workshop
from worksheets.room_changes import get_room

_GROUPED = "\0grouped"  # beside the teams that read a board; no team has such a key

__all__ = ["GroupedCluster", "find_grouped", "is_grouped", "list_labels"]


@dataclass(frozen=True, slots=True)
class GroupedCluster:
    """A cluster with the ids of its own cards, and the clusters that lie in it."""

    id: str
    label: str
    cards: tuple[str, ...]
    inner: tuple["GroupedCluster", ...] = ()

    @property
    def count(self) -> int:
        """How many cards lie in it and in the clusters within."""
        return len(self.cards) + sum(one.count for one in self.inner)

    @property
    def all_cards(self) -> tuple[str, ...]:
        """Its own cards, then those of the clusters within."""
        return (*self.cards, *(card for one in self.inner for card in one.all_cards))


def is_grouped(workshop: Workshop, worksheet: Worksheet) -> bool:
    """Tell whether some step of the program groups these cards."""
    steps = (step for meeting in workshop.program.meetings for step in meeting.steps)
    return any(worksheet.key in step.clusters_on for step in steps)


def find_grouped(workshop: Workshop, worksheet: Worksheet) -> tuple[GroupedCluster, ...]:
    """Return the clusters that hold a card everybody may see, in their order."""
    if not is_grouped(workshop, worksheet):
        return ()
    box = toolkit.current()
    sequence = get_room(workshop.code).sequence
    place = (find_room_board(workshop, worksheet), _GROUPED)
    known = box.board_views.get(place)
    if known is None or known[0] != sequence:
        known = box.board_views[place] = (sequence, _read(workshop, worksheet))
    found: tuple[GroupedCluster, ...] = known[1]
    return found


def _read(workshop: Workshop, worksheet: Worksheet) -> tuple[GroupedCluster, ...]:
    view = read_board_view(find_room_board(workshop, worksheet))
    if view.list_filled():
        return tuple(_list_clusters(view, None))
    return _join_same(_list_clusters(_gather_teams(workshop, worksheet, view), None))


def _join_same(clusters: Iterable[GroupedCluster]) -> tuple[GroupedCluster, ...]:
    """Put together what several teams gave the same label: they speak of the same thing."""
    joined: dict[str, GroupedCluster] = {}
    for one in clusters:
        key = one.label or one.id
        same = joined.get(key)
        joined[key] = (
            replace(same, cards=same.cards + one.cards, inner=same.inner + one.inner)
            if same
            else one
        )
    return tuple(joined.values())


def _gather_teams(workshop: Workshop, worksheet: Worksheet, room: BoardView) -> BoardView:
    boards = [get_stored_board(key).board for key in list_team_boards(workshop, worksheet)]
    board = gather(Board(), boards, showable=room.by_id.keys())
    return BoardView(room.key, room.version, board, room.cards)


def _list_clusters(view: BoardView, parent: str | None) -> Iterator[GroupedCluster]:
    for cluster in view.board.list_children(parent):
        cards = tuple(card.id for card in view.list_in(cluster.id))
        inner = tuple(_list_clusters(view, cluster.id))
        if cards or inner:
            yield GroupedCluster(cluster.id, cluster.label, cards, inner)


def list_labels(workshop: Workshop, worksheet: Worksheet) -> dict[str, str]:
    """Return for each grouped card the label it lies under, the nearest one that has words."""
    labels: dict[str, str] = {}
    for cluster in find_grouped(workshop, worksheet):
        labels |= _name_cards(cluster, "")
    return labels


def _name_cards(cluster: GroupedCluster, around: str) -> dict[str, str]:
    label = cluster.label or around
    labels = dict.fromkeys(cluster.cards, label) if label else {}
    for one in cluster.inner:
        labels |= _name_cards(one, label)
    return labels
