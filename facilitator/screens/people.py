"""参加者: who is here, in which team, how to get in, and sharing everybody out over teams."""

import streamlit as st

from facilitator import state
from facilitator.parts import frame, guest_list, joining, live, people, seating
from facilitator.parts.visitor import can
from facilitator.rights import Need
from facilitator.seating.guests import list_guests
from worksheets import rooms

_TABS = ("いまの参加者", "班を分ける", "名簿")


@st.fragment
def board(code: str) -> None:
    """Draw the page; it runs again when people come and go."""
    live.listen(rooms.get_room(code), gap=2000)
    workshop = state.get_chosen()
    seating.dress()
    frame.notices()
    frame.heading("参加者")
    guests = list_guests(workshop)
    now, sharing, listed = st.tabs(_TABS, key="people_tabs")
    with now:
        left, right = st.columns([7, 4], gap="small")
        with left:
            presence = people.read_presence(workshop, guests)
            people.counts(presence)
            people.roster(presence)
            people.missing_list(workshop, presence)
            people.move_panel(workshop, presence)
            people.host_panel(workshop, presence)
        with right:
            joining.join_panel(workshop)
            if can(Need.MANAGE, code):
                joining.key_panel(workshop)
            joining.screens_panel(workshop)
    with sharing:
        left, right = st.columns([4, 8], gap="medium")
        with left:
            seating.wish_panel(workshop, guests)
        with right:
            seating.result_panel(workshop, guests)
    with listed:
        guest_list.promise_line(workshop)
        left, right = st.columns([6, 7], gap="medium")
        with left:
            guest_list.list_panel(workshop, guests)
        with right:
            guest_list.read_panel(workshop)


board(state.get_chosen().code)
