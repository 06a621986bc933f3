"""Slow down guessing of join codes: failures are counted, joins never.

A whole hall comes from one address, so the allowance is generous; the codes are long enough
that this rate finds none (six of 31 characters, half a guess a second).
"""

import time
from collections import OrderedDict

from worksheets.errors import WorksheetError

_WINDOW = 600.0  # seconds
_ALLOWED = 300  # wrong codes from one address within the window
_ADDRESSES = 2000


class TooManyTries(WorksheetError):
    """Too many wrong codes came from one address."""

    def __init__(self) -> None:
        super().__init__(
            "番号のまちがいが続いたため、少しのあいだ受け付けを休んでいます。"
            "1分ほど待って、投影されている番号をもう一度たしかめてください。"
        )


class Tries:
    """Counts wrong codes by address. Lives on the event loop only."""

    def __init__(self) -> None:
        self._failures: OrderedDict[str, tuple[float, int]] = OrderedDict()

    def check(self, address: str) -> None:
        """Raise TooManyTries when this address has used up its allowance."""
        started, failures = self._failures.get(address, (0.0, 0))
        if failures >= _ALLOWED and time.monotonic() - started < _WINDOW:
            raise TooManyTries

    def count(self, address: str) -> None:
        """Note one wrong code."""
        now = time.monotonic()
        started, failures = self._failures.pop(address, (now, 0))
        if now - started >= _WINDOW:
            started, failures = now, 0
        self._failures[address] = (started, failures + 1)
        if len(self._failures) > _ADDRESSES:
            self._failures.popitem(last=False)
