"""Moving a room, and what happens when two people press at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from tests.samples import make_program
from worksheets import rooms, toolkit, workshops
from worksheets.documents import now
from worksheets.errors import BadInput, ChangedMeanwhile, NoSuchThing, WorkshopNotFound
from worksheets.records import Given, Opened, Options, Room, StageView
from worksheets.settings import Settings
from worksheets.toolkit import open_toolkit


def test_new_room_stands_at_the_first_step_and_shows_the_way_in(code: str) -> None:
    room = rooms.get_room(code)

    assert (room.meeting_key, room.step_key, room.stage_view) == (
        "meeting-1",
        "opening",
        StageView.JOIN,
    )


def test_next_opens_the_steps_sheets_and_back_closes_them(code: str) -> None:
    there = rooms.go_next(code)
    back = rooms.go_back(code)

    assert there.open_worksheets[:2] == ("cards", "note")
    assert there.stage_view is StageView.STEP
    assert (back.step_key, back.open_worksheets) == ("opening", ())
    assert back.revision > there.revision


def test_next_goes_on_to_the_next_meeting_and_stays_at_the_end(code: str) -> None:
    places = [(r.meeting_key, r.step_key) for r in (rooms.go_next(code) for _ in range(6))]

    assert places[2:] == [
        ("meeting-2", "opening"),
        ("meeting-2", "again"),
        ("meeting-2", "again"),
        ("meeting-2", "again"),
    ]


def test_place_knows_its_neighbours(code: str) -> None:
    rooms.go_next(code)
    place = rooms.get_place(code)

    assert place.number == 2
    assert place.back is not None
    assert place.next is not None
    assert (place.back[1].key, place.next[1].key) == ("opening", "vote")


def test_unknown_step_or_workshop_is_refused(code: str) -> None:
    with pytest.raises(NoSuchThing):
        rooms.go_to(code, "meeting-1", "nowhere")
    with pytest.raises(WorkshopNotFound):
        rooms.get_room("NOSUCH")


def test_command_given_for_an_older_revision_changes_nothing(code: str) -> None:
    before = rooms.get_room(code)
    given = Given(step=before.step_key, revision=before.revision)
    first = rooms.go_next(code, given=given)

    with pytest.raises(ChangedMeanwhile):
        rooms.go_next(code, given=given)

    assert rooms.get_room(code) == first


def test_two_presses_at_the_same_moment_move_once(code: str) -> None:
    before = rooms.get_room(code)
    given = Given(step=before.step_key, revision=before.revision)

    def press(_: int) -> Room | None:
        try:
            return rooms.go_next(code, given=given)
        except ChangedMeanwhile:
            return None

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(press, range(8)))

    assert [r.step_key for r in results if r] == ["write"]
    assert rooms.get_room(code).step_key == "write"


def test_sharing_shows_answers_and_taking_back_returns_to_the_step(code: str) -> None:
    rooms.go_next(code)
    shown = rooms.share(code, "cards", on=True)
    hidden = rooms.share(code, "cards", on=False)

    assert (shown.shared, shown.stage_view) == (("cards",), StageView.ANSWERS)
    assert (hidden.shared, hidden.stage_view) == ((), StageView.STEP)


def test_votes_open_only_on_sheets_that_take_votes(code: str) -> None:
    assert rooms.open_votes(code, "cards").open_votes == ("cards",)
    with pytest.raises(BadInput, match="投票に使えません"):
        rooms.open_votes(code, "note")


def test_clock_can_be_started_paused_lengthened_and_resumed(code: str) -> None:
    started = rooms.start_timer(code, 5)
    assert started.timer.ends_at is not None
    assert timedelta(minutes=4.9) < started.timer.ends_at - now() <= timedelta(minutes=5)

    paused = rooms.pause_timer(code)
    assert paused.timer.paused
    longer = rooms.add_minutes(code, 1)
    assert longer.timer.seconds_left is not None
    assert paused.timer.seconds_left is not None
    assert longer.timer.seconds_left == pytest.approx(paused.timer.seconds_left + 60)

    running = rooms.resume_timer(code)
    assert running.timer.ends_at is not None
    assert rooms.stop_timer(code).timer.ends_at is None


@pytest.mark.parametrize("minutes", [0, -1, float("nan"), float("inf"), 10_000])
def test_clock_refuses_impossible_minutes(code: str, minutes: float) -> None:
    with pytest.raises(BadInput):
        rooms.start_timer(code, minutes)


def test_room_survives_a_restart(settings: Settings) -> None:
    with toolkit.use(open_toolkit(settings)):
        opened = workshops.open_workshop(
            make_program(), title="研修", options=Options(teams=workshops.make_teams(2))
        )
        moved = rooms.go_next(opened.workshop.code)

    with toolkit.use(open_toolkit(settings)):
        assert rooms.get_room(moved.code) == moved
        assert workshops.get_workshop(moved.code) == opened.workshop


def test_key_opens_its_own_workshop_until_renewed(opened: Opened) -> None:
    code = opened.workshop.code

    assert workshops.is_key(code, opened.key)
    assert not workshops.is_key(code, opened.key + "x")
    renewed = workshops.renew_key(code)
    assert (workshops.is_key(code, renewed), workshops.is_key(code, opened.key)) == (True, False)


@pytest.mark.parametrize("typed", ["abc234", "ＡＢＣ２３４", " abc-234 ", "abc 234"])
def test_code_typed_in_any_form_is_the_same(typed: str) -> None:
    assert workshops.normalise_code(typed) == "ABC234"
