from collections.abc import Callable

import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from worksheets import answers, rooms, workshops
from worksheets.records import Participant
from worksheets.toolkit import Toolkit

Write = Callable[..., str]


def test_watcher_is_greeted_and_told_of_a_step(client: TestClient, code: str) -> None:
    with client.websocket_connect(f"/stage/{code}/live") as line:
        hello = line.receive_json()
        room = rooms.go_next(code)
        news = line.receive_json()

    assert hello["what"] == "hello"
    assert news == {"revision": room.revision, "what": "step"}


def test_watcher_is_told_of_an_answer_without_its_content(
    client: TestClient, code: str, people: tuple[Participant, ...], write: Write
) -> None:
    rooms.go_next(code)
    with client.websocket_connect(f"/stage/{code}/live") as line:
        line.receive_json()
        write("cards", {"text": "声"}, people[0])
        news = line.receive_json()

    assert (sorted(news), news["what"]) == (["revision", "what"], "answers")


def test_watcher_hears_of_withdrawn_words_as_of_the_room_and_not_with_the_next_answers(
    client: TestClient, code: str, people: tuple[Participant, ...], write: Write
) -> None:
    rooms.go_next(code)
    answer = write("cards", {"text": "声"}, people[0])
    with client.websocket_connect(f"/stage/{code}/live") as line:
        line.receive_json()
        answers.withdraw(code, answer, participant=people[0])
        news = line.receive_json()

    assert news["what"] == "shared"


def test_wall_is_told_of_a_new_code_and_shows_it(client: TestClient, code: str) -> None:
    with client.websocket_connect(f"/stage/{code}/live") as line:
        line.receive_json()
        new = workshops.renew_joining_code(code)
        news = line.receive_json()
    join = client.get(f"/stage/{code}/state").json()["join"]

    assert news["what"] == "order"
    assert (join["code"], join["url"].endswith(f"/j/{new}")) == (new, True)
    assert code not in str(join)


def test_watcher_that_went_away_is_forgotten(client: TestClient, code: str, box: Toolkit) -> None:
    with client.websocket_connect(f"/stage/{code}/live") as line:
        line.receive_json()
        assert box.channel._topics

    assert box.channel._topics == {}


def test_watcher_is_let_go_when_the_server_stops(
    client: TestClient, code: str, box: Toolkit
) -> None:
    with client.websocket_connect(f"/stage/{code}/live") as line:
        line.receive_json()
        box.channel.close()
        with pytest.raises(WebSocketDisconnect) as ended:
            line.receive_json()

    assert ended.value.code == 1001


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", "http://testserver:81"])
def test_watcher_from_another_site_is_refused(client: TestClient, code: str, origin: str) -> None:
    with (
        pytest.raises(WebSocketDisconnect),
        client.websocket_connect(f"/stage/{code}/live", headers={"origin": origin}),
    ):
        pytest.fail("the line was opened")


def test_watcher_of_our_own_page_is_let_in(client: TestClient, code: str) -> None:
    headers = {"origin": "http://testserver"}
    with client.websocket_connect(f"/stage/{code}/live", headers=headers) as line:
        assert line.receive_json()["what"] == "hello"


def test_watcher_of_an_unknown_code_is_refused(client: TestClient) -> None:
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/stage/NOSUCH/live"):
        pytest.fail("the line was opened")
