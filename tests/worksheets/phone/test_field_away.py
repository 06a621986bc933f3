"""The field note far from the computer for days, and back again, in a real browser."""

import pytest
from playwright.sync_api import Error, expect

from tests.worksheets.phone.outings import Computer, Device, lines, records
from worksheets import answers

pytestmark = pytest.mark.journey
OPEN = "みんなに見せてよい"


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
    assert {key.rsplit(":", 1)[1] for key in device.stored()} == {"known", "names"}


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
