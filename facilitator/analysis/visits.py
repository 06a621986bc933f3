"""Read from a meeting's log how long the room was in each step, and which moves are of one run.

A workshop is often rehearsed in the very room it is held in: the evening before, or the same
morning. Those moves must not count as minutes of the meeting.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from programs.model import Step
from worksheets.orders import Entry

_NIGHT = timedelta(hours=8)  # nobody stays in one step that long
_LONG_OPENING = timedelta(minutes=30)  # beyond the planned minutes: people are still coming


@dataclass(frozen=True, slots=True)
class Visit:
    """A stay of the room in a step."""

    step: str
    start: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        """How long it lasted."""
        return self.end - self.start


def find_run(
    entries: Iterable[Entry], first: Step, *, until: datetime, since: datetime | None
) -> tuple[Visit, ...]:
    """Return the stays of the latest run, the oldest first; `since` leaves out earlier ones."""
    ends = Entry("", until)
    stays = [Visit(one.step, one.at, other.at) for one, other in pairwise((*entries, ends))]
    run: list[Visit] = []
    for stay in reversed(stays):
        if stay.length > _NIGHT or (since is not None and stay.start < since):
            break
        if stay.step:
            run.append(stay)
        # A long stay in the first step is the wait for a new beginning.
        if (
            stay.step == first.key
            and stay.length > timedelta(minutes=first.minutes) + _LONG_OPENING
        ):
            break
    return tuple(reversed(run))


def list_visits(
    run: tuple[Visit, ...], first: str, *, since: datetime, until: datetime
) -> tuple[Visit, ...]:
    """Return the stays from the beginning on; before the first known move it is the first step."""
    moved = run[0].start if run else until
    opening = (Visit(first, since, moved),) if since < moved else ()
    later = (Visit(one.step, max(one.start, since), one.end) for one in run if one.end > since)
    return (*opening, *later)


def sum_visits(visits: Iterable[Visit], step: str) -> timedelta:
    """Return how long the room was in a step altogether."""
    return sum((visit.length for visit in visits if visit.step == step), timedelta(0))
