import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace

import httpx2
import pytest
from starlette.types import ASGIApp

from tests.worksheets.phone.phones import Phone
from worksheets import participants, rooms, workshops
from worksheets.phone import visitors
from worksheets.phone.tries import Tries
from worksheets.records import Opened, TeamChoice


@pytest.fixture
def _few_tries(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An own count of wrong codes, so that tests do not use up each other's."""
    monkeypatch.setattr(visitors, "tries", Tries())
    return


def test_code_entry_is_a_plain_form(stranger: Phone) -> None:
    reply = stranger.client.get("/j")

    assert reply.status_code == 200
    assert '<form method="get" action="/j"' in reply.text
    assert "投影されている6文字の番号" in reply.text


@pytest.mark.parametrize("written", [str.lower, str.upper, lambda code: f" {code[:3]}-{code[3:]} "])
def test_code_typed_in_any_form_leads_to_the_join_page(
    stranger: Phone, written: Callable[[str], str]
) -> None:
    reply = stranger.client.get("/j", params={"code": written(stranger.code)})

    assert (reply.status_code, reply.headers["location"]) == (303, f"/j/{stranger.code}")


def test_code_typed_in_full_width_leads_to_the_join_page(stranger: Phone) -> None:
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in stranger.code)

    reply = stranger.client.get("/j", params={"code": wide})

    assert reply.headers["location"] == f"/j/{stranger.code}"


@pytest.mark.usefixtures("_few_tries")
@pytest.mark.parametrize(
    ("typed", "status", "said"),
    [
        ("", 400, "番号を入れてください"),
        ("ABC", 400, "番号は6文字です。いまは3文字です。"),
        ("ばんごう", 400, "「ばんごう」は使いません"),
        ("ABCDE0", 400, "番号に 0 は使われていません"),
        ("ZZZZZZ", 404, "この番号の研修は見つかりません"),
    ],
)
def test_wrong_code_says_what_is_wrong_and_keeps_what_was_typed(
    stranger: Phone, typed: str, status: int, said: str
) -> None:
    reply = stranger.client.get("/j", params={"code": typed})

    assert reply.status_code == status
    assert said in reply.text
    assert f'value="{typed}"' in reply.text


def test_join_page_says_what_happens_with_ones_words_before_joining(stranger: Phone) -> None:
    page = stranger.client.get(f"/j/{stranger.code}").text

    before, form = page.split("<form", 1)
    for words in (
        "この研修のまとめに使います。",
        "だれが見るか",
        "90日",
        "お名前や電話番号、だれのことか分かる事情は書かないで",
    ):
        assert words in before
    for name in ("name", "affiliation", "field", "team", "shared"):
        assert f'name="{name}"' in form


def test_joining_gives_a_cookie_that_scripts_cannot_read(stranger: Phone) -> None:
    reply = stranger.join(name="はな", affiliation="office", field="child", team="t2")

    assert (reply.status_code, reply.headers["location"]) == (303, f"/w/{stranger.code}")
    cookie = reply.headers["set-cookie"]
    assert cookie.startswith(f"phone-{stranger.code}=")
    assert {part.strip() for part in cookie.split(";")[1:]} == {
        "Path=/",
        "Max-Age=15552000",
        "HttpOnly",
        "SameSite=Lax",
    }
    (person,) = participants.list_participants(stranger.code)
    assert (person.name, person.affiliation, person.field, person.team) == (
        "はな",
        "office",
        "child",
        "t2",
    )


def test_cookie_behind_https_is_secure(stranger: Phone) -> None:
    reply = stranger.client.post(
        f"/j/{stranger.code}", data={"name": ""}, headers={"x-forwarded-proto": "https"}
    )

    assert "; Secure" in reply.headers["set-cookie"]


def test_joining_without_a_word_about_oneself_works(stranger: Phone) -> None:
    assert stranger.join(name="").status_code == 303


def test_coming_back_with_the_cookie_leads_to_the_same_person(phone: Phone) -> None:
    before = phone.state()["people"]

    reply = phone.client.get(f"/j/{phone.code}")

    assert (reply.status_code, reply.headers["location"]) == (303, f"/w/{phone.code}")
    assert phone.state()["people"] == before


def test_second_tap_on_join_makes_no_second_participant(phone: Phone) -> None:
    phone.join(name="はな")

    assert len(participants.list_participants(phone.code)) == 1


def test_joining_anew_on_the_same_phone_makes_another_participant(phone: Phone) -> None:
    assert 'name="new"' in phone.client.get(f"/j/{phone.code}?new=1").text

    phone.join(name="つぎの人", new="1")

    assert [person["name"] for person in phone.state()["people"]] == ["つぎの人"]
    assert len(participants.list_participants(phone.code)) == 2


def test_joining_late_works(stranger: Phone) -> None:
    rooms.go_to(stranger.code, "meeting-2", "again")

    stranger.join(name="おくれた人")

    assert stranger.state()["step"]["key"] == "again"


def test_joining_after_the_close_says_so(stranger: Phone, opened: Opened) -> None:
    options = replace(opened.workshop.options, joining_open=False)
    workshops.change_options(stranger.code, options)

    assert "受け付けを終えています" in stranger.client.get(f"/j/{stranger.code}").text
    assert stranger.join(name="").status_code == 409


def test_refused_join_form_keeps_what_was_typed(stranger: Phone) -> None:
    reply = stranger.join(name="な" * 41, affiliation="partner")

    assert reply.status_code == 400
    assert "40文字まで" in reply.text
    assert f'value="{"な" * 41}"' in reply.text
    assert '<option value="partner" selected>' in reply.text


def test_joining_with_an_unknown_affiliation_is_refused(stranger: Phone) -> None:
    assert stranger.join(affiliation="宇宙人").status_code == 400


def test_assigned_teams_are_not_offered_to_single_people(stranger: Phone, opened: Opened) -> None:
    options = replace(opened.workshop.options, team_choice=TeamChoice.ASSIGN)
    workshops.change_options(stranger.code, options)

    page = stranger.client.get(f"/j/{stranger.code}").text

    assert "おまかせで決まります" in page


def test_shared_terminal_puts_the_person_switcher_first(stranger: Phone) -> None:
    stranger.join(team="t1", shared="1")

    page = stranger.page()

    assert page.index("いま書いている人") < page.index("<h1")


@pytest.mark.usefixtures("_few_tries")
def test_unknown_code_is_not_found_everywhere(stranger: Phone) -> None:
    for path in ("/j/ZZZZZZ", "/w/ZZZZZZ", "/w/ZZZZZZ/state", "/w/ZZZZZZ/events"):
        assert stranger.client.get(path).status_code == 404
    assert stranger.client.post("/j/ZZZZZZ", data={"name": ""}).status_code == 404
    assert stranger.client.post("/w/ZZZZZZ/answers", json={}).status_code == 404


def test_page_without_joining_leads_to_the_join_form(stranger: Phone) -> None:
    reply = stranger.get()

    assert (reply.status_code, reply.headers["location"]) == (303, f"/j/{stranger.code}")


def _guess_much(number: int = 320) -> None:
    for _ in range(number):
        visitors.tries.count("testclient")


@pytest.mark.usefixtures("_few_tries")
def test_guessing_codes_is_slowed_down_but_joined_phones_go_on(
    phone: Phone, stranger: Phone
) -> None:
    replies = [stranger.client.get("/j/ZZZZZZ").status_code for _ in range(20)]
    assert (replies, visitors.tries.wait_for("testclient")) == ([404] * 20, 0)
    _guess_much()
    waited: list[str] = []

    async def note(address: str) -> None:
        waited.append(address)

    visitors.tries.take_turn = note  # type: ignore[method-assign] -- who waits is looked at
    assert visitors.tries.wait_for("testclient") > 0
    assert (phone.get().status_code, waited) == (200, [])
    assert (stranger.client.get(f"/j/{stranger.code}").status_code, len(waited)) == (200, 1)
    stranger.client.cookies.set(f"phone-{stranger.code}", "x" * 32)
    stranger.client.get(f"/j/{stranger.code}")
    assert len(waited) == 2


def test_forty_people_come_in_while_somebody_at_their_address_guesses(
    app: ASGIApp, writing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visitors, "tries", Tries(longest=0.05))
    _guess_much(2000)

    async def hall() -> tuple[list[int], list[int]]:
        transport = httpx2.ASGITransport(app=app, client=("192.168.0.7", 1))
        async with httpx2.AsyncClient(transport=transport, base_url="http://hall.example") as web:

            async def join(number: int) -> int:
                reply = await web.post(f"/j/{writing}?n={number}", data={"new": "1"})
                return reply.status_code

            async def guess() -> int:
                return (await web.get("/j/ZZZZZZ")).status_code

            people = [join(number) for number in range(40)]
            found = await asyncio.gather(*people, *(guess() for _ in range(100)))
            return found[:40], found[40:]

    came_in, guessed = asyncio.run(hall())

    assert came_in == [303] * 40
    assert set(guessed) == {404}
    assert len(participants.list_participants(writing)) == 40


def test_new_code_lets_newcomers_in_and_the_old_one_says_whom_to_ask(
    phone: Phone, stranger: Phone
) -> None:
    old = stranger.code
    new = workshops.renew_joining_code(old)

    refused = stranger.client.get(f"/j/{old}")
    typed = stranger.client.get("/j", params={"code": old})
    posted = stranger.client.post(f"/j/{old}", data={"name": ""})
    assert [one.status_code for one in (refused, typed, posted)] == [404] * 3
    assert "進行役に声をかけて" in refused.text
    assert stranger.client.get("/j", params={"code": new}).headers["location"] == f"/j/{new}"
    assert f'action="/j/{new}"' in stranger.client.get(f"/j/{new}").text
    joined = stranger.client.post(f"/j/{new}", data={"name": "あと"})
    assert (joined.status_code, joined.headers["location"]) == (303, f"/w/{old}")
    assert stranger.get().status_code == 200
    assert phone.get().status_code == 200


def test_those_who_are_in_stay_in_with_the_old_code(phone: Phone) -> None:
    workshops.renew_joining_code(phone.code)
    third = workshops.renew_joining_code(phone.code)

    reply = phone.client.get(f"/j/{phone.code}")

    assert (reply.status_code, reply.headers["location"]) == (303, f"/w/{phone.code}")
    assert phone.client.get(f"/j/{third}").headers["location"] == f"/w/{phone.code}"


def test_code_of_a_code_before_the_last_leads_nowhere(stranger: Phone) -> None:
    second = workshops.renew_joining_code(stranger.code)
    workshops.renew_joining_code(stranger.code)

    assert stranger.client.get(f"/j/{second}").status_code == 404


def test_join_without_a_body_is_an_empty_form(stranger: Phone) -> None:
    reply = stranger.client.post(f"/j/{stranger.code}")

    assert (reply.status_code, reply.headers["location"]) == (303, f"/w/{stranger.code}")
    assert stranger.client.get(f"/w/{stranger.code}/state").status_code == 200


def test_program_that_has_not_joined_hears_it_as_json(stranger: Phone) -> None:
    page = f"/w/{stranger.code}"

    reply = stranger.client.get(page, headers={"accept": "application/json"})

    assert (reply.status_code, reply.json()["ok"]) == (401, False)
    assert stranger.client.get(page, headers={"accept": "text/html"}).status_code == 303
