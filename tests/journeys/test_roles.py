"""Somebody is given a key, looks on, may press nothing, and is out the moment it ends."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.hall import Hall
from tests.journeys.windows import LAPTOP, Windows

pytestmark = pytest.mark.journey
expect.set_options(timeout=30_000)


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    with Hall(tmp_path_factory.mktemp("roles") / "data") as running:
        yield running


@pytest.fixture
def windows(browser: Browser) -> Iterator[Windows]:
    opened = Windows(browser, "roles")
    yield opened
    opened.close()
    assert opened.problems == []


def _make_key(page: Page, name: str, role: str) -> str:
    """Make a key on the facilitator's page and return the address to hand on."""
    page.get_by_label("だれに渡しますか").fill(name)
    page.get_by_text(role, exact=True).click()
    page.get_by_role("button", name="キーを作る", exact=True).click()
    link = page.get_by_test_id("stCode").inner_text().strip()
    page.get_by_role("button", name="渡しました").click()
    expect(page.get_by_test_id("stCode")).to_have_count(0)
    return link


def test_viewer_looks_presses_nothing_and_is_out_when_the_key_ends(
    hall: Hall, windows: Windows
) -> None:
    opened = hall.open_workshop()
    leader = windows.open(LAPTOP)
    leader.goto(f"{hall.address}/signin#{opened.key}")
    leader.wait_for_url("**/remote/**")
    leader.goto(f"{hall.address}/passes?code={opened.code}")
    link = _make_key(leader, "〇〇課長", "見るだけの人")
    totals = _make_key(leader, "県の担当", "集計だけを見る人")

    viewer = windows.open(LAPTOP)
    viewer.goto(link)
    viewer.wait_for_url(re.compile(rf"/run\?code={opened.code}"))
    expect(viewer.get_by_text("見るだけの画面です")).to_be_visible()
    expect(viewer.get_by_role("button", name="次へ")).to_have_count(0)
    expect(viewer.get_by_role("link", name="設定")).to_have_count(0)
    expect(viewer.get_by_role("link", name="投影画面を開く")).to_be_visible()
    windows.picture(viewer, "viewer")

    observer = windows.open(LAPTOP)
    observer.goto(totals)
    expect(observer.get_by_role("heading", name="集計")).to_be_visible()
    observer.goto(f"{hall.address}/summary?code={opened.code}")
    expect(observer.get_by_role("heading", name="この画面はひらけません")).to_be_visible()

    row = leader.locator("[class*=st-key-pass-]").filter(has_text="〇〇課長")
    row.get_by_role("button", name="使えなくする").click()
    viewer.wait_for_url("**/signin?**")
    expect(observer.get_by_role("heading", name="この画面はひらけません")).to_be_visible()
