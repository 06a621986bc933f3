"""Settings of the whole product: environment variables, all listed in the README."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Self

DATA_DIR = "WORKSHOP_DATA_DIR"
DATABASE_URL = "WORKSHOP_DATABASE_URL"
PUBLIC_URL = "WORKSHOP_PUBLIC_URL"
PASSCODE = "WORKSHOP_PASSCODE"
BACKUP_DIR = "WORKSHOP_BACKUP_DIR"


@dataclass(frozen=True, slots=True)
class Settings:
    """Where data lies and how the world reaches us."""

    data_dir: Path
    database_url: str
    public_url: str = ""
    passcode: str = ""
    backup_dir: Path | None = None  # a second place for backups, as a USB stick

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """Every environment variable the product reads."""
        return (DATA_DIR, DATABASE_URL, PUBLIC_URL, PASSCODE, BACKUP_DIR)

    @classmethod
    def from_environment(cls) -> Self:
        """Read the environment; empty values mean the default."""
        second = os.environ.get(BACKUP_DIR)
        data_dir = Path(os.environ.get(DATA_DIR) or "data").resolve()
        return cls(
            data_dir=data_dir,
            database_url=os.environ.get(DATABASE_URL) or f"sqlite:///{data_dir / 'workshop.db'}",
            public_url=(os.environ.get(PUBLIC_URL) or "").rstrip("/"),
            passcode=os.environ.get(PASSCODE) or "",
            backup_dir=Path(second).resolve() if second else None,
        )
