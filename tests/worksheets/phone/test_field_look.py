"""What the field note looks like: small, large enough to touch, and readable by everybody."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.axe import MISSING, find_axe, list_violations
from tests.worksheets.phone.outings import Device
from worksheets import answers
from worksheets.records import Submission

pytestmark = pytest.mark.journey
LONG = "長い言葉" * 12
PLACES = [
    "",
    "visits",
    "visit/{visit}",
    "visit-form/{visit}",
    "visit-form/new",
    "guide/0",
    "guide/3",
    "records",
    "record/{record}/check",
    "record/{record}/share",
    "record/{record}/who",
    "record/{record}/values",
    "record/{record}/return",
    "returns",
    "return/{record}",
    "unsent",
]


@pytest.fixture
def places(device: Device, town: str) -> list[str]:
    """Every place of a note in which something stands."""
    visit = _write(town, "visits", whom=LONG[:48], ask=LONG, how="phone", state="dated")
    record = _write(
        town,
        "records",
        **{
            "who": LONG[:48],
            "sharing": "anonymous",
            "day": "2026-12-01",
            "words": [{"word": LONG}],
            "values": LONG,
            "return-what": LONG,
        },
    )
    page = device.open()
    expect(page.get_by_role("link", name="お返し")).to_contain_text("1件の約束")
    device.context.set_offline(True)
    device.look("records")
    page.get_by_role("button", name="予定になかった人の話を書く").click()
    page.get_by_label("みんなに見せてよい").check()
    return [place.format(visit=visit, record=record) for place in PLACES]


def _write(code: str, key: str, **values: object) -> str:
    submission = Submission(code, f"mate-{key}", key, values, None, team="t1")
    return answers.save_answer(submission).answer_id


def visit_places(device: Device, places: list[str], look: Callable[[Page], object]) -> None:
    """Look at every place; what is found is told with its name."""
    found = {}
    for place in places:
        page = device.look(place)
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        seen = look(page)
        if seen:
            found[place] = seen
    assert found == {}


def test_rules_of_accessibility_are_kept_everywhere(device: Device, places: list[str]) -> None:
    axe = find_axe()
    if axe is None:
        pytest.skip(MISSING)
    visit_places(device, places, lambda page: list_violations(page, axe))


@pytest.mark.parametrize("zoom", [112.5, 225])
def test_narrow_phones_and_large_text_need_no_sideways_scrolling(
    device: Device, places: list[str], zoom: float
) -> None:
    device.page.set_viewport_size({"width": 320, "height": 640})
    device.page.evaluate(f"document.documentElement.style.fontSize = '{zoom}%'")

    visit_places(
        device,
        places,
        lambda page: page.evaluate("Math.max(0, document.documentElement.scrollWidth - 320)"),
    )


def test_controls_are_large_enough_to_touch(device: Device, places: list[str]) -> None:
    visit_places(
        device,
        places,
        lambda page: page.evaluate(
            """() => Array.from(document.querySelectorAll('button, a, summary, textarea,'
                 + 'input:not([type=radio]):not([type=checkbox]), label.row'))
              .filter((one) => one.offsetParent)
              .map((one) => [one.textContent.trim(), one.getBoundingClientRect().height,
                one.matches('main button, main a:not(.back), label.row') ? 56 : 44])
              .filter(([, height, least]) => height < least)"""
        ),
    )


def test_text_is_large_from_the_start_and_larger_when_asked(device: Device) -> None:
    size = "getComputedStyle(document.body).fontSize"
    assert device.page.evaluate(size) == "18px"

    device.page.get_by_role("button", name="大きい", exact=True).click()
    page = device.open()

    assert page.evaluate(size) == "22px"


def test_first_load_is_the_page_and_what_the_team_knows(device: Device) -> None:
    device.page.context.clear_cookies(name="nothing")
    session = device.context.new_cdp_session(device.page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    asked: list[str] = []
    device.page.on("request", lambda request: asked.append(request.url))

    device.page.reload()
    expect(device.page.locator("#connection")).to_contain_text("● 研修のパソコンに")

    paths = [re.sub(r"^.*/w/[^/]+", "", url) for url in asked if not url.startswith("data:")]
    assert paths == ["/field", "/field/state"]
    assert sum(sizes) <= 40 * 1024


def test_back_of_the_phone_leads_through_the_places(device: Device) -> None:
    page = device.page
    page.get_by_role("link", name="これから会う人").click()
    page.get_by_role("link", name="会う人を足す").click()
    expect(page.get_by_role("heading", level=1)).to_be_focused()

    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("これから会う人")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("訪問ノート")
