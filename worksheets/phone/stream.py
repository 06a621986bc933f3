"""Tell phones that something changed, over server-sent events.

One task per workshop listens and hands the same bytes to all its phones. A phone costs one
waiting task and no timer of its own, so a thousand are told within a few dozen milliseconds.
"""

import asyncio
import json
from dataclasses import dataclass

from starlette.types import Receive, Scope, Send

from worksheets import toolkit
from worksheets.live import Closing, Listener, News
from worksheets.phone.visitors import Visitor
from worksheets.records import Change
from worksheets.rooms import get_room

HEARTBEAT = 15.0  # seconds; proxies and NATs let go of a silent line after 60
_RETRY = b"retry: 2000\n\n"
# The comment keeps the line open, the event lets the phone's JavaScript notice silence.
_BEAT = b": beat\nevent: beat\ndata: 1\n\n"
MOST_OF_ONE = 12  # streams of one phone; browsers open six to one address, and a second may help
_MANY = 100  # from here on phones spread their re-reading, one millisecond each

Headers = list[tuple[bytes, bytes]]
_HEADERS: Headers = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]


@dataclass(slots=True, eq=False)
class _Phone:
    """One open stream."""

    send: Send
    task: "asyncio.Task[None]"
    device: str
    person: str
    team: str  # when the stream was opened
    sending: "asyncio.Task[None] | None" = None
    late: bytes | None = None
    ended: bool = False

    def tell(self, message: bytes) -> None:
        """Send without waiting; a phone that cannot keep up gets only the latest news."""
        if self.sending is not None:
            if message is not _BEAT:
                self.late = message
            return
        self.sending = asyncio.get_running_loop().create_task(self._deliver(message))

    async def _deliver(self, message: bytes) -> None:
        try:
            await self.send({"type": "http.response.body", "body": message, "more_body": True})
        except OSError:
            self.late = None  # it has gone; its own task will notice
        self.sending = None
        if self.late is not None:
            late, self.late = self.late, None
            self.tell(late)

    def end(self) -> None:
        self.ended = True
        self.task.cancel()


@dataclass(slots=True)
class _Circle:
    """All open streams of one workshop."""

    pump: "asyncio.Task[None]"
    phones: set[_Phone]
    of_device: dict[str, list[_Phone]]


class Streams:
    """Serves the event streams of all workshops. Lives on the event loop only."""

    def __init__(self) -> None:
        self._circles: dict[str, _Circle] = {}

    async def serve(
        self, visitor: Visitor, scope: Scope, receive: Receive, send: Send, headers: Headers
    ) -> None:
        """Keep a phone told until it leaves or the server stops."""
        code = visitor.workshop.code
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("a stream runs in a task")
        await send({"type": "http.response.start", "status": 200, "headers": [*_HEADERS, *headers]})
        phone = _Phone(send, task, visitor.device.id, visitor.person.id, visitor.person.team)
        async with toolkit.current().channel.listen(code, phone=visitor.device.id):
            self._enter(code, phone)
            try:
                phone.tell(_RETRY + _news_since(code, get_seen(scope), phone.team))
                while (await receive())["type"] != "http.disconnect":
                    pass
            except asyncio.CancelledError:
                if not phone.ended:
                    raise
                task.uncancel()
            finally:
                self._leave(code, phone)
        if phone.ended:
            await send({"type": "http.response.body", "body": b"", "more_body": False})

    def _enter(self, code: str, phone: _Phone) -> None:
        circle = self._circles.get(code)
        if circle is None or circle.pump.done():
            circle = self._circles[code] = _open_circle(code)
        circle.phones.add(phone)
        streams = circle.of_device.setdefault(phone.device, [])
        streams.append(phone)
        for old in streams[:-MOST_OF_ONE]:
            if not old.ended:
                old.end()

    def _leave(self, code: str, phone: _Phone) -> None:
        circle = self._circles[code]
        circle.phones.discard(phone)
        streams = circle.of_device.get(phone.device, [])
        if phone in streams:
            streams.remove(phone)
        if not streams:
            circle.of_device.pop(phone.device, None)
        if not circle.phones:
            del self._circles[code]
            circle.pump.cancel()


def _open_circle(code: str) -> _Circle:
    channel = toolkit.current().channel
    phones: set[_Phone] = set()
    # Listening starts now, not when the task first runs: nothing said in between is missed.
    listener = Listener(channel, channel.enter(code, phone=None, answers=False))
    pump = asyncio.get_running_loop().create_task(_pump(listener, phones))
    pump.add_done_callback(lambda _: channel.leave(code, phone=None, answers=False))
    return _Circle(pump, phones, {})


async def _pump(listener: Listener, phones: set[_Phone]) -> None:
    """Hand every piece of news to the phones it is for, and a heartbeat when there is none."""
    try:
        while True:
            news = await listener.wait(HEARTBEAT)
            told = phones
            if news is not None and not news.everybody:
                told = {phone for phone in phones if _concerns(news, phone, listener)}
            message = _BEAT if news is None else _write(news, len(told))
            for phone in told:
                phone.tell(message)
    except Closing:
        pass
    finally:
        for phone in phones:
            phone.end()


def _concerns(news: News, phone: _Phone, listener: Listener) -> bool:
    return news.is_for(phone.person, listener.find_team(phone.person, phone.team))


def get_seen(scope: Scope) -> int | None:
    """Return the revision a phone says it has seen: Last-Event-ID, else `?rev=`."""
    given = ""
    for part in scope["query_string"].decode("latin-1").split("&"):
        if part.startswith("rev="):
            given = part[4:]
    for name, value in scope["headers"]:
        if name == b"last-event-id":
            given = value.decode("latin-1").strip()
    return int(given[:18]) if given.isascii() and given.isdigit() else None


def _news_since(code: str, seen: int | None, team: str) -> bytes:
    """Say "changed" at once to a phone that comes back from before the last change."""
    room = get_room(code)
    # Where answers are shared, they change what a phone shows; else only room and office do.
    latest = room.sequence if room.shared else max(room.revision, room.woken)
    latest = max(latest, toolkit.current().channel.get_team_revision(code, team))
    if seen is None or seen >= latest:
        return b""
    return _write(News(Change.STEP, latest), 0)


def _write(news: News, phones: int) -> bytes:
    data = json.dumps({"revision": news.revision, "what": news.what.value}, separators=(",", ":"))
    event = f"event: change\nid: {news.revision}\ndata: {data}\n\n"
    if phones > _MANY:
        event = f"event: pace\ndata: {phones}\n\n{event}"
    return event.encode()
