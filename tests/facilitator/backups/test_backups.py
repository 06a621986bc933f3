import hashlib
import io
import json
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from facilitator import backups
from facilitator.backups import make_backup, restore_backup
from tests.samples import make_program
from worksheets import toolkit, workshops
from worksheets.answers import import_answers
from worksheets.database import take_lock
from worksheets.errors import BadInput, StartProblem
from worksheets.settings import Settings
from worksheets.toolkit import open_toolkit
from worksheets.workshops import list_workshops

Change = Callable[[dict[str, bytes]], None]


@pytest.fixture
def backup(settings: Settings) -> Path:
    """A backup of one workshop with one answer; the data is closed again."""
    with toolkit.use(open_toolkit(settings)):
        opened = workshops.open_workshop(make_program(), title="前")
        import_answers(opened.workshop.code, "cards", [{"text": "会議が長い"}])
        content, _ = make_backup()
    file = settings.data_dir / "backup.zip"
    file.write_bytes(content)
    return file


def list_titles(settings: Settings) -> list[str]:
    with toolkit.use(open_toolkit(settings)):
        return [workshop.title for workshop in list_workshops()]


def open_another(settings: Settings) -> None:
    with toolkit.use(open_toolkit(settings)):
        workshops.open_workshop(make_program(), title="後")


def rewrite(file: Path, change: Change) -> None:
    with zipfile.ZipFile(file) as parts:
        bodies = {name: parts.read(name) for name in parts.namelist()}
    change(bodies)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as parts:
        for name, body in bodies.items():
            parts.writestr(name, body)
    file.write_bytes(target.getvalue())


def test_restore_brings_back_the_past_and_keeps_the_present_aside(
    settings: Settings, backup: Path
) -> None:
    open_another(settings)

    restored = restore_backup(backup, settings)

    assert list_titles(settings) == ["前"]
    assert restored.rows["answers"] == 1
    assert restored.kept is not None
    aside = Settings(settings.data_dir, f"sqlite:///{restored.kept}")
    assert list_titles(aside) == ["後", "前"]


def test_restore_twice_keeps_both_present_states(settings: Settings, backup: Path) -> None:
    kept = {restore_backup(backup, settings).kept for _ in range(3)}

    assert len(kept) == 3
    assert all(path is not None and path.exists() for path in kept)


def test_restore_into_an_empty_folder_needs_nothing_aside(
    settings: Settings, backup: Path, tmp_path: Path
) -> None:
    fresh = Settings(tmp_path / "new", f"sqlite:///{tmp_path / 'new' / 'workshop.db'}")

    restored = restore_backup(backup, fresh)

    assert restored.kept is None
    assert list_titles(fresh) == list_titles(settings) == ["前"]


def test_answers_still_in_the_journal_of_a_crashed_server_are_kept_aside(
    settings: Settings, backup: Path
) -> None:
    database = settings.data_dir / "workshop.db"
    left = {}
    with toolkit.use(open_toolkit(settings)):
        workshops.open_workshop(make_program(), title="消えては困る")
        for name in ("workshop.db", "workshop.db-wal"):
            left[name] = (settings.data_dir / name).read_bytes()
    for name, body in left.items():  # as a power cut leaves the files
        (settings.data_dir / name).write_bytes(body)

    restored = restore_backup(backup, settings)

    assert restored.kept is not None
    assert list_titles(Settings(settings.data_dir, f"sqlite:///{restored.kept}")) == [
        "消えては困る",
        "前",
    ]
    assert list_titles(settings) == ["前"]
    assert database.exists()


def test_restore_while_the_data_is_open_is_refused(settings: Settings, backup: Path) -> None:
    lock = take_lock(settings.data_dir / "workshop.db")

    with pytest.raises(StartProblem):
        restore_backup(backup, settings)

    lock.release()
    assert list_titles(settings) == ["前"]


def spoil_database(bodies: dict[str, bytes]) -> None:
    body = bodies["workshop.db"]
    bodies["workshop.db"] = body.replace("会議が長い".encode(), "会議は短い".encode())


def lose_manifest(bodies: dict[str, bytes]) -> None:
    del bodies["manifest.json"]


def lose_database(bodies: dict[str, bytes]) -> None:
    del bodies["workshop.db"]


def spoil_manifest(bodies: dict[str, bytes]) -> None:
    bodies["manifest.json"] = b"{"


def rename_kind(bodies: dict[str, bytes]) -> None:
    bodies["manifest.json"] = json.dumps({"kind": "other"}).encode()


def add_another_part(bodies: dict[str, bytes]) -> None:
    bodies["../../outside.txt"] = b"x"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (add_another_part, "控え(バックアップ)ではありません"),
        (spoil_database, "壊れています"),
        (lose_manifest, "控え(バックアップ)ではありません"),
        (lose_database, "控え(バックアップ)ではありません"),
        (spoil_manifest, "壊れています"),
        (rename_kind, "控え(バックアップ)ではありません"),
    ],
)
def test_spoiled_backup_is_refused_and_changes_nothing(
    settings: Settings, backup: Path, change: Change, words: str
) -> None:
    open_another(settings)
    rewrite(backup, change)
    before = sorted(path.name for path in settings.data_dir.iterdir())

    with pytest.raises(BadInput) as refusal:
        restore_backup(backup, settings)

    assert words in str(refusal.value)
    assert sorted(path.name for path in settings.data_dir.iterdir()) == before
    assert list_titles(settings) == ["後", "前"]


def test_backup_that_unpacks_into_too_much_is_refused_and_leaves_nothing(
    settings: Settings, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "_MOST_BYTES", 1024 * 1024)

    def swell(bodies: dict[str, bytes]) -> None:
        bodies["workshop.db"] = bytes(2 * 1024 * 1024)

    rewrite(backup, swell)
    before = sorted(path.name for path in settings.data_dir.iterdir())

    with pytest.raises(BadInput):
        restore_backup(backup, settings)

    assert sorted(path.name for path in settings.data_dir.iterdir()) == before


@pytest.mark.parametrize("body", [b"", b"nonsense", b"PK\x03\x04nonsense"])
def test_other_file_is_refused(settings: Settings, tmp_path: Path, body: bytes) -> None:
    file = tmp_path / "other.zip"
    file.write_bytes(body)

    with pytest.raises(BadInput):
        restore_backup(file, settings)


def test_truncated_backup_is_refused(settings: Settings, backup: Path) -> None:
    backup.write_bytes(backup.read_bytes()[:-200])

    with pytest.raises(BadInput):
        restore_backup(backup, settings)


def test_backup_of_a_newer_version_is_refused(settings: Settings, backup: Path) -> None:
    def make_newer(bodies: dict[str, bytes]) -> None:
        file = settings.data_dir / "newer.db"
        file.write_bytes(bodies["workshop.db"])
        with closing(sqlite3.connect(file)) as raw:
            raw.execute("UPDATE alembic_version SET version_num = '9999'")
            raw.commit()
        bodies["workshop.db"] = file.read_bytes()
        manifest = json.loads(bodies["manifest.json"])
        manifest["sha256"]["workshop.db"] = hashlib.sha256(bodies["workshop.db"]).hexdigest()
        bodies["manifest.json"] = json.dumps(manifest).encode()

    rewrite(backup, make_newer)

    with pytest.raises(BadInput, match="もっと新しい版"):
        restore_backup(backup, settings)


def test_backup_holds_no_secrets_of_the_machine(settings: Settings, backup: Path) -> None:
    (settings.data_dir / "access.json").write_text('{"signing_key": "very-secret"}')
    with toolkit.use(open_toolkit(settings)):
        content, manifest = make_backup()

    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        names = parts.namelist()
        bodies = b"".join(parts.read(name) for name in names)
    assert sorted(names) == ["manifest.json", "workshop.db"]
    assert b"very-secret" not in bodies
    assert manifest["rows"]["workshops"] == 1
    assert backup.exists()
