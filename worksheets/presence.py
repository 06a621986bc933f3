"""Who is working on the same thing right now. Kept in memory: it is true for seconds only."""

import time
from dataclasses import dataclass, field

from worksheets.boards import BoardKey

_SECONDS = 20.0  # since somebody last moved a card


@dataclass(slots=True)
class Presence:
    """When each person last did something on each board, on the clock that never jumps."""

    _seen: dict[BoardKey, dict[str, tuple[str, float]]] = field(default_factory=dict)

    def note(self, key: BoardKey, person: str, name: str) -> None:
        """Remember that somebody did something; `name` is what the others may call them."""
        self._seen.setdefault(key, {})[person] = (name, time.monotonic())

    def list_others(self, key: BoardKey, person: str) -> tuple[str, ...]:
        """Return what to call the others who moved something in the last seconds."""
        since = time.monotonic() - _SECONDS
        people = self._seen.get(key, {})
        for one in [one for one, (_, at) in people.items() if at < since]:
            del people[one]
        return tuple(name for one, (name, _) in people.items() if one != person)
