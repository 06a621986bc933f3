"""参加者: who is here, in which team, and how to get in."""

import streamlit as st

from facilitator import state
from facilitator.parts import frame, joining, live, people
from worksheets import rooms


@st.fragment
def board(code: str) -> None:
    """Draw the page; it runs again when people come and go."""
    live.listen(rooms.get_room(code), gap=2000)
    workshop = state.get_chosen()
    frame.notices()
    left, right = st.columns([7, 4], gap="small")
    with left:
        frame.heading("参加者")
        presence = people.read_presence(workshop)
        people.counts(presence)
        people.roster(presence)
        people.move_panel(workshop, presence)
    with right:
        joining.join_panel(workshop)
        joining.key_panel(workshop)
        joining.screens_panel(workshop)


board(state.get_chosen().code)
