"""Boards on phones through the real app: what is shown, moved, refused, and sent twice."""

from collections.abc import Callable
from typing import Any

import httpx2
import pytest
from starlette.testclient import TestClient

from tests.worksheets.phone.phones import Phone
from worksheets import answers, clusters, rooms
from worksheets.boards import BoardKey
from worksheets.phone.app import make_phone_app
from worksheets.suggesting import Suggested

HOSTILE = '</script><img src=x onerror=alert(1)>"&'
TAG = "Board-Tag"


@pytest.fixture
def cards(phone: Phone) -> list[str]:
    """Four cards of team 1."""
    return [phone.send("cards", {"text": f"カード{n}"}).json()["answer_id"] for n in range(4)]


@pytest.fixture
def other(make_phone: Callable[..., Phone]) -> Phone:
    """Another phone of the same team."""
    return make_phone(name="たろう")


class Board:
    """A phone before its board."""

    def __init__(self, phone: Phone) -> None:
        self.phone = phone
        self._sent = 0

    def read(self, **query: str) -> Any:
        return self.phone.get("/board/cards/state", **query)

    @property
    def clusters(self) -> dict[str, list[str]]:
        """The words of the cards under each label."""
        state = self.read().json()
        return {
            pile["label"]: [card["text"] for card in state["cards"] if card["in"] == pile["id"]]
            for pile in state["clusters"]
        }

    def do(self, what: str, **order: object) -> httpx2.Response:
        self._sent += 1
        body = {"sent_id": f"b-{self._sent}", "do": what, **order}
        return self.phone.post("/board/cards", body)

    def find(self, label: str) -> str:
        piles = self.read().json()["clusters"]
        return str(next(pile["id"] for pile in piles if pile["label"] == label))


@pytest.fixture
def board(phone: Phone, cards: list[str]) -> Board:
    assert cards
    return Board(phone)


def test_page_of_the_step_leads_to_the_board(phone: Phone, writing: str) -> None:
    assert f'href="/w/{writing}/board/cards"' in phone.page()

    rooms.go_to(writing, "meeting-1", "opening")

    assert "/board/" not in phone.page()


def test_board_shows_the_own_teams_cards_and_no_others(
    board: Board, make_phone: Callable[..., Phone]
) -> None:
    far = make_phone()
    far.client.cookies.clear()
    far.join(team="t2")
    far.send("cards", {"text": "となりの班"})

    state = board.read().json()

    assert (state["name"], state["open"]) == ("1班の表", True)
    assert [card["text"] for card in state["cards"]] == [f"カード{n}" for n in range(4)]
    assert [card["text"] for card in Board(far).read().json()["cards"]] == ["となりの班"]


def test_order_is_answered_with_the_board_as_it_is_then(board: Board, cards: list[str]) -> None:
    reply = board.do("group", cards=cards[:2], label="朝")

    assert reply.status_code == 200
    assert [pile["label"] for pile in reply.json()["clusters"]] == ["朝"]
    assert board.clusters == {"朝": ["カード0", "カード1"]}


def test_order_sent_again_is_carried_out_once(board: Board, cards: list[str]) -> None:
    order = {"sent_id": "same", "do": "group", "cards": cards[:2], "label": "朝"}

    first = board.phone.post("/board/cards", order).json()
    again = board.phone.post("/board/cards", order).json()

    assert first["clusters"] == again["clusters"]
    assert len(board.clusters) == 1


def test_two_phones_grouping_at_once_keep_each_others_work(
    board: Board, other: Phone, cards: list[str]
) -> None:
    """Each acts on the board it saw before the other had moved anything."""
    second = Board(other)

    board.do("group", cards=cards[:2], label="朝")
    second.do("group", cards=cards[2:], label="夜")

    both = {"朝": ["カード0", "カード1"], "夜": ["カード2", "カード3"]}
    assert board.clusters == second.clusters == both
    assert board.read().json()["others"] == ["たろう"]
    assert second.read().json()["others"] == ["はな"]


def test_undo_takes_back_ones_own_last_change(board: Board, other: Phone, cards: list[str]) -> None:
    board.do("group", cards=cards[:2], label="朝")
    Board(other).do("group", cards=cards[2:], label="夜")

    assert board.do("undo").status_code == 200
    assert list(board.clusters) == ["夜"]
    refused = board.do("undo")
    assert (refused.status_code, refused.json()["message"]) == (400, "元に戻せる操作がありません。")


def test_every_change_of_a_cluster_can_be_ordered(board: Board, cards: list[str]) -> None:
    board.do("group", cards=cards[:1], label="朝")
    board.do("group", cards=cards[1:2], label="夜")
    board.do("group", clusters=[board.find("朝"), board.find("夜")], label="一日")
    board.do("rename", cluster=board.find("朝"), label="早朝")
    board.do("move", cards=cards[2:3], into=board.find("早朝"))
    assert board.clusters == {"一日": [], "早朝": ["カード0", "カード2"], "夜": ["カード1"]}

    board.do("nest", cluster=board.find("夜"), into="")
    board.do("dissolve", cluster=board.find("一日"))
    board.do("merge", cluster=board.find("夜"), into=board.find("早朝"))
    board.do("move", cards=cards[:1], into="")

    assert board.clusters == {"早朝": ["カード1", "カード2"]}


def test_cluster_that_is_gone_is_told_kindly(board: Board, other: Phone, cards: list[str]) -> None:
    board.do("group", cards=cards[:2], label="朝")
    morning = board.find("朝")
    Board(other).do("dissolve", cluster=morning)

    refused = board.do("rename", cluster=morning, label="昼")

    assert refused.status_code == 409
    assert "ほかの人がほどいたか、ほかとあわせた" in refused.json()["message"]


def test_card_withdrawn_while_it_was_ticked_is_left_out(
    board: Board, phone: Phone, cards: list[str]
) -> None:
    phone.client.delete(f"/w/{phone.code}/answers/{cards[0]}")

    assert board.do("group", cards=cards[:2], label="朝").status_code == 200
    assert board.clusters == {"朝": ["カード1"]}
    refused = board.do("group", cards=cards[:1], label="夜")
    assert (refused.status_code, "取り下げた" in refused.json()["message"]) == (409, True)


def test_cards_of_another_team_cannot_be_moved(
    board: Board, make_phone: Callable[..., Phone]
) -> None:
    far = make_phone()
    far.client.cookies.clear()
    far.join(team="t2")
    foreign = far.send("cards", {"text": "となり"}).json()["answer_id"]

    assert board.do("group", cards=[foreign], label="もらう").status_code == 409
    assert board.clusters == {}


@pytest.mark.parametrize(
    "order",
    [
        {},
        {"do": "explode"},
        {"do": "group", "cards": "all"},
        {"do": "group", "cards": [1]},
        {"do": "group", "cards": ["'; DROP TABLE boards"]},
        {"do": "group", "cards": [], "label": "朝"},
        {"do": "group", "cards": ["0" * 24], "label": "あ" * 61},
        {"do": "rename", "cluster": ["x"], "label": "朝"},
        {"do": "start"},
        {"do": "start", "groups": ["x"]},
        {"do": "start", "groups": [{"cards": [{}], "label": "朝"}]},
        {"do": "gather"},
        {"do": "undo", "sent_id": ""},
        {"do": "undo", "sent_id": 5},
    ],
)
def test_unreadable_order_is_refused_in_words_and_changes_nothing(
    board: Board, order: dict[str, object]
) -> None:
    reply = board.phone.post("/board/cards", {"sent_id": "x", **order})

    assert reply.status_code in (400, 409)
    assert reply.json()["message"].endswith("。")
    assert board.clusters == {}


def test_grouping_after_the_meeting_is_refused_and_the_clusters_stay(
    board: Board, writing: str, cards: list[str]
) -> None:
    board.do("group", cards=cards[:2], label="朝")
    rooms.go_to(writing, "meeting-2", "opening")

    refused = board.do("group", cards=cards[2:], label="夜")

    assert (refused.status_code, board.read().json()["open"]) == (409, False)
    assert "これまでのまとまりは残っています" in refused.json()["message"]
    assert list(board.clusters) == ["朝"]


def test_state_that_is_known_costs_no_words(board: Board, other: Phone, cards: list[str]) -> None:
    tag = board.read().headers[TAG]
    assert board.read(known=tag).status_code == 204

    other.send("note", {"text": "ほかのシート"})
    still = board.read(known=tag)
    assert (still.status_code, still.headers[TAG] != tag) == (204, True)

    Board(other).do("group", cards=cards[:2], label="朝")
    assert board.read(known=tag).status_code == 200


def test_rooms_board_is_there_once_it_has_been_begun(
    board: Board, writing: str, cards: list[str]
) -> None:
    assert board.read(board="room").status_code == 404
    assert "会場の表" not in board.phone.page()

    def begin(before: clusters.Board) -> clusters.Board:
        return clusters.group(before, cards[:2], "朝")

    room = BoardKey(writing, "cards")
    clusters.change_board(room, begin, sent_id="office", participant=None)

    state = board.read(board="room").json()
    assert (state["name"], [pile["label"] for pile in state["clusters"]]) == ("会場の表", ["朝"])
    assert board.read().json()["gathered"]
    assert "会場の表" in board.phone.get("/board/cards").text


def test_words_of_participants_are_data_on_the_page(board: Board, phone: Phone) -> None:
    card = phone.send("cards", {"text": HOSTILE}).json()["answer_id"]
    board.do("group", cards=[card], label=HOSTILE)

    page = phone.get("/board/cards")

    assert "<img" not in page.text
    assert page.text.count("<script") == 2
    assert "script-src 'self'" in page.headers["content-security-policy"]
    assert board.clusters == {HOSTILE: [HOSTILE]}


def test_plain_form_groups_the_ticked_cards(
    board: Board, phone: Phone, writing: str, cards: list[str]
) -> None:
    fields = {"sent_id": "plain-1", "do": "group", "label": "朝", "card": cards[:2], "into": ""}

    reply = phone.fill("/board/cards", fields)

    assert (reply.status_code, reply.headers["location"]) == (303, f"/w/{writing}/board/cards")
    assert board.clusters == {"朝": ["カード0", "カード1"]}
    phone.fill("/board/cards", {"sent_id": "plain-2", "do": "move", "card": cards[:1], "into": ""})
    phone.fill("/board/cards", {"sent_id": "plain-3", "do": "undo"})
    assert board.clusters == {"朝": ["カード0", "カード1"]}


def test_refused_plain_form_is_answered_with_a_page(phone: Phone, cards: list[str]) -> None:
    assert cards
    reply = phone.fill("/board/cards", {"sent_id": "plain-1", "do": "group", "label": "朝"})

    assert reply.status_code == 400
    assert "まとめるカードを1枚以上選んでください" in reply.text


def test_stranger_is_led_to_the_join_form(stranger: Phone) -> None:
    page = stranger.client.get(f"/w/{stranger.code}/board/cards", headers={"accept": "text/html"})
    assert (page.status_code, page.headers["location"]) == (303, f"/j/{stranger.code}")
    assert stranger.get("/board/cards/state").status_code == 401
    assert stranger.post("/board/cards", {"sent_id": "1", "do": "undo"}).status_code == 401


@pytest.mark.parametrize("key", ["note", "together", "gone"])
def test_sheet_without_cards_has_no_board(phone: Phone, key: str) -> None:
    assert phone.get(f"/board/{key}/state").status_code == 404


def test_suggestions_are_of_loners_and_nothing_is_grouped_by_them(
    writing: str, cards: list[str], board: Board
) -> None:
    def suggest(texts: object) -> tuple[Suggested, ...]:
        assert texts == ["カード2", "カード3"]
        return (Suggested("数", (0, 1), "どちらも数です。"),)

    board.do("group", cards=cards[:2], label="朝")
    app = TestClient(make_phone_app(suggest), follow_redirects=False)
    app.cookies.update(board.phone.client.cookies)

    reply = app.get(f"/w/{writing}/board/cards/suggestions").json()

    assert reply["suggestions"] == [
        {"label": "数", "reason": "どちらも数です。", "cards": cards[2:]}
    ]
    assert "data-suggests" in app.get(f"/w/{writing}/board/cards").text
    assert "data-suggests" not in board.phone.get("/board/cards").text
    assert list(board.clusters) == ["朝"]


def test_suggestions_taken_all_at_once_are_one_change(board: Board, cards: list[str]) -> None:
    groups = [{"label": "朝", "cards": cards[:2]}, {"label": "夜", "cards": [*cards[2:], "0" * 24]}]

    board.do("start", groups=groups)
    assert board.clusters == {"朝": ["カード0", "カード1"], "夜": ["カード2", "カード3"]}

    board.do("undo")
    assert board.clusters == {}


def test_hidden_card_leaves_the_board(board: Board, writing: str, cards: list[str]) -> None:
    board.do("group", cards=cards[:2], label="朝")
    answers.hide_answer(writing, cards[0])

    assert board.clusters == {"朝": ["カード1"]}
