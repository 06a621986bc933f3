"""Say when a meeting starts and ends, and add a step of one's own to it."""

from datetime import datetime

import streamlit as st

from facilitator import order_commands
from facilitator.analysis.timekeeping import LineState, Phase, Timetable
from facilitator.order_commands import OwnStepKeys, TimesKeys
from facilitator.pace import tell_clock
from worksheets.documents import now
from worksheets.order_table import LONGEST_STEP
from worksheets.orders import get_order
from worksheets.own_steps import LONGEST_INSTRUCTION, LONGEST_SAYING, LONGEST_TITLE
from worksheets.records import Given, Room

_STEP = 300  # seconds between the times that are offered


def times_form(room: Room, timetable: Timetable, given: Given) -> None:
    """Ask for day, start and end."""
    meeting = timetable.meeting
    if timetable.phase is Phase.UNTIMED:
        return
    plan = get_order(room.orders, meeting.key).arrangement
    start, end = _local(plan.starts_at), _local(plan.ends_at)
    keys = TimesKeys.of(meeting.key, plan)
    label = "開始と終わりの時刻"
    if start is not None and timetable.planned_end is not None:
        until = tell_clock(timetable.planned_end)
        label += f"　{start.month}月{start.day}日 {tell_clock(start)}〜{until}"
    with (
        st.expander(label, expanded=start is None, key=f"order_times-{meeting.key}"),
        st.form(f"times-{meeting.key}", border=False, enter_to_submit=False),
    ):
        day, starts, ends, save = st.columns([2, 2, 2, 2], vertical_alignment="bottom")
        day.date_input("日", value=(start or now().astimezone()).date(), key=keys.day)
        starts.time_input("開始", value=start.time() if start else None, step=_STEP, key=keys.start)
        ends.time_input(
            f"終わり(空なら、開始から{meeting.minutes}分)",
            value=end.time() if end else None,
            step=_STEP,
            key=keys.end,
        )
        save.form_submit_button(
            "この時刻にする",
            key=f"save_times-{meeting.key}",
            on_click=order_commands.set_times,
            args=(room.code, meeting.key, keys),
            kwargs={"given": given},
        )


def _local(at: datetime | None) -> datetime | None:
    return at.astimezone() if at else None


def own_step_form(room: Room, timetable: Timetable, given: Given) -> None:
    """Ask for a step of this town's own."""
    meeting = timetable.meeting
    later = [line.step for line in timetable.lines if line.state is LineState.TO_COME]
    titles = {step.key: step.title for step in later}
    keys = OwnStepKeys.of(meeting.key)
    with (
        st.expander("この研修だけのステップを足す", key="order_own"),
        st.form(f"own-{meeting.key}", border=False, enter_to_submit=False),
    ):
        title, minutes, shortest, before = st.columns([4, 1.5, 1.5, 4])
        title.text_input(
            "ステップの名前",
            max_chars=LONGEST_TITLE,
            placeholder="例：町長あいさつ",
            key=keys.title,
        )
        minutes.number_input("時間(分)", 1, LONGEST_STEP, 5, key=keys.minutes)
        shortest.number_input("最短(分)", 1, LONGEST_STEP, 5, key=keys.shortest)
        before.selectbox(
            "どこに入れるか",
            [*titles, ""],
            index=max(len(titles) - 1, 0),
            format_func=lambda key: f"「{titles[key]}」の前" if key in titles else "いちばん後",
            key=keys.before,
        )
        st.text_input(
            "参加者の画面に出る文(なくてもよい)",
            max_chars=LONGEST_INSTRUCTION,
            placeholder="例：前を見て、話を聴く",
            key=keys.instruction,
        )
        st.text_area("言うこと(なくてもよい)", max_chars=LONGEST_SAYING, key=keys.say, height=100)
        st.checkbox("時間が押したら、飛ばしてもよい(▽)", key=keys.droppable)
        st.form_submit_button(
            "足す",
            key=f"add_own-{meeting.key}",
            on_click=order_commands.add_own_step,
            args=(room.code, meeting.key, keys),
            kwargs={"given": given},
        )
