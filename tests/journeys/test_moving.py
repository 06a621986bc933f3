"""Moving the room: from two laptops at once, from a remote, with a clicker at the wall."""

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.console import Console
from tests.journeys.hall import Hall, Opened
from tests.journeys.phones import Phone
from tests.journeys.remotes import Remote
from tests.journeys.walls import Wall
from tests.journeys.windows import Windows

pytestmark = pytest.mark.journey

TOLD = "先に別の人が"
_PATIENCE = 15.0


def test_two_consoles_pressing_next_at_once_move_one_step_and_tell_the_other(
    opened: Opened, windows: Windows, hall: Hall, take_phone: Callable[[], Phone]
) -> None:
    one, other = Console(windows, hall), Console(windows, hall)
    for console in (one, other):
        console.sign_in()
        console.lead(opened.code)
        expect(console.next).to_contain_text("はじめの一言")
    phone = take_phone().come_in(opened.code, name="はるか")

    _press_together(one.next, other.next)

    expect(phone.step).to_have_text("はじめの一言")
    for console in (one, other):
        expect(console.step).to_contain_text("はじめの一言")
        expect(console.next).to_contain_text("わがまちの今")
    assert _find_told(one.page, other.page) in ([True, False], [False, True])
    for console, name in ((one, "one"), (other, "other")):
        console.picture(f"together-{name}")


def test_console_and_remote_pressing_next_at_once_move_one_step(
    opened: Opened, console: Console, windows: Windows, hall: Hall
) -> None:
    remote = Remote(windows, hall)
    remote.scan(opened.code, key=opened.key)
    console.sign_in()
    console.lead(opened.code)
    expect(console.next).to_contain_text("はじめの一言")
    expect(remote.next).to_contain_text("はじめの一言")

    _press_together(console.next, remote.next)

    expect(remote.step).to_contain_text("はじめの一言")
    expect(console.step).to_contain_text("はじめの一言")
    assert _find_told(console.page, remote.page) in ([True, False], [False, True])
    remote.picture("together")


def test_remote_leads_phones_and_wall(
    opened: Opened, windows: Windows, hall: Hall, wall: Wall, take_phone: Callable[[], Phone]
) -> None:
    remote = Remote(windows, hall)
    remote.scan(opened.code, key=opened.key)
    wall.show(opened.code, key=opened.key)
    phone = take_phone().come_in(opened.code, name="はるか")
    remote.picture("opening")

    remote.next.click()

    expect(remote.step).to_contain_text("はじめの一言")
    expect(phone.step).to_have_text("はじめの一言")
    expect(wall.heading).to_have_text("最近、助かったこと")
    remote.page.get_by_role("button", name="戻る").click()
    expect(phone.step).to_have_text("開会")
    expect(wall.heading).to_have_text("今日の約束")


def test_clicker_at_the_wall_moves_the_step_there_and_back(
    opened: Opened, wall: Wall, take_phone: Callable[[], Phone]
) -> None:
    wall.show(opened.code, key=opened.key)
    phone = take_phone().come_in(opened.code, name="はるか")
    expect(wall.words).to_contain_text(re.compile(r"1\s*人が参加しています"), use_inner_text=True)

    wall.press("PageDown")
    expect(wall.heading).to_have_text("最近、助かったこと")
    expect(phone.step).to_have_text("はじめの一言")
    wall.press("PageUp")
    expect(phone.step).to_have_text("開会")
    expect(wall.heading).to_have_text("今日の約束")

    # Out of the meeting only by pressing twice: one slip of a clicker confuses a whole hall.
    wall.press("PageUp")
    expect(wall.page.get_by_text("もう一度押すと")).to_be_visible()
    expect(phone.step).to_have_text("開会")
    wall.picture("twice")


def _press_together(*buttons: Locator) -> None:
    """Let each page press its button at the same moment of the clock."""
    moment = int(time.time() * 1000) + 700
    for button in buttons:
        expect(button).to_be_enabled()
        button.evaluate(
            "(button, moment) => { setTimeout(() => button.click(), moment - Date.now()); }",
            moment,
        )


def _find_told(*pages: Page) -> list[bool]:
    """Wait until a page says that somebody else was first; return which of them say so."""
    end = time.monotonic() + _PATIENCE
    while True:
        told = [page.get_by_text(TOLD).count() > 0 for page in pages]
        if any(told) or time.monotonic() > end:
            return told
        pages[0].wait_for_timeout(50)
