"""Automatic backups: when they are made, where, how many are kept, and what if they fail."""

import sqlite3
import threading
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from facilitator import safekeeping
from facilitator.backups import check_backup, restore_backup
from facilitator.safekeeping import (
    KEPT,
    Safekeeping,
    find_newest_good,
    keeping,
    list_backups,
    list_worries,
)
from worksheets import answers, participants, rooms
from worksheets.records import Opened, Submission
from worksheets.settings import Settings
from worksheets.toolkit import Toolkit

PATIENCE = 20.0


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    stick = tmp_path / "usb"
    stick.mkdir()
    return stick / "backups"


@pytest.fixture
def both(settings: Settings, usb: Path) -> Settings:
    return replace(settings, backup_dir=usb)


def wait_for(folder: Path, *, number: int) -> list[Path]:
    end = time.monotonic() + PATIENCE
    while len(list_backups(folder)) < number and time.monotonic() < end:
        time.sleep(0.02)
    return list_backups(folder)


def send(code: str, text: str) -> None:
    answers.save_answer(
        Submission(
            code=code,
            sent_id=f"sent-{len(text)}",
            worksheet="cards",
            values={"text": text},
            participant=participants.join(code).participant,
        )
    )


def test_step_change_backs_up_to_both_folders(
    both: Settings, box: Toolkit, code: str, usb: Path
) -> None:
    with keeping(both, box):
        rooms.go_to(code, "meeting-1", "write")
        [here] = wait_for(both.data_dir / "backups", number=1)
        [there] = wait_for(usb, number=1)

        assert here.name == there.name
        assert check_backup(there)["rows"]["workshops"] == 1
        assert list_worries() == ()


def test_step_does_not_wait_for_its_backup(
    settings: Settings, box: Toolkit, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_go_on = threading.Event()
    really = safekeeping.write_backup

    def slow_disk(target: Path) -> object:
        may_go_on.wait(PATIENCE)
        return really(target)

    monkeypatch.setattr(safekeeping, "write_backup", slow_disk)
    with keeping(settings, box):
        rooms.go_to(code, "meeting-1", "write")
        send(code, "控えのあいだ")  # both return although no backup has ended

        assert list_backups(settings.data_dir / "backups") == []
        may_go_on.set()


def test_end_backs_up_what_came_after_the_last_step(
    settings: Settings, box: Toolkit, code: str
) -> None:
    with keeping(settings, box):
        rooms.go_to(code, "meeting-1", "write")
        wait_for(settings.data_dir / "backups", number=1)
        send(code, "最後のひとこと")

    assert check_backup(list_backups(settings.data_dir / "backups")[0])["rows"]["answers"] == 1


def test_end_without_changes_makes_no_second_copy(
    settings: Settings, box: Toolkit, code: str
) -> None:
    with keeping(settings, box):
        rooms.go_to(code, "meeting-1", "write")
        wait_for(settings.data_dir / "backups", number=1)

    assert len(list_backups(settings.data_dir / "backups")) == 1


def test_missing_stick_is_told_and_the_first_copy_is_there(
    settings: Settings, box: Toolkit, code: str, tmp_path: Path
) -> None:
    missing = replace(settings, backup_dir=tmp_path / "not-plugged-in" / "backups")
    with keeping(missing, box):
        rooms.go_to(code, "meeting-1", "write")
        end = time.monotonic() + PATIENCE
        while not list_worries() and time.monotonic() < end:
            time.sleep(0.02)

        [worry] = list_worries()

    assert "USBメモリー" in worry
    assert "not-plugged-in" in worry
    assert len(list_backups(settings.data_dir / "backups")) == 1
    assert not (tmp_path / "not-plugged-in").exists()


def test_failing_backup_is_told_and_the_next_one_tries_again(
    settings: Settings, box: Toolkit, code: str
) -> None:
    in_the_way = settings.data_dir / "backups"
    in_the_way.write_text("a file where the folder should be", encoding="utf-8")
    maker = Safekeeping(settings)
    maker.start()
    maker.want()
    end = time.monotonic() + PATIENCE
    while not maker.problems and time.monotonic() < end:
        time.sleep(0.02)
    assert "残せませんでした" in maker.problems[0]

    in_the_way.unlink()
    rooms.go_next(code)
    maker.close()

    assert maker.problems == ()
    assert len(list_backups(in_the_way)) == 1
    assert box.database.find_damage() is None


def test_newest_twenty_and_one_of_each_day_are_kept(
    settings: Settings,
    box: Toolkit,  # noqa: ARG001 -- the data to back up
    code: str,  # noqa: ARG001 -- same
) -> None:
    folder = settings.data_dir / "backups"
    folder.mkdir()
    for day in (1, 2):
        for hour in range(3):
            (folder / f"workshop-2026010{day}-0{hour}0000.zip").write_bytes(b"old")
    for minute in range(25):
        (folder / f"workshop-20260103-10{minute:02}00.zip").write_bytes(b"old")
    (folder / "my-own.zip").write_bytes(b"mine")

    maker = Safekeeping(settings)
    maker.start()
    maker.close()

    kept = [path.name for path in list_backups(folder)]
    assert len(kept) == KEPT + 2
    assert kept[-2:] == ["workshop-20260102-020000.zip", "workshop-20260101-020000.zip"]
    assert kept[KEPT - 1] == "workshop-20260103-100600.zip"
    assert (folder / "my-own.zip").exists()


@pytest.fixture
def two_backups(
    settings: Settings,
    box: Toolkit,
    opened: Opened,
) -> list[Path]:
    code = opened.workshop.code
    with keeping(settings, box):
        rooms.go_to(code, "meeting-1", "write")
        wait_for(settings.data_dir / "backups", number=1)
        send(code, "二つめの控えにだけある")
    return list_backups(settings.data_dir / "backups")


def test_newest_good_backup_passes_over_damaged_ones(
    settings: Settings, two_backups: list[Path]
) -> None:
    newest, older = two_backups
    good = find_newest_good(settings)
    assert good is not None
    assert (good.path, good.answers) == (newest, 1)

    data = bytearray(newest.read_bytes())
    data[len(data) // 2] ^= 0xFF
    newest.write_bytes(data)

    good = find_newest_good(settings)
    assert good is not None
    assert (good.path, good.answers) == (older, 0)


def test_automatic_backup_can_be_restored(two_backups: list[Path], tmp_path: Path) -> None:
    elsewhere = tmp_path / "new-machine"
    fresh = Settings(elsewhere, f"sqlite:///{elsewhere / 'workshop.db'}")

    restored = restore_backup(two_backups[0], fresh)

    assert restored.rows["answers"] == 1
    with sqlite3.connect(elsewhere / "workshop.db") as connection:
        assert "二つめ" in connection.execute("SELECT given FROM answers").fetchone()[0]


def test_backup_holds_no_secrets(two_backups: list[Path]) -> None:
    with zipfile.ZipFile(two_backups[0]) as parts:
        assert parts.namelist() == ["workshop.db", "manifest.json"]


def test_backup_is_read_by_its_owner_only(two_backups: list[Path]) -> None:
    assert {path.stat().st_mode & 0o777 for path in two_backups} == {0o600}
