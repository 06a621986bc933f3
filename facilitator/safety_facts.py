"""Measure what can be known here about safety: passcode, address, backups, days, versions."""

import json
import platform
import sqlite3
import stat
import tomllib
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from facilitator.addresses import public_url
from facilitator.analysis.wording import day_words
from facilitator.backups import read_manifest
from facilitator.safekeeping import list_backups
from worksheets.documents import now
from worksheets.errors import BadInput
from worksheets.retention import find_today, list_keepings
from worksheets.settings import Settings
from worksheets.workshops import get_workshop, list_workshops

_PROJECT = Path(__file__).parents[1] / "pyproject.toml"
_FOREIGN = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True, slots=True)
class Facts:
    """What was measured on this machine."""

    passcode_set: bool
    secrets_shut: bool | None  # None where the system has no such permissions
    address: str
    last_backup: datetime | None
    backups: int
    second_folder: str  # "", "missing", "same disk" or "other disk"
    second_backup: datetime | None
    joining_open: tuple[str, ...]
    retention_days: tuple[int, ...]
    next_end: str
    next_title: str
    versions: str
    measured_at: datetime

    @property
    def https(self) -> bool:
        """Tell whether phones come by an encrypted way."""
        return self.address.startswith("https://")


def find_facts(settings: Settings) -> Facts:
    """Measure this machine now."""
    opened = [get_workshop(summary.code) for summary in list_workshops()]
    keepings = list_keepings()
    mine = list_backups(settings.data_dir / "backups")
    second = list_backups(settings.backup_dir) if settings.backup_dir else []
    return Facts(
        passcode_set=_has_passcode(settings),
        secrets_shut=_are_secrets_shut(settings),
        address=public_url(settings),
        last_backup=_read_created(mine),
        backups=len(mine),
        second_folder=_look_at_second(settings),
        second_backup=_read_created(second),
        joining_open=tuple(one.title for one in opened if one.options.joining_open),
        retention_days=tuple(sorted({one.options.retention_days for one in opened})),
        next_end=day_words(keepings[0].find_end(find_today())) if keepings else "",
        next_title=keepings[0].title if keepings else "",
        versions=_list_versions(),
        measured_at=now(),
    )


def _has_passcode(settings: Settings) -> bool:
    file = settings.data_dir / "access.json"
    if settings.passcode:
        return True
    try:
        return bool(json.loads(file.read_text("utf-8")).get("passcode_hash"))
    except (OSError, ValueError):
        return False


def _are_secrets_shut(settings: Settings) -> bool | None:
    if platform.system() == "Windows":
        return None
    files = [settings.data_dir / name for name in ("access.json", "workshop.db")]
    return not any(file.exists() and file.stat().st_mode & _FOREIGN for file in files)


def _read_created(found: list[Path]) -> datetime | None:
    for path in found:
        try:
            return datetime.fromisoformat(str(read_manifest(path)["created"]))
        except (BadInput, ValueError, KeyError):
            continue  # the next older one counts
    return None


def _look_at_second(settings: Settings) -> str:
    folder = settings.backup_dir
    if folder is None:
        return ""
    if not folder.is_dir():
        return "missing"
    same = folder.stat().st_dev == settings.data_dir.stat().st_dev
    return "same disk" if same else "other disk"


def _list_versions() -> str:
    project = tomllib.loads(_PROJECT.read_text("utf-8"))["project"]["version"]
    parts = (
        f"この道具 {project}",
        f"Python {platform.python_version()}",
        f"SQLite {sqlite3.sqlite_version}",
        *(f"{name} {version(name)}" for name in ("streamlit", "starlette", "uvicorn")),
    )
    return "、".join(parts)
