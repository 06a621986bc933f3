"""研修の一覧: the workshops of this server, and where each of them is."""

import streamlit as st

from facilitator import state
from facilitator.parts import frame
from facilitator.parts.visitor import can
from facilitator.parts.words import escape
from facilitator.rights import Need
from worksheets import rooms, workshops
from worksheets.records import WorkshopSummary
from worksheets.workshops import get_workshop


def card(summary: WorkshopSummary) -> None:
    """Draw one workshop."""
    place = rooms.get_place(summary.code)
    joining_code = get_workshop(summary.code).joining_code
    with st.container(border=True, height="stretch", key=f"workshop-{summary.code}"):
        st.html(
            f'<div class="workshop"><p class="quiet">{escape(summary.municipality) or "　"}</p>'
            f"<h2>{escape(summary.title)}</h2><p>{escape(summary.program_title)}</p>"
            f"<dl><dt>いま</dt><dd>{escape(place.meeting.label)} "
            f"{place.number}. {escape(place.step.title)}</dd>"
            f"<dt>参加者</dt><dd>{summary.participants}人</dd>"
            f'<dt>番号</dt><dd class="letters">{escape(joining_code)}</dd>'
            f"<dt>作成</dt><dd>{summary.created_at.astimezone():%Y年%m月%d日}</dd></dl></div>"
        )
        st.space("stretch")
        here = {state.CODE: summary.code}
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            if not can(Need.SEE, summary.code):
                st.page_link(frame.TOTALS[0], label="集計を見る", query_params=here)
                return
            with st.container(key=f"open-{summary.code}", width="content"):
                st.page_link(
                    "screens/run.py",
                    label="進行を開く",
                    query_params=here,
                    icon=":material/play_arrow:",
                )
            st.page_link("screens/summary.py", label="まとめ", query_params=here)
            if can(Need.RUN, summary.code):
                st.page_link("screens/files.py", label="資料", query_params=here)


frame.notices()
state.mark_begun(begun=False)
found = [one for one in workshops.list_workshops() if can(Need.TOTALS, one.code)]
with st.container(horizontal=True, vertical_alignment="center"):
    frame.heading("研修の一覧")
    if can(Need.MANAGE):
        st.page_link(frame.KEEPING, label="控えと消去", icon=":material/inventory_2:")
    if can(Need.OFFICE):
        st.page_link(frame.SAFETY, label="安全対策一覧", icon=":material/shield:")
    st.html('<a href="signout" target="_self">サインアウト</a>', width="content")
    if can(Need.OFFICE):
        with st.container(key="begin", width="content"):
            st.page_link(frame.NEW, label="新しい研修を始める", icon=":material/add:")
if not found and can(Need.OFFICE):
    st.html(
        '<div class="welcome"><h2>はじめに</h2><ol>'
        "<li>「新しい研修を始める」で、プログラムを選びます(1分でできます)。</li>"
        "<li>出てきた番号とQRコードを、会場の投影で参加者に見せます。</li>"
        "<li>「進行」の画面を読みながら「次へ」を押すと、参加者のスマホと投影が一緒に進みます。</li>"
        "</ol><p>当日の前に、「進め方」で言い方の例やワークシートを全部読めます。</p></div>"
    )
with st.grid(3, min_column_width=360):
    for summary in found:
        card(summary)
