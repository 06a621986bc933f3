"""What happens with words is told before joining, and one's own can be taken back for good."""

import re
from dataclasses import replace

from sqlalchemy import select

from tests.worksheets.phone.phones import Phone
from worksheets import answers, rooms, workshops
from worksheets.inspecting import inspect_database
from worksheets.participants import list_participants
from worksheets.tables import answers as answer_table
from worksheets.tables import submissions
from worksheets.toolkit import Toolkit

SECRET = "消してほしい言葉"


def read_stored(box: Toolkit) -> str:
    """Return everything that the database holds of what people sent, old versions too."""
    with box.database.read() as connection:
        rows = [
            *connection.execute(select(answer_table.c.given)),
            *connection.execute(select(submissions.c.given)),
        ]
    return "".join(row.given for row in rows)


def erase(phone: Phone, **fields: str) -> int:
    return phone.client.post(f"/j/{phone.code}/privacy", data=fields).status_code


def test_purpose_days_and_request_stand_before_the_form(stranger: Phone) -> None:
    options = workshops.get_workshop(stranger.code).options
    workshops.change_options(
        stranger.code, replace(options, purpose="町の計画を考えるため", retention_days=45)
    )

    page = stranger.client.get(f"/j/{stranger.code}").text

    before = page[: page.index("<form")]
    assert "町の計画を考えるため" in before
    assert re.search("終わってから45日です", before)
    assert "お名前や電話番号" in before
    assert f'href="/j/{stranger.code}/privacy"' in before


def test_name_is_asked_as_a_choice_and_may_stay_empty(stranger: Phone) -> None:
    page = stranger.client.get(f"/j/{stranger.code}").text

    assert "書かなくてもよい" in page[page.index('for="name"') : page.index('id="name"')]
    assert stranger.join().status_code == 303
    assert [one.name for one in list_participants(stranger.code)] == [""]


def test_notice_is_open_to_all_and_shows_words_only_to_their_writer(
    phone: Phone, stranger: Phone
) -> None:
    phone.send("cards", {"text": SECRET})

    assert SECRET in phone.client.get(f"/j/{phone.code}/privacy").text
    page = stranger.client.get(f"/j/{phone.code}/privacy")
    assert page.status_code == 200
    assert SECRET not in page.text
    assert erase(stranger) == 401
    assert len(answers.list_answers(phone.code, "cards")) == 1


def test_own_words_are_gone_with_all_versions_and_name_even_after_the_meeting(
    phone: Phone, box: Toolkit
) -> None:
    first = phone.send("cards", {"text": SECRET}).json()["answer_id"]
    phone.send("cards", {"text": f"{SECRET}を直した"}, answer_id=first)
    phone.send("note", {"text": SECRET})
    rooms.go_to(phone.code, "meeting-2", "again")
    options = workshops.get_workshop(phone.code).options
    workshops.change_options(phone.code, replace(options, joining_open=False))
    assert read_stored(box).count(SECRET) > 3

    assert erase(phone) == 303

    assert SECRET not in read_stored(box)
    assert answers.list_answers(phone.code, "cards") == ()
    assert [one.name for one in list_participants(phone.code)] == [""]
    assert "残っていません" in phone.client.get(f"/j/{phone.code}/privacy").text
    assert erase(phone) == 303  # twice is harmless
    assert inspect_database(box.database).damage == ()


def test_words_of_others_and_of_the_team_stay(
    make_phone: object, phone: Phone, box: Toolkit
) -> None:
    other: Phone = make_phone(name="けん")  # type: ignore[operator] -- the fixture makes phones
    other.send("cards", {"text": "ほかの人の言葉"})
    phone.send("cards", {"text": SECRET})
    phone.send("together", {"text": "班の言葉"})

    erase(phone)

    stored = read_stored(box)
    assert SECRET not in stored
    assert "ほかの人の言葉" in stored
    assert "班の言葉" in stored


def test_letter_that_comes_late_does_not_bring_the_words_back(phone: Phone, box: Toolkit) -> None:
    body = {"sent_id": "late", "worksheet": "cards", "values": {"text": SECRET}}
    phone.post("/answers", body)

    erase(phone)
    phone.post("/answers", body)

    assert SECRET not in read_stored(box)


def test_phone_erases_only_for_people_it_writes_for(
    make_phone: object, phone: Phone, box: Toolkit
) -> None:
    other: Phone = make_phone(name="けん")  # type: ignore[operator] -- the fixture makes phones
    other.send("cards", {"text": SECRET})
    stranger_id = next(one.id for one in list_participants(phone.code) if one.name == "けん")

    assert erase(phone, person=stranger_id) == 403
    assert SECRET in read_stored(box)
