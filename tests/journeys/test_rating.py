"""Ideas are rated, put in order and sorted into four fields on phones; the wall shows it later."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.facilitator.stage.looking import SMALL
from tests.journeys.axe import MISSING, find_axe, list_violations
from tests.journeys.hall import Hall, Opened
from tests.journeys.phones import Phone
from tests.journeys.walls import Wall

pytestmark = pytest.mark.journey

IDEAS = ("★朝の電話を一本", "★月一の茶話会", "迷っている案", "★鍵を預かる店")
_SEND = """async ([url, texts]) => {
  for (const [number, text] of texts.entries()) {
    const body = { sent_id: `idea-${number}`, worksheet: 'ideas', values: { idea: text } };
    const headers = { 'Content-Type': 'application/json' };
    await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  }
}"""


@pytest.fixture
def axe() -> str:
    script = find_axe()
    if script is None:
        pytest.skip(MISSING)
    return script


@pytest.fixture
def raters(hall: Hall, opened: Opened, take_phone: Callable[[], Phone]) -> list["Rater"]:
    """Two phones at the step where ideas are rated; the first has written them all."""
    hall.go(opened.code, "meeting-2/ideas")
    phones = [take_phone().come_in(opened.code, name=name) for name in ("はな", "たろう")]
    phones[0].page.evaluate(_SEND, [f"{hall.address}/w/{opened.code}/answers", list(IDEAS)])
    hall.go(opened.code, "meeting-2/rating")
    return [Rater(phone.page) for phone in phones]


class Rater:
    """A phone with one idea in front of it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.sheet = page.get_by_role("region", name="アイデアをものさしに置く", exact=True)
        expect(self.sheet.locator("[data-item]")).to_be_visible()

    def sees(self, number: int, words: str, state: str = "") -> None:
        """Wait for an idea, and for what this phone has said of it."""
        expect(self.sheet.locator("[data-item]")).to_have_text(f"{number} {words}")
        expect(self.sheet.locator(".rated-where")).to_contain_text(f"3案のうち{number}案目")
        expect(self.sheet.locator(".rated-where")).to_contain_text(state)

    def choose(self, easy: int, effect: int) -> None:
        """Press one button in both rows."""
        for name, step in (("やりやすさ", easy), ("効果", effect)):
            row = self.sheet.get_by_role("group", name=name, exact=True)
            row.locator(f"input[value='{step}']").check()

    def rate(self, easy: int, effect: int) -> None:
        """Rate the idea and save it."""
        self.choose(easy, effect)
        self.sheet.get_by_role("button", name=re.compile("保存")).click()

    def skip(self) -> None:
        """Leave the idea unrated."""
        self.sheet.get_by_role("button", name="この案は評価しない（パス）").click()

    def turn(self, name: str) -> None:
        """Go to the idea before or after."""
        self.sheet.get_by_role("link", name=re.compile(name)).click()


def _show(wall: Wall, hall: Hall, opened: Opened, key: str) -> None:
    wall.page.emulate_media(reduced_motion="reduce")  # half faded in, words are pale
    wall.show(opened.code, key=opened.key)
    hall.order(opened.code, "share", worksheet=key, on=True)
    hall.order(opened.code, "view", view="answers")


def test_ideas_rated_one_by_one_are_on_the_wall_only_when_shown(
    raters: list[Rater], hall: Hall, opened: Opened, wall: Wall, axe: str
) -> None:
    one, two = raters
    one.sees(1, "朝の電話を一本")
    one.rate(4, 5)
    one.sees(2, "月一の茶話会")
    one.skip()
    one.sees(3, "鍵を預かる店")
    one.rate(2, 2)
    expect(one.sheet).to_contain_text("3案すべてに答えました（評価 2、パス 1）")
    for easy, effect in ((2, 5), (5, 5), (3, 1)):
        two.rate(easy, effect)
        expect(two.sheet.locator(f"input[value='{easy}']:checked")).to_have_count(0)
    expect(two.sheet).to_contain_text("3案すべてに答えました")

    one.sheet.get_by_role("link", name=re.compile("朝の電話")).click()
    one.sees(1, "朝の電話を一本", "✓ 評価しました。直せます")
    expect(one.sheet.locator("input:checked")).to_have_count(2)
    one.rate(2, 5)
    expect(one.sheet.get_by_role("status").first).to_have_text("✓ 保存しました")

    assert hall.count_answers(opened.code) == len(IDEAS) + 6
    assert "やりやすさ 平均" not in one.page.content()
    found = list_violations(one.page, axe)
    wall.page.emulate_media(reduced_motion="reduce")
    wall.show(opened.code, key=opened.key)
    expect(wall.page.locator(".plane")).to_have_count(0)
    hall.order(opened.code, "share", worksheet="idea-rating", on=True)
    hall.order(opened.code, "view", view="answers")

    expect(wall.page.locator(".plane .dot")).to_have_count(3)
    listed = wall.page.locator(".points-list li")
    expect(listed.nth(0)).to_contain_text("朝の電話を一本")
    expect(listed.nth(0)).to_contain_text("1番 やりやすさ 平均2.0、効果 平均5.0、評価2人")
    expect(listed.nth(1)).to_contain_text("評価1人、パス1人")
    expect(wall.page.locator(".spread")).to_have_count(0)
    assert wall.page.evaluate(SMALL) == []
    found += list_violations(wall.page, axe)
    expect(one.page.get_by_text("やりやすさ 2.0、効果 5.0（平均。評価 2人）")).to_be_visible()
    assert found == []


def test_half_a_rating_waits_as_a_draft_and_both_rows_are_asked_for(raters: list[Rater]) -> None:
    (one, _) = raters
    one.sheet.get_by_role("group", name="効果", exact=True).locator("input[value='4']").check()
    one.sheet.get_by_role("button", name="保存して次の案へ").click()
    expect(one.sheet.get_by_role("alert")).to_contain_text("「やりやすさ」に答えてから")

    one.turn("次の案")
    one.sees(2, "月一の茶話会")
    one.turn("前の案")
    one.sees(1, "朝の電話を一本")
    expect(one.sheet.locator("input[value='4']:checked")).to_have_count(1)

    one.page.reload()
    expect(one.sheet.locator("input[value='4']:checked")).to_have_count(1)


def test_rating_by_keyboard_leads_from_idea_to_idea(raters: list[Rater]) -> None:
    (one, _) = raters
    one.sheet.get_by_role("group", name="やりやすさ").locator("input").first.focus()
    for key in ("ArrowRight", "ArrowRight", "Tab", "Space", "ArrowRight", "Tab", "Enter"):
        one.page.keyboard.press(key)

    one.sees(2, "月一の茶話会")
    expect(one.sheet.locator("[data-item]")).to_be_focused()
    expect(one.sheet).to_contain_text("やりやすさ 3、効果 2")


def test_rating_fits_a_narrow_phone_with_large_text(raters: list[Rater], axe: str) -> None:
    (one, _) = raters
    one.page.set_viewport_size({"width": 320, "height": 640})
    one.page.evaluate("document.documentElement.style.fontSize = '225%'")

    wide = one.page.evaluate("document.documentElement.scrollWidth")
    buttons = [
        (box["width"], box["height"])
        for box in (step.bounding_box() for step in one.sheet.locator(".step").all())
        if box is not None
    ]
    assert wide <= 320
    assert len(buttons) == 10
    assert min(height for _, height in buttons) >= 44
    assert list_violations(one.page, axe) == []


def test_meetings_are_placed_by_two_pairs_of_buttons(
    hall: Hall, take_phone: Callable[[], Phone], wall: Wall, axe: str
) -> None:
    opened = hall.open_workshop("community-building")
    hall.go(opened.code, "meeting-3/stocktake")
    phone = take_phone().come_in(opened.code, name="はな")
    sheet = phone.sheet("今ある体制と制度")
    place = sheet.region.get_by_role("group", name="位置")

    sheet.field("名称").first.fill("地域ケア会議")
    place.get_by_text("専門の機関", exact=True).click()
    sheet.send()
    expect(sheet.region.get_by_role("alert")).to_contain_text("二つの組から1つずつ")
    _choose(place, "気づく")
    sheet.send()
    expect(sheet.cards).to_contain_text(["専門の機関×気づく"])
    found = list_violations(phone.page, axe)

    _show(wall, hall, opened, "stocktake-systems")
    fields = wall.page.locator(".section:not([hidden]) .quadrant")
    expect(fields.nth(0)).to_contain_text("1枚")
    expect(fields.nth(0)).to_contain_text("地域ケア会議")
    expect(fields.nth(3)).to_contain_text("0枚　まだ、ない")
    assert wall.page.evaluate(SMALL) == []
    assert found + list_violations(wall.page, axe) == []


def _choose(place: Locator, words: str) -> None:
    place.get_by_text(words, exact=True).click()


def test_things_are_ranked_by_keyboard_and_shown_with_their_mean_places(
    hall: Hall, opened: Opened, take_phone: Callable[[], Phone], wall: Wall, axe: str
) -> None:
    hall.go(opened.code, "meeting-2/closing")
    phone = take_phone().come_in(opened.code, name="はな")
    sheet = phone.sheet("第2回のふりかえり")
    for words in ("無理なく続くこと", "小さくても早く始めること"):
        button = sheet.region.get_by_role("button", name=words, exact=True)
        button.focus()
        button.press("Enter")
    up = sheet.region.get_by_role("button", name="上へ：小さくても早く始めること")
    up.focus()
    up.press("Enter")
    expect(sheet.region.locator(".ranked > li").first).to_contain_text("1位 小さくても早く")
    expect(
        sheet.region.get_by_role("button", name="下へ：小さくても早く始めること")
    ).to_be_focused()
    found = list_violations(phone.page, axe)
    sheet.send()
    expect(sheet.status).to_contain_text("保存しました")

    _show(wall, hall, opened, "reflection-2")
    rows = wall.page.locator(".ranked-row")
    expect(rows).to_have_count(5)
    expect(rows.nth(0)).to_contain_text("小さくても早く始めること")
    expect(rows.nth(0)).to_contain_text("平均 1.0位")
    expect(rows.nth(2)).to_contain_text("3位同じ順位")
    expect(wall.page.get_by_text("1人が順位を付けました")).to_be_visible()
    assert wall.page.evaluate(SMALL) == []
    assert found + list_violations(wall.page, axe) == []
