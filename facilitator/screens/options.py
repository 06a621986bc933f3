"""設定: what can be changed about a workshop that has begun."""

import pandas as pd
import streamlit as st

from facilitator import options_commands, state
from facilitator.parts import frame
from facilitator.parts.visitor import can
from facilitator.rights import Need
from worksheets.records import TeamChoice

CHOICES = {
    TeamChoice.CHOOSE: "参加者が自分の班を選ぶ",
    TeamChoice.ASSIGN: "所属が混ざるように自動で分ける",
}

frame.notices()
workshop = state.get_chosen()
options = workshop.options
frame.heading("設定")
if can(Need.MANAGE, workshop.code):
    st.page_link(
        frame.PASSES[0],
        label="人と権限(副進行役や、見るだけの人のキー)",
        icon=":material/key:",
        query_params={state.CODE: workshop.code},
    )
rows = [{"key": team.key, "name": team.name} for team in options.teams]
with st.form("options", enter_to_submit=False):
    left, right = st.columns(2)
    with left:
        st.markdown("班の名前(行を足したり消したりできます)")
        st.data_editor(
            pd.DataFrame({"name": [row["name"] for row in rows]}),
            key=state.OPTION_TEAMS,
            num_rows="dynamic",
            hide_index=True,
            column_config={"name": st.column_config.TextColumn("班の名前", max_chars=40)},
            alt="班の名前",
        )
        st.selectbox(
            "班の分け方",
            list(TeamChoice),
            format_func=CHOICES.__getitem__,
            index=list(TeamChoice).index(options.team_choice),
            key=state.OPTION_TEAM_CHOICE,
        )
    with right:
        st.text_area(
            "書いたものの使い道(参加する前に参加者に見せます)",
            value=options.purpose,
            key=state.OPTION_PURPOSE,
            max_chars=2000,
            height=200,
        )
        st.number_input(
            "終わったあとに残す日数",
            min_value=1,
            max_value=3650,
            value=options.retention_days,
            key=state.OPTION_RETENTION,
            disabled=not can(Need.MANAGE, workshop.code),
        )
        st.text_input(
            "会場のWi-Fiの名前", value=options.network_name, key=state.OPTION_NETWORK, max_chars=100
        )
        st.text_input(
            "Wi-Fiのパスワード(投影に出ます)",
            value=options.network_password,
            key=state.OPTION_NETWORK_PASSWORD,
            max_chars=100,
        )
    st.form_submit_button(
        "設定を保存する",
        type="primary",
        key="options_save",
        on_click=options_commands.change_options,
        args=(workshop.code, rows),
    )
st.html(
    '<p class="quiet">プログラムの内容は、研修を始めたときのものを、この研修のために'
    "取っておいています。あとから元のファイルを変えても、この研修は変わりません。</p>"
)
