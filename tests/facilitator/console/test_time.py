"""The meeting's time on the page that leads it: begin, late, catch up, undo."""

from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from facilitator import state
from tests.facilitator.console.tabs import open_tab, press, read_markup, read_warnings
from worksheets import rooms, running_orders
from worksheets.documents import now

FIRST = "meeting-1"


def begin_late(code: str, minutes: int) -> None:
    """A start so long ago that the first step has run over by these minutes."""
    start = now() - timedelta(minutes=10 + minutes)
    running_orders.set_times(code, FIRST, starts_at=start)


def list_minutes(code: str) -> list[int]:
    return [step.minutes for step in running_orders.get_arranged(code).meetings[0].steps]


def has_button(tab: AppTest, key: str) -> bool:
    return key in {button.key for button in tab.button}


def test_meeting_can_be_begun_and_then_the_button_goes(code: str) -> None:
    tab = open_tab("run", code)

    press(tab, state.BEGIN)

    order = running_orders.get_running_order(code, FIRST)
    assert order.begun_at is not None
    assert order.arrangement.starts_at is not None
    assert not has_button(tab, state.BEGIN)


def test_nothing_is_proposed_while_the_meeting_is_on_time(code: str) -> None:
    begin_late(code, 0)

    tab = open_tab("run", code)

    assert not has_button(tab, state.CATCH_UP)


@pytest.mark.parametrize(("minutes", "proposed"), [(2, False), (4, True)])
def test_proposal_comes_from_three_minutes_on(code: str, minutes: int, proposed: bool) -> None:
    begin_late(code, minutes)

    assert has_button(open_tab("run", code), state.CATCH_UP) is proposed


def test_proposal_is_told_in_words_put_in_force_and_undone(code: str) -> None:
    begin_late(code, 4)
    tab = open_tab("run", code)
    told = read_markup(tab)

    press(tab, state.CATCH_UP)
    short = list_minutes(code)
    after = read_markup(tab)
    press(tab, state.UNDO)

    assert "時間どおりに終わる案" in told
    assert "「ステップ vote」10→5分" in told
    assert short == [10, 10, 5]
    assert "案のとおりに変えました" in after
    assert list_minutes(code) == [10, 10, 10]


def test_plan_that_cannot_fit_offers_a_later_end(code: str) -> None:
    begin_late(code, 30)
    tab = open_tab("run", code)
    told = read_markup(tab)

    press(tab, state.CATCH_UP)

    arrangement = running_orders.get_running_order(code, FIRST).arrangement
    assert "これだけ短くしても、あと2" in told
    assert "参加者に伝えてください" in told
    assert arrangement.ends_at is not None
    assert arrangement.starts_at is not None
    assert arrangement.ends_at - arrangement.starts_at > timedelta(minutes=49)
    assert not has_button(tab, state.CATCH_UP)


def test_proposal_drawn_before_another_moved_on_is_refused(code: str) -> None:
    begin_late(code, 8)
    tab = open_tab("run", code)
    rooms.go_next(code)

    press(tab, state.CATCH_UP)

    assert list_minutes(code) == [10, 10, 10]
    assert len(read_warnings(tab)) == 1
