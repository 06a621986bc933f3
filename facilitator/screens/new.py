"""新しい研修を始める: choose a program, name it, go. Under a minute."""

import streamlit as st

from facilitator import commands, state
from facilitator.parts import frame, joining, library
from facilitator.parts.words import escape, lines, plain
from programs.model import Program
from worksheets.records import TeamChoice

TEAM_CHOICES = {
    TeamChoice.CHOOSE: "参加者が自分の班を選ぶ",
    TeamChoice.ASSIGN: "所属が混ざるように自動で分ける",
}


def choose_program(programs: dict[str, Program]) -> Program:
    """Let the facilitator choose, and say what the program is."""
    key = st.radio(
        "プログラム",
        list(programs),
        format_func=lambda one: plain(programs[one].title),
        captions=[program.official_name for program in programs.values()],
        key=state.NEW_PROGRAM,
        horizontal=True,
    )
    program = programs[key]
    st.html(f'<p class="notice">{lines(program.notice)}</p>')
    st.page_link(
        "screens/guide.py",
        label="このプログラムの進め方を先に読む",
        icon=":material/menu_book:",
        query_params={state.PROGRAM: key},
    )
    return program


def ask(program: Program) -> None:
    """Ask for what differs from town to town."""
    state.prefill(
        {
            state.NEW_TITLE: program.title,
            state.NEW_PURPOSE: program.purpose,
            state.NEW_RETENTION: program.retention_days,
        }
    )
    with st.form("new", enter_to_submit=False):
        left, right = st.columns(2)
        left.text_input("研修の名前", key=state.NEW_TITLE, max_chars=200)
        right.text_input(
            "市町村名", key=state.NEW_MUNICIPALITY, max_chars=100, placeholder="例：みどり市"
        )
        left.number_input("班の数", min_value=1, max_value=100, value=6, key=state.NEW_TEAMS)
        right.selectbox(
            "班の分け方",
            list(TeamChoice),
            format_func=TEAM_CHOICES.__getitem__,
            key=state.NEW_TEAM_CHOICE,
        )
        with st.expander("書いたものの使い道・保存期間・Wi-Fi(そのままでも始められます)"):
            st.text_area(
                "書いたものの使い道(参加する前に参加者に見せます)",
                key=state.NEW_PURPOSE,
                max_chars=2000,
            )
            st.number_input(
                "終わったあとに残す日数",
                min_value=1,
                max_value=3650,
                key=state.NEW_RETENTION,
            )
            one, two = st.columns(2)
            one.text_input("会場のWi-Fiの名前", key=state.NEW_NETWORK, max_chars=100)
            two.text_input(
                "Wi-Fiのパスワード(投影に出ます)", key=state.NEW_NETWORK_PASSWORD, max_chars=100
            )
        st.form_submit_button(
            "この内容で始める", type="primary", key="new_start", on_click=commands.open_workshop
        )


def begun() -> None:
    """Show what is needed to let people in."""
    workshop = state.get_chosen()
    with st.container(horizontal=True, vertical_alignment="center"):
        frame.heading(
            f"「{workshop.title}」を用意しました", "キーを控えたら、進行の画面へ進んでください。"
        )
        with st.container(key="to_run", width="content"):
            st.page_link(
                "screens/run.py",
                label="進行の画面へ",
                icon=":material/play_arrow:",
                query_params={state.CODE: workshop.code},
            )
    left, right = st.columns(2)
    with left:
        joining.join_panel(workshop)
    with right:
        joining.key_panel(workshop)


frame.notices()
if state.has_begun():
    begun()
else:
    frame.heading("新しい研修を始める")
    programs, broken = library.read_programs()
    if broken:
        st.html(
            f'<p class="notice">読みこめないプログラムがあります：{escape("、".join(broken))}。'
            "コマンド「python -m programs」で、直すところが分かります。</p>"
        )
    if programs:
        ask(choose_program(programs))
