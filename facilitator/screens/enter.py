"""代理入力: write for people without a phone, for a team, and what only the office fills."""

import streamlit as st

from facilitator import state
from facilitator.parts import entering, frame
from worksheets import rooms

frame.notices()
workshop = state.get_chosen()
room = rooms.get_room(workshop.code)
frame.heading("代理入力", "スマホのない人や班の分、事務局が記入するワークシートを書けます。")
left, right = st.columns([3, 7], gap="medium")
with left:
    sheet = entering.choose_sheet(workshop, room)
    writer = entering.choose_writer(workshop, sheet, room) if sheet else None
    entering.add_panel(workshop)
    st.page_link(
        "screens/notes.py",
        label="Excel・CSV からまとめて取り込む",
        icon=":material/upload_file:",
        query_params={state.CODE: workshop.code},
    )
with right:
    if sheet and writer:
        entering.form(workshop, sheet, writer)
    else:
        st.html('<p class="notice">左で、だれの分かを選ぶと、ここにワークシートが出ます。</p>')
