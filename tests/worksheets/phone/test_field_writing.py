"""What people do with the field note, alone and as a team, in a real browser."""

import json

import pytest
from playwright.sync_api import expect

from tests.worksheets.phone.fieldwork import CONSENT
from tests.worksheets.phone.outings import Device, lines, mates_record, records
from worksheets import answers, rooms
from worksheets.records import Submission

pytestmark = pytest.mark.journey
OPEN = "みんなに見せてよい"
SILENT = "伝えない"


def test_silent_record_never_sends_or_keeps_a_word(device: Device, town: str) -> None:
    device.begin_record("予定になかった人の話を書く", OPEN)
    device.page.get_by_label("話してくださった方").fill("店の人")
    device.turn_to("聞いた言葉")
    device.page.get_by_label("聞いた言葉").fill("ここだけの話")
    assert "ここだけの話" in json.dumps(device.stored(), ensure_ascii=False)

    for _ in range(2):
        device.page.get_by_role("button", name="まえへ").click()
    device.page.get_by_label(SILENT).check(force=True)
    warning = device.page.get_by_role("alert").filter(has_text="この端末からも消えます")
    expect(warning).to_be_focused()
    assert "ここだけの話" in json.dumps(device.stored(), ensure_ascii=False)
    warning.get_by_role("button", name="言葉を消して").click()

    expect(device.page.get_by_text("言葉の欄は出てきません")).to_be_visible()
    assert "ここだけの話" not in json.dumps(device.stored(), ensure_ascii=False)
    device.turn(2)
    expect(device.page.get_by_role("heading", level=1)).to_have_text("お返しの約束")
    device.page.get_by_label("お返しすること").fill("お礼に行く")
    device.save()
    expect(device.page.locator("#said")).to_have_text("✓ 保存しました")

    assert "ここだけの話" not in "".join(device.sent)
    (record,) = records(town)
    assert record == {
        "who": "店の人",
        "sharing": "none",
        "day": record["day"],
        "return-what": "お礼に行く",
    }


def test_record_taken_back_later_leaves_no_word_on_the_phone(device: Device, town: str) -> None:
    mates_record(town, values="朝の豆")
    page = device.open()
    device.look("records")
    page.get_by_role("link", name="豆腐屋さん").click()
    page.get_by_role("link", name="はじめから直す").click()
    page.get_by_label(SILENT).check(force=True)
    page.get_by_role("button", name="言葉を消して").click()
    device.save()
    expect(page.locator("#said")).to_have_text("✓ 保存しました")

    assert "朝の豆" not in json.dumps(device.stored(), ensure_ascii=False)
    assert records(town) == [{"who": "豆腐屋さん", "sharing": "none"}]


def test_record_is_withdrawn_for_good(device: Device, town: str) -> None:
    mates_record(town, values="朝の豆")
    page = device.open()
    device.look("records")
    page.get_by_role("link", name="豆腐屋さん").click()
    page.get_by_text("この記録を取り下げる").click()
    page.get_by_role("button", name="取り下げる", exact=True).click()

    expect(page.locator("#said")).to_have_text("✓ 取り下げました")
    assert records(town) == []
    assert "朝の豆" not in json.dumps(device.stored(), ensure_ascii=False)


def change(device: Device, words: str) -> None:
    """Change what the known record says somebody holds dear, and give it to be sent."""
    page = device.look("records")
    page.get_by_role("link", name="豆腐屋さん").click()
    page.get_by_role("link", name="はじめから直す").click()
    device.turn_to("大切にしていること")
    page.get_by_label("大切にしていること").fill(words)
    device.save()


@pytest.mark.parametrize(
    ("choice", "left"),
    [
        ("この端末で書いたものにする", "朝の豆\n店先の子"),
        ("先に保存されたものにする", "朝の豆\n夜の仕込み"),
        ("両方を合わせて", "朝の豆\n夜の仕込み\n店先の子"),
    ],
)
def test_record_that_a_mate_changed_first_is_shown_with_ones_own(
    device: Device, town: str, choice: str, left: str
) -> None:
    key = mates_record(town, values="朝の豆")
    page = device.open()
    expect(page.get_by_role("link", name="記録を書く")).to_contain_text("1枚")
    device.context.set_offline(True)
    change(device, "朝の豆\n店先の子")
    newer = {"who": "豆腐屋さん", "sharing": "anonymous", "values": "朝の豆\n夜の仕込み"}
    answers.save_answer(Submission(town, "mate-2", "records", newer, None, key, team="t1"))

    device.context.set_offline(False)
    expect(page.locator("#said")).to_contain_text("ほかの人が先に直していました")
    page.locator("#unsent a").click()
    page.get_by_role("link", name="どちらを残すか選ぶ").click()
    mine = page.get_by_role("region", name="この端末で書いたもの")
    theirs = page.get_by_role("region", name="先に保存されたもの")
    expect(mine).to_contain_text("店先の子")
    expect(theirs).to_contain_text("夜の仕込み")
    page.get_by_role("button", name=choice).click()
    if choice.startswith("両方"):
        expect(page.get_by_text("夜の仕込み")).to_be_visible()
        page.get_by_role("button", name="保存する").click()

    expect(page.locator("#unsent")).to_be_hidden()
    expect(page.locator("#connection")).to_contain_text("● 研修のパソコンに")
    assert [record["values"] for record in records(town)] == [left]


def test_second_record_of_one_visit_is_noticed(device: Device, town: str) -> None:
    device.add_visit("豆腐屋さん")
    device.begin_record("豆腐屋さん", OPEN)
    device.save()
    expect(device.page.locator("#said")).to_have_text("✓ 保存しました")

    device.look("visits")
    device.page.get_by_role("link", name="豆腐屋さん").click()
    device.page.get_by_role("button", name="記録をもう1枚書く").click()
    expect(device.page.get_by_role("heading", level=1)).to_have_text(
        "この訪問の記録は、もうあります"
    )
    device.page.get_by_role("button", name="別の人の話として").click()
    device.page.get_by_label(OPEN).check()
    device.save()
    expect(device.page.locator("#said")).to_have_text("✓ 保存しました")

    device.look("visits")
    expect(device.page.get_by_text("この訪問の記録が2枚あります")).to_be_visible()
    assert len(records(town)) == 2


def test_return_is_ticked_weeks_later_in_another_meeting(device: Device, town: str) -> None:
    mates_record(town, **{"return-what": "研修の話を伝える", "return-day": "2026-12-10"})
    rooms.go_to(town, "meeting-2", "overlaps")
    page = device.open(days=30)
    page.get_by_role("link", name="お返し").click()

    page.get_by_role("button", name="お返しした：豆腐屋さん").click()
    page.get_by_label("返ってきた言葉").fill("また来て")
    page.get_by_role("button", name="保存する").click()

    expect(page.get_by_role("heading", name="お返しした（1件）")).to_be_visible()
    expect(page.locator("#unsent")).to_be_hidden()
    expect(page.locator("#said")).to_have_text("✓ 保存しました")
    (record,) = records(town)
    assert (record["returned"], record["return-answer"]) == ("done", "また来て")


def test_consent_is_read_first_then_the_greeting_and_the_teams_own_questions(
    device: Device, town: str
) -> None:
    answers.save_answer(
        Submission(
            town, "g", "guide", {"consent": CONSENT, "q-joy": "何が楽しいですか"}, None, team="t1"
        )
    )
    page = device.open()
    expect(page.locator("#connection")).to_contain_text("● 研修のパソコンに")
    page.get_by_role("link", name="読み上げる約束と問い").click()

    heard = []
    for _ in range(3):
        heard.append(page.locator("p.aloud").inner_text())
        page.get_by_role("button", name="つぎへ").click()

    assert heard == [CONSENT, "こんにちは。", "何が楽しいですか"]
    expect(page.get_by_role("heading", level=1)).to_have_text("終わりに")
    expect(page.get_by_role("listitem")).to_have_text(["班の中だけ", OPEN, SILENT])


def test_news_from_the_computer_does_not_move_what_is_read_aloud(device: Device, town: str) -> None:
    page = device.look("guide/0")
    page.evaluate("document.querySelector('.aloud').dataset.seen = '1'")

    mates_record(town)
    with page.expect_response("**/field/state"):
        page.evaluate("dispatchEvent(new Event('online'))")
    page.wait_for_timeout(300)

    assert page.evaluate("document.querySelector('.aloud').dataset.seen") == "1"


def test_hint_about_a_name_is_given_while_typing_and_stops_nobody(
    device: Device, town: str
) -> None:
    device.begin_record("予定になかった人の話を書く", OPEN)
    device.page.get_by_label("話してくださった方").fill("山田さん")
    hint = device.page.get_by_text("お名前や連絡先のように見えます：「山田さん」")
    expect(hint).to_be_visible()
    device.page.get_by_label("話してくださった方").fill("山田さんの店の人 090-1234-5678")

    device.turn_to("たしかめる")
    expect(device.page.get_by_text("「山田さん」「090-1234-5678」")).to_be_visible()
    device.page.get_by_role("button", name="このまま保存する").click()
    expect(device.page.locator("#said")).to_have_text("✓ 保存しました")
    assert len(records(town)) == 1


def test_long_lists_and_missing_answers_are_told_before_sending(device: Device) -> None:
    page = device.look("records")
    page.get_by_role("button", name="予定になかった人の話を書く").click()
    device.turn_to("聞いた言葉")
    page.get_by_label("聞いた言葉").fill("\n".join(f"言葉{n}" for n in range(6)))
    expect(page.get_by_text("5行までです（いま6行）。")).to_be_visible()

    device.turn_to("たしかめる")

    expect(page.get_by_text("「どこまで伝えてよいか」に答えてください。")).to_be_visible()
    expect(page.get_by_text("「話してくださった方」に答えてください。")).to_be_visible()
    expect(page.get_by_text("「聞いた言葉」：5行までです")).to_be_visible()
    expect(page.get_by_role("button", name="保存する")).to_have_count(0)


def test_words_heard_are_taken_over_with_one_touch(device: Device, town: str) -> None:
    device.begin_record("予定になかった人の話を書く", OPEN)
    device.page.get_by_label("話してくださった方").fill("店の人")
    device.turn_to("聞いた言葉")
    device.page.get_by_label("聞いた言葉").press_sequentially("朝が好き")
    device.page.keyboard.press("Enter")
    device.page.keyboard.type("夜も")
    device.turn_to("大切にしていること")
    device.page.get_by_role("button", name="＋ 朝が好き").click()
    device.page.get_by_role("button", name="＋ 夜も").click()
    device.save()

    expect(device.page.locator("#said")).to_have_text("✓ 保存しました")
    (record,) = records(town)
    assert record["words"] == lines("朝が好き", "夜も")
    assert record["values"] == "朝が好き\n夜も"
