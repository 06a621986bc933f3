"""Ready signals: kept for this stay at a step, counted of those who can give one, never history."""

import asyncio
from collections.abc import Iterator
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from tests.samples import make_program
from worksheets import participants, rooms, toolkit, workshops
from worksheets.errors import ChangedMeanwhile
from worksheets.participants import join
from worksheets.ready import (
    Readiness,
    Unit,
    count_ready,
    find_unit,
    is_ready,
    name_step,
    say_ready_async,
)
from worksheets.records import Opened, Options, Participant
from worksheets.settings import Settings
from worksheets.tables import ready
from worksheets.toolkit import Toolkit, open_toolkit


@pytest.fixture
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    running = asyncio.new_event_loop()
    yield running
    running.close()


@pytest.fixture
def writing(code: str) -> str:
    """The code of a workshop at the step where everything is written."""
    rooms.go_to(code, "meeting-1", "write")
    return code


def say(person: Participant, *, on: bool = True, step: str = "", sent_id: str = "") -> int:
    at = step or name_step(rooms.get_room(person.code))
    return asyncio.run(say_ready_async(person, sent_id=sent_id or uuid4().hex, step=at, on=on))


def take_phone(code: str, team: str) -> Participant:
    """Join with a phone that stays connected."""
    person = join(code, team=team).participant
    toolkit.current().channel.enter(code, phone=person.id, answers=False)
    return person


def count(code: str) -> Readiness:
    room = rooms.get_room(code)
    found = count_ready(code, room, rooms.get_place(code, room))
    assert found is not None
    return found


def count_teams(code: str) -> list[tuple[str, int, int]]:
    return [(team.team.key, team.ready, team.of) for team in count(code).teams]


def test_ready_people_are_counted_by_team_and_can_take_it_back(writing: str) -> None:
    first, second, third = (take_phone(writing, team) for team in ("t1", "t1", "t2"))
    say(first)
    say(third)
    before = (count(writing).ready, count_teams(writing))
    say(third, on=False)

    assert before == (2, [("t1", 1, 2), ("t2", 1, 1)])
    assert count_teams(writing) == [("t1", 1, 2), ("t2", 0, 1)]
    assert not is_ready(second, rooms.get_room(writing), Unit.PERSON)


def test_people_without_a_phone_are_not_waited_for(writing: str) -> None:
    here = take_phone(writing, "t1")
    join(writing, team="t1")  # has put the phone away
    participants.add_absent(writing, name="まつ", team="t2")
    participants.add_person(here, name="たけ")  # writes on the phone of the first
    say(here)

    assert (count(writing).ready, count(writing).of) == (1, 2)


def test_who_was_ready_still_counts_after_putting_the_phone_away(writing: str) -> None:
    person = take_phone(writing, "t1")
    say(person)
    toolkit.current().channel.leave(writing, phone=person.id, answers=False)

    assert (count(writing).ready, count(writing).of) == (1, 1)


def test_moving_on_and_coming_back_clears_all(writing: str) -> None:
    person = take_phone(writing, "t1")
    say(person)
    rooms.go_next(writing)
    there = count(writing).ready
    rooms.go_back(writing)

    assert (there, count(writing).ready) == (0, 0)


def test_other_changes_of_the_room_clear_nothing(writing: str) -> None:
    person = take_phone(writing, "t1")
    say(person)
    rooms.start_timer(writing, 5)
    rooms.share(writing, "cards", on=True)

    assert count(writing).ready == 1


def test_signal_for_a_step_that_has_passed_is_refused(writing: str) -> None:
    person = take_phone(writing, "t1")
    rooms.go_next(writing)

    with pytest.raises(ChangedMeanwhile, match="次のステップへ進みました"):
        say(person, step="meeting-1/write")

    assert count(writing).ready == 0


def test_same_letter_again_changes_nothing_also_after_taking_back(writing: str) -> None:
    person = take_phone(writing, "t1")
    revisions = {say(person, sent_id="once") for _ in range(2)}
    say(person, on=False, sent_id="twice")
    say(person, on=True, sent_id="twice")

    assert len(revisions) == 1
    assert count(writing).ready == 0


def test_letter_of_an_earlier_stay_at_the_step_is_no_repeat(writing: str) -> None:
    person = take_phone(writing, "t1")
    say(person, sent_id="once")
    rooms.go_next(writing)
    rooms.go_back(writing)
    say(person, sent_id="once")

    assert count(writing).ready == 1


def test_signals_leave_one_row_each_and_do_not_count_as_answers(writing: str, box: Toolkit) -> None:
    person = take_phone(writing, "t1")
    before = rooms.get_room(writing)
    for on in (True, False, True):
        say(person, on=on)
    with box.database.read() as connection:
        rows = connection.execute(select(func.count()).select_from(ready)).scalar_one()

    assert rows == 1
    assert rooms.get_room(writing) == before


def test_whole_hall_is_ready_at_once(
    writing: str, box: Toolkit, loop: asyncio.AbstractEventLoop
) -> None:
    people = [take_phone(writing, f"t{number % 3 + 1}") for number in range(300)]
    step = name_step(rooms.get_room(writing))

    async def press() -> None:
        calls = (say_ready_async(one, sent_id=one.id, step=step, on=True) for one in people)
        await asyncio.gather(*calls)

    loop.run_until_complete(press())

    assert box.rooms[writing].sequence == rooms.get_room(writing).sequence
    assert (count(writing).ready, count(writing).of) == (300, 300)


def test_ready_survives_a_restart(settings: Settings) -> None:
    with toolkit.use(open_toolkit(settings)):
        opened: Opened = workshops.open_workshop(
            make_program(), title="研修", options=Options(teams=workshops.make_teams(2))
        )
        code = opened.workshop.code
        rooms.go_to(code, "meeting-1", "write")
        person = join(code, team="t1").participant
        say(person)

    with toolkit.use(open_toolkit(settings)):
        found = count(code)

    assert (found.ready, found.of) == (1, 1)


# --- a team's own work ------------------------------------------------------------------------


@pytest.fixture
def together(box: Toolkit) -> str:  # noqa: ARG001 -- the workshop lives in it
    """The code of a workshop at a step whose only sheet is the team's."""
    program = make_program()
    first, second = program.meetings
    step = first.steps[1].model_copy(update={"worksheets": ("together",), "clusters_on": ()})
    first = first.model_copy(update={"steps": (first.steps[0], step, first.steps[2])})
    code = workshops.open_workshop(
        program.model_copy(update={"meetings": (first, second)}),
        title="研修",
        options=Options(teams=workshops.make_teams(3)),
    ).workshop.code
    rooms.go_to(code, "meeting-1", "write")
    return code


def test_one_speaks_for_the_team_where_the_sheet_is_the_teams(together: str) -> None:
    scribe, mate, _ = (take_phone(together, team) for team in ("t1", "t1", "t2"))
    say(scribe)
    room = rooms.get_room(together)

    assert count(together).unit is Unit.TEAM
    assert count_teams(together) == [("t1", 1, 1), ("t2", 0, 1)]
    assert is_ready(mate, room, Unit.TEAM)


def test_anybody_of_the_team_takes_it_back(together: str) -> None:
    scribe, mate = (take_phone(together, "t1") for _ in range(2))
    say(scribe)
    say(mate, on=False)

    assert count(together).ready == 0


def test_nobody_is_asked_where_people_only_listen(code: str) -> None:
    room = rooms.get_room(code)
    place = rooms.get_place(code, room)
    listening = place.step.model_copy(update={"kind": "talk", "worksheets": ()})

    assert find_unit(place) is Unit.PERSON
    assert find_unit(type(place)(place.meeting, listening, (), None, None, 1)) is None
