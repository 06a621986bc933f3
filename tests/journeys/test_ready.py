"""できました: phones say so, whoever leads sees it and moves the room; nothing moves by itself."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.axe import MISSING, find_axe, list_violations
from tests.journeys.console import Console
from tests.journeys.hall import Hall, Opened
from tests.journeys.phones import Phone
from tests.journeys.remotes import Remote
from tests.journeys.walls import Wall
from tests.journeys.windows import Windows

pytestmark = pytest.mark.journey

STEP = "meeting-1/moyamoya"
# What a thumb may miss.
_SMALL_TARGETS = """() => [...document.querySelectorAll('button, a, summary')]
  .filter((each) => each.checkVisibility())
  .filter((each) => {
    const { width, height } = each.getBoundingClientRect();
    return width < 48 || height < 48;
  })
  .map((each) => each.outerHTML)"""


def find_button(phone: Phone) -> Locator:
    return phone.page.get_by_role("region", name="進行役への合図").get_by_role("button")


def find_axe_or_skip() -> str:
    script = find_axe()
    if script is None:
        pytest.skip(MISSING)
    return script


@pytest.fixture
def phones(opened: Opened, hall: Hall, take_phone: Callable[[], Phone]) -> list[Phone]:
    """Three phones at two tables, where cards are written."""
    hall.go(opened.code, STEP)
    seats = (("はるか", "1班"), ("けんた", "2班"), ("まつ", "2班"))
    return [take_phone().come_in(opened.code, name=name, team=team) for name, team in seats]


def test_phones_are_ready_and_the_console_moves_on(
    phones: list[Phone], opened: Opened, console: Console
) -> None:
    console.sign_in()
    console.lead(opened.code)
    panel = console.page.locator(".st-key-ready")
    expect(panel).to_contain_text("0 / 3人")

    find_button(phones[0]).click()
    find_button(phones[1]).click()
    expect(find_button(phones[1])).to_contain_text("取り消す")
    expect(panel).to_contain_text("まだの班：2班 1人")
    find_button(phones[1]).click()  # not yet, after all
    expect(panel).to_contain_text("1 / 3人")
    for phone in phones[1:]:
        find_button(phone).click()

    expect(panel).to_contain_text("全員ができました。次へ進みますか。")
    console.picture("all-ready")
    phones[0].picture("ready")
    expect(phones[0].step).to_contain_text("もやもや")
    console.press_next(to="休憩")
    expect(phones[0].step).to_have_text("休憩")
    expect(find_button(phones[0])).to_have_count(0)


def test_button_stays_pressed_after_reloading_and_says_when_it_could_not_be_sent(
    phones: list[Phone], windows: Windows
) -> None:
    phone = phones[0]
    find_button(phone).press("Enter")
    expect(find_button(phone)).to_be_focused()
    expect(find_button(phone)).to_contain_text("取り消す")
    phone.page.reload()
    expect(find_button(phone)).to_contain_text("✓ できました")

    phone.cut_wifi()
    find_button(phone).click()
    words = phone.page.locator("#ready-words")
    expect(words).to_contain_text("まだ伝わっていません")
    phone.join_wifi()
    find_button(phone).click()

    expect(find_button(phone)).to_have_text("できました")
    assert windows.problems == []


def test_phone_without_scripts_says_it_too(opened: Opened, hall: Hall, plain_phone: Phone) -> None:
    hall.go(opened.code, STEP)
    plain_phone.scan(opened.code)
    plain_phone.page.get_by_label("名前かニックネーム").fill("うめ")
    plain_phone.page.get_by_role("button", name="参加する", exact=True).click()
    find_button(plain_phone).click()
    expect(find_button(plain_phone)).to_contain_text("取り消す")
    find_button(plain_phone).click()

    expect(find_button(plain_phone)).to_have_text("できました")


def test_whole_short_meeting_is_led_from_the_remote(
    phones: list[Phone], opened: Opened, hall: Hall, windows: Windows, wall: Wall
) -> None:
    remote = Remote(windows, hall)
    wall.show(opened.code, key=opened.key)
    remote.scan(opened.code, key=opened.key)
    page = remote.page
    expect(page.get_by_role("heading", name="次のステップ").locator("..")).to_contain_text("休憩")

    page.get_by_role("button", name="45分で開始").click()
    page.get_by_role("button", name="一時停止").click()
    expect(page.get_by_role("button", name="再開")).to_be_visible()
    page.get_by_role("button", name="＋1分").click()
    expect(page.locator("#digits")).to_have_text(re.compile("^4[56]:"))

    sheet = phones[0].sheet("連携のもやもや")
    sheet.write({"連携のもやもや（1枚に一つ）": "電話のあとが分からない"})
    sheet.send()
    page.get_by_role("button", name="電話のあとが分からない").click()
    expect(page.get_by_role("button", name="いま大きく映しています")).to_be_visible()
    expect(wall.page.locator("#spot")).to_contain_text("電話のあとが分からない")
    page.get_by_role("button", name="大きく映すのをやめる").click()
    expect(wall.page.locator("#spot")).to_be_hidden()

    page.get_by_role("button", name="人数だけを投影に出す").click()
    for phone in phones:
        find_button(phone).click()
    expect(page.get_by_text("全員ができました。次へ進みますか。")).to_be_visible()
    remote.picture("ready")
    assert page.evaluate(_SMALL_TARGETS) == []
    expect(wall.page.locator("#strip-ready")).to_have_text("できました 3 / 3人")
    remote.next.click()
    expect(remote.step).to_have_text("休憩")
    expect(phones[0].step).to_have_text("休憩")
    expect(wall.page.locator("#strip-ready")).to_be_hidden()
    _go_on(page, "架空の事例から考える")
    _go_on(page, "班の話をみんなで聴く")
    _go_on(page, "ふりかえりと次回まで")
    expect(phones[0].step).to_have_text("ふりかえりと次回まで")


def _go_on(page: Page, title: str) -> None:
    page.get_by_role("button", name=re.compile(f"^次へ *{title}")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_ready_and_its_remote_keep_the_rules(
    phones: list[Phone], opened: Opened, hall: Hall, windows: Windows
) -> None:
    axe = find_axe_or_skip()
    remote = Remote(windows, hall)
    remote.scan(opened.code, key=opened.key)
    for phone in phones[:2]:
        find_button(phone).click()
    expect(remote.page.get_by_text("2 / 3人")).to_be_visible()
    found = list_violations(remote.page, axe)
    find_button(phones[2]).click()
    expect(remote.page.get_by_text("全員ができました")).to_be_visible()
    found += list_violations(remote.page, axe)
    found += list_violations(phones[0].page, axe)

    assert found == []
