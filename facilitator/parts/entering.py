"""Writing for others: which worksheet, for whom, and its form."""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from facilitator import commands, state
from facilitator.analysis.wording import shorten
from facilitator.parts import cards, fields
from facilitator.parts.seen import list_seen
from facilitator.parts.words import escape, lines
from programs.questions import Scope, Worksheet
from worksheets import answers, participants
from worksheets.records import Answer, Participant, Room, Submission, Workshop
from worksheets.values import headline


@dataclass(frozen=True, slots=True)
class Writer:
    """For whom is written: a person, a team, or the office."""

    name: str
    participant: Participant | None = None
    team: str = ""

    @property
    def key(self) -> str:
        return self.participant.id if self.participant else self.team or "office"


def choose_sheet(workshop: Workshop, room: Room) -> Worksheet | None:
    """Choose a worksheet: those that are open, of teams, and of the office, this step's first."""
    sheets = {sheet.key: sheet for sheet in workshop.program.worksheets}
    usable = [
        key
        for key, sheet in sheets.items()
        if key in room.open_worksheets or sheet.scope is not Scope.INDIVIDUAL
    ]
    usable.sort(key=lambda key: key not in room.open_worksheets)
    asked = st.query_params.get(state.SHEET, "")
    chosen = st.selectbox(
        "ワークシート",
        usable,
        index=usable.index(asked) if asked in usable else 0 if usable else None,
        format_func=lambda key: _name_sheet(sheets[key], room),
        key=state.ENTER_SHEET,
        placeholder="書けるワークシートがありません",
    )
    return sheets.get(chosen or "")


def _name_sheet(sheet: Worksheet, room: Room) -> str:
    return f"{'● ' if sheet.key in room.open_worksheets else ''}{sheet.title}"


def choose_writer(workshop: Workshop, sheet: Worksheet, room: Room) -> Writer | None:
    """Choose for whom to write."""
    if sheet.scope is Scope.PLENARY:
        st.html('<p class="quiet">事務局が、全体で1つ記入します。</p>')
        return Writer("事務局")
    if sheet.scope is Scope.TEAM:
        return _choose_team(workshop)
    if sheet.key not in room.open_worksheets:
        return None
    return _choose_person(workshop)


def _choose_team(workshop: Workshop) -> Writer | None:
    teams = {team.key: team.name for team in workshop.options.teams}
    chosen = st.selectbox(
        "どの班の分ですか",
        list(teams),
        format_func=lambda key: teams.get(key, ""),
        key=state.ENTER_TEAM,
    )
    return Writer(teams[chosen], team=chosen) if chosen in teams else None


def _choose_person(workshop: Workshop) -> Writer | None:
    people = {
        one.id: one
        for one in participants.list_participants(workshop.code)
        if not one.shared_device
    }
    names = {key: _name_person(workshop, one) for key, one in people.items()}
    chosen = st.selectbox(
        "だれの分ですか",
        list(people),
        index=None,
        format_func=lambda key: names.get(key, ""),
        key=state.ENTER_PERSON,
        placeholder="名前で探せます" if people else "まだだれも参加していません",
    )
    one = people.get(chosen or "")
    return Writer(names[one.id], participant=one) if one else None


def _name_person(workshop: Workshop, one: Participant) -> str:
    team = workshop.find_team(one.team)
    return f"{team.name if team else ''}　{one.name or '(名前なし)'}"


def add_panel(workshop: Workshop) -> None:
    """Add somebody without a phone."""
    program = workshop.program
    teams = {team.key: team.name for team in workshop.options.teams}
    with (
        st.expander("スマホのない人を追加する", key="enter_add"),
        st.form("add_person", border=False, enter_to_submit=False),
    ):
        st.text_input("お名前かニックネーム", key=state.ADD_NAME, max_chars=40)
        _option_box(
            "所属", {one.key: one.label for one in program.affiliations}, state.ADD_AFFILIATION
        )
        _option_box("分野", {one.key: one.label for one in program.fields}, state.ADD_FIELD)
        _option_box("班", teams, state.ADD_TEAM, "自動で決める")
        st.form_submit_button(
            "追加する", key="enter_add_do", on_click=commands.add_person, args=(workshop.code,)
        )


def _option_box(label: str, options: dict[str, str], key: str, empty: str = "選ばない") -> None:
    st.selectbox(
        label,
        list(options),
        index=None,
        format_func=lambda one: options.get(one, ""),
        key=key,
        placeholder=empty,
    )


def form(workshop: Workshop, sheet: Worksheet, writer: Writer) -> None:
    """Show the worksheet as a form, filled with what was given before."""
    before = _choose_before(workshop, sheet, writer)
    name = (
        f"{sheet.key}/{writer.key}/{before.id if before else ''}/{before.version if before else 0}"
    )
    filling = state.get_filling(name)
    with st.container(border=True, key="enter_form"):
        st.html(
            f'<div class="sheet"><h2>{escape(sheet.title)}</h2></div>'
            f'<p class="quiet">{lines(sheet.lead)}</p>'
        )
        st.text(f"{writer.name} の分{'(前の内容を直します)' if before else ''}")
        if sheet.anonymous:
            st.html('<p class="quiet">無記名です。前の内容は出ません。書けるのは一度だけです。</p>')
        with st.form(f"enter-{filling.sent_id}", border=False, enter_to_submit=False):
            read = fields.ask_all(
                sheet, filling, before.values if before else {}, cards.list_known(workshop, sheet)
            )
            st.form_submit_button(
                "保存する",
                type="primary",
                key="enter_save",
                on_click=commands.enter_answer,
                args=(
                    _submission(workshop.code, sheet, writer, before, filling),
                    sheet,
                    read,
                    name,
                ),
            )


def _submission(
    code: str, sheet: Worksheet, writer: Writer, before: Answer | None, filling: state.Filling
) -> Submission:
    values: dict[str, Any] = {}  # read from the form when it is sent
    return Submission(
        code=code,
        sent_id=filling.sent_id,
        worksheet=sheet.key,
        values=values,
        participant=writer.participant,
        answer_id=before.id if before else None,
        # Where there is one answer only, another's newer one must not be overwritten unseen.
        version=(before.version if before else 0) if not sheet.many else None,
        team=writer.team,
    )


def _choose_before(workshop: Workshop, sheet: Worksheet, writer: Writer) -> Answer | None:
    """Return the answer to correct: the only one, or the card that was chosen."""
    own, withheld = _list_own(workshop, sheet, writer)
    cards.withheld_line(withheld)
    if not sheet.many:
        return own[0] if own else None
    if not own:
        return None
    names = {answer.id: shorten(headline(sheet, answer.values), 40) for answer in own}
    chosen = st.selectbox(
        "新しく書くか、前のカードを直す",
        list(names),
        index=None,
        format_func=lambda key: names.get(key, ""),
        key=f"{state.ENTER_ANSWER}-{sheet.key}-{writer.key}",
        placeholder="新しく書く",
    )
    return next((answer for answer in own if answer.id == chosen), None)


def _list_own(
    workshop: Workshop, sheet: Worksheet, writer: Writer
) -> tuple[tuple[Answer, ...], int]:
    """Return what the writer gave before, and how much of it may not be read here."""
    # Nobody may see what a person wrote without a name, so nothing can be corrected there.
    if sheet.anonymous:
        return (), 0
    if writer.participant is not None:
        given = answers.list_own(writer.participant)
        own = [answer for answer in given if answer.worksheet == sheet.key]
    else:
        given = answers.list_answers(workshop.code, sheet.key, hidden=True)
        own = [one for one in given if sheet.scope is Scope.PLENARY or one.team == writer.team]
    readable = {answer.id for answer in list_seen(workshop, sheet).answers}
    kept = tuple(answer for answer in own if answer.id in readable)
    return kept, len(own) - len(kept)
