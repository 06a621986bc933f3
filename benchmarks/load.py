"""Fan-out, bursts, memory and idle CPU: the product and the baseline by turns."""

import asyncio
import json
import secrets
import statistics
import time
from dataclasses import dataclass
from urllib.parse import urlencode

from benchmarks.phones import Phone, in_groups
from benchmarks.servers import HOST, Server

ROUNDS = 5
_PAUSE = 0.7  # longer than the product's gap between two wake-ups, so none is put together
_IDLE = 10.0


@dataclass(frozen=True, slots=True)
class Room:
    """What the load needs to know of the product: a workshop and its facilitator key."""

    code: str
    key: str


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured with N phones. Milliseconds are medians over the rounds."""

    phones: int
    fan_out_ms: float
    burst_ms: float
    burst_stored: int
    kib_each: float
    idle_percent: float


async def measure_bare(server: Server, count: int) -> Figures:
    """Measure the baseline."""
    before = server.memory()
    phones = [Phone(HOST, server.port) for _ in range(count)]
    await in_groups([phone.listen("/events") for phone in phones])
    chief = Phone(HOST, server.port)
    fan_out = [await _tell(phones, chief.post("/tell", {})) for _ in range(ROUNDS)]
    each = (server.memory() - before) / count
    idle = await _measure_idle(server)
    burst = [
        await _burst(phones, "/answers", lambda _: {"values": {"text": _words()}})
        for _ in range(ROUNDS)
    ]
    await _close([*phones, chief])
    return Figures(count, _ms(fan_out), _ms(burst), count * ROUNDS, each, idle)


async def measure_product(server: Server, room: Room, count: int) -> Figures:
    """Measure the product through its public interface, joining included in nothing."""
    phones = [Phone(HOST, server.port) for _ in range(count)]
    await in_groups([_join(phone, room, number) for number, phone in enumerate(phones)])
    for phone in phones:
        await phone.close()
        phone._reader = phone._writer = None  # noqa: SLF001 -- a phone that was away comes back
    before = server.memory()
    await in_groups([phone.listen(f"/w/{room.code}/events") for phone in phones])
    chief = Phone(HOST, server.port)
    fan_out = [await _tell(phones, _step(chief, room, number)) for number in range(ROUNDS)]
    each = (server.memory() - before) / count
    idle = await _measure_idle(server)
    sheet = await _open_cards(chief, phones[0], room)
    burst = [
        await _burst(
            phones,
            f"/w/{room.code}/answers",
            lambda _: {"worksheet": sheet, "values": {"text": _words()}},
        )
        for _ in range(ROUNDS)
    ]
    stored = await _count_stored(phones, room, sheet)
    await _close([*phones, chief])
    return Figures(count, _ms(fan_out), _ms(burst), stored, each, idle)


async def _join(phone: Phone, room: Room, number: int) -> None:
    form = urlencode({"name": f"参加者{number}"}).encode()
    reply = await phone.ask("POST", f"/j/{room.code}", form, "application/x-www-form-urlencoded")
    if reply.status != 303:
        raise RuntimeError(f"joining answered {reply.status}")
    phone.cookie = reply.headers["set-cookie"].split(";")[0]


async def _step(chief: Phone, room: Room, number: int) -> None:
    where = "next" if number % 2 == 0 else "back"
    reply = await _command(chief, room, where, {})
    if reply != 200:
        raise RuntimeError(f"the step command answered {reply}")


async def _command(chief: Phone, room: Room, name: str, body: dict[str, object]) -> int:
    document = json.dumps(body).encode()
    head = (
        f"POST /remote/{room.code}/{name} HTTP/1.1\r\nHost: {HOST}:{chief.port}\r\n"
        f"Authorization: Bearer {room.key}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(document)}\r\nConnection: close\r\n\r\n"
    )
    reader, writer = await asyncio.open_connection(HOST, chief.port)
    writer.write(head.encode() + document)
    status = int((await reader.readline()).split()[1])
    writer.close()
    return status


async def _tell(phones: list[Phone], command: "asyncio.Future[object] | object") -> float:
    """Return the seconds from sending a change to the last phone that heard of it."""
    await asyncio.sleep(_PAUSE)
    for phone in phones:
        phone.told.clear()
    started = time.perf_counter()
    asking = asyncio.ensure_future(command)  # type: ignore[arg-type]
    await asyncio.gather(*(phone.told.wait() for phone in phones))
    await asking
    return max(phone.told_at for phone in phones) - started


async def _burst(phones: list[Phone], path: str, body: object) -> float:
    """Return the seconds from the first answer sent to the last acknowledgement."""
    await in_groups([phone.ask("GET", "/healthz") for phone in phones])  # connections are warm
    documents = [{"sent_id": secrets.token_hex(8), **body(None)} for _ in phones]  # type: ignore[operator]
    started = time.perf_counter()
    replies = await asyncio.gather(
        *(phone.post(path, document) for phone, document in zip(phones, documents, strict=True))
    )
    took = time.perf_counter() - started
    refused = [reply for reply in replies if reply.status != 200]
    if refused:
        raise RuntimeError(f"{len(refused)} answers refused: {refused[0]}")
    return took


async def _open_cards(chief: Phone, phone: Phone, room: Room) -> str:
    """Go to the step with cards and return its worksheet."""
    await _command(chief, room, "go", {"to": "meeting-1/moyamoya"})
    state = json.loads((await phone.ask("GET", f"/w/{room.code}/state")).body)
    return next(str(s["key"]) for s in state["worksheets"] if s["many"] and s["open"])


async def _count_stored(phones: list[Phone], room: Room, sheet: str) -> int:
    """Count every phone's own cards as the server tells them."""

    async def count(phone: Phone) -> int:
        state = json.loads((await phone.ask("GET", f"/w/{room.code}/state")).body)
        return next(len(s["mine"]) for s in state["worksheets"] if s["key"] == sheet)

    return sum(await in_groups([count(phone) for phone in phones]))


async def _measure_idle(server: Server) -> float:
    """Return percent of one core used while everybody only listens."""
    await asyncio.sleep(1)
    before, started = server.cpu(), time.perf_counter()
    await asyncio.sleep(_IDLE)
    return (server.cpu() - before) / (time.perf_counter() - started) * 100


async def _close(phones: list[Phone]) -> None:
    for phone in phones:
        await phone.close()
    await asyncio.sleep(0.2)


def _ms(seconds: list[float]) -> float:
    return statistics.median(seconds) * 1000


def _words() -> str:
    return "担当がはっきりしない相談が、いくつもの窓口をまわってしまう"
