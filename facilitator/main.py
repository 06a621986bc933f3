"""The console's entry: choose the page, draw the frame around it.

Streamlit runs this file for every visitor and every change; the server is put together in
app.py. Keep it here and not at the root: Streamlit reloads what lies under its folder, and
must never reload the live channel.
"""

import streamlit as st

from facilitator import state
from facilitator.parts import frame, visitor
from facilitator.rights import PAGES, Need

_OF_WORKSHOP = (*frame.PAGES, *frame.FIELDWORK, frame.NOTES, frame.TOTALS, frame.PASSES)
_PAGES = [
    st.Page(frame.HOME, title="研修の一覧", url_path="home", default=True),
    st.Page(frame.NEW, title="新しい研修を始める", url_path="new"),
    st.Page(frame.KEEPING, title="控えと消去", url_path="keeping"),
    st.Page(frame.SAFETY, title="安全対策一覧", url_path="safety"),
    *(st.Page(file, title=title, url_path=path) for file, title, path in _OF_WORKSHOP),
]

st.set_page_config(page_title="研修の進行", page_icon="📋", layout="wide")
state.start()
page = st.navigation(_PAGES, position="hidden")
frame.dress()
of_workshop = page.url_path in {path for _, _, path in _OF_WORKSHOP}
workshop = state.find_chosen() if of_workshop else None
need = PAGES.get(page.url_path, Need.OFFICE)
if not visitor.can(need, state.find_code() if of_workshop else ""):
    frame.links(None)
    frame.refuse(state.find_code() if of_workshop else "")
    st.stop()
if workshop is not None and not visitor.can(Need.RUN, workshop.code):
    frame.dress_for_looking()
frame.links(workshop)
if of_workshop and workshop is None and page.url_path != "guide":
    frame.heading("研修が選ばれていません", "一覧から研修を選ぶか、新しい研修を始めてください。")
    st.page_link(frame.HOME, label="研修の一覧へ", icon=":material/arrow_forward:")
    st.stop()
if workshop is not None:
    st.set_page_config(page_title=f"{page.title}｜{workshop.title}")
page.run()
