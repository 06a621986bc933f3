"""L9: damaged, missing, older and newer files: a clear refusal, and nothing is thrown away."""

import random
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from facilitator.backups import restore_backup
from facilitator.safekeeping import advise_restoring, find_newest_good, keeping
from tests.gates.conftest import Note, Size
from tests.samples import make_program
from tests.server import ROOT, find_free_port, make_environment
from worksheets import answers, participants, rooms, toolkit, workshops
from worksheets.errors import DamagedData, StartProblem
from worksheets.inspecting import inspect_database
from worksheets.records import Options, Submission
from worksheets.settings import Settings
from worksheets.toolkit import open_toolkit

ANSWERS = 60


def at(folder: Path) -> Settings:
    return Settings(folder, f"sqlite:///{folder / 'workshop.db'}")


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a kill leaves it: file, log, shared memory and a backup of half the answers."""
    folder = tmp_path_factory.mktemp("sound")
    settings = at(folder)
    with toolkit.use(open_toolkit(settings)) as box:
        teams = Options(teams=workshops.make_teams(1))
        code = workshops.open_workshop(make_program(), title="研修", options=teams).workshop.code
        with keeping(settings, box):
            rooms.go_to(code, "meeting-1", "write")
            person = participants.join(code).participant
            for number in range(ANSWERS):
                if number == ANSWERS // 2:
                    rooms.go_to(code, "meeting-1", "opening")
                    rooms.go_to(code, "meeting-1", "write")
                text = {"text": f"{number}番め " + "え" * 300}
                answers.save_answer(
                    Submission(code, f"s{number}", "cards" if number < 0 else "note", text, person)
                )
        killed = tmp_path_factory.mktemp("killed") / "data"
        shutil.copytree(folder, killed)  # nothing is written now: as after a kill
    (killed / "workshop.db.lock").unlink()
    assert (killed / "workshop.db-wal").stat().st_size > 100_000
    return killed


@pytest.fixture
def folder(sound: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "data"
    shutil.copytree(sound, copy)
    return copy


def flip(path: Path, start: int, stop: int, *, seed: int = 1) -> bytes:
    """Damage some bytes and return the file as it then is."""
    chance = random.Random(seed)  # noqa: S311 -- not a secret
    data = bytearray(path.read_bytes())
    for _ in range(8):
        data[chance.randrange(start, min(stop, len(data)))] ^= 0xFF
    path.write_bytes(data)
    return bytes(data)


def test_missing_shared_memory_loses_nothing(folder: Path) -> None:
    (folder / "workshop.db-shm").unlink()

    with toolkit.use(open_toolkit(at(folder))) as box:
        assert inspect_database(box.database).rows["submissions"] == ANSWERS


def test_damaged_shared_memory_loses_nothing(folder: Path) -> None:
    flip(folder / "workshop.db-shm", 0, 4096)

    with toolkit.use(open_toolkit(at(folder))) as box:
        assert inspect_database(box.database).rows["submissions"] == ANSWERS


@pytest.mark.parametrize("place", [0.0, 0.1, 0.5, 0.7])
def test_damaged_log_is_refused_and_left_alone(folder: Path, place: float) -> None:
    log = folder / "workshop.db-wal"
    size = log.stat().st_size
    start = int(size * place)
    damaged = flip(log, start, start + 32)
    before = (folder / "workshop.db").read_bytes()

    with pytest.raises(DamagedData, match="手をつけていません"):
        open_toolkit(at(folder))

    assert log.read_bytes() == damaged
    assert (folder / "workshop.db").read_bytes() == before


def test_log_that_ends_in_a_torn_write_opens_with_all_that_was_whole(folder: Path) -> None:
    log = folder / "workshop.db-wal"
    with log.open("ab") as file:
        file.write(random.Random(1).randbytes(5000))  # noqa: S311 -- not a secret

    with toolkit.use(open_toolkit(at(folder))) as box:
        assert inspect_database(box.database).rows["submissions"] == ANSWERS


def test_without_our_look_at_the_log_its_damage_would_pass_in_silence(
    folder: Path, monkeypatch: pytest.MonkeyPatch, note: Note
) -> None:
    log = folder / "workshop.db-wal"
    flip(log, log.stat().st_size // 2, log.stat().st_size // 2 + 32)
    monkeypatch.setattr("worksheets.database.is_damaged", lambda _path: False)

    with toolkit.use(open_toolkit(at(folder))) as box:
        lost = ANSWERS - inspect_database(box.database).rows["submissions"]

    assert lost > 0
    note(
        "L9 の試験(ログを調べない)",
        "保存の記録(WAL)の途中が壊れたまま開いた",
        lost=lost,
        duplicated=0,
        planted="見つけた",
    )


def test_damaged_file_is_refused_or_whole_never_wrong_in_silence(
    folder: Path, tmp_path: Path, size: Size, note: Note
) -> None:
    """Damage at random places: the start refuses, or `check` finds it, or nothing was hit."""
    with toolkit.use(open_toolkit(at(folder))):
        pass  # everything into the one file
    refused = found = unharmed = 0
    times = size.of(60, 200)
    for seed in range(times):
        copy = tmp_path / f"copy-{seed}"
        copy.mkdir()
        file = copy / "workshop.db"
        shutil.copyfile(folder / "workshop.db", file)
        damaged = flip(file, 0, file.stat().st_size, seed=seed)
        try:
            with toolkit.use(open_toolkit(at(copy))) as box:
                inspected = inspect_database(box.database)
        except DamagedData:
            refused += 1
            assert file.read_bytes() == damaged
            continue
        if inspected.damage:
            found += 1
            continue
        unharmed += 1
        with sqlite3.connect(file) as mended, sqlite3.connect(folder / "workshop.db") as whole:
            query = "SELECT id, given, revision FROM answers ORDER BY id"
            assert mended.execute(query).fetchall() == whole.execute(query).fetchall()
    assert refused > 0
    note(
        "L9 壊れたファイル",
        f"でたらめな場所を壊して{times}回(始めるのを断った{refused}、check が見つけた{found}、"
        f"回答に当たらず{unharmed})",
        lost=0,
        duplicated=0,
    )


def test_start_refuses_names_the_newest_good_backup_and_restoring_works(folder: Path) -> None:
    file = folder / "workshop.db"
    open_toolkit(at(folder)).close()  # else the log would still bring the first page back
    damaged = flip(file, 0, 100)
    good = find_newest_good(at(folder))
    assert good is not None

    done = subprocess.run(
        [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={find_free_port()}"],
        cwd=ROOT,
        env=make_environment(folder),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert done.returncode == 1
    said = done.stderr + done.stdout
    assert "始められませんでした" in said
    assert str(good.path) in said
    assert "Traceback" not in said
    assert file.read_bytes() == damaged

    restored = restore_backup(good.path, at(folder))

    assert restored.kept is not None
    assert restored.kept.read_bytes() == damaged
    with toolkit.use(open_toolkit(at(folder))) as box:
        assert inspect_database(box.database).rows["submissions"] == ANSWERS


def test_damage_without_any_backup_is_said_plainly(folder: Path) -> None:
    shutil.rmtree(folder / "backups")

    assert re.search("見つかりません", advise_restoring(at(folder)))


def test_newer_file_is_refused_and_left_alone(folder: Path) -> None:
    with toolkit.use(open_toolkit(at(folder))):
        pass
    with sqlite3.connect(folder / "workshop.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'from-the-future'")
    connection.close()
    before = (folder / "workshop.db").read_bytes()

    with pytest.raises(StartProblem, match="新しい版"):
        open_toolkit(at(folder))

    assert (folder / "workshop.db").read_bytes() == before
