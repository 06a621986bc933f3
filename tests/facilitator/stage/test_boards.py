"""Boards as facilitators have them: any team's, the room's, and teams' clusters gathered there."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from facilitator.stage.boards import board_routes
from facilitator.stage.problems import HANDLERS
from tests.facilitator.stage.town import TEAM, VOICES, Town
from worksheets import clusters, rooms
from worksheets.boards import BoardKey
from worksheets.records import Participant
from worksheets.toolkit import Toolkit

Write = Callable[..., str]


@pytest.fixture
def pages(box: Toolkit) -> TestClient:
    assert box.rooms == {}
    return TestClient(Starlette(routes=board_routes(), exception_handlers=HANDLERS))


class Desk:
    """A facilitator before the boards of one worksheet."""

    def __init__(self, pages: TestClient, code: str, sheet: str = "cards") -> None:
        self.pages = pages
        self.path = f"/stage/{code}/board/{sheet}"
        self._sent = 0

    def read(self, **query: str) -> Any:
        return self.pages.get(f"{self.path}/state", params=query).json()

    def do(self, what: str, *, team: str = "", **order: object) -> Any:
        self._sent += 1
        body = {"sent_id": f"d-{self._sent}", "do": what, **order}
        return self.pages.post(self.path, json=body, params={"team": team} if team else {}).json()

    @property
    def labels(self) -> list[str]:
        return [pile["label"] for pile in self.read()["clusters"]]


@pytest.fixture
def desk(pages: TestClient, code: str) -> Desk:
    rooms.go_to(code, "meeting-1", "write")
    return Desk(pages, code)


@pytest.fixture
def cards(desk: Desk, write: Write, people: tuple[Participant, ...]) -> list[str]:
    assert desk
    return [write("cards", {"text": f"カード{n}"}, people[n % 2]) for n in range(6)]


def _group(code: str, team: str, cards: list[str], label: str) -> None:
    edit = partial(clusters.group, cards=cards, label=label)
    key = BoardKey(code, "cards", team)
    clusters.change_board(key, edit, sent_id=label, participant=None)


def test_room_and_every_team_have_a_page(desk: Desk, cards: list[str]) -> None:
    assert cards
    page = desk.pages.get(desk.path)
    assert (page.status_code, "会場の表" in page.text, "3班" in page.text) == (200, True, True)
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert len(desk.read()["cards"]) == 6
    assert {card["team"] for card in desk.read(team="t1")["cards"]} == {"1班"}
    assert desk.pages.get(f"{desk.path}/state", params={"team": "t9"}).status_code == 404
    assert desk.pages.get(desk.path.replace("cards", "note")).status_code == 404


def test_teams_clusters_are_gathered_with_their_labels_and_once(
    desk: Desk, code: str, cards: list[str]
) -> None:
    _group(code, "t1", cards[:3:2], "朝")
    _group(code, "t2", cards[1:4:2], "夜")

    state = desk.do("gather")
    again = desk.do("gather")

    assert [pile["label"] for pile in state["clusters"]] == ["朝", "夜"]
    assert sum(card["in"] is not None for card in state["cards"]) == 4
    assert again["clusters"] == state["clusters"]
    assert desk.do("undo")["clusters"] == []  # the second gathering did nothing to take back


def test_gathering_before_any_team_has_grouped_is_told(desk: Desk, cards: list[str]) -> None:
    assert cards
    assert "班のまとまりは、まだありません" in desk.do("gather")["message"]
    assert desk.do("gather", team="t1")["ok"] is False


def test_facilitator_groups_at_any_time_and_is_seen_at_the_board(
    desk: Desk, code: str, cards: list[str], people: tuple[Participant, ...]
) -> None:
    rooms.go_to(code, "meeting-2", "opening")
    key = BoardKey(code, "cards", "t1")

    assert desk.do("group", team="t1", cards=cards[:1], label="朝")["ok"]

    assert clusters.get_board(key).board.clusters
    toolkit_names = clusters.toolkit.current().at_boards.list_others(key, people[0].id)
    assert toolkit_names == ("進行役",)


def test_suggestions_come_with_label_and_reason(
    desk: Desk, write: Write, people: tuple[Participant, ...]
) -> None:
    texts = ["会議が多すぎる", "会議で決まらない", "電話がつながらない"]
    ids = [write("cards", {"text": text}, people[0]) for text in texts]

    (one,) = desk.pages.get(f"{desk.path}/suggestions").json()["suggestions"]

    assert one == {
        "label": "会議のこと",
        "reason": "2枚に、「会議」が出てきます。",
        "cards": ids[:2],
    }


def test_what_stays_in_a_team_is_on_no_page_of_the_facilitator(
    pages: TestClient, box: Toolkit
) -> None:
    assert box.rooms == {}
    town = Town()
    town.go("meeting-2", "voices")
    told = town.say(0)
    secret = town.say(4, sharing=TEAM)
    edit = partial(clusters.group, cards=[told, secret], label="声")
    key = BoardKey(town.code, VOICES, "t1")
    clusters.change_board(key, edit, sent_id="1", participant=town.people[0])
    desk = Desk(pages, town.code, VOICES)

    desk.do("gather")

    for team in ("", "t1"):
        state = desk.read(**({"team": team} if team else {}))
        assert [card["id"] for card in state["cards"]] == [told]
    assert set(clusters.get_stored_board(BoardKey(town.code, VOICES)).board.cards) == {told}


def test_orders_of_a_foreign_page_are_refused(desk: Desk, cards: list[str]) -> None:
    reply = desk.pages.post(
        desk.path,
        json={"sent_id": "1", "do": "group", "cards": cards, "label": "x"},
        headers={"origin": "http://elsewhere.example"},
    )

    assert (reply.status_code, desk.labels) == (403, [])
