"""Carry what teams grouped onto the board of the whole room, where the rest is done by hand.

A cluster keeps its id on the way, so gathering once more adds what a team has grouped since and
leaves alone what the room has already moved, merged or named.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace

from worksheets.boards import Board, Cluster

__all__ = ["gather"]


def gather(room: Board, teams: Iterable[Board], *, showable: Collection[str]) -> Board:
    """Return the room's board with the clusters of the teams, as far as their cards are alone."""
    for team in teams:
        room = _add(room, team, showable)
    return room


def _add(room: Board, team: Board, showable: Collection[str]) -> Board:
    cards = {
        card: place
        for card, place in team.cards.items()
        if card in showable and card not in room.cards
    }
    # A label may quote cards that are the team's own: without one to show it stays there.
    wanted = set(cards.values())
    wanted |= {str(team.clusters[key].parent) for key in wanted if team.clusters[key].parent}
    clusters = dict(room.clusters)
    last = max((one.order for one in clusters.values()), default=0)
    for cluster in _in_order(team):
        if cluster.id in wanted and cluster.id not in clusters:
            last += 1
            clusters[cluster.id] = replace(cluster, order=last)
    return Board(clusters, {**room.cards, **cards})


def _in_order(team: Board) -> Iterable[Cluster]:
    for outer in team.list_children(None):
        yield outer
        yield from team.list_children(outer.id)
