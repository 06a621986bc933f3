"""Keep the promise made to people who told something: how far their words may go.

A worksheet asks for it with a choice question whose key is `sharing`; its options are the
values of Reach. Worksheets without that question may be shown anywhere.
"""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any

from facilitator.analysis.counting import count_worksheet
from facilitator.analysis.plans import list_first_steps, list_plans
from facilitator.analysis.records import Report, ReportedMeeting, ReportedWorksheet
from facilitator.analysis.threads import follow_threads
from programs.questions import Worksheet

SHARING = "sharing"
WITHHELD = "（載せない約束の言葉）"


class Reach(StrEnum):
    """How far words may go: to nobody else, to the room and the office, or into papers too."""

    NONE = "none"
    TEAM = "team"
    ANONYMOUS = "anonymous"


def reach_of(worksheet: Worksheet, values: Mapping[str, Any]) -> Reach:
    """Return how far an answer may go; where the question was asked, silence means nowhere."""
    if all(question.key != SHARING for question in worksheet.questions):
        return Reach.ANONYMOUS
    try:
        return Reach(values.get(SHARING, Reach.NONE))
    except ValueError:
        return Reach.NONE


def keep_promises(report: Report) -> Report:
    """Return the report for papers that leave the room: without words that may not."""
    meetings = tuple(
        ReportedMeeting(
            meeting.meeting, tuple(_without_withheld(sheet) for sheet in meeting.worksheets)
        )
        for meeting in report.meetings
    )
    sheets = tuple(sheet for meeting in meetings for sheet in meeting.worksheets)
    known = {answer.id: answer for sheet in sheets for answer in sheet.answers}
    counted = tuple(
        ReportedMeeting(
            meeting.meeting,
            tuple(
                replace(sheet, tallies=count_worksheet(sheet.worksheet, sheet.answers, known))
                for sheet in meeting.worksheets
            ),
        )
        for meeting in meetings
    )
    plans = list_plans(sheets)
    return replace(
        report,
        meetings=counted,
        plans=plans,
        first_steps=list_first_steps(sheets, plans),
        threads=follow_threads(sheets),
    )


def _without_withheld(sheet: ReportedWorksheet) -> ReportedWorksheet:
    kept = tuple(
        replace(answer, headline=answer.public_headline, lines=answer.public_lines)
        for answer in sheet.answers
        if reach_of(sheet.worksheet, answer.values) is Reach.ANONYMOUS
    )
    withheld = sheet.withheld + len(sheet.answers) - len(kept)
    return replace(sheet, answers=kept, withheld=withheld)
