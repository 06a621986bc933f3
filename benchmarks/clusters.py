"""Boards of many cards: what server and browser take, and how much goes over the wire."""

import asyncio
import json
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Page, Request, sync_playwright

from benchmarks.load import Room
from benchmarks.overlap_sets import read_practice_set
from benchmarks.phones import Phone
from benchmarks.rooms import open_room
from benchmarks.servers import HOST, Server, run_product
from tests.browsers import find_program, launch

SIZES = (30, 300, 3000)
_EACH = 300  # cards one person may give
_SHEET = "moyamoya"
_ROUNDS = 30
_WATCHED = 20  # seconds
# From a press to the next picture after what it changed; frames come every 16 ms at best.
_TICK = """async () => {
  const ticks = [...document.querySelectorAll('#loners input')].slice(0, 30);
  const times = [];
  for (const tick of ticks) {
    const start = performance.now();
    tick.click();
    await new Promise(requestAnimationFrame);
    await new Promise((done) => setTimeout(done));
    times.push(performance.now() - start);
  }
  document.getElementById('unpick').click();
  return times;
}"""
_GROUP = """async (number) => {
  const ticks = [...document.querySelectorAll('#loners input')].slice(0, 2);
  ticks.forEach((tick) => tick.click());
  document.getElementById('group').click();
  await new Promise(requestAnimationFrame);
  document.getElementById('label-field').value = `表札${number}`;
  const before = document.querySelectorAll('.pile').length;
  const start = performance.now();
  document.querySelector('dialog .main-button').click();
  while (document.querySelectorAll('.pile').length === before) {
    await new Promise(requestAnimationFrame);
  }
  return performance.now() - start;
}"""


@dataclass(slots=True)
class Figures:
    """What was measured at one size, in milliseconds."""

    cards: int
    state: float
    size: float  # KiB of the state
    known: float
    order: float
    order_p95: float
    suggesting: float
    tick: float = 0.0
    grouping: float = 0.0
    requests: float = 0.0  # a second, of one idle page


def measure_clusters() -> str:
    """Measure boards of growing size on a fresh server each."""
    rows = [_measure(size) for size in SIZES]
    head = (
        "| カード | 表を読む | 大きさ | 変わらないとき | 1つの操作(中央値・95%) | 似たカードの候補 "
        "| 印を付けて映るまで | 「まとめる」から映るまで | 開いた画面の通信 |\n"
        "|---|---|---|---|---|---|---|---|---|\n"
    )
    return head + "".join(_tell(row) for row in rows)


def _tell(row: Figures) -> str:
    return (
        f"| {row.cards} | {row.state:.1f} ms | {row.size:.0f} KiB | {row.known:.1f} ms "
        f"| {row.order:.1f}・{row.order_p95:.1f} ms | {row.suggesting / 1000:.2f} s "
        f"| {row.tick:.0f} ms | {row.grouping:.0f} ms | 毎秒{row.requests:.1f}回 |\n"
    )


def _measure(cards: int) -> Figures:
    with tempfile.TemporaryDirectory() as folder, run_product(Path(folder)) as server:
        room = open_room(Path(folder) / "data")
        figures, cookie = asyncio.run(_ask(server, room, cards))
        _browse(server, room, cookie, figures)
    return figures


async def _ask(server: Server, room: Room, cards: int) -> tuple[Figures, str]:
    phones = [await _join(server, room) for _ in range(-(-cards // _EACH))]
    await _order(server, room, "go", {"to": f"meeting-1/{_SHEET}"})
    texts = _make_texts(cards)
    ids = [
        await _write(phones[number // _EACH], room, number, text)
        for number, text in enumerate(texts)
    ]
    phone, board = phones[0], f"/w/{room.code}/board/{_SHEET}"
    reply = await phone.ask("GET", f"{board}/state")
    shown = {card["id"] for card in json.loads(reply.body)["cards"]}
    own = [key for key in ids if key in shown]
    state = []
    orders = []
    for number in range(_ROUNDS):
        first = number % (len(own) // 6)  # most stay alone: they are grouped in the browser below
        order = {"do": "group", "cards": own[first : first + 2], "label": f"表札{number}"}
        orders.append(await _time(phone, "POST", board, {"sent_id": f"o{number}", **order}))
        state.append(await _time(phone, "GET", f"{board}/state"))
    tag = (await phone.ask("GET", f"{board}/state")).headers["board-tag"]
    known = [
        await _time(phone, "GET", f"{board}/state?{urlencode({'known': tag})}")
        for _ in range(_ROUNDS)
    ]
    await _time(phone, "GET", f"{board}/suggestions")  # the dictionary is opened once
    suggesting = await _time(phone, "GET", f"{board}/suggestions")
    for one in phones:
        await one.close()
    orders.sort()
    return Figures(
        cards=len(own),
        state=statistics.median(state),
        size=len(reply.body) / 1024,
        known=statistics.median(known),
        order=statistics.median(orders),
        order_p95=orders[int(len(orders) * 0.95)],
        suggesting=suggesting,
    ), phone.cookie


async def _time(phone: Phone, method: str, path: str, body: object = None) -> float:
    start = time.perf_counter()
    reply = await phone.ask(method, path, json.dumps(body).encode() if body else b"")
    if reply.status >= 400:
        raise RuntimeError(f"{path}: {reply.status} {reply.body.decode()}")
    return (time.perf_counter() - start) * 1000


async def _join(server: Server, room: Room) -> Phone:
    phone = Phone(HOST, server.port)
    form = urlencode({"name": "計測", "team": "t1"}).encode()
    reply = await phone.ask("POST", f"/j/{room.code}", form, "application/x-www-form-urlencoded")
    phone.cookie = reply.headers["set-cookie"].split(";")[0]
    return phone


async def _write(phone: Phone, room: Room, number: int, text: str) -> str:
    card = {"sent_id": f"card-{number}", "worksheet": _SHEET, "values": {"text": text}}
    reply = json.loads((await phone.post(f"/w/{room.code}/answers", card)).body)
    return str(reply["answer_id"])


async def _order(server: Server, room: Room, name: str, body: object) -> None:
    desk = Phone(HOST, server.port)
    desk.cookie = f"x=1\r\nAuthorization: Bearer {room.key}"
    reply = await desk.post(f"/remote/{room.code}/{name}", body)
    await desk.close()
    if reply.status != 200:
        raise RuntimeError(f"{name}: {reply.status}")


def _make_texts(number: int) -> list[str]:
    """Join halves of the practice set's statements to cards of everyday length."""
    known = [each.text for each in read_practice_set().statements]
    chance = random.Random(1)  # noqa: S311 -- no secret
    return [f"{chance.choice(known)}。{chance.choice(known)}"[:80] for _ in range(number)]


# --- in a browser ---------------------------------------------------------------------------


def _browse(server: Server, room: Room, cookie: str, figures: Figures) -> None:
    program = find_program()
    with sync_playwright() as playwright:
        browser = launch(playwright, program)
        context = browser.new_context(viewport={"width": 360, "height": 740})
        name, _, value = cookie.partition("=")
        url = f"http://{HOST}:{server.port}"
        context.add_cookies([{"name": name, "value": value, "url": url}])
        page = context.new_page()
        page.goto(f"{url}/w/{room.code}/board/{_SHEET}")
        page.wait_for_selector("#loners .slip")
        figures.tick = statistics.median(page.evaluate(_TICK))
        figures.grouping = statistics.median(page.evaluate(_GROUP, n) for n in range(10))
        figures.requests = _count(page, lambda: page.wait_for_timeout(_WATCHED * 1000))
        browser.close()


def _count(page: Page, wait: Callable[[], None]) -> float:
    seen: list[Request] = []

    def note(request: Request) -> None:  # Playwright takes no method of a built-in
        seen.append(request)

    page.on("request", note)
    wait()
    return len(seen) / _WATCHED
