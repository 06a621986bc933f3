"""The map of overlaps on the page, and the same as sentences."""

from collections.abc import Iterator, Sequence
from itertools import combinations

import streamlit as st

from facilitator import charts
from facilitator.analysis.overlap_maps import OverlapLink, OverlapPerson, list_map_in_words
from facilitator.analysis.told import Told, ToldVoice
from facilitator.charts_overlaps import make_overlap_map
from facilitator.parts.proposals import list_voices
from facilitator.parts.words import escape
from worksheets.proposals import Proposal

_CANDIDATES = 10  # more lines than this tell nothing any more


def overlap_map(told: Told, proposals: Sequence[Proposal]) -> None:
    """Draw who was heard and what links them, and say it in words below."""
    waiting = [one for one in proposals if not one.rejected and not one.accepted]
    with_candidates = st.toggle(
        f"候補も出す（上から{min(len(waiting), _CANDIDATES)}件）",
        value=True,
        key="map_candidates",
        disabled=not waiting,
    )
    shown = waiting[:_CANDIDATES] if with_candidates else []
    people = list_people(told)
    links = [*_list_accepted(told), *_list_candidates(told, shown)]
    picture = make_overlap_map(people, links)
    st.plotly_chart(
        picture.figure,
        key="overlap_map",
        config=charts.CONFIG,
        theme=None,  # Streamlit's own would make the labels small and grey
        height=picture.height,
        alt=picture.description,
    )
    sentences = "".join(f"<li>{escape(one)}</li>" for one in list_map_in_words(people, links))
    st.html(f'<h2 class="small">地図を言葉で</h2><ul class="words">{sentences}</ul>')


def list_people(told: Told) -> tuple[OverlapPerson, ...]:
    """Return everybody who was heard, by the name the team gave them for this."""
    found = {
        record.answer.id: OverlapPerson(record.answer.id, record.who, record.answer.team)
        for record in told.records
    }
    for voice in told.voices:
        found.setdefault(voice.person, OverlapPerson(voice.person, _name(voice), voice.team))
    return tuple(found.values())


def _name(voice: ToldVoice) -> str:
    return voice.who or f"「{voice.text}」"


def _list_accepted(told: Told) -> Iterator[OverlapLink]:
    for overlap in told.overlaps:
        for a, b in combinations(overlap.people, 2):
            label = overlap.kind_label or "重なり"
            yield OverlapLink(a, b, label, overlap.name, accepted=True, kind=overlap.kind)


def _list_candidates(told: Told, proposals: Sequence[Proposal]) -> Iterator[OverlapLink]:
    for proposal in proposals:
        voices = list_voices(told, proposal.voices)
        people = dict.fromkeys(voice.person for voice in voices)
        label = told.overlap_kinds.get(proposal.kind, "重なり")
        for a, b in combinations(people, 2):
            yield OverlapLink(a, b, label, proposal.reason, accepted=False, kind=proposal.kind)
