"""Grouping cards: each change alone, and any number of them in any order."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from worksheets.boards import (
    DEEPEST,
    Board,
    Cluster,
    compare,
    dissolve,
    group,
    merge,
    move,
    nest,
    rename,
    take_back,
)
from worksheets.errors import BadInput, ClusterGone

CARDS = tuple("abcdef")


def _find(board: Board, label: str) -> Cluster:
    return next(cluster for cluster in board.clusters.values() if cluster.label == label)


def _two() -> Board:
    return group(group(Board(), "ab", "朝"), "cd", "夜")


def test_grouped_cards_lie_under_their_label_and_the_others_stand_alone() -> None:
    board = group(Board(), ["a", "b", "a"], "  朝の  あいさつ ")

    morning = _find(board, "朝の あいさつ")
    assert board.list_cards(morning.id) == ("a", "b")
    assert "c" not in board.cards


def test_grouping_takes_a_card_from_where_it_lay() -> None:
    board = group(_two(), "ac", "道")

    assert {board.clusters[place].label: card for card, place in board.cards.items()} == {
        "道": "c",
        "朝": "b",
        "夜": "d",
    }


def test_card_can_be_let_go_and_moved_again() -> None:
    board = _two()
    night = _find(board, "夜")

    board = move(move(board, "a", None), "b", night.id)

    assert set(board.list_cards(night.id)) == {"b", "c", "d"}
    assert "a" not in board.cards


def test_dissolved_cluster_leaves_its_cards_where_it_lay() -> None:
    board = _two()
    board = group(board, "e", "くらし")
    living, morning = _find(board, "くらし"), _find(board, "朝")
    board = nest(board, morning.id, living.id)

    inside = dissolve(board, morning.id)
    assert set(inside.list_cards(living.id)) == {"e", "a", "b"}

    outside = dissolve(board, living.id)
    assert outside.clusters[morning.id].parent is None
    assert "e" not in outside.cards


def test_merged_clusters_keep_the_label_they_went_into() -> None:
    board = _two()
    morning, night = _find(board, "朝"), _find(board, "夜")

    board = merge(board, morning.id, night.id)

    assert set(board.list_cards(night.id)) == set("abcd")
    assert list(board.clusters) == [night.id]


def test_clusters_lie_no_deeper_than_two_and_never_in_themselves() -> None:
    board = group(_two(), "e", "くらし")
    morning, night, living = (_find(board, label) for label in ("朝", "夜", "くらし"))
    board = nest(board, morning.id, living.id)

    with pytest.raises(BadInput, match="2段まで"):
        nest(board, night.id, morning.id)
    with pytest.raises(BadInput, match="2段まで"):
        nest(board, living.id, morning.id)


@pytest.mark.parametrize(
    "change", [dissolve, lambda b, c: rename(b, c, "名"), lambda b, c: move(b, "a", c)]
)
def test_cluster_that_is_gone_is_told(change: object) -> None:
    assert callable(change)
    with pytest.raises(ClusterGone, match="ほかの人"):
        change(_two(), "gone")


def test_empty_choice_and_long_label_are_told() -> None:
    with pytest.raises(BadInput, match="1枚以上"):
        group(Board(), [], "朝")
    with pytest.raises(BadInput, match="60文字まで"):
        group(Board(), "a", "朝" * 61)


def test_clusters_are_put_together_under_a_new_label_with_what_lies_in_them() -> None:
    board = _two()
    board = group(board, "e", "くらし", clusters=[one.id for one in board.clusters.values()])

    living = _find(board, "くらし")
    assert {one.label for one in board.list_children(living.id)} == {"朝", "夜"}
    assert board.list_cards(living.id) == ("e",)
    with pytest.raises(BadInput, match="2段まで"):
        group(board, "f", "まち", clusters=[living.id])
    with pytest.raises(ClusterGone):
        group(board, "f", "まち", clusters=["gone"])


def test_taking_back_leaves_what_others_did_since() -> None:
    before = _two()
    mine = group(before, "ae", "道")
    theirs = move(rename(mine, _find(mine, "夜").id, "晩"), "a", None)

    back = take_back(theirs, compare(before, mine))

    assert _find(back, "晩")
    assert "a" not in back.cards  # moved by another person since: theirs
    assert "e" not in back.cards
    assert {cluster.label for cluster in back.clusters.values()} == {"朝", "晩"}


@st.composite
def _changed(draw: st.DrawFn) -> list[Board]:
    """A board after each of some changes that people could have made."""
    states = [Board()]
    for _ in range(draw(st.integers(1, 12))):
        board = states[-1]
        cards = draw(st.sets(st.sampled_from(CARDS), min_size=1))
        known = list(board.clusters)
        kinds = ["group", "around", "move", "dissolve", "merge", "nest", "rename"]
        kind = draw(st.sampled_from(kinds))
        if kind == "group" or not known:
            states.append(group(board, sorted(cards), draw(st.sampled_from("朝昼夜"))))
            continue
        one, other = draw(st.sampled_from(known)), draw(st.sampled_from([*known, None]))
        try:
            match kind:
                case "around":
                    board = group(board, sorted(cards), "大", clusters=[one, other or one])
                case "move":
                    board = move(board, cards, other)
                case "dissolve":
                    board = dissolve(board, one)
                case "merge":
                    board = merge(board, one, other or one)
                case "nest":
                    board = nest(board, one, other)
                case _:
                    board = rename(board, one, "名")
        except BadInput:
            continue
        states.append(board)
    return states


@settings(deadline=None)  # this machine may be busy
@given(_changed())
def test_whatever_people_do_nothing_lies_in_a_cluster_that_is_gone(states: list[Board]) -> None:
    for board in states:
        assert set(board.cards.values()) <= set(board.clusters)
        for cluster in board.clusters.values():
            depth, above = 1, cluster.parent
            while above is not None:
                depth, above = depth + 1, board.clusters[above].parent
            assert depth <= DEEPEST


@settings(deadline=None)  # this machine may be busy
@given(_changed())
def test_last_change_taken_back_gives_the_board_before(states: list[Board]) -> None:
    for before, after in pairwise(states):
        back = take_back(after, compare(before, after))
        assert back == before
