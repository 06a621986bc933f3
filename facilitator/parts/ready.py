"""Who says to be ready, team by team, and what that proposes."""

import streamlit as st

from facilitator import commands, state
from facilitator.parts.words import escape
from facilitator.readiness import (
    LAST_MINUTES,
    Moving,
    propose_moving,
    tell_count,
    tell_waiting,
    tell_whom,
)
from worksheets import rooms
from worksheets.ready import Readiness, count_ready
from worksheets.records import Given, Place, Room


def ready_panel(room: Room, place: Place, given: Given) -> None:
    """Show the signals of this step; nothing where people only listen."""
    found = count_ready(room.code, room, place)
    if found is None:
        return
    moving = propose_moving(found, room.timer)
    with st.container(key="ready", gap="xsmall"):
        if moving is not None:
            _proposal(room, moving, given)
        _sum(room, found, given)


def _sum(room: Room, found: Readiness, given: Given) -> None:
    waiting = tell_waiting(found)
    still = f"<p class='quiet'>まだの班：{escape(waiting)}</p>" if waiting else ""
    st.html(
        f'<div class="glance"><p><span>できました</span><b>{tell_count(found)}</b></p>'
        f'<div class="meter"><i style="width:{round(100 * found.share)}%"></i></div>{still}'
        f'<p class="quiet">{escape(tell_whom(found))}</p></div>'
    )
    st.button(
        "人数を投影から下げる" if room.ready_shown else "人数だけを投影に出す",
        key=state.SHOW_READY,
        type="tertiary",
        icon=":material/visibility_off:" if room.ready_shown else ":material/visibility:",
        on_click=commands.show_ready,
        args=(room.code, given),
        kwargs={"on": not room.ready_shown},
    )


def _proposal(room: Room, moving: Moving, given: Given) -> None:
    with st.container(key="ready_moving", gap="xsmall"):
        st.html(f'<div class="proposal" role="status"><b>✓ {escape(moving.words)}</b></div>')
        if moving.offers_minute:
            st.button(
                "あと1分の時計を始める",
                key=state.LAST_MINUTE,
                icon=":material/timer:",
                on_click=commands.change_room,
                args=(rooms.start_timer, room.code, LAST_MINUTES),
                kwargs={"given": given},
            )
