"""進行: where the room is, what to say, the clock, the next button, and what comes in."""

import streamlit as st

from facilitator import state
from facilitator.pace import get_timetable
from facilitator.parts import clock, clusters, earlier, frame, ready, sheets, stage, steps
from worksheets import rooms
from worksheets.records import Given


@st.fragment
def board(code: str) -> None:
    """Draw the whole page; it runs again by itself whenever the room changes."""
    room = rooms.get_room(code)
    workshop = state.get_chosen()
    place = rooms.get_place(code, room)
    given = Given(step=f"{room.meeting_key}/{room.step_key}", revision=room.revision)
    relevant = sheets.list_relevant(workshop, room, place)

    frame.notices()
    left, right = st.columns([7, 4], gap="small")
    with right:
        clock.clock(room, place, get_timetable(room), given)
        with clock.moving(room, place, given):
            steps.jump_list(workshop, place, given)
        ready.ready_panel(room, place, given)
        sheets.progress_line(code, relevant)
        stage.stage_panel(room, given)
        stage.notice_panel(room, given)
    with left:
        steps.place_line(place)
        steps.reading(place, workshop.program)
        earlier.earlier_panel(room, place, given)
        for number, sheet in enumerate(relevant):
            sheets.worksheet_panel(workshop, sheet, room, given, unfolded=number == 0)
        for sheet in clusters.list_earlier(workshop, place):
            if sheet not in relevant:
                clusters.earlier_panel(workshop, sheet, room, given)


board(state.get_chosen().code)
