"""Voting: dots and points on phones, too much, taken back, too late, counted by hand, shown."""

import warnings
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.axe import MISSING, find_axe, list_violations
from tests.journeys.console import Console
from tests.journeys.guests import Guest
from tests.journeys.hall import Hall, Opened
from tests.journeys.phones import Phone
from tests.journeys.walls import Wall

IDEAS = ("移動スーパーに見守りを重ねる", "空き店舗を居場所にする", "相談を同じ机で受ける")
WRITING, VOTING = "meeting-2/ideas", "meeting-2/rating"
pytestmark = pytest.mark.journey

SHEET = "ideas"


class Ballot:
    """The vote on one phone."""

    def __init__(self, phone: Phone) -> None:
        self.page: Page = phone.page
        self.form = self.page.locator(f"#vote-{SHEET} form")
        self.left = self.form.locator(".votes-left .left")
        self.problem = self.form.locator(".problem-text")
        self.status = self.page.locator(f"#vote-{SHEET}-status")

    def button(self, name: str, card: int) -> Locator:
        """The button of a card; `name` is how it begins."""
        return self.form.get_by_role("button", name=f"{name}：{IDEAS[card]}")

    def send(self) -> None:
        """Press the one large button."""
        self.form.get_by_role("button", name="投票する").click()


@pytest.fixture
def voting(hall: Hall, opened: Opened) -> Opened:
    """A workshop at the step of voting, with three ideas."""
    hall.go(opened.code, WRITING)
    for number, idea in enumerate(IDEAS):
        with Guest(hall, opened.code, name=f"書き手{number}") as guest:
            guest.write(SHEET, idea)
    hall.go(opened.code, VOTING)
    return opened


_SETTLED = """() => Promise.all(document.getAnimations()
  .filter((one) => one.effect.getComputedTiming().endTime !== Infinity)
  .map((one) => one.finished.catch(() => {})))"""


def check_rules(page: Page) -> None:
    """Ask axe; say loudly where it is missing."""
    axe = find_axe()
    if axe is None:
        warnings.warn(MISSING, stacklevel=2)
        return
    page.evaluate(_SETTLED)  # what fades in has reached its colours
    assert list_violations(page, axe) == []


def test_dots_are_given_taken_back_refused_when_too_many_or_too_late(
    hall: Hall, voting: Opened, take_phone: Callable[[], Phone], wall: Wall
) -> None:
    careful = Ballot(take_phone().come_in(voting.code, name="はな"))
    hasty = Ballot(take_phone().come_in(voting.code, name="たろう", team="2班"))
    wall.show(voting.code, key=voting.key)

    for _ in range(3):
        careful.button("1票ふやす", 0).click()
    expect(careful.left).to_contain_text("残り 0票")
    expect(careful.button("1票ふやす", 1)).to_have_attribute("aria-disabled", "true")
    careful.button("1票へらす", 0).click()
    careful.button("1票ふやす", 1).click()
    check_rules(careful.page)
    careful.send()
    expect(careful.status).to_contain_text("保存しました")
    expect(wall.page.locator("#counts")).to_contain_text("投票した人 1人")

    hasty.form.get_by_label(f"票：{IDEAS[1]}").fill("4")
    expect(hasty.left).to_contain_text("1票多いです")
    hasty.send()
    expect(hasty.problem).to_contain_text("1人3票まで")
    hall.order(voting.code, "notice", text="あと1分です")  # the page is drawn anew
    expect(hasty.page.get_by_text("あと1分です")).to_be_visible()
    expect(hasty.problem).to_contain_text("1人3票まで")
    hasty.button("1票へらす", 1).click()
    hall.order(voting.code, "votes", worksheet=SHEET, open=False)
    expect(hasty.page.locator(f"#vote-{SHEET}-head")).to_contain_text("締め切られました")
    hasty.send()
    expect(hasty.problem).to_contain_text("この端末に残っています")
    expect(hasty.form.get_by_label(f"票：{IDEAS[1]}")).to_have_value("3")

    hall.order(voting.code, "votes", worksheet=SHEET, show=True)
    expect(wall.page.locator(".vote").first).to_contain_text(IDEAS[0])
    expect(wall.page.locator(".vote .value").first).to_have_text("2票")
    expect(wall.page.locator("#wall-count")).to_have_text("1人が投票")
    expect(careful.page.locator(f"#result-{SHEET}")).to_contain_text("1位2票")
    check_rules(wall.page)
    check_rules(careful.page)


def test_hundred_points_and_hands_raised_are_counted_together(
    voting: Opened, take_phone: Callable[[], Phone], console: Console, wall: Wall
) -> None:
    ballot = Ballot(take_phone().come_in(voting.code, name="はな"))
    ballot.button("1票ふやす", 2).click()
    console.sign_in()
    console.lead(voting.code)
    panel = console.page.locator(f".st-key-votes-{SHEET}")
    panel.get_by_role("button", name="投票のしかた").click()
    console.page.get_by_text("点を分ける", exact=True).click()
    console.page.get_by_role("button", name="この方法にする").click()

    expect(ballot.left).to_contain_text("100点のうち")
    ballot.button("1票へらす", 2).or_(ballot.button("10点へらす", 2)).click()
    for card, times in ((1, 7), (2, 3)):
        for _ in range(times):
            ballot.button("10点ふやす", card).click()
    expect(ballot.left).to_contain_text("残り 0点")
    check_rules(ballot.page)
    ballot.send()
    expect(ballot.status).to_contain_text("保存しました")

    expect(panel).to_contain_text("投票した人 1人")
    console.settle()
    panel.get_by_text("スマートフォンのない人の票").click()
    panel.get_by_label("人数").fill("2")
    panel.get_by_label(IDEAS[2]).fill("150")
    panel.get_by_role("button", name="数えた票を入れる").click()
    expect(panel).to_contain_text("投票した人 3人")
    wall.show(voting.code, key=voting.key)
    panel.get_by_role("button", name="締め切って結果を公開").click()

    expect(wall.page.locator(".vote .value").first).to_have_text("180点")
    expect(wall.page.locator("#wall-label")).to_have_text("1位は180点、2位と110点差です")
    expect(wall.page.locator("#wall-count")).to_contain_text("うち会場で数えた人 2人")
    expect(ballot.page.locator(f"#result-{SHEET}")).to_contain_text("うち2人は、会場で数えました")
