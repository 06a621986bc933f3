"""Everything people read is Japanese: phones, wall, remote, door and console."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from programs.reading import program_keys
from tests.journeys.console import PAGES, Console
from tests.journeys.guests import Guest
from tests.journeys.hall import Hall, Opened
from tests.journeys.phones import Phone
from tests.journeys.remotes import Remote
from tests.journeys.texts import list_latin, list_texts
from tests.journeys.walls import Wall
from tests.journeys.windows import LAPTOP, Windows

pytestmark = pytest.mark.journey


def test_latin_word_on_a_page_is_found(windows: Windows) -> None:
    page = windows.open(LAPTOP)
    page.set_content("<title>題</title><p>QRコード</p><button aria-label='Send'>送る</button>")

    assert list_latin(list_texts(page)) == ["Send"]


@pytest.mark.parametrize("program", program_keys())
def test_phone_wall_and_remote_speak_japanese_through_the_meetings(
    hall: Hall, program: str, windows: Windows, wall: Wall, take_phone: Callable[[], Phone]
) -> None:
    opened = hall.open_workshop(program)
    code = opened.code
    remote = Remote(windows, hall)
    remote.scan(code, key=opened.key)
    wall.show(code, key=opened.key)
    phone = take_phone().come_in(code, name="はるか")
    texts: set[str] = set()

    with Guest(hall, code, name="けんた") as guest:
        for place in hall.list_places(code):
            hall.go(code, place)
            guest.answer_everything()
            hall.share_open_sheets(code)
            for page in (phone.page, wall.page, remote.page):
                page.reload()
                expect(page.get_by_role("heading", level=1).first).to_be_visible()
                texts.update(list_texts(page))

    assert len(texts) > 300
    assert list_latin(texts, known=(code,)) == []


def test_doors_and_refusals_speak_japanese(
    hall: Hall, opened: Opened, take_phone: Callable[[], Phone]
) -> None:
    page = take_phone().page
    texts: set[str] = set()

    for path in ("/j", "/j?code=AB", f"/j/{opened.code}", "/j/ZZZZZZ", "/w/ZZZZZZ", "/j/a/b/c"):
        page.goto(f"{hall.address}{path}")
        texts.update(list_texts(page))
    for path in ("/signin", f"/signin?next=/remote/{opened.code}", "/signout", "/signin/unknown"):
        page.goto(f"{hall.address}{path}")
        texts.update(list_texts(page))

    assert list_latin(texts, known=(opened.code,)) == []


def test_console_speaks_japanese_on_every_page(
    hall: Hall, opened: Opened, console: Console
) -> None:
    hall.go(opened.code, "meeting-1/moyamoya")
    with Guest(hall, opened.code, name="けんた") as guest:
        guest.answer_everything()
    console.sign_in()
    texts = set(list_texts(console.page))
    console.page.get_by_role("link", name="新しい研修を始める").click()
    expect(console.page.get_by_label("市町村名")).to_be_visible()
    texts.update(list_texts(console.page))

    console.lead(opened.code)
    for name in PAGES:
        console.turn_to(name)
        texts.update(list_texts(console.page))
        console.picture(f"page-{PAGES.index(name)}")

    assert list_latin(texts, known=(*hall.list_codes(), opened.key)) == []
