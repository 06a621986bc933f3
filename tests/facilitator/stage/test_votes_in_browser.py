"""A vote's result on the wall, looked at in a real browser as a hall would see it."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.facilitator.stage.looking import BROKEN, SMALL, Hall
from worksheets import rooms, votes, voting
from worksheets.answers import save_answers
from worksheets.participants import join
from worksheets.records import Participant, Submission
from worksheets.vote_ways import VoteWay

pytestmark = pytest.mark.journey

HOSTILE = "<img src=x onerror=x()>"
TEXTS = (
    "空き店舗を使って、子どもから高齢の方まで立ち寄れる居場所をつくる",
    "ごみ出し支援",
    "電話のあとの行き先が分かる一枚の地図",
    HOSTILE,
)
# Rows that stick out of the wall or lie over each other; words that end in dots.
LOOSE = BROKEN.replace(".card", ".vote")
CUT_WORDS = """() => [...document.querySelectorAll('.vote .text')]
  .filter((each) => each.checkVisibility() && each.scrollHeight > each.clientHeight + 4)
  .map((each) => each.textContent)"""
ONE_OF_SOME = re.compile(r"^1/\d+ページ$")
MANY = (3, 40)
Open = Callable[..., Page]


@pytest.fixture
def open_wall(browser: Browser, hall: Hall, code: str) -> Iterator[Open]:
    contexts = []

    def open_one(size: tuple[int, int], *, motion: bool = False) -> Page:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            locale="ja-JP",
            reduced_motion="no-preference" if motion else "reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{hall.url}/stage/{code}")
        return page

    yield open_one
    for context in contexts:
        context.close()


def _vote(code: str, people: tuple[Participant, ...], number: int) -> list[str]:
    """Write cards and vote for each of them, the first ones most."""
    rooms.go_to(code, "meeting-1", "write")
    submissions = [
        Submission(code, f"c{n}", "cards", {"text": f"{TEXTS[n % 4]}{n}"}, people[n % len(people)])
        for n in range(number)
    ]
    ids = [receipt.answer_id for receipt in save_answers(submissions)]  # type: ignore[union-attr]
    voting.change_way(code, "cards", VoteWay(number * 2))
    rooms.open_votes(code, "cards")
    for place in range(3):
        person = join(code).participant
        choices = {key: 1 + (n + place == 0) for n, key in enumerate(ids)}
        votes.cast(code, person, sent_id="v", worksheet="cards", choices=choices)
    return ids


@pytest.mark.parametrize("size", [(1280, 720), (1024, 768)])
@pytest.mark.parametrize("number", MANY)
def test_result_is_readable_from_the_back_with_few_and_many_cards(
    open_wall: Open,
    code: str,
    people: tuple[Participant, ...],
    size: tuple[int, int],
    number: int,
) -> None:
    _vote(code, people, number)
    voting.show_votes(code, "cards", on=True)
    wall = open_wall(size)

    expect(wall.locator(".vote .value").first).to_have_text("4票")
    expect(wall.locator("#wall-label")).to_have_text("1位は4票、2位と1票差です")
    expect(wall.locator("#wall-count")).to_have_text("3人が投票")
    assert wall.evaluate(SMALL) == []
    assert wall.evaluate(LOOSE) == 0
    assert wall.evaluate(CUT_WORDS) == []
    expect(wall.locator("#wall img")).to_have_count(0)
    expect(wall.locator("#wall-page")).to_have_text("" if number == MANY[0] else ONE_OF_SOME)


def test_points_come_with_one_press_and_cards_before(
    open_wall: Open, code: str, people: tuple[Participant, ...]
) -> None:
    _vote(code, people, 3)
    rooms.share(code, "cards", on=True)
    wall = open_wall((1280, 720), motion=True)
    expect(wall.locator(".card")).to_have_count(3)
    expect(wall.locator("#wall-count")).to_have_text("投票中(3人)・3枚")
    assert "票" not in wall.locator("#wall").inner_text()

    voting.show_votes(code, "cards", on=True)

    expect(wall.locator(".vote .value").first).to_have_text("4票")
    expect(wall.locator(".vote i").first).to_have_attribute("style", "transform: scaleX(1);")
    expect(wall.locator(".vote .tied").nth(1)).to_be_visible()
