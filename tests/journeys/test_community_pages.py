"""The pages that only 地域づくり編 has speak Japanese: console, field note, wall."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.console import Console
from tests.journeys.hall import Hall, Opened
from tests.journeys.phones import Phone
from tests.journeys.teammates import Teammate
from tests.journeys.texts import list_latin, list_texts
from tests.journeys.walls import Wall

pytestmark = pytest.mark.journey

HEARD = {
    "t1": ("服の交換会の人", {"worries": "捨てられない服が、たまるばっかり"}),
    "t2": ("直すのが好きな人", {"can-do": "服のほつれなら、たいてい直せるわよ"}),
}
PAGES = {
    "訪問": ("進みぐあい", "聞いた話を読む", "声かけの文"),
    "声と重なり": ("声", "重なり", "地図"),
}
NOTE = ("", "visits", "visit-form/new", "guide/0", "records", "returns", "unsent")


@pytest.fixture
def town(hall: Hall) -> Opened:
    """A workshop in which two people were heard, one of each team."""
    opened = hall.open_workshop("community-building", title="町を歩く研修", teams=2)
    hall.go(opened.code, "fieldwork/visit")
    for team, (who, said) in HEARD.items():
        with Teammate(hall, opened.code, name=f"{team}の人", team=team) as mate:
            mate.send("visit-plan", whom=f"{who}の店", tie="thin", state="met")
            visit = mate.find_option("interview-record", "visit", f"{who}の店")
            promised = {"return-what": "紙1枚で伝えに行く", "return-day": "2026-11-01"}
            mate.send(
                "interview-record", who=who, visit=[visit], sharing="anonymous", **said, **promised
            )
    return opened


def test_pages_of_the_fieldwork_speak_japanese(
    hall: Hall, town: Opened, console: Console, wall: Wall, take_phone: Callable[[], Phone]
) -> None:
    wall.show(town.code, key=town.key)
    expect(wall.words).to_contain_text("訪ねる予定", use_inner_text=True)
    texts = set(list_texts(wall.page))
    phone = take_phone().come_in(town.code, name="はるか")
    texts |= _read_note(phone)

    hall.go(town.code, "meeting-2/overlaps")
    phone.page.goto(f"{hall.address}/w/{town.code}")
    expect(phone.page.get_by_text("この重なりをカードにする").first).to_be_visible(timeout=45_000)
    texts |= set(list_texts(phone.page))
    console.sign_in()
    console.lead(town.code)
    for name, tabs in PAGES.items():
        console.turn_to(name)
        for tab in tabs:
            console.page.get_by_role("tab", name=tab, exact=True).click()
            console.settle()
            texts |= set(list_texts(console.page))
            console.picture(f"{name}-{tab}")

    assert len(texts) > 150
    assert any("捨てられない服" in text for text in texts)
    assert list_latin(texts, known=(*hall.list_codes(), town.key)) == []


def _read_note(phone: Phone) -> set[str]:
    """Return the texts of the field note, screen by screen."""
    phone.page.get_by_role("link", name="訪問ノートをひらく").click()
    expect(phone.page.get_by_role("heading", level=1)).to_have_text("訪問ノート")
    texts: set[str] = set()
    for place in NOTE:
        phone.page.evaluate("(place) => { location.hash = place; }", place)
        texts |= set(list_texts(phone.page))
    return texts
