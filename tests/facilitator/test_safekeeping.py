"""Automatic backups: when they are made, where, how many are kept, and what if they fail."""

import os
import sqlite3
import threading
import time
import zipfile
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from facilitator import safekeeping
from facilitator.backups import check_backup, restore_backup
from facilitator.safekeeping import (
    COPY_DAYS,
    DAYS,
    KEPT,
    Safekeeping,
    find_newest_good,
    keeping,
    list_backups,
    list_worries,
)
from worksheets import answers, participants, rooms
from worksheets.deleting import delete_workshop
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


def name_backup(days_ago: int, time: str = "100000") -> str:
    return f"workshop-{datetime.now().astimezone() - timedelta(days=days_ago):%Y%m%d}-{time}.zip"


def prune(settings: Settings) -> list[str]:
    """Make one backup, and return the names of all that are kept."""
    maker = Safekeeping(settings)
    maker.start()
    maker.close()
    return [path.name for path in list_backups(settings.data_dir / "backups")]


def test_newest_twenty_and_one_of_each_day_are_kept(
    settings: Settings,
    box: Toolkit,  # noqa: ARG001 -- the data to back up
    code: str,  # noqa: ARG001 -- same
) -> None:
    folder = settings.data_dir / "backups"
    folder.mkdir()
    for day in (3, 2):
        for hour in range(3):
            (folder / name_backup(day, f"0{hour}0000")).write_bytes(b"old")
    for minute in range(25):
        (folder / name_backup(1, f"10{minute:02}00")).write_bytes(b"old")
    (folder / "my-own.zip").write_bytes(b"mine")

    kept = prune(settings)

    assert len(kept) == KEPT + 2
    assert kept[-2:] == [name_backup(2, "020000"), name_backup(3, "020000")]
    assert kept[KEPT - 1] == name_backup(1, "100600")
    assert (folder / "my-own.zip").exists()


def test_backups_older_than_two_weeks_go_in_both_folders(
    both: Settings,
    box: Toolkit,  # noqa: ARG001 -- the data to back up
    code: str,  # noqa: ARG001 -- same
    usb: Path,
) -> None:
    for folder in (both.data_dir / "backups", usb):
        folder.mkdir()
        for days_ago in (DAYS - 1, DAYS, DAYS + 1, 400):
            (folder / name_backup(days_ago)).write_bytes(b"old")

    kept = prune(both)

    assert kept[1:] == [name_backup(DAYS - 1), name_backup(DAYS)]
    assert [path.name for path in list_backups(usb)] == kept


def test_only_backup_stays_however_old_it_is(settings: Settings, box: Toolkit, code: str) -> None:
    with keeping(settings, box):
        rooms.go_to(code, "meeting-1", "write")
    [made] = list_backups(settings.data_dir / "backups")
    made.rename(made.with_name(name_backup(400)))

    assert prune(settings) == [name_backup(400)]


def test_deleted_workshop_lives_on_in_no_backup_after_two_weeks(
    settings: Settings, box: Toolkit, code: str
) -> None:
    with keeping(settings, box):
        rooms.go_to(code, "meeting-1", "write")
        send(code, "消したら残らない言葉")
    [made] = list_backups(settings.data_dir / "backups")
    made.rename(made.with_name(name_backup(DAYS + 1)))
    delete_workshop(code)

    [left] = prune(settings)

    assert check_backup(settings.data_dir / "backups" / left)["rows"]["answers"] == 0
    assert not (settings.data_dir / "backups" / name_backup(DAYS + 1)).exists()


def test_copies_of_old_upgrades_and_restores_go_and_the_data_stays(
    settings: Settings,
    box: Toolkit,  # noqa: ARG001 -- the data to back up
    code: str,  # noqa: ARG001 -- same
) -> None:
    old = time.time() - (COPY_DAYS + 1) * 86400
    names = ("workshop-before-restore-20260101-100000.db", "workshop-before-upgrade-0005.db")
    kept = ("workshop-before-restore-20260301-100000.db", "workshop-before-noon.db")
    for name in (*names, f"{names[0]}-wal", *kept):
        (settings.data_dir / name).write_bytes(b"copy")
    for name in (*names, f"{names[0]}-wal", kept[1]):
        os.utime(settings.data_dir / name, (old, old))

    prune(settings)

    left = {path.name for path in settings.data_dir.iterdir()}
    assert left >= {"workshop.db", *kept}
    assert left.isdisjoint({*names, f"{names[0]}-wal"})


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
