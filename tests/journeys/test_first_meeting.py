"""第1回 of チームづくり編 from beginning to end, as one facilitator, one wall and three phones."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.console import Console
from tests.journeys.hall import Hall
from tests.journeys.phones import SAVED, Phone
from tests.journeys.walls import Wall

pytestmark = pytest.mark.journey

TITLE = "つながりの研修"
PEOPLE = ("はるか", "けんた", "てつお")
SCRIPT = "カード1枚に一つ、だれがどうした、という場面が浮かぶように"


def test_first_meeting_with_three_phones_ends_with_everything_stored(
    hall: Hall, console: Console, wall: Wall, take_phone: Callable[[], Phone]
) -> None:
    console.sign_in()
    code, key = console.open_workshop("チームづくり編", title=TITLE, municipality="みどり市")
    console.picture("1-opened")
    console.go_to_meeting()
    wall.show(code, key=key)
    expect(wall.words).to_contain_text("スマートフォンで参加してください", use_inner_text=True)
    wall.picture("1-join")

    scanned, typed, shared = take_phone(), take_phone(), take_phone()
    _come_in(code, scanned, typed, shared)
    expect(wall.words).to_contain_text("参加しています", use_inner_text=True)
    assert scanned.page.evaluate("window.isSecureContext") is False

    phones = (scanned, typed, shared)
    _check_in(console, phones)
    _share_check_in(console, wall, scanned)
    _talk_about_the_town(console, phones)
    _write_cards(console, wall, phones)
    _think_about_the_case(console, phones)
    _close(console, phones)

    # check-in 3, cards 3 (one of four withdrawn), team sheet 1, case 1, reflection 3
    assert hall.count_answers(code) == 11
    _read_summary(console)


def _come_in(code: str, scanned: Phone, typed: Phone, shared: Phone) -> None:
    scanned.scan(code)
    scanned.picture("1-join-form")
    scanned.join(name=PEOPLE[0], affiliation="社会福祉協議会", team="1班")
    typed.type_code(code)
    typed.join(name=PEOPLE[1], affiliation="行政職員（福祉）", team="1班")
    shared.scan(code)
    shared.join(name="2班の端末", team="2班", shared=True)
    shared.write_for(PEOPLE[2])
    for phone in (scanned, typed, shared):
        expect(phone.step).to_have_text("開会")
    shared.picture("1-shared")


def _check_in(console: Console, phones: tuple[Phone, ...]) -> None:
    console.press_next(to="はじめの一言")
    for number, phone in enumerate(phones, 1):
        expect(phone.step).to_have_text("はじめの一言")
        sheet = phone.sheet("はじめの一言")
        sheet.write(
            {"最近、部署や立場を越えて助かったこと": f"となりの課が一緒に聞いてくれた {number}"}
        )
        sheet.send()
        # The page reads itself again after saving; the word "saved" must outlive that.
        expect(sheet.region).to_contain_text("保存した内容")
        expect(sheet.status).to_contain_text(SAVED)
    panel = console.sheet("はじめの一言")
    expect(panel).to_contain_text("3 / 3人")
    expect(panel).to_contain_text("となりの課が一緒に聞いてくれた 3")


def _share_check_in(console: Console, wall: Wall, phone: Phone) -> None:
    words = "となりの課が一緒に聞いてくれた 2"
    expect(wall.heading).to_have_text("最近、助かったこと")
    expect(wall.words).not_to_contain_text(words)
    expect(phone.page.locator("body")).not_to_contain_text(words)

    console.press("はじめの一言", "みんなに見せる")

    expect(wall.words).to_contain_text(words, use_inner_text=True)
    expect(phone.page.get_by_role("region", name="みんなの「はじめの一言」")).to_contain_text(words)
    _expect_nothing_of_the_console(wall)
    wall.picture("2-shared")
    phone.picture("2-shared")


def _talk_about_the_town(console: Console, phones: tuple[Phone, ...]) -> None:
    console.press_next(to="わがまちの今")
    for phone in phones:
        expect(phone.step).to_have_text("わがまちの今")
        expect(phone.page.locator("body")).to_contain_text("会場で進行役が書きます")


def _write_cards(console: Console, wall: Wall, phones: tuple[Phone, ...]) -> None:
    scanned, typed, shared = phones
    console.press_next(to="連携のもやもやを出し合う")
    console.page.get_by_role("button", name="45分").click()
    cards = {
        scanned: ("電話をつないだあとが分からない", "けっこう気になる"),
        typed: ("会議は多いのに話せていない", "とても気になる"),
        shared: ("だれに聞けばよいか迷う", "少し引っかかる"),
    }
    for phone, (words, strength) in cards.items():
        expect(phone.step).to_have_text("連携のもやもやを出し合う")
        sheet = phone.sheet("連携のもやもや")
        sheet.write({"連携のもやもや（1枚に一つ）": words})
        sheet.choose("もやもやの強さ", strength)
        sheet.send()
        expect(sheet.card(words)).to_be_visible()
        expect(sheet.status).to_contain_text(SAVED)
    scanned.picture("4-cards")
    console.picture("4-cards")

    _correct_and_withdraw(scanned, typed)
    _fill_team_sheet(scanned, typed)

    panel = console.sheet("連携のもやもや")
    expect(panel).to_contain_text("3 / 3人・3枚")
    expect(panel).to_contain_text("電話をつないだあと、返事がない")
    expect(panel).not_to_contain_text("まちがえて出したカード")
    expect(wall.words).to_contain_text("もやもや", use_inner_text=True)
    expect(wall.words).not_to_contain_text("返事がない")
    wall.picture("4-writing")
    console.press("連携のもやもや", "みんなに見せる")
    expect(wall.words).to_contain_text("返事がない", use_inner_text=True)
    expect(wall.words).to_contain_text("会議は多いのに話せていない", use_inner_text=True)
    _expect_nothing_of_the_console(wall)
    wall.picture("4-shared")


def _correct_and_withdraw(scanned: Phone, typed: Phone) -> None:
    sheet = scanned.sheet("連携のもやもや")
    sheet.correct(
        "電話をつないだあと", {"連携のもやもや（1枚に一つ）": "電話をつないだあと、返事がない"}
    )
    expect(sheet.card("返事がない")).to_be_visible()
    expect(sheet.cards).to_have_count(1)

    sheet = typed.sheet("連携のもやもや")
    sheet.write({"連携のもやもや（1枚に一つ）": "まちがえて出したカード"})
    sheet.send()
    expect(sheet.cards).to_have_count(2)
    sheet.withdraw("まちがえて")
    expect(sheet.cards).to_have_count(1)
    expect(sheet.status).to_contain_text("取り下げました")


def _fill_team_sheet(writer: Phone, reader: Phone) -> None:
    sheet = writer.sheet("もやもやから分かったこと")
    sheet.write({"表札": "返事が来ない", "枚数": "2", "分かったこと": "忙しいだけではなかった"})
    sheet.write({"班で話してみて、分かったこと": "意外に同じことで困っていた"})
    sheet.send()
    expect(sheet.status).to_contain_text(SAVED)
    expect(sheet.region).to_contain_text("班で保存した内容")
    writer.picture("4-team-sheet")
    # The other phone of the team is not woken by answers; it sees the sheet when it reads again.
    reader.page.get_by_role("link", name="新しい内容を読みこむ").click()
    expect(reader.sheet("もやもやから分かったこと").region).to_contain_text("返事が来ない")


def _think_about_the_case(console: Console, phones: tuple[Phone, ...]) -> None:
    console.press_next(to="休憩")
    expect(phones[0].step).to_have_text("休憩")
    console.press_next(to="架空の事例から考える")
    phone = phones[0]
    expect(phone.step).to_have_text("架空の事例から考える")
    sheet = phone.sheet("わたしの部署・機関なら")
    sheet.write({"書くこと（1枚に一つ）": "訪問のときに一緒に行ける"})
    sheet.send()
    # The kind of card is required: nothing is sent, and the sheet says what is missing.
    expect(sheet.region.get_by_role("alert").first).to_contain_text("カードの種類")
    sheet.choose("カードの種類", "できること")
    sheet.send()
    expect(sheet.card("訪問のときに一緒に行ける")).to_be_visible()
    phone.picture("6-case")


def _close(console: Console, phones: tuple[Phone, ...]) -> None:
    console.press_next(to="班の話をみんなで聴く")
    console.press_next(to="ふりかえりと次回まで")
    for phone, name in zip(phones, PEOPLE, strict=True):
        expect(phone.step).to_have_text("ふりかえりと次回まで")
        sheet = phone.sheet("第1回のふりかえり")
        sheet.write({"やったこと": f"{name}の話を聴いた", "分かったこと": "立場で見え方が違う"})
        sheet.choose("腹に落ちた", "とてもあてはまる")
        sheet.send()
        expect(sheet.status).to_contain_text(SAVED)
    expect(console.sheet("第1回のふりかえり")).to_contain_text("3 / 3人")
    phones[2].picture("8-reflection")
    console.picture("8-reflection")


def _read_summary(console: Console) -> None:
    console.turn_to("まとめ")
    expect(console.page.get_by_text("参加 3人 ・ 回答 11件")).to_be_visible()
    console.picture("9-summary")


def _expect_nothing_of_the_console(wall: Wall) -> None:
    for words in ("言い方の例", "つまずき", "大きく映す", SCRIPT, *PEOPLE):
        expect(wall.words).not_to_contain_text(words)
