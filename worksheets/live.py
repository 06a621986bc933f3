"""Tell screens that something changed: names and a revision, never content.

Phones are woken by the room's state only, consoles and stages also by answers, on a tick.
The first change goes out at once, later ones together: at most two wake-ups a second, and four
for consoles and stages when the room itself changes. What changed for some teams or people only
wakes their phones and no others. A lost message costs a second, not data: readers re-read.
"""

import asyncio
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

from worksheets.records import Change

PHONE_GAP = 0.5  # seconds between two wake-ups of a workshop's phones
CONSOLE_GAP, ANSWERS_GAP = 0.25, 0.5  # of a console or stage: for the room, for answers

# When several changes are told in one message, the weightiest names it.
_WEIGHT = (
    Change.STEP,
    Change.WORKSHEET,
    Change.SHARED,
    Change.TIMER,
    Change.NOTICE,
    Change.ORDER,
    Change.READY,
    Change.ANSWERS,
)

# Nothing of these stands on a phone unless a step shows it, and then it is told otherwise.
_NOT_FOR_PHONES = frozenset((Change.ORDER, Change.READY, Change.ANSWERS))


class Closing(Exception):
    """The server is stopping."""


@dataclass(frozen=True, slots=True)
class News:
    """What a listener is told."""

    what: Change
    revision: int
    everybody: bool = True
    teams: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()

    def is_for(self, person: str, team: str) -> bool:
        """Tell whether this person's phone has something new to read."""
        return self.everybody or team in self.teams or person in self.people


@dataclass(slots=True)
class _Waiting:
    """What has been said since the last wake-up."""

    what: Change
    revision: int = 0
    everybody: bool = False
    teams: set[str] = field(default_factory=set)
    people: set[str] = field(default_factory=set)

    def make_news(self) -> News:
        teams, people = frozenset(self.teams), frozenset(self.people)
        return News(self.what, self.revision, self.everybody, teams, people)


@dataclass(slots=True, eq=False)
class _Topic:
    """All listeners of one kind of one workshop. Lives on the event loop only."""

    gap: float
    signal: "asyncio.Future[None] | None" = None
    number: int = 0  # of the latest news
    news: News | None = None
    waiting: _Waiting | None = None
    timer: asyncio.TimerHandle | None = None
    due: float = 0.0  # when the timer runs out
    last: float = -1e9
    listeners: int = 0
    # Where people have gone who sat elsewhere before.
    moved: dict[str, str] = field(default_factory=dict)

    def tell(self, said: _Waiting, loop: asyncio.AbstractEventLoop) -> None:
        waiting = self.waiting
        if waiting is None:
            self.waiting = waiting = _Waiting(said.what)
        elif _WEIGHT.index(said.what) < _WEIGHT.index(waiting.what):
            waiting.what = said.what
        waiting.revision = max(waiting.revision, said.revision)
        waiting.everybody = waiting.everybody or said.everybody
        waiting.teams |= said.teams
        waiting.people |= said.people
        due = self.last + (ANSWERS_GAP if said.what is Change.ANSWERS else self.gap)
        if self.timer is not None and self.due > due:
            self.timer.cancel()
            self.timer = None
        if self.timer is None and due <= loop.time():
            self._send(loop)
        elif self.timer is None:
            self.due = due
            self.timer = loop.call_at(due, self._send, loop)

    def _send(self, loop: asyncio.AbstractEventLoop) -> None:
        if self.waiting is None:
            return
        self.timer = None
        self.last = loop.time()
        self.news = self.waiting.make_news()
        self.waiting = None
        self.number += 1
        self.wake()

    def wake(self) -> None:
        signal, self.signal = self.signal, None
        if signal is not None and not signal.done():
            signal.set_result(None)

    def get_signal(self, loop: asyncio.AbstractEventLoop) -> "asyncio.Future[None]":
        if self.signal is None:
            self.signal = loop.create_future()
        return self.signal


class Listener:
    """One screen's ear."""

    def __init__(self, channel: "Channel", topic: _Topic) -> None:
        self._channel = channel
        self._topic = topic
        self._seen = topic.number

    async def wait(self, timeout: float) -> News | None:  # noqa: ASYNC109 -- a heartbeat, not a deadline
        """Return the next news, or None after `timeout` seconds; raise Closing at the end."""
        topic = self._topic
        if topic.number == self._seen:
            if self._channel.closing:
                raise Closing
            signal = topic.get_signal(asyncio.get_running_loop())
            # asyncio.wait leaves the shared future alone when this one listener goes away.
            await asyncio.wait((signal,), timeout=timeout)
        if self._channel.closing:
            raise Closing
        if topic.number == self._seen:
            return None
        missed = topic.number - self._seen > 1
        self._seen = topic.number
        if missed and topic.news is not None:
            # Nobody knows any more for whom the one before was.
            return replace(topic.news, everybody=True)
        return topic.news

    def find_team(self, person: str, team: str) -> str:
        """Return where this person sits now, who sat in `team` when the phone came in."""
        return self._topic.moved.get(person, team)


@dataclass(slots=True)
class Channel:
    """Carries announcements from any thread to the screens on the event loop."""

    closing: bool = False
    _loop: asyncio.AbstractEventLoop | None = None
    _topics: dict[tuple[str, bool], _Topic] = field(default_factory=dict)
    _phones: dict[str, dict[str, int]] = field(default_factory=dict)
    _team_revisions: dict[str, dict[str, int]] = field(default_factory=dict)

    def bind(self, loop: asyncio.AbstractEventLoop) -> None:
        """Say which loop the screens live on; before that announcements go nowhere."""
        self._loop = loop
        self.closing = False

    def announce(
        self,
        code: str,
        what: Change,
        revision: int,
        *,
        teams: Collection[str] = (),
        moved: Mapping[str, str] | None = None,
        of_room: bool = True,
    ) -> None:
        """Tell all screens of a workshop, from any thread, after the commit.

        Of phones, answers wake only those of `teams` and of people who were `moved`. What is not
        `of_room` is but an answer to consoles and stages.
        """
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(
                self._spread, code, what, revision, frozenset(teams), dict(moved or {}), of_room
            )

    def announce_to_team(self, code: str, team: str, revision: int) -> None:
        """Let a team's phones read again, from any thread; no other screen hears of it."""
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(
                self._tell_phones, code, _Waiting(Change.WORKSHEET, revision, teams={team})
            )

    def _spread(
        self,
        code: str,
        what: Change,
        revision: int,
        teams: frozenset[str] = frozenset(),
        moved: Mapping[str, str] | None = None,
        of_room: bool = True,
    ) -> None:
        loop = self._loop
        if loop is None:
            return
        screens = self._topics.get((code, True))
        if screens is not None:
            heard = what if of_room else Change.ANSWERS
            screens.tell(_Waiting(heard, revision, everybody=True), loop)
        phones = self._topics.get((code, False))
        if phones is not None and moved:
            phones.moved.update(moved)
        everybody = what not in _NOT_FOR_PHONES
        if everybody or teams or moved:
            # To a phone other people's answers are a change of its team's sheet.
            told = what if everybody else Change.WORKSHEET
            self._tell_phones(
                code, _Waiting(told, revision, everybody, set(teams), set(moved or ()))
            )

    def _tell_phones(self, code: str, said: _Waiting) -> None:
        # Remembered also while nobody listens: a team's only phone may be between two pages.
        told = self._team_revisions.setdefault(code, {})
        told.update(dict.fromkeys(said.teams, said.revision))
        phones = self._topics.get((code, False))
        if phones is not None and self._loop is not None:
            phones.tell(said, self._loop)

    def get_team_revision(self, code: str, team: str) -> int:
        """Return when this team's phones were last told of something that is theirs alone."""
        return self._team_revisions.get(code, {}).get(team, 0)

    @asynccontextmanager
    async def listen(
        self, code: str, *, phone: str | None = None, answers: bool = False
    ) -> AsyncIterator[Listener]:
        """Listen to one workshop; a `phone` (participant id) counts as connected."""
        topic = self.enter(code, phone=phone, answers=answers)
        try:
            yield Listener(self, topic)
        finally:
            self.leave(code, phone=phone, answers=answers)

    def enter(self, code: str, *, phone: str | None, answers: bool) -> _Topic:
        """Count a listener in."""
        gap = CONSOLE_GAP if answers else PHONE_GAP
        topic = self._topics.setdefault((code, answers), _Topic(gap))
        topic.listeners += 1
        if phone is not None:
            here = self._phones.setdefault(code, {})
            here[phone] = here.get(phone, 0) + 1
            self._spread(code, Change.ANSWERS, 0)
        return topic

    def leave(self, code: str, *, phone: str | None, answers: bool) -> None:
        """Count a listener out."""
        topic = self._topics[code, answers]
        topic.listeners -= 1
        if topic.listeners == 0:
            del self._topics[code, answers]
        if phone is not None:
            here = self._phones[code]
            here[phone] -= 1
            if here[phone] == 0:
                del here[phone]
            if not here:
                del self._phones[code]
            self._spread(code, Change.ANSWERS, 0)

    def count_connected(self, code: str) -> int:
        """Count the participants whose phone is listening now."""
        return len(self._phones.get(code, ()))

    def connected_ids(self, code: str) -> frozenset[str]:
        """Return the ids of participants whose phone is listening now."""
        return frozenset(self._phones.get(code, ()))

    def count_all(self) -> int:
        """Count all listening phones of all workshops."""
        return sum(len(here) for here in self._phones.values())

    def close(self) -> None:
        """End all streams, from any thread: the server waits for them when it stops."""
        self.closing = True
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(self._wake_all)

    def _wake_all(self) -> None:
        for topic in self._topics.values():
            topic.wake()
