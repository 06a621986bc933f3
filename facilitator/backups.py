"""Put all data into one file, and bring it back.

A backup is a zip with a copy of the database and a manifest. Secrets of this machine (the
passcode, the signing key, the token of the running server) stay out of it.
"""

import hashlib
import json
import os
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from facilitator.foreign_data import inspect_foreign
from worksheets import toolkit
from worksheets.database import file_of, known_schemas, take_lock
from worksheets.errors import BadInput
from worksheets.inspecting import inspect_copy
from worksheets.settings import Settings

_DATABASE = "workshop.db"
_MANIFEST = "manifest.json"
_KIND = "workshop-backup"
_OWNER_ONLY = 0o600
_CHUNK = 1024 * 1024
_MOST_BYTES = 1024**3  # of a database; ten thousand answers take a hundredth of it
_MOST_MANIFEST = 64 * 1024
_NO_BACKUP = (
    "この道具の控え(バックアップ)ではありません。backup で作ったファイルを指定してください。"
)
_BROKEN = "控え(バックアップ)が壊れています。別の控えで試してください。いまのデータはそのままです。"


@dataclass(frozen=True, slots=True)
class Restored:
    """What was brought back; `kept` is where the data that was there before lies now."""

    created: str
    rows: Mapping[str, int]
    kept: Path | None


def make_backup() -> tuple[bytes, Mapping[str, Any]]:
    """Return the backup of the current data as a zip, and its manifest."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "backup.zip"
        manifest = write_backup(target)
        return target.read_bytes(), manifest


def write_backup(target: Path) -> Mapping[str, Any]:
    """Write the backup of the current data to `target`, whole or not at all."""
    copy = target.with_name(f"{target.name}.copy")
    draft = target.with_name(f"{target.name}.part")
    try:
        copy.unlink(missing_ok=True)
        toolkit.current().database.back_up(copy)
        found = inspect_copy(copy)
        if found.damage:
            raise BadInput(
                f"控えを作れません。{''.join(found.damage)}「check」で様子を確かめてください。"
            )
        manifest = {
            "kind": _KIND,
            "created": datetime.now(UTC).astimezone().isoformat(timespec="seconds"),
            "schema": found.schema,
            "rows": dict(found.rows),
            "sha256": {_DATABASE: _hash(copy)},
        }
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as parts:
            parts.write(copy, _DATABASE)
            parts.writestr(_MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=2))
        put_in_place(draft, target)
    finally:
        copy.unlink(missing_ok=True)
        draft.unlink(missing_ok=True)
    return manifest


def put_in_place(draft: Path, target: Path) -> None:
    """Give a finished file its name once all of it is on the disk."""
    draft.chmod(_OWNER_ONLY)  # others on this machine must not read names and answers
    with draft.open("rb+") as file:
        os.fsync(file.fileno())
    draft.replace(target)
    _settle(target.parent)


def check_backup(backup: Path) -> Mapping[str, Any]:
    """Read a backup to its last byte and return its manifest; raise BadInput if it is no good."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / _DATABASE
        manifest = _unpack(backup, fresh)
        _check(fresh, manifest)
        return manifest


def read_manifest(backup: Path) -> Mapping[str, Any]:
    """Return what a backup says about itself."""
    try:
        with zipfile.ZipFile(backup) as parts:
            return _read_manifest(parts)
    except (OSError, KeyError, zipfile.BadZipFile, zlib.error, EOFError) as problem:
        raise BadInput(_NO_BACKUP) from problem


def restore_backup(backup: Path, settings: Settings) -> Restored:
    """Check a backup to its last byte, then let it take the place of the data.

    What was there before is kept beside it. Nobody else may have the data open.
    """
    database = file_of(settings.database_url)
    lock = take_lock(database)
    fresh = database.with_name(f"{database.name}.restoring")
    try:
        manifest = _unpack(backup, fresh)
        _check(fresh, manifest)
        kept = _put_aside(database)
        fresh.replace(database)
        _settle(database.parent)
    finally:
        fresh.unlink(missing_ok=True)
        lock.release()
    return Restored(str(manifest.get("created", "")), manifest["rows"], kept)


def _unpack(backup: Path, fresh: Path) -> dict[str, Any]:
    try:
        with zipfile.ZipFile(backup) as parts:
            manifest = _read_manifest(parts)
            if sorted(parts.namelist()) != sorted((_DATABASE, _MANIFEST)):
                raise BadInput(_NO_BACKUP)
            fresh.touch(mode=_OWNER_ONLY)
            with parts.open(_DATABASE) as source, fresh.open("wb") as target:
                # What a zip says about its sizes is not to be trusted.
                for chunk in iter(lambda: source.read(_CHUNK), b""):
                    if target.tell() + len(chunk) > _MOST_BYTES:
                        raise BadInput(_NO_BACKUP)
                    target.write(chunk)
                target.flush()
                os.fsync(target.fileno())
    except KeyError as problem:
        raise BadInput(_NO_BACKUP) from problem
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as problem:
        raise BadInput(_BROKEN if zipfile.is_zipfile(backup) else _NO_BACKUP) from problem
    return manifest


def _read_manifest(parts: zipfile.ZipFile) -> dict[str, Any]:
    if parts.getinfo(_MANIFEST).file_size > _MOST_MANIFEST:
        raise BadInput(_NO_BACKUP)
    try:
        manifest = json.loads(parts.read(_MANIFEST))
    except ValueError as problem:
        raise BadInput(_BROKEN) from problem
    if not isinstance(manifest, dict) or manifest.get("kind") != _KIND:
        raise BadInput(_NO_BACKUP)
    if not isinstance(manifest.get("sha256"), dict) or not isinstance(manifest.get("rows"), dict):
        raise BadInput(_BROKEN)
    return manifest


def _check(fresh: Path, manifest: Mapping[str, Any]) -> None:
    if _hash(fresh) != manifest["sha256"].get(_DATABASE):
        raise BadInput(_BROKEN)
    # A database may be made to hurt whoever opens it.
    found = inspect_foreign(fresh)
    if found.damage or dict(found.rows) != manifest["rows"]:
        raise BadInput(f"{''.join(found.damage)}{_BROKEN}")
    if found.schema not in known_schemas():
        raise BadInput(
            "この控えは、もっと新しい版のこの道具で作られています。道具を新しくしてから戻してください。"
        )


def _put_aside(database: Path) -> Path | None:
    """Copy the present data to a new name; only then may it be replaced."""
    if not database.exists() or not database.stat().st_size:  # only just made, by looking
        return None
    moment = datetime.now(UTC).astimezone().strftime("%Y%m%d-%H%M%S")
    number = 1
    kept = database.with_name(f"{database.stem}-before-restore-{moment}{database.suffix}")
    while kept.exists():
        number += 1
        name = f"{database.stem}-before-restore-{moment}-{number}{database.suffix}"
        kept = database.with_name(name)
    journal = database.with_name(f"{database.name}-wal")
    if journal.exists() and journal.stat().st_size:  # after a crash it holds the last answers
        shutil.copy2(journal, kept.with_name(f"{kept.name}-wal"))
    shutil.copy2(database, kept)
    _settle(database.parent)
    # The old journal must be gone before the new file is there, or it would be played into it.
    journal.unlink(missing_ok=True)
    database.with_name(f"{database.name}-shm").unlink(missing_ok=True)
    return kept


def _settle(folder: Path) -> None:
    """Make renames last through a power cut, where the system can."""
    with suppress(OSError, AttributeError):  # Windows opens no folders
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
