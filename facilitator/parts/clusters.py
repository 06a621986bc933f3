"""What cards were grouped into: labels with counts, and the way to the board."""

from collections.abc import Iterable

import streamlit as st

from facilitator import commands, state
from facilitator.analysis.records import ReportedCluster, ReportedWorksheet
from facilitator.parts.words import escape, plain
from programs.questions import Worksheet
from worksheets.board_views import read_board_view
from worksheets.grouped import GroupedCluster, find_grouped
from worksheets.grouping import find_room_board, list_team_boards
from worksheets.records import Given, Place, Room, Workshop

_NO_LABEL = "（表札はまだ）"


def cluster_list(workshop: Workshop, sheet: Worksheet) -> None:
    """Show the clusters of the room, or of the teams until they are gathered."""
    found = find_grouped(workshop, sheet)
    with st.container(horizontal=True, vertical_alignment="center", key=f"clusters-{sheet.key}"):
        st.html(f'<h3 class="small">まとまり{_count(found)}</h3>', width="stretch")
        st.link_button(
            "カードをまとめる画面",
            f"{state.get_prefix()}/stage/{workshop.code}/board/{sheet.key}",
            icon=":material/open_in_new:",
        )
    teams = _tell_teams(workshop, sheet)
    if teams:
        st.html(f'<p class="quiet">{teams}</p>')
    if found:
        st.html(f'<ul class="clusters">{_draw(found)}</ul>')


def list_earlier(workshop: Workshop, place: Place) -> tuple[Worksheet, ...]:
    """Return the worksheets whose cards were grouped in the meetings before this one."""
    meetings = workshop.program.meetings
    keys = [meeting.key for meeting in meetings]
    before = meetings[: keys.index(place.meeting.key)]
    named = dict.fromkeys(key for each in before for step in each.steps for key in step.clusters_on)
    found = (workshop.program.find_worksheet(key) for key in named)
    return tuple(one for one in found if one is not None and find_grouped(workshop, one))


def earlier_panel(workshop: Workshop, sheet: Worksheet, room: Room, given: Given) -> None:
    """Show what an earlier meeting grouped, ready to be put on the wall: this one starts there."""
    shared = sheet.key in room.shared
    with st.expander(plain(f"前の回のまとまり：{sheet.title}"), key=f"earlier-{sheet.key}"):
        st.html(f'<ul class="clusters">{_draw(find_grouped(workshop, sheet))}</ul>')
        st.button(
            "投影から取り下げる" if shared else "みんなに見せる",
            key=f"share-earlier-{sheet.key}",
            icon=":material/visibility_off:" if shared else ":material/visibility:",
            on_click=commands.share,
            args=(workshop.code, sheet.key, given),
            kwargs={"on": not shared},
        )


def reported_clusters(sheet: ReportedWorksheet) -> None:
    """Show what the cards of a report were grouped into."""
    if sheet.clusters:
        st.html(
            f'<h2 class="small">まとまり {len(sheet.clusters)}つ</h2>'
            f'<ul class="clusters">{_draw(sheet.clusters)}</ul>'
        )


def _count(found: tuple[GroupedCluster, ...]) -> str:
    return f" {len(found)}つ・{sum(one.count for one in found)}枚" if found else ""


def _draw(clusters: Iterable[GroupedCluster | ReportedCluster]) -> str:
    return "".join(
        f"<li><span>{escape(one.label or _NO_LABEL)}</span> <b>{one.count}枚</b>"
        f"{f'<ul>{_draw(one.inner)}</ul>' if one.inner else ''}</li>"
        for one in clusters
    )


def _tell_teams(workshop: Workshop, sheet: Worksheet) -> str:
    """Say how far each team is, until the room has a board of its own."""
    if read_board_view(find_room_board(workshop, sheet)).version:
        return "会場の表に集めたもの"
    parts = []
    for key in list_team_boards(workshop, sheet):
        filled = read_board_view(key).list_filled()
        team = workshop.find_team(key.team)
        if filled and team:
            parts.append(f"{escape(team.name)} {len(filled)}つ")
    return "まだ集めていません。" + "・".join(parts) if parts else ""
