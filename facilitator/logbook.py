"""Keep a log of what the server did: one JSON object a line, 30 days, nobody's words.

Answers, names, codes and tokens never stand in it: our own messages carry none, and of a
problem only its kind and the places are written, since its message may quote an answer.
"""

import json
import logging
import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from io import TextIOWrapper
from logging.handlers import TimedRotatingFileHandler
from pathlib import Path
from typing import cast

DAYS = 30
_FOLDER = "logs"
_FILE = "server.log"
_OWNER_ONLY = 0o600
_LONGEST = 4000  # characters of a message, traces included
_OURS = ("facilitator", "worksheets", "programs")
_SERVER = ("uvicorn.error", "asyncio")


def find_log(data_dir: Path) -> Path:
    """Return where the log of today lies."""
    return data_dir / _FOLDER / _FILE


class Line(logging.Formatter):
    """Writes a record as one JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "time": datetime.fromtimestamp(record.created).astimezone().isoformat("T", "seconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "message": _read_message(record)[:_LONGEST],
        }
        problem = record.exc_info[1] if record.exc_info else None
        if problem is not None:
            entry["problem"] = f"{type(problem).__module__}.{type(problem).__qualname__}"
            entry["places"] = "".join(traceback.format_tb(problem.__traceback__))[-_LONGEST:]
        return json.dumps(entry, ensure_ascii=False)


def _read_message(record: logging.LogRecord) -> str:
    """Return a message; of others only its first words, for what follows may be anybody's."""
    ours = record.name.partition(".")[0] in _OURS
    return record.getMessage() if ours else str(record.msg).partition("\n")[0]


class _File(TimedRotatingFileHandler):
    def _open(self) -> TextIOWrapper:
        def open_own(path: str, flags: int) -> int:
            return os.open(path, flags, _OWNER_ONLY)

        file = open(self.baseFilename, self.mode, encoding="utf-8", opener=open_own)  # noqa: SIM115 -- the handler closes it
        return cast("TextIOWrapper", file)


@contextmanager
def keeping_log(data_dir: Path) -> Iterator[None]:
    """Write the log while the block lasts; warnings still reach the terminal, too."""
    path = find_log(data_dir)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    file = _File(path, when="midnight", backupCount=DAYS, encoding="utf-8", delay=True)
    file.setFormatter(Line())
    terminal = logging.StreamHandler(sys.stderr)
    terminal.setLevel(logging.WARNING)
    loggers = [logging.getLogger(name) for name in (*_OURS, *_SERVER)]
    before = [(logger, logger.level) for logger in loggers]
    for logger in loggers:
        logger.addHandler(file)
        if logger.name in _OURS:
            logger.addHandler(terminal)
            logger.setLevel(logging.INFO)
    try:
        yield
    finally:
        for logger, level in before:
            logger.removeHandler(file)
            logger.removeHandler(terminal)
            logger.setLevel(level)
        file.close()
