"""Votes on a phone, in a real browser against a real server."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from starlette.types import ASGIApp

from tests.worksheets.phone.phones import HALL
from tests.worksheets.phone.serving import Served, serve
from worksheets import answers, participants, rooms, vote_counts, voting
from worksheets.records import Submission
from worksheets.toolkit import Toolkit
from worksheets.vote_ways import VoteWay

pytestmark = pytest.mark.journey


@pytest.fixture
def served(app: ASGIApp, box: Toolkit) -> Iterator[Served]:
    with serve(app, box) as server:
        yield server


@pytest.fixture
def open_phone(browser: Browser, served: Served, writing: str) -> Iterator[Callable[[], Page]]:
    """Open a phone in team 1, at the step where everything is written."""
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    def open_one() -> Page:
        context = browser.new_context(
            viewport={"width": 360, "height": 740},
            locale="ja-JP",
            base_url=served.url.replace("127.0.0.1", HALL),
        )
        contexts.append(context)
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.goto(f"/j/{writing}")
        page.get_by_label("班", exact=True).select_option("t1")
        page.get_by_role("button", name="参加する").click()
        page.wait_for_url("**/w/*")
        expect(page.locator("#connection")).to_have_text("● つながっています")
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert troubles == []


@pytest.fixture
def page(open_phone: Callable[[], Page]) -> Page:
    return open_phone()


@pytest.fixture
def cards(code: str, page: Page) -> list[str]:
    """Three cards of somebody else, voted on by the phone."""
    other = participants.join(code, team="t2").participant
    ids = [
        answers.save_answer(
            Submission(code, f"c{number}", "cards", {"text": f"案{number}"}, other)
        ).answer_id
        for number in range(3)
    ]
    rooms.go_to(code, "meeting-1", "vote")
    expect(page.locator(".votes-left")).to_be_visible()
    return ids


def test_one_touch_is_enough_where_a_card_takes_one(
    page: Page, code: str, cards: list[str]
) -> None:
    voting.change_way(code, "cards", VoteWay(2, 1, 1))
    expect(page.locator("#vote-cards-head")).to_contain_text("1つのカードに1票まで")

    for card in ("案0", "案2"):
        page.get_by_role("button", name=f"○ 1票入れる：{card}").click()
    expect(page.locator(".votes-left")).to_contain_text("残り 0票")
    full = page.get_by_role("button", name="○ 1票入れる：案1")
    expect(full).to_have_attribute("aria-disabled", "true")
    page.get_by_role("button", name="● 入れました（取り消す）：案0").click()
    page.get_by_role("button", name="投票する").click()
    expect(page.locator("#vote-cards-status")).to_contain_text("✓ 保存しました")

    assert vote_counts.get_tally(code, "cards").points == {cards[2]: 1}


def test_vote_on_a_card_that_goes_comes_back_while_one_chooses(
    page: Page, code: str, cards: list[str]
) -> None:
    page.get_by_role("button", name="1票ふやす：案0").click()
    page.get_by_role("button", name="1票ふやす：案1").click()

    answers.hide_answer(code, cards[0])

    expect(page.locator(".problem-text")).to_contain_text("1票が手元に戻りました")
    expect(page.locator(".votes-left")).to_contain_text("残り 2票")
    expect(page.get_by_label("票：案1")).to_have_value("1")


def test_votes_sent_before_the_way_changed_are_asked_for_again(
    page: Page, code: str, cards: list[str]
) -> None:
    for _ in range(2):
        page.get_by_role("button", name="1票ふやす：案0").click()
    page.get_by_role("button", name="投票する").click()
    expect(page.locator("#vote-cards-head")).to_contain_text("2票を入れました")

    voting.change_way(code, "cards", VoteWay(100, 10), confirmed=True)

    expect(page.locator("#vote-cards-head")).to_contain_text("選び直してください")
    for _ in range(3):
        page.get_by_role("button", name="10点ふやす：案0").click()
    page.get_by_role("button", name="投票する").click()
    expect(page.locator("#vote-cards-head")).to_contain_text("30点を入れました")

    assert vote_counts.get_tally(code, "cards").points == {cards[0]: 30}


def test_somebody_without_a_phone_votes_on_another_ones(
    page: Page, code: str, cards: list[str]
) -> None:
    page.get_by_role("button", name="1票ふやす：案0").click()
    page.get_by_role("button", name="投票する").click()
    expect(page.locator("#vote-cards-head")).to_contain_text("1票を入れました")
    page.get_by_text("別の人の分を書く").click()
    page.get_by_label("名前かニックネーム").fill("よしこ")
    page.get_by_role("button", name="この人の分を書きはじめる").click()
    expect(page.locator(".votes-left")).to_contain_text("残り 3票")

    page.get_by_role("button", name="1票ふやす：案1").click()
    page.get_by_role("button", name="投票する").click()
    expect(page.locator("#vote-cards-head")).to_contain_text("1票を入れました")

    tally = vote_counts.get_tally(code, "cards")
    assert (tally.points, tally.voters) == ({cards[0]: 1, cards[1]: 1}, 2)
