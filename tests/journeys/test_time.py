"""The time in the hall: all screens agree, and a meeting that began late still ends on time."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.console import Console
from tests.journeys.hall import Hall, Opened
from tests.journeys.phones import Phone
from tests.journeys.remotes import Remote
from tests.journeys.walls import Wall
from tests.journeys.windows import Windows

pytestmark = pytest.mark.journey

# The clock of a machine that is wrong by so much; pages must go by the server's.
WRONG = """
{
  const Right = Date;
  window.Date = class extends Right {
    constructor(...given) { given.length ? super(...given) : super(Right.now() + SHIFT); }
    static now() { return Right.now() + SHIFT; }
  };
}
"""
LATE = re.compile("▲ 1[567]分押し")  # a minute may pass while the test goes on
CLOCKS = {"wall": "#digits", "remote": "#digits", "phone": ".timer-left", "console": ".clock b"}


def set_wrong(page: Page, *, hours: float) -> None:
    page.add_init_script(WRONG.replace("SHIFT", str(int(hours * 3_600_000))))


def read_seconds(page: Page, name: str) -> int:
    """Read the clock of one screen."""
    text = page.locator(CLOCKS[name]).first.inner_text()
    minutes, seconds = re.findall(r"\d+", text)
    return int(minutes) * 60 + int(seconds)


@pytest.fixture
def screens(
    opened: Opened, console: Console, wall: Wall, windows: Windows, hall: Hall
) -> dict[str, Page]:
    """Four screens whose machines believe in four different times."""
    phone, remote = Phone(windows, hall), Remote(windows, hall)
    pages = {"phone": phone.page, "wall": wall.page, "remote": remote.page, "console": console.page}
    for page, hours in zip(pages.values(), (-1.0, 2.5, 0.1, -30.0), strict=True):
        set_wrong(page, hours=hours)
    phone.come_in(opened.code, name="はるか")
    wall.show(opened.code, key=opened.key)
    remote.scan(opened.code, key=opened.key)
    console.sign_in()
    console.lead(opened.code)
    hall.go(opened.code, "meeting-1/moyamoya")
    return pages


def read_all(screens: dict[str, Page]) -> list[int]:
    return [read_seconds(page, name) for name, page in screens.items()]


def expect_to_show(screens: dict[str, Page], *, least: int, most: int) -> None:
    """Wait until every screen shows seconds within these."""
    for name, page in screens.items():
        expect(page.locator(CLOCKS[name]).first).to_be_visible()
        for _ in range(60):
            if least <= read_seconds(page, name) <= most:
                break
            page.wait_for_timeout(100)


def test_all_screens_agree_within_a_second_also_when_paused_and_lengthened(
    screens: dict[str, Page], opened: Opened, hall: Hall
) -> None:
    hall.order(opened.code, "timer", action="start", minutes=5)
    expect_to_show(screens, least=280, most=300)
    running = read_all(screens)

    hall.order(opened.code, "timer", action="add", minutes=1)
    expect_to_show(screens, least=320, most=360)
    longer = read_all(screens)

    hall.order(opened.code, "timer", action="pause")
    for name in ("wall", "remote", "console"):
        expect(
            screens[name].get_by_text("止め").or_(screens[name].get_by_text("停止"))
        ).not_to_have_count(0)
    expect(screens["phone"].get_by_text("止まっています")).to_be_visible()
    paused = read_all(screens)
    screens["wall"].wait_for_timeout(1500)

    assert max(running) - min(running) <= 1
    assert max(longer) - min(longer) <= 1
    assert max(paused) - min(paused) <= 1
    assert read_all(screens) == paused


def test_last_fifth_is_told_in_colour_and_words_everywhere(
    screens: dict[str, Page], opened: Opened, hall: Hall
) -> None:
    hall.order(opened.code, "timer", action="start", minutes=0.6)
    expect_to_show(screens, least=20, most=36)

    marked = {
        "phone": "#timer[data-level=soon]",
        "wall": "#clock[data-level=soon]",
        "remote": "#clock[data-level=soon]",
        "console": ".clock.soon",
    }
    for name, page in screens.items():
        expect(page.locator(marked[name])).to_contain_text("あと少しです", timeout=40_000)


def test_meeting_begun_late_ends_on_time_with_the_proposal(
    opened: Opened, console: Console, windows: Windows, hall: Hall, take_phone: Callable[[], Phone]
) -> None:
    phone = take_phone().come_in(opened.code, name="はるか")
    remote = Remote(windows, hall)
    remote.scan(opened.code, key=opened.key)
    console.sign_in()
    console.lead(opened.code)
    console.turn_to("進行表")
    start = datetime.now().astimezone() - timedelta(minutes=30)
    console.page.get_by_label("開始", exact=True).click()
    console.page.keyboard.type(start.strftime("%H%M"))
    console.page.keyboard.press("Enter")
    console.page.get_by_role("button", name="この時刻にする").click()
    expect(console.page.get_by_text(re.compile("いま 1[567]分押し"))).to_be_visible()
    console.picture("order")

    console.turn_to("進行")
    expect(console.page.get_by_text(LATE)).to_be_in_viewport()
    expect(remote.page.get_by_text(LATE)).to_be_visible()
    proposal = console.page.get_by_text("「わがまちの今」(15分)を飛ばす")
    expect(proposal).to_be_in_viewport()
    expect(console.next).to_be_in_viewport()
    console.picture("late")
    console.page.get_by_role("button", name="この案で進める").click()

    expect(console.page.get_by_text("● 予定どおり")).to_be_visible()
    expect(remote.page.get_by_text("● 予定どおり")).to_be_visible()
    expect(console.page.get_by_role("button", name="元に戻す")).to_be_visible()
    console.press_next(to="はじめの一言")
    console.press_next(to="連携のもやもや")
    expect(phone.step).to_have_text("連携のもやもやを出し合う")


def test_steps_are_moved_by_keyboard_and_the_key_stays_with_its_step(
    opened: Opened, console: Console, hall: Hall
) -> None:
    console.sign_in()
    console.lead(opened.code)
    console.turn_to("進行表")
    up = console.page.get_by_role("button", name="「休憩」を上へ")
    up.focus()

    for place in (4, 3):
        console.page.keyboard.press("Enter")
        line = console.page.locator("p.line").nth(place - 1)
        expect(line).to_contain_text("休憩")
        console.settle()
        expect(up).to_be_focused()

    steps = hall.command("steps", code=opened.code)["meetings"][1]["steps"]
    assert [step["title"] for step in steps[:4]] == [
        "開会",
        "はじめの一言",
        "休憩",
        "わがまちの今",
    ]
