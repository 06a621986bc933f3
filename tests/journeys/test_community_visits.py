"""地域づくり編 by hand: out in the town without a network, voices, overlaps, a word taken back.

Twelve people in four teams: one phone of each team is watched, the others write as phones do.
"""

import base64
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browsers import find_program
from tests.facilitator.exports.unpacking import read_everything
from tests.journeys.console import Console
from tests.journeys.hall import Hall, Opened
from tests.journeys.outings import FieldPhone, KeptPhone
from tests.journeys.teammates import Teammate
from tests.journeys.visiting import (
    CLOTHES,
    IDEA,
    KEPT_IN_TEAM,
    MENDING,
    SPOKEN,
    TAKEN_BACK,
    TEAMS,
    WALLS,
    WISH,
    WORRY,
    come_home,
    go_out,
    plan_visits,
)
from tests.journeys.walls import Wall
from tests.journeys.windows import Windows

pytestmark = pytest.mark.journey


@pytest.fixture(scope="session")
def program() -> str:
    return find_program()


@pytest.fixture
def phones(
    program: str, windows: Windows, hall: Hall, tmp_path: Path
) -> tuple[KeptPhone, FieldPhone, FieldPhone, FieldPhone]:
    """One phone for each team; the first is closed and opened again days later."""
    first = KeptPhone(windows, hall, program, tmp_path / "phone")
    return (first, *(FieldPhone(windows, hall) for _ in range(3)))


@pytest.fixture
def town(hall: Hall) -> Opened:
    return hall.open_workshop("community-building", title="町を歩く研修", teams=len(TEAMS))


@pytest.fixture
def mates(hall: Hall, town: Opened) -> Iterator[dict[str, Teammate]]:
    """Two more people in each team; one of them writes."""
    with ExitStack() as stack:
        yield {
            team: stack.enter_context(Teammate(hall, town.code, name=f"{team}-{one}", team=team))
            for one in ("読む人", "書く人")
            for team in TEAMS
        }


@pytest.mark.timeout(300)  # a whole program; on a busy machine it takes minutes
def test_words_heard_in_the_town_become_an_idea_and_can_be_taken_back(
    hall: Hall,
    town: Opened,
    console: Console,
    wall: Wall,
    phones: tuple[KeptPhone, FieldPhone, FieldPhone, FieldPhone],
    mates: dict[str, Teammate],
) -> None:
    plan_visits(hall, town, phones)
    go_out(hall, town, phones, mates)
    come_home(hall, town, phones[0])
    _follow_on_console(console, town)
    wall.show(town.code, key=town.key)
    _hear_reports(hall, town, wall)
    _lay_out_voices(hall, town, console, wall, phones)
    _find_overlaps(hall, town, console, wall, phones)
    _have_an_idea(hall, town, wall, phones[3])
    _take_back(hall, town, console, wall, phones, mates)


def _follow_on_console(console: Console, town: Opened) -> None:
    console.sign_in()
    console.lead(town.code)
    console.turn_to("訪問")
    console.picture("4-visits")
    page = console.page.locator("body")
    expect(page).to_contain_text("予定 10件")
    expect(page).to_contain_text("書いた 10件")
    expect(page).to_contain_text("班の中だけの約束のものが1件、ほかの人には伝えない約束のものが1件")
    expect(page).not_to_contain_text(KEPT_IN_TEAM)


def _hear_reports(hall: Hall, town: Opened, wall: Wall) -> None:
    hall.go(town.code, "meeting-2/report")
    hall.order(town.code, "share", worksheet="interview-record", on=True)
    expect(wall.words).to_contain_text("1 / 8", use_inner_text=True)  # two are kept back
    wall.picture("5-record")
    hall.order(town.code, "spotlight", answer=_find_answer(hall, town, "interview-record", SPOKEN))
    expect(wall.words).to_contain_text(SPOKEN, use_inner_text=True)
    expect(wall.words).to_contain_text("商店街で店を開いている人", use_inner_text=True)


def _find_answer(hall: Hall, town: Opened, worksheet: str, words: str) -> str:
    """Return the id of the answer that says this."""
    given = hall.command("rehearsal-answers", code=town.code, worksheet=worksheet)["answers"]
    return next(str(one["id"]) for one in given if words in str(one["values"]))


def _lay_out_voices(
    hall: Hall, town: Opened, console: Console, wall: Wall, phones: tuple[FieldPhone, ...]
) -> None:
    hall.go(town.code, "meeting-2/voices")
    for phone in phones:
        phone.leave_note()
    sheet = phones[0].sheet("声のカード")
    expect(sheet.card(WORRY)).to_be_visible()
    phones[0].picture("6-voices")
    card = sheet.card(WORRY)
    card.get_by_role("button", name="このままでよい").click()
    expect(sheet.region.locator("[id$='-mine']")).to_contain_text(WORRY)
    expect(phones[1].sheet("声のカード").card(KEPT_IN_TEAM)).to_be_visible()
    hall.order(town.code, "share", worksheet="voices", on=True)
    expect(wall.words).to_contain_text(MENDING, use_inner_text=True)
    expect(wall.words).not_to_contain_text(KEPT_IN_TEAM)
    wall.picture("6-voices")
    console.turn_to("声と重なり")
    console.picture("6-voices")


def _find_overlaps(
    hall: Hall, town: Opened, console: Console, wall: Wall, phones: tuple[FieldPhone, ...]
) -> None:
    hall.go(town.code, "meeting-2/overlaps")
    offers = phones[3].page.locator(".offers li")
    expect(offers.first).to_be_visible()
    phones[3].picture("7-offers")
    _take_up_on_console(console)
    _take_up(phones[3], WISH, WALLS, name="店先と絵")
    _add_own(phones[2])
    for phone, title in ((phones[3], "店先と絵"), (phones[2], "待ち時間と昼の部屋")):
        expect(phone.sheet("重なりのカード").card(title)).to_be_visible()

    hall.order(town.code, "share", worksheet="overlaps", on=True)
    expect(wall.words).to_contain_text("店先と絵", use_inner_text=True)
    expect(wall.words).to_contain_text("直したい人と、直してほしい人", use_inner_text=True)
    expect(wall.words).not_to_contain_text(KEPT_IN_TEAM)
    wall.picture("7-overlaps")


def _take_up_on_console(console: Console) -> None:
    console.page.get_by_role("tab", name="重なり").click()
    cards = console.page.locator("[class*='st-key-proposal-']").filter(has_text=CLOTHES)
    card = cards.filter(has_text=MENDING).first
    expect(card).to_be_visible()
    console.settle()
    console.picture("7-overlaps")
    card.get_by_role("button", name="取り入れる").click()
    console.page.get_by_label("重なりの名前").fill("直したい人と、直してほしい人")
    console.page.get_by_role("button", name="この班のカードにする").click()
    expect(console.page.locator("body")).to_contain_text("取り入れた重なり 1件")


def _take_up(phone: FieldPhone, *words: str, name: str) -> None:
    """Make a card of the proposal that brings these words together."""
    offer = phone.page.locator(".offers li")
    for text in words:
        offer = offer.filter(has_text=text)
    offer = offer.first
    offer.get_by_role("link", name="この重なりをカードにする").click()
    sheet = phone.sheet("重なりのカード")
    expect(sheet.field("重なりをひとことで")).not_to_have_value("")  # the voices' own words
    sheet.field("重なりをひとことで").fill(name)
    sheet.field("なぜ、重なると思いましたか").fill("店先という言葉が、両方から出てきた")
    sheet.send()
    expect(offer).to_contain_text("✓ カードになりました")


def _add_own(phone: FieldPhone) -> None:
    """Bring two voices together that the tool did not."""
    sheet = phone.sheet("重なりのカード")
    sheet.field("重なりをひとことで").fill("待ち時間と昼の部屋")
    sheet.choose("一つ目の声", "病院の帰りに一局指したい")
    second = sheet.region.get_by_role("group", name="二つ目の声")
    second.get_by_text("ほかの班のもの").click()
    second.get_by_text("昼の三時間なら").click()
    sheet.choose("どんな重なりですか", "同じ時間")
    sheet.send()


def _have_an_idea(hall: Hall, town: Opened, wall: Wall, phone: FieldPhone) -> None:
    hall.go(town.code, "meeting-2/ideas")
    sheet = phone.sheet("アイデアのカード")
    sheet.field("テーマの名前").fill(IDEA)
    sheet.choose("もとになった重なり", "店先と絵")
    sheet.send()
    expect(sheet.card(IDEA)).to_be_visible()
    hall.order(town.code, "share", worksheet="ideas", on=True)
    hall.order(town.code, "spotlight", answer=_find_answer(hall, town, "ideas", IDEA))
    expect(wall.words).to_contain_text(WISH, use_inner_text=True)
    wall.picture("8-thread")


def _take_back(
    hall: Hall,
    town: Opened,
    console: Console,
    wall: Wall,
    phones: tuple[FieldPhone, ...],
    mates: dict[str, Teammate],
) -> None:
    hall.go(town.code, "meeting-2/closing")
    assert WISH in _export(hall, town)
    phones[0].open_note()
    phones[0].silence("商店街で店を開いている人")
    expect(phones[0].said).to_have_text("✓ 保存しました")
    phones[0].picture("9-silenced")

    # Whoever built on it is told, and keeps the own words.
    hall.go(town.code, "meeting-2/ideas")
    own = phones[3].sheet("アイデアのカード").card(IDEA)
    expect(own).to_contain_text("もとになった声が取り下げられました")
    phones[3].picture("9-lost-root")
    hall.go(town.code, "meeting-2/overlaps")
    expect(console.page.locator("body")).to_contain_text("もとになった声が取り下げられたもの")
    console.picture("9-lost-root")

    told = {"export": _export(hall, town)}
    told |= {f"mate of {team}": mate.read() for team, mate in mates.items()}
    told |= {
        f"phone of {team}": phone.page.content() for team, phone in zip(TEAMS, phones, strict=True)
    }
    told["console"] = console.page.content()
    told["kept on the phone"] = phones[0].page.evaluate("JSON.stringify(localStorage)")
    told |= _read_walls(hall, town, wall)
    assert IDEA in told["export"]
    assert all(any(words in text for text in told.values()) for words in (MENDING, CLOTHES))
    assert [(where, one) for where, text in told.items() for one in TAKEN_BACK if one in text] == []
    # What the second team may know stays with the second team.
    kept = [where for where, text in told.items() if KEPT_IN_TEAM in text]
    assert kept == ["mate of t2", "phone of t2"]


def _read_walls(hall: Hall, town: Opened, wall: Wall) -> dict[str, str]:
    """Show one sheet after the other, and return all that stands on the wall."""
    known = {
        "interview-record": CLOTHES,
        "voices": MENDING,
        "overlaps": "直したい人と、直してほしい人",
        "ideas": IDEA,
    }
    found = {}
    for key in known:
        hall.order(town.code, "share", worksheet=key, on=False)
    for key, words in known.items():
        hall.order(town.code, "share", worksheet=key, on=True)
        expect(wall.words).to_contain_text(words, use_inner_text=True)
        found[f"wall of {key}"] = wall.words.inner_text()
        wall.picture(f"9-{key}")
        hall.order(town.code, "share", worksheet=key, on=False)
    hall.order(town.code, "share", worksheet="ideas", on=True)
    hall.order(town.code, "spotlight", answer=_find_answer(hall, town, "ideas", IDEA))
    expect(wall.page.locator("#spot")).to_contain_text(IDEA)
    found["wall of the idea"] = wall.words.inner_text()
    wall.picture("9-idea")
    return found


def _export(hall: Hall, town: Opened) -> str:
    """Return every word in every file that can be made of the workshop."""
    made = hall.command("export", code=town.code, kind="bundle")
    return read_everything(base64.b64decode(made["content"]))
