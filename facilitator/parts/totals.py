"""One worksheet in numbers alone, for those who may read no answer."""

from dataclasses import replace

import streamlit as st

from facilitator.analysis.records import ReportedWorksheet
from facilitator.analysis.tallies import AnyTally, ChoiceTally, ScaleTally
from facilitator.parts import results
from facilitator.parts.words import escape
from programs.questions import Scope
from worksheets import rooms
from worksheets.veiling import SMALLEST_GROUP


def explain() -> None:
    """Say what is left out here and why."""
    st.html(
        '<p class="notice">数とグラフだけの画面です。書かれた言葉と名前は出ません。'
        f"{SMALLEST_GROUP}人・{SMALLEST_GROUP}件に満たないものは、だれの回答か分かるおそれがあるので、"
        "グラフにしません。</p>"
    )


def sheet_totals(code: str, sheet: ReportedWorksheet) -> None:
    """Show how much was given and, of enough answers, what was chosen."""
    if not sheet.answers:
        return
    with st.container(border=True, key=f"totals-{sheet.key}"):
        st.html(f'<h2 class="small">{escape(sheet.title)}</h2>')
        if sheet.key in rooms.get_room(code).open_votes:
            sheet = replace(sheet, voters=0)
        results.numbers(sheet, of=len(sheet.answers))
        results.tallies(leave_numbers(sheet))


def leave_numbers(sheet: ReportedWorksheet) -> ReportedWorksheet:
    """Return the worksheet without an answer and without what quotes or points at one."""
    tallies = tuple(tally for tally in sheet.tallies if _is_safe(sheet, tally))
    return replace(sheet, answers=(), tallies=tallies, clusters=())


def _is_safe(sheet: ReportedWorksheet, tally: AnyTally) -> bool:
    # Ranks, places and tables name things people wrote; least and most are one answer each.
    if not isinstance(tally, ChoiceTally | ScaleTally):
        return False
    # Many cards may come from a few people.
    alone = sheet.worksheet.scope is Scope.INDIVIDUAL
    if min(tally.answered, sheet.answered if alone else tally.answered) < SMALLEST_GROUP:
        return False
    question = next((one for one in sheet.worksheet.questions if one.key == tally.question), None)
    return question is not None and not question.of
