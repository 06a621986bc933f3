"""The step's clock as a phone's page shows it; a phone with scripts counts on from there."""

import math
from dataclasses import dataclass

from worksheets.documents import now
from worksheets.records import Timer

# The same shares of the time, and the same words, as on the wall (clock.js in both places).
_SOON, _LAST = 0.2, 0.05
_WORDS = {"soon": "あと少しです", "last": "まもなく終わりです"}


@dataclass(frozen=True, slots=True)
class DrawnClock:
    """Whole seconds left, how near the end is, and server times in milliseconds."""

    left: int
    level: str
    words: str
    drawn: int
    ends: int


def draw_clock(timer: Timer) -> DrawnClock | None:
    """Return what to draw; None when no clock is set."""
    moment = now()
    if timer.ends_at is not None:
        left = (timer.ends_at - moment).total_seconds()
    elif timer.seconds_left is not None:
        left = timer.seconds_left
    else:
        return None
    level = "paused" if timer.paused else _find_level(left, timer.total)
    drawn = round(moment.timestamp() * 1000)
    return DrawnClock(
        left=max(0, math.ceil(left)),
        level=level,
        words=_WORDS.get(level, ""),
        drawn=drawn,
        ends=drawn + round(left * 1000),
    )


def _find_level(left: float, total: float) -> str:
    if left <= 0:
        return "over"
    share = left / total if total > 0 else 1.0
    if share <= _LAST:
        return "last"
    return "soon" if share <= _SOON else "running"
