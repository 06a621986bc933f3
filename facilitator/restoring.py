"""Bring a backup back from the app: checked now, put in place when the server starts next.

The data of a running server belongs to it alone, so the swap waits for the moment before it
is opened.
"""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from facilitator.backups import check_backup, put_in_place, read_manifest, restore_backup
from worksheets.errors import BadInput
from worksheets.settings import Settings

_NAME = "restore-next.zip"
_REFUSED = "restore-refused.zip"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A backup that will take the place of the data at the next start."""

    created: str
    rows: Mapping[str, int]


def schedule(content: bytes, settings: Settings) -> Waiting:
    """Keep a backup for the next start; raise BadInput if it is no good."""
    target = settings.data_dir / _NAME
    with tempfile.NamedTemporaryFile(dir=settings.data_dir, suffix=".part", delete=False) as file:
        draft = Path(file.name)
        file.write(content)
    try:
        manifest = check_backup(draft)
        put_in_place(draft, target)
    finally:
        draft.unlink(missing_ok=True)
    return _describe(manifest)


def find_waiting(settings: Settings) -> Waiting | None:
    """Return the backup that waits for the next start, if there is one."""
    try:
        return _describe(read_manifest(settings.data_dir / _NAME))
    except BadInput:
        return None


def _describe(manifest: Mapping[str, Any]) -> Waiting:
    return Waiting(str(manifest.get("created", "")), manifest["rows"])


def call_off(settings: Settings) -> None:
    """Leave the data as it is at the next start."""
    (settings.data_dir / _NAME).unlink(missing_ok=True)


def restore_waiting(settings: Settings) -> str:
    """Put a waiting backup in place and say so, "" where none waits.

    One that can no longer be read is put aside, and the data stays as it is.
    """
    waiting = settings.data_dir / _NAME
    if not waiting.exists():
        return ""
    try:
        restored = restore_backup(waiting, settings)
    except BadInput as problem:
        waiting.replace(settings.data_dir / _REFUSED)
        return f"控えから戻せませんでした。いまのデータのまま始めます。{problem}"
    waiting.unlink()
    kept = f"前のデータは「{restored.kept}」に残しました。" if restored.kept else ""
    answers = restored.rows.get("answers", 0)
    return f"控え({restored.created[:16].replace('T', ' ')}、回答{answers}件)から戻しました。{kept}"
