"""What the buttons of the clock do to a timer."""

from datetime import timedelta

from worksheets.documents import now
from worksheets.records import Timer


def pause(timer: Timer) -> Timer:
    """Stop where it is; a clock that is not running stays as it is."""
    if timer.ends_at is None:
        return timer
    left = max(0.0, (timer.ends_at - now()).total_seconds())
    return Timer(seconds_left=left, total=timer.total)


def resume(timer: Timer) -> Timer:
    """Run on from where it was paused."""
    if timer.seconds_left is None:
        return timer
    return Timer(ends_at=now() + timedelta(seconds=timer.seconds_left), total=timer.total)


def lengthen(timer: Timer, minutes: float) -> Timer:
    """Add minutes, or take them away, but never below now."""
    if timer.seconds_left is not None:
        left = max(0.0, timer.seconds_left + minutes * 60)
        return Timer(seconds_left=left, total=max(left, timer.total + minutes * 60))
    if timer.ends_at is not None:
        # After the end, added minutes count from now: the room gets all of them.
        ends_at = max(timer.ends_at, now()) + timedelta(minutes=minutes)
        left = max(0.0, (ends_at - now()).total_seconds())
        return Timer(ends_at=ends_at, total=max(left, timer.total + minutes * 60))
    return timer
