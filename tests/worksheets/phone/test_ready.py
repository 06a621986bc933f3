"""できました on a phone: as a program, as a plain form, and in the page's words."""

from collections.abc import Callable

import pytest

from tests.worksheets.phone.phones import Phone
from worksheets import rooms
from worksheets.ready import count_ready

STEP = "meeting-1/write"


def count(code: str) -> int:
    room = rooms.get_room(code)
    found = count_ready(code, room, rooms.get_place(code, room))
    return found.ready if found else -1


def press(phone: Phone, sent_id: str, *, on: bool = True, step: str = STEP) -> object:
    reply = phone.post("/ready", {"sent_id": sent_id, "step": step, "ready": on})
    return reply.status_code, reply.json()


def test_signal_is_stored_told_and_taken_back(phone: Phone) -> None:
    revision = phone.state()["revision"]
    first = press(phone, "r1")
    there = (count(phone.code), phone.state()["ready"])
    second = press(phone, "r2", on=False)

    assert first == (200, {"ok": True, "ready": True, "revision": revision})
    assert there == (1, {"asked": True, "step": STEP, "for": "person", "mine": True})
    assert second == (200, {"ok": True, "ready": False, "revision": revision})
    assert (count(phone.code), phone.state()["revision"]) == (0, revision)


def test_step_may_be_named_by_its_key_alone(phone: Phone) -> None:
    press(phone, "r1", step="write")

    assert count(phone.code) == 1


def test_signal_after_the_room_has_moved_is_409_with_what_happened(phone: Phone) -> None:
    rooms.go_next(phone.code)

    reply = phone.post("/ready", {"sent_id": "r1", "step": STEP, "ready": True})

    assert (reply.status_code, reply.json()["ok"]) == (409, False)
    assert "次のステップへ進みました" in reply.json()["message"]


@pytest.mark.parametrize(
    "body",
    [
        {"step": STEP, "ready": True},
        {"sent_id": "", "step": STEP, "ready": True},
        {"sent_id": "r", "step": STEP, "ready": "yes"},
        {"sent_id": "r", "step": STEP},
        {"sent_id": "r", "step": 3, "ready": True},
        {"sent_id": "r", "step": "x" * 500, "ready": True},
        [],
    ],
)
def test_unreadable_signal_is_refused_and_stores_nothing(phone: Phone, body: object) -> None:
    reply = phone.post("/ready", body)

    assert (reply.status_code, reply.json()["ok"]) == (400, False)
    assert count(phone.code) == 0


def test_stranger_is_401(stranger: Phone) -> None:
    assert press(stranger, "r1")[0] == 401  # type: ignore[index]


def test_plain_form_presses_and_takes_back(phone: Phone) -> None:
    before = phone.page()
    reply = phone.fill("/ready", {"step": STEP, "ready": "1"})
    pressed = phone.page()
    phone.fill("/ready", {"step": STEP, "ready": "0"})

    assert (reply.status_code, reply.headers["location"]) == (303, f"/w/{phone.code}#ready")
    assert ">できました</button>" in before
    assert "✓ できました（取り消す）" in pressed
    assert ">できました</button>" in phone.page()


def test_person_written_for_has_a_signal_of_their_own(phone: Phone) -> None:
    other = phone.post("/people", {"name": "まつ"}).json()["participant_id"]
    phone.post("/ready", {"sent_id": "r1", "step": STEP, "ready": True}, **{"as": other})

    assert phone.state()["ready"]["mine"] is False
    assert phone.state(**{"as": other})["ready"]["mine"] is True


def test_nobody_else_is_told_who_is_ready(make_phone: Callable[..., Phone]) -> None:
    one, other = make_phone(name="はな"), make_phone(name="けん")
    before = other.page()
    press(one, "r1")

    assert other.state()["ready"]["mine"] is False
    assert other.page().count("できました") == before.count("できました")
