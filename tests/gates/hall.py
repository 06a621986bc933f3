"""A hall of phones that send without pause over a bad network, for the gates."""

import asyncio
import json
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import urlencode

Result = TypeVar("Result")

_CUT_BEFORE = 0.02
_CUT_AFTER = 0.04
_PATIENCE = 10.0
_LONGEST_WAIT = 1.0


def run_apart(work: Coroutine[Any, Any, Result]) -> Result:
    """Run on an event loop of a thread of its own: a browser of other tests may hold this one's."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


@dataclass(slots=True)
class Proxy:
    """Passes connections on and cuts some: before the request, or after the reply was made."""

    target: int
    chance: random.Random
    port: int = 0
    cut_before: int = 0
    cut_after: int = 0

    async def pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await self._pass_on(reader, writer)
        except (OSError, asyncio.IncompleteReadError):
            pass  # the server is gone; the phone sees its connection end
        finally:
            writer.close()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = await reader.read(65536)
        throw = self.chance.random()
        if throw < _CUT_BEFORE:
            self.cut_before += 1
            return
        back, forth = await asyncio.open_connection("127.0.0.1", self.target)
        try:
            forth.write(request)
            reply = await back.read()
            if reply and throw < _CUT_BEFORE + _CUT_AFTER:
                self.cut_after += 1  # stored, but the phone will never hear of it
                return
            writer.write(reply)
            await writer.drain()
        finally:
            forth.close()


@asynccontextmanager
async def open_proxy(target: int, chance: random.Random) -> AsyncIterator[Proxy]:
    """Serve a cutting proxy on a port of its own."""
    proxy = Proxy(target, chance)
    server = await asyncio.start_server(proxy.pass_on, "127.0.0.1", 0)
    proxy.port = server.sockets[0].getsockname()[1]
    try:
        yield proxy
    finally:
        server.close()


@dataclass(frozen=True, slots=True)
class Ack:
    """What a phone was promised."""

    phone: int
    sent_id: str
    worksheet: str
    text: str
    answer_id: str
    revision: int


@dataclass(slots=True)
class Hall:
    """All phones, what they sent and what they were promised."""

    port: int
    code: str
    chance: random.Random
    acks: list[Ack] = field(default_factory=list)
    retries: int = 0
    refusals: list[str] = field(default_factory=list)

    async def run(
        self, phones: int, answers: int, watch: Callable[["Hall"], Awaitable[None]]
    ) -> None:
        """Let the phones send so many answers in all, until the last is acknowledged."""
        cookies = await asyncio.gather(*(self._join(number) for number in range(phones)))
        numbers = iter(range(answers))
        watcher = asyncio.create_task(watch(self))
        await asyncio.gather(
            *(self._send_on(phone, cookie, numbers) for phone, cookie in enumerate(cookies))
        )
        await watcher

    async def _join(self, number: int) -> str:
        body = urlencode({"team": f"t{number % 3 + 1}"}).encode()
        kind = "application/x-www-form-urlencoded"
        _, head, _ = await self._insist("POST", f"/j/{self.code}", body, kind, "")
        lines = head.decode("latin-1").split("\r\n")
        [cookie] = [line[12:] for line in lines if line.lower().startswith("set-cookie: ")]
        return cookie.partition(";")[0]

    async def _send_on(self, phone: int, cookie: str, numbers: Iterator[int]) -> None:
        for number in numbers:  # shared by all phones on purpose
            await self._send(phone, cookie, number)

    async def _send(self, phone: int, cookie: str, number: int) -> None:
        sheet = "cards" if number % 2 else "note"
        text = f"{number}番の回答。" + "あ" * self.chance.randrange(60)
        sent_id = f"sent-{phone}-{number}"
        message = {"sent_id": sent_id, "worksheet": sheet, "values": {"text": text}}
        body = json.dumps(message).encode()
        path = f"/w/{self.code}/answers"
        status, _, reply = await self._insist("POST", path, body, "application/json", cookie)
        if status != 200:
            self.refusals.append(f"{status} {reply.decode()}")
            return
        receipt = json.loads(reply)
        self.acks.append(
            Ack(phone, sent_id, sheet, text, receipt["answer_id"], receipt["revision"])
        )

    async def _insist(
        self, method: str, path: str, body: bytes, kind: str, cookie: str
    ) -> tuple[int, bytes, bytes]:
        """Send until there is a reply, as the phones do: full jitter, the same `sent_id`."""
        tries = 0
        while True:
            reply = await self._try(method, path, body, kind, cookie)
            if reply is not None and reply[0] < 500:
                return reply
            self.retries += 1
            tries += 1
            await asyncio.sleep(self.chance.uniform(0, min(_LONGEST_WAIT, 0.05 * 2**tries)))

    async def _try(
        self, method: str, path: str, body: bytes, kind: str, cookie: str
    ) -> tuple[int, bytes, bytes] | None:
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nContent-Type: {kind}\r\n"
            f"Content-Length: {len(body)}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n"
        )
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        except OSError:
            return None
        try:
            writer.write(head.encode() + body)
            reply = await asyncio.wait_for(reader.read(), _PATIENCE)
        except (OSError, TimeoutError):
            return None
        finally:
            writer.close()
        first, separator, rest = reply.partition(b"\r\n\r\n")
        if (
            not separator
            or f"content-length: {len(rest)}\r\n".encode() not in first.lower() + b"\r\n"
        ):
            return None  # cut off in the middle of the reply: no promise was heard
        return int(first.split(b" ")[1]), first, rest
