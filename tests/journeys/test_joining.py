"""Coming in: typed codes, latecomers, the back button, coming back as the same person."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.hall import Hall, Opened
from tests.journeys.phones import SAVED, Phone

pytestmark = pytest.mark.journey


def test_code_typed_wrong_is_kept_and_told_what_is_wrong(
    take_phone: Callable[[], Phone],
) -> None:
    phone = take_phone()
    field = phone.page.get_by_label("投影されている6文字の番号")

    phone.type_code("ABCD2")
    expect(phone.page.get_by_role("alert")).to_have_text("番号は6文字です。いまは5文字です。")
    expect(field).to_have_value("ABCD2")
    phone.type_code("AB0DE2")
    expect(phone.page.get_by_role("alert")).to_contain_text("番号に 0 は使われていません。")
    phone.type_code("ZZZZZZ")
    expect(phone.page.get_by_role("alert")).to_contain_text("この番号の研修は見つかりません。")
    expect(field).to_have_value("ZZZZZZ")
    expect(field).to_be_focused()
    phone.picture("wrong-code")


def test_code_in_full_width_and_small_letters_leads_in(
    opened: Opened, take_phone: Callable[[], Phone]
) -> None:
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in opened.code)
    phone = take_phone()

    for typed in (wide, opened.code.lower(), f" {opened.code[:3]}-{opened.code[3:]} "):
        phone.type_code(typed)
        expect(phone.page.get_by_role("heading", name=opened.title)).to_be_visible()
        phone.page.go_back()


def test_latecomer_stands_at_once_where_the_room_is(
    hall: Hall, opened: Opened, take_phone: Callable[[], Phone]
) -> None:
    hall.go(opened.code, "meeting-1/moyamoya")

    phone = take_phone().come_in(opened.code, name="おくれて")

    expect(phone.step).to_have_text("連携のもやもやを出し合う")
    expect(phone.sheet("連携のもやもや").region).to_be_visible()


def test_phone_that_goes_back_or_comes_again_stays_the_same_person(
    hall: Hall, opened: Opened, take_phone: Callable[[], Phone]
) -> None:
    hall.go(opened.code, "meeting-1/check-in")
    phone = take_phone().come_in(opened.code, name="はるか")
    sheet = phone.sheet("はじめの一言")
    sheet.write({"最近、部署や立場を越えて助かったこと": "電話一本で助かった"})
    sheet.send()
    expect(sheet.status).to_contain_text(SAVED)

    phone.page.go_back()
    again = phone.page.get_by_role("button", name="参加する", exact=True)
    expect(again.or_(phone.step).first).to_be_visible()
    if again.is_visible():
        again.click()
    expect(sheet.region).to_contain_text("電話一本で助かった")

    phone.page.close()
    phone.page = phone.page.context.new_page()
    phone.scan(opened.code)

    expect(phone.writer).to_contain_text("はるか")
    expect(phone.sheet("はじめの一言").region).to_contain_text("電話一本で助かった")
    assert hall.count_people(opened.code) == 1


def test_phone_without_scripts_joins_and_writes(
    hall: Hall, opened: Opened, plain_phone: Phone
) -> None:
    hall.go(opened.code, "meeting-1/check-in")
    phone = plain_phone
    phone.scan(opened.code)
    phone.page.get_by_label("名前かニックネーム").fill("ふるい端末")
    phone.page.get_by_role("button", name="参加する", exact=True).click()
    sheet = phone.sheet("はじめの一言")
    sheet.write({"最近、部署や立場を越えて助かったこと": "紙でも参加できた"})

    sheet.send()

    expect(phone.page.get_by_text("保存しました。")).to_be_visible()
    expect(sheet.region).to_contain_text("紙でも参加できた")
    phone.picture("plain")
    assert hall.count_answers(opened.code) == 1
