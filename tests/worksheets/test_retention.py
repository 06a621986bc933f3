"""Until when workshops are kept, and what stays of those deleted."""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from facilitator.housekeeping import tidy
from tests.samples import make_program
from worksheets import participants, retention, toolkit, workshops
from worksheets.answers import import_answers
from worksheets.deleting import How, delete_workshop, list_erasures
from worksheets.errors import BadInput, WorkshopNotFound
from worksheets.records import Opened
from worksheets.retention import Keeping, find_today, list_keepings, note_told, postpone
from worksheets.settings import Settings
from worksheets.toolkit import Toolkit, open_toolkit

DAY = timedelta(days=1)


@pytest.fixture
def code(opened: Opened) -> str:
    return opened.workshop.code


def get_only() -> Keeping:
    [keeping] = list_keepings()
    return keeping


def make_old(box: Toolkit, code: str, days: int) -> None:
    """Make a workshop with all in it look as if nothing had happened for some days."""
    then = (datetime.now(UTC) - timedelta(days=days)).isoformat()
    path = box.settings.data_dir / "workshop.db"
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE workshops SET created_at = ? WHERE code = ?", (then, code))
        connection.execute("UPDATE participants SET joined_at = ? WHERE code = ?", (then, code))
        connection.execute("UPDATE answers SET given_at = ? WHERE code = ?", (then, code))
    connection.close()
    box.workshops.clear()


def test_days_are_counted_from_the_last_thing_anybody_did(box: Toolkit, code: str) -> None:
    make_old(box, code, 50)
    assert get_only().last_active == find_today() - 50 * DAY

    participants.join(code)

    assert get_only().last_active == find_today()
    assert get_only().due == find_today() + 90 * DAY


def test_nothing_is_deleted_before_two_weeks_of_warning(box: Toolkit, code: str) -> None:
    make_old(box, code, 400)  # the laptop lay in a cupboard
    today = find_today()

    assert tidy(today) == 0
    assert get_only().find_end(today) == today + 14 * DAY
    assert tidy(today + 13 * DAY) == 0
    assert tidy(today + 14 * DAY) == 1
    assert list_keepings() == ()


def test_workshop_is_told_of_a_month_before_and_deleted_on_its_day(box: Toolkit, code: str) -> None:
    make_old(box, code, 59)
    today = find_today()

    tidy(today)
    assert get_only().told_on is None
    tidy(today + DAY)
    assert get_only().told_on == today + DAY
    assert tidy(today + 30 * DAY) == 0
    assert tidy(today + 31 * DAY) == 1


def test_who_goes_on_is_warned_anew_the_next_time(box: Toolkit, code: str) -> None:
    make_old(box, code, 89)
    tidy(find_today())
    assert get_only().told_on == find_today()

    participants.join(code)
    tidy(find_today())

    assert get_only().told_on is None


def test_postponed_workshop_stays_until_then(box: Toolkit, code: str) -> None:
    make_old(box, code, 400)
    today = find_today()
    tidy(today)

    postpone(code, until=today + 100 * DAY)

    assert (get_only().due, get_only().told_on) == (today + 100 * DAY, None)
    assert tidy(today + 14 * DAY) == 0


@pytest.mark.parametrize("days", [-1, 0, 366])
def test_odd_days_are_refused(code: str, days: int) -> None:
    with pytest.raises(BadInput, match="365日先まで"):
        postpone(code, until=find_today() + days * DAY)


def test_postponing_a_workshop_that_is_gone_says_so(box: Toolkit) -> None:  # noqa: ARG001 -- the toolkit in use
    with pytest.raises(WorkshopNotFound):
        postpone("ZZZZZZ", until=find_today() + DAY)


def test_deleted_workshop_leaves_its_name_and_numbers_only(box: Toolkit, code: str) -> None:
    participants.join(code, name="山田 太郎")
    import_answers(code, "cards", [{"text": "秘密のことば"}])
    note_told(code, find_today())

    delete_workshop(code)

    [erasure] = list_erasures()
    assert (erasure.title, erasure.how) == ("研修", How.BY_HAND)
    assert (erasure.participants, erasure.answers) == (1, 1)
    rows = _read_rows(box.settings.data_dir / "workshop.db")
    assert "研修" in rows
    assert "山田" not in rows
    assert "秘密のことば" not in rows


def _read_rows(path: Path) -> str:
    with sqlite3.connect(path) as connection:
        text = "\n".join(connection.iterdump())
    connection.close()
    return text


def test_words_of_a_deleted_workshop_are_not_left_in_the_file(settings: Settings) -> None:
    words = "けしたあとには残らないことば"
    with toolkit.use(open_toolkit(settings)):
        code = workshops.open_workshop(make_program(), title="研修").workshop.code
        import_answers(code, "cards", [{"text": f"{words}{number}"} for number in range(300)])
    before = (settings.data_dir / "workshop.db").read_bytes()
    with toolkit.use(open_toolkit(settings)):
        delete_workshop(code)

    assert words.encode() in before
    assert words.encode() not in (settings.data_dir / "workshop.db").read_bytes()
    assert not (settings.data_dir / "workshop.db-wal").exists()


def test_code_of_a_deleted_workshop_finds_nothing(code: str) -> None:
    delete_workshop(code)

    with pytest.raises(WorkshopNotFound):
        workshops.get_workshop(code)
    assert retention.list_keepings() == ()
