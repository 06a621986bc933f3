"""One team's phones in a real browser: who is writing, what was stored meanwhile, nothing lost."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from starlette.types import ASGIApp

from tests.worksheets.phone.phones import HALL
from tests.worksheets.phone.serving import Served, serve
from worksheets import answers, participants, teams
from worksheets.pens import Pens
from worksheets.phone import team_sheets
from worksheets.toolkit import Toolkit

pytestmark = pytest.mark.journey

_FORM = "#sheet-together form[data-sheet]"


@pytest.fixture
def served(app: ASGIApp, box: Toolkit) -> Iterator[Served]:
    with serve(app, box) as server:
        yield server


@pytest.fixture
def open_phone(
    browser: Browser, served: Served, writing: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Page]]:
    monkeypatch.setattr(team_sheets, "_pens", Pens())
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    def open_one(name: str, team: str = "t1") -> Page:
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
        page.get_by_label("名前かニックネーム").fill(name)
        page.get_by_label("班", exact=True).select_option(team)
        page.get_by_role("button", name="参加する").click()
        page.wait_for_url("**/w/*")
        expect(page.locator("#connection")).to_have_text("● つながっています")
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert troubles == []


def _write(page: Page, text: str) -> None:
    page.locator(f'{_FORM} [name="q.text"]').fill(text)


def _send(page: Page) -> None:
    page.locator(f"{_FORM} .main-button").click()


def _keep_picture(page: Page, name: str) -> None:
    folder = os.environ.get("TEAM_PICTURES")
    if folder:
        page.locator("#sheet-together").scroll_into_view_if_needed()
        page.screenshot(path=Path(folder) / f"{name}.png")


def test_team_mates_see_who_writes_and_then_what_was_saved(
    open_phone: Callable[..., Page],
) -> None:
    writer, mate, stranger = open_phone("はな"), open_phone("ゆう"), open_phone("そら", "t2")

    _write(writer, "いま書いている話")
    expect(mate.locator("#sheet-together .writing-now")).to_contain_text("はなさんが書いています")
    _keep_picture(mate, "writing-now")
    _send(writer)

    expect(mate.locator("#sheet-together .mine")).to_contain_text("いま書いている話")
    expect(mate.locator("#sheet-together .writing-now")).to_have_count(0)
    expect(writer.locator("#sheet-together .writing-now")).to_have_count(0)
    expect(stranger.locator("#sheet-together .mine")).to_have_count(0)


def test_words_typed_while_another_saves_stay_beside_theirs(
    open_phone: Callable[..., Page], code: str
) -> None:
    first, second = open_phone("はな"), open_phone("ゆう")
    _write(second, "ゆうの書きかけ")
    _write(first, "はなの話")
    _send(first)

    note = second.locator(f"{_FORM} .overtaken")
    expect(note).to_contain_text("班のほかの人が、先に保存しました")
    expect(note).to_contain_text("はなの話")
    expect(second.locator(f'{_FORM} [name="q.text"]')).to_have_value("ゆうの書きかけ")
    _keep_picture(second, "overtaken")
    _send(second)
    expect(second.locator(f"{_FORM} .problem-text")).to_contain_text("先に別の人がこの回答を直した")
    expect(note).to_contain_text("はなの話")
    _keep_picture(second, "refused")

    [kept] = answers.list_answers(code, "together")
    assert kept.values == {"text": "はなの話"}
    _write(second, "はなの話と、ゆうの話")
    _send(second)
    expect(first.locator("#sheet-together .mine")).to_contain_text("はなの話と、ゆうの話")
    [kept] = answers.list_answers(code, "together")
    assert (kept.values, kept.version) == ({"text": "はなの話と、ゆうの話"}, 2)


def test_overtaken_words_can_be_given_up(open_phone: Callable[..., Page], code: str) -> None:
    first, second = open_phone("はな"), open_phone("ゆう")
    _write(second, "ゆうの書きかけ")
    _write(first, "はなの話")
    _send(first)

    second.get_by_role("button", name="自分の書きかけをやめる").click()

    expect(second.locator(f"{_FORM}")).to_have_count(0)
    expect(second.locator("#sheet-together .mine")).to_contain_text("はなの話")
    second.reload()
    expect(second.locator("#sheet-together .mine")).to_contain_text("はなの話")
    assert "ゆうの書きかけ" not in second.locator("body").inner_text()
    [kept] = answers.list_answers(code, "together")
    assert kept.values == {"text": "はなの話"}


def test_two_correct_one_saved_answer_at_once(open_phone: Callable[..., Page], code: str) -> None:
    first, second = open_phone("はな"), open_phone("ゆう")
    _write(first, "はじめの話")
    _send(first)
    for page in (first, second):
        page.locator("#sheet-together .mine").get_by_role("link", name="直す").click()
        expect(page.locator(f'{_FORM} [name="q.text"]')).to_have_value("はじめの話")
    _write(second, "ゆうが直した話")
    _write(first, "はなが直した話")
    _send(first)

    expect(second.locator(f"{_FORM} .overtaken")).to_contain_text("はなが直した話")
    _send(second)
    expect(second.locator(f"{_FORM} .problem-text")).to_contain_text("先に別の人")

    [kept] = answers.list_answers(code, "together")
    assert kept.values == {"text": "はなが直した話"}
    assert [one["text"] for one in answers.list_versions(code, kept.id)] == [
        "はじめの話",
        "はなが直した話",
    ]


def test_words_added_right_after_saving_are_nobody_elses(
    open_phone: Callable[..., Page], code: str
) -> None:
    page = open_phone("はな")
    for number, text in enumerate(("一つ目", "一つ目、二つ目", "一つ目、二つ目、三つ目"), 1):
        if number > 1:
            page.locator("#sheet-together .mine").get_by_role("link", name="直す").click()
        _write(page, text)
        _send(page)
        expect(page.locator("#sheet-together .mine")).to_contain_text(text)
        expect(page.locator(f"{_FORM} .overtaken")).to_have_count(0)

    [kept] = answers.list_answers(code, "together")
    assert kept.version == 3


def test_guide_sees_the_team_get_on(
    open_phone: Callable[..., Page],
) -> None:
    guide, mate = open_phone("はな"), open_phone("ゆう")
    guide.locator("summary", has_text="班の進行役になる").click()
    guide.get_by_role("button", name="班の進行役になる").click()
    host = guide.locator("#host")
    expect(host).to_contain_text("1班の進行役のあなたへ")
    expect(guide.locator("#connection")).to_have_text("● つながっています")

    mate.locator('#sheet-note form[data-sheet] [name="q.text"]').fill("一人で書く話")
    mate.locator("#sheet-note form[data-sheet] .main-button").click()

    expect(host).to_contain_text("1 / 2人", timeout=20_000)
    _keep_picture(guide, "guide")
    assert "一人で書く話" not in guide.locator("body").inner_text()


def test_moved_person_reads_the_new_team(open_phone: Callable[..., Page], code: str) -> None:
    page = open_phone("はな")
    expect(page.locator("#now .team")).to_have_text("1班")
    [person] = participants.list_participants(code)

    teams.move_people(code, [person.id], "t2")

    expect(page.locator("#now .team")).to_have_text("2班")
