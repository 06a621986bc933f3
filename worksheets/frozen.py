"""That the wall stands still: since when, and where the room was then.

What stood on it is not written down: words that are taken back must leave it at once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Frozen:
    """The moment the wall was stopped; `place` is "MEETING/STEP", `sequence` the room's."""

    since: datetime
    sequence: int
    place: str


def dump_frozen(frozen: Frozen | None) -> dict[str, Any] | None:
    """Return it for the room's document."""
    if frozen is None:
        return None
    return {
        "since": frozen.since.isoformat(),
        "sequence": frozen.sequence,
        "place": frozen.place,
    }


def load_frozen(data: Mapping[str, Any] | None) -> Frozen | None:
    """Read it back; rooms of older versions have none."""
    if not data:
        return None
    return Frozen(datetime.fromisoformat(data["since"]), data["sequence"], data["place"])
