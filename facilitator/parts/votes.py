"""A vote on the console: how many have voted, its way, the hall's own count, the result on demand.

Who mirrors this page to the projector gives nothing away: points stand here only once somebody
asks for them.
"""

from collections.abc import Sequence

import streamlit as st

from facilitator import charts, commands, vote_commands
from facilitator.analysis.tallies import OptionCount
from facilitator.parts.seen import list_seen
from facilitator.parts.words import plain
from facilitator.vote_commands import DOTS, POINTS, WayKeys, name_paper
from programs.questions import Worksheet
from worksheets import rooms, toolkit
from worksheets.paper_votes import MOST_PEOPLE, PaperVotes, get_paper
from worksheets.records import Answer, Given, Room, Tally, Workshop
from worksheets.values import headline
from worksheets.vote_counts import count_voters, get_tally
from worksheets.vote_ways import MOST_EACH, VoteWay
from worksheets.votes import get_way
from worksheets.voting import preview_way

_CHARTED = 10  # cards in the picture; the table has all
_MOST_DOTS = 20


def vote_panel(workshop: Workshop, sheet: Worksheet, room: Room, given: Given) -> None:
    """Show everything about the vote on one worksheet."""
    code, way = workshop.code, get_way(room, sheet)
    voters = count_voters(code, sheet.key)
    with st.container(key=f"votes-{sheet.key}"):
        connected = toolkit.current().channel.count_connected(code)
        st.html(
            '<h3 class="small">投票</h3>'
            f'<p class="quiet">投票した人 {voters}人（つながっている端末 {connected}台）'
            f" ・ {way.describe()}</p>"
        )
        _buttons(code, sheet, room, given, voters)
        cards = list_seen(workshop, sheet).standing
        due = (*rooms.get_place(code, room).step.votes_on, *room.open_votes)
        if not cards or not (voters or sheet.key in due):
            return
        _paper(workshop, sheet, way, cards)
        if voters:
            _result(workshop, sheet, cards)


def _buttons(code: str, sheet: Worksheet, room: Room, given: Given, voters: int) -> None:
    key = sheet.key
    way = get_way(room, sheet)
    with st.container(horizontal=True, gap="xsmall"):
        is_open = key in room.open_votes
        st.button(
            "投票を終える" if is_open else f"投票を始める(1人{way.each}{way.unit})",
            key=f"unvote-{key}" if is_open else f"vote-{key}",
            on_click=commands.change_room,
            args=(rooms.close_votes if is_open else rooms.open_votes, code, key),
            kwargs={"given": given},
        )
        shown = key in room.shown_votes
        if shown or voters:
            label = "締め切って結果を公開" if is_open else "結果を公開"
            st.button(
                "結果を取り下げる" if shown else label,
                key=f"show_votes-{key}",
                icon=":material/visibility_off:" if shown else ":material/bar_chart:",
                on_click=vote_commands.show_votes,
                args=(code, key, given),
                kwargs={"on": not shown},
            )
        with st.popover("投票のしかた", key=f"way-{key}"):
            _way(code, sheet, way, given)


# --- the way --------------------------------------------------------------------------------


def _way(code: str, sheet: Worksheet, way: VoteWay, given: Given) -> None:
    """Offer another way, and say what it does to votes that are there before it is taken."""
    keys = WayKeys.of(sheet.key, way)
    kind = st.radio(
        "この会場での投票のしかた", (DOTS, POINTS), index=int(way.step > 1), key=keys.kind
    )
    step = 10 if kind == POINTS else 1
    usual = 100 if kind == POINTS else 3
    fits = step == way.step
    each = st.number_input(
        "1人の点数" if step > 1 else "1人の票数",
        step,
        MOST_EACH if step > 1 else _MOST_DOTS,
        value=min(way.each, MOST_EACH if step > 1 else _MOST_DOTS) if fits else usual,
        step=step,
        key=f"{keys.each}-{step}",
    )
    on_one = st.number_input(
        "1つのカードに入れられる上限（0は上限なし）",
        0,
        int(each),
        value=min(way.on_one, int(each)) if fits else 0,
        step=step,
        key=f"{keys.on_one}-{step}-{each}",
    )
    wanted = VoteWay(int(each), step, int(on_one))
    if wanted == way:
        st.html('<p class="quiet">いまのしかたです。変えると、スマートフォンにもすぐ出ます。</p>')
        return
    effect = preview_way(code, sheet.key, wanted)
    there = effect.kept + effect.again
    if there:
        again = (
            f"{effect.again}人の票は合わないので、数えずに残し、その人の画面で選び直してもらいます。"
            if effect.again
            else "選び直しは要りません。"
        )
        kept = f"{effect.kept}人の票はそのまま数えます。" if effect.kept else ""
        st.warning(f"もう{there}人が投票しています。{kept}{again}")
    st.button(
        "それでも、この方法に変える" if there else "この方法にする",
        key=f"change_way-{sheet.key}",
        type="primary",
        on_click=vote_commands.change_way,
        args=(code, sheet.key, wanted, given),
    )


# --- votes counted in the hall --------------------------------------------------------------


def _paper(workshop: Workshop, sheet: Worksheet, way: VoteWay, cards: Sequence[Answer]) -> None:
    """Take the votes of people without a phone: hands raised, stickers on paper."""
    code, key = workshop.code, sheet.key
    paper = get_paper(code, key)
    label = "スマートフォンのない人の票" + (f"（{paper.people}人分）" if paper.people else "")
    with st.expander(label, key=f"paper-{key}", type="compact"):
        st.html(
            '<p class="quiet">手を挙げてもらった数や、紙に貼ったシールの数を入れます。'
            "人数は、こうして票を入れた人の数です。</p>"
        )
        with st.form(f"paper_form-{key}-{paper.version}", border=False):
            _paper_fields(sheet, way, cards, paper)
            st.form_submit_button(
                "数えた票を入れる",
                key=f"paper_save-{key}",
                on_click=vote_commands.save_paper,
                args=(code, key, paper, [card.id for card in cards]),
            )
        if paper.can_undo:
            st.button(
                "1つ前の数に戻す",
                key=f"paper_undo-{key}",
                icon=":material/undo:",
                on_click=vote_commands.undo_paper,
                args=(code, key, paper.version),
            )


def _paper_fields(
    sheet: Worksheet, way: VoteWay, cards: Sequence[Answer], paper: PaperVotes
) -> None:
    st.number_input(
        "人数",
        0,
        MOST_PEOPLE,
        value=paper.people,
        key=name_paper(sheet.key, paper.version),
        width=150,
    )
    for card in cards:
        with st.container(horizontal=True, vertical_alignment="center"):
            words = headline(sheet, card.values)
            st.text(words, width="stretch")
            st.number_input(
                plain(words),
                0,
                MOST_PEOPLE * way.each,
                value=min(paper.points.get(card.id, 0), MOST_PEOPLE * way.each),
                step=way.step,
                key=name_paper(sheet.key, paper.version, card.id),
                label_visibility="collapsed",
                width=150,
            )


# --- the result, on demand ------------------------------------------------------------------


def _result(workshop: Workshop, sheet: Worksheet, cards: Sequence[Answer]) -> None:
    """Show the points only once somebody asks for them."""
    on = st.toggle(
        "結果を見る（この画面だけ）",
        key=f"peek-{sheet.key}",
        help="この画面を投影しているときは、公開するまで押さないでください。",
    )
    if not on:
        return
    tally = get_tally(workshop.code, sheet.key)
    _tell_counted(tally)
    points = tally.points
    chosen = sorted((card for card in cards if points.get(card.id)), key=lambda c: -points[c.id])
    if not chosen:
        st.html('<p class="quiet">数えられる票はまだありません。</p>')
        return
    counts = [
        OptionCount(card.id, headline(sheet, card.values), points[card.id])
        for card in chosen[:_CHARTED]
    ]
    picture = charts.vote_bars(f"{sheet.title}への票", counts, unit=tally.unit)
    st.plotly_chart(
        picture.figure,
        key=f"vote_chart-{sheet.key}",
        config=charts.CONFIG,
        theme=None,
        height=picture.height,
        alt=picture.description,
    )
    _table(workshop, sheet, tally, chosen)


def _tell_counted(tally: Tally) -> None:
    paper = f"（うち会場で数えた人 {tally.paper_voters}人）" if tally.paper_voters else ""
    waiting = (
        f" ・ 選び直しを待っている人 {tally.misfits}人（この人たちの票は入っていません）"
        if tally.misfits
        else ""
    )
    st.html(f'<p class="quiet">数えた人 {tally.voters}人{paper}{waiting}</p>')


def _table(workshop: Workshop, sheet: Worksheet, tally: Tally, chosen: Sequence[Answer]) -> None:
    numbers = [tally.points[card.id] for card in chosen]
    columns: dict[str, list[object]] = {
        "順位": [
            f"{numbers.index(number) + 1}位{'（同数）' if numbers.count(number) > 1 else ''}"
            for number in numbers
        ],
        tally.unit: list(numbers),
    }
    if tally.paper_voters:
        columns["うち会場で数えた票"] = [tally.paper.get(card.id, 0) for card in chosen]
    columns["回答"] = [headline(sheet, card.values) for card in chosen]
    teams = [workshop.find_team(card.team) for card in chosen]
    columns["班"] = [team.name if team else "" for team in teams]
    st.dataframe(
        columns,
        hide_index=True,
        column_config={tally.unit: st.column_config.NumberColumn(width="small")},
        alt="投票の結果",
    )
