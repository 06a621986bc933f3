"""L11: the server is stopped and started while streams are open: it ends, and all come back."""

import asyncio
import json
import random
import resource
import time
from dataclasses import dataclass
from pathlib import Path

from tests.gates.conftest import Note, Size
from tests.gates.hall import run_apart
from tests.samples import make_program
from tests.server import Server
from worksheets import participants, rooms, toolkit, workshops
from worksheets.phone.visitors import _cookie_name
from worksheets.records import Options
from worksheets.settings import Settings
from worksheets.toolkit import open_toolkit

_PATIENCE = 60.0


@dataclass(slots=True)
class Stream:
    """A phone's open ear: it comes back with full jitter, and re-reads the state each time."""

    port: int
    code: str
    cookie: str
    chance: random.Random
    openings: int = 0
    endings: int = 0
    step: str = ""

    async def listen(self) -> None:
        tries = 0
        while True:
            try:
                await self._listen_once()
                tries = 0
            except (OSError, asyncio.IncompleteReadError, ValueError):
                tries += 1
            await asyncio.sleep(self.chance.uniform(0, min(5, 0.3 * 2**tries)))

    async def _listen_once(self) -> None:
        reader, writer = await self._ask("events")
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            if not head.startswith(b"HTTP/1.1 200 "):
                raise ValueError(head)
            self.step = await self._read_step()
            self.openings += 1
            while await reader.read(65536):
                pass
            self.endings += 1
        finally:
            writer.close()

    async def _read_step(self) -> str:
        reader, writer = await self._ask("state")
        try:
            reply = await reader.read()
        finally:
            writer.close()
        return str(json.loads(reply.partition(b"\r\n\r\n")[2])["step"]["key"])

    async def _ask(self, what: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(
            f"GET /w/{self.code}/{what} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n"
            f"Cookie: {self.cookie}\r\nConnection: close\r\n\r\n".encode()
        )
        return reader, writer


async def until(streams: list[Stream], opened: int) -> float:
    """Wait until every stream was opened so often; return how long it took."""
    start = time.monotonic()
    while any(stream.openings < opened for stream in streams):
        assert time.monotonic() < start + _PATIENCE, "not all streams came back"
        await asyncio.sleep(0.05)
    return time.monotonic() - start


async def restart(server: Server, streams: list[Stream]) -> tuple[float, float]:
    tasks = [asyncio.create_task(stream.listen()) for stream in streams]
    try:
        await until(streams, 1)
        assert server.process is not None
        start = time.monotonic()
        server.process.terminate()
        code = await asyncio.to_thread(server.process.wait, 30)
        ended = time.monotonic() - start
        assert code == 0
        await asyncio.to_thread(server.start)
        back = await until(streams, 2)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return ended, back


def test_restart_under_open_streams_ends_and_all_come_back(
    tmp_path: Path, size: Size, note: Note
) -> None:
    number = size.of(100, 1000)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 65536), hard))
    data_dir = tmp_path / "data"
    with toolkit.use(open_toolkit(Settings(data_dir, f"sqlite:///{data_dir / 'workshop.db'}"))):
        teams = Options(teams=workshops.make_teams(3))
        code = workshops.open_workshop(make_program(), title="研修", options=teams).workshop.code
        rooms.go_to(code, "meeting-1", "write")
        cookies = [f"{_cookie_name(code)}={participants.join(code).token}" for _ in range(number)]
    try:
        with Server(data_dir) as server:
            streams = [
                Stream(server.port, code, cookie, random.Random(seed))  # noqa: S311 -- no secret
                for seed, cookie in enumerate(cookies)
            ]
            ended, back = run_apart(restart(server, streams))
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))

    assert all(stream.endings >= 1 for stream in streams)  # told, not just cut off
    assert {stream.step for stream in streams} == {"write"}
    note(
        "L11 止めて始めなおす",
        f"イベントストリーム{number}本を開いたまま(終わるまで{ended:.1f}秒、"
        f"始まってから全部が戻るまで{back:.1f}秒)",
        lost=0,
        duplicated=0,
    )
