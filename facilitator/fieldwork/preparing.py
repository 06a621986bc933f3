"""Have voices and overlaps ready when the room comes to the step that works with them.

It happens beside the room: moving on never waits for it, and phones are told when it is done.
"""

import logging
import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from facilitator.fieldwork.bringing import bring_voices
from facilitator.fieldwork.searching import search_overlaps
from facilitator.surprises import note_surprise
from programs.questions import Role
from worksheets.errors import WorksheetError
from worksheets.rooms import get_place
from worksheets.toolkit import Toolkit
from worksheets.workshops import get_workshop

_log = logging.getLogger(__name__)


class Preparing:
    """One thread that prepares what steps need, one room after the other."""

    def __init__(self) -> None:
        self._wanted: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="preparing", daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def want(self, code: str) -> None:
        """Ask for what the room's present step needs; returns at once."""
        self._wanted.put(code)

    def close(self) -> None:
        """Finish what was begun, then stop. The data must still be open."""
        self._wanted.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (code := self._wanted.get()) is not None:
            try:
                prepare_step(code)
            except WorksheetError as problem:
                _log.warning("%s", problem)
            except Exception as problem:  # noqa: BLE001 -- the thread must live on
                note_surprise(problem)


def prepare_step(code: str) -> None:
    """Lay out the voices, and search for overlaps where the step works with them."""
    if all(sheet.role is not Role.INTERVIEWS for sheet in get_workshop(code).program.worksheets):
        return
    roles = {sheet.role for sheet in get_place(code).worksheets}
    if roles & {Role.VOICES, Role.OVERLAPS}:
        bring_voices(code)
    if Role.OVERLAPS in roles:
        search_overlaps(code)


@contextmanager
def preparing(box: Toolkit) -> Iterator[None]:
    """Prepare each step the room enters while the block lasts."""
    thread = Preparing()
    box.after_step.append(thread.want)
    thread.start()
    try:
        yield
    finally:
        box.after_step.remove(thread.want)
        thread.close()
