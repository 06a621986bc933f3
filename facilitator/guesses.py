"""Slow down guessing at the door: failures are counted, never successes.

Each place (a browser that was let in before, else an address) has its own count, so a hall
of phones behind one address cannot lock the facilitator out: whoever knows the word waits a
few seconds at most and gets in.
"""

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

_MEMORY = 15 * 60  # seconds a failure counts
_FREE = 4  # typing mistakes that cost nothing
_LONGEST = 8.0
_QUEUE = 30  # attempts of one place that may wait at the same time
_PLACES = 10_000
# Failures of all places together count a little for each, against guessing from many addresses.
_SHARE = 25


class TooManyGuesses(Exception):
    """So many attempts of one place are waiting that no more can queue."""


@dataclass(slots=True)
class _Place:
    failures: deque[float] = field(default_factory=deque)
    waiting: int = 0


class Guesses:
    """The failures of the last quarter of an hour."""

    def __init__(self, *, longest: float = _LONGEST) -> None:
        self._longest = longest
        self._places: dict[str, _Place] = {}
        self._all: deque[float] = deque(maxlen=_PLACES)

    @asynccontextmanager
    async def turn(self, place: str) -> AsyncIterator[None]:
        """Wait for one's turn to try; raise TooManyGuesses when the queue is full."""
        here = self._places.setdefault(place, _Place())
        if here.waiting >= _QUEUE:
            raise TooManyGuesses
        here.waiting += 1
        try:
            await asyncio.sleep(self.wait_for(place))
            yield
        finally:
            here.waiting -= 1
            if not here.waiting and not here.failures:
                self._places.pop(place, None)

    def wait_for(self, place: str) -> float:
        """Return the seconds the next attempt of this place waits."""
        here = self._places.get(place)
        own = _count(here.failures) if here else 0
        excess = max(own, _count(self._all) // _SHARE) - _FREE
        return 0.0 if excess <= 0 else min(2.0 ** (excess - 1), self._longest)

    def note_failure(self, place: str) -> None:
        """Remember that an attempt of this place failed."""
        now = time.monotonic()
        if len(self._places) >= _PLACES:
            self._forget_old()
        self._places.setdefault(place, _Place()).failures.append(now)
        self._all.append(now)

    def _forget_old(self) -> None:
        for name, place in list(self._places.items()):
            if not _count(place.failures) and not place.waiting:
                del self._places[name]


def _count(failures: deque[float]) -> int:
    old = time.monotonic() - _MEMORY
    while failures and failures[0] < old:
        failures.popleft()
    return len(failures)
