"""声と重なり: voices with what they are about, and where they meet."""

import streamlit as st

from facilitator import state
from facilitator.analysis.fieldwork import find_sheet
from facilitator.analysis.told import read_told
from facilitator.parts import frame, live, meetings, overlap_map, proposals, seen, voices
from facilitator.parts.reports import read_report
from programs.questions import Role
from worksheets import rooms
from worksheets.promises import list_lost_roots
from worksheets.proposals import list_proposals
from worksheets.records import Given

_TABS = ("声", "重なり", "地図")


@st.fragment
def board(code: str) -> None:
    """Draw the page; while people write, it runs again every few seconds at most."""
    room = rooms.get_room(code)
    live.listen(room, gap=4000)
    frame.notices()
    workshop = state.get_chosen()
    found = voices.read_voices(workshop)
    sheet = find_sheet(workshop.program, Role.OVERLAPS)
    if found is None or sheet is None:
        frame.heading("声と重なり", "このプログラムには、聞き取りの声がありません。")
        return
    told = read_told(read_report(code))
    proposed = list_proposals(code)
    given = Given(revision=room.revision)
    frame.heading(
        "声と重なり",
        f"声 {len(found.cards)}枚、取り入れた重なり {len(told.overlaps)}件。"
        "みんなに見せてよいと選ばれた言葉だけを使います。",
    )
    first, second, third = st.tabs(_TABS, key="overlaps_tabs")
    with first:
        voices.voice_list(workshop, found)
    with second:
        meetings.lost_root_list(workshop, list_lost_roots(code))
        left, right = st.columns([1, 1], gap="medium")
        with left:
            proposals.search_button(code)
            proposals.proposal_list(workshop, told, proposed)
        with right:
            meetings.own_form(workshop, told)
            cards = seen.list_seen(workshop, sheet)
            meetings.overlap_list(workshop, sheet, told, cards, room, given)
    with third:
        overlap_map.overlap_map(told, proposed)


board(state.get_chosen().code)
