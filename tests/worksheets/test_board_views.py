"""What a board shows, and to whom: promises hold here as everywhere."""

from functools import partial

import pytest

from tests.heard import Hall
from worksheets import answers, clusters
from worksheets.board_views import BoardView, read_board_view
from worksheets.boards import BoardKey
from worksheets.toolkit import Toolkit

INSIDE = "この班だけの声"


@pytest.fixture
def hall(box: Toolkit) -> Hall:
    assert box.rooms == {}
    return Hall()


def _say(hall: Hall, text: str, *, sharing: str = "anonymous", team: str = "t1") -> str:
    record = hall.record("店の人", sharing, team=team, values=text)
    values = {"text": text, "from": [record], "sharing": sharing, "kind": "worry"}
    return hall.give("heard", values, team=team)


def _words(view: BoardView) -> list[str]:
    return [card.text for card in view.cards]


def test_team_sees_its_own_cards_and_the_room_what_may_be_told(hall: Hall) -> None:
    _say(hall, "朝の声")
    _say(hall, INSIDE, sharing="team")
    _say(hall, "夜の声", team="t2")
    own, room = BoardKey(hall.code, "heard", "t1"), BoardKey(hall.code, "heard")

    assert _words(read_board_view(own, reader="t1")) == ["朝の声", INSIDE]
    assert _words(read_board_view(own, reader="t2")) == ["朝の声"]
    assert _words(read_board_view(own)) == ["朝の声"]
    assert _words(read_board_view(room)) == ["朝の声", "夜の声"]


def test_card_keeps_its_words_its_team_and_what_was_chosen(hall: Hall) -> None:
    _say(hall, INSIDE, sharing="team")

    (card,) = read_board_view(BoardKey(hall.code, "heard", "t1"), reader="t1").cards

    assert (card.text, card.team, card.marks, card.team_only) == (INSIDE, "1班", ("worry",), True)


def test_card_whose_record_is_taken_back_is_gone_and_its_cluster_has_one_less(hall: Hall) -> None:
    key = BoardKey(hall.code, "heard")
    record = hall.record("店の人", values="朝の声")
    values = {"text": "朝の声", "from": [record], "sharing": "anonymous"}
    ids = [hall.give("heard", values), _say(hall, "夜の声")]
    edit = partial(clusters.group, cards=ids, label="声")
    clusters.change_board(key, edit, sent_id="1", participant=None)
    (cluster,) = read_board_view(key).list_filled()
    assert len(read_board_view(key).list_in(cluster.id)) == 2

    answers.withdraw(hall.code, record, participant=hall.people["t1"])

    assert [card.id for card in read_board_view(key).list_in(cluster.id)] == [ids[1]]


def test_cluster_without_a_card_is_not_among_the_filled(hall: Hall) -> None:
    key = BoardKey(hall.code, "heard")
    card = _say(hall, "朝の声")
    edit = partial(clusters.group, cards=[card], label="声")
    clusters.change_board(key, edit, sent_id="1", participant=None)
    assert len(read_board_view(key).list_filled()) == 1

    answers.hide_answer(hall.code, card)

    view = read_board_view(key)
    assert (view.list_filled(), len(view.board.clusters)) == ((), 1)
