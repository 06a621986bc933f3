import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from worksheets import answers, rooms, running_orders, votes
from worksheets.documents import now
from worksheets.ready import say_ready_async
from worksheets.records import Participant, StageView

Write = Callable[..., str]


def send(client: TestClient, code: str, order: str, **body: object) -> tuple[int, dict[str, Any]]:
    response = client.post(f"/remote/{code}/{order}", json=body)
    return response.status_code, response.json()


def test_state_carries_script_and_the_next_step(client: TestClient, code: str) -> None:
    state = client.get(f"/remote/{code}/state").json()

    assert state["ok"] is True
    assert state["step"]["say"] == ["始めます。"]
    assert state["step"]["do"] == ["開く"]
    assert (state["next"]["key"], state["back"]) == ("write", None)
    assert state["meeting"] == {"key": "meeting-1", "label": "第1回"}
    assert [meeting["key"] for meeting in state["program"]] == ["meeting-1", "meeting-2"]


def test_next_and_back_move_and_answer_with_the_fresh_state(client: TestClient, code: str) -> None:
    status, forth = send(client, code, "next")
    _, back = send(client, code, "back")

    assert (status, forth["ok"], forth["step"]["key"]) == (200, True, "write")
    assert back["step"]["key"] == "opening"
    assert back["revision"] > forth["revision"]


def test_order_without_a_body_applies_to_what_is_current(client: TestClient, code: str) -> None:
    response = client.post(f"/remote/{code}/next")

    assert (response.status_code, response.json()["step"]["key"]) == (200, "write")


def test_two_presses_for_the_same_revision_move_once(client: TestClient, code: str) -> None:
    seen = client.get(f"/remote/{code}/state").json()
    given = {"step": seen["step"]["key"], "revision": seen["revision"]}

    first, moved = send(client, code, "next", **given)
    second, refused = send(client, code, "next", **given)

    assert (first, second) == (200, 409)
    assert rooms.get_room(code).step_key == "write"
    assert (refused["ok"], refused["number"]) == (False, None)
    assert refused["message"]
    assert refused["state"]["revision"] == moved["revision"]
    assert refused["state"]["step"]["key"] == "write"


def test_order_given_for_another_step_is_refused(client: TestClient, code: str) -> None:
    status, body = send(client, code, "next", step="vote")

    assert (status, body["state"]["step"]["key"]) == (409, "opening")


def test_answers_that_came_in_meanwhile_do_not_refuse_an_order(
    client: TestClient, code: str, people: tuple[Participant, ...], write: Write
) -> None:
    rooms.go_next(code)
    seen = client.get(f"/remote/{code}/state").json()
    write("cards", {"text": "間に来た声"}, people[0])

    status, _ = send(client, code, "next", step="write", revision=seen["revision"])

    assert status == 200


@pytest.mark.parametrize(
    "body",
    [
        {"to": "meeting-2/again"},
        {"to": "meeting-2/again", "step": "opening"},
        {"meeting": "meeting-2", "step_key": "again", "step": "opening"},
        {"meeting": "meeting-2", "step": "again"},
        {"step": "meeting-2/again"},
    ],
)
def test_go_reaches_its_target_however_it_is_named(
    client: TestClient, code: str, body: dict[str, str]
) -> None:
    status, state = send(client, code, "go", **body)

    assert (status, state["step"]["place"]) == (200, "meeting-2/again")


def test_go_given_for_another_step_is_refused(client: TestClient, code: str) -> None:
    status, _ = send(client, code, "go", to="meeting-2/again", step="vote")

    assert (status, rooms.get_room(code).step_key) == (409, "opening")


def test_go_to_an_unknown_step_moves_nothing(client: TestClient, code: str) -> None:
    status, body = send(client, code, "go", to="meeting-9/nowhere")

    assert (status, body["ok"]) == (404, False)
    assert rooms.get_room(code).step_key == "opening"


def test_timer_starts_pauses_goes_on_grows_and_stops(client: TestClient, code: str) -> None:
    started = send(client, code, "timer", action="start", minutes=10)[1]["timer"]
    paused = send(client, code, "timer", action="pause")[1]["timer"]
    grown = send(client, code, "timer", action="add", minutes=5)[1]["timer"]
    resumed = send(client, code, "timer", action="resume")[1]["timer"]
    stopped = send(client, code, "timer", action="stop")[1]["timer"]

    assert (started["ends_at"] is not None, started["paused"]) == (True, False)
    assert paused["paused"] is True
    assert 800 < grown["seconds_left"] <= 900
    assert (resumed["ends_at"] is not None, resumed["paused"]) == (True, False)
    assert [timer["total"] for timer in (started, paused, grown, resumed)] == [600, 600, 900, 900]
    assert stopped == {"ends_at": None, "paused": False, "seconds_left": None, "total": 0}


def test_worksheet_votes_and_sharing_are_switched(client: TestClient, code: str) -> None:
    rooms.go_next(code)

    send(client, code, "worksheet", worksheet="cards", open=False)
    send(client, code, "votes", worksheet="cards", open=True)
    _, state = send(client, code, "share", worksheet="cards", on=True)

    cards = next(sheet for sheet in state["worksheets"] if sheet["key"] == "cards")
    assert (cards["open"], cards["votes_open"], cards["shared"]) == (False, True, True)
    assert state["view"] == StageView.ANSWERS


def test_result_of_a_vote_is_shown_from_the_remote(
    client: TestClient, code: str, people: tuple[Participant, ...], write: Write
) -> None:
    rooms.go_next(code)
    card = write("cards", {"text": "声"}, people[0])
    rooms.go_to(code, "meeting-1", "vote")
    votes.cast(code, people[1], sent_id="1", worksheet="cards", choices={card: 2})

    _, before = send(client, code, "timer", action="start", minutes=1)
    _, after = send(client, code, "votes", worksheet="cards", show=True)

    (sheet,) = before["worksheets"]
    assert (sheet["voters"], sheet["votes_open"], sheet["votes_shown"]) == (1, True, False)
    (sheet,) = after["worksheets"]
    assert (sheet["votes_open"], sheet["votes_shown"]) == (False, True)
    assert "points" not in str(before)


def test_view_spotlight_and_notice_are_set(
    client: TestClient, code: str, people: tuple[Participant, ...], write: Write
) -> None:
    rooms.go_next(code)
    answer_id = write("cards", {"text": "声"}, people[0])
    send(client, code, "share", worksheet="cards", on=True)

    send(client, code, "spotlight", answer=answer_id)
    shown = client.get(f"/stage/{code}/state").json()
    send(client, code, "spotlight", answer=None)
    send(client, code, "notice", text="15時に再開します")
    _, state = send(client, code, "view", view="blank")

    assert shown["spotlight"]["text"] == "声"
    assert rooms.get_room(code).spotlight is None
    assert (state["notice"], state["view"]) == ("15時に再開します", StageView.BLANK)


@pytest.mark.parametrize(
    ("order", "body"),
    [
        ("next", b"{"),
        ("next", b"[]"),
        ("next", b'{"revision": "3"}'),
        ("next", b'{"revision": true}'),
        ("next", b'{"step": 3}'),
        ("next", b"\xff\xfe"),
        ("next", b"[" * 5000),
        ("go", b"{}"),
        ("go", b'{"to": "nowhere"}'),
        ("timer", b'{"action": "start"}'),
        ("timer", b'{"action": "start", "minutes": "10"}'),
        ("timer", b'{"action": "start", "minutes": -1}'),
        ("timer", b'{"action": "start", "minutes": NaN}'),
        ("timer", b'{"action": "explode"}'),
        ("worksheet", b'{"worksheet": "cards"}'),
        ("share", b'{"worksheet": "cards", "on": "yes"}'),
        ("view", b'{"view": "console"}'),
    ],
)
def test_unreadable_order_is_refused_and_changes_nothing(
    client: TestClient, code: str, order: str, body: bytes
) -> None:
    before = rooms.get_room(code)

    response = client.post(f"/remote/{code}/{order}", content=body)

    reply = response.json()
    assert (response.status_code, reply["ok"], reply["number"]) == (400, False, None)
    assert reply["message"]
    assert rooms.get_room(code) == before


def test_order_of_many_bytes_is_too_large(client: TestClient, code: str) -> None:
    response = client.post(f"/remote/{code}/next", content=b" " * 20_000)

    assert (response.status_code, response.json()["ok"]) == (413, False)
    assert rooms.get_room(code).step_key == "opening"


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://elsewhere.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
    ],
)
def test_order_from_another_site_is_refused(
    client: TestClient, code: str, headers: dict[str, str]
) -> None:
    response = client.post(f"/remote/{code}/next", json={}, headers=headers)

    assert (response.status_code, response.json()["ok"]) == (403, False)
    assert rooms.get_room(code).step_key == "opening"


def test_order_from_our_own_page_is_taken(client: TestClient, code: str) -> None:
    headers = {"origin": "http://testserver", "sec-fetch-site": "same-origin"}

    assert client.post(f"/remote/{code}/next", json={}, headers=headers).status_code == 200


def test_unknown_order_and_unknown_code_are_404(client: TestClient, code: str) -> None:
    replies = [client.post(f"/remote/{path}", json={}) for path in (f"{code}/fly", "NOSUCH/next")]

    assert [(reply.status_code, reply.json()["ok"]) for reply in replies] == [(404, False)] * 2


def test_state_tells_how_late_the_meeting_is(client: TestClient, code: str) -> None:
    start = now() - timedelta(minutes=18)
    running_orders.set_times(code, "meeting-1", starts_at=start)

    pace = client.get(f"/remote/{code}/state").json()["pace"]

    assert (pace["phase"], pace["planned"], pace["rest"]) == ("running", 600, 1200)
    assert pace["elapsed"] == pytest.approx(18 * 60, abs=10)
    assert datetime.fromisoformat(pace["planned_end"]) == start + timedelta(minutes=30)


def test_steps_that_are_skipped_are_not_offered(client: TestClient, code: str) -> None:
    running_orders.skip_step(code, "meeting-1", "write")

    state = client.get(f"/remote/{code}/state").json()

    assert [step["key"] for step in state["program"][0]["steps"]] == ["opening", "vote"]
    assert state["next"]["key"] == "vote"


def test_newest_cards_are_listed_and_one_press_shows_one_with_its_sheet(
    client: TestClient, code: str, people: tuple[Participant, ...], write: Write
) -> None:
    rooms.go_next(code)
    ids = [write("cards", {"text": f"声{number}"}, people[number]) for number in range(3)]
    write("note", {"text": "ひとりのメモ"}, people[0])
    before = client.get(f"/remote/{code}/state").json()["cards"]

    _, state = send(client, code, "spotlight", worksheet="cards", answer=ids[1])
    shown = client.get(f"/stage/{code}/state").json()
    _, cleared = send(client, code, "spotlight", answer=None)

    assert [card["text"] for card in before] == ["声2", "声1", "声0"]
    assert not any(card["large"] for card in before)
    assert (shown["view"], shown["spotlight"]["text"]) == ("answers", "声1")
    assert [card["large"] for card in state["cards"]] == [False, True, False]
    assert not any(card["large"] for card in cleared["cards"])


def test_hidden_card_is_not_offered(
    client: TestClient, code: str, people: tuple[Participant, ...], write: Write
) -> None:
    rooms.go_next(code)
    first, second = (write("cards", {"text": text}, people[0]) for text in ("出す", "隠す"))
    answers.hide_answer(code, second)

    cards = client.get(f"/remote/{code}/state").json()["cards"]

    assert [card["id"] for card in cards] == [first]


def test_card_of_the_step_before_is_still_offered(
    client: TestClient, code: str, people: tuple[Participant, ...], write: Write
) -> None:
    rooms.go_next(code)
    write("cards", {"text": "前のステップの声"}, people[0])
    rooms.go_to(code, "meeting-1", "opening")

    cards = client.get(f"/remote/{code}/state").json()["cards"]

    assert [card["text"] for card in cards] == ["前のステップの声"]


def test_card_is_not_shown_for_a_revision_that_has_passed(
    client: TestClient, code: str, people: tuple[Participant, ...], write: Write
) -> None:
    rooms.go_next(code)
    card = write("cards", {"text": "声"}, people[0])
    revision = rooms.get_room(code).revision
    rooms.go_next(code)

    body = {"worksheet": "cards", "answer": card, "step": "write", "revision": revision}
    status, _ = send(client, code, "spotlight", **body)

    assert status == 409
    assert rooms.get_room(code).spotlight is None


def test_next_step_can_be_read_ahead(client: TestClient, code: str) -> None:
    ahead = client.get(f"/remote/{code}/state").json()["next_step"]
    rooms.go_to(code, "meeting-2", "again")

    assert (ahead["title"], ahead["minutes"]) == ("ステップ write", 10)
    assert (ahead["say"], ahead["do"]) == ("始めます。", "開く")
    assert client.get(f"/remote/{code}/state").json()["next_step"] is None


def test_proposal_of_the_console_is_pointed_to_when_late(client: TestClient, code: str) -> None:
    calm = client.get(f"/remote/{code}/state").json()["catch_up"]
    running_orders.set_times(code, "meeting-1", starts_at=now() - timedelta(minutes=18))

    assert (calm, client.get(f"/remote/{code}/state").json()["catch_up"]) == (False, True)


def test_ready_are_told_to_the_remote_and_as_a_sum_to_the_wall_when_wanted(
    client: TestClient, code: str, people: tuple[Participant, ...]
) -> None:
    rooms.go_next(code)
    for person in people[:2]:
        asyncio.run(say_ready_async(person, sent_id="r", step="write", on=True))

    quiet = client.get(f"/stage/{code}/state").json()["ready"]
    _, remote = send(client, code, "ready", shown=True)
    shown = client.get(f"/stage/{code}/state").json()["ready"]

    assert quiet is None
    assert shown == {"ready": 2, "of": 2, "unit": "人"}
    assert (remote["ready"]["count"], remote["ready"]["shown"]) == ("2 / 2人", True)
    assert remote["ready"]["waiting"] == ""


def test_back_and_next_pressed_together_move_once_and_tell_the_other(
    client: TestClient, code: str
) -> None:
    rooms.go_next(code)
    seen = client.get(f"/remote/{code}/state").json()
    given = {"step": seen["step"]["key"], "revision": seen["revision"]}

    with ThreadPoolExecutor(2) as hands:
        pressed = [hands.submit(send, client, code, name, **given) for name in ("next", "back")]
    replies = [each.result() for each in pressed]

    here = rooms.get_room(code).step_key
    told = next(reply for status, reply in replies if status == 409)
    assert sorted(status for status, _ in replies) == [200, 409]
    assert here in {"opening", "vote"}
    assert "先に別の人がステップを進めた" in told["message"]
    assert told["state"]["step"]["key"] == here


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("text/plain", 400),
        ("application/x-www-form-urlencoded", 400),
        ("multipart/form-data; boundary=x", 400),
        ("application/json", 200),
    ],
)
def test_order_that_any_sites_form_could_send_is_refused(
    client: TestClient, code: str, kind: str, status: int
) -> None:
    before = rooms.get_room(code).step_key
    body = '{"step": null}'

    reply = client.post(f"/remote/{code}/next", content=body, headers={"content-type": kind})

    assert reply.status_code == status
    assert (rooms.get_room(code).step_key == before) == (status == 400)
