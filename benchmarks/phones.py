"""Many phones in one asyncio process: raw HTTP/1.1, so that the load costs little itself."""

import asyncio
import json
import time
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Reply:
    """A status and a body."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(slots=True)
class Phone:
    """One keep-alive connection and one event stream."""

    host: str
    port: int
    cookie: str = ""
    told_at: float = 0.0
    told: asyncio.Event = field(default_factory=asyncio.Event)
    _reader: asyncio.StreamReader | None = None
    _writer: asyncio.StreamWriter | None = None
    _stream: asyncio.StreamWriter | None = None
    _listening: asyncio.Task[None] | None = None

    async def ask(
        self, method: str, path: str, body: bytes = b"", kind: str = "application/json"
    ) -> Reply:
        """Send one request on the kept connection and read the reply."""
        # A server hangs up on a quiet connection; a browser then opens a new one.
        if self._writer is None or self._reader is None or self._reader.at_eof():
            self._reader, self._writer = await asyncio.open_connection(self.host, self.port)
        self._writer.write(self._head(method, path, len(body), kind) + body)
        status, headers = await _read_head(self._reader)
        if headers.get("transfer-encoding") == "chunked":
            content = b""
            while size := int(await self._reader.readline(), 16):
                content += (await self._reader.readexactly(size + 2))[:-2]
            await self._reader.readline()
        else:
            content = await self._reader.readexactly(int(headers.get("content-length", "0")))
        return Reply(status, headers, content)

    async def post(self, path: str, document: object) -> Reply:
        """Send JSON."""
        return await self.ask("POST", path, json.dumps(document).encode())

    async def listen(self, path: str) -> None:
        """Open the event stream and keep noting when a change arrives."""
        reader, self._stream = await asyncio.open_connection(self.host, self.port)
        self._stream.write(self._head("GET", path, 0, ""))
        status, _ = await _read_head(reader)
        if status != 200:
            raise RuntimeError(f"the stream answered {status}")
        self._listening = asyncio.create_task(self._note(reader))

    async def _note(self, reader: asyncio.StreamReader) -> None:
        while line := await reader.readline():
            if line.startswith(b"data:"):
                self.told_at = time.perf_counter()
                self.told.set()

    def _head(self, method: str, path: str, length: int, kind: str) -> bytes:
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self.host}:{self.port}"]
        if self.cookie:
            lines.append(f"Cookie: {self.cookie}")
        if length:
            lines += [f"Content-Type: {kind}", f"Content-Length: {length}"]
        return "\r\n".join([*lines, "", ""]).encode()

    async def close(self) -> None:
        """Hang up."""
        if self._listening is not None:
            self._listening.cancel()
        for writer in (self._writer, self._stream):
            if writer is not None:
                writer.close()


async def _read_head(reader: asyncio.StreamReader) -> tuple[int, dict[str, str]]:
    status = int((await reader.readline()).split()[1])
    headers = {}
    while (line := await reader.readline()) not in (b"\r\n", b""):
        name, _, value = line.decode("latin-1").partition(":")
        headers[name.strip().lower()] = value.strip()
    return status, headers


async def in_groups(jobs: list, size: int = 100) -> list:  # type: ignore[type-arg]
    """Run coroutines a hundred at a time: arriving is not what is measured."""
    results = []
    for start in range(0, len(jobs), size):
        results += await asyncio.gather(*jobs[start : start + size])
    return results
