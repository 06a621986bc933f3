"""Team sheets: team-mates hear of writing and saving, nobody else does, nothing is overwritten."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from tests.worksheets.phone.phones import Phone
from tests.worksheets.phone.serving import Served, serve
from tests.worksheets.phone.test_stream import Ear
from worksheets import participants, rooms, teams
from worksheets.answers import list_own, save_answer, withdraw
from worksheets.pens import Pens
from worksheets.phone import team_sheets
from worksheets.records import Joined, Submission
from worksheets.toolkit import Toolkit


@pytest.fixture(autouse=True)
def pens(monkeypatch: pytest.MonkeyPatch) -> Pens:
    fresh = Pens()
    monkeypatch.setattr(team_sheets, "_pens", fresh)
    return fresh


@pytest.fixture
def served(app: object, box: Toolkit) -> Iterator[Served]:
    with serve(app, box) as server:  # type: ignore[arg-type]
        yield server


@pytest.fixture
def listen(served: Served, writing: str) -> Iterator[Callable[[Joined], Ear]]:
    with ExitStack() as open_ears:

        def open_ear(joined: Joined, seen: str = "") -> Ear:
            headers = {"cookie": f"phone-{writing}={joined.token}"}
            if seen:
                headers["last-event-id"] = seen
            ear = open_ears.enter_context(Ear(f"{served.url}/w/{writing}/events", headers))
            ear.wait_for("retry")
            return ear

        yield open_ear


def _join(code: str, team: str) -> Joined:
    return participants.join(code, name=f"人{team}", team=team)


def _save(joined: Joined, text: str = "話", *, sheet: str = "together") -> int:
    person = joined.participant
    sent = f"s-{person.id}-{text}"
    return save_answer(Submission(person.code, sent, sheet, {"text": text}, person)).revision


Listening = Callable[..., Ear]


def test_saving_wakes_the_team_and_nobody_else(listen: Listening, writing: str) -> None:
    writer, mate, stranger = _join(writing, "t1"), _join(writing, "t1"), _join(writing, "t2")
    near, far = listen(mate), listen(stranger)

    revision = _save(writer)
    near.wait_for(f'"revision":{revision},"what":"worksheet"')
    rooms.post_notice(writing, "合図")
    far.wait_for('"what":"notice"')

    assert '"what":"worksheet"' not in far.text


def test_withdrawing_from_a_team_sheet_wakes_the_team(listen: Listening, writing: str) -> None:
    writer, mate = _join(writing, "t1"), _join(writing, "t1")
    _save(writer)
    near = listen(mate)

    [answer] = list_own(writer.participant)
    withdraw(writing, answer.id, participant=writer.participant)

    near.wait_for('"what":"worksheet"')


def test_own_sheets_of_team_mates_wake_nobody(listen: Listening, writing: str) -> None:
    writer, mate = _join(writing, "t1"), _join(writing, "t1")
    near = listen(mate)

    _save(writer, sheet="note")
    rooms.post_notice(writing, "合図")
    near.wait_for('"what":"notice"')

    assert '"what":"worksheet"' not in near.text


def test_moved_person_is_woken_and_hears_the_new_team(listen: Listening, writing: str) -> None:
    old, new, moved = _join(writing, "t1"), _join(writing, "t2"), _join(writing, "t1")
    ear = listen(moved)

    teams.move_people(writing, [moved.participant.id], "t2")
    ear.wait_for('"what":"worksheet"')
    heard = _save(new)
    ear.wait_for(f'"revision":{heard},')
    silent = _save(old)
    last = _save(new, "もう一度")
    ear.wait_for(f'"revision":{last},')

    assert f'"revision":{silent},' not in ear.text


def test_phone_that_was_away_hears_what_its_team_saved(listen: Listening, writing: str) -> None:
    writer, mate, stranger = _join(writing, "t1"), _join(writing, "t1"), _join(writing, "t2")
    before = rooms.get_room(writing).sequence
    listen(writer)  # while one phone listens, the workshop's news are kept
    revision = _save(writer)

    came_back = listen(mate, seen=str(before))
    far = listen(stranger, seen=str(before))
    came_back.wait_for(f"id: {revision}\n")

    assert "event: change" not in far.text


def test_wake_ups_of_many_teams_are_put_together(listen: Listening, writing: str) -> None:
    writers = [_join(writing, team) for team in ("t1", "t2", "t3")]
    ears = [listen(writer) for writer in writers]

    for number in range(10):
        for writer in writers:
            _save(writer, f"話{number}")
    last = rooms.post_notice(writing, "おわり").revision

    for ear in ears:
        ear.wait_for(f'"revision":{last},')
        # At once, then twice a second: ten savings take less time than that.
        assert ear.text.count("event: change") < 10


def test_writing_is_told_to_team_mates_only(
    listen: Listening, writing: str, make_phone: Callable[..., Phone]
) -> None:
    phone = make_phone(name="はな")
    mate, stranger = _join(writing, "t1"), _join(writing, "t2")
    near, far = listen(mate), listen(stranger)

    reply = phone.fill("/writing", {"worksheet": "together"})
    near.wait_for('"what":"worksheet"')
    rooms.post_notice(writing, "合図")
    far.wait_for('"what":"notice"')

    assert reply.status_code == 200
    assert '"what":"worksheet"' not in far.text


def test_team_mates_read_who_is_writing_until_it_is_saved(
    make_phone: Callable[..., Phone],
) -> None:
    writer, mate = make_phone(name="はな<b>"), make_phone(name="ゆう")
    writer.fill("/writing", {"worksheet": "together"})

    during, state = mate.page(), mate.find_sheet("together")["writing"]
    own = writer.page()
    writer.send("together", {"text": "できた"})
    after = mate.page()

    assert "はな&lt;b&gt;さんが書いています" in during
    assert state == "はな<b>さんが書いています"
    assert "書いています" not in own
    assert "が書いています" not in after
    assert "できた" in after


def test_nameless_and_shared_devices_are_somebody(make_phone: Callable[..., Phone]) -> None:
    terminal, mate = make_phone(name="1班の端末", shared="1"), make_phone(name="ゆう")

    terminal.fill("/writing", {"worksheet": "together"})

    assert "班のだれかが書いています" in mate.page()


@pytest.mark.parametrize(("sheet", "status"), [("note", 404), ("nothing", 404), ("", 404)])
def test_writing_elsewhere_is_not_noted(phone: Phone, sheet: str, status: int) -> None:
    reply = phone.client.post(f"/w/{phone.code}/writing", data={"worksheet": sheet})

    assert (reply.status_code, reply.json()["ok"]) == (status, False)


def test_writing_in_a_closed_sheet_is_not_noted(phone: Phone, pens: Pens) -> None:
    rooms.close_worksheet(phone.code, "together")

    reply = phone.client.post(f"/w/{phone.code}/writing", data={"worksheet": "together"})

    assert (reply.status_code, pens._held) == (409, {})


def test_stranger_cannot_say_that_they_write(stranger: Phone) -> None:
    reply = stranger.client.post(
        f"/w/{stranger.code}/writing",
        data={"worksheet": "together"},
        headers={"accept": "application/json"},
    )

    assert (reply.status_code, reply.json()["ok"]) == (401, False)


def test_second_writer_of_one_sheet_is_told_and_overwrites_nothing(
    make_phone: Callable[..., Phone],
) -> None:
    first, second = make_phone(name="はな"), make_phone(name="ゆう")

    saved = first.send("together", {"text": "はなの話"}, version=0)
    refused = second.send("together", {"text": "ゆうの話"}, version=0)
    page = second.fill(
        "/answers",
        {"worksheet": "together", "sent_id": "x", "version": "0", "q.text": "ゆうの話"},
    )

    assert (saved.status_code, refused.status_code, page.status_code) == (200, 409, 409)
    assert "先に別の人がこの回答を直した" in refused.json()["message"]
    # Both are there: the one that is stored, and the one that was typed.
    assert "はなの話" in page.text
    assert "ゆうの話" in page.text
    [kept] = second.find_sheet("together")["mine"]
    assert kept["values"] == {"text": "はなの話"}
