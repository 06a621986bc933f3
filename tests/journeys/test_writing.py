"""Writing while the room does something else: the words and the place to write them stay."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.hall import Hall, Opened
from tests.journeys.phones import SAVED, Phone

pytestmark = pytest.mark.journey

SHEET = "はじめの一言"
HELPED = "最近、部署や立場を越えて助かったこと"


@pytest.fixture
def phone(hall: Hall, opened: Opened, take_phone: Callable[[], Phone]) -> Phone:
    """A phone in front of the first sheet."""
    hall.go(opened.code, "meeting-1/check-in")
    phone = take_phone().come_in(opened.code, name="はるか")
    expect(phone.step).to_have_text("はじめの一言")
    return phone


def test_sheet_closed_while_writing_keeps_the_words_until_it_is_open_again(
    hall: Hall, opened: Opened, phone: Phone
) -> None:
    sheet = phone.sheet(SHEET)
    sheet.write({HELPED: "受付が閉じても残る言葉"})

    hall.order(opened.code, "worksheet", worksheet="check-in", open=False)
    expect(sheet.region).to_contain_text("いまは書けません。")
    sheet.send()

    expect(sheet.region.get_by_role("alert")).to_contain_text("いまは書けません。")
    expect(sheet.region.get_by_role("alert")).to_contain_text("この端末に残っています")
    expect(sheet.field(HELPED)).to_have_value("受付が閉じても残る言葉")
    phone.picture("closed")
    assert hall.count_answers(opened.code) == 0

    hall.order(opened.code, "worksheet", worksheet="check-in", open=True)
    expect(sheet.region).not_to_contain_text("いまは書けません。保存した")
    sheet.send()
    expect(sheet.region).to_contain_text("保存した内容")
    expect(sheet.status).to_contain_text(SAVED)
    assert hall.count_answers(opened.code) == 1


def test_room_moving_on_while_writing_leaves_the_sheet_until_the_person_follows(
    hall: Hall, opened: Opened, phone: Phone
) -> None:
    sheet = phone.sheet(SHEET)
    sheet.write({HELPED: "まだ書いている"})

    hall.go(opened.code, "next")

    expect(phone.page.get_by_text("会場は「わがまちの今」に進みました。").last).to_be_visible()
    expect(phone.step).to_have_text("はじめの一言")
    sheet.write({HELPED: "とちゅうです"})
    expect(sheet.field(HELPED)).to_have_value("まだ書いているとちゅうです")
    phone.picture("moved-on", whole=False)
    phone.page.get_by_role("button", name="次へ進む").click()
    expect(phone.step).to_have_text("わがまちの今")
    # The words are not thrown away: they are listed, and stand in the sheet when it is back.
    expect(phone.leftover).to_contain_text("まだ書いているとちゅうです")
    phone.picture("moved-on-followed")
    hall.go(opened.code, "back")
    expect(sheet.field(HELPED)).to_have_value("まだ書いているとちゅうです")


def test_clock_and_notice_while_writing_do_not_take_the_keyboard_away(
    hall: Hall, opened: Opened, phone: Phone
) -> None:
    sheet = phone.sheet(SHEET)
    field = sheet.field(HELPED)
    sheet.write({HELPED: "はじめ"})

    hall.order(opened.code, "timer", action="start", minutes=3)
    expect(phone.page.get_by_text("めやすの時間")).to_be_visible()
    phone.page.keyboard.type("なか")
    hall.order(opened.code, "notice", text="あと3分で次に進みます")
    expect(phone.page.get_by_text("あと3分で次に進みます")).to_be_visible()
    phone.page.keyboard.type("おわり")

    expect(field).to_be_focused()
    expect(field).to_have_value("はじめなかおわり")


def test_two_taps_on_save_store_one_answer(hall: Hall, opened: Opened, phone: Phone) -> None:
    sheet = phone.sheet(SHEET)
    sheet.write({HELPED: "二度押した"})

    sheet.region.get_by_role("button", name="保存する").dblclick()

    expect(sheet.region).to_contain_text("保存した内容")
    expect(phone.leftover).to_be_hidden()
    assert hall.count_answers(opened.code) == 1


def test_draft_sent_from_one_tab_is_gone_from_the_other(
    hall: Hall, opened: Opened, phone: Phone
) -> None:
    hall.go(opened.code, "meeting-1/moyamoya")
    cards = "連携のもやもや"
    expect(phone.step).to_have_text("連携のもやもやを出し合う")
    text = "連携のもやもや（1枚に一つ）"
    phone.sheet(cards).write({text: "同じ下書き"})
    expect(phone.sheet(cards).status).to_contain_text("下書き")
    first, second = phone.page, phone.page.context.new_page()
    second.goto(first.url)
    phone.page = second
    expect(phone.sheet(cards).field(text)).to_have_value("同じ下書き")

    phone.sheet(cards).send()
    expect(phone.sheet(cards).cards).to_have_count(1)
    phone.page = first

    expect(phone.sheet(cards).field(text)).to_have_value("")
    expect(phone.sheet(cards).card("同じ下書き")).to_be_visible()
    phone.page.reload()
    expect(phone.sheet(cards).cards).to_have_count(1)
    assert hall.count_answers(opened.code) == 1
