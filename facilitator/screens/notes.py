"""まとめて取り込む: sticky notes and sheets typed up in Excel or CSV."""

import streamlit as st

from facilitator import state
from facilitator.parts import frame, notes
from worksheets import rooms

frame.notices()
workshop = state.get_chosen()
frame.heading(
    "まとめて取り込む",
    "付箋や紙のワークシートを書き起こした Excel・CSV を、回答として取り込みます。",
)
left, right = st.columns([3, 6], gap="medium")
with left:
    sheet = notes.choose_sheet(workshop, rooms.get_room(workshop.code))
    file = notes.choose_file()
if file is not None:
    with left:
        place = st.container()
    with right:
        preview = notes.read(file, sheet)
    if preview is not None:
        with right:
            notes.show(preview, sheet)
        with place:
            notes.choose_column(preview, sheet)
            notes.take(workshop, sheet, preview)
