"""The wall in a browser: standing still, words taken back, online meetings, both keys at once."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.facilitator.stage.looking import CUT, SMALL, Hall
from tests.facilitator.stage.town import WORDS, Town
from tests.journeys.axe import MISSING, find_axe, list_violations
from worksheets import answers, rooms, workshops
from worksheets.records import Participant

Write = Callable[..., str]
Open = Callable[..., Page]

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module", autouse=True)
def _patience() -> Iterator[None]:
    expect.set_options(timeout=30_000)
    yield
    expect.set_options(timeout=5_000)


@pytest.fixture
def open_wall(browser: Browser, hall: Hall) -> Iterator[Open]:
    contexts = []

    def open_one(code: str, *, dark: bool = False, path: str = "") -> Page:
        context = browser.new_context(
            viewport={"width": 1280, "height": 720},
            locale="ja-JP",
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{hall.url}/stage/{code}{path}")
        expect(page.locator("#agenda-words")).not_to_be_empty()
        return page

    yield open_one
    for context in contexts:
        context.close()


def show_cards(code: str, people: tuple[Participant, ...], write: Write, number: int) -> list[str]:
    rooms.go_to(code, "meeting-1", "write")
    ids = [write("cards", {"text": f"窓口の声{n}"}, people[n % 6]) for n in range(number)]
    rooms.share(code, "cards", on=True)
    return ids


def test_key_stops_the_wall_and_lets_it_go_on(
    open_wall: Open, code: str, people: tuple[Participant, ...], write: Write
) -> None:
    show_cards(code, people, write, 3)
    wall, console = open_wall(code), open_wall(code, path="?preview=1")
    expect(wall.locator(".card")).to_have_count(3)

    wall.keyboard.press("s")
    expect(wall.locator("#frozen")).to_have_text("投影を止めています")
    write("cards", {"text": "止めてから来た声"}, people[3])
    expect(console.locator(".card")).to_have_count(4)
    expect(console.locator("#frozen")).to_contain_text("動かすと映る画面")
    wall.keyboard.press("PageDown")
    expect(wall.locator("#message")).to_contain_text(
        "投影を止めたまま、「ステップ vote」へ移りました"
    )
    expect(wall.locator(".card")).to_have_count(3)
    wall.reload()
    expect(wall.locator(".card")).to_have_count(3)
    expect(wall.locator("#frozen")).to_be_visible()
    assert wall.evaluate(SMALL) == []
    wall.keyboard.press("s")

    expect(wall.locator("#frozen")).to_be_hidden()
    expect(wall.locator("#heading")).to_be_visible()


def test_card_that_comes_moves_no_other_and_leaves_every_element_in_its_place(
    open_wall: Open, code: str, people: tuple[Participant, ...], write: Write
) -> None:
    show_cards(code, people, write, 46)
    wall = open_wall(code)
    expect(wall.locator("#wall-page")).to_contain_text("1/")
    wall.keyboard.press("A")  # the last page, where there is room for more
    expect(wall.locator("#wall-page")).not_to_contain_text("1/")
    count = wall.locator(".card").count()
    wall.evaluate("""() => {
      window.kept = [...document.querySelectorAll('.card')];
      window.places = window.kept.map((each) => each.style.transform);
      window.touched = 0;
      new MutationObserver((news) => {
        window.touched += news.filter((each) => !each.target.closest('.measure'))
          .flatMap((each) => [...each.removedNodes]).length;
      }).observe(document.getElementById('wall'), { childList: true, subtree: true });
    }""")

    write("cards", {"text": "あとから来た声"}, people[3])
    expect(wall.locator(".card")).to_have_count(count + 1)

    assert wall.evaluate("window.kept.every((each) => each.isConnected)")
    assert wall.evaluate(
        "window.kept.every((each, at) => each.style.transform === window.places[at])"
    )
    # Marks of the newest cards may go, cards may not.
    assert wall.evaluate("window.touched") <= 3


def test_words_taken_back_stand_nowhere_in_the_page(
    open_wall: Open, code: str, people: tuple[Participant, ...], write: Write
) -> None:
    ids = show_cards(code, people, write, 3)
    note = write("note", {"text": "取り下げるメモ"}, people[0])
    wall = open_wall(code)
    expect(wall.locator(".card")).to_have_count(3)
    rooms.share(code, "note", on=True)
    expect(wall.locator("#wall")).to_contain_text("取り下げるメモ")
    wall.keyboard.press("a")
    expect(wall.locator("#wall")).to_contain_text("窓口の声1")

    answers.withdraw(code, note, participant=people[0])
    answers.hide_answer(code, ids[1])
    expect(wall.locator(".card")).to_have_count(2)

    html = wall.content()
    assert ("取り下げるメモ" in html, "窓口の声1" in html) == (False, False)
    rooms.go_next(code)
    expect(wall.locator("#step")).to_be_visible()
    assert "窓口の声" not in wall.content()


def test_withdrawn_record_leaves_every_corner_of_the_wall(open_wall: Open, town: Town) -> None:
    record = town.hear()
    town.say(0, record)
    rooms.share(town.code, "interview-record", on=True)
    rooms.share(town.code, "voices", on=True)
    wall = open_wall(town.code)
    expect(wall.locator("#wall")).to_contain_text(WORDS[0])
    wall.keyboard.press("a")

    answers.withdraw(town.code, record, participant=town.people[0])

    expect(wall.locator(".record, .voice")).to_have_count(0)
    assert [words for words in WORDS[:3] if words in wall.content()] == []


def test_back_and_next_at_once_do_one_thing_and_say_so(open_wall: Open, code: str) -> None:
    wall = open_wall(code)

    # Both in one breath: no frame, no reply between them.
    wall.evaluate("""['PageDown', 'PageUp'].forEach((key) =>
      dispatchEvent(new KeyboardEvent('keydown', { key })))""")

    expect(wall.locator("#message")).to_contain_text("「次へ」だけを行いました")
    expect(wall.locator("#agenda-words")).to_contain_text("2/3")
    assert rooms.get_room(code).step_key == "write"


def test_online_meeting_sees_no_password_but_a_large_code(open_wall: Open, code: str) -> None:
    options = workshops.get_workshop(code).options
    secret = "himitsu-no-kotoba"
    workshops.change_options(code, replace(options, network_name="Hall", network_password=secret))
    wall = open_wall(code)
    expect(wall.locator("#network-password")).to_contain_text(secret)
    before = wall.locator("#strip-code").evaluate("(each) => getComputedStyle(each).fontSize")

    wall.keyboard.press("o")

    expect(wall.locator("#network")).to_be_hidden()
    assert secret not in wall.content()
    assert secret not in wall.request.get(f"{wall.url}/state").text()
    assert wall.request.get(f"{wall.url}/wifi.svg").status == 404
    after = wall.locator("#strip-code").evaluate("(each) => getComputedStyle(each).fontSize")
    assert float(after[:-2]) > 1.3 * float(before[:-2])


@pytest.mark.parametrize("dark", [False, True])
def test_pages_keep_the_rules(
    open_wall: Open, code: str, people: tuple[Participant, ...], write: Write, *, dark: bool
) -> None:
    axe = find_axe()
    if axe is None:
        pytest.skip(MISSING)
    show_cards(code, people, write, 10)
    write(
        "all-kinds",
        {"table": [{"who": "相談支援の担当", "what": "紙を見比べる"}] * 9, "number": 4},
        people[0],
    )
    wall = open_wall(code, dark=dark)
    expect(wall.locator(".card")).to_have_count(10)
    wall.keyboard.press("s")
    expect(wall.locator("#frozen")).to_be_visible()
    assert list_violations(wall, axe) == []
    wall.keyboard.press("s")
    expect(wall.locator("#frozen")).to_be_hidden()
    rooms.share(code, "all-kinds", on=True)
    expect(wall.locator(".table").first).to_be_visible()
    assert (list_violations(wall, axe), wall.evaluate(SMALL), wall.evaluate(CUT)) == ([], [], [])
    wall.keyboard.press("?")
    expect(wall.locator("#help")).to_be_visible()
    assert list_violations(wall, axe) == []
    help_box = wall.locator("#help").bounding_box()
    assert help_box is not None
    assert help_box["y"] + help_box["height"] <= 720
