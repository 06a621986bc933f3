"""Wall screen and remote in a real browser: keys, size of type, hostile words, a lost line."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.facilitator.stage.looking import BROKEN, SMALL, Hall
from worksheets import rooms
from worksheets.records import Participant, StageView

Write = Callable[..., str]

pytestmark = pytest.mark.journey

HOSTILE = '<img src=x onerror="document.title=1"><script>document.title=2</script>**太字**'


@pytest.fixture
def wall(browser: Browser, hall: Hall, code: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="ja-JP")
    page = context.new_page()
    page.goto(f"{hall.url}/stage/{code}")
    expect(page.locator("#join")).to_be_visible()
    yield page
    context.close()


def test_clicker_moves_the_room_and_the_wall_follows(wall: Page, code: str) -> None:
    wall.keyboard.press("PageDown")
    expect(wall.locator("#agenda-words")).to_have_text("第1回 2/3 ステップ write")
    wall.keyboard.press("PageUp")
    expect(wall.locator("#agenda-words")).to_have_text("第1回 1/3 ステップ opening")

    assert rooms.get_room(code).step_key == "opening"


def test_clicker_leaves_a_meeting_only_when_pressed_twice(wall: Page, code: str) -> None:
    rooms.go_to(code, "meeting-1", "vote")
    expect(wall.locator("#agenda-words")).to_have_text("第1回 3/3 ステップ vote")

    wall.keyboard.press("PageDown")
    expect(wall.locator("#message")).to_contain_text("もう一度押すと、第2回")
    assert rooms.get_room(code).meeting_key == "meeting-1"
    wall.keyboard.press("PageDown")

    expect(wall.locator("#agenda-words")).to_contain_text("第2回 1/2")


def test_blank_key_rests_the_wall_and_brings_it_back(wall: Page, code: str) -> None:
    rooms.go_next(code)
    expect(wall.locator("#step")).to_be_visible()

    wall.keyboard.press(".")
    expect(wall.locator("#blank")).to_be_visible()
    assert rooms.get_room(code).stage_view is StageView.BLANK
    wall.keyboard.press("b")

    expect(wall.locator("#step")).to_be_visible()


def test_preview_shows_the_wall_but_takes_no_keys(browser: Browser, hall: Hall, code: str) -> None:
    page = browser.new_page()
    page.goto(f"{hall.url}/stage/{code}?preview=1")
    expect(page.locator("#join")).to_be_visible()

    page.keyboard.press("PageDown")
    rooms.post_notice(code, "まもなく始めます")

    expect(page.locator("#notice")).to_have_text("まもなく始めます")
    assert rooms.get_room(code).step_key == "opening"
    page.close()


def test_hostile_words_stand_on_the_wall_as_words(
    wall: Page, code: str, people: tuple[Participant, ...], write: Write
) -> None:
    rooms.go_next(code)
    write("cards", {"text": HOSTILE[:80]}, people[0])
    answer_id = write("note", {"text": HOSTILE}, people[0])
    rooms.share(code, "cards", on=True)
    expect(wall.locator(".card .text")).to_have_text(HOSTILE[:80])
    rooms.share(code, "note", on=True)
    rooms.spotlight(code, answer_id)
    expect(wall.locator("#spot-text")).to_have_text(HOSTILE)

    assert wall.title() == "投影:研修"
    assert wall.locator("main img[src=x]").count() == 0


@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768), (1024, 768)])
@pytest.mark.parametrize("number", [1, 10, 60])
def test_cards_are_large_enough_and_lie_beside_each_other(
    wall: Page,
    code: str,
    people: tuple[Participant, ...],
    write: Write,
    size: tuple[int, int],
    number: int,
) -> None:
    rooms.go_next(code)
    for each in range(number):
        words = "電話をつないだあと、どうなったのかが分からず、ずっと気になっている。" * 3
        write("cards", {"text": words[: 8 + each * 37 % 72]}, people[each % 6])
    wall.set_viewport_size({"width": size[0], "height": size[1]})
    rooms.share(code, "cards", on=True)
    expect(wall.locator("#wall-count")).to_have_text(f"{number}枚")

    for _ in range(3):
        assert (wall.evaluate(SMALL), wall.evaluate(BROKEN)) == ([], 0)
        wall.keyboard.press("a")


def test_wall_says_when_the_line_is_lost_and_catches_up(wall: Page, hall: Hall, code: str) -> None:
    hall.stop()
    expect(wall.locator("#message")).to_contain_text("通信を確かめています")
    expect(wall.locator("#join-code")).to_have_text(code)
    rooms.go_next(code)
    hall.start()

    expect(wall.locator("#agenda-words")).to_contain_text("2/3", timeout=20_000)
    expect(wall.locator("#message")).to_be_empty()


def test_two_remotes_pressing_next_at_once_move_the_room_once(
    browser: Browser, hall: Hall, code: str
) -> None:
    pages = [browser.new_page(viewport={"width": 360, "height": 740}) for _ in range(2)]
    for page in pages:
        page.goto(f"{hall.url}/remote/{code}")
        expect(page.locator("#step-title")).to_have_text("ステップ opening")
        # The line of news is cut, so that the second remote presses for what it still shows.
        page.route("**/state", lambda route: route.abort())
    for page in pages:
        page.locator("#next").click()

    expect(pages[0].locator("#said")).to_contain_text("移りました")
    expect(pages[1].locator("#said")).to_contain_text("先に別の人が")
    for page in pages:
        expect(page.locator("#step-title")).to_have_text("ステップ write")
        page.close()
    assert rooms.get_room(code).step_key == "write"
