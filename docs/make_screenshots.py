"""Take the pictures of the README anew: python -m docs.make_screenshots.

A server on a temporary folder, a workshop in the middle of its first meeting, made-up people
who write, and a real browser; the pictures go to docs/screenshots.
"""  # noqa: INP001 -- docs is no package

import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Playwright, expect, sync_playwright

from tests.browsers import find_program, launch
from tests.journeys.console import Console
from tests.journeys.hall import Hall, Opened
from tests.journeys.phones import SAVED, Phone
from tests.journeys.remotes import Remote
from tests.journeys.walls import Wall
from tests.journeys.windows import Windows
from tests.server import ROOT, make_environment

PICTURES = ROOT / "docs" / "screenshots"
PEOPLE = 24
CARDS = "連携のもやもや"
TEXT = "連携のもやもや（1枚に一つ）"
OWN_CARD = "電話をつないだあと、どうなったのかが分からず、ずっと気になっている。"
SMALL_WALL = {"width": 1280, "height": 720}


def main() -> None:
    """Start everything, take the pictures, clean up."""
    PICTURES.mkdir(exist_ok=True)
    program = find_program()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        data = Path(folder) / "data"
        data.mkdir()
        hall = Hall(data)
        # What people in a hall would read on the wall; our own windows use the name.
        hall.settings = {"WORKSHOP_PUBLIC_URL": "http://192.168.1.20:8501"}
        with hall:
            _take_all(hall, playwright, program)


def _take_all(hall: Hall, playwright: Playwright, program: str) -> None:
    opened = hall.open_workshop(title="みんなでつくる連携研修", teams=5)
    browser = launch(playwright, program)
    windows = Windows(browser, "picture")
    wall = Wall(windows, hall)
    wall.page.set_viewport_size(SMALL_WALL)
    wall.page.emulate_media(reduced_motion="reduce")
    wall.show(opened.code, key=opened.key)
    _rehearse(hall, opened, "meeting-1/check-in")
    hall.order(opened.code, "view", view="join")
    _take_join(wall)

    hall.go(opened.code, "meeting-1/moyamoya")
    _take_phone(windows, hall, opened)
    _rehearse(hall, opened, "meeting-1/moyamoya")
    hall.order(opened.code, "timer", action="start", minutes=32)
    console = Console(windows, hall)
    console.sign_in()
    _take_console(console, opened)
    _take_remote(windows, hall, opened)
    hall.order(opened.code, "share", worksheet="moyamoya", on=True)
    _take_wall(wall)
    _take_summary(console)
    browser.close()


def _rehearse(hall: Hall, opened: Opened, place: str) -> None:
    """Let made-up people write at a step."""
    hall.go(opened.code, place)
    subprocess.run(  # noqa: S603 -- our own command line
        [
            *(sys.executable, "-m", "facilitator", "simulate", opened.code),
            *("--participants", str(PEOPLE), "--pace", "0"),
        ],
        cwd=ROOT,
        env=make_environment(hall.data_dir),
        check=True,
        stdout=subprocess.DEVNULL,
    )


def _take_join(wall: Wall) -> None:
    expect(wall.page.get_by_text("人が参加しています")).to_be_visible()
    expect(wall.page.locator("#join-count")).to_have_text(str(PEOPLE))
    wall.page.screenshot(path=PICTURES / "join.png")


def _take_phone(windows: Windows, hall: Hall, opened: Opened) -> None:
    phone = Phone(windows, hall, sharpness=2).come_in(opened.code, name="みどり", team="2班")
    sheet = phone.sheet(CARDS)
    sheet.write({TEXT: OWN_CARD})
    sheet.choose("もやもやの強さ", "とても気になる")
    sheet.send()
    expect(sheet.status).to_contain_text(SAVED)
    sheet.write({TEXT: "会議は多いのに話せていない"})
    sheet.choose("どこで起きている", "庁内")
    phone.page.evaluate("window.scrollTo(0, 0)")
    phone.page.screenshot(path=PICTURES / "phone.png")


def _take_console(console: Console, opened: Opened) -> None:
    console.lead(opened.code)
    console.settle()
    preview = console.page.frame_locator("iframe")
    expect(preview.get_by_role("heading", level=1)).to_be_visible()
    console.page.screenshot(path=PICTURES / "console.png")


def _take_remote(windows: Windows, hall: Hall, opened: Opened) -> None:
    remote = Remote(windows, hall)
    remote.scan(opened.code, key=opened.key)
    remote.page.screenshot(path=PICTURES / "remote.png")


def _take_wall(wall: Wall) -> None:
    expect(wall.page.get_by_role("region", name="みなさんの回答")).to_be_visible()
    expect(wall.page.get_by_role("article").first).to_be_visible()
    wall.page.screenshot(path=PICTURES / "stage.png")


def _take_summary(console: Console) -> None:
    console.turn_to("まとめ")
    console.page.get_by_label("ワークシート").click()
    console.page.get_by_role("option", name=CARDS).first.click()
    expect(console.page.get_by_role("heading", name="どこで起きている")).to_be_visible()
    console.settle()
    expect(console.page.locator(".js-plotly-plot").first).to_be_visible()
    console.page.screenshot(path=PICTURES / "summary.png")


if __name__ == "__main__":
    main()
