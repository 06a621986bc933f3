"""The wall screen with many cards: what each change costs in the browser and on the wire."""

import asyncio
import json
import statistics
import tempfile
import threading
import time
from collections.abc import Coroutine, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Page, sync_playwright

from benchmarks.load import Room
from benchmarks.phones import Phone
from benchmarks.rooms import open_room
from benchmarks.servers import HOST, Server, run_product
from tests.browsers import find_program, launch

SIZES = (30, 300, 3000)
_EACH = 290  # cards one person gives beforehand; a few more come later
_TEXTS = (
    "電話をつないだあと、どうなったのかが分からず、ずっと気になっている。",
    "会議は増えたのに、会議で決まることは減った。",
    "異動で前の担当がいなくなり、せっかくの関係がゼロに戻った。",
    "引き継ぎ書には、だれに電話すれば早いかが書いていない。うわさで覚えるしかない。",
    "ことわられたあとの行き先を、だれも知らない。",
)
_SHEET = "moyamoya"
_ROUNDS = 10
_WRITTEN = 300  # cards that come while the wire is watched
_SPAN = 30.0  # seconds over which they come
# From a key to the next picture after it; frames come every 16 ms at best.
_TURN = """async () => {
  const times = [];
  for (let round = 0; round < 20; round += 1) {
    const start = performance.now();
    dispatchEvent(new KeyboardEvent('keydown', { key: 'a' }));
    await new Promise(requestAnimationFrame);
    await new Promise((done) => setTimeout(done));
    times.push(performance.now() - start);
  }
  return times;
}"""
# From the moment a new state was read to the picture of it, and the longest standstill.
_WATCH = """() => {
  window.drawn = [];
  window.longest = 0;
  const read = Response.prototype.json;
  Response.prototype.json = async function () {
    const state = await read.call(this);
    const start = performance.now();
    requestAnimationFrame(() => setTimeout(() => window.drawn.push(performance.now() - start)));
    return state;
  };
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) window.longest = Math.max(window.longest, task.duration);
  }).observe({ type: 'longtask' });
}"""


@dataclass(slots=True)
class Figures:
    """What was measured at one size, in milliseconds unless a name says otherwise."""

    cards: int
    grouped: bool
    first: float = 0.0
    turning: float = 0.0
    spotlight: float = 0.0
    arriving: float = 0.0
    withdrawing: float = 0.0  # from the receipt to the card's absence from the page
    messages: float = 0.0  # a second
    kib: float = 0.0  # of one reading
    longest: float = 0.0


def measure_stage() -> str:
    """Measure cards and clusters in growing numbers, each on a fresh server."""
    rows = [_measure(size, grouped=grouped) for size in SIZES for grouped in (False, True)]
    head = (
        "| カード | 映しているもの | 開いて見えるまで | ページ送り | 大きく映す | 1枚ふえる "
        "| 取り下げが消えるまで | 300枚が届く間の知らせ | 1回の読みこみ | いちばん長い手間 |\n"
        "|---|---|---|---|---|---|---|---|---|---|\n"
    )
    return head + "".join(_tell(row) for row in rows)


def _tell(row: Figures) -> str:
    return (
        f"| {row.cards} | {'まとまり' if row.grouped else 'カード'} | {row.first:.0f} ms "
        f"| {row.turning:.0f} ms | {row.spotlight:.0f} ms | {row.arriving:.0f} ms "
        f"| {row.withdrawing:.0f} ms | 毎秒{row.messages:.1f}回 | {row.kib:.0f} KiB "
        f"| {row.longest:.0f} ms |\n"
    )


def _measure(cards: int, *, grouped: bool) -> Figures:
    program = find_program()
    with tempfile.TemporaryDirectory() as folder, run_product(Path(folder)) as server:
        hall = _Hall(server, open_room(Path(folder) / "data"))
        ids = hall.do(hall.fill(cards, grouped=grouped))
        with sync_playwright() as playwright:
            browser = launch(playwright, program)
            page = browser.new_page(viewport={"width": 1920, "height": 1080})
            figures = _look(page, hall, Figures(cards, grouped), ids)
            browser.close()
    return figures


def _look(page: Page, hall: "_Hall", figures: Figures, ids: list[str]) -> Figures:
    shown = ".grouped, .cluster" if figures.grouped else ".card"
    hall.sign_in(page)
    start = time.perf_counter()
    page.goto(f"{hall.url}/stage/{hall.room.code}")
    page.wait_for_selector(shown)
    figures.first = (time.perf_counter() - start) * 1000
    page.wait_for_timeout(1500)
    figures.turning = statistics.median(page.evaluate(_TURN))
    page.evaluate(_WATCH)
    for number in range(_ROUNDS):
        hall.do(hall.order("spotlight", {"answer": ids[number] if number % 2 == 0 else None}))
        page.wait_for_timeout(600)
    figures.spotlight = _take_times(page)
    for number in range(_ROUNDS):
        hall.do(hall.write_one(f"あとから来たカード{number}"))
        page.wait_for_timeout(700)
    figures.arriving = _take_times(page)
    figures.withdrawing = statistics.median(_withdraw(page, hall, ids))
    _watch_wire(page, hall, figures)
    return figures


def _take_times(page: Page) -> float:
    times: list[float] = page.evaluate("window.drawn.splice(0)")
    return statistics.median(times)


def _withdraw(page: Page, hall: "_Hall", ids: list[str]) -> Iterator[float]:
    """Show a card large and take it back: until its words stand nowhere in the page."""
    for number in range(3):
        hall.do(hall.order("spotlight", {"answer": ids[number]}))
        page.wait_for_selector("#spot:not([hidden])")
        page.wait_for_timeout(600)
        start = time.perf_counter()
        hall.do(hall.withdraw(ids[number]))
        page.wait_for_selector("#spot", state="hidden")
        yield (time.perf_counter() - start) * 1000


def _watch_wire(page: Page, hall: "_Hall", figures: Figures) -> None:
    sizes: list[int] = []
    page.on("response", lambda reply: sizes.append(_size(reply.headers)))
    page.evaluate("window.longest = 0")
    writing = hall.start(hall.write_many())
    start = time.perf_counter()
    while not writing.done():
        page.wait_for_timeout(200)
    figures.messages = len(sizes) / (time.perf_counter() - start)
    figures.kib = statistics.median(sizes) / 1024 if sizes else 0
    figures.longest = page.evaluate("window.longest")


def _size(headers: dict[str, str]) -> int:
    return int(headers.get("content-length", "0"))


class _Hall:
    """A room on the server with its phones, and the desk that leads it."""

    def __init__(self, server: Server, room: Room) -> None:
        self.server, self.room = server, room
        self.url = f"http://{HOST}:{server.port}"
        self.cookies: list[str] = []
        self._sent = 0
        # Playwright keeps this thread's loop to itself.
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, daemon=True).start()

    def start(self, job: Coroutine[Any, Any, Any]) -> Future[Any]:
        """Begin something beside the browser."""
        return asyncio.run_coroutine_threadsafe(job, self._loop)

    def do(self, job: Coroutine[Any, Any, Any]) -> Any:  # noqa: ANN401 -- whatever it returns
        """Do something beside the browser and wait for it."""
        return self.start(job).result()

    def sign_in(self, page: Page) -> None:
        page.goto(f"{self.url}/signin")
        page.locator("input[type=password]").fill(self.room.key)
        page.locator("form button").last.click()
        page.wait_for_url("**/remote/**")

    async def fill(self, cards: int, *, grouped: bool) -> list[str]:
        """Let everybody write, show it, and group most of it by fives where that is wanted."""
        await self.order("go", {"to": f"meeting-1/{_SHEET}"})
        ids = []
        for start in range(cards):
            if start % _EACH == 0:
                self.cookies.append(await self._join())
            ids.append(await self.write_one(f"{_TEXTS[start % len(_TEXTS)]}{start}"))
        for start in range(0, len(ids) - 5 if grouped else 0, 6):
            group = {"do": "group", "cards": ids[start : start + 5], "label": f"表札{start}"}
            await self._post(
                f"/stage/{self.room.code}/board/{_SHEET}", {**group, "sent_id": ids[start]}
            )
        await self.order("share", {"worksheet": _SHEET, "on": True})
        return ids

    async def write_one(self, text: str) -> str:
        """Write a card from the last phone."""
        self._sent += 1
        card = {"sent_id": f"s{self._sent}", "worksheet": _SHEET, "values": {"text": text}}
        phone = self._phone()
        reply = json.loads((await phone.post(f"/w/{self.room.code}/answers", card)).body)
        await phone.close()
        return str(reply["answer_id"])

    async def write_many(self) -> None:
        """Write cards as people do, spread over the time."""
        self.cookies.append(await self._join())
        begun = time.perf_counter()
        for number in range(_WRITTEN):
            await asyncio.sleep(max(0.0, begun + _SPAN * number / _WRITTEN - time.perf_counter()))
            await self.write_one(f"続けて書いたカード{number}。つないだ先が分からない。")

    async def withdraw(self, answer: str) -> None:
        """Take a card of the first phone back."""
        phone = self._phone(0)
        reply = await phone.ask("DELETE", f"/w/{self.room.code}/answers/{answer}")
        await phone.close()
        if reply.status != 200:
            raise RuntimeError(reply.body.decode())

    async def order(self, name: str, body: object) -> None:
        """Give an order as the desk."""
        await self._post(f"/remote/{self.room.code}/{name}", body)

    async def _post(self, path: str, body: object) -> None:
        desk = Phone(HOST, self.server.port)
        desk.cookie = f"x=1\r\nAuthorization: Bearer {self.room.key}"
        reply = await desk.post(path, body)
        await desk.close()
        if reply.status != 200:
            raise RuntimeError(f"{path}: {reply.status} {reply.body.decode()}")

    async def _join(self) -> str:
        phone = Phone(HOST, self.server.port)
        form = urlencode({"name": "計測", "team": "t1"}).encode()
        kind = "application/x-www-form-urlencoded"
        reply = await phone.ask("POST", f"/j/{self.room.code}", form, kind)
        await phone.close()
        return reply.headers["set-cookie"].split(";")[0]

    def _phone(self, number: int = -1) -> Phone:
        phone = Phone(HOST, self.server.port)
        phone.cookie = self.cookies[number]
        return phone
