"""Slow down guessing of join codes: failures are counted, joins never, nobody is shut out.

A whole hall comes from one address, so the allowance is generous, and once it is used up
newcomers from there wait a little, whether their code is right or wrong. The codes are long
enough that this rate finds none (six of 31 characters; docs/security.md has the sum).
"""

import asyncio
import time
from collections import Counter, OrderedDict

from worksheets.errors import WorksheetError

_WINDOW = 600.0  # seconds
_FREE = 300  # wrong codes from one address within the window
_FIRST = 0.25  # seconds to wait then; doubled with every so many more
_STEP = 20
_LONGEST = 3.0
_QUEUE = 200  # newcomers of one address that may wait at the same time
_ADDRESSES = 2000


class TooManyTries(WorksheetError):
    """So many newcomers of one address are waiting that no more can queue."""

    def __init__(self) -> None:
        super().__init__(
            "番号のまちがいが続いたため、こみあっています。"
            "1分ほど待って、投影されている番号をもう一度たしかめてください。"
        )


class Tries:
    """Counts wrong codes by address. Lives on the event loop only."""

    def __init__(self, *, longest: float = _LONGEST) -> None:
        self._longest = longest
        self._failures: OrderedDict[str, tuple[float, int]] = OrderedDict()
        self._waiting: Counter[str] = Counter()

    def wait_for(self, address: str) -> float:
        """Return the seconds a newcomer from this address waits now."""
        started, failures = self._failures.get(address, (0.0, 0))
        if failures < _FREE or time.monotonic() - started >= _WINDOW:
            return 0.0
        return min(self._longest, _FIRST * 2.0 ** min((failures - _FREE) // _STEP, 10))

    async def take_turn(self, address: str) -> None:
        """Wait for one's turn to name a code; raise TooManyTries when the queue is full."""
        wait = self.wait_for(address)
        if not wait:
            return
        if self._waiting[address] >= _QUEUE:
            raise TooManyTries
        self._waiting[address] += 1
        try:
            await asyncio.sleep(wait)
        finally:
            self._waiting[address] -= 1
            if not self._waiting[address]:
                del self._waiting[address]

    def count(self, address: str) -> None:
        """Note one wrong code."""
        now = time.monotonic()
        started, failures = self._failures.pop(address, (now, 0))
        if now - started >= _WINDOW:
            started, failures = now, 0
        self._failures[address] = (started, failures + 1)
        if len(self._failures) > _ADDRESSES:
            self._failures.popitem(last=False)
