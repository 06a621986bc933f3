"""前回から: what the gathering before brought, where each choice came from, homework to quote."""

import streamlit as st

from facilitator import commands
from facilitator.analysis.earlier import (
    Earlier,
    EarlierCards,
    EarlierIdea,
    EarlierIdeas,
    choose_words,
    find_before,
    make_earlier,
)
from facilitator.analysis.records import ReportedAnswer, ReportedWorksheet
from facilitator.analysis.wording import shorten
from facilitator.parts.reports import read_report
from facilitator.parts.threads import thread_lines
from facilitator.parts.words import escape, plain
from worksheets import rooms
from worksheets.records import Given, Place, Room
from worksheets.workshops import get_workshop

_MOST_LABELS = 8
_MOST_HOMEWORK = 12


def earlier_panel(room: Room, place: Place, given: Given) -> None:
    """Show it open at the first step of a later meeting, folded at its other steps."""
    # The report takes a moment, and most meetings need none here.
    meetings = get_workshop(room.code).program.meetings
    if find_before(meetings, place.meeting.key) is None:
        return
    found = make_earlier(read_report(room.code), place.meeting.key)
    if found is None:
        return
    label = plain(f"前回から：{found.meeting.label} {found.meeting.title}")
    with st.expander(label, expanded=place.number == 1, key="earlier"):
        if found.is_empty:
            st.html(
                f'<p class="quiet">{escape(found.meeting.label)}の表札、宿題、選んだアイデアは、'
                "まだありません。口頭でふりかえってから始めてください。投影にも出ません。</p>"
            )
            return
        _chosen(room, found, given)
        for cards in found.cards:
            _cards(cards)
        for sheet in found.homework:
            _homework(room, sheet, given, quoting=place.number == 1)


def _chosen(room: Room, found: Earlier, given: Given) -> None:
    if found.ideas is not None:
        title = "選んだアイデア" if found.ideas.decided else "票の多かったアイデア"
        st.html(f'<h3 class="small">{title}</h3>')
        if not found.ideas.decided:
            st.html('<p class="quiet">▲ 何を選んだかは、まだ書かれていません。票の多い順です。</p>')
        for number, idea in enumerate(found.ideas.ideas, 1):
            _idea(number, idea, found.ideas)
        for sheet in found.ideas.choices:
            _choice(room, sheet, given)
    if found.plans:
        items = "".join(f"<li>{escape(_name(plan))}</li>" for plan in found.plans)
        st.html(f'<h3 class="small">みんなで決めた取組</h3><ol class="earlier">{items}</ol>')


def _choice(room: Room, sheet: ReportedWorksheet, given: Given) -> None:
    """Show what was written down with the choice, ready to be put on the wall."""
    lines = [
        f"<li>{escape(label)}：{escape(text)}</li>"
        for answer in sheet.answers
        for label, text in answer.lines[1:]  # the first is the choice itself
    ]
    st.html(f'<ul class="earlier">{"".join(lines)}</ul>')
    shared = sheet.key in room.shared
    st.button(
        "投影から取り下げる" if shared else f"{plain(sheet.title)}をみんなに見せる",
        key=f"share-chosen-{sheet.key}",
        icon=":material/visibility_off:" if shared else ":material/visibility:",
        on_click=commands.share,
        args=(room.code, sheet.key, given),
        kwargs={"on": not shared},
    )


def _name(plan: ReportedAnswer) -> str:
    return f"{plan.headline}（{plan.team}）" if plan.team else plan.headline


def _idea(number: int, idea: EarlierIdea, ideas: EarlierIdeas) -> None:
    marks = [f"{idea.answer.points}票"] if idea.answer.points else []
    if idea.placement is not None and ideas.axes is not None:
        x, y = ideas.axes
        placed = idea.placement
        marks.append(f"{x}{placed.x:.1f}・{y}{placed.y:.1f}（{placed.raters}人の平均）")
    st.html(
        f'<p class="earlier"><b>{number}. {escape(idea.answer.headline)}</b> '
        f"<small>{escape('　'.join(marks))}</small></p>"
    )
    if idea.thread is not None:
        with st.expander("どこから来たか", key=f"thread-{idea.answer.id}", type="compact"):
            thread_lines(idea.thread)


def _cards(cards: EarlierCards) -> None:
    labels = cards.labels
    items = "".join(
        f"<li>{escape(text)} <b>{count}枚</b></li>" for text, count in labels[:_MOST_LABELS]
    )
    more = len(labels) - _MOST_LABELS
    rest = f"<li>ほか{more}の表札</li>" if more > 0 else ""
    grouped = f"{len(cards.clusters)}のまとまり" if cards.clusters else "まだまとめていません"
    st.html(
        f'<h3 class="small">{escape(cards.title)}　{cards.cards}枚・{grouped}</h3>'
        f'<ul class="teams">{items}{rest}</ul>'
    )


def _homework(room: Room, sheet: ReportedWorksheet, given: Given, *, quoting: bool) -> None:
    st.html(
        f'<h3 class="small">{escape(sheet.title)}　{sheet.answered} / {sheet.joined}人</h3>'
        + ("" if sheet.answers else '<p class="quiet">まだ届いていません。</p>')
    )
    if not sheet.answers or not quoting:
        return
    with st.expander("選んで、投影の「前回から」に載せる", key=f"quoting-{sheet.key}"):
        st.html(
            f'<p class="quiet">{rooms.MOST_QUOTED}つまで。名前は出ません。書いた人に'
            "「読み上げてもよいですか」と聞いてから選んでください。</p>"
        )
        for answer in sheet.answers[-_MOST_HOMEWORK:][::-1]:
            _quotable(room, answer, choose_words(sheet, answer), given)


def _quotable(room: Room, answer: ReportedAnswer, words: str, given: Given) -> None:
    is_on = answer.id in room.quoted
    with st.container(horizontal=True, vertical_alignment="center", key=f"homework-{answer.id}"):
        st.text(shorten(words, 80), width="stretch")
        st.button(
            "載せるのをやめる" if is_on else "載せる",
            key=f"quote-{answer.id}",
            type="tertiary",
            on_click=commands.quote,
            args=(room.code, answer.id, given),
            kwargs={"on": not is_on},
        )
