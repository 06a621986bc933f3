"""The time on the wall in a real browser: the running order, the step's clock, the words."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from facilitator.pace import tell_late
from tests.facilitator.stage.looking import SMALL, Hall
from worksheets import rooms, running_orders
from worksheets.own_steps import OwnStep
from worksheets.records import StageView

pytestmark = pytest.mark.journey


@pytest.fixture
def wall(browser: Browser, hall: Hall, code: str) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="ja-JP")
    page.goto(f"{hall.url}/stage/{code}")
    expect(page.locator("#join")).to_be_visible()
    yield page
    page.close()


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 720), (1024, 768)])
@pytest.mark.parametrize("own", [0, 20])
def test_running_order_fits_the_wall_however_long_it_is(
    wall: Page, code: str, size: tuple[int, int], own: int
) -> None:
    for number in range(own):
        step = OwnStep(f"この町だけの、少し名前の長いステップ {number}", 5)
        running_orders.add_own_step(code, "meeting-1", step)
    running_orders.begin(code)
    wall.set_viewport_size({"width": size[0], "height": size[1]})

    rooms.show_on_stage(code, StageView.ORDER)
    lines = wall.locator("#order-lines li")
    expect(lines).to_have_count(3 + own + 1)
    expect(lines.first).to_have_attribute("aria-current", "step")
    expect(lines.last.locator(".order-time")).to_have_text(re.compile(r"\d\d:\d\d"))

    box = wall.locator("#order-lines")
    assert wall.evaluate(SMALL) == []
    assert box.evaluate("box => box.scrollHeight <= box.clientHeight + 1")
    assert box.evaluate("box => box.scrollWidth <= box.clientWidth + 1")


def test_key_shows_the_running_order_and_brings_the_step_back(wall: Page, code: str) -> None:
    rooms.go_next(code)
    expect(wall.locator("#step")).to_be_visible()

    wall.keyboard.press("t")
    expect(wall.locator("#order")).to_be_visible()
    wall.keyboard.press("t")

    expect(wall.locator("#step")).to_be_visible()


READ_PACE = """async ([late, phase]) => {
  const { readPace, tellPace } = await import('/stage-assets/pace.js');
  const now = Date.parse('2026-12-03T05:20:30Z');
  const pace = { phase, zone: 540, planned: 600, elapsed: 300, rest: 1200,
    starts_at: new Date(now + 600_000).toISOString(),
    planned_end: new Date(now + (300 + 1200 - late * 60) * 1000).toISOString() };
  const found = readPace(pace, { now, passed: 0, timerLeft: null });
  return [found.level, found.now, tellPace(found), found.end];
}"""


@pytest.mark.parametrize(
    ("late", "level", "words"),
    [
        (-30, "ahead", "◀ 30分巻き"),
        (-2, "ahead", "◀ 2分巻き"),
        (-1, "on-time", "● 予定どおり"),
        (0, "on-time", "● 予定どおり"),
        (1, "on-time", "● 1分押し"),
        (3, "late", "▲ 3分押し"),
        (10, "very-late", "▲ 10分押し"),
    ],
)
def test_lateness_has_a_level_a_sign_and_the_words_of_the_server(
    wall: Page, late: int, level: str, words: str
) -> None:
    found = wall.evaluate(READ_PACE, [late, "running"])

    assert found[:3] == [level, "14:20", words]
    assert found[3].startswith("終わりの見こみ 14:45(予定 ")
    assert words[2:] == tell_late(late)


def test_before_the_start_the_minutes_until_then_are_told(wall: Page) -> None:
    found = wall.evaluate(READ_PACE, [0, "waiting"])

    assert found[1:] == ["14:20", "14:30の開始まで 10分", "終わりの予定 14:45"]


READ_CLOCK = """async ([left, paused]) => {
  const { Clock } = await import('/stage-assets/clock.js');
  const clock = new Clock();
  const here = Date.now();
  clock.sync(new Date(here + 7_200_000).toISOString(), here, here);
  const ends_at = new Date(here + 7_200_000 + left * 1000).toISOString();
  const standing = { ends_at: null, paused: true, seconds_left: left, total: 100 };
  const running = { ends_at, paused: false, seconds_left: null, total: 100 };
  clock.set(paused ? standing : running);
  const { level, words } = clock.read();
  return [level, words];
}"""


@pytest.mark.parametrize(
    ("left", "paused", "level", "words"),
    [
        (100, False, "running", "のこり時間"),
        (21, False, "running", "のこり時間"),
        (20, False, "soon", "あと少しです"),
        (6, False, "soon", "あと少しです"),
        (5, False, "last", "まもなく終わりです"),
        (0, False, "over", "時間です"),
        (3, True, "paused", "時計を止めています"),
    ],
)
def test_clock_says_in_colour_and_words_how_near_the_end_is(
    wall: Page, left: int, paused: bool, level: str, words: str
) -> None:
    assert wall.evaluate(READ_CLOCK, [left, paused]) == [level, words]
