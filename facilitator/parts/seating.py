"""班を分ける: what is wanted on the left, who would sit where on the right."""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from facilitator import people_commands, state
from facilitator.analysis.seating import LARGEST, SMALLEST, suggest_count
from facilitator.exports.seating_book import XLSX, make_seating_book, name_seating_book
from facilitator.parts import frame
from facilitator.parts.reports import read_report
from facilitator.parts.words import escape, plain
from facilitator.people_commands import APART, TOGETHER
from facilitator.seating.guests import Guest, list_guests, say_spread
from facilitator.seating.proposing import Proposal, Table, make_tables
from worksheets.assignments import find_assignment
from worksheets.records import Workshop
from worksheets.workshops import get_workshop

_LOOKS = Path(__file__).with_name("seating.css")
_SIZES = (4, 5, 6)
_GOOD = (3, 7)  # people a team; within it, the teams there are need no other number


def dress() -> None:
    """Bring in how tables look."""
    st.html(_LOOKS)


def wish_panel(workshop: Workshop, guests: Sequence[Guest]) -> None:
    """Ask for the number of teams, pairs, and who stays."""
    waiting = sum(not guest.has_joined for guest in guests)
    also = f"（うち、名簿でまだ来ていない人 {waiting}人）" if waiting else ""
    st.html(f'<p class="quiet">分ける人 <b>{len(guests)}人</b>{also}</p>')
    _ask_count(workshop, guests)
    names = _name_all(workshop, guests)
    st.toggle(
        "いま班が決まっている人は動かさない",
        key=state.SEAT_STAY,
        help="名簿で班を決めてあるときや、あとから来た人だけを入れたいときに。",
    )
    st.multiselect(
        "動かさない人",
        list(names),
        format_func=lambda one: names.get(one, ""),
        key=state.SEAT_FIXED,
        placeholder="名前で探せます",
        select_all=False,
    )
    _ask_pairs(workshop.code, names)
    st.button(
        "分けてみる",
        key="seat_try",
        type="primary",
        width="stretch",
        disabled=not guests,
        on_click=people_commands.try_seating,
        args=(workshop.code,),
    )
    st.html('<p class="quiet">「分けてみる」を押しても、まだ何も変わりません。</p>')


def _ask_count(workshop: Workshop, guests: Sequence[Guest]) -> None:
    people, teams = len(guests), len(workshop.options.teams)
    fitting = _GOOD[0] <= people / teams <= _GOOD[1]
    state.prefill({state.SEAT_COUNT: teams if fitting else suggest_count(people)})
    size, count = st.columns([3, 2], vertical_alignment="bottom")
    size.segmented_control(
        "1班の人数のめやす",
        _SIZES,
        format_func=lambda one: f"{one}人",
        key=state.SEAT_SIZE,
        on_change=people_commands.suggest_teams,
        args=(people,),
    )
    count.number_input("班の数", min_value=1, max_value=100, key=state.SEAT_COUNT)
    st.html(f'<p class="quiet">{_say_sizes(people, int(state.read(state.SEAT_COUNT)))}</p>')


def _say_sizes(people: int, teams: int) -> str:
    least, more = divmod(people, teams)
    if not SMALLEST <= people / teams <= LARGEST:
        good = suggest_count(people)
        return f"▲ {people}人を{teams}班には分けられません。おすすめは{good}班です。"
    if not more:
        return f"1班 {least}人になります。"
    return f"{least + 1}人の班が{more}つ、{least}人の班が{teams - more}つになります。"


def _name_all(workshop: Workshop, guests: Sequence[Guest]) -> dict[str, str]:
    teams = {team.key: team.name for team in workshop.options.teams}
    return {
        guest.id: "　".join(
            part for part in (teams.get(guest.team, ""), guest.name, guest.affiliation) if part
        )
        for guest in guests
    }


def _ask_pairs(code: str, names: dict[str, str]) -> None:
    desk = state.get_desk(code)
    told = [(pair, False) for pair in desk.together] + [(pair, True) for pair in desk.apart]
    label = f"同じ班に・別の班に（{len(told)}組）" if told else "同じ班に・別の班に"
    with st.expander(label, expanded=bool(told), key="seat_pairs", type="compact"):
        for title, key in (("一人目", state.SEAT_ONE), ("二人目", state.SEAT_OTHER)):
            st.selectbox(
                title,
                list(names),
                index=None,
                format_func=lambda one: names.get(one, ""),
                key=key,
                placeholder="名前で探せます",
            )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.segmented_control(
                "二人を",
                (TOGETHER, APART),
                default=TOGETHER,
                required=True,
                key=state.SEAT_HOW,
            )
            st.button("加える", key="seat_pair", on_click=people_commands.add_pair, args=(code,))
        for number, (pair, apart) in enumerate(told):
            _pair_line(code, names, pair, number, apart=apart)
        st.html('<p class="quiet">この組み合わせは保存されません。この画面を閉じると消えます。</p>')


def _pair_line(
    code: str, names: dict[str, str], pair: tuple[str, str], number: int, *, apart: bool
) -> None:
    who = "　と　".join(names.get(one, "(いない人)") for one in pair)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.text(f"{'≠ 別の班' if apart else '＝ 同じ班'}：{who}", width="stretch")
        st.button(
            "外す",
            key=f"seat_drop-{number}",
            on_click=people_commands.drop_pair,
            args=(code, pair),
            kwargs={"apart": apart},
        )


# --- the result -----------------------------------------------------------------------------


def result_panel(workshop: Workshop, guests: Sequence[Guest]) -> None:
    """Show the proposal, or the teams as they are."""
    proposal = state.get_desk(workshop.code).proposal
    if proposal is None:
        _current(workshop, guests)
    else:
        _proposed(workshop, guests, proposal)


def _current(workshop: Workshop, guests: Sequence[Guest]) -> None:
    code = workshop.code
    last = find_assignment(code)
    with st.container(horizontal=True, vertical_alignment="center", key="seat_now"):
        st.html('<h2 class="small">いまの班</h2>', width="content")
        if last is not None:
            st.html(
                f'<p class="quiet">{last.made_at.astimezone():%H:%M}に分けました'
                f"（{last.moved}人が動きました）</p>",
                width="content",
            )
            st.button(
                "元に戻す",
                key="seat_undo",
                icon=":material/undo:",
                on_click=people_commands.undo_seating,
                args=(code,),
            )
        if guests:
            _book_button(workshop)
    if not guests:
        st.html(
            '<p class="notice">参加した人がここに並びます。'
            "前もって分けたいときは、「名簿」で来る人の一覧を取り込んでください。</p>"
        )
        return
    tables = make_tables(workshop.options.teams, guests)
    unplaced = [guest for guest in guests if not guest.team]
    if unplaced:
        st.html(
            f'<p class="notice">班がまだ決まっていない人が{len(unplaced)}人います。'
            "左の「分けてみる」で、まとめて決められます。</p>"
        )
    _spread(say_spread([table.guests for table in tables if table.guests]))
    _tables(tables)


def _book_button(workshop: Workshop) -> None:
    code = workshop.code
    st.download_button(
        plain("班わけ表(Excel)"),
        data=lambda: make_book(code),
        file_name=name_seating_book(read_report(code)),
        mime=XLSX,
        key="seat_book",
        icon=":material/download:",
        help="受付に置く名前順の表と、班ごとの表です。",
        on_click="ignore",
    )


def make_book(code: str) -> bytes:
    """Return the seating list as it is now."""
    workshop = get_workshop(code)
    guests = list_guests(workshop)
    tables = make_tables(workshop.options.teams, guests)
    return make_seating_book(read_report(code), tables, guests)


def _proposed(workshop: Workshop, guests: Sequence[Guest], proposal: Proposal) -> None:
    code = workshop.code
    with st.container(key="seat_do", horizontal=True, vertical_alignment="center"):
        st.button(
            "この班にする",
            key="seat_take",
            type="primary",
            on_click=people_commands.take_seating,
            args=(code, proposal),
        )
        st.button(
            "ちがう組み合わせ",
            key="seat_other_try",
            icon=":material/shuffle:",
            on_click=people_commands.try_other_seating,
            args=(code,),
        )
        st.button("やめる", key="seat_no", on_click=people_commands.drop_proposal, args=(code,))
        st.html(
            f'<p class="quiet">案{proposal.wanted.seed + 1}　{proposal.moved}人の班が変わります。'
            "まだ決まっていません。</p>",
            width="content",
        )
    late = proposal.count_new(guests)
    if late:
        frame.warn(
            f"このあとに{late}人が増えました。もう一度「分けてみる」を押すと、その人たちも入ります。",
            key="warning-late",
        )
    if proposal.worries:
        items = "".join(f"<li>{escape(worry)}</li>" for worry in proposal.worries)
        st.html(
            '<section class="attention"><h2 class="small">▲ 確かめたいこと</h2>'
            f"<ul>{items}</ul></section>"
        )
    _spread(proposal.spread)
    st.html('<p class="quiet">→ は班が変わる人、「まだ」は来ていない人です。</p>')
    _tables(proposal.tables)


def _spread(sentences: Sequence[str]) -> None:
    if sentences:
        st.html(f'<p class="quiet">{escape("".join(sentences))}</p>')


def _tables(tables: Sequence[Table]) -> None:
    st.html(f'<div class="tables">{"".join(_table(table) for table in tables)}</div>')


def _table(table: Table) -> str:
    people = "".join(_guest(guest, table) for guest in table.guests)
    alone = f'<p class="alone">▲ {escape(table.alone)}だけの班です</p>' if table.alone else ""
    return (
        f"<section><h3>{escape(table.team.name)}<b>{len(table.guests)}人</b></h3>"
        f'<p class="mix">{escape(table.mix)}</p>{alone}<ul>{people}</ul></section>'
    )


def _guest(guest: Guest, table: Table) -> str:
    marks = []
    if guest.team != table.team.key:
        marks.append('<i class="moves" title="班が変わる人">→</i>')
    if not guest.has_joined:
        marks.append('<small class="late">まだ</small>')
    return (
        f"<li>{''.join(marks)}{escape(guest.name)}<small>{escape(guest.affiliation)}</small></li>"
    )
