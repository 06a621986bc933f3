"""Overlaps that the tool proposes: take them up, put them aside, bring them back."""

from collections.abc import Mapping, Sequence

import streamlit as st

from facilitator import fieldwork_commands as field
from facilitator import state
from facilitator.analysis.overlap_maps import get_symbol
from facilitator.analysis.told import Told, ToldVoice
from facilitator.analysis.wording import shorten
from facilitator.parts.words import escape
from worksheets.proposals import Proposal
from worksheets.records import Workshop

_PAGE = 6  # proposals drawn at once
_NAME = 60  # characters of a name made by the tool


def search_button(code: str) -> None:
    """Offer to search the voices anew."""
    st.button(
        "重なりの候補をさがす",
        key="search_overlaps",
        icon=":material/search:",
        on_click=field.search,
        args=(code,),
    )


def proposal_list(workshop: Workshop, told: Told, proposals: Sequence[Proposal]) -> None:
    """Show what waits for a decision, the best first, and what was put aside."""
    waiting = [one for one in proposals if not one.rejected and not one.accepted]
    aside = [one for one in proposals if one.rejected and not one.accepted]
    st.html(f'<h2 class="small">? 候補　{len(waiting)}件</h2>')
    if not waiting:
        st.html(
            '<p class="notice">いま、決めるのを待っている候補はありません。'
            "声が並んだら「重なりの候補をさがす」を押してください。</p>"
        )
    pages = max(1, -(-len(waiting) // _PAGE))
    number = min(int(state.read("proposals_page") or 1), pages)
    first = (number - 1) * _PAGE
    for place, proposal in enumerate(waiting[first : first + _PAGE], first + 1):
        _card(workshop, told, proposal, place)
    if pages > 1:
        st.pagination(pages, key="proposals_page")
    if aside:
        with st.expander(f"見送った候補　{len(aside)}件", key="rejected"):
            for proposal in aside:
                _put_aside(workshop.code, told, proposal)


def _card(workshop: Workshop, told: Told, proposal: Proposal, place: int) -> None:
    with st.container(border=True, key=f"proposal-{proposal.id}", gap="small"):
        st.html(f'<div class="meeting">{_words(told, proposal, f"{place}. ")}</div>')
        with st.container(horizontal=True, gap="xsmall"):
            with st.popover("✓ 取り入れる", key=f"take-{proposal.id}"):
                _take(workshop, told, proposal)
            st.button(
                "見送る",
                key=f"reject-{proposal.id}",
                on_click=field.put_aside,
                args=(workshop.code, proposal.id),
            )


def _words(told: Told, proposal: Proposal, before: str = "") -> str:
    label = told.overlap_kinds.get(proposal.kind, "重なり")
    symbol = get_symbol(proposal.kind)
    voices = list_voices(told, proposal.voices)
    return (
        f"<h3>{before}{symbol} {escape(label)}</h3>"
        f"{quotations(voices, told.kinds)}<p>{escape(proposal.reason)}</p>"
    )


def list_voices(told: Told, ids: Sequence[str]) -> list[ToldVoice]:
    """Return the voices with these ids, in their order."""
    known = {voice.id: voice for voice in told.voices}
    return [known[key] for key in ids if key in known]


def quotations(voices: Sequence[ToldVoice], kinds: Mapping[str, str]) -> str:
    """Return voices as HTML, each with who said it and what kind of voice it is."""
    items = []
    for voice in voices:
        marks = (voice.who, kinds.get(voice.kind, ""))
        about = "・".join(mark for mark in marks if mark)
        items.append(f"<li>「{escape(voice.text)}」<small>{escape(about)}</small></li>")
    return f'<ul class="quoted">{"".join(items)}</ul>'


def _take(workshop: Workshop, told: Told, proposal: Proposal) -> None:
    """Ask which team takes it up and what it is called."""
    teams = {team.key: team.name for team in workshop.options.teams}
    voices = list_voices(told, proposal.voices)
    of_first = [key for key, name in teams.items() if voices and name == voices[0].team]
    keys = list(teams)
    with st.form(f"taking-{proposal.id}", border=False, enter_to_submit=False):
        st.selectbox(
            "どの班のカードにしますか",
            keys,
            index=keys.index(of_first[0]) if of_first else 0,
            format_func=lambda key: teams.get(key, ""),
            key=f"{state.TAKE_TEAM}-{proposal.id}",
        )
        st.text_input(
            "重なりの名前（あとから直せます）",
            value=_suggest_name(told, proposal, voices),
            key=f"{state.TAKE_NAME}-{proposal.id}",
            max_chars=200,
        )
        st.form_submit_button(
            "この班のカードにする",
            type="primary",
            key=f"take_do-{proposal.id}",
            on_click=field.accept,
            args=(workshop.code, proposal.id),
        )


def _suggest_name(told: Told, proposal: Proposal, voices: Sequence[ToldVoice]) -> str:
    people = "と".join(dict.fromkeys(voice.who for voice in voices if voice.who))
    label = told.overlap_kinds.get(proposal.kind, "重なり")
    return shorten(f"{people}の{label}" if people else label, _NAME)


def _put_aside(code: str, told: Told, proposal: Proposal) -> None:
    with st.container(key=f"aside-{proposal.id}", gap=None):
        st.html(f'<div class="meeting quiet">{_words(told, proposal)}</div>')
        st.button(
            "戻す",
            key=f"restore_proposal-{proposal.id}",
            type="tertiary",
            on_click=field.bring_back,
            args=(code, proposal.id),
        )
