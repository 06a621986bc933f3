"""The field note's addresses: the page that may be kept, and what a team knows beside it."""

import base64
import hashlib
import re
from collections.abc import Callable

import pytest

from tests.worksheets.phone.fieldwork import CONSENT, open_town
from tests.worksheets.phone.phones import Phone
from worksheets import answers, rooms
from worksheets.phone.rendering import list_assets
from worksheets.records import Submission
from worksheets.toolkit import Toolkit

WEEKS = 60 * 24 * 60 * 60


@pytest.fixture
def one(make_phone: Callable[..., Phone], town: str) -> Phone:
    return make_phone(town, name="はな")


def visit(phone: Phone, **values: str) -> str:
    reply = phone.send("visits", {"whom": "豆腐屋さん", "state": "dated", **values})
    assert reply.status_code == 200, reply.text
    return str(reply.json()["answer_id"])


def test_page_names_nobody_and_may_be_kept_for_weeks(one: Phone, stranger: Phone) -> None:
    visit(one)

    page = one.get("/field")
    same = stranger.client.get(f"/w/{one.code}/field")

    assert page.headers["cache-control"] == f"private, max-age={WEEKS}"
    assert page.content == same.content
    assert "豆腐屋さん" not in page.text
    assert "set-cookie" not in page.headers


def test_page_carries_everything_inside_and_allows_only_that(one: Phone) -> None:
    page = one.get("/field")

    assert re.findall(r"(?:src|href)=\"([^\"]*)\"", page.text) == [
        "data:,",
        f"/w/{one.code}?plain=1",
        f"/w/{one.code}",
    ]
    policy = page.headers["content-security-policy"]
    for tag in ("style", "script"):
        (inside,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page.text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy
    assert "unsafe" not in policy
    assert page.headers["x-content-type-options"] == "nosniff"


def test_page_is_small_and_asked_for_again_costs_nothing(one: Phone) -> None:
    page = one.client.get(f"/w/{one.code}/field", headers={"accept-encoding": "gzip"})
    assert int(page.headers["content-length"]) <= 40 * 1024

    again = one.client.get(f"/w/{one.code}/field", headers={"if-none-match": page.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["cache-control"] == f"private, max-age={WEEKS}"


def test_program_without_interviews_has_no_field_note(phone: Phone) -> None:
    assert [phone.get(path).status_code for path in ("/field", "/field/state")] == [404, 404]
    assert phone.get("/field/worker.js").status_code == 404
    assert "訪問ノート" not in phone.page()


def test_worker_may_serve_only_the_field_note(one: Phone) -> None:
    worker = one.get("/field/worker.js")

    assert worker.headers["content-type"].startswith("text/javascript")
    assert worker.headers["service-worker-allowed"] == f"/w/{one.code}/field"
    assert worker.headers["cache-control"] == "no-cache"


def test_state_tells_a_team_its_own_and_nobody_elses(
    one: Phone, make_phone: Callable[..., Phone], town: str
) -> None:
    key = visit(one)
    one.send("records", {"who": "店の人", "sharing": "team", "visit": [key]})
    one.send("guide", {"consent": "班の約束"})
    other = make_phone(town)
    other.client.cookies.clear()
    other.client.post(f"/j/{town}", data={"team": "t2"})

    state = one.get("/field/state").json()
    foreign = other.get("/field/state").json()

    assert [each["values"]["whom"] for each in state["visits"]] == ["豆腐屋さん"]
    assert [each["values"]["visit"] for each in state["records"]] == [[key]]
    assert state["guide"] == {"consent": "班の約束"}
    assert (state["team"], state["team_name"], state["code"]) == ("t1", "1班", town)
    assert state["open"] == {"visits": True, "guide": True, "records": True}
    assert (foreign["team"], foreign["visits"], foreign["records"]) == ("t2", [], [])
    assert foreign["guide"] is None


def test_state_names_the_page_it_belongs_to(one: Phone) -> None:
    tag = one.get("/field/state").json()["page"]

    assert f'data-page="{tag}"' in one.get("/field").text


def test_state_is_only_for_those_who_joined(stranger: Phone, town: str) -> None:
    reply = stranger.client.get(f"/w/{town}/field/state")

    assert (reply.status_code, reply.json()["ok"]) == (401, False)


def test_words_of_a_silent_record_are_not_stored(one: Phone) -> None:
    told = {
        "who": "店の人",
        "sharing": "none",
        "place": "店先",
        "words": [{"word": "ここだけの話"}],
        "values": "ここだけの話",
        "noticed": "ここだけの話",
        "return-what": "お礼に行く",
    }
    kept = {"who": "店の人", "sharing": "none", "return-what": "お礼に行く"}

    assert one.send("records", told).status_code == 200
    plain = {f"q.{key}": text for key, text in told.items() if isinstance(text, str)}
    page = one.fill(
        "/answers",
        {**plain, "q.words.0.word": "ここだけの話", "worksheet": "records", "sent_id": "plain"},
    )

    assert page.status_code == 303
    stored = answers.list_answers(one.code, "records")
    assert [dict(answer.values) for answer in stored] == [kept, kept]
    assert all(answers.list_versions(one.code, answer.id) == (kept,) for answer in stored)


def test_record_made_silent_later_keeps_no_words(one: Phone) -> None:
    sent = one.send("records", {"who": "店の人", "sharing": "team", "values": "朝の豆"})
    key = sent.json()["answer_id"]

    one.send("records", {"who": "店の人", "sharing": "none", "values": "朝の豆"}, answer_id=key)

    (record,) = one.get("/field/state").json()["records"]
    assert record["values"] == {"who": "店の人", "sharing": "none"}
    assert record["version"] == 2


def test_records_are_taken_weeks_later_in_another_meeting(one: Phone, town: str) -> None:
    rooms.go_to(town, "meeting-2", "overlaps")

    assert one.get("/field/state").json()["open"] == {
        "visits": True,
        "guide": True,
        "records": True,
    }
    assert one.send("records", {"who": "店の人", "sharing": "team"}).status_code == 200
    assert "records" not in [sheet["key"] for sheet in one.state()["worksheets"]]


def test_records_are_taken_when_the_room_jumped_over_the_fieldwork(
    make_phone: Callable[..., Phone], town: str
) -> None:
    rooms.go_to(town, "meeting-1", "opening")
    rooms.go_to(town, "meeting-2", "heard")

    assert make_phone(town).send("records", {"who": "人", "sharing": "team"}).status_code == 200


def test_records_are_not_taken_before_the_fieldwork(
    box: Toolkit,  # noqa: ARG001 -- the workshop lives in it
    make_phone: Callable[..., Phone],
) -> None:
    code = open_town().workshop.code
    phone = make_phone(code)

    assert phone.send("records", {"who": "人", "sharing": "team"}).status_code == 409
    assert phone.get("/field/state").json()["open"]["records"] is False
    assert "訪問ノート" not in phone.page()


def test_records_closed_by_hand_stay_closed_until_a_step_opens_them(one: Phone, town: str) -> None:
    rooms.close_worksheet(town, "records")
    assert one.send("records", {"who": "人", "sharing": "team"}).status_code == 409
    rooms.go_to(town, "meeting-2", "heard")
    assert one.send("records", {"who": "人", "sharing": "team"}).status_code == 409
    assert one.get("/field/state").json()["open"]["records"] is False

    rooms.close_worksheet(town, "visits")  # here it is open though no step shows it
    assert one.send("visits", {"whom": "人"}).status_code == 409
    rooms.go_to(town, "walk", "visit")

    assert one.send("records", {"who": "人", "sharing": "team"}).status_code == 200


def test_other_worksheets_close_with_their_meeting_as_before(one: Phone, town: str) -> None:
    rooms.go_to(town, "meeting-2", "overlaps")
    rooms.go_to(town, "meeting-1", "opening")

    assert one.send("overlaps", {"name": "重なり"}).status_code == 409


def test_work_page_leads_to_the_field_note_and_keeps_a_plain_form(one: Phone) -> None:
    key = visit(one, state="met")
    one.send("records", {"who": "人", "sharing": "team", "visit": [key], "return-what": "お礼"})

    page = one.page()

    assert "会う人 1件（話を聞いた 1件）　記録 1枚　これからのお返し 1件" in page
    assert f'href="/w/{one.code}/field">訪問ノートをひらく</a>' in page
    assert '<details id="sheet-records-plain" class="more">' in page
    assert 'name="q.who"' in page


def test_work_page_of_a_later_meeting_still_leads_to_the_field_note(one: Phone, town: str) -> None:
    rooms.go_to(town, "meeting-2", "heard")

    assert "訪問ノートをひらく" in one.page()
    assert 'name="q.who"' not in one.page()


def test_phone_without_scripts_writes_the_fieldwork_in_any_meeting(one: Phone, town: str) -> None:
    rooms.go_to(town, "meeting-2", "heard")
    page = one.page(plain="1")
    assert f'action="/w/{town}/answers?plain=1"' in page
    assert '<details id="sheet-records-plain" class="more" open>' in page

    sent = one.fill(
        "/answers",
        {"q.whom": "駄菓子屋", "worksheet": "visits", "sent_id": "plain"},
        plain="1",
    )

    assert sent.headers["location"] == f"/w/{town}?plain=1&done=saved"
    assert "駄菓子屋" in one.page(plain="1", done="saved")


def test_work_page_with_its_parts_stays_small_at_the_fieldwork(one: Phone) -> None:
    page = one.client.get(f"/w/{one.code}", headers={"accept-encoding": "gzip"})

    parts = [len(asset.packed) for asset in list_assets() if asset.name in page.text]

    assert len(parts) == 2
    assert int(page.headers["content-length"]) + sum(parts) <= 40 * 1024


def test_consent_stands_in_the_page_for_teams_that_wrote_none(one: Phone) -> None:
    assert CONSENT in one.get("/field").text


def test_same_letter_again_after_weeks_is_stored_once(one: Phone, town: str) -> None:
    letter = {"sent_id": "field-1", "worksheet": "records", "version": 0}
    values = {"who": "人", "sharing": "team"}
    first = one.post("/answers", {**letter, "values": values})
    rooms.go_to(town, "meeting-2", "heard")

    again = one.post("/answers", {**letter, "values": {**values, "sharing": "none"}})

    assert again.json() == first.json()
    assert len(answers.list_answers(town, "records")) == 1


def test_office_writes_do_not_count_as_a_team_changing_its_record(one: Phone, town: str) -> None:
    answers.save_answer(
        Submission(town, "office", "records", {"who": "人", "sharing": "team"}, None, team="t1")
    )

    assert [each["values"]["who"] for each in one.get("/field/state").json()["records"]] == ["人"]
