"""The running order: what a town changes of a meeting, and what the room does with it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from tests.samples import make_program
from worksheets import rooms, running_orders, toolkit, workshops
from worksheets.answers import save_answer
from worksheets.deleting import delete_workshop
from worksheets.documents import now
from worksheets.errors import BadInput, ChangedMeanwhile, NoSuchThing
from worksheets.orders import Alteration, Line, get_order
from worksheets.own_steps import OwnStep
from worksheets.participants import join
from worksheets.records import Given, Options, Room, StageView, Submission
from worksheets.settings import Settings
from worksheets.toolkit import open_toolkit

FIRST = "meeting-1"
NOON = datetime(2026, 12, 3, 3, 0, tzinfo=UTC)


def list_keys(code: str, meeting: str = FIRST) -> list[str]:
    """The steps of a meeting as it is run."""
    found = running_orders.get_arranged(code).find_meeting(meeting)
    assert found is not None
    return [step.key for step in found.steps]


def list_minutes(code: str) -> list[int]:
    found = running_orders.get_arranged(code).find_meeting(FIRST)
    assert found is not None
    return [step.minutes for step in found.steps]


def list_entered(room: Room) -> list[str]:
    return [entry.step for entry in get_order(room.orders, FIRST).entries]


def test_workshop_nobody_arranged_runs_the_program_itself(code: str) -> None:
    assert running_orders.get_arranged(code) is workshops.get_workshop(code).program


def test_minutes_change_the_arranged_program_and_not_the_frozen_one(code: str) -> None:
    before = rooms.get_room(code)

    after = running_orders.set_minutes(code, FIRST, "write", 25)

    frozen = workshops.get_workshop(code).program.find_meeting(FIRST)
    assert frozen is not None
    assert list_minutes(code) == [10, 25, 10]
    assert [step.minutes for step in frozen.steps] == [10, 10, 10]
    assert after.revision == before.revision + 1
    assert rooms.get_place(code).meeting.minutes == 45


def test_minutes_below_the_shortest_make_it_shorter_too(code: str) -> None:
    running_orders.set_minutes(code, FIRST, "write", 3)

    step = running_orders.get_arranged(code).meetings[0].steps[1]
    assert (step.minutes, step.shortest) == (3, 3)


@pytest.mark.parametrize("minutes", [0, -5, 181])
def test_impossible_minutes_are_refused(code: str, minutes: int) -> None:
    with pytest.raises(BadInput, match="1分から180分"):
        running_orders.set_minutes(code, FIRST, "write", minutes)


def test_the_same_minutes_again_change_nothing(code: str) -> None:
    first = running_orders.set_minutes(code, FIRST, "write", 25)

    again = running_orders.set_minutes(code, FIRST, "write", 25)

    assert again == first


def test_next_and_back_follow_the_new_order(code: str) -> None:
    running_orders.move_step(code, FIRST, "vote", -1)

    assert list_keys(code) == ["opening", "vote", "write"]
    assert rooms.go_next(code).step_key == "vote"
    assert rooms.go_next(code).open_worksheets[:2] == ("cards", "note")
    assert rooms.go_back(code).step_key == "vote"


def test_skipped_step_is_passed_over_and_cannot_be_entered(code: str) -> None:
    running_orders.skip_step(code, FIRST, "write")

    assert list_keys(code) == ["opening", "vote"]
    with pytest.raises(BadInput, match="飛ばすことにした"):
        rooms.go_to(code, FIRST, "write")
    assert rooms.go_next(code).step_key == "vote"


def test_restored_step_comes_back_to_its_place(code: str) -> None:
    running_orders.skip_step(code, FIRST, "write")

    running_orders.restore_step(code, FIRST, "write")

    assert list_keys(code) == ["opening", "write", "vote"]


def test_restored_step_whose_place_is_over_comes_next(code: str) -> None:
    running_orders.skip_step(code, FIRST, "write")
    rooms.go_next(code)

    running_orders.restore_step(code, FIRST, "write")

    assert list_keys(code) == ["opening", "vote", "write"]
    assert rooms.get_room(code).step_key == "vote"
    assert rooms.go_next(code).step_key == "write"


def test_current_step_cannot_be_skipped_nor_moved(code: str) -> None:
    with pytest.raises(BadInput, match="いま行っている"):
        running_orders.skip_step(code, FIRST, "opening")
    with pytest.raises(BadInput, match="いま行っている"):
        running_orders.move_step(code, FIRST, "opening", 1)

    assert list_keys(code) == ["opening", "write", "vote"]


def test_what_has_been_done_is_locked(code: str) -> None:
    rooms.go_next(code)

    for command in (
        lambda: running_orders.set_minutes(code, FIRST, "opening", 5),
        lambda: running_orders.skip_step(code, FIRST, "opening"),
        lambda: running_orders.move_step(code, FIRST, "opening", 1),
    ):
        with pytest.raises(BadInput, match="もう終わった"):
            command()


def test_step_moves_up_no_further_than_behind_the_current_one(code: str) -> None:
    running_orders.move_step(code, FIRST, "vote", -9)

    assert list_keys(code) == ["opening", "vote", "write"]


def test_meeting_keeps_at_least_one_step(code: str) -> None:
    running_orders.skip_step(code, "meeting-2", "opening")

    with pytest.raises(BadInput, match="1つは残して"):
        running_orders.skip_step(code, "meeting-2", "again")

    assert list_keys(code, "meeting-2") == ["again"]


def test_unknown_step_or_meeting_is_refused(code: str) -> None:
    with pytest.raises(NoSuchThing):
        running_orders.skip_step(code, FIRST, "nowhere")
    with pytest.raises(NoSuchThing):
        running_orders.set_minutes(code, "nowhere", "opening", 5)


# --- own steps ------------------------------------------------------------------------------


def test_own_step_is_run_like_any_other(code: str) -> None:
    own = OwnStep("町長の\nあいさつ", 5, instruction="話を聴く", say="町長から一言です。")

    running_orders.add_own_step(code, FIRST, own, before="write")
    rooms.go_next(code)
    place = rooms.get_place(code)

    assert list_keys(code) == ["opening", "own-1", "write", "vote"]
    assert (place.step.title, place.step.minutes, place.number) == ("町長の あいさつ", 5, 2)
    assert place.step.source.note == "この研修で足したステップ"
    assert place.step.say == ("町長から一言です。",)
    assert rooms.go_next(code).step_key == "write"


def test_own_step_with_only_title_and_minutes_has_words_for_everybody(code: str) -> None:
    running_orders.add_own_step(code, FIRST, OwnStep("体操", 3))

    step = running_orders.get_arranged(code).meetings[0].steps[-1]
    assert (step.instruction, step.stage.heading) == ("進行役の話を聴く", "体操")
    assert step.say == ("ここからは、体操です。",)
    assert step.shortest == 3


def test_own_step_is_never_put_before_what_has_been_done(code: str) -> None:
    rooms.go_next(code)

    running_orders.add_own_step(code, FIRST, OwnStep("体操", 3), before="opening")

    assert list_keys(code) == ["opening", "write", "own-1", "vote"]


def test_own_step_is_taken_away_and_its_key_is_free_again(code: str) -> None:
    running_orders.add_own_step(code, FIRST, OwnStep("体操", 3))

    running_orders.remove_own_step(code, FIRST, "own-1")
    running_orders.add_own_step(code, FIRST, OwnStep("あいさつ", 3))

    assert list_keys(code)[-1] == "own-1"
    assert running_orders.get_arranged(code).meetings[0].steps[-1].title == "あいさつ"


def test_steps_of_the_program_and_the_current_own_step_cannot_be_taken_away(code: str) -> None:
    running_orders.add_own_step(code, FIRST, OwnStep("体操", 3), before="write")
    with pytest.raises(BadInput, match="この研修で足したステップだけ"):
        running_orders.remove_own_step(code, FIRST, "vote")
    rooms.go_next(code)

    with pytest.raises(BadInput, match="いま行っている"):
        running_orders.remove_own_step(code, FIRST, "own-1")


@pytest.mark.parametrize(
    ("own", "advice"),
    [
        (OwnStep("  ", 5), "名前を入れて"),
        (OwnStep("あ" * 41, 5), "40文字まで"),
        (OwnStep("体操", 0), "1分から180分"),
        (OwnStep("体操", 5, shortest=6), "最短の時間"),
        (OwnStep("体操", 5, instruction="あ" * 201), "200文字まで"),
        (OwnStep("体操", 5, say="あ" * 2001), "2000文字まで"),
    ],
)
def test_own_step_that_cannot_be_shown_is_refused_with_advice(
    code: str, own: OwnStep, advice: str
) -> None:
    with pytest.raises(BadInput, match=advice):
        running_orders.add_own_step(code, FIRST, own)

    assert list_keys(code) == ["opening", "write", "vote"]


def test_own_steps_are_limited(code: str) -> None:
    for number in range(20):
        running_orders.add_own_step(code, FIRST, OwnStep(f"その{number}", 1))

    with pytest.raises(BadInput, match="20個まで"):
        running_orders.add_own_step(code, FIRST, OwnStep("もう1つ", 1))


# --- times ----------------------------------------------------------------------------------


def test_times_are_kept_and_taken_away(code: str) -> None:
    end = NOON + timedelta(hours=3)
    running_orders.set_times(code, FIRST, starts_at=NOON, ends_at=end)
    kept = running_orders.get_running_order(code, FIRST).arrangement

    running_orders.set_times(code, FIRST, starts_at=None)

    assert (kept.starts_at, kept.ends_at) == (NOON, end)
    assert running_orders.get_running_order(code, FIRST).arrangement.starts_at is None


@pytest.mark.parametrize("hours", [-1, 0, 17])
def test_end_before_the_start_or_on_another_day_is_refused(code: str, hours: int) -> None:
    with pytest.raises(BadInput, match="開始より後"):
        running_orders.set_times(code, FIRST, starts_at=NOON, ends_at=NOON + timedelta(hours=hours))


def test_end_without_a_start_is_refused(code: str) -> None:
    with pytest.raises(BadInput, match="開始の時刻も"):
        running_orders.set_times(code, FIRST, starts_at=None, ends_at=NOON)


def test_beginning_forgets_a_rehearsal_and_times_of_another_day(code: str) -> None:
    rooms.go_next(code)
    rooms.go_back(code)
    running_orders.set_times(code, FIRST, starts_at=now() - timedelta(days=1))

    room = running_orders.begin(code)

    order = get_order(room.orders, FIRST)
    assert list_entered(room) == ["opening"]
    assert order.begun_at == room.step_started_at == order.entries[0].at
    assert order.arrangement.starts_at is not None
    assert abs(order.arrangement.starts_at - now()) < timedelta(minutes=2)


def test_beginning_keeps_the_start_that_was_planned_for_today(code: str) -> None:
    planned = now() - timedelta(minutes=15)
    running_orders.set_times(code, FIRST, starts_at=planned)

    running_orders.begin(code)

    assert running_orders.get_running_order(code, FIRST).arrangement.starts_at == planned


def test_moments_of_entering_are_kept_and_leaving_the_meeting_too(code: str) -> None:
    rooms.go_next(code)
    rooms.go_back(code)
    rooms.go_next(code)
    room = rooms.go_to(code, "meeting-2", "opening")

    assert list_entered(room) == ["write", "opening", "write", ""]
    assert [entry.step for entry in get_order(room.orders, "meeting-2").entries] == ["opening"]


def test_moments_are_kept_up_to_a_limit(code: str) -> None:
    for _ in range(120):
        rooms.go_next(code)
        rooms.go_back(code)

    assert len(list_entered(rooms.get_room(code))) == 200


# --- a proposal, and undo -------------------------------------------------------------------


def test_proposal_is_put_in_force_at_once_and_undone_at_once(code: str) -> None:
    end = NOON + timedelta(hours=1)
    lines = (Line("opening", 10), Line("write", 6), Line("vote", 10, skipped=True))

    done = running_orders.catch_up(code, FIRST, lines, times=(NOON, end))
    order = get_order(done.orders, FIRST)
    short = list_minutes(code)
    running_orders.undo(code, FIRST)

    assert order.altered is Alteration.CATCH_UP
    assert (order.arrangement.starts_at, order.arrangement.ends_at) == (NOON, end)
    assert short == [10, 6]
    assert list_minutes(code) == [10, 10, 10]
    assert running_orders.get_running_order(code, FIRST).arrangement.ends_at is None


@pytest.mark.parametrize(
    ("lines", "advice"),
    [
        ((Line("opening", 10), Line("write", 10)), "進行表が変わって"),
        ((Line("opening", 9), Line("write", 10), Line("vote", 10)), "もう終わった"),
        ((Line("opening", 10), Line("write", 10, skipped=True), Line("vote", 10)), "いま行って"),
        ((Line("opening", 10), Line("write", 10), Line("vote", 0)), "1分から"),
    ],
)
def test_proposal_that_no_longer_fits_is_refused(
    code: str, lines: tuple[Line, ...], advice: str
) -> None:
    rooms.go_next(code)

    with pytest.raises(BadInput, match=advice):
        running_orders.catch_up(code, FIRST, lines)


def test_undo_takes_back_one_change_and_then_there_is_nothing_left(code: str) -> None:
    running_orders.set_minutes(code, FIRST, "write", 25)
    running_orders.skip_step(code, FIRST, "vote")

    running_orders.undo(code, FIRST)

    assert list_minutes(code) == [10, 25, 10]
    with pytest.raises(BadInput, match="元に戻せる変更はありません"):
        running_orders.undo(code, FIRST)


def test_undo_keeps_the_step_the_room_is_in(code: str) -> None:
    running_orders.skip_step(code, FIRST, "write")
    running_orders.restore_step(code, FIRST, "write")
    rooms.go_next(code)

    running_orders.undo(code, FIRST)

    assert rooms.get_place(code).step.key == "write"
    assert list_keys(code) == ["opening", "write", "vote"]


def test_undo_of_the_own_step_the_room_is_in_is_refused(code: str) -> None:
    running_orders.add_own_step(code, FIRST, OwnStep("体操", 3), before="write")
    rooms.go_next(code)

    with pytest.raises(BadInput, match="足す前には戻せません"):
        running_orders.undo(code, FIRST)

    assert rooms.get_place(code).step.title == "体操"


# --- several people, restarts, neighbours ---------------------------------------------------


def test_of_two_edits_for_the_same_screen_one_is_done_and_the_other_is_told(code: str) -> None:
    given = Given(revision=rooms.get_room(code).revision)
    edits: list[Callable[[], Room]] = [
        lambda: running_orders.set_minutes(code, FIRST, "write", 25, given=given),
        lambda: running_orders.skip_step(code, FIRST, "vote", given=given),
        lambda: running_orders.move_step(code, FIRST, "vote", -1, given=given),
        lambda: rooms.go_next(code, given=given),
    ]

    def attempt(edit: Callable[[], Room]) -> bool:
        try:
            edit()
        except ChangedMeanwhile:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(attempt, edits))

    assert sum(done) == 1


def test_next_and_skipping_what_comes_next_never_leave_the_room_nowhere(code: str) -> None:
    places = set()
    for _ in range(30):
        with ThreadPoolExecutor(2) as pool:
            moved = pool.submit(rooms.go_next, code)
            skipped = pool.submit(running_orders.skip_step, code, FIRST, "write")
        room = moved.result()
        places.add((room.step_key, skipped.exception() is None))
        assert rooms.get_place(code).step.key == room.step_key
        rooms.go_to(code, FIRST, "opening")
        running_orders.restore_step(code, FIRST, "write")

    assert places <= {("write", False), ("vote", True)}


def test_running_order_survives_answers_and_a_restart(settings: Settings) -> None:
    with toolkit.use(open_toolkit(settings)):
        code = workshops.open_workshop(
            make_program(), title="研修", options=Options(teams=workshops.make_teams(2))
        ).workshop.code
        running_orders.add_own_step(code, FIRST, OwnStep("体操", 3, say="立ちましょう。"))
        running_orders.set_times(code, FIRST, starts_at=NOON, ends_at=NOON + timedelta(hours=2))
        running_orders.skip_step(code, FIRST, "vote")
        rooms.go_next(code)
        person = join(code, name="田中", affiliation="office", team="t1").participant
        save_answer(Submission(code, "s1", "cards", {"text": "会議が長い"}, person))
        before = rooms.get_room(code)

    with toolkit.use(open_toolkit(settings)):
        after = rooms.get_room(code)
        keys = list_keys(code)

    assert keys == ["opening", "write", "own-1"]
    assert after == before
    assert after.stage_view is StageView.STEP


def test_deleted_workshop_leaves_nothing_in_memory(code: str) -> None:
    running_orders.set_minutes(code, FIRST, "write", 25)
    running_orders.get_arranged(code)

    delete_workshop(code)

    assert code not in toolkit.current().arranged
