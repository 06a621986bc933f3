"""The wall screen from the console: what it shows, a live preview, a notice to the phones."""

import streamlit as st

from facilitator import commands, state
from worksheets import rooms
from worksheets.records import Given, Room, StageView

_VIEWS = {
    StageView.JOIN: "参加案内",
    StageView.STEP: "ステップ",
    StageView.ANSWERS: "回答",
    StageView.ORDER: "進行表",
    StageView.BLANK: "消す",
}


def stage_panel(room: Room, given: Given) -> None:
    """Show the switch and the preview of the stage."""
    with st.container(border=True, key="stage"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html('<h2 class="small">投影</h2>', width="stretch")
            st.link_button(
                "投影画面を開く",
                f"{state.get_prefix()}/stage/{room.code}",
                type="tertiary",
                icon=":material/open_in_new:",
            )
        with st.container(key="stage_views", horizontal=True, gap="xsmall", wrap=False):
            for view, label in _VIEWS.items():
                st.button(
                    label,
                    key=f"view-{view}",
                    type="primary" if view is room.stage_view else "secondary",
                    width="stretch",
                    on_click=commands.change_room,
                    args=(rooms.show_on_stage, room.code, view),
                    kwargs={"given": given},
                )
        with st.container(key="preview"):
            st.iframe(
                f"{state.get_prefix()}/stage/{room.code}?preview=1",
                height=240,
                alt="投影画面の写し",
                tab_index=-1,
            )


def notice_panel(room: Room, given: Given) -> None:
    """Send a short notice to all phones, or take it away."""
    with st.expander("スマホへのお知らせ", key="phone_notice"):
        if room.notice:
            st.text(f"いま出しているお知らせ：{room.notice}")
            st.button(
                "お知らせを消す",
                key="notice_end",
                on_click=commands.change_room,
                args=(rooms.post_notice, room.code, ""),
                kwargs={"given": given},
            )
        st.text_input(
            "お知らせの文",
            key=state.NOTICE_TEXT,
            max_chars=200,
            placeholder="例：10分後に再開します",
        )
        st.button(
            "お知らせを出す",
            key="notice_post",
            on_click=commands.post_notice,
            args=(room.code, given),
        )
