"""人と権限: who may come into this workshop, and as what."""

import streamlit as st

from facilitator import state
from facilitator.parts import frame, joining, passes, redacting

frame.notices()
workshop = state.get_chosen()
frame.heading("人と権限", "この研修の画面に入れる人を決めます。参加者はここには出ません。")
left, right = st.columns([6, 5], gap="medium")
with left:
    passes.new_pass(workshop)
    passes.pass_list(workshop)
with right:
    joining.key_panel(workshop)
    passes.everybody_panel(workshop)
    redacting.traces(workshop)
