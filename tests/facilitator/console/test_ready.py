"""できました on the page that leads a meeting: counts by team, a question, never a move."""

import asyncio
from uuid import uuid4

import pytest

from facilitator import state
from facilitator.readiness import propose_moving, tell_waiting
from tests.facilitator.console.tabs import open_tab, press, read_markup
from worksheets import rooms, toolkit
from worksheets.participants import join
from worksheets.ready import Readiness, TeamReadiness, Unit, name_step, say_ready_async
from worksheets.records import Participant, Team, Timer


@pytest.fixture
def people(code: str) -> list[Participant]:
    """Five people with connected phones, at the step where they write."""
    rooms.go_next(code)
    people = [join(code, team=f"t{number % 2 + 1}").participant for number in range(5)]
    for person in people:
        toolkit.current().channel.enter(code, phone=person.id, answers=False)
    return people


def say(*people: Participant) -> None:
    for person in people:
        step = name_step(rooms.get_room(person.code))
        asyncio.run(say_ready_async(person, sent_id=uuid4().hex, step=step, on=True))


def has_button(code: str, key: str) -> bool:
    return key in {button.key for button in open_tab("run", code).button}


def test_ready_are_counted_of_connected_phones_and_waiting_teams_named(
    code: str, people: list[Participant]
) -> None:
    join(code, team="t3")  # without a phone in hand
    say(people[0], people[1])

    told = read_markup(open_tab("run", code))

    assert "<b>2 / 5人</b>" in told
    assert "まだの班：1班 2人、2班 1人" in told
    assert "スマートフォンのない人は数えません" in told
    assert not has_button(code, state.LAST_MINUTE)


def test_most_are_ready_a_minute_is_offered_and_the_room_stays(
    code: str, people: list[Participant]
) -> None:
    say(*people[:4])
    tab = open_tab("run", code)
    told = read_markup(tab)

    press(tab, state.LAST_MINUTE)

    room = rooms.get_room(code)
    assert "8割ができました。あと1分で、次へ進みますか。" in told
    assert (room.step_key, room.timer.total) == ("write", 60)
    assert "時計が終わったら、次へ進みますか。" in read_markup(tab)
    assert not has_button(code, state.LAST_MINUTE)


def test_everybody_ready_asks_to_move_on_and_moves_nothing(
    code: str, people: list[Participant]
) -> None:
    say(*people)

    assert "全員ができました。次へ進みますか。" in read_markup(open_tab("run", code))
    assert rooms.get_room(code).step_key == "write"


def test_sum_is_put_on_the_wall_and_taken_away(code: str, people: list[Participant]) -> None:
    say(people[0])
    tab = open_tab("run", code)

    press(tab, state.SHOW_READY)
    shown = rooms.get_room(code).ready_shown
    press(tab, state.SHOW_READY)

    assert (shown, rooms.get_room(code).ready_shown) == (True, False)


def make(ready: int, of: int, unit: Unit = Unit.PERSON) -> Readiness:
    return Readiness(unit, ready, of, (TeamReadiness(Team("t1", "1班"), ready, of),))


@pytest.mark.parametrize(
    ("ready", "of", "words"),
    [
        (0, 0, None),
        (2, 2, None),
        (7, 10, None),
        (8, 10, "8割ができました。あと1分で、次へ進みますか。"),
        (9, 11, "8割ができました。あと1分で、次へ進みますか。"),
        (29, 30, "9割ができました。あと1分で、次へ進みますか。"),
        (10, 10, "全員ができました。次へ進みますか。"),
    ],
)
def test_question_comes_when_most_are_ready(ready: int, of: int, words: str | None) -> None:
    moving = propose_moving(make(ready, of), Timer())

    assert (moving.words if moving else None) == words


def test_team_work_is_told_in_teams() -> None:
    found = make(3, 3, Unit.TEAM)
    moving = propose_moving(found, Timer())

    assert moving is not None
    assert moving.words == "すべての班ができました。次へ進みますか。"
    assert tell_waiting(make(0, 1, Unit.TEAM)) == "1班"
