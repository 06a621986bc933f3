"""進行表: what comes when, how long, in which order, before the day and during it."""

import streamlit as st

from facilitator import state
from facilitator.pace import get_timetable
from facilitator.parts import frame, live, order_forms, order_lines
from worksheets import rooms
from worksheets.records import Given


@st.fragment
def board(code: str) -> None:
    """Draw the whole page; it runs again by itself whenever the room or an order changes."""
    room = rooms.get_room(code)
    live.listen(room)
    workshop = state.get_chosen()
    given = Given(revision=room.revision)

    frame.notices()
    with st.container(horizontal=True, vertical_alignment="center"):
        frame.heading("進行表")
        meeting = order_lines.choose_meeting(workshop, room)
    timetable = get_timetable(room, meeting.key)
    order_forms.times_form(room, timetable, given)
    order_lines.summary(room, timetable, given)
    order_lines.table(room, timetable, given)
    order_forms.own_step_form(room, timetable, given)


board(state.get_chosen().code)
