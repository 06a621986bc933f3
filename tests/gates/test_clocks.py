"""L7: clocks that are wrong or jump change neither what is stored nor its order."""

import sqlite3
from datetime import datetime, timedelta, tzinfo
from typing import Self

import pytest
from starlette.testclient import TestClient

from tests.gates.conftest import Note
from tests.worksheets.phone.phones import Phone
from worksheets import answers, documents, participants, rooms
from worksheets.phone.app import make_phone_app
from worksheets.records import Submission
from worksheets.toolkit import Toolkit

HOUR = timedelta(hours=1)


class Clock(datetime):
    """The machine's clock, set wrong by `off`."""

    off = timedelta()

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        moment = datetime.now(tz) + cls.off
        return cls.fromtimestamp(moment.timestamp(), tz)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> type[Clock]:
    monkeypatch.setattr(documents, "datetime", Clock)
    monkeypatch.setattr(Clock, "off", timedelta())
    return Clock


def test_server_clock_that_jumps_changes_no_order(
    box: Toolkit, code: str, clock: type[Clock], note: Note
) -> None:
    rooms.go_to(code, "meeting-1", "write")
    person = participants.join(code).participant
    revisions = []
    for number in range(60):
        clock.off = HOUR * (number % 7 - 3) * 8  # up to a day back and forth
        given = {"text": f"{number:03}"}
        sent = Submission(code, f"s{number}", "cards", given, person)
        revisions.append(answers.save_answer(sent).revision)
        assert answers.save_answer(sent).revision == revisions[-1]

    listed = [answer.values["text"] for answer in answers.list_answers(code, "cards")]
    assert listed == [f"{number:03}" for number in range(60)]
    assert revisions == sorted(set(revisions))
    with sqlite3.connect(box.database.path) as connection:
        query = "SELECT json_extract(given, '$.text') FROM answers ORDER BY given_at"
        by_clock = [row[0] for row in connection.execute(query)]
    connection.close()
    assert by_clock != listed  # an order by clock, the planted bug, would have been seen
    note(
        "L7 時計がずれる",
        "サーバーの時計を前後1日ずらしながら回答60件(送りなおしも)",
        lost=0,
        duplicated=0,
        planted="時刻順では崩れる",
    )


def test_clock_set_back_does_not_undo_or_refuse_commands(code: str, clock: type[Clock]) -> None:
    before = rooms.go_to(code, "meeting-1", "write")
    clock.off = -HOUR * 24
    after = rooms.go_next(code)

    assert after.revision == before.revision + 1
    assert rooms.get_room(code).step_key == "vote"


def test_phones_clock_is_never_asked(code: str) -> None:
    """The cookie lives by Max-Age, and a request says nothing of the phone's time."""
    rooms.go_to(code, "meeting-1", "write")
    phone = Phone(TestClient(make_phone_app(), follow_redirects=False), code)
    reply = phone.join(team="t1")

    cookie = reply.headers["set-cookie"].lower()
    assert "max-age=" in cookie
    assert "expires=" not in cookie
    phone.client.headers["date"] = "Thu, 01 Jan 1970 00:00:00 GMT"
    assert phone.send("note", {"text": "一日ずれた端末から"}).status_code == 200


def test_phones_are_told_how_long_the_clock_still_runs(code: str, clock: type[Clock]) -> None:
    """So the phone's own clock may be wrong: it counts down from what it was told."""
    clock.off = HOUR * 5
    rooms.go_to(code, "meeting-1", "write")
    rooms.start_timer(code, 10)
    phone = Phone(TestClient(make_phone_app(), follow_redirects=False), code)
    phone.join(team="t1")

    assert 590 < phone.state()["timer"]["seconds_left"] <= 600
