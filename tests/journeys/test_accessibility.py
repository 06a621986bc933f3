"""Pages people depend on keep the rules of WCAG 2.2 AA, and read well small and enlarged."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.axe import MISSING, find_axe, list_violations
from tests.journeys.console import Console
from tests.journeys.guests import Guest
from tests.journeys.hall import Hall, Opened
from tests.journeys.phones import Phone
from tests.journeys.remotes import Remote
from tests.journeys.walls import Wall
from tests.journeys.windows import LAPTOP, PHONE, Windows
from tests.legible import list_cut, list_lost_by_keys, list_moving, list_small

pytestmark = pytest.mark.journey

NARROW = {"width": 320, "height": 640}
# The text's size on phones is 112.5% of the browser's; this is twice that.
TWICE = "document.documentElement.style.fontSize = '225%'"
_TOO_WIDE = """() => {
  const edge = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= edge) return [];
  return [...document.querySelectorAll('body *')]
    .filter((each) => each.getBoundingClientRect().right > edge + 1)
    .map((each) => `${each.tagName} ${each.id} ${each.className} ${each.textContent.slice(0, 30)}`)
    .slice(-3);
}"""


@pytest.fixture(scope="session")
def axe() -> str:
    script = find_axe()
    if script is None:
        pytest.skip(MISSING)
    return script


def test_page_with_a_fault_is_found(windows: Windows, axe: str) -> None:
    page = windows.open(LAPTOP)
    page.set_content("<html lang='ja'><title>題</title><main><h1>題</h1><input></main>")

    assert [found.split(":")[0] for found in list_violations(page, axe)] == ["label"]


def test_phone_pages_keep_the_rules_through_the_meetings(
    hall: Hall, opened: Opened, take_phone: Callable[[], Phone], axe: str
) -> None:
    code = opened.code
    phone = take_phone()
    found = _visit_doors(hall, code, phone.page, axe, ("/j", "/j?code=ABC", f"/j/{code}"))
    phone.come_in(code, name="はるか")

    with Guest(hall, code, name="けんた") as guest:
        for place in hall.list_places(code):
            hall.go(code, place)
            guest.answer_everything()
            hall.share_open_sheets(code)
            phone.page.reload()
            _unfold(phone.page)
            found += [f"{place} {each}" for each in list_violations(phone.page, axe)]

    assert found == []


def test_phone_in_trouble_keeps_the_rules(
    hall: Hall, opened: Opened, take_phone: Callable[[], Phone], axe: str
) -> None:
    hall.go(opened.code, "meeting-1/moyamoya")
    phone = take_phone().come_in(opened.code, name="はるか")
    sheet = phone.sheet("連携のもやもや")
    sheet.send()
    expect(sheet.region.get_by_role("alert").first).to_be_visible()
    found = list_violations(phone.page, axe)

    sheet.write({"連携のもやもや（1枚に一つ）": "山田花子さんに 090-1234-5678 で電話した"})
    sheet.send()
    expect(phone.page.get_by_role("button", name="このまま送る")).to_be_visible()
    found += list_violations(phone.page, axe)
    phone.cut_wifi()
    phone.page.get_by_role("button", name="このまま送る").click()
    expect(phone.leftover).to_be_visible()
    found += list_violations(phone.page, axe)
    phone.join_wifi()
    expect(sheet.cards).to_have_count(1)
    sheet.write({"連携のもやもや（1枚に一つ）": "書きかけ"})
    hall.go(opened.code, "next")
    expect(phone.page.get_by_role("button", name="次へ進む")).to_be_visible()
    found += list_violations(phone.page, axe)

    assert found == []


def test_doors_wall_and_remote_keep_the_rules(
    hall: Hall, opened: Opened, windows: Windows, wall: Wall, axe: str
) -> None:
    code = opened.code
    doors = (f"/signin?next=/remote/{code}", "/signout", "/signin/unknown")
    door = windows.open(PHONE)
    found = _visit_doors(hall, code, door, axe, doors)
    door.goto(f"{hall.address}/signin")
    door.get_by_label("合言葉").fill("ちがう言葉")
    door.get_by_role("button", name="入る").click()
    expect(door.get_by_label("合言葉")).to_have_attribute("aria-invalid", "true")
    found += [f"sign-in refused {each}" for each in list_violations(door, axe)]
    remote = Remote(windows, hall)
    remote.scan(code, key=opened.key)
    for page in (door, remote.page):
        found += [*list_small(page), *list_cut(page), *list_lost_by_keys(page), *list_moving(page)]
    # A card that is just fading in has no contrast yet.
    wall.page.emulate_media(reduced_motion="reduce")
    wall.show(code, key=opened.key)
    expect(wall.words).to_contain_text("参加してください", use_inner_text=True)
    found += [f"wall join {each}" for each in list_violations(wall.page, axe)]

    with Guest(hall, code, name="けんた") as guest:
        for place in ("meeting-1/moyamoya", "meeting-2/ideas", "meeting-2/rating"):
            hall.go(code, place)
            guest.answer_everything()
            for page in (wall.page, remote.page):
                page.reload()
                expect(page.get_by_role("heading", level=1).first).to_be_visible()
                found += [f"{place} {each}" for each in list_violations(page, axe)]
            hall.share_open_sheets(code)
            expect(wall.page.get_by_role("region", name="みなさんの回答")).to_be_visible()
            found += [f"{place} shared {each}" for each in list_violations(wall.page, axe)]
            wall.page.emulate_media(reduced_motion="reduce", color_scheme="dark")
            found += [f"{place} dark {each}" for each in list_violations(wall.page, axe)]
            wall.page.emulate_media(reduced_motion="reduce", color_scheme="light")

    assert found == []


def test_console_pages_keep_the_rules(
    hall: Hall, opened: Opened, console: Console, axe: str
) -> None:
    hall.go(opened.code, "meeting-1/moyamoya")
    console.sign_in()
    found = []
    for path in ("run", "people", "safety"):
        console.page.goto(f"{hall.address}/{path}?code={opened.code}")
        expect(console.page.get_by_role("heading", level=1).first).to_be_visible(timeout=30_000)
        found += [f"{path} {each}" for each in list_violations(console.page, axe)]

    assert found == []


def test_time_on_wall_remote_and_phone_keeps_the_rules(
    hall: Hall,
    opened: Opened,
    windows: Windows,
    wall: Wall,
    take_phone: Callable[[], Phone],
    axe: str,
) -> None:
    code = opened.code
    remote = Remote(windows, hall)
    remote.scan(code, key=opened.key)
    wall.page.emulate_media(reduced_motion="reduce")
    wall.show(code, key=opened.key)
    phone = take_phone().come_in(code, name="はるか")
    hall.go(code, "meeting-1/moyamoya")
    hall.order(code, "view", view="order")
    expect(wall.page.get_by_role("region", name="第1回")).to_be_visible()
    found = [f"order {each}" for each in list_violations(wall.page, axe)]
    hall.order(code, "view", view="step")

    for minutes, level in ((0.4, "soon"), (0.02, "over")):
        hall.order(code, "timer", action="start", minutes=minutes)
        for page in (wall.page, remote.page, phone.page):
            marked = page.locator(f"#clock[data-level={level}], #timer[data-level={level}]")
            expect(marked).to_be_visible(timeout=40_000)
            found += [f"{level} {each}" for each in list_violations(page, axe)]

    assert found == []


def test_phone_pages_need_no_sideways_scrolling_when_narrow_and_enlarged(
    hall: Hall, opened: Opened, take_phone: Callable[[], Phone]
) -> None:
    code = opened.code
    phone = take_phone()
    phone.page.set_viewport_size(NARROW)
    wide = []
    for path in ("/j", f"/j/{code}"):
        phone.page.goto(f"{hall.address}{path}")
        wide += [f"{path} {each}" for each in _list_too_wide(phone.page)]
    phone.come_in(code, name="はるか")

    with Guest(hall, code, name="けんた") as guest:
        for place in hall.list_places(code):
            hall.go(code, place)
            guest.answer_everything()
            hall.share_open_sheets(code)
            phone.page.reload()
            _unfold(phone.page)
            wide += [f"{place} {each}" for each in _list_too_wide(phone.page)]
            if place.endswith("/moyamoya"):
                phone.picture("narrow")

    assert wide == []


def _visit_doors(hall: Hall, code: str, page: Page, axe: str, paths: tuple[str, ...]) -> list[str]:
    found = []
    for path in paths:
        page.goto(f"{hall.address}{path}")
        found += [f"{path} {each}".replace(code, "") for each in list_violations(page, axe)]
    return found


def _unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach((box) => { box.open = true; })")


def _list_too_wide(page: Page) -> list[str]:
    """Return what reaches over the right edge with the text twice as large."""
    page.evaluate(TWICE)
    found: list[str] = page.evaluate(_TOO_WIDE)
    return found
