"""What the console offers about the meeting's time: begin, catch up, undo."""

from datetime import datetime

import streamlit as st

from facilitator import commands, state
from facilitator.analysis.catching_up import Proposal
from facilitator.analysis.timekeeping import Phase, Timetable
from facilitator.pace import find_proposal, tell_clock, tell_proposal
from facilitator.parts.frame import ORDER
from facilitator.parts.words import escape
from worksheets import running_orders
from worksheets.orders import Alteration, Line, get_order
from worksheets.records import Given, Room


def time_panel(room: Room, timetable: Timetable, given: Given) -> None:
    """Show what can be done about the time now; mostly nothing."""
    proposal = find_proposal(room, timetable)
    if timetable.phase is not Phase.UNTIMED and not timetable.begun:
        _beginning(room, timetable, given)
    if proposal is not None:
        _proposal(room, timetable, proposal, given)
    elif get_order(room.orders, room.meeting_key).altered is Alteration.CATCH_UP:
        _done(room, given)


def _beginning(room: Room, timetable: Timetable, given: Given) -> None:
    with st.container(key="beginning", horizontal=True, gap="xsmall", vertical_alignment="center"):
        st.button(
            "この回をいま始める",
            key=state.BEGIN,
            icon=":material/play_arrow:",
            on_click=commands.change_room,
            args=(running_orders.begin, room.code),
            kwargs={"given": given},
        )
        if timetable.begins_at is None or timetable.phase is Phase.STRAYED:
            _link_to_order(room, "開始の時刻を決める")


def _link_to_order(room: Room, label: str) -> None:
    st.page_link(ORDER[0], label=label, query_params={state.CODE: room.code})


def _proposal(room: Room, timetable: Timetable, proposal: Proposal, given: Given) -> None:
    told = "".join(f"<li>{escape(sentence)}</li>" for sentence in tell_proposal(proposal))
    times, label, title = None, "この案で進める", "時間どおりに終わる案"
    if proposal.ends_at is not None and timetable.begins_at is not None:
        times = (timetable.begins_at, proposal.ends_at)
        later = tell_clock(proposal.ends_at)
        label, title = f"この案で進め、終わりを{later}にする", "終わりを遅らせる案"
        told += f"<li>終わりが{later}になることを、参加者に伝えてください。</li>"
    with st.container(key="catch_up", gap="xsmall"):
        st.html(f'<div class="proposal"><b>▲ {title}</b><ul>{told}</ul></div>')
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.button(
                label,
                key=state.CATCH_UP,
                on_click=commands.change_room,
                args=(_catch_up, room.code, room.meeting_key, proposal.lines, times),
                kwargs={"given": given},
            )
            _link_to_order(room, "自分で直す")


def _catch_up(
    code: str,
    meeting: str,
    lines: tuple[Line, ...],
    times: tuple[datetime, datetime] | None,
    *,
    given: Given,
) -> Room:
    return running_orders.catch_up(code, meeting, lines, times=times, given=given)


def _done(room: Room, given: Given) -> None:
    with st.container(key="caught_up", horizontal=True, gap="small", vertical_alignment="center"):
        st.html('<p class="quiet">✓ 案のとおりに変えました。</p>', width="content")
        st.button(
            "元に戻す",
            key=state.UNDO,
            icon=":material/undo:",
            on_click=commands.change_room,
            args=(running_orders.undo, room.code, room.meeting_key),
            kwargs={"given": given},
        )
        _link_to_order(room, "進行表を見る")
