"""Weak Wi-Fi, lost replies, a server started again: no word is lost, none is doubled."""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Route, expect

from tests.journeys.hall import Hall, Opened
from tests.journeys.phones import DRAFT, SAVED, WAITING, Phone
from tests.journeys.windows import Windows

pytestmark = pytest.mark.journey

CARDS = "連携のもやもや"
TEXT = "連携のもやもや（1枚に一つ）"


def test_card_written_while_the_wifi_is_cut_is_stored_once_when_it_is_back(
    hall: Hall, opened: Opened, take_phone: Callable[[], Phone]
) -> None:
    phone = _come_to_the_cards(hall, opened.code, take_phone())
    sheet = phone.sheet(CARDS)
    sheet.write({TEXT: "電話をつないだあとが"})

    phone.cut_wifi()
    sheet.write({TEXT: "分からない"})
    sheet.send()
    expect(sheet.status).to_contain_text(WAITING)
    expect(phone.leftover).to_contain_text("電話をつないだあとが分からない")
    expect(phone.connection).to_contain_text("つながっていません")
    sheet.write({TEXT: "次のカードの書きかけ"})
    phone.picture("offline")
    assert hall.count_answers(opened.code) == 0
    phone.join_wifi()

    expect(sheet.card("電話をつないだあとが分からない")).to_be_visible()
    expect(phone.leftover).to_be_hidden()
    expect(phone.connection).to_contain_text("つながっています")
    expect(sheet.field(TEXT)).to_have_value("次のカードの書きかけ")
    sheet.send()
    expect(sheet.cards).to_have_count(2)
    expect(sheet.status).to_contain_text(SAVED)
    assert hall.count_answers(opened.code) == 2


def test_page_loaded_again_without_wifi_between_keeps_draft_and_unsent_card(
    hall: Hall, opened: Opened, take_phone: Callable[[], Phone]
) -> None:
    phone = _come_to_the_cards(hall, opened.code, take_phone())
    sheet = phone.sheet(CARDS)
    phone.cut_wifi()
    sheet.write({TEXT: "送れなかったカード"})
    sheet.send()
    expect(sheet.status).to_contain_text(WAITING)
    sheet.write({TEXT: "書きかけのまま"})
    sheet.choose("もやもやの強さ", "とても気になる")

    phone.join_wifi()
    phone.page.reload()

    expect(sheet.card("送れなかったカード")).to_be_visible()
    expect(sheet.field(TEXT)).to_have_value("書きかけのまま")
    expect(sheet.region.get_by_label("とても気になる")).to_be_checked()
    sheet.send()
    expect(sheet.cards).to_have_count(2)
    assert hall.count_answers(opened.code) == 2


def test_draft_is_there_again_after_the_page_was_loaded_again(
    hall: Hall, opened: Opened, take_phone: Callable[[], Phone]
) -> None:
    phone = _come_to_the_cards(hall, opened.code, take_phone())
    sheet = phone.sheet(CARDS)
    sheet.write({TEXT: "とちゅうまで書いた"})

    phone.page.reload()

    expect(sheet.field(TEXT)).to_have_value("とちゅうまで書いた")
    expect(sheet.status).to_contain_text(DRAFT)
    assert hall.count_answers(opened.code) == 0


def test_answer_whose_reply_was_lost_is_stored_once(
    hall: Hall, opened: Opened, take_phone: Callable[[], Phone]
) -> None:
    phone = _come_to_the_cards(hall, opened.code, take_phone())
    lost: list[int] = []

    def lose_the_first_reply(route: Route) -> None:
        if lost:
            route.continue_()
            return
        # The browser alone knows the hall's name, so the request goes to this machine by number.
        address = route.request.url.replace(hall.address, hall.url)
        headers = {**route.request.all_headers(), "host": urlsplit(hall.address).netloc}
        lost.append(route.fetch(url=address, headers=headers).status)
        route.abort()

    phone.page.route("**/answers", lose_the_first_reply)
    sheet = phone.sheet(CARDS)

    sheet.write({TEXT: "返事が届かなかったカード"})
    sheet.send()

    expect(sheet.status).to_contain_text(SAVED)
    expect(sheet.cards).to_have_count(1)
    assert lost == [200]
    assert hall.count_answers(opened.code) == 1


def test_page_drawn_before_the_last_card_was_stored_shows_that_card(
    hall: Hall, opened: Opened, take_phone: Callable[[], Phone]
) -> None:
    phone = _come_to_the_cards(hall, opened.code, take_phone())
    sheet = phone.sheet(CARDS)
    before = phone.page.evaluate("fetch(location.href).then((reply) => reply.text())")
    sheet.write({TEXT: "読みこみと同時に届いたカード"})
    sheet.send()
    expect(sheet.status).to_contain_text(SAVED)

    # On a slow line the page asked for first may be drawn before, and come after, the card.
    phone.page.route(
        phone.page.url,
        lambda route: route.fulfill(body=before, content_type="text/html; charset=utf-8"),
        times=1,
    )
    phone.page.reload()

    expect(sheet.card("読みこみと同時に届いたカード")).to_be_visible()


@pytest.fixture
def own_hall(tmp_path: Path) -> Iterator[Hall]:
    """A server of this journey alone, which may be stopped."""
    (tmp_path / "data").mkdir()
    with Hall(tmp_path / "data") as running:
        yield running


def test_server_started_again_finds_phones_coming_back_with_their_words(
    own_hall: Hall, windows: Windows
) -> None:
    hall = own_hall
    code = hall.open_workshop().code
    writing = _come_to_the_cards(hall, code, Phone(windows, hall))
    waiting = _come_to_the_cards(hall, code, Phone(windows, hall))
    sheet = writing.sheet(CARDS)
    sheet.write({TEXT: "止まる前のカード"})
    sheet.send()
    expect(sheet.cards).to_have_count(1)

    hall.stop()
    sheet.write({TEXT: "止まっているあいだのカード"})
    sheet.send()
    expect(sheet.status).to_contain_text(WAITING)
    expect(waiting.connection).to_contain_text("つながっていません")
    hall.start()

    expect(sheet.card("止まっているあいだのカード")).to_be_visible(timeout=60_000)
    expect(writing.leftover).to_be_hidden()
    expect(waiting.connection).to_contain_text("つながっています", timeout=60_000)
    hall.go(code, "next")
    for phone in (writing, waiting):
        expect(phone.step).to_have_text("休憩")
    assert hall.count_answers(code) == 2


def _come_to_the_cards(hall: Hall, code: str, phone: Phone) -> Phone:
    hall.go(code, "meeting-1/moyamoya")
    phone.come_in(code, name="はるか")
    expect(phone.step).to_have_text("連携のもやもやを出し合う")
    return phone
