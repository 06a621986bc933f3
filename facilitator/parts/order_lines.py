"""The running order of one meeting on the console: its sums, and a row for every step."""

from collections.abc import Callable

import streamlit as st

from facilitator import commands, order_commands, state
from facilitator.analysis.timekeeping import LineState, Phase, TimedLine, Timetable
from facilitator.pace import count_late, tell_clock, tell_late
from facilitator.parts.words import escape, plain
from programs.model import Meeting
from worksheets import running_orders
from worksheets.order_table import LONGEST_STEP
from worksheets.orders import get_order
from worksheets.records import Given, Room, Workshop

_COLUMNS = (2.2, 6, 1.9, 0.7, 0.7, 1.5)
_HEADS = ("時刻", "ステップ", "時間(分)", "順番", "", "")
_MARKS = {
    LineState.DONE: "✓ すみ",
    LineState.PASSED: "飛ばしました",
    LineState.NOW: "▶ いま",
    LineState.TO_COME: "",
    LineState.SKIPPED: "飛ばします",
}


def choose_meeting(workshop: Workshop, room: Room) -> Meeting:
    """Choose one of the program's meetings; at first it is the one the room is in."""
    meetings = {meeting.key: meeting for meeting in workshop.program.meetings}
    chosen = st.segmented_control(
        "回",
        list(meetings),
        default=room.meeting_key,
        required=True,
        format_func=lambda key: plain(meetings[key].label),
        key=state.ORDER_MEETING,
        label_visibility="collapsed",
    )
    return meetings.get(str(chosen), meetings[room.meeting_key])


# --- sums -----------------------------------------------------------------------------------


def summary(room: Room, timetable: Timetable, given: Given) -> None:
    """Show how the sum of the steps stands against what was planned, and the way back."""
    order = get_order(room.orders, timetable.meeting.key)
    with st.container(key="order_sum", horizontal=True, vertical_alignment="center"):
        meeting = timetable.meeting
        name = f"{escape(meeting.label)} {escape(meeting.title)}"
        told = "".join(f"<span>{escape(part)}</span>" for part in _tell_sums(timetable))
        st.html(f'<div class="sums"><h2 class="small">{name}</h2>{told}</div>', width="stretch")
        if order.before is not None:
            st.button(
                "元に戻す",
                key=state.UNDO,
                icon=":material/undo:",
                help="最後の変更を取り消します。",
                on_click=commands.change_room,
                args=(running_orders.undo, room.code, meeting.key),
                kwargs={"given": given},
            )


def _tell_sums(timetable: Timetable) -> list[str]:
    if timetable.phase is Phase.UNTIMED:
        return []
    planned = timetable.planned_minutes
    if timetable.phase is Phase.RUNNING and timetable.planned_end and timetable.projected_end:
        end, promised = tell_clock(timetable.projected_end), tell_clock(timetable.planned_end)
        late = tell_late(count_late(timetable))
        return [f"いま {late}", f"終わりの見こみ {end}(予定 {promised})"]
    if timetable.phase is Phase.OVER:
        return ["この回は終わりました"]
    told = [f"合わせて{timetable.minutes}分(予定 {planned}分)", _tell_rest(timetable)]
    if timetable.begins_at and timetable.planned_end:
        day = timetable.begins_at.astimezone()
        span = f"{tell_clock(day)}〜{tell_clock(timetable.planned_end)}"
        told.insert(0, f"{day.month}月{day.day}日 {span}")
    return told


def _tell_rest(timetable: Timetable) -> str:
    over = timetable.minutes - timetable.planned_minutes
    if over > 0:
        return f"▲ 予定を{over}分こえています"
    return f"● あと{-over}分使えます" if over < 0 else "● ちょうどです"


# --- rows -----------------------------------------------------------------------------------


def table(room: Room, timetable: Timetable, given: Given) -> None:
    """Show every step with its times and what can be changed of it."""
    with st.container(key="order_table", gap="xsmall"):
        for column, head in zip(st.columns(_COLUMNS, gap="xsmall"), _HEADS, strict=True):
            column.html(f'<p class="quiet">{head}</p>')
        here = _find_here(timetable)
        for place, (number, line) in enumerate(_count(timetable.lines)):
            with st.container(key=f"line-{line.step.key}"):
                _row(room, timetable, line, number, place, here, given)
    if here > 0 and timetable.phase is Phase.WAITING:
        st.html(
            '<p class="quiet">いまのステップより前は変えられません。変えるときは、'
            "「進行」で前のステップへ戻ってください。</p>"
        )


def _find_here(timetable: Timetable) -> int:
    """Return the place of the step the room is in, -1 when it is in another meeting."""
    states = [line.state for line in timetable.lines]
    return states.index(LineState.NOW) if LineState.NOW in states else -1


def _count(lines: tuple[TimedLine, ...]) -> list[tuple[str, TimedLine]]:
    """Number the steps as all screens do: skipped ones have no number."""
    found, number = [], 0
    for line in lines:
        number += line.state is not LineState.SKIPPED
        found.append(("－" if line.state is LineState.SKIPPED else f"{number}", line))
    return found


def _row(
    room: Room,
    timetable: Timetable,
    line: TimedLine,
    number: str,
    place: int,
    here: int,
    given: Given,
) -> None:
    when, what, minutes, up, down, out = st.columns(
        _COLUMNS, gap="xsmall", vertical_alignment="center"
    )
    title = plain(line.step.title)
    key = line.step.key
    when.html(f'<p class="when">{_tell_when(timetable, line)}</p>')
    what.html(_tell_step(line, number))
    with minutes:
        _minutes_field(room, timetable, line, given, off=place < here)
    last = len(timetable.lines) - 1
    for column, arrow, by, on, word in (
        (up, "arrow_upward", -1, place > here + 1, "上へ"),
        (down, "arrow_downward", 1, here < place < last, "下へ"),
    ):
        with column:
            _button(
                f"「{title}」を{word}",  # for ears only, see console.css
                f"move-{key}-{by}",
                running_orders.move_step,
                (room.code, timetable.meeting.key, key, by),
                given,
                icon=f":material/{arrow}:",
                disabled=not on,
            )
    with out:
        _out_button(room, timetable, line, given, off=place <= here)


def _tell_when(timetable: Timetable, line: TimedLine) -> str:
    if timetable.phase is Phase.UNTIMED:
        return escape(line.step.when)
    if line.state in (LineState.SKIPPED, LineState.PASSED):
        return "－"
    if line.starts_at and line.ends_at:
        return f"{tell_clock(line.starts_at)}〜{tell_clock(line.ends_at)}"
    hours, minutes = divmod(line.offset, 60)
    return f"開始から {hours}:{minutes:02}"


def _tell_step(line: TimedLine, number: str) -> str:
    marks = [_MARKS[line.state]] if _MARKS[line.state] else []
    if line.step.droppable and line.state is not LineState.SKIPPED:
        marks.append("▽ 飛ばしてもよい")
    marks += ["この研修で足したステップ"] if line.own else []
    told = "".join(f"<em>{mark}</em>" for mark in marks)
    return (
        f'<p class="line {line.state}"><b>{number}</b><span>{escape(line.step.title)}</span>'
        f"{told}</p>"
    )


def _minutes_field(
    room: Room, timetable: Timetable, line: TimedLine, given: Given, *, off: bool
) -> None:
    key = f"minutes-{timetable.meeting.key}-{line.step.key}"
    # What is stored counts: somebody else may have changed it, or this change was refused.
    state.show_in_field(key, line.step.minutes)
    st.number_input(
        f"「{plain(line.step.title)}」の時間(分)",
        min_value=1,
        max_value=LONGEST_STEP,
        step=1,
        format="%d",
        key=key,
        label_visibility="collapsed",
        disabled=off or line.state is LineState.SKIPPED,
        on_change=order_commands.set_minutes,
        args=(room.code, timetable.meeting.key, line.step.key, key),
        kwargs={"given": given},
    )


def _out_button(
    room: Room, timetable: Timetable, line: TimedLine, given: Given, *, off: bool
) -> None:
    """Offer what takes a step out of the order, or brings it back."""
    name, change, word = _choose_out(line)
    only = timetable.current is None and len(timetable.to_come) == 1
    _button(
        word,
        f"{name}-{line.step.key}",
        change,
        (room.code, timetable.meeting.key, line.step.key),
        given,
        help=f"「{plain(line.step.title)}」を{word}",
        disabled=(off or only) and name != "restore",
    )


def _choose_out(line: TimedLine) -> tuple[str, Callable[..., Room], str]:
    if line.state is LineState.SKIPPED:
        return "restore", running_orders.restore_step, "戻す"
    if line.own:
        return "remove", running_orders.remove_own_step, "消す"
    return "skip", running_orders.skip_step, "飛ばす"


def _button(
    label: str,
    key: str,
    change: Callable[..., Room],
    args: tuple[object, ...],
    given: Given,
    *,
    help: str | None = None,  # noqa: A002 -- Streamlit's word
    icon: str | None = None,
    disabled: bool = False,
) -> None:
    st.button(
        label,
        key=key,
        width="stretch",
        help=help,
        icon=icon,
        disabled=disabled,
        on_click=commands.change_room,
        args=(change, *args),
        kwargs={"given": given},
    )
