"""Leave a note in the data folder while a server runs, so that the command line can ask it.

Only one process may write an SQLite file, so commands go to the server where one runs.
"""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from worksheets.settings import Settings

_NOTE = "server.json"
_OWNER_ONLY = 0o600


@dataclass(frozen=True, slots=True)
class Running:
    """A server that said it runs: where it is, and the token that lets us command it."""

    address: str
    token: str
    port: int
    pid: int


def write_note(settings: Settings, *, port: int, token: str) -> Running:
    """Say that this process serves the data folder."""
    note = Running(f"http://127.0.0.1:{port}", token, port, os.getpid())
    body = {"address": note.address, "token": token, "port": port, "pid": note.pid}
    write_secretly(settings.data_dir / _NOTE, json.dumps(body))
    return note


def find_note(settings: Settings) -> Running | None:
    """Return the note, if there is one; after a crash it may be stale."""
    try:
        body = json.loads((settings.data_dir / _NOTE).read_text(encoding="utf-8"))
        return Running(body["address"], body["token"], body["port"], body["pid"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def remove_note(settings: Settings) -> None:
    """Take our own note away; another process's note stays."""
    note = find_note(settings)
    if note is not None and note.pid == os.getpid():
        (settings.data_dir / _NOTE).unlink(missing_ok=True)


def write_secretly(path: Path, text: str) -> None:
    """Replace a file in one go, readable by its owner only from its first byte."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.new")
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
