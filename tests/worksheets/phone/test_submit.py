import json
from collections.abc import Callable

import httpx2
import pytest

from tests.samples import make_program
from tests.worksheets.phone.phones import Phone
from worksheets import answers, rooms, workshops
from worksheets.records import Opened


def stored(code: str, key: str) -> list[dict[str, object]]:
    return [dict(answer.values) for answer in answers.list_answers(code, key)]


def refusal(reply: httpx2.Response, status: int) -> str:
    """Check the one shape of refusals and return the sentence."""
    assert reply.status_code == status, reply.text
    body = reply.json()
    assert set(body) == {"ok", "message", "number"}
    assert (body["ok"], body["number"]) == (False, None)
    return str(body["message"])


# --- saving -----------------------------------------------------------------------------------


def test_answer_is_stored_and_acknowledged(phone: Phone) -> None:
    reply = phone.send("note", {"text": "書きました"})

    assert reply.status_code == 200
    assert set(reply.json()) == {"ok", "answer_id", "revision"}
    assert reply.json()["ok"] is True
    (answer,) = answers.list_answers(phone.code, "note")
    assert (answer.id, answer.values) == (reply.json()["answer_id"], {"text": "書きました"})


def test_same_sent_id_again_gets_the_same_reply_and_stores_nothing(phone: Phone) -> None:
    letter = {"sent_id": "once", "worksheet": "cards", "values": {"text": "一度だけ"}}

    replies = [phone.post("/answers", letter).json() for _ in range(3)]

    assert replies[0] == replies[1] == replies[2]
    assert stored(phone.code, "cards") == [{"text": "一度だけ"}]


def test_same_sent_id_from_two_phones_is_two_answers(make_phone: Callable[..., Phone]) -> None:
    letter = {"sent_id": "same", "worksheet": "cards", "values": {"text": "同じ番号"}}

    ids = {make_phone().post("/answers", letter).json()["answer_id"] for _ in range(2)}

    assert len(ids) == 2


def test_answer_with_its_id_is_replaced(phone: Phone) -> None:
    first = phone.send("cards", {"text": "はじめ"}).json()["answer_id"]

    again = phone.send("cards", {"text": "直した"}, answer_id=first).json()["answer_id"]

    assert again == first
    assert stored(phone.code, "cards") == [{"text": "直した"}]


def test_answer_of_somebody_else_is_not_replaced(make_phone: Callable[..., Phone]) -> None:
    owner, other = make_phone(), make_phone()
    card = owner.send("cards", {"text": "わたしの"}).json()["answer_id"]

    refusal(other.send("cards", {"text": "とった"}, answer_id=card), 403)

    assert stored(owner.code, "cards") == [{"text": "わたしの"}]


def test_team_sheet_changed_meanwhile_is_not_overwritten(make_phone: Callable[..., Phone]) -> None:
    one, other = make_phone(), make_phone()
    one.send("together", {"text": "はじめ"}, version=0)

    message = refusal(other.send("together", {"text": "上書き"}, version=0), 409)

    assert "先に別の人が" in message
    assert stored(one.code, "together") == [{"text": "はじめ"}]


def test_all_kinds_of_values_are_taken(phone: Phone) -> None:
    card = phone.send("cards", {"text": "もと"}).json()["answer_id"]
    values = {
        "short": "短い",
        "long": "長い\n二行め",
        "choice": "a",
        "choices": ["b", "a"],
        "scale": 3,
        "number": 12.5,
        "date": "2026-12-01",
        "position": {"x": 2, "y": 5},
        "rank": ["b", "a"],
        "table": [{"who": "課", "what": "電話"}],
        "reference": [card],
    }

    assert phone.send("all-kinds", values).status_code == 200
    assert phone.find_sheet("all-kinds")["mine"][0]["values"] == values


# --- withdrawing ------------------------------------------------------------------------------


def test_withdrawn_answer_is_gone_and_twice_is_harmless(phone: Phone) -> None:
    card = phone.send("cards", {"text": "まちがい"}).json()["answer_id"]

    replies = [phone.client.delete(f"/w/{phone.code}/answers/{card}") for _ in range(2)]

    assert [reply.status_code for reply in replies] == [200, 200]
    assert stored(phone.code, "cards") == []


def test_answer_of_somebody_else_is_not_withdrawn(make_phone: Callable[..., Phone]) -> None:
    owner, other = make_phone(), make_phone()
    card = owner.send("cards", {"text": "わたしの"}).json()["answer_id"]

    refusal(other.client.delete(f"/w/{other.code}/answers/{card}"), 403)
    refusal(other.client.delete(f"/w/{other.code}/answers/nothing"), 404)

    assert len(stored(owner.code, "cards")) == 1


# --- votes ------------------------------------------------------------------------------------


def test_votes_replace_earlier_votes(phone: Phone) -> None:
    card = phone.send("cards", {"text": "案"}).json()["answer_id"]
    rooms.open_votes(phone.code, "cards")

    for points in (3, 1):
        body = {"sent_id": f"v{points}", "worksheet": "cards", "choices": {card: points}}
        assert phone.post("/votes", body).json()["ok"] is True

    assert phone.state()["votes"][0]["mine"] == {card: 1}


def test_votes_that_do_not_fit_are_refused(phone: Phone) -> None:
    card = phone.send("cards", {"text": "案"}).json()["answer_id"]
    body = {"sent_id": "v", "worksheet": "cards", "choices": {card: 1}}
    refusal(phone.post("/votes", body), 409)
    rooms.open_votes(phone.code, "cards")

    assert "3票まで" in refusal(phone.post("/votes", {**body, "choices": {card: 4}}), 400)
    refusal(phone.post("/votes", {**body, "choices": {card: -1}}), 400)
    refusal(phone.post("/votes", {**body, "choices": [card]}), 400)
    refusal(phone.post("/votes", {**body, "choices": {"nothing": 1}}), 400)
    refusal(phone.post("/votes", {**body, "worksheet": "note"}), 404)


# --- what is refused --------------------------------------------------------------------------


def test_closed_worksheet_is_refused(phone: Phone) -> None:
    rooms.close_worksheet(phone.code, "note")

    message = refusal(phone.send("note", {"text": "おそかった"}), 409)

    assert "この端末に残っています" in message
    assert stored(phone.code, "note") == []


def test_repeat_of_a_stored_letter_after_the_close_gets_its_receipt(phone: Phone) -> None:
    letter = {"sent_id": "early", "worksheet": "note", "values": {"text": "まにあった"}}
    first = phone.post("/answers", letter).json()
    rooms.close_worksheet(phone.code, "note")

    assert phone.post("/answers", letter).json() == first


@pytest.mark.parametrize(
    "values",
    [
        {"text": 5},
        {"text": ["a"]},
        {"text": {"deep": {"er": 1}}},
        {"text": "な" * 10_000},
        {"unknown": "x"},
        {"text": ""},
        {"text": None},
        {},
    ],
)
def test_values_of_the_wrong_kind_are_refused(phone: Phone, values: object) -> None:
    refusal(phone.send("note", values), 400)

    assert stored(phone.code, "note") == []


@pytest.mark.parametrize(
    "value",
    [
        {"scale": 9},
        {"scale": 1.5},
        {"scale": True},
        {"number": "たくさん"},
        {"date": "2026-13-40"},
        {"date": "あした"},
        {"position": {"x": 1}},
        {"position": [1, 2]},
        {"choice": "z"},
        {"choice": ["a"]},
        {"choices": ["a", "a"]},
        {"choices": [["a"]]},
        {"rank": {"a": 1}},
        {"table": "表"},
        {"table": [{"who": "課", "odd": 1}]},
        {"table": [{"who": "課"}] * 21},
        {"reference": ["0" * 24]},
        {"reference": "'; drop table answers"},
    ],
)
def test_odd_values_of_every_kind_are_refused_in_words(phone: Phone, value: object) -> None:
    message = refusal(phone.send("all-kinds", value), 400)

    assert any("ぁ" <= letter <= "ん" for letter in message)


def test_values_that_are_no_object_are_refused(phone: Phone) -> None:
    for values in ("text", ["text"], 5, None):
        refusal(phone.send("note", values), 400)


def test_unknown_worksheet_is_not_found(phone: Phone) -> None:
    refusal(phone.send("nothing", {"text": "x"}), 404)


def test_plenary_worksheet_is_the_offices(phone: Phone) -> None:
    refusal(phone.send("plenary", {"text": "x"}), 403)


def test_answer_of_another_workshop_is_not_found(phone: Phone) -> None:
    other = workshops.open_workshop(make_program(), title="ほか").workshop.code
    rooms.go_to(other, "meeting-1", "write")
    elsewhere = type(phone)(phone.client, other)
    elsewhere.join(name="わたし")
    card = elsewhere.send("cards", {"text": "あちら"}).json()["answer_id"]

    refusal(phone.send("cards", {"text": "こちら"}, answer_id=card), 404)
    refusal(phone.client.delete(f"/w/{phone.code}/answers/{card}"), 404)

    assert stored(other, "cards") == [{"text": "あちら"}]


def test_control_characters_go_and_emoji_stay(phone: Phone) -> None:
    given = "か\x00ん\x1b[31mじ\u202e 👨‍👩‍👧 が\r\nぎ \ud83d"

    raw = json.dumps(
        {"sent_id": "odd", "worksheet": "note", "values": {"text": given}}, ensure_ascii=True
    )
    reply = phone.client.post(
        f"/w/{phone.code}/answers", content=raw, headers={"content-type": "application/json"}
    )

    assert reply.status_code == 200
    (text,) = [values["text"] for values in stored(phone.code, "note")]
    assert "👨‍👩‍👧" in str(text)
    assert "が\nぎ" in str(text)
    assert not {"\x00", "\x1b", "\r", "\ud83d"} & set(str(text))
    assert phone.get().status_code == phone.get("/state").status_code == 200


def test_cards_beyond_the_limit_are_refused_for_good(phone: Phone) -> None:
    replies = [phone.send("cards", {"text": f"カード{number}"}) for number in range(310)]

    codes = [reply.status_code for reply in replies]
    assert (codes.count(200), codes.count(429)) == (300, 10)
    assert "300枚まで" in refusal(replies[-1], 429)
    assert "retry-after" not in replies[-1].headers
    assert len(stored(phone.code, "cards")) == 300


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"5",
        b"\xff\xfe",
        b"[" * 60_000,
        b'{"sent_id": NaN}',
        b'{"sent_id": "a"}',
        b'{"sent_id": "a", "worksheet": 5, "values": {}}',
        b'{"sent_id": "", "worksheet": "note", "values": {"text": "x"}}',
        b'{"sent_id": "a", "worksheet": "note", "values": {"text": "x"}, "answer_id": 5}',
        b'{"sent_id": "a", "worksheet": "note", "values": {"text": "x"}, "version": "1"}',
        b'{"sent_id": "' + b"a" * 81 + b'", "worksheet": "note", "values": {"text": "x"}}',
    ],
)
def test_malformed_letter_is_refused(phone: Phone, body: bytes) -> None:
    reply = phone.client.post(
        f"/w/{phone.code}/answers", content=body, headers={"content-type": "application/json"}
    )

    refusal(reply, 400)
    assert stored(phone.code, "note") == []


@pytest.mark.parametrize("size", [64 * 1024 + 1, 1024 * 1024, 5 * 1024 * 1024])
def test_oversized_letter_is_refused(phone: Phone, size: int) -> None:
    reply = phone.client.post(
        f"/w/{phone.code}/answers",
        content=b" " * size,
        headers={"content-type": "application/json"},
    )

    assert "大きすぎ" in refusal(reply, 413)


@pytest.mark.parametrize("media_type", ["text/plain", "multipart/form-data; boundary=x", "", "a/b"])
def test_other_media_types_are_refused(phone: Phone, media_type: str) -> None:
    letter = json.dumps({"sent_id": "a", "worksheet": "note", "values": {"text": "x"}})

    reply = phone.client.post(
        f"/w/{phone.code}/answers", content=letter, headers={"content-type": media_type}
    )

    refusal(reply, 400)


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://testserver.evil.example"]
)
def test_other_sites_may_not_act_for_a_phone(phone: Phone, origin: str) -> None:
    letter = {"sent_id": "a", "worksheet": "note", "values": {"text": "x"}}
    headers = {"origin": origin}
    url = f"/w/{phone.code}/answers"

    refusal(phone.client.post(url, json=letter, headers=headers), 403)
    refusal(phone.client.delete(f"{url}/x", headers=headers), 403)
    phone.client.post(f"/j/{phone.code}", data={"name": "", "new": "1"}, headers=headers)

    assert stored(phone.code, "note") == []
    assert len(workshops.list_workshops()) == 1
    assert workshops.list_workshops()[0].participants == 1


def test_own_pages_may_act(phone: Phone) -> None:
    letter = {"sent_id": "a", "worksheet": "note", "values": {"text": "x"}}
    headers = {"origin": "http://testserver"}

    assert phone.client.post(f"/w/{phone.code}/answers", json=letter, headers=headers).is_success


def test_letter_without_joining_is_refused(stranger: Phone) -> None:
    refusal(stranger.send("note", {"text": "x"}), 401)


def test_people_are_added_with_a_name_of_bounded_length(phone: Phone) -> None:
    assert phone.post("/people", {"name": "おばあさん"}).json()["ok"] is True

    refusal(phone.post("/people", {"name": "な" * 41}), 400)
    refusal(phone.post("/people", {"name": {"a": 1}}), 400)
    refusal(phone.post("/people", {"name": "x", "affiliation": "宇宙"}), 400)


def test_opened_workshop_keeps_its_code(opened: Opened, phone: Phone) -> None:
    assert phone.client.get(f"/w/{opened.workshop.code.lower()}/state").status_code == 200
