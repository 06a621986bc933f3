"""Warn before a workshop's days are over, and delete it when they are.

Looked at when the server starts and every hour after, in a thread of its own.
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from facilitator.surprises import note_surprise
from worksheets.deleting import How, delete_workshop
from worksheets.retention import find_today, list_keepings, note_told

_GAP = 3600.0  # seconds
_log = logging.getLogger(__name__)


def tidy(today: date) -> int:
    """Warn and delete as of a day; return how many workshops were deleted."""
    deleted = 0
    for keeping in list_keepings():
        if keeping.is_over(today):
            delete_workshop(keeping.code, how=How.DUE)
            deleted += 1
        elif keeping.is_near(today) and keeping.told_on is None:
            note_told(keeping.code, today)
        elif not keeping.is_near(today) and keeping.told_on is not None:
            note_told(keeping.code, None)  # they went on: the next warning starts anew
    if deleted:
        _log.warning("残す日数をすぎた研修を%d件消しました。", deleted)
    return deleted


@contextmanager
def tidying() -> Iterator[None]:
    """Tidy while the block lasts."""
    ended = threading.Event()

    def run() -> None:
        while True:
            try:
                tidy(find_today())
            except Exception as problem:  # noqa: BLE001 -- the thread must live on
                note_surprise(problem)
            if ended.wait(_GAP):
                return

    thread = threading.Thread(target=run, name="tidying", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
