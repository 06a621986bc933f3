"""The wall screen from the console: what it shows, a live preview, a notice to the phones."""

from collections.abc import Callable

import streamlit as st

from facilitator import commands, state
from facilitator.pace import tell_clock
from facilitator.parts.words import escape
from worksheets import rooms
from worksheets.records import Given, Room, StageView
from worksheets.running_orders import get_arranged

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
        _freeze_line(room, given)
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


def _freeze_line(room: Room, given: Given) -> None:
    """Stop the wall or let it go on; while it stands still, say what it shows."""
    frozen = room.frozen
    with st.container(key="frozen" if frozen else "flowing", horizontal=True, gap="small"):
        if frozen is None:
            _freeze_button("投影を止める", ":material/pause:", commands.freeze_wall, room, given)
            _online_button(room, given)
            return
        _freeze_button("動かす", ":material/play_arrow:", commands.release_wall, room, given)
        st.html(
            f"<p><b>投影を止めています</b>（{tell_clock(frozen.since)}から、"
            f"{escape(_name_place(room, frozen.place))}のまま）。下は、動かすと映る画面です。</p>"
        )


def _freeze_button(
    label: str, icon: str, command: Callable[[str, Given], None], room: Room, given: Given
) -> None:
    st.button(
        label,
        key="freeze_wall",
        icon=icon,
        type="primary" if room.frozen else "secondary",
        help="投影だけを止めます。スマホは書けますし、この画面でも進められます（キー：s）",
        on_click=command,
        args=(room.code, given),
    )


def _online_button(room: Room, given: Given) -> None:
    st.button(
        "オンラインに映しています" if room.online else "オンライン会議に映す",
        key="online_wall",
        icon=":material/videocam:",
        type="primary" if room.online else "tertiary",
        help="会場のWi-Fiのパスワードを投影に出さず、参加の番号とアドレスを大きくします"
        "（もう一度押すと戻ります）",
        on_click=commands.show_online,
        args=(room.code, given),
        kwargs={"on": not room.online},
    )


def _name_place(room: Room, place: str) -> str:
    for meeting in get_arranged(room.code, room).meetings:
        for step in meeting.steps:
            if f"{meeting.key}/{step.key}" == place:
                return f"{meeting.label}「{step.title}」"
    return "前の画面"


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
