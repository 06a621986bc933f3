"""安全対策一覧: what an office must be able to say about safety, as it stands on this machine."""

import streamlit as st

from facilitator.analysis.wording import moment_words
from facilitator.exports.safety_sheet import (
    CAUTION,
    draw_picture,
    draw_sources,
    draw_table,
    make_safety_sheet,
)
from facilitator.parts import frame
from facilitator.parts.words import plain
from facilitator.safety import list_measures
from facilitator.safety_facts import find_facts
from worksheets import toolkit

frame.notices()
facts = find_facts(toolkit.current().settings)
measures = list_measures(facts)
frame.heading(
    "安全対策一覧",
    f"{moment_words(facts.measured_at)}に、このパソコンで確かめました。{CAUTION}",
)
st.download_button(
    plain("印刷用のファイルを保存する(ブラウザーで開いて印刷)"),
    data=lambda: make_safety_sheet(facts, measures),
    file_name="安全対策一覧.html",
    mime="text/html",
    key="safety_sheet",
    icon=":material/download:",
    on_click="ignore",
)
st.html(draw_table(measures))
st.html(f'<h2 class="small">書いた言葉の流れ</h2>{draw_picture(inside=False)}{draw_sources()}')
