"""訪問: how far the visits are, what came back, and reminders to copy into a mail."""

import streamlit as st

from facilitator import state
from facilitator.parts import frame, live, reminders, told, visits
from worksheets import rooms
from worksheets.records import Given

_TABS = ("進みぐあい", "聞いた話を読む", "声かけの文")


@st.fragment
def board(code: str) -> None:
    """Draw the page; while people write, it runs again every few seconds at most."""
    room = rooms.get_room(code)
    live.listen(room, gap=4000)
    frame.notices()
    workshop = state.get_chosen()
    fieldwork = visits.read_fieldwork(workshop)
    if fieldwork is None:
        frame.heading("訪問", "このプログラムには、訪問の期間がありません。")
        return
    frame.heading("訪問", visits.say_in_short(fieldwork))
    progress, stories, mails = st.tabs(_TABS, key="visits_tabs")
    with progress:
        teams, eye = st.columns([7, 5], gap="small")
        with teams:
            visits.team_list(fieldwork)
        with eye:
            visits.attention_list(fieldwork)
    with stories:
        given = Given(revision=room.revision)
        told.record_list(workshop, room, given)
    with mails:
        reminders.reminder_list(workshop, fieldwork)


board(state.get_chosen().code)
