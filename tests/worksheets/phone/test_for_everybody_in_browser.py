"""Every state of the phone's pages, for eyes, fingers, keys and readers of all kinds.

One browser walks through all of them: a browser for each state would cost minutes.
"""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from starlette.types import ASGIApp

from tests.journeys.axe import MISSING, find_axe, list_violations
from tests.legible import list_cut, list_lost_by_keys, list_moving, list_small
from tests.worksheets.phone.phones import HALL
from tests.worksheets.phone.serving import Served, serve
from worksheets import hosts, participants, rooms
from worksheets.toolkit import Toolkit

pytestmark = pytest.mark.journey

Look = Callable[[str], None]


@pytest.fixture(scope="module")
def axe() -> str:
    script = find_axe()
    if script is None:
        pytest.skip(MISSING)
    return script


@pytest.fixture
def served(app: ASGIApp, box: Toolkit) -> Iterator[Served]:
    with serve(app, box) as server:
        yield server


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 360, "height": 740},
        locale="ja-JP",
        base_url=served.url.replace("127.0.0.1", HALL),
    )
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


def _join(page: Page, code: str) -> None:
    page.goto(f"/j/{code}")
    page.get_by_label("名前かニックネーム").fill("はるか")
    page.get_by_label("班", exact=True).select_option("t1")
    page.get_by_role("button", name="参加する").click()
    page.wait_for_url("**/w/*")
    expect(page.locator("#connection")).to_have_text("● つながっています")


def _unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach((box) => { box.open = true; })")


def _send_card(page: Page, text: str) -> None:
    page.locator('#sheet-cards form[data-sheet] [name="q.text"]').fill(text)
    page.locator("#sheet-cards form[data-sheet] .main-button").click()
    expect(page.locator("#sheet-cards-status")).to_contain_text("✓ 保存しました")


def test_planted_faults_are_found(page: Page, axe: str) -> None:
    page.set_content(
        "<!doctype html><html lang='ja'><title>題</title><body style='margin:0'><main><h1>題</h1>"
        "<p style='color:#999;background:#fff'>うすい文字</p>"
        "<p style='white-space:nowrap'>とても長い文がここで折り返さずに右の端をこえてずっと続く</p>"
        "<div style='height:20px;overflow:hidden'>ここは切れる<br>二行目<br>三行目</div>"
        "<button style='height:20px;padding:0'>小さい</button>"
        "<button style='height:50px;outline:none'>輪なし</button>"
        "<button style='height:50px;transition:all 2s'>動く</button>"
        "<div style='position:fixed;bottom:0;left:0;right:0;height:60px;background:#eee'></div>"
        "<button style='position:fixed;bottom:5px;height:44px;z-index:-1'>かくれる</button>"
        "</main>"
    )

    assert [found.split(":")[0] for found in list_violations(page, axe)] == ["color-contrast"]
    assert {found.split(":")[0] for found in list_cut(page)} == {"wide", "cut"}
    assert len([found for found in list_small(page) if "小さい" in found]) == 1
    kinds = {found.split(":")[0] for found in list_lost_by_keys(page)}
    assert kinds >= {"no ring", "covered"}
    assert len(list_moving(page)) == 1


def _look_at(page: Page, axe: str, faults: list[str]) -> Look:
    def look(state: str) -> None:
        _unfold(page)
        found = list_violations(page, axe) + list_small(page) + list_cut(page)
        faults.extend(f"{state}: {each}" for each in found)

    return look


def test_every_state_before_and_around_joining(page: Page, writing: str, axe: str) -> None:
    faults: list[str] = []
    look = _look_at(page, axe, faults)
    for path in ("/j", "/j?code=AB", f"/j/{writing}", f"/j/{writing}/privacy", "/j/readable"):
        page.goto(path)
        look(path.replace(writing, "CODE"))
    page.goto("/w/ZZZZZZ")
    look("no such workshop")
    page.goto(f"/j/{writing}")
    page.get_by_label("名前かニックネーム").fill("あ" * 90)
    page.get_by_role("button", name="参加する").click()
    name = page.get_by_label("名前かニックネーム")
    expect(name).to_have_attribute("aria-invalid", "true")
    expect(page.locator(f"#{name.get_attribute('aria-describedby')}")).to_contain_text("文字まで")
    look("join error")
    faults += [f"keys: {each}" for each in list_lost_by_keys(page)]
    name.fill("はるか")
    page.get_by_role("button", name="付ける", exact=True).click()
    page.wait_for_load_state()
    look("join with readings")

    assert faults == []


def test_every_state_of_writing_and_voting(page: Page, writing: str, axe: str) -> None:
    faults: list[str] = []
    look = _look_at(page, axe, faults)
    _join(page, writing)
    look("every kind of question")
    faults += [f"keys: {each}" for each in list_lost_by_keys(page)]
    page.locator("#sheet-cards form[data-sheet] .main-button").click()
    expect(page.locator("#sheet-cards .problem")).to_be_focused()
    look("missing words")
    page.locator("#sheet-cards .problem a").click()
    expect(page.locator('#sheet-cards [aria-invalid="true"]')).to_be_focused()
    _send_card(page, "長い言葉" * 15)
    look("saved")
    rooms.share(writing, "cards", on=True)
    rooms.open_votes(writing, "cards")
    rooms.post_notice(writing, "窓を開けます")
    rooms.start_timer(writing, 5)
    expect(page.locator("#vote-cards")).to_be_visible()
    expect(page.locator("#timer")).to_be_visible()
    look("votes, shared cards, notice and clock")
    page.context.set_offline(True)
    page.locator('#sheet-note [name="q.text"]').fill("つながらない")
    page.locator("#sheet-note form[data-sheet] .main-button").click()
    expect(page.locator("#connection")).to_contain_text("つながっていません")
    look("offline")
    page.context.set_offline(False)
    expect(page.locator("#leftover")).to_be_hidden()
    page.locator('#sheet-cards form[data-sheet] [name="q.text"]').fill("途中")
    rooms.go_to(writing, "meeting-1", "opening")
    expect(page.get_by_role("button", name="次へ進む")).to_be_visible()
    # It is said to readers, and whoever is writing is left where they are.
    expect(page.locator("#announce")).to_contain_text("進みました")
    expect(page.locator('#sheet-cards [name="q.text"]')).to_be_focused()
    look("room moved on")
    faults += [f"keys under the bar: {each}" for each in list_lost_by_keys(page)]
    assert faults == []


def test_states_of_closed_sheets_guides_boards_and_large_letters(
    page: Page, writing: str, axe: str
) -> None:
    faults: list[str] = []
    look = _look_at(page, axe, faults)
    _join(page, writing)
    _send_card(page, "一枚目")
    person = next(iter(participants.list_participants(writing)))
    hosts.mark_host(writing, person.id)
    rooms.close_worksheet(writing, "note")
    page.reload()
    expect(page.locator("#host")).to_be_visible()
    look("guide's view, closed sheet")
    page.goto(f"/j/{writing}/privacy")
    look("own words")
    for name, value in (("furigana", "on"), ("words", "easy"), ("text-size", "larger")):
        page.context.add_cookies([{"name": name, "value": value, "domain": HALL, "path": "/"}])
    page.goto(f"/w/{writing}")
    expect(page.locator("ruby").first).to_be_visible()
    look("readings, easy words, largest letters")
    faults += [f"moving: {each}" for each in list_moving(page)]
    page.context.clear_cookies(name="text-size")
    page.goto(f"/w/{writing}/board/cards")
    expect(page.locator("#lively")).to_be_visible()
    look("board")

    assert faults == []


def test_everything_from_joining_to_voting_and_grouping_goes_by_keys_alone(
    page: Page, writing: str
) -> None:
    page.goto(f"/j/{writing}")
    _press_on(page, page.get_by_label("名前かニックネーム"))
    page.keyboard.type("はるか")
    _press_on(page, page.get_by_role("button", name="参加する"), "Enter")
    page.wait_for_url("**/w/*")
    expect(page.locator("#connection")).to_have_text("● つながっています")
    for text in ("一枚目", "二枚目"):
        _press_on(page, page.locator('#sheet-cards form[data-sheet] [name="q.text"]'))
        page.keyboard.type(text)
        _press_on(page, page.locator("#sheet-cards form[data-sheet] .main-button"), "Enter")
        expect(page.locator("#sheet-cards .card", has_text=text)).to_be_visible()
    rooms.open_votes(writing, "cards")
    expect(page.locator("#vote-cards")).to_be_visible()
    _press_on(page, page.get_by_role("button", name="1票ふやす：一枚目"), "Enter")
    _press_on(page, page.get_by_role("button", name="投票する"), "Enter")
    expect(page.locator("#vote-cards-status")).to_contain_text("✓ 保存しました")
    _press_on(page, page.get_by_role("link", name="カードをまとめる"), "Enter")
    page.wait_for_url("**/board/cards")
    for text in ("一枚目", "二枚目"):
        _press_on(page, page.locator("#loners").get_by_role("checkbox", name=text), "Space")
    _press_on(page, page.get_by_role("button", name="まとめる", exact=True), "Enter")
    expect(page.get_by_role("textbox", name="表札（短い名前）")).to_be_focused()
    page.keyboard.type("ふたつの話")
    page.keyboard.press("Enter")

    expect(page.locator("#piles")).to_contain_text("一枚目")


def _press_on(page: Page, target: Locator, key: str = "") -> None:
    """Go to a thing by the tab key, as somebody without a mouse does, and press a key on it."""
    expect(target).to_be_visible()
    for _ in range(200):
        if target.evaluate("(one) => one === document.activeElement"):
            break
        page.keyboard.press("Tab")
    expect(target).to_be_focused()
    if key:
        page.keyboard.press(key)


def test_chosen_things_stay_apart_in_forced_colours(page: Page, writing: str) -> None:
    _join(page, writing)
    page.emulate_media(forced_colors="active")
    form = page.locator("#sheet-all-kinds form[data-sheet]")
    form.locator("label.row input[type=radio]").first.check()
    _unfold(page)

    apart = page.evaluate(
        """() => {
          const look = (one) => { const s = getComputedStyle(one);
            return [s.outlineStyle, s.outlineWidth, s.borderTopWidth, s.fontWeight].join(); };
          const rows = [...document.querySelectorAll('#sheet-all-kinds label.row')];
          const main = getComputedStyle(document.querySelector('.main-button'));
          const pressed = document.querySelector('[data-size][aria-pressed=true]');
          const other = document.querySelector('[data-size][aria-pressed=false]');
          return [look(rows.find((row) => row.querySelector(':checked')))
              !== look(rows.find((row) => !row.querySelector(':checked'))),
            look(pressed) !== look(other),
            parseFloat(main.borderTopWidth) > 0];
        }"""
    )

    assert apart == [True, True, True]
