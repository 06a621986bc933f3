"""Larger letters, readings and easy Japanese: chosen on the phone, kept there, without scripts."""

import gzip
import re
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from programs.furigana import get_furigana
from programs.reading import read_program
from tests.worksheets.phone.phones import Phone
from worksheets import rooms, workshops
from worksheets.phone import rendering
from worksheets.records import Options
from worksheets.toolkit import Toolkit

WIRE = 40 * 1024
HERE = Path(rendering.__file__).parent
RUBY = re.compile(r"<ruby>(.*?)<rt aria-hidden='true'>(.*?)</rt></ruby>")
_SHUT = re.compile(r"<(option|title|textarea)\b[^>]*>.*?</\1>", re.DOTALL)


def choose(phone: Phone, back: str = "", **chosen: str) -> str:
    """Press one of the panel's buttons and return where that leads."""
    form = {
        "back": back or f"/w/{phone.code}",
        **{k.replace("_", "-"): v for k, v in chosen.items()},
    }
    reply = phone.client.post("/j/readable", data=form)
    assert reply.status_code == 303
    return str(reply.headers["location"])


def test_page_is_as_before_until_somebody_chooses(phone: Phone) -> None:
    page = phone.page()

    assert "<ruby>" not in page
    assert '<html lang="ja">' in page


@pytest.mark.parametrize("size", ["large", "larger"])
def test_size_is_remembered_without_scripts(phone: Phone, size: str) -> None:
    assert choose(phone, text_size=size) == f"/w/{phone.code}"

    page = phone.page()
    assert f'<html lang="ja" class="{size}">' in page
    assert f'data-size="{size}" aria-pressed="true"' in page
    choose(phone, text_size="normal")
    assert '<html lang="ja">' in phone.page()


def test_readings_stand_above_the_words_of_page_and_program(phone: Phone) -> None:
    choose(phone, furigana="on")

    page = phone.page()
    join = phone.client.get(f"/j/{phone.code}?new=1").text

    assert ("参加", "さんか") in RUBY.findall(join)
    assert ("端末", "たんまつ") in RUBY.findall(page)
    choose(phone, furigana="off")
    assert "<ruby>" not in phone.page()


def test_words_of_participants_never_get_readings(phone: Phone) -> None:
    words = "地域の会議で相談を担当する参加者の名前"
    phone.send("cards", {"text": words})
    phone.send("note", {"text": words})
    rooms.share(phone.code, "cards", on=True)
    rooms.open_votes(phone.code, "cards")
    choose(phone, furigana="on")

    page = phone.page()

    # The very words are in the page, whole, wherever they are shown; none came back with readings.
    plain = phone.client.get(f"/w/{phone.code}", headers={"cookie": strip_furigana(phone)}).text
    assert plain.count(words) > 3
    assert page.count(words) == plain.count(words)


def strip_furigana(phone: Phone) -> str:
    found = {c.name: c.value for c in phone.client.cookies.jar}
    phone.client.cookies.delete("furigana")
    return "; ".join(f"{name}={value}" for name, value in found.items() if name != "furigana")


def test_readings_stand_in_no_place_that_takes_no_markup(phone: Phone) -> None:
    choose(phone, furigana="on")

    for page in (phone.page(), phone.client.get("/j").text):
        assert "<ruby>" in page
        assert not [found for found in _SHUT.finditer(page) if "<ruby>" in found.group()]
        assert not re.search(r"""=["'][^"'<>]*<ruby>""", page)


def test_every_word_of_the_templates_has_a_reading_or_is_left_on_purpose() -> None:
    missing = {}
    for file in (HERE / "templates").glob("*.html"):
        text = re.sub(r"{[{%#].*?[%}#]}", "0\n", file.read_text("utf-8"), flags=re.DOTALL)
        text = re.sub(r"<[^>]*>", "\n", _SHUT.sub("", text))
        found = [word for line in text.split("\n") for word in get_furigana().list_missing(line)]
        if found:
            missing[file.name] = found

    assert missing == {}


def test_number_before_a_counting_word_is_not_read_as_a_word(phone: Phone) -> None:
    choose(phone, furigana="on")

    join = phone.client.get(f"/j/{phone.code}?new=1").text

    assert re.search(r"90日です", join)


def test_odd_choices_are_ignored_and_nobody_is_led_away(phone: Phone) -> None:
    for back in ("https://example.com/", "//example.com", "/signout", "/w/../x", "/w/A\r\nX: y"):
        assert choose(phone, back=back, furigana="on") == "/j"
    reply = phone.client.post("/j/readable", data={"back": "/j", "furigana": "x", "text-size": "9"})

    assert "set-cookie" not in reply.headers


def test_foreign_page_cannot_choose(phone: Phone) -> None:
    reply = phone.client.post(
        "/j/readable",
        data={"back": "/j", "furigana": "on"},
        headers={"origin": "http://elsewhere.example"},
    )

    assert reply.status_code == 403


def test_page_with_everything_chosen_stays_small(phone: Phone) -> None:
    for number in range(20):
        phone.send("cards", {"text": f"会議のもやもや{number}" * 3})
    choose(phone, furigana="on")
    choose(phone, words="easy")
    choose(phone, text_size="larger")

    page = gzip.compress(phone.page().encode(), 3)
    style, script = rendering.list_assets()[:2]

    assert len(page) + len(style.packed) + len(script.packed) <= WIRE


def test_easy_words_stand_in_place_of_the_usual_ones(app: Any, box: Toolkit) -> None:  # noqa: ARG001 -- the workshop lives in it
    program = read_program("team-building").program
    assert program is not None
    opened = workshops.open_workshop(
        program, title="研修", municipality="", options=Options(teams=workshops.make_teams(2))
    )
    code = opened.workshop.code
    rooms.go_to(code, "meeting-1", "moyamoya")
    phone = Phone(TestClient(app, follow_redirects=False), code)
    phone.join(team="t1")
    step = rooms.get_place(code).step
    assert step.easy

    usual = phone.page()
    choose(phone, words="easy")
    easy = phone.page()

    assert (step.instruction in usual, step.easy in usual) == (True, False)
    assert (step.instruction in easy, step.easy in easy) == (False, True)
