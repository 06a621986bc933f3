"""What the field note sends, to whom, and how often, in a real browser."""

import pytest
from playwright.sync_api import Route, expect

from tests.worksheets.phone.outings import Computer, Device, records
from tests.worksheets.phone.phones import HALL
from worksheets import answers, deleting, rooms

pytestmark = pytest.mark.journey
OPEN = "みんなに見せてよい"


def test_computer_that_knows_no_such_workshop_gets_nothing(device: Device, town: str) -> None:
    device.context.set_offline(True)
    device.begin_record("予定になかった人の話を書く", OPEN)
    device.page.get_by_label("話してくださった方").fill("店の人")
    device.save()
    deleting.delete_workshop(town)
    device.context.set_offline(False)

    expect(device.page.locator("#bar")).to_contain_text("この研修が見つかりません")
    expect(device.page.locator("#unsent")).to_have_text("！ 未送信 1件")


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
    device.context.route("**/answers", lambda route: route.abort())
    device.context.set_offline(False)
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


def test_record_begun_before_its_visit_arrived_names_it(device: Device, town: str) -> None:
    device.context.set_offline(True)
    device.add_visit("豆腐屋さん")
    device.page.get_by_role("button", name="記録を書く").click()
    device.context.set_offline(False)
    expect(device.page.locator("#unsent")).to_be_hidden()
    expect(device.page.locator("#said")).to_have_text("✓ 保存しました")

    device.page.get_by_label(OPEN).check()
    device.save()

    expect(device.page.locator("#unsent")).to_be_hidden()
    (visit,) = answers.list_answers(town, "visits")
    assert [record["visit"] for record in records(town)] == [[visit.id]]
