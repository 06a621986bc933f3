"""Cards are grouped by several people at once: with thumbs, mouse and keyboard, on two screens."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.axe import MISSING, find_axe, list_violations
from tests.journeys.boards import Board, write_cards
from tests.journeys.hall import Hall, Opened
from tests.journeys.phones import Phone
from tests.journeys.walls import Wall
from tests.journeys.windows import LAPTOP, Windows

pytestmark = pytest.mark.journey

CARDS = (
    "電話のあとが分からない",
    "電話番号しか知らない",
    "異動で関係が切れる",
    "引き継ぎ書にない",
    "会議で決まらない",
    "会議が増えた",
)
_WIDER = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"
_SMALL = """() => [...document.querySelectorAll('button, a, summary, label')]
  .filter((each) => each.offsetParent && !each.closest('.unseen'))
  .map((each) => [each.textContent.trim(), each.getBoundingClientRect()])
  .filter(([text, box]) => box.height < 24 || box.width < 24)
  .map(([text]) => text)"""


@pytest.fixture
def axe() -> str:
    script = find_axe()
    if script is None:
        pytest.skip(MISSING)
    return script


@pytest.fixture
def phones(hall: Hall, opened: Opened, take_phone: Callable[[], Phone]) -> list[Phone]:
    """Two phones of team 1; the first has written all cards."""
    hall.go(opened.code, "meeting-1/moyamoya")
    both = [take_phone().come_in(opened.code, name=name) for name in ("はな", "たろう")]
    write_cards(both[0].page, hall.address, opened.code, CARDS)
    return both


@pytest.fixture
def boards(phones: list[Phone]) -> list[Board]:
    for phone in phones:
        phone.page.get_by_role("link", name="カードをまとめる").click()
        expect(phone.page.get_by_role("heading", name="連携のもやもやをまとめる")).to_be_visible()
    return [Board(phone.page) for phone in phones]


def _open_desk(windows: Windows, hall: Hall, opened: Opened, query: str = "") -> Page:
    page = windows.open(LAPTOP)
    page.goto(f"{hall.address}/stage/{opened.code}/board/moyamoya{query}")
    page.get_by_label("研修のキー").fill(opened.key)
    page.get_by_role("button", name="入る").click()
    expect(page.get_by_role("heading", name="連携のもやもやをまとめる")).to_be_visible()
    return page


def test_two_people_grouping_at_once_keep_each_others_work(boards: list[Board]) -> None:
    one, two = boards

    # Both have ticked before either has sent anything.
    one.tick(CARDS[0], CARDS[1])
    two.group(CARDS[2], CARDS[3], label="人が替わると切れる")
    one.group(CARDS[0], CARDS[1], label="つないだあと")

    for board in boards:
        board.count_in("つないだあと", 2)
        board.count_in("人が替わると切れる", 2)
        expect(board.loners.locator(".slip")).to_have_count(2)
    expect(one.page.get_by_text("いま動かしている人：たろう")).to_be_visible()
    expect(two.page.get_by_text("いま動かしている人：はな")).to_be_visible()


def test_cluster_taken_away_while_another_names_it_is_told_and_undone(boards: list[Board]) -> None:
    one, two = boards
    one.group(CARDS[0], CARDS[1], label="電話")
    two.count_in("電話", 2)
    two.page.get_by_role("button", name="まとまり「電話」を直す").click()
    two.choose("表札を直す")

    one.change("電話", "まとまりをほどく")
    expect(one.told).to_contain_text("ほどきました。カードは残っています")
    dialog = two.page.get_by_role("dialog")
    dialog.get_by_label("表札（短い名前）").fill("つないだあと")
    dialog.get_by_role("button", name="この名前にする").click()
    expect(two.told).to_contain_text("ほかの人がほどいたか、ほかとあわせた")
    expect(two.loners.locator(".slip")).to_have_count(6)

    one.press("もとに戻す")
    two.count_in("電話", 2)


def test_cluster_is_split_moved_merged_and_put_into_a_larger_one(boards: list[Board]) -> None:
    board = boards[0]
    board.group(CARDS[0], CARDS[1], CARDS[2], label="朝")
    board.pile("朝").get_by_text("カード 3枚").click()
    board.group(CARDS[2], label="夜")
    board.count_in("朝", 2)

    board.tick(CARDS[3])
    board.press("動かす")
    board.choose("夜")
    board.count_in("夜", 2)

    board.page.get_by_role("checkbox", name="まとまり「朝」を選ぶ").check()
    board.page.get_by_role("checkbox", name="まとまり「夜」を選ぶ").check()
    board.press("まとめる")
    board.choose("大きなまとまりをつくる")
    board.page.get_by_role("dialog").get_by_label("表札（短い名前）").fill("一日")
    board.choose("まとめる")
    board.count_in("一日", 4)

    board.change("夜", "大きなまとまりの外に出す")
    board.count_in("一日", 2)
    board.change("夜", "ほかのまとまりとあわせる")
    board.choose("朝")
    board.count_in("一日", 4)
    expect(board.pile("夜")).to_have_count(0)


def test_suggestions_are_a_start_that_is_taken_changed_or_put_aside(boards: list[Board]) -> None:
    board = boards[0]

    board.press("似たカードを集めてみる")

    offers = board.page.get_by_role("region", name="似たカードの候補").locator(".offer")
    expect(offers.filter(has_text="「会議」が出てきます")).to_be_visible()
    offer = offers.filter(has_text="「会議」が出てきます")
    offer.get_by_label("表札の案").fill("会議が増えた")
    offer.get_by_role("button", name="このまとまりにする").click()
    board.count_in("会議が増えた", 2)
    expect(offers.filter(has_text="「会議」")).to_have_count(0)
    number = offers.count()
    offers.first.get_by_role("button", name="見送る").click()
    expect(offers).to_have_count(number - 1)
    if number > 1:
        board.press("候補を閉じる")
    expect(board.loners.locator(".slip")).to_have_count(4)


def test_all_suggestions_are_taken_and_taken_back_at_once(boards: list[Board]) -> None:
    board = boards[0]
    board.press("似たカードを集めてみる")

    board.press("候補をすべて採り入れる（あとで直せます）")
    expect(board.told).to_contain_text("まとまりができました")
    board.press("もとに戻す")

    expect(board.loners.locator(".slip")).to_have_count(6)


def test_words_narrow_many_cards_and_what_is_ticked_stays_ticked(
    hall: Hall, boards: list[Board]
) -> None:
    board = boards[0]
    board.tick(CARDS[4])
    more = (f"デンワの困りごと{number}" for number in range(12))
    write_cards(board.page, hall.address, board.page.url.split("/")[4], more)

    board.page.get_by_label("言葉でさがす").fill("でんわ")

    expect(board.loners.locator(".slip")).to_have_count(12)
    board.page.get_by_label("言葉でさがす").fill("決まる")
    expect(board.page.get_by_text("「決まる」を含むカードはありません")).to_be_visible()
    expect(board.page.get_by_text("カード1枚を選んでいます")).to_be_visible()


def test_label_that_names_somebody_is_hinted_at(boards: list[Board]) -> None:
    board = boards[0]
    board.tick(CARDS[0])
    board.press("まとめる")

    board.page.get_by_label("表札（短い名前）").fill("山田さんの電話")

    expect(board.page.get_by_text("「山田さん」は、だれのことか分かる言葉かも")).to_be_visible()


def test_mouse_drags_cards_into_clusters_and_out_and_onto_each_other(
    hall: Hall, opened: Opened, windows: Windows, phones: list[Phone]
) -> None:
    assert phones
    board = Board(_open_desk(windows, hall, opened, "?team=t1"))
    board.group(CARDS[0], label="電話")

    board.card(CARDS[1]).drag_to(board.pile("電話"))
    board.count_in("電話", 2)
    board.card(CARDS[0]).drag_to(board.loners.get_by_role("heading"))
    board.count_in("電話", 1)
    board.card(CARDS[4]).drag_to(board.card(CARDS[5]))
    board.page.get_by_label("表札（短い名前）").fill("会議")
    board.choose("まとめる")
    board.count_in("会議", 2)


def test_keyboard_alone_groups_cards(
    hall: Hall, opened: Opened, windows: Windows, phones: list[Phone]
) -> None:
    assert phones
    page = _open_desk(windows, hall, opened, "?team=t1")
    board = Board(page)
    page.get_by_role("link", name="進行の画面にもどる").focus()
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.card !== undefined"):
            break
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_text("カード2枚を選んでいます")).to_be_visible()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id === 'group'"):
            break
    page.keyboard.press("Enter")
    page.keyboard.type("電話")
    page.keyboard.press("Enter")

    board.count_in("電話", 2)
    expect(board.told).to_be_focused()


def test_teams_clusters_are_gathered_for_the_room_and_grow_on_the_wall(
    hall: Hall, opened: Opened, windows: Windows, boards: list[Board], wall: Wall
) -> None:
    one = boards[0]
    one.group(CARDS[0], CARDS[1], label="つないだあと")
    wall.show(opened.code, key=opened.key)
    hall.order(opened.code, "share", worksheet="moyamoya", on=True)
    expect(wall.page.locator("#wall")).to_contain_text("つないだあと")

    desk = Board(_open_desk(windows, hall, opened))
    desk.press("各班のまとまりを集める")
    desk.count_in("つないだあと", 2)
    desk.group(CARDS[4], CARDS[5], label="会議ばかり増える")

    expect(wall.page.locator("#wall")).to_contain_text("会議ばかり増える")
    expect(one.page.get_by_text("会場の表に集まりました")).to_be_visible()
    one.page.get_by_role("link", name="会場の表を見る").click()
    one.count_in("会議ばかり増える", 2)


def test_phone_without_scripts_groups_with_a_plain_form(
    hall: Hall, opened: Opened, phones: list[Phone], plain_phone: Phone
) -> None:
    assert phones
    page = plain_phone.page
    plain_phone.scan(opened.code)
    page.get_by_label("名前かニックネーム").fill("じろう")
    page.get_by_label("班", exact=True).select_option(label="1班")
    page.get_by_role("button", name="参加する", exact=True).click()
    page.get_by_role("link", name="カードをまとめる").click()

    page.get_by_label(CARDS[0]).check()
    page.get_by_label(CARDS[1]).check()
    page.get_by_label("表札（短い名前）").fill("電話")
    page.get_by_role("button", name="選んだカードをまとめる").click()

    expect(page.get_by_role("group", name="電話（2枚）")).to_be_visible()
    assert hall.count_answers(opened.code) == len(CARDS)


def test_lost_line_is_told_and_what_was_done_arrives_once(boards: list[Board]) -> None:
    one, two = boards
    one.page.context.set_offline(True)
    one.tick(CARDS[0], CARDS[1])
    one.press("まとめる")
    one.page.get_by_label("表札（短い名前）").fill("電話")
    one.choose("まとめる")
    expect(one.page.get_by_text("つながっていません")).to_be_visible()

    one.page.context.set_offline(False)

    two.count_in("電話", 2)
    one.count_in("電話", 2)
    expect(two.page.locator(".pile")).to_have_count(1)


@pytest.mark.parametrize("width", [320, 360])
def test_board_on_a_phone_keeps_the_rules_small_and_enlarged(
    boards: list[Board], axe: str, width: int
) -> None:
    board = boards[0]
    board.page.set_viewport_size({"width": width, "height": 640})
    board.group(CARDS[0], CARDS[1], label="とても長い表札の言葉がここに入ることもあります" * 2)
    board.press("似たカードを集めてみる")
    expect(board.page.get_by_role("region", name="似たカードの候補")).to_be_visible()
    assert list_violations(board.page, axe) == []
    assert board.page.evaluate(_SMALL) == []
    assert not board.page.evaluate(_WIDER)

    board.press("候補を閉じる")
    board.tick(CARDS[2])
    board.press("動かす")
    assert list_violations(board.page, axe) == []
    board.choose("新しいまとまりをつくる")
    assert list_violations(board.page, axe) == []
    board.choose("やめる")
    board.page.evaluate("document.documentElement.style.fontSize = '225%'")
    assert not board.page.evaluate(_WIDER)


def test_board_of_the_room_keeps_the_rules(
    hall: Hall, opened: Opened, windows: Windows, boards: list[Board], axe: str
) -> None:
    boards[0].group(CARDS[0], CARDS[1], label="電話")
    page = _open_desk(windows, hall, opened)
    desk = Board(page)
    desk.press("各班のまとまりを集める")
    desk.count_in("電話", 2)

    assert list_violations(page, axe) == []
    hall.go(opened.code, "meeting-2/recap")
    boards[0].page.reload()
    expect(boards[0].page.get_by_text("いまは見るだけです")).to_be_visible()
    assert list_violations(boards[0].page, axe) == []
