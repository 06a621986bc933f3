from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from starlette.testclient import TestClient

from worksheets import answers, rooms, running_orders, workshops
from worksheets.documents import now
from worksheets.own_steps import OwnStep
from worksheets.records import Opened, Participant, StageView

Write = Callable[..., str]
HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(2)>${7*7}'


def read_state(client: TestClient, code: str) -> dict[str, object]:
    return client.get(f"/stage/{code}/state").json()  # type: ignore[no-any-return]


def test_page_of_a_known_code_carries_strict_policy_and_no_inline_code(
    client: TestClient, code: str
) -> None:
    response = client.get(f"/stage/{code}")

    policy = response.headers["content-security-policy"]
    assert response.status_code == 200
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'self'" in policy
    assert "<style" not in response.text
    assert " style=" not in response.text
    assert response.text.count("<script") == response.text.count('<script type="module" src=')


def test_page_of_an_unknown_code_is_a_japanese_404(client: TestClient) -> None:
    response = client.get("/stage/NOSUCH", headers={"accept": "text/html"})

    assert response.status_code == 404
    assert "この番号の研修は見つかりません" in response.text


def test_state_of_an_unknown_code_is_json_404(client: TestClient) -> None:
    response = client.get("/stage/NOSUCH/state")

    body = response.json()
    assert (response.status_code, body["ok"], body["number"]) == (404, False, None)


def test_code_in_small_full_width_letters_is_understood(client: TestClient, code: str) -> None:
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in code.lower())

    assert client.get(f"/stage/{wide}/state").json()["code"] == code


def test_address_with_a_slash_at_its_end_leads_to_the_page(client: TestClient, code: str) -> None:
    response = client.get(f"/stage/{code}/", follow_redirects=True)

    assert response.status_code == 200
    assert response.url.path == f"/stage/{code}"


def test_page_calls_only_files_that_are_there(client: TestClient, code: str) -> None:
    for page in ("stage", "remote"):
        text = client.get(f"/{page}/{code}").text
        files = {part.split('"')[0] for part in text.split("../stage-assets/")[1:]}

        assert files
        assert {client.get(f"/stage-assets/{file}").status_code for file in files} == {200}


def test_state_at_first_shows_how_to_join(client: TestClient, code: str) -> None:
    state = read_state(client, code)

    assert (state["view"], state["joined"]) == (StageView.JOIN, 0)
    assert state["join"]["url"].endswith(f"/j/{code}")  # type: ignore[index]
    assert state["join"]["address"].endswith("/j")  # type: ignore[index]


def test_state_of_a_step_shows_message_place_and_progress(
    client: TestClient, code: str, people: tuple[Participant, ...], write: Write
) -> None:
    rooms.go_next(code)
    write("cards", {"text": "会議が長い"}, people[0])

    state = read_state(client, code)

    assert state["view"] == StageView.STEP
    assert state["stage"] == {"heading": "見出し", "lines": []}
    assert [state["step"][name] for name in ("key", "number", "of")] == ["write", 2, 3]  # type: ignore[index]
    assert state["next"]["other_meeting"] is False  # type: ignore[index]
    cards = next(each for each in state["progress"] if each["worksheet"] == "cards")  # type: ignore[attr-defined]
    assert (cards["joined"], cards["answered"], cards["answers"]) == (6, 1, 1)
    assert [(team["name"], team["answered"], team["joined"]) for team in cards["teams"]] == [
        ("1班", 1, 3),
        ("2班", 0, 3),
    ]


def test_state_tells_that_the_next_step_leaves_the_meeting(client: TestClient, code: str) -> None:
    rooms.go_to(code, "meeting-1", "vote")

    following = read_state(client, code)["next"]

    assert following["other_meeting"] is True  # type: ignore[index]
    assert following["meeting"] == "第2回"  # type: ignore[index]


def test_answers_stay_hidden_until_they_are_shared(
    client: TestClient, code: str, people: tuple[Participant, ...], write: Write
) -> None:
    rooms.go_next(code)
    write("cards", {"text": "ひみつの声"}, people[0])
    rooms.show_on_stage(code, StageView.ANSWERS)
    hidden = client.get(f"/stage/{code}/state").text

    rooms.share(code, "cards", on=True)
    shown = client.get(f"/stage/{code}/state").text
    rooms.show_on_stage(code, StageView.STEP)
    away = client.get(f"/stage/{code}/state").text

    assert ["ひみつの声" in text for text in (hidden, shown, away)] == [False, True, False]


def test_hidden_answer_never_reaches_the_stage(
    client: TestClient, code: str, people: tuple[Participant, ...], write: Write
) -> None:
    rooms.go_next(code)
    answer_id = write("cards", {"text": "消したい声"}, people[0])
    rooms.share(code, "cards", on=True)
    rooms.spotlight(code, answer_id)
    assert client.get(f"/stage/{code}/state").text.count("消したい声") == 2

    answers.hide_answer(code, answer_id)

    assert "消したい声" not in client.get(f"/stage/{code}/state").text


def test_spotlight_on_a_card_that_is_not_shared_shows_nothing(
    client: TestClient, code: str, people: tuple[Participant, ...], write: Write
) -> None:
    rooms.go_next(code)
    answer_id = write("cards", {"text": "まだ"}, people[0])
    rooms.spotlight(code, answer_id)
    rooms.show_on_stage(code, StageView.ANSWERS)

    assert read_state(client, code)["spotlight"] is None


def test_names_are_never_on_the_stage(
    client: TestClient, code: str, people: tuple[Participant, ...], write: Write
) -> None:
    rooms.go_next(code)
    for key in ("cards", "note", "secret"):
        write(key, {"text": f"声 {key}"}, people[0])
        rooms.share(code, key, on=True)

    text = client.get(f"/stage/{code}/state").text

    assert "声 secret" in text
    assert people[0].name not in text
    assert people[0].id not in text


def test_anonymous_card_tells_neither_team_nor_time(
    client: TestClient, code: str, people: tuple[Participant, ...], write: Write
) -> None:
    rooms.go_next(code)
    write("secret", {"text": "本音"}, people[0])
    rooms.share(code, "secret", on=True)

    card = read_state(client, code)["walls"][0]["sections"][0]["cards"][0]  # type: ignore[index]

    assert (card["text"], card["team"], card["at"]) == ("本音", "", None)


def test_hostile_text_arrives_as_plain_data(
    client: TestClient, code: str, people: tuple[Participant, ...], write: Write
) -> None:
    rooms.go_next(code)
    write("cards", {"text": HOSTILE}, people[0])
    rooms.share(code, "cards", on=True)

    response = client.get(f"/stage/{code}/state")

    card = response.json()["walls"][0]["sections"][0]["cards"][0]
    assert response.headers["content-type"] == "application/json"
    assert card["text"] == HOSTILE
    assert "alert" not in client.get(f"/stage/{code}").text


def test_hostile_title_is_escaped_in_the_pages(client: TestClient, opened: Opened) -> None:
    workshop = workshops.open_workshop(opened.workshop.program, title=HOSTILE).workshop

    for page in ("stage", "remote"):
        text = client.get(f"/{page}/{workshop.code}").text

        assert "&lt;script&gt;" in text
        assert "<script>alert" not in text


def test_preview_page_says_so_to_its_script(client: TestClient, code: str) -> None:
    pages = [client.get(f"/stage/{code}{query}").text for query in ("", "?preview=1")]

    assert ["data-preview" in page for page in pages] == [False, True]


def test_qr_codes_are_pictures_nobody_keeps(client: TestClient, opened: Opened) -> None:
    code = opened.workshop.code
    options = replace(opened.workshop.options, network_name="ホール", network_password="a;b")
    assert client.get(f"/stage/{code}/wifi.svg").status_code == 404
    workshops.change_options(code, options)

    for name in ("qr.svg", "wifi.svg"):
        response = client.get(f"/stage/{code}/{name}")

        assert response.status_code == 200
        assert response.headers["content-type"].startswith("image/svg+xml")
        assert response.headers["cache-control"] == "no-store"
        assert response.text.startswith("<svg ")


def test_network_appears_only_when_it_was_typed_in(client: TestClient, opened: Opened) -> None:
    code = opened.workshop.code
    before = read_state(client, code)["join"]
    options = replace(opened.workshop.options, network_name="hall", network_password="word")
    workshops.change_options(code, options)

    after = read_state(client, code)["join"]

    names = ("network", "password")
    assert [[each[name] for name in names] for each in (before, after)] == [  # type: ignore[index]
        ["", ""],
        ["hall", "word"],
    ]


def test_running_order_shows_where_the_room_is_and_when_the_rest_begins(
    client: TestClient, code: str
) -> None:
    start = now() - timedelta(minutes=12)
    running_orders.set_times(code, "meeting-1", starts_at=start)
    running_orders.add_own_step(code, "meeting-1", OwnStep("体操", 5), before="vote")
    running_orders.skip_step(code, "meeting-1", "vote")
    rooms.go_next(code)
    hidden = client.get(f"/stage/{code}/state").json()["order"]
    rooms.show_on_stage(code, StageView.ORDER)

    order = client.get(f"/stage/{code}/state").json()["order"]

    assert hidden is None
    assert order["title"] == "第1回 ふりかえる"
    assert [(line["title"], line["state"]) for line in order["lines"]] == [
        ("ステップ opening", "done"),
        ("ステップ write", "now"),
        ("体操", "to_come"),
    ]
    assert datetime.fromisoformat(order["lines"][0]["starts_at"]) == start
    begins = datetime.fromisoformat(order["lines"][2]["starts_at"])
    assert abs(begins - now() - timedelta(minutes=10)) < timedelta(seconds=10)
