"""The wall screen from the console: stop it, let it go on, show it in an online meeting."""

from facilitator.stage.stills import make_shown_state
from tests.facilitator.console.tabs import open_tab, press, read_markup, read_warnings
from worksheets import rooms
from worksheets.records import StageView


def test_wall_is_stopped_and_the_page_says_what_it_shows_and_since_when(code: str) -> None:
    rooms.go_next(code)
    tab = open_tab("run", code)
    assert tab.button(key="freeze_wall").label == "投影を止める"

    press(tab, "freeze_wall")
    press(tab, "next_step")

    assert rooms.get_room(code).step_key == "vote"
    assert "第1回「ステップ write」のまま" in read_markup(tab)
    assert make_shown_state(code)["step"]["key"] == "write"
    assert tab.button(key="freeze_wall").label == "動かす"


def test_released_wall_follows_the_room(code: str) -> None:
    tab = open_tab("run", code)
    press(tab, "freeze_wall")
    press(tab, "view-order")

    press(tab, "freeze_wall")

    assert rooms.get_room(code).frozen is None
    assert make_shown_state(code)["view"] == StageView.ORDER
    assert "投影を止めています" not in read_markup(tab)


def test_stopping_a_wall_that_another_has_moved_is_refused(code: str) -> None:
    mine, other = open_tab("run", code), open_tab("run", code)
    press(other, "next_step")

    press(mine, "freeze_wall")

    assert rooms.get_room(code).frozen is None
    assert len(read_warnings(mine)) == 1


def test_online_meeting_is_one_press_there_and_back(code: str) -> None:
    tab = open_tab("run", code)

    press(tab, "online_wall")
    there = rooms.get_room(code).online
    press(tab, "online_wall")

    assert (there, rooms.get_room(code).online) == (True, False)
