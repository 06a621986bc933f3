"""Leave out of the papers what was promised not to go into them (worksheets/promises.py)."""

from dataclasses import replace

from facilitator.analysis.counting import count_worksheet
from facilitator.analysis.plans import list_first_steps, list_plans
from facilitator.analysis.records import Report, ReportedMeeting, ReportedWorksheet
from facilitator.analysis.threads import follow_threads
from worksheets.promises import SHARING, Reach, reach_of

__all__ = ["SHARING", "WITHHELD", "Reach", "keep_promises", "reach_of"]

WITHHELD = "（載せない約束の言葉）"


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
