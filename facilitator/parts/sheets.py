"""The worksheets of the step: open and close, how far everybody is, what came in, votes."""

from collections.abc import Callable

import streamlit as st

from facilitator import commands, state
from facilitator.analysis.quadrants import sort_into_quadrants
from facilitator.analysis.wording import shorten
from facilitator.parts import cards, clusters
from facilitator.parts.quadrants import quadrant_table
from facilitator.parts.seen import list_seen
from facilitator.parts.votes import vote_panel
from facilitator.parts.words import escape, plain
from programs.crossings import find_crossing
from programs.questions import Role, Scope, Worksheet
from worksheets import answers, rooms
from worksheets.grouped import is_grouped
from worksheets.grouping import list_grouped
from worksheets.records import Given, Place, Progress, Room, Workshop
from worksheets.values import headline
from worksheets.vote_counts import list_counted

# Worksheets that have a page of their own.
_PAGES = {
    Role.VISITS: ("screens/visits.py", "訪問"),
    Role.INTERVIEWS: ("screens/visits.py", "訪問"),
    Role.OVERLAPS: ("screens/overlaps.py", "声と重なり"),
}
_SCOPES = {Scope.INDIVIDUAL: "一人ずつ", Scope.TEAM: "班で1つ", Scope.PLENARY: "事務局が記入"}


def list_relevant(workshop: Workshop, room: Room, place: Place) -> tuple[Worksheet, ...]:
    """Return the step's worksheets and those still open, voted on or shown from elsewhere."""
    keys = dict.fromkeys(
        (
            *(sheet.key for sheet in place.worksheets),
            *place.step.votes_on,
            *list_counted(room, place),
            *list_grouped(place),
            *room.open_worksheets,
            *room.open_votes,
            *room.shared,
        )
    )
    found = (workshop.program.find_worksheet(key) for key in keys)
    return tuple(sheet for sheet in found if sheet is not None)


def progress_line(code: str, sheets: tuple[Worksheet, ...]) -> None:
    """Show in a glance how many have answered what is being written."""
    if not sheets:
        st.html('<p class="quiet">このステップで書くものはありません。</p>')
        return
    rows = "".join(_line(sheet, answers.get_progress(code, sheet.key)) for sheet in sheets)
    st.html(f'<div class="glance">{rows}</div>')


def _line(sheet: Worksheet, progress: Progress) -> str:
    name = escape(shorten(sheet.title, 18))
    share = round(100 * progress.answered / progress.joined) if progress.joined else 0
    return (
        f"<p><span>{name}</span><b>{_count(sheet, progress)}</b></p>"
        f'<div class="meter"><i style="width:{min(share, 100)}%"></i></div>'
    )


def _count(sheet: Worksheet, progress: Progress) -> str:
    if sheet.scope is Scope.PLENARY:
        return f"{progress.answers}件" if progress.answers else "未記入"
    unit = "班" if sheet.scope is Scope.TEAM else "人"
    many = f"・{progress.answers}枚" if sheet.many else ""
    return f"{progress.answered} / {progress.joined}{unit}{many}"


def worksheet_panel(
    workshop: Workshop, sheet: Worksheet, room: Room, given: Given, *, unfolded: bool
) -> None:
    """Show everything about one worksheet."""
    progress = answers.get_progress(workshop.code, sheet.key)
    is_open = sheet.key in room.open_worksheets
    with st.container(border=True, key=f"sheet-{sheet.key}"):
        marks = [("open", "● 受付中") if is_open else ("closed", "■ 閉じています")]
        if sheet.key in room.shared:
            marks.append(("shared", "▲ 投影とスマホに表示中"))
        if sheet.key in room.open_votes:
            marks.append(("open", "● 投票中"))
        badges = "".join(f'<span class="badge {look}">{text}</span>' for look, text in marks)
        st.html(
            f'<div class="sheet"><h2>{escape(sheet.title)}</h2>{badges}'
            f"<small>{_SCOPES[sheet.scope]}{'・無記名' if sheet.anonymous else ''}</small>"
            f"<b>{_count(sheet, progress)}</b></div>"
        )
        _buttons(workshop.code, sheet, room, given)
        if sheet.scope is not Scope.PLENARY:
            st.html(_teams(sheet, progress))
        if sheet.votes:
            vote_panel(workshop, sheet, room, given)
        if is_grouped(workshop, sheet):
            clusters.cluster_list(workshop, sheet)
        _quadrants(workshop, sheet)
        label = f"届いた回答 {progress.answers}"
        with st.expander(label, expanded=unfolded, key=f"got-{sheet.key}", type="compact"):
            cards.card_list(workshop, sheet, room, given)


def _quadrants(workshop: Workshop, sheet: Worksheet) -> None:
    """Show where the cards lie, on sheets that ask for one of four fields."""
    if find_crossing(sheet) is None:
        return
    given = list_seen(workshop, sheet).standing
    found = sort_into_quadrants(sheet, ((headline(sheet, one.values), one.values) for one in given))
    if found is not None and given:
        quadrant_table(found)


def _buttons(code: str, sheet: Worksheet, room: Room, given: Given) -> None:
    key = sheet.key
    with st.container(horizontal=True, gap="xsmall"):
        if sheet.scope is Scope.PLENARY:
            st.page_link(
                "screens/enter.py",
                label="記入する",
                icon=":material/edit:",
                query_params={state.CODE: code, state.SHEET: key},
            )
        elif key in room.open_worksheets:
            _button("受付を閉じる", f"close-{key}", rooms.close_worksheet, code, key, given=given)
        else:
            _button("受付を開く", f"open-{key}", rooms.open_worksheet, code, key, given=given)
        shared = key in room.shared
        st.button(
            "投影から取り下げる" if shared else "みんなに見せる",
            key=f"share-{key}",
            icon=":material/visibility_off:" if shared else ":material/visibility:",
            on_click=commands.share,
            args=(code, key, given),
            kwargs={"on": not shared},
        )
        if sheet.role in _PAGES:
            file, title = _PAGES[sheet.role]
            st.page_link(
                file,
                label=f"{title}の画面へ",
                icon=":material/arrow_forward:",
                query_params={state.CODE: code},
            )


def _button(label: str, key: str, change: Callable[..., Room], *args: object, given: Given) -> None:
    st.button(
        plain(label),
        key=key,
        on_click=commands.change_room,
        args=(change, *args),
        kwargs={"given": given},
    )


def _teams(sheet: Worksheet, progress: Progress) -> str:
    items = []
    for team in progress.teams:
        everybody = 1 if sheet.scope is Scope.TEAM else team.joined
        done = team.answered >= everybody > 0
        look = "done" if done else "empty" if not everybody else ""
        count = f"{team.answered}/{everybody}"
        if sheet.scope is Scope.TEAM:
            count = "提出" if done else "まだ"
        cards_given = f"<small>{team.answers}枚</small>" if sheet.many else ""
        mark = "✓ " if done else ""
        items.append(
            f'<li class="{look}"><span>{escape(team.team.name)}</span>'
            f"<b>{mark}{count}</b>{cards_given}</li>"
        )
    return f'<ul class="teams">{"".join(items)}</ul>'
