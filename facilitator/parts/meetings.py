"""Overlap cards that people stand by, with the ideas born of them; and roots that were lost."""

from collections.abc import Sequence

import streamlit as st

from facilitator import fieldwork_commands as field
from facilitator import state
from facilitator.analysis.overlap_maps import get_symbol
from facilitator.analysis.told import Told, ToldOverlap
from facilitator.analysis.wording import quote, shorten
from facilitator.parts import cards
from facilitator.parts.proposals import quotations
from facilitator.parts.seen import Seen
from facilitator.parts.words import escape
from programs.questions import Role, Worksheet
from worksheets.promises import LostRoot
from worksheets.records import Answer, Given, Room, Workshop
from worksheets.values import headline

_MOST_VOICES = 3
_OPTION = 50  # characters of a voice in a list to choose from


def lost_root_list(workshop: Workshop, lost: Sequence[LostRoot]) -> None:
    """Say what has lost a root, so that its writers can be told."""
    if not lost:
        return
    items = "".join(f"<li>{escape(_tell_lost(workshop, one))}</li>" for one in lost)
    st.html(
        '<section class="attention"><h2 class="small">'
        f"▲ もとになった声が取り下げられたもの　{len(lost)}件</h2><ul>{items}</ul>"
        "<p>書いた人に知らせて、このまま残すか、直すかを決めてもらってください。</p></section>"
    )


def _tell_lost(workshop: Workshop, one: LostRoot) -> str:
    team = workshop.find_team(one.answer.team)
    by = "・".join(part for part in (team.name if team else "", one.answer.name) if part)
    writer = f"{by}の" if by else ""
    # An overlap card quotes the voice itself, so its words went with it; ideas are their writers'.
    if one.worksheet.role is Role.OVERLAPS:
        return f"{writer}「{one.worksheet.title}」1枚（言葉は、どこにも出なくなりました）"
    words = quote(headline(one.worksheet, one.answer.values), 30)
    return f"{writer}「{one.worksheet.title}」{words}（取り下げられた声 {one.lost}つ）"


def own_form(workshop: Workshop, told: Told) -> None:
    """Let facilitators put two or three voices together themselves."""
    voices = {voice.id: voice for voice in told.voices}
    teams = {team.key: team.name for team in workshop.options.teams}
    with (
        st.expander("自分たちで重なりを足す", key="own_overlap"),
        st.form("own", border=False, enter_to_submit=False),
    ):
        st.multiselect(
            f"重なる声（2つか{_MOST_VOICES}つ）",
            list(voices),
            format_func=lambda key: (
                f"{shorten(voices[key].text, _OPTION)}（{voices[key].who}）"
                if key in voices
                else ""
            ),
            key=state.OWN_VOICES,
            max_selections=_MOST_VOICES,
            placeholder="言葉で探せます" if voices else "声がまだありません",
            select_all=False,
        )
        left, right = st.columns(2)
        left.selectbox(
            "どんな重なりですか",
            list(told.overlap_kinds),
            index=None,
            format_func=lambda key: told.overlap_kinds.get(key, ""),
            key=state.OWN_KIND,
            placeholder="選ばなくても構いません",
        )
        right.selectbox(
            "どの班のカードにしますか",
            list(teams),
            format_func=lambda key: teams.get(key, ""),
            key=state.OWN_TEAM,
        )
        st.text_input("重なりをひとことで", key=state.OWN_NAME, max_chars=200)
        st.text_area("なぜ、重なると思いましたか", key=state.OWN_REASON, max_chars=1000, height=90)
        st.form_submit_button(
            "重なりのカードにする",
            key="own_save",
            on_click=field.add_own,
            args=(workshop.code,),
        )


def overlap_list(
    workshop: Workshop, sheet: Worksheet, told: Told, seen: Seen, room: Room, given: Given
) -> None:
    """Show the cards, each with its voices above and its ideas below."""
    known = {card.id: card for card in seen.answers}
    st.html(f'<h2 class="small">✓ 取り入れた重なり　{len(told.overlaps)}件</h2>')
    cards.withheld_line(seen.withheld)
    if not told.overlaps:
        st.html(
            '<p class="notice">まだありません。候補の「取り入れる」を押すか、'
            "参加者がスマホで重なりのカードを書くと、ここに並びます。</p>"
        )
    for overlap in told.overlaps:
        card = known.get(overlap.answer.id)
        if card is not None:
            _card(workshop, sheet, told, overlap, card, room, given)
    for card in seen.answers:
        if card.hidden:
            with st.container(border=True, key=f"overlap_hidden-{card.id}", gap="small"):
                st.text(headline(sheet, card.values))
                st.text(cards.who(workshop, card))
                cards.card_buttons(workshop.code, sheet, card, room, given)


def _card(
    workshop: Workshop,
    sheet: Worksheet,
    told: Told,
    overlap: ToldOverlap,
    card: Answer,
    room: Room,
    given: Given,
) -> None:
    with st.container(border=True, key=f"overlap-{card.id}", gap="small"):
        st.html(f'<div class="meeting">{_thread(told, overlap)}</div>')
        with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
            cards.card_buttons(workshop.code, sheet, card, room, given)
            with st.popover("名前を直す", key=f"rename-{card.id}-{card.version}", type="tertiary"):
                _rename(workshop.code, card, overlap.name)


def _thread(told: Told, overlap: ToldOverlap) -> str:
    """Return 声 → 重なり → アイデア as HTML."""
    kind = f"<small>{get_symbol(overlap.kind)} {escape(overlap.kind_label)}</small>"
    notes = "".join(
        f"<p>{label}{escape(text)}</p>"
        for label, text in (
            ("", overlap.reason),
            ("できそうなこと：", overlap.could_do),
            ("気をつけること：", overlap.care),
        )
        if text
    )
    ideas = "".join(
        f"<li>{escape(idea.headline)}"
        f"<small>{escape('・'.join(part for part in (idea.team, idea.who) if part))}</small></li>"
        for idea in overlap.ideas
    )
    below = f"<ul>{ideas}</ul>" if ideas else '<p class="quiet">アイデアは、まだありません。</p>'
    who = "・".join(part for part in (overlap.answer.team, overlap.answer.who) if part)
    return (
        f"<h3>{escape(overlap.name)} {kind}</h3>"
        f'<p class="quiet">{escape(who)}</p>'
        f"<h4>声</h4>{quotations(overlap.voices, told.kinds)}{notes}"
        f"<h4>↓ ここから生まれたアイデア</h4>{below}"
    )


def _rename(code: str, card: Answer, name: str) -> None:
    with st.form(f"renaming-{card.id}-{card.version}", border=False, enter_to_submit=False):
        st.text_input(
            "重なりの名前",
            value=name,
            key=f"{state.NEW_NAME}-{card.id}-{card.version}",
            max_chars=200,
        )
        st.form_submit_button(
            "この名前にする",
            type="primary",
            key=f"rename_do-{card.id}",
            on_click=field.rename,
            args=(code, card),
        )
