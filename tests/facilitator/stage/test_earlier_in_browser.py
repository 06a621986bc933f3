"""The wall while a later meeting opens: all of it readable, nothing cut, also beside a clock."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.facilitator.stage.looking import SMALL, Hall
from tests.facilitator.stage.test_earlier import Evening
from tests.journeys.axe import MISSING, find_axe, list_violations
from worksheets import rooms
from worksheets.toolkit import Toolkit

pytestmark = pytest.mark.journey

_LONG = "相談を受けた人が、となりの窓口までいっしょに歩いていき、顔を見て引きつぐ約束をする"
# What stands out of its part of the wall.
_CUT = """() => ['say', 'earlier'].filter((id) => {
  const part = document.getElementById(id);
  return part.scrollHeight > part.clientHeight + 1 || part.scrollWidth > part.clientWidth + 1;
})"""
_SIZES = ((1920, 1080), (1280, 720), (1024, 768))


@pytest.fixture
def evening(box: Toolkit) -> Evening:  # noqa: ARG001 -- the workshop lives in it
    return Evening()


@pytest.fixture
def wall(browser: Browser, hall: Hall) -> Iterator[Page]:
    page = browser.new_page(locale="ja-JP", reduced_motion="reduce")
    yield page
    page.close()
    assert hall.url


def test_chosen_ideas_labels_and_words_stand_whole_beside_the_step(
    wall: Page, hall: Hall, evening: Evening
) -> None:
    evening.hold_first_meeting(_LONG)
    said = [evening.bring_homework(f"{_LONG}。{number}", number) for number in range(2)]
    evening.open_meeting("meeting-2")
    for each in said:
        rooms.quote(evening.code, each, on=True)
    wall.goto(f"{hall.url}/stage/{evening.code}")
    expect(wall.locator("#earlier")).to_contain_text("1のまとまりになりました")
    found = _look(wall)
    rooms.go_to(evening.code, "meeting-2", "ideas")
    ideas = [evening.write("ideas", {"idea": f"{_LONG}{number}"}) for number in range(5)]
    evening.write("choice-2", {"adopted": ideas}, None)
    evening.open_meeting("meeting-3")
    rooms.start_timer(evening.code, 5)

    expect(wall.locator("#earlier")).to_contain_text("選んだアイデア")
    expect(wall.locator("#clock")).to_be_visible()
    found += _look(wall)
    axe = find_axe()

    assert found == []
    if axe is None:
        pytest.skip(MISSING)
    assert list_violations(wall, axe) == []


def _look(wall: Page) -> list[object]:
    found: list[object] = []
    for width, height in _SIZES:
        wall.set_viewport_size({"width": width, "height": height})
        wall.evaluate("() => new Promise(requestAnimationFrame)")
        found += [(width, cut) for cut in wall.evaluate(_CUT)]
        found += [(width, small) for small in wall.evaluate(SMALL)]
    return found
