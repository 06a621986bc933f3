"""The step's clock and the one big button."""

from collections.abc import Callable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from facilitator import commands, state
from facilitator.analysis.timekeeping import Timetable
from facilitator.parts import catching_up, live
from facilitator.parts.words import plain
from worksheets import rooms
from worksheets.records import Given, Place, Room

_SPANS = (15, 10, 5, 3)  # minutes for a part of a step, as the scripts ask for them


def clock(room: Room, place: Place, timetable: Timetable, given: Given) -> None:
    """Show the clocks of step and meeting, what to do about the time, and the step's buttons."""
    live.show_clock(room, place, timetable)
    catching_up.time_panel(room, timetable, given)
    with st.container(key="clock_buttons", horizontal=True, gap="xsmall", wrap=False):
        if room.timer.ends_at is None and not room.timer.paused:
            _starts(room.code, place.step.minutes, given)
        else:
            _controls(room, given)


def _starts(code: str, planned: int, given: Given) -> None:
    """Offer the step's minutes, and short spans for its parts."""
    label = f"▶ {planned}分"
    _button(label, "timer_start", rooms.start_timer, code, float(planned), given=given)
    for minutes in _SPANS:
        if minutes < planned:
            key = f"timer_start-{minutes}"
            _button(f"{minutes}分", key, rooms.start_timer, code, float(minutes), given=given)


def _controls(room: Room, given: Given) -> None:
    code = room.code
    if room.timer.paused:
        _button("▶ 続ける", "timer_resume", rooms.resume_timer, code, given=given)
    else:
        _button("Ⅱ 一時停止", "timer_pause", rooms.pause_timer, code, given=given)
    _button("＋1分", "timer_more", rooms.add_minutes, code, 1.0, given=given)
    _button("−1分", "timer_less", rooms.add_minutes, code, -1.0, given=given)
    _button("止める", "timer_stop", rooms.stop_timer, code, given=given)


def _button(label: str, key: str, change: Callable[..., Room], *args: object, given: Given) -> None:
    st.button(
        label,
        key=key,
        width="stretch",
        on_click=commands.change_room,
        args=(change, *args),
        kwargs={"given": given},
    )


def moving(room: Room, place: Place, given: Given) -> DeltaGenerator:
    """Show the one big button to the next step and the small one back; return the place beside."""
    going_on = place.next
    if going_on is None:
        label = "これで最後のステップです"
    else:
        meeting, step = going_on
        new_meeting = f"{meeting.label} " if meeting.key != place.meeting.key else ""
        label = f"次へ　{plain(new_meeting + step.title)}"
    st.button(
        label,
        key=state.NEXT,
        type="primary",
        width="stretch",
        icon=":material/arrow_forward:",
        icon_position="right",
        wrap=True,
        disabled=going_on is None,
        on_click=commands.go,
        args=(room.code, "next", given),
    )
    with st.container(horizontal=True, gap="xsmall", wrap=False):
        st.button(
            "戻る",
            key=state.BACK,
            width="stretch",
            icon=":material/arrow_back:",
            disabled=place.back is None,
            on_click=commands.go,
            args=(room.code, "back", given),
        )
        return st.container(key="jump_place")
