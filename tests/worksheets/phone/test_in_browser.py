"""What JavaScript adds to the pages, in a real browser against a real server."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from starlette.types import ASGIApp

from tests.worksheets.phone.phones import HALL
from tests.worksheets.phone.serving import Served, serve
from worksheets import answers, rooms, vote_counts
from worksheets.toolkit import Toolkit

pytestmark = pytest.mark.journey


@pytest.fixture
def served(app: ASGIApp, box: Toolkit) -> Iterator[Served]:
    with serve(app, box) as server:
        yield server


@pytest.fixture
def open_phone(browser: Browser, served: Served, writing: str) -> Iterator[Callable[[], Page]]:
    """Open a phone in team 1, at the step where everything is written."""
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    def open_one() -> Page:
        context = browser.new_context(
            viewport={"width": 360, "height": 740},
            locale="ja-JP",
            base_url=served.url.replace("127.0.0.1", HALL),
        )
        contexts.append(context)
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.goto(f"/j/{writing}")
        page.get_by_label("班", exact=True).select_option("t1")
        page.get_by_role("button", name="参加する").click()
        page.wait_for_url("**/w/*")
        expect(page.locator("#connection")).to_have_text("● つながっています")
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert troubles == []


@pytest.fixture
def page(open_phone: Callable[[], Page]) -> Page:
    return open_phone()


def write(page: Page, key: str, text: str) -> None:
    page.locator(f'#sheet-{key} form[data-sheet] [name="q.text"]').fill(text)


def send(page: Page, key: str) -> None:
    page.locator(f"#sheet-{key} form[data-sheet] .main-button").click()


def status(page: Page, key: str, words: str) -> None:
    expect(page.locator(f"#sheet-{key}-status")).to_contain_text(words)


def stored(code: str, key: str) -> list[str]:
    return [str(answer.values["text"]) for answer in answers.list_answers(code, key)]


def test_hall_page_is_no_secure_context(page: Page) -> None:
    assert page.evaluate("[window.isSecureContext, typeof crypto.randomUUID]") == [
        False,
        "undefined",
    ]


def test_cards_are_added_one_after_another(page: Page, code: str) -> None:
    for number in (1, 2, 3):
        write(page, "cards", f"カード{number}")
        send(page, "cards")
        status(page, "cards", "✓ 保存しました")
        expect(page.locator("#sheet-cards .card")).to_have_count(number)
    expect(page.locator('#sheet-cards [name="q.text"]')).to_be_focused()

    assert stored(code, "cards") == ["カード1", "カード2", "カード3"]
    expect(page.locator("#sheet-cards .card .words").first).to_have_text("カード3")


def test_draft_survives_a_reload_and_goes_after_sending(page: Page, code: str) -> None:
    write(page, "note", "書きかけの文")
    status(page, "note", "下書き")

    page.reload()
    expect(page.locator('#sheet-note [name="q.text"]')).to_have_value("書きかけの文")
    status(page, "note", "下書き")
    send(page, "note")
    status(page, "note", "✓ 保存しました")
    expect(page.locator("#sheet-note-mine")).to_contain_text("書きかけの文")

    assert stored(code, "note") == ["書きかけの文"]
    # What was written is gone from the phone; only the number of the last receipt stays.
    left = page.evaluate("Object.entries(localStorage)")
    assert [name.split(":")[1] for name, _ in left] == ["stored"]
    assert [value for _, value in left if not value.isdigit()] == []


def test_words_sent_without_a_connection_wait_and_arrive_once(page: Page, code: str) -> None:
    page.context.set_offline(True)
    for text in ("つながらない", "もう一枚"):
        write(page, "cards", text)
        send(page, "cards")
    status(page, "cards", "！ 未送信")
    expect(page.locator("#leftover")).to_contain_text("未送信 2件")
    expect(page.get_by_role("banner")).to_contain_text("！ 未送信 2件")
    expect(page.locator("#connection")).to_contain_text("つながっていません")
    assert stored(code, "cards") == []

    page.context.set_offline(False)

    status(page, "cards", "✓ 保存しました")
    expect(page.locator("#leftover")).to_be_hidden()
    expect(page.locator("#sheet-cards .card")).to_have_count(2)
    assert stored(code, "cards") == ["つながらない", "もう一枚"]


def test_reply_lost_on_the_way_stores_nothing_twice(page: Page, code: str) -> None:
    lost = []

    def lose(route: Route) -> None:
        if not lost:
            # The server stores it, but the phone hears nothing.
            near = route.request.url.replace(HALL, "127.0.0.1")
            headers = {k: v for k, v in route.request.headers.items() if k != "origin"}
            lost.append(route.fetch(url=near, headers=headers).status)
            route.abort()
        else:
            route.continue_()

    page.route("**/answers", lose)
    write(page, "cards", "一度だけ")
    send(page, "cards")

    status(page, "cards", "✓ 保存しました")
    assert (lost, stored(code, "cards")) == ([200], ["一度だけ"])


def test_strange_answer_of_the_wifi_is_not_taken_for_saved(page: Page, code: str) -> None:
    strange = []

    def pretend(route: Route) -> None:
        if not strange:
            strange.append(True)
            route.fulfill(status=200, content_type="text/html", body="<h1>Welcome to Wi-Fi</h1>")
        else:
            route.continue_()

    page.route("**/answers", pretend)
    write(page, "cards", "ほんとうに")
    send(page, "cards")

    status(page, "cards", "✓ 保存しました")
    assert stored(code, "cards") == ["ほんとうに"]


def test_same_draft_sent_from_two_tabs_is_stored_once(page: Page, code: str) -> None:
    write(page, "cards", "二つの画面")
    status(page, "cards", "下書き")
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.locator('#sheet-cards [name="q.text"]')).to_have_value("二つの画面")

    send(page, "cards")

    status(page, "cards", "✓ 保存しました")
    expect(other.locator('#sheet-cards [name="q.text"]')).to_have_value("")
    expect(other.locator("#sheet-cards .card")).to_have_count(1)
    write(other, "cards", "もう一枚")
    send(other, "cards")
    status(other, "cards", "✓ 保存しました")
    assert stored(code, "cards") == ["二つの画面", "もう一枚"]


def test_room_moving_on_changes_the_page_and_says_so(page: Page, code: str) -> None:
    rooms.go_to(code, "meeting-2", "again")

    expect(page.get_by_role("heading", level=1)).to_have_text("ステップ again")
    expect(page.locator("#announce")).to_have_text("「ステップ again」に進みました")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(page).to_have_title("ステップ again｜研修")


def test_room_moving_on_leaves_a_half_written_sheet_alone(page: Page, code: str) -> None:
    write(page, "cards", "まだ途中")
    rooms.go_to(code, "meeting-1", "opening")

    bar = page.locator("#bar")
    expect(bar).to_contain_text("会場は「ステップ opening」に進みました")
    expect(page.locator('#sheet-cards [name="q.text"]')).to_have_value("まだ途中")
    expect(page.get_by_role("heading", level=1)).to_have_text("ステップ write")

    page.get_by_role("button", name="次へ進む").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("ステップ opening")
    expect(bar).to_be_hidden()
    expect(page.locator("#leftover")).to_contain_text("まだ途中")

    rooms.go_to(code, "meeting-1", "write")
    expect(page.locator('#sheet-cards [name="q.text"]')).to_have_value("まだ途中")
    expect(page.locator("#leftover")).to_be_hidden()


def test_sheet_closed_while_writing_gives_the_words_back(page: Page, code: str) -> None:
    write(page, "note", "おそかった言葉")
    status(page, "note", "下書き")
    rooms.close_worksheet(code, "note")
    expect(page.locator("#sheet-note-head")).to_contain_text("いまは書けません")

    send(page, "note")

    problem = page.locator("#sheet-note .problem")
    expect(problem).to_contain_text("いまは書けません。書いた内容はこの端末に残っています。")
    expect(problem).to_be_focused()
    expect(page.locator('#sheet-note [name="q.text"]')).to_have_value("おそかった言葉")
    page.reload()
    expect(page.locator("#leftover")).to_contain_text("おそかった言葉")
    rooms.open_worksheet(code, "note")
    expect(page.locator('#sheet-note [name="q.text"]')).to_have_value("おそかった言葉")
    send(page, "note")
    status(page, "note", "✓ 保存しました")
    assert stored(code, "note") == ["おそかった言葉"]


def test_team_sheet_changed_by_a_mate_is_shown_before_it_is_replaced(
    open_phone: Callable[[], Page], code: str
) -> None:
    one, other = open_phone(), open_phone()
    write(one, "together", "先の言葉")
    write(other, "together", "後の言葉")
    send(one, "together")
    status(one, "together", "✓ 保存しました")

    send(other, "together")
    expect(other.locator("#sheet-together .problem")).to_contain_text("先に別の人が")
    expect(other.locator('#sheet-together [name="q.text"]')).to_have_value("後の言葉")
    expect(other.locator("#sheet-together-mine")).to_contain_text("先の言葉")
    assert stored(code, "together") == ["先の言葉"]

    send(other, "together")
    status(other, "together", "✓ 保存しました")
    assert stored(code, "together") == ["後の言葉"]


def test_card_is_changed_and_withdrawn(page: Page, code: str) -> None:
    write(page, "cards", "はじめの言葉")
    send(page, "cards")
    page.get_by_role("link", name=re.compile("直す.*：はじめの言葉")).click()
    expect(page.get_by_text("出した1枚を直す")).to_be_visible()
    field = page.locator('#sheet-cards [name="q.text"]')
    expect(field).to_have_value("はじめの言葉")
    expect(field).to_be_focused()

    field.fill("直した言葉")
    send(page, "cards")
    status(page, "cards", "✓ 保存しました")
    expect(page.locator("#sheet-cards .card .words")).to_have_text("直した言葉")
    expect(field).to_have_value("")
    assert stored(code, "cards") == ["直した言葉"]

    page.locator("#sheet-cards .withdraw summary").click()
    page.get_by_role("button", name="はい、取り下げる").click()
    status(page, "cards", "✓ 取り下げました")
    expect(page.locator("#sheet-cards .card")).to_have_count(0)
    assert stored(code, "cards") == []


def test_words_that_look_personal_are_asked_about_and_may_be_sent(page: Page, code: str) -> None:
    write(page, "cards", "山田さんに電話 090-1234-5678")
    send(page, "cards")

    hint = page.locator("#sheet-cards .hint")
    expect(hint).to_contain_text("お名前や連絡先のように見える言葉があります")
    expect(hint).to_contain_text("「山田さん」「090-1234-5678」")
    expect(hint).to_be_focused()
    assert stored(code, "cards") == []
    page.get_by_role("button", name="直す", exact=True).click()
    expect(page.locator('#sheet-cards [name="q.text"]')).to_be_focused()

    send(page, "cards")
    page.get_by_role("button", name="このまま送る").click()
    status(page, "cards", "✓ 保存しました")
    assert stored(code, "cards") == ["山田さんに電話 090-1234-5678"]


def test_missing_answer_is_named_and_nothing_is_sent(page: Page, code: str) -> None:
    send(page, "cards")

    expect(page.locator("#sheet-cards .problem")).to_contain_text("「問い text」に答えてから")
    expect(page.locator('#sheet-cards [name="q.text"]')).to_have_attribute("aria-invalid", "true")
    assert stored(code, "cards") == []


def test_votes_are_given_by_plus_and_minus(page: Page, code: str) -> None:
    write(page, "cards", "案")
    send(page, "cards")
    status(page, "cards", "✓ 保存しました")
    rooms.go_to(code, "meeting-1", "vote")
    left = page.locator(".votes-left")
    more = page.get_by_role("button", name="1票ふやす：案")
    expect(left).to_contain_text("残り 3票")

    for _ in range(3):
        more.click()
    expect(left).to_contain_text("残り 0票")
    expect(more).to_have_attribute("aria-disabled", "true")
    page.get_by_role("button", name="1票へらす：案").click()
    page.get_by_role("button", name="投票する").click()
    expect(page.locator("#vote-cards-status")).to_contain_text("✓ 保存しました")

    tally = vote_counts.get_tally(code, "cards")
    assert (list(tally.points.values()), tally.voters) == ([2], 1)


def test_ranking_table_and_ticks_are_filled_by_touch(page: Page, code: str) -> None:
    form = page.locator("#sheet-all-kinds form[data-sheet]")
    form.get_by_role("button", name="い", exact=True).click()
    form.get_by_role("button", name="あ", exact=True).click()
    form.get_by_role("button", name="上へ：あ").click()
    expect(form.locator(".ranked .rank-label")).to_have_text(["1位 あ", "2位 い"])
    expect(page.locator("#announce")).to_have_text("「あ」を1位にしました")
    form.get_by_label("だれ").first.fill("課")
    form.get_by_role("button", name="行を足す").click()
    form.get_by_label("だれ").nth(1).fill("包括")
    form.get_by_role("button", name="行を足す").click()
    form.get_by_label("なに").nth(2).fill("電話")
    page.wait_for_timeout(600)

    page.reload()
    expect(form.locator(".ranked .rank-label")).to_have_text(["1位 あ", "2位 い"])
    expect(form.get_by_label("なに").nth(2)).to_have_value("電話")
    form.get_by_role("button", name="保存する").click()
    status(page, "all-kinds", "✓ 保存しました")

    (answer,) = answers.list_answers(code, "all-kinds")
    assert answer.values == {
        "rank": ["a", "b"],
        "table": [{"who": "課"}, {"who": "包括"}, {"what": "電話"}],
    }


def test_phone_without_event_stream_follows_by_reading(page: Page, code: str) -> None:
    page.route("**/events*", lambda route: route.fulfill(status=502, body="bad gateway"))
    page.reload()
    expect(page.locator("#connection")).to_contain_text("つながって")

    rooms.go_to(code, "meeting-2", "again")

    expect(page.get_by_role("heading", level=1)).to_have_text("ステップ again", timeout=30_000)


def test_lost_participation_is_told_and_keeps_the_words(page: Page) -> None:
    page.context.clear_cookies()
    write(page, "cards", "消えないで")
    send(page, "cards")

    expect(page.locator("#bar")).to_contain_text("参加の手続きがまだです")
    expect(page.get_by_role("link", name="参加しなおす").first).to_be_visible()
    expect(page.locator("#leftover")).to_contain_text("消えないで")


def test_other_person_is_written_for_and_drafts_stay_apart(page: Page, code: str) -> None:
    write(page, "note", "わたしの書きかけ")
    status(page, "note", "下書き")
    page.get_by_text("別の人の分を書く").click()
    page.get_by_label("名前かニックネーム").fill("山の上の人")
    page.get_by_role("button", name="この人の分を書きはじめる").click()
    page.wait_for_url("**as=*")
    expect(page.locator('#sheet-note [name="q.text"]')).to_have_value("")

    write(page, "note", "代わりの言葉")
    send(page, "note")
    status(page, "note", "✓ 保存しました")
    page.get_by_role("link", name="わたしの分を書く").click()
    expect(page.locator('#sheet-note [name="q.text"]')).to_have_value("わたしの書きかけ")

    (answer,) = answers.list_answers(code, "note")
    assert (answer.name, answer.values) == ("山の上の人", {"text": "代わりの言葉"})


def test_unfinished_words_are_forgotten_when_asked(page: Page) -> None:
    write(page, "note", "つぎの人に見せない")
    status(page, "note", "下書き")
    page.get_by_text("ほかの人として参加しなおす").click()
    page.get_by_role("button", name="書きかけをこの端末から消す").click()

    expect(page.locator('#sheet-note [name="q.text"]')).to_have_value("")
    page.reload()
    expect(page.locator('#sheet-note [name="q.text"]')).to_have_value("")


def test_clock_counts_and_does_not_end_writing(page: Page, code: str) -> None:
    write(page, "note", "時間が来ても")
    rooms.start_timer(code, 1 / 30)  # two seconds

    expect(page.locator("#timer")).to_contain_text("時間になりました。書き続けてもかまいません。")
    expect(page.locator('#sheet-note [name="q.text"]')).to_have_value("時間が来ても")


def test_text_size_and_readings_are_kept_and_no_word_is_lost(page: Page) -> None:
    write(page, "note", "書きかけの文")
    page.get_by_role("link", name="文字の大きさ・ふりがな").click()
    page.get_by_role("button", name="とても大きい").click()
    assert page.evaluate("getComputedStyle(document.body).fontSize") == "28px"
    page.get_by_role("button", name="付ける").click()
    page.wait_for_load_state()

    expect(page.locator("ruby").first).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).fontSize") == "28px"
    expect(page.locator('#sheet-note [name="q.text"]')).to_have_value("書きかけの文")
    expect(page.locator("[data-size=larger]")).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("zoom", [112.5, 225])
def test_narrow_phones_and_large_text_need_no_sideways_scrolling(
    page: Page, code: str, zoom: float
) -> None:
    write(page, "cards", "長い言葉" * 20)
    send(page, "cards")
    rooms.share(code, "cards", on=True)
    rooms.open_votes(code, "cards")
    expect(page.locator("#vote-cards")).to_be_visible()
    page.set_viewport_size({"width": 320, "height": 640})

    page.evaluate(f"document.documentElement.style.fontSize = '{zoom}%'")

    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_controls_are_large_enough_to_touch(page: Page, code: str) -> None:
    write(page, "cards", "案")
    send(page, "cards")
    rooms.open_votes(code, "cards")
    expect(page.locator("#vote-cards")).to_be_visible()

    small = page.evaluate(
        """() => Array.from(document.querySelectorAll('button, a, summary, select, textarea,'
             + 'input:not([type=hidden]):not([type=radio]):not([type=checkbox]),'
             + 'label.row, label.step'))
          .filter((element) => element.offsetParent)
          .map((element) => [element.textContent.trim(), element.getBoundingClientRect().height])
          .filter(([, height]) => height < 44)"""
    )

    assert small == []


def test_first_load_asks_only_this_server_and_little(
    browser: Browser, open_phone: Callable[[], Page]
) -> None:
    joined = open_phone()
    context = browser.new_context(storage_state=joined.context.storage_state())
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(joined.url)
    expect(page.locator("#connection")).to_have_text("● つながっています")

    here = re.escape(joined.url.split("/w/")[0])
    context.close()
    assert [url for url in asked if not re.match(rf"{here}/|data:", url)] == []
    assert len([url for url in asked if not url.startswith("data:")]) <= 6
