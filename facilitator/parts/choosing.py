"""Which part of the report one looks at: a worksheet, and whose answers."""

from dataclasses import dataclass, replace

import streamlit as st

from facilitator.analysis.counting import count_worksheet
from facilitator.analysis.records import (
    SMALLEST_GROUP,
    Report,
    ReportedAnswer,
    ReportedWorksheet,
)
from programs.questions import Role

EVERYBODY = "全員"
_TEAMS_OWN = (Role.VISITS, Role.GUIDE)


@dataclass(frozen=True, slots=True)
class Choice:
    """Whose answers are looked at; empty means everybody's."""

    team: str = ""
    affiliation: str = ""
    field: str = ""

    def takes(self, answer: ReportedAnswer) -> bool:
        """Tell whether an answer belongs to what was chosen."""
        wanted = (self.team, self.affiliation, self.field)
        has = (answer.team, answer.affiliation, answer.field)
        return all(not want or want == is_ for want, is_ in zip(wanted, has, strict=True))

    @property
    def everybody(self) -> bool:
        return not (self.team or self.affiliation or self.field)


def choose_worksheet(report: Report) -> ReportedWorksheet | None:
    """Choose a meeting, then one of its worksheets."""
    meetings = {one.meeting.key: one for one in report.meetings if one.worksheets}
    if not meetings:
        return None
    busiest = next((key for key, one in reversed(meetings.items()) if one.answers), None)
    keys = list(meetings)
    left, right = st.columns([2, 3])
    chosen = left.selectbox(
        "回",
        keys,
        index=keys.index(busiest) if busiest else 0,
        format_func=lambda key: f"{meetings[key].meeting.label}({meetings[key].answers}件)",
        key="summary_meeting",
    )
    # The teams' own papers are in no report: listed here they would look unanswered.
    sheets = {
        sheet.key: sheet
        for sheet in meetings[chosen].worksheets
        if sheet.worksheet.role not in _TEAMS_OWN
    }
    if not sheets:
        return None
    filled = [number for number, sheet in enumerate(sheets.values()) if sheet.answers]
    key = right.selectbox(
        "ワークシート",
        list(sheets),
        index=filled[0] if filled else 0,
        format_func=lambda key: f"{sheets[key].title}({len(sheets[key].answers)}件)",
        key=f"summary_sheet-{chosen}",
    )
    return sheets.get(key)


def choose_people(report: Report, sheet: ReportedWorksheet) -> Choice:
    """Choose whose answers to look at, by what their answers carry."""
    order = [team.label for team in report.teams]
    chosen = {}
    for mark, name in (("team", "班"), ("affiliation", "所属"), ("field", "分野")):
        found = {str(getattr(answer, mark)) for answer in sheet.answers} - {""}
        if len(found) > 1:
            chosen[mark] = (name, sorted(found, key=lambda one: (_place(order, one), one)))
    if not chosen:
        return Choice()
    picked = {}
    for column, (mark, (name, options)) in zip(st.columns(3), chosen.items(), strict=False):
        picked[mark] = (
            column.selectbox(
                f"{name}で絞りこむ",
                options,
                index=None,
                key=f"summary_{mark}-{sheet.key}",
                placeholder=EVERYBODY,
            )
            or ""
        )
    return Choice(**picked)


def _place(order: list[str], name: str) -> int:
    return order.index(name) if name in order else len(order)


def narrow(report: Report, sheet: ReportedWorksheet, choice: Choice) -> ReportedWorksheet | None:
    """Return the worksheet with the chosen answers only; None where too few would be shown."""
    if choice.everybody:
        return sheet
    found = tuple(answer for answer in sheet.answers if choice.takes(answer))
    if sheet.worksheet.anonymous and len(found) < SMALLEST_GROUP:
        return None
    known = {answer.id: answer for one in report.worksheets for answer in one.answers}
    tallies = count_worksheet(sheet.worksheet, found, known)
    return replace(sheet, answers=found, tallies=tallies)


def list_words(report: Report) -> dict[str, str]:
    """Return the main words of every answer, by its id."""
    return {answer.id: answer.headline for one in report.worksheets for answer in one.answers}
