"""The page of the running order: what it shows, and what its fields and buttons do."""

from datetime import date, time, timedelta

import pytest

from facilitator import state
from facilitator.order_commands import OwnStepKeys, TimesKeys
from tests.facilitator.console.tabs import open_tab, press, read_markup, read_warnings
from worksheets import rooms, running_orders
from worksheets.documents import now
from worksheets.own_steps import OwnStep

FIRST = "meeting-1"
HOSTILE = "<img src=x onerror=alert(1)> **太**"


def list_steps(code: str) -> list[tuple[str, int]]:
    meeting = running_orders.get_arranged(code).find_meeting(FIRST)
    assert meeting is not None
    return [(step.key, step.minutes) for step in meeting.steps]


def test_minutes_typed_in_a_row_are_stored(code: str) -> None:
    tab = open_tab("running_order", code)

    tab.number_input(key="minutes-meeting-1-write").set_value(25).run()

    assert list_steps(code) == [("opening", 10), ("write", 25), ("vote", 10)]
    assert "▲ 予定を15分こえています" in read_markup(tab)


def test_minutes_typed_after_somebody_else_changed_the_order_are_refused_and_reset(
    code: str,
) -> None:
    tab = open_tab("running_order", code)
    running_orders.set_minutes(code, FIRST, "write", 12)

    tab.number_input(key="minutes-meeting-1-write").set_value(25).run()

    assert list_steps(code)[1] == ("write", 12)
    assert tab.number_input(key="minutes-meeting-1-write").value == 12
    assert "先に別の人が" in read_warnings(tab)[0]


def test_buttons_move_skip_restore_and_undo(code: str) -> None:
    tab = open_tab("running_order", code)

    press(tab, "move-vote--1")
    moved = [key for key, _ in list_steps(code)]
    press(tab, "skip-write")
    skipped = [key for key, _ in list_steps(code)]
    press(tab, "restore-write")
    restored = [key for key, _ in list_steps(code)]
    press(tab, state.UNDO)

    assert moved == ["opening", "vote", "write"]
    assert skipped == ["opening", "vote"]
    assert restored == moved
    assert [key for key, _ in list_steps(code)] == skipped


def test_what_is_done_and_what_is_on_now_is_locked(code: str) -> None:
    rooms.go_next(code)

    tab = open_tab("running_order", code)

    off = {button.key for button in tab.button if button.disabled}
    assert {"skip-opening", "move-opening-1", "skip-write", "move-write-1"} <= off
    assert "skip-vote" not in off
    assert tab.number_input(key="minutes-meeting-1-opening").disabled
    assert not tab.number_input(key="minutes-meeting-1-write").disabled


def test_times_are_stored_as_the_halls_time_and_shown_beside_every_step(code: str) -> None:
    tab = open_tab("running_order", code)
    plan = running_orders.get_running_order(code, FIRST).arrangement
    keys = TimesKeys.of(FIRST, plan)
    tomorrow = date.today() + timedelta(days=1)  # noqa: DTZ011 -- the hall's own day

    tab.date_input(key=keys.day).set_value(tomorrow)
    tab.time_input(key=keys.start).set_value(time(13, 30))
    tab.time_input(key=keys.end).set_value(time(14, 10))
    press(tab, f"save_times-{FIRST}")

    start = running_orders.get_running_order(code, FIRST).arrangement.starts_at
    assert start is not None
    assert (start.astimezone().date(), start.astimezone().time()) == (tomorrow, time(13, 30))
    markup = read_markup(tab)
    assert "13:40〜13:50" in markup
    assert "合わせて30分(予定 40分)" in markup
    assert "● あと10分使えます" in markup


def test_end_before_the_start_is_told(code: str) -> None:
    tab = open_tab("running_order", code)
    keys = TimesKeys.of(FIRST, running_orders.get_running_order(code, FIRST).arrangement)

    tab.time_input(key=keys.start).set_value(time(13, 30))
    tab.time_input(key=keys.end).set_value(time(9, 0))
    press(tab, f"save_times-{FIRST}")

    assert "終わりの時刻は、開始より後" in read_warnings(tab)[0]
    assert running_orders.get_running_order(code, FIRST).arrangement.starts_at is None


def test_own_step_is_added_before_the_one_chosen(code: str) -> None:
    tab = open_tab("running_order", code)
    keys = OwnStepKeys.of(FIRST)

    tab.text_input(key=keys.title).set_value("町長あいさつ")
    tab.number_input(key=keys.minutes).set_value(7)
    tab.selectbox(key=keys.before).set_value("write")
    tab.text_area(key=keys.say).set_value("町長から一言です。")
    press(tab, f"add_own-{FIRST}")

    assert list_steps(code)[:2] == [("opening", 10), ("own-1", 7)]
    assert "この研修で足したステップ" in read_markup(tab)
    assert tab.text_input(key=keys.title).value == ""


def test_own_step_without_a_name_keeps_what_was_typed(code: str) -> None:
    tab = open_tab("running_order", code)
    keys = OwnStepKeys.of(FIRST)

    tab.text_area(key=keys.say).set_value("町長から一言です。")
    press(tab, f"add_own-{FIRST}")

    assert "名前を入れて" in read_warnings(tab)[0]
    assert tab.text_area(key=keys.say).value == "町長から一言です。"


def test_title_of_an_own_step_stays_text_whatever_it_contains(code: str) -> None:
    running_orders.add_own_step(code, FIRST, OwnStep(HOSTILE, 5))

    for page in ("running_order", "run"):
        markup = read_markup(open_tab(page, code))

        assert "<img src=x" not in markup
        assert "onerror" in markup


def test_other_meetings_are_arranged_too(code: str) -> None:
    tab = open_tab("running_order", code)

    tab.segmented_control(key=state.ORDER_MEETING).set_value("meeting-2").run()
    press(tab, "skip-opening")

    assert [step.key for step in running_orders.get_arranged(code).meetings[1].steps] == ["again"]
    assert next(one for one in tab.button if one.key == "skip-again").disabled


@pytest.mark.parametrize("minutes", [0, 25])
def test_sums_of_a_meeting_under_way_tell_how_late_it_is(code: str, minutes: int) -> None:
    running_orders.set_times(code, FIRST, starts_at=now() - timedelta(minutes=minutes))

    markup = read_markup(open_tab("running_order", code))

    assert ("いま 15分押し" if minutes else "いま 予定どおり") in markup
