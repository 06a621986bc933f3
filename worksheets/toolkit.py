"""The open database and live channel, shared by pages and phones of one process.

It lives here, not in Streamlit's caches, because the phone app needs the same objects.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from programs.model import Program
from worksheets.boards import BoardKey
from worksheets.database import Database
from worksheets.live import Channel
from worksheets.orders import Orders
from worksheets.presence import Presence
from worksheets.records import Participant, Reach, Room, Workshop
from worksheets.settings import Settings
from worksheets.vote_ways import Tally

_PEOPLE = 20_000  # remembered participants; more than one laptop ever serves


class _People(OrderedDict[str, Participant]):
    """Participants by token hash, so that a request costs no query; the oldest are forgotten."""

    renewals = 0

    def remember(self, token_hash: str, participant: Participant) -> None:
        self[token_hash] = participant
        if len(self) > _PEOPLE:
            self.popitem(last=False)

    def renew(self, changed: Mapping[str, Participant]) -> None:
        """Take over what has changed, by id, of those who are remembered."""
        self.renewals += 1
        for token_hash, known in list(self.items()):
            if known.id in changed:
                self[token_hash] = changed[known.id]


@dataclass(slots=True)
class Toolkit:
    """Everything the functions of this package work on.

    The memories are filled from the database and renewed after each commit. They may
    be trusted because only one process may open the file.
    """

    settings: Settings
    database: Database
    channel: Channel = field(default_factory=Channel)
    rooms: dict[str, Room] = field(default_factory=dict)
    workshops: dict[str, Workshop] = field(default_factory=dict)
    # The program of each workshop as its running orders, beside it, arrange it.
    arranged: dict[str, tuple[Orders, Program]] = field(default_factory=dict)
    people: _People = field(default_factory=_People)
    # Who guides each team, by workshop (hosts.py).
    hosts: dict[str, dict[str, str]] = field(default_factory=dict)
    # How far each told word may go, with the room's sequence it was found at (promises.py).
    reaches: dict[str, tuple[int, Mapping[str, Reach]]] = field(default_factory=dict)
    # What each board shows to each team, with the room's sequence it was read at (board_views.py).
    board_views: dict[tuple[BoardKey, str], tuple[int, Any]] = field(default_factory=dict)
    # The votes on each worksheet, with the room's sequence they were counted at (votes.py).
    tallies: dict[tuple[str, str], tuple[int, Tally]] = field(default_factory=dict)
    at_boards: Presence = field(default_factory=Presence)
    # Told of each step a room has entered, by the writer: they must neither wait nor fail.
    after_step: list[Callable[[str], None]] = field(default_factory=list)
    # Told of each workshop some of whose keys have ended, by the writer: they must not wait.
    after_keys: list[Callable[[str], None]] = field(default_factory=list)

    def tell_keys_changed(self, code: str) -> None:
        """Say that keys of this workshop may hold no longer."""
        for tell in self.after_keys:
            tell(code)

    def close(self) -> None:
        """Finish writing and let go of the file."""
        self.channel.close()
        self.database.close()


_current: Toolkit | None = None


def open_toolkit(settings: Settings) -> Toolkit:
    """Open and migrate the database; raise StartProblem when that is impossible."""
    return Toolkit(settings=settings, database=Database(settings.database_url))


@contextmanager
def use(toolkit: Toolkit) -> Iterator[Toolkit]:
    """Make `toolkit` the current one for the whole process, then close it."""
    global _current  # noqa: PLW0603 -- threads of Streamlit and Starlette must see the same one
    before, _current = _current, toolkit
    try:
        yield toolkit
    finally:
        _current = before
        toolkit.close()


def current() -> Toolkit:
    """Return the toolkit in use."""
    if _current is None:
        raise RuntimeError("no toolkit is in use: wrap the call in toolkit.use(...)")
    return _current
