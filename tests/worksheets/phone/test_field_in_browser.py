"""The field note in a real browser: far from the computer for days, and back again."""

import json

import pytest
from playwright.sync_api import Error, Route, expect

from tests.worksheets.phone.fieldwork import CONSENT
from tests.worksheets.phone.outings import Computer, Device
from tests.worksheets.phone.phones import HALL
from worksheets import answers, deleting, rooms
from worksheets.records import Submission

pytestmark = pytest.mark.journey
OPEN = "みんなに見せてよい"
SILENT = "伝えない"


def records(code: str) -> list[dict[str, object]]:
    return [dict(answer.values) for answer in answers.list_answers(code, "records")]


def lines(*words: str) -> list[dict[str, str]]:
    return [{"word": word} for word in words]


def mates_record(code: str, **values: object) -> str:
    """Write a record as somebody of team 1 does on another phone."""
    given = {"who": "豆腐屋さん", "sharing": "anonymous", **values}
    return answers.save_answer(
        Submission(code, "mate-1", "records", given, None, team="t1")
    ).answer_id


def test_field_note_is_no_secure_context(device: Device) -> None:
    assert device.page.evaluate("[isSecureContext, 'serviceWorker' in navigator]") == [False, False]


def test_words_written_without_a_network_survive_two_days_and_arrive_once(
    device: Device, computer: Computer, town: str
) -> None:
    device.add_visit("豆腐屋さん")
    device.add_visit("花屋さん")
    expect(device.page.locator("#said")).to_have_text("✓ 保存しました")
    computer.stop()
    device.begin_record("豆腐屋さん", OPEN)
    device.turn_to("聞いた言葉")
    device.page.get_by_label("聞いた言葉").fill("朝の豆を炊く\n子どもが待つ")
    device.save()
    expect(device.page.locator("#unsent")).to_have_text("！ 未送信 1件")
    device.begin_record("花屋さん", OPEN)
    device.turn_to("聞いた言葉")
    device.page.get_by_label("聞いた言葉").press_sequentially("花は")
    expect(device.page.locator("#said")).to_have_text("✎ この端末に残っています")

    page = device.open(days=2)  # the computer is still switched off
    expect(page.get_by_role("heading", level=1)).to_have_text("訪問ノート")
    expect(page.locator("#connection")).to_contain_text("つながっていません")
    expect(page.locator("#unsent")).to_have_text("！ 未送信 1件　✎ 書きかけ 1件")
    page.get_by_role("link", name="記録を書く").click()
    page.get_by_role("link", name="続きを書く：花屋さん").click()
    device.turn_to("聞いた言葉")
    expect(page.get_by_label("聞いた言葉")).to_have_value("花は")
    page.get_by_label("聞いた言葉").fill("花は\n正直だ")
    device.save()
    expect(page.locator("#unsent")).to_have_text("！ 未送信 2件")
    assert records(town) == []

    device.close()
    computer.start()
    page = device.open(days=3)
    expect(page.locator("#unsent")).to_be_hidden()
    expect(page.locator("#connection")).to_contain_text("● 研修のパソコンに")

    heard = {str(record["who"]): record["words"] for record in records(town)}
    assert heard == {
        "豆腐屋さん": lines("朝の豆を炊く", "子どもが待つ"),
        "花屋さん": lines("花は", "正直だ"),
    }
    assert len(records(town)) == 2
    assert [key.rsplit(":", 1)[1] for key in device.stored()] == ["known"]


def test_draft_is_still_there_after_sixty_days_without_a_network(
    device: Device, computer: Computer
) -> None:
    computer.stop()
    device.begin_record("予定になかった人の話を書く", OPEN)
    device.page.get_by_label("話してくださった方").fill("花の世話をする人")

    page = device.open(days=60)

    expect(page.locator("#unsent")).to_have_text("✎ 書きかけ 1件")
    device.look("records")
    expect(page.get_by_role("link", name="続きを書く：花の世話をする人")).to_be_visible()


def test_old_drafts_are_forgotten_only_where_the_computer_is_reached(
    device: Device, computer: Computer
) -> None:
    device.begin_record("予定になかった人の話を書く", OPEN)
    computer.stop()
    page = device.open(days=100)
    expect(page.locator("#connection")).to_contain_text("つながっていません")
    expect(page.locator("#unsent")).to_have_text("✎ 書きかけ 1件")

    device.close()
    computer.start()
    page = device.open(days=100)

    expect(page.locator("#connection")).to_contain_text("● 研修のパソコンに")
    expect(page.locator("#unsent")).to_be_hidden()


def test_phone_whose_clock_was_set_right_keeps_its_words(device: Device, town: str) -> None:
    device.close()
    page = device.open(days=-18_000)
    device.begin_record("予定になかった人の話を書く", OPEN)
    page.get_by_label("話してくださった方").fill("店の人")

    page = device.open()
    expect(page.locator("#connection")).to_contain_text("● 研修のパソコンに")
    device.look("records")
    page.get_by_role("link", name="続きを書く：店の人").click()
    device.save()

    expect(page.locator("#said")).to_have_text("✓ 保存しました")
    assert [record["who"] for record in records(town)] == ["店の人"]


def test_computer_that_knows_no_such_workshop_gets_nothing(device: Device, town: str) -> None:
    device.context.set_offline(True)
    device.begin_record("予定になかった人の話を書く", OPEN)
    device.page.get_by_label("話してくださった方").fill("店の人")
    device.save()
    deleting.delete_workshop(town)
    device.context.set_offline(False)

    expect(device.page.locator("#bar")).to_contain_text("この研修が見つかりません")
    expect(device.page.locator("#unsent")).to_have_text("！ 未送信 1件")


def test_waiting_words_go_by_themselves_when_the_network_is_back(device: Device, town: str) -> None:
    device.context.set_offline(True)
    device.begin_record("予定になかった人の話を書く", OPEN)
    device.page.get_by_label("話してくださった方").fill("花の世話をする人")
    device.save()
    expect(device.page.locator("#said")).to_contain_text("未送信です")

    device.context.set_offline(False)

    expect(device.page.locator("#said")).to_have_text("✓ 保存しました")
    assert [record["who"] for record in records(town)] == ["花の世話をする人"]


def test_new_tab_finds_the_note_after_a_reload_without_a_network_failed(
    device: Device, computer: Computer
) -> None:
    device.add_visit("豆腐屋さん")
    computer.stop()
    with pytest.raises(Error, match="ERR_CONNECTION_REFUSED"):
        device.page.reload()

    device.context.new_page()
    device.goto("/field")

    expect(device.page.get_by_role("heading", level=1)).to_have_text("訪問ノート")
    expect(device.page.get_by_role("link", name="これから会う人")).to_contain_text("1人")


def test_visit_made_without_a_network_is_named_by_its_record(device: Device, town: str) -> None:
    device.context.set_offline(True)
    device.add_visit("豆腐屋さん")
    device.page.get_by_role("button", name="話を聞いた").click()
    device.begin_record("豆腐屋さん", OPEN)
    device.save()

    device.context.set_offline(False)

    expect(device.page.locator("#unsent")).to_be_hidden()
    (visit,) = answers.list_answers(town, "visits")
    assert visit.values == {"whom": "豆腐屋さん", "state": "met"}
    assert [record["visit"] for record in records(town)] == [[visit.id]]


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


def test_lost_reply_and_words_changed_since_still_make_one_record(
    device: Device, town: str
) -> None:
    lost: list[int] = []

    def lose(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            near = route.request.url.replace(HALL, "127.0.0.1")
            headers = {k: v for k, v in route.request.headers.items() if k != "origin"}
            lost.append(route.fetch(url=near, headers=headers).status)
            route.abort()
        elif len(lost) == 1 and route.request.method == "POST":
            route.abort()  # until the words have been changed
        else:
            route.continue_()

    device.page.route("**/answers", lose)
    device.begin_record("予定になかった人の話を書く", OPEN)
    device.page.get_by_label("話してくださった方").fill("店の人")
    with device.page.expect_event("requestfailed"):
        device.save()
    expect(device.page.locator("#unsent")).to_have_text("！ 未送信 1件")
    assert [record["who"] for record in records(town)] == ["店の人"]

    device.page.get_by_role("link", name="店の人").click()
    device.page.get_by_role("link", name="はじめから直す").click()
    device.turn()
    device.page.get_by_label("話してくださった方").fill("商店街の人")
    device.page.unroute("**/answers")
    device.save()

    expect(device.page.locator("#unsent")).to_be_hidden()
    expect(device.page.locator("#said")).to_have_text("✓ 保存しました")
    assert [record["who"] for record in records(town)] == ["商店街の人"]


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


def test_records_closed_by_hand_wait_until_they_are_taken_again(device: Device, town: str) -> None:
    device.begin_record("予定になかった人の話を書く", OPEN)
    device.page.get_by_label("話してくださった方").fill("店の人")
    rooms.close_worksheet(town, "records")
    device.save()
    expect(device.page.locator("#unsent")).to_have_text("！ 未送信 1件")
    device.look("unsent")
    expect(device.page.get_by_text("いまは受け付けていません。")).to_be_visible()

    rooms.open_worksheet(town, "records")
    device.page.evaluate("dispatchEvent(new Event('online'))")

    expect(device.page.locator("#unsent")).to_be_hidden()
    assert [record["who"] for record in records(town)] == ["店の人"]


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


def test_machine_with_the_same_number_gets_no_words(device: Device, computer: Computer) -> None:
    computer.stop()
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.method)
        route.fulfill(status=200, content_type="application/json", body='{"ok": true}')

    device.context.route("**/w/**", answer)
    device.begin_record("予定になかった人の話を書く", OPEN)
    device.page.get_by_label("話してくださった方").fill("店の人")
    device.save()
    device.page.evaluate("dispatchEvent(new Event('online'))")
    device.page.wait_for_timeout(500)

    expect(device.page.locator("#unsent")).to_have_text("！ 未送信 1件")
    assert asked
    assert set(asked) == {"GET"}


def test_unsent_words_are_carried_to_a_new_address_and_sent_once(
    device: Device, computer: Computer, town: str
) -> None:
    device.context.set_offline(True)
    device.add_visit("豆腐屋さん")
    device.begin_record("豆腐屋さん", OPEN)
    device.save()
    device.look("unsent")
    device.page.get_by_text("新しいアドレスへ移す").click()
    device.page.get_by_label("投影されているアドレス").fill(f"new.example:{computer.port}/j")
    device.page.get_by_role("button", name="つぎへ").click()
    move = device.page.get_by_role("link", name="2件を移す")
    expect(move).to_be_focused()
    device.context.route(f"**{HALL}**", lambda route: route.abort())  # the old address is gone
    device.context.set_offline(False)
    asked: list[str] = []
    device.page.on("request", lambda request: asked.append(request.url))
    move.click()

    page = device.page
    expect(page.get_by_role("heading", level=1)).to_have_text("前のアドレスから移す")
    expect(page.get_by_role("region", name="豆腐屋さん")).to_have_count(2)
    expect(page.locator("#bar")).to_contain_text("参加すると送れます")
    page.get_by_role("button", name="送る", exact=True).click()
    expect(page.locator("#unsent")).to_have_text("！ 未送信 2件")
    page.get_by_role("link", name="参加する").click()
    page.get_by_label("班", exact=True).select_option("t1")
    page.get_by_role("button", name="参加する").click()
    page.get_by_role("link", name="訪問ノートをひらく").click()
    expect(page.locator("#unsent")).to_be_hidden()
    expect(page.locator("#connection")).to_contain_text("● 研修のパソコンに")

    (visit,) = answers.list_answers(town, "visits")
    assert [record["visit"] for record in records(town)] == [[visit.id]]
    assert not [url for url in asked if "#" not in url and "take" in url]
    device.context.unroute_all()
    device.goto("/field#unsent")
    expect(page.get_by_text("新しいアドレスへ移しました").first).to_be_visible()
    assert len(records(town)) == 1


def test_crafted_link_brings_in_nothing_odd(device: Device) -> None:
    crafted = [
        {"id": "../known", "sheet": "records", "values": {}},
        {"id": "a" * 24, "sheet": "plans", "values": {}},
        {"id": "b" * 24, "sheet": "records", "values": {"__proto__x": "1"}},
        "text",
        None,
    ]
    packed = device.page.evaluate(
        "(given) => btoa(JSON.stringify(given)).replace(/=/g, '')", crafted
    )
    before = device.stored()

    device.look(f"take/{packed}")
    expect(device.page.get_by_text("移すものがありませんでした。")).to_be_visible()
    device.look("take/%%%")
    expect(device.page.get_by_role("heading", level=1)).to_have_text("訪問ノート")

    assert device.stored().keys() == before.keys()


def test_words_of_another_team_are_not_sent_unasked(
    device: Device, computer: Computer, town: str
) -> None:
    device.context.set_offline(True)
    device.begin_record("予定になかった人の話を書く", OPEN)
    device.page.get_by_label("話してくださった方").fill("店の人")
    device.save()
    device.context.set_offline(False)
    device.context.route("**/answers", lambda route: route.abort())
    device.page.goto(f"{computer.address()}/j/{town}?new=1")
    device.page.get_by_label("班", exact=True).select_option("t2")
    device.page.get_by_role("button", name="参加する").click()
    device.context.unroute_all()
    device.page.get_by_role("link", name="訪問ノートをひらく").click()
    expect(device.page.locator("#connection")).to_contain_text("● 研修のパソコンに")
    device.look("unsent")
    card = device.page.get_by_role("region", name="別の班で書いたもの")
    expect(card).not_to_contain_text("店の人")
    assert records(town) == []

    card.get_by_role("button", name="いまの班のものとして送る").click()

    expect(device.page.locator("#unsent")).to_be_hidden()
    assert [answer.team for answer in answers.list_answers(town, "records")] == ["t2"]


def test_unsent_words_are_written_out_as_text(device: Device) -> None:
    device.context.set_offline(True)
    device.begin_record("予定になかった人の話を書く", OPEN)
    device.page.get_by_label("話してくださった方").fill("店の人")
    device.turn_to("聞いた言葉")
    device.page.get_by_label("聞いた言葉").fill("朝が好き\n夜も")
    device.save()
    device.look("unsent")

    device.page.get_by_text("文字で書き出す").click()

    text = device.page.get_by_role("textbox", name="書き出した文字").input_value()
    assert "■ 聞き取りの記録　店の人" in text
    assert "【聞いた言葉】\n朝が好き\n夜も" in text
    device.page.get_by_role("button", name="ぜんぶ写す").click()
    expect(device.page.locator("#said")).to_contain_text("✓ 写しました")


def test_full_storage_is_told_and_words_stay_while_the_page_does(device: Device) -> None:
    device.page.evaluate(
        """() => { Storage.prototype.setItem = () => { throw new Error('full'); }; }"""
    )
    device.begin_record("予定になかった人の話を書く", OPEN)
    device.page.get_by_label("話してくださった方").fill("店の人")

    expect(device.page.locator("#bar")).to_contain_text("この端末に書きとめられません")
    device.save()
    expect(device.page.locator("#said")).to_have_text("✓ 保存しました")


def test_secure_page_opens_without_a_network_even_when_read_again(
    device: Device, computer: Computer
) -> None:
    loopback = "127.0.0.1"
    device.join(name=loopback)
    device.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    computer.stop()

    device.page.reload()

    expect(device.page.get_by_role("heading", level=1)).to_have_text("訪問ノート")
    expect(device.page.locator("#connection")).to_contain_text("つながっていません")
