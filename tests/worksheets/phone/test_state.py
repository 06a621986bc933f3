from collections.abc import Callable
from datetime import datetime

from tests.samples import make_program
from tests.worksheets.phone.phones import Phone
from worksheets import rooms, workshops


def test_state_has_exactly_the_keys_of_the_contract(phone: Phone) -> None:
    state = phone.state()

    assert set(state) == {
        "revision",
        "server_time",
        "meeting",
        "meeting_title",
        "step",
        "timer",
        "worksheets",
        "shared",
        "people",
        "notice",
        "votes",
        "ready",
    }
    assert state["meeting"] == "meeting-1"
    assert state["step"] == {
        "key": "write",
        "title": "ステップ write",
        "instruction": "書いてください",
    }
    assert datetime.fromisoformat(state["server_time"]).utcoffset() is not None
    assert set(state["worksheets"][0]) == {
        "key",
        "title",
        "lead",
        "scope",
        "many",
        "anonymous",
        "open",
        "questions",
        "mine",
        "writing",
    }


def test_state_revision_rises_with_every_answer(phone: Phone) -> None:
    before = phone.state()["revision"]

    receipt = phone.send("note", {"text": "はじめまして"}).json()

    assert phone.state()["revision"] == receipt["revision"] == before + 1


def test_state_lists_the_steps_sheets_first_then_others_open(phone: Phone) -> None:
    rooms.go_to(phone.code, "meeting-2", "again")
    rooms.open_worksheet(phone.code, "secret")
    rooms.open_votes(phone.code, "cards")

    sheets = phone.state()["worksheets"]

    assert [(sheet["key"], sheet["open"]) for sheet in sheets] == [
        ("note", True),
        ("secret", True),
        ("cards", False),
    ]


def test_state_shows_plenary_sheets_as_not_open(phone: Phone) -> None:
    assert phone.find_sheet("plenary")["open"] is False


def test_state_describes_every_kind_of_question(phone: Phone) -> None:
    card = phone.send("cards", {"text": "一枚め"}).json()["answer_id"]
    options = [{"key": "a", "label": "あ"}, {"key": "b", "label": "い"}]
    axis = {"label": "効果", "low": "小さい", "high": "大きい"}

    questions = {q["key"]: q for q in phone.find_sheet("all-kinds")["questions"]}

    assert [q["kind"] for q in questions.values()] == [
        "short_text",
        "long_text",
        "choice",
        "choices",
        "scale",
        "number",
        "date",
        "position",
        "rank",
        "table",
        "reference",
    ]
    assert questions["short"] == {
        "key": "short",
        "kind": "short_text",
        "label": "問い short",
        "required": False,
        "limits": {"max_length": 200},
    }
    assert questions["choice"]["options"] == options
    assert questions["scale"]["limits"] == {"min": 1, "max": 4, "labels": ["1", "2", "3", "4"]}
    assert questions["number"]["limits"] == {"min": 0, "max": 100}
    assert "limits" not in questions["date"]
    assert questions["position"]["limits"] == {"min": 1, "max": 5, "x": axis, "y": axis}
    assert questions["rank"]["options"] == options
    assert questions["table"]["limits"] == {
        "columns": [
            {"key": "who", "label": "だれ", "kind": "short_text"},
            {"key": "what", "label": "なに", "kind": "short_text"},
        ],
        "rows": 20,
    }
    assert questions["reference"]["options"] == [{"key": card, "label": "一枚め"}]


def test_state_tells_ones_own_answers_and_the_teams(make_phone: Callable[..., Phone]) -> None:
    first, mate, other = make_phone(), make_phone(), make_phone()
    other.join(new="1", team="t2")
    first.send("cards", {"text": "わたしのカード"})
    first.send("together", {"text": "班の言葉"})

    def values(phone: Phone, key: str) -> list[object]:
        return [mine["values"] for mine in phone.find_sheet(key)["mine"]]

    assert values(first, "cards") == [{"text": "わたしのカード"}]
    assert values(mate, "cards") == []
    assert values(mate, "together") == [{"text": "班の言葉"}]
    assert values(other, "together") == []


def test_state_timer_counts_down_and_stands_still_when_paused(phone: Phone) -> None:
    unset = {"ends_at": None, "paused": False, "seconds_left": None, "total": 0.0}
    assert phone.state()["timer"] == unset

    rooms.start_timer(phone.code, 5)
    running = phone.state()["timer"]
    rooms.pause_timer(phone.code)
    paused = phone.state()["timer"]

    assert datetime.fromisoformat(running["ends_at"]).tzinfo is not None
    assert (running["paused"], 0 < running["seconds_left"] <= 300) == (False, True)
    assert (paused["ends_at"], paused["paused"]) == (None, True)
    assert 0 < paused["seconds_left"] <= 300


def test_state_shows_shared_answers_votes_and_notice(phone: Phone) -> None:
    card = phone.send("cards", {"text": "電話をかける"}).json()["answer_id"]
    rooms.share(phone.code, "cards", on=True)
    rooms.spotlight(phone.code, card)
    rooms.open_votes(phone.code, "cards")
    rooms.post_notice(phone.code, "5分休みます")
    phone.post("/votes", {"sent_id": "v1", "worksheet": "cards", "choices": {card: 2}})

    state = phone.state()

    assert state["shared"] == [
        {
            "key": "cards",
            "title": "シート cards",
            "answers": [
                {
                    "answer_id": card,
                    "team": "t1",
                    "spotlight": True,
                    "lines": [["問い text", "電話をかける"]],
                }
            ],
        }
    ]
    assert state["votes"] == [
        {
            "worksheet": "cards",
            "title": "シート cards",
            "each": 3,
            "step": 1,
            "most_on_one": 3,
            "unit": "票",
            "choices": [{"key": card, "label": "電話をかける", "team": "t1"}],
            "mine": {card: 2},
            "counts": True,
        }
    ]
    assert state["notice"] == "5分休みます"


def test_shared_answers_carry_no_name(phone: Phone) -> None:
    phone.send("secret", {"text": "ひみつの話"})
    rooms.share(phone.code, "secret", on=True)

    reply = phone.get("/state")

    assert "ひみつの話" in reply.text
    shared = reply.json()["shared"]
    assert "はな" not in str(shared)
    assert shared[0]["answers"][0]["team"] == ""


def test_program_without_a_cookie_is_told_to_join(stranger: Phone) -> None:
    reply = stranger.get("/state")

    assert (reply.status_code, set(reply.json())) == (401, {"ok", "message", "number"})
    assert (reply.json()["ok"], reply.json()["number"]) == (False, None)


def test_cookie_of_another_workshop_opens_nothing(phone: Phone, stranger: Phone) -> None:
    other = workshops.open_workshop(make_program(), title="ほかの研修").workshop.code
    token = phone.client.cookies[f"phone-{phone.code}"]
    stranger.client.cookies.set(f"phone-{other}", token)

    assert stranger.client.get(f"/w/{other}/state").status_code == 401


# --- writing for others -----------------------------------------------------------------------


def test_answer_for_an_added_person_belongs_to_that_person(phone: Phone) -> None:
    added = phone.post("/people", {"name": "山の上の人", "affiliation": "partner"}).json()
    person = added["participant_id"]

    phone.send("note", {"text": "代わりに書きました"}, person=person)

    assert phone.find_sheet("note")["mine"] == []
    mine = phone.find_sheet("note", **{"as": person})["mine"]
    assert [answer["values"] for answer in mine] == [{"text": "代わりに書きました"}]
    assert [(one["name"], one["writing"]) for one in phone.state(**{"as": person})["people"]] == [
        ("はな", False),
        ("山の上の人", True),
    ]


def test_writing_for_somebody_elses_person_is_refused(make_phone: Callable[..., Phone]) -> None:
    mine, other = make_phone(), make_phone()
    person = other.post("/people", {"name": "人"}).json()["participant_id"]

    assert mine.get("/state", **{"as": person}).status_code == 403
    assert mine.get(**{"as": person}).status_code == 403
    assert mine.get("/state", **{"as": "nobody"}).status_code == 403
    assert mine.send("note", {"text": "x"}, person=person).status_code == 403
