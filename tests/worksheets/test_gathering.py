"""Carrying teams' clusters to the room: labels stay, the room's own work stays, nothing twice."""

from worksheets.boards import Board, dissolve, group, merge, move, rename
from worksheets.gathering import gather

CARDS = frozenset("abcdefgh")


def _labels(board: Board) -> dict[str, str]:
    return {one.label: "".join(sorted(board.list_cards(one.id))) for one in board.clusters.values()}


def _find(board: Board, label: str) -> str:
    return next(one.id for one in board.clusters.values() if one.label == label)


def test_labels_and_cards_of_all_teams_come_together() -> None:
    teams = [group(Board(), "ab", "朝"), group(Board(), "cd", "夜")]

    room = gather(Board(), teams, showable=CARDS)

    assert _labels(room) == {"朝": "ab", "夜": "cd"}
    assert [one.label for one in room.list_children(None)] == ["朝", "夜"]


def test_clusters_in_clusters_stay_inside_each_other() -> None:
    team = group(group(Board(), "ab", "朝"), "cd", "夜")
    team = group(team, "e", "一日", clusters=list(team.clusters))

    room = gather(Board(), [team], showable=CARDS)

    inner = {one.label for one in room.list_children(_find(room, "一日"))}
    assert (inner, _labels(room)["一日"]) == ({"朝", "夜"}, "e")


def test_what_the_room_has_moved_stays_where_the_room_put_it() -> None:
    teams = [group(Board(), "ab", "朝"), group(Board(), "cd", "夜")]
    room = gather(Board(), teams, showable=CARDS)
    room = merge(room, _find(room, "夜"), _find(room, "朝"))
    room = rename(room, _find(room, "朝"), "一日")

    again = gather(room, teams, showable=CARDS)

    assert again == room


def test_cards_grouped_since_join_the_cluster_they_belong_to() -> None:
    team = group(Board(), "ab", "朝")
    room = gather(Board(), [team], showable=CARDS)
    room = rename(room, _find(room, "朝"), "朝の道")
    team = move(team, "c", _find(team, "朝"))

    assert _labels(gather(room, [team], showable=CARDS)) == {"朝の道": "abc"}


def test_cards_of_a_cluster_the_room_dissolved_come_in_again_under_their_label() -> None:
    team = group(Board(), "ab", "朝")
    room = gather(Board(), [team], showable=CARDS)
    room = dissolve(room, _find(room, "朝"))

    assert _labels(gather(room, [team], showable=CARDS)) == {"朝": "ab"}


def test_cards_that_may_not_be_shown_stay_with_their_team_and_so_does_their_label() -> None:
    team = group(group(Board(), "ab", "朝"), "cd", "ひみつの話")

    room = gather(Board(), [team], showable=frozenset("a"))

    assert _labels(room) == {"朝": "a"}
