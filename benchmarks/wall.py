"""From a tap on a phone to the wall: how long until a card stands on the stage in a browser."""

import asyncio
import statistics
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Page, sync_playwright

from benchmarks.load import Room
from benchmarks.phones import Phone, in_groups
from benchmarks.rooms import open_room
from benchmarks.servers import HOST, Server, run_product
from tests.browsers import find_program, launch

_SPAN = 10.0  # seconds over which everybody writes one card
_WATCH = """() => {
  window.seen = {};
  const look = () => {
    for (const found of document.body.innerText.matchAll(/#(\\d+)#/g)) {
      window.seen[found[1]] ??= Date.now();
    }
  };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true,
    characterData: true });
}"""


def measure_wall(count: int = 500) -> str:
    """Let `count` phones write one card each within ten seconds; watch the stage in a browser."""
    program = find_program()
    with (
        tempfile.TemporaryDirectory() as folder,
        run_product(Path(folder)) as server,
        sync_playwright() as playwright,
    ):
        room = open_room(Path(folder) / "data")
        browser = launch(playwright, program)
        page = _open_stage(browser.new_page(viewport={"width": 1920, "height": 1080}), server, room)
        sent: dict[str, float] = {}
        writing = threading.Thread(
            target=lambda: asyncio.run(_write(server, room, count, sent)), daemon=True
        )
        writing.start()
        while writing.is_alive():
            page.wait_for_timeout(200)
        page.wait_for_timeout(2000)
        seen: dict[str, float] = page.evaluate("window.seen")
        browser.close()
    waits = sorted(seen[number] - sent[number] * 1000 for number in seen if number in sent)
    p95 = waits[int(len(waits) * 0.95)] if waits else float("nan")
    return (
        "| 台数 | 投影で見えたカード | 中央値 | 95% |\n|---|---|---|---|\n"
        f"| {count} | {len(waits)} | {statistics.median(waits):.0f} ms | {p95:.0f} ms |\n"
    )


def _open_stage(page: Page, server: Server, room: Room) -> Page:
    url = f"http://{HOST}:{server.port}"
    key = {"Authorization": f"Bearer {room.key}"}
    for order, body in (
        ("go", {"to": "meeting-1/moyamoya"}),
        ("share", {"worksheet": "moyamoya", "on": True}),
    ):
        reply = page.request.post(f"{url}/remote/{room.code}/{order}", data=body, headers=key)
        if not reply.ok:
            raise RuntimeError(f"{order}: {reply.status} {reply.text()}")
    page.goto(f"{url}/signin")
    page.locator("input[type=password]").fill(room.key)
    page.locator("form button").last.click()
    page.goto(f"{url}/stage/{room.code}")
    page.wait_for_timeout(1500)
    page.evaluate(_WATCH)
    return page


async def _write(server: Server, room: Room, count: int, sent: dict[str, float]) -> None:
    phones = [Phone(HOST, server.port) for _ in range(count)]

    async def join(phone: Phone) -> None:
        form = urlencode({"name": ""}).encode()
        kind = "application/x-www-form-urlencoded"
        reply = await phone.ask("POST", f"/j/{room.code}", form, kind)
        phone.cookie = reply.headers["set-cookie"].split(";")[0]

    async def write(number: int, phone: Phone) -> None:
        await asyncio.sleep(_SPAN * number / count)
        card = {"text": f"#{number}# 担当がはっきりしない相談が、窓口をまわる"}
        sent[str(number)] = time.time()
        await phone.post(
            f"/w/{room.code}/answers",
            {"sent_id": f"wall-{number}", "worksheet": "moyamoya", "values": card},
        )

    await in_groups([join(phone) for phone in phones])
    await in_groups([phone.listen(f"/w/{room.code}/events") for phone in phones])
    await asyncio.gather(*(write(number, phone) for number, phone in enumerate(phones)))
    for phone in phones:
        await phone.close()
