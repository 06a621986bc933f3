"""Settings of the whole product: environment variables, all listed in the README."""

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from worksheets.errors import StartProblem

DATA_DIR = "WORKSHOP_DATA_DIR"
DATABASE_URL = "WORKSHOP_DATABASE_URL"
PUBLIC_URL = "WORKSHOP_PUBLIC_URL"
PASSCODE = "WORKSHOP_PASSCODE"
BACKUP_DIR = "WORKSHOP_BACKUP_DIR"

_PUBLIC = re.compile(r"https?://[A-Za-z0-9.\-\[\]:]+(/[A-Za-z0-9._~\-]+)*")


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

    def check(self) -> None:
        """Raise StartProblem where a value would make the product unreachable."""
        if self.public_url and not _is_address(self.public_url):
            raise StartProblem(
                f"環境変数 {PUBLIC_URL} の「{self.public_url}」は、アドレスとして使えません。"
                "「http://192.168.1.10:8501」や「https://kenshu.example.jp」のように書いてください。"
            )


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        return False
    return bool(parts.hostname) and _PUBLIC.fullmatch(text) is not None
