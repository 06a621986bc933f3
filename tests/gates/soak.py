"""Let a hall come and go for hours, and look whether the server grows: memory, handles, journal.

`python -m tests.gates soak --hours 8` prints the table; the gate runs a short one.
"""

import asyncio
import json
import random
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from tests.gates.hall import Hall, run_apart
from tests.samples import make_program
from tests.server import Server
from worksheets import rooms, toolkit, workshops
from worksheets.records import Options
from worksheets.settings import Settings
from worksheets.toolkit import open_toolkit

MOST_JOURNAL = 16 * 1024 * 1024
MOST_GROWTH = 0.05  # of memory, between the first and the last third
SLACK = 12 * 1024 * 1024  # bytes that come and go with what Python keeps for later
MOST_HANDLES = 12
_WARM = 0.2  # of the time: caches fill, pages are loaded
_LOOKS = 60  # of the server, in all


@dataclass(frozen=True, slots=True)
class Sample:
    """The server at one moment."""

    seconds: float
    memory: int
    handles: int
    journal: int
    stored: int


@dataclass(slots=True)
class Soak:
    """What was seen of the server, and what the phones did meanwhile."""

    samples: list[Sample] = field(default_factory=list)
    opened: int = 0
    answers: int = 0
    refused: int = 0
    watched: int = 0

    def list_growth(self) -> list[str]:
        """Return what grew more than it may; empty where the server stayed as it was."""
        calm = self.samples[int(len(self.samples) * _WARM) :]
        third = max(1, len(calm) // 3)
        first, last = calm[:third], calm[-third:]
        before, after = _middle(first, "memory"), _middle(last, "memory")
        found = []
        if after > before * (1 + MOST_GROWTH) + SLACK:
            found.append(f"memory: {before / 2**20:.1f} -> {after / 2**20:.1f} MiB")
        before, after = _middle(first, "handles"), _middle(last, "handles")
        if after > before + MOST_HANDLES:
            found.append(f"handles: {before:.0f} -> {after:.0f}")
        journal = max(sample.journal for sample in self.samples)
        if journal > MOST_JOURNAL:
            found.append(f"journal: {journal / 2**20:.1f} MiB")
        return found

    def make_table(self) -> str:
        """Return a few of the moments as a table for people."""
        shown = self.samples[:: max(1, len(self.samples) // 12)]
        lines = [
            "| 分 | メモリー(MiB) | 開いているもの | WAL(MiB) | 回答の送信 |",
            "|---|---|---|---|---|",
        ]
        lines += [
            f"| {one.seconds / 60:.1f} | {one.memory / 2**20:.1f} | {one.handles} "
            f"| {one.journal / 2**20:.2f} | {one.stored} |"
            for one in shown
        ]
        done = (
            f"接続{self.opened}回、回答の送信{self.answers}回(断り{self.refused})、"
            f"投影の読みなおし{self.watched}回"
        )
        return "\n".join((*lines, done))


def _middle(samples: list[Sample], name: str) -> float:
    return statistics.median(getattr(sample, name) for sample in samples)


@contextmanager
def open_server(folder: Path, command: tuple[str, ...] = ()) -> Iterator[tuple[Server, str]]:
    """Start a server with one workshop whose room is where people write."""
    data_dir = folder / "data"
    with toolkit.use(open_toolkit(Settings(data_dir, f"sqlite:///{data_dir / 'workshop.db'}"))):
        teams = Options(teams=workshops.make_teams(3))
        code = workshops.open_workshop(make_program(), title="研修", options=teams).workshop.code
        rooms.go_to(code, "meeting-1", "write")
    with Server(data_dir, command=command) as server:
        yield server, code


def soak(folder: Path, seconds: float, *, phones: int, command: tuple[str, ...] = ()) -> Soak:
    """Let so many phones come and go for so long."""
    with open_server(folder, command) as (server, code):
        return run_apart(_soak(server, code, seconds, phones))


async def _soak(server: Server, code: str, seconds: float, phones: int) -> Soak:
    seen = Soak()
    hall = Hall(server.port, code, random.Random(1))  # noqa: S311 -- no secret
    ends = time.monotonic() + seconds
    people = [_come_and_go(hall, seen, number, ends) for number in range(phones)]
    await asyncio.gather(
        _look(server, seen, hall, seconds), _watch(server, code, seen, ends), *people
    )
    seen.answers, seen.refused = len(hall.acks), len(hall.refusals)
    return seen


async def _come_and_go(hall: Hall, seen: Soak, number: int, ends: float) -> None:
    """Be one phone: listen for a while, write, leave, come back."""
    cookie = await hall._join(number)
    sent = number
    while time.monotonic() < ends:
        reader, writer = await asyncio.open_connection("127.0.0.1", hall.port)
        writer.write(
            f"GET /w/{hall.code}/events HTTP/1.1\r\nHost: 127.0.0.1:{hall.port}\r\n"
            f"Cookie: {cookie}\r\n\r\n".encode()
        )
        seen.opened += 1
        leaves = min(ends, time.monotonic() + hall.chance.uniform(0.5, 6))
        while time.monotonic() < leaves:
            with suppress(TimeoutError):
                await asyncio.wait_for(reader.read(4096), hall.chance.uniform(0.2, 2))
            sent += 2000  # an even number: the sheet that is written anew each time
            await hall._send(number, cookie, sent - sent % 2)
        writer.close()


async def _watch(server: Server, code: str, seen: Soak, ends: float) -> None:
    """Be the wall: read the state again whenever told, and come back when cut off."""
    address = f"ws://127.0.0.1:{server.port}/stage/{code}/live"
    header = {"authorization": f"Bearer {server.admin_token}"}
    while time.monotonic() < ends:
        try:
            async with connect(address, additional_headers=header) as line:
                while time.monotonic() < ends:
                    with suppress(TimeoutError):
                        json.loads(await asyncio.wait_for(line.recv(), 1))
                        await asyncio.to_thread(_read_wall, server, code)
                        seen.watched += 1
        except (OSError, WebSocketException):
            await asyncio.sleep(0.5)


def _read_wall(server: Server, code: str) -> None:
    with server.admin() as office:
        office.get(f"/stage/{code}/state").raise_for_status()


async def _look(server: Server, seen: Soak, hall: Hall, seconds: float) -> None:
    """Look at the server again and again."""
    assert server.process is not None
    process = psutil.Process(server.process.pid)
    journal = server.data_dir / "workshop.db-wal"
    start = time.monotonic()
    for number in range(1, _LOOKS + 1):
        await asyncio.sleep(max(0, start + number * seconds / _LOOKS - time.monotonic()))
        files = process.num_handles() if psutil.WINDOWS else process.num_fds()
        seen.samples.append(
            Sample(
                seconds=time.monotonic() - start,
                memory=process.memory_info().rss,
                handles=files,
                journal=journal.stat().st_size if journal.exists() else 0,
                stored=len(hall.acks),
            )
        )
