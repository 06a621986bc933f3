"""集計: how many took part and what can be counted, no word and no person."""

import streamlit as st

from facilitator import state
from facilitator.parts import frame, totals
from facilitator.parts.reports import read_report


@st.fragment(run_every=15)
def board(code: str) -> None:
    """Draw the page; it runs again by itself, as its reader may not hear the room."""
    frame.notices()
    report = read_report(code)
    frame.heading("集計", f"参加 {report.joined}人 ・ 回答 {report.answers}件")
    totals.explain()
    for sheet in report.worksheets:
        totals.sheet_totals(code, sheet)


board(state.get_chosen().code)
