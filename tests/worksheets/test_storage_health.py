"""A full or failing disk: the reserve, what people are told, and that writing goes on after it."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text

from worksheets import answers, ballast, participants, rooms
from worksheets.ballast import Ballast
from worksheets.errors import StorageFull
from worksheets.records import Participant, Receipt, Submission
from worksheets.storage_health import get_storage_health, keep_reserve
from worksheets.toolkit import Toolkit
from worksheets.writing import Work, one


@pytest.fixture(autouse=True)
def small_reserve(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ballast, "SIZE", 2 * 1024 * 1024)


@pytest.fixture
def person(code: str) -> Participant:
    rooms.go_to(code, "meeting-1", "write")
    return participants.join(code).participant


def send(person: Participant, number: int) -> Receipt:
    return answers.save_answer(
        Submission(
            code=person.code,
            sent_id=f"s{number}",
            worksheet="note",
            values={"text": f"{number}" + "あ" * 1000},
            participant=person,
        )
    )


def limit(box: Toolkit, *, more_pages: int) -> None:
    """Let the database grow by so many pages only: SQLite's own way of a full disk."""

    def set_limit(work: Work, _payload: None) -> None:
        pages = work.connection.execute(text("PRAGMA page_count")).scalar_one()
        work.connection.execute(text(f"PRAGMA max_page_count = {pages + more_pages}"))

    box.database.write(one(set_limit), None)


def fill(person: Participant) -> int:
    """Send until nothing more is taken; return how many were taken."""
    for number in range(1000):
        try:
            send(person, number)
        except StorageFull:
            return number
    raise AssertionError("the disk never became full")


def test_healthy_storage_has_nothing_to_say(box: Toolkit) -> None:  # noqa: ARG001 -- the database
    keep_reserve()

    health = get_storage_health()

    assert (health.writable, health.reserve, health.message) == (True, True, "")


def test_full_disk_refuses_keeps_what_was_acknowledged_and_says_so(
    box: Toolkit, person: Participant
) -> None:
    limit(box, more_pages=20)

    taken = fill(person)

    health = get_storage_health()
    assert (health.writable, "いっぱい" in health.message) == (False, True)
    with sqlite3.connect(box.database.path) as connection:
        assert connection.execute("SELECT count(*) FROM submissions").fetchone() == (taken,)


def test_full_disk_gives_up_the_reserve_once_and_goes_on(box: Toolkit, person: Participant) -> None:
    keep_reserve()
    limit(box, more_pages=20)
    freed: list[bool] = []

    def make_room() -> bool:
        # What freeing 2 MB does on a real disk (tests/gates/test_full_disk.py has one).
        freed.append(box.database.ballast.give_up())
        return False

    box.database._writer._make_room = make_room
    fill(person)

    assert freed[0] is True
    assert set(freed[1:]) <= {False}
    assert not box.database.ballast.is_there


def test_writing_that_works_again_clears_the_message(box: Toolkit, person: Participant) -> None:
    limit(box, more_pages=20)
    taken = fill(person)

    limit(box, more_pages=1000)
    send(person, taken)

    assert get_storage_health().writable
    assert get_storage_health().message == ""


def test_reserve_is_laid_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reserve = Ballast(tmp_path)
    assert reserve.lay()
    assert [file.stat().st_size for file in tmp_path.iterdir()] == [ballast.SIZE]

    assert reserve.give_up()
    assert not reserve.give_up()

    monkeypatch.setattr(ballast, "SIZE", 10**18)
    assert not reserve.lay()
    assert list(tmp_path.iterdir()) == []
