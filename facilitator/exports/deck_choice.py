"""Choose which worksheets the result deck tells of; the others stand in the Excel file.

A deck follows one line: what was felt, what it comes to, ideas, choice, plan. Homework, lists
for the office and notes on the way would hide it.
"""

from collections.abc import Sequence

from facilitator.analysis.records import Report, ReportedMeeting, ReportedWorksheet
from facilitator.analysis.tallies import ScaleTally
from programs.model import MeetingKind
from programs.questions import Role, Scope

_OWN_PART = (Role.PLAN, Role.FIRST_STEPS)  # shown together at the end
_LEFT_OUT = (Role.HOMEWORK, Role.REVIEW, Role.GUIDE, Role.VISITS)


def list_told(report: Report) -> dict[str, tuple[ReportedWorksheet, ...]]:
    """Return the worksheets that are told, by the key of their meeting."""
    found = {one.meeting.key: _list_answered(report, one) for one in report.meetings}
    chosen = {
        key: tuple(sheet for sheet in sheets if _is_on_the_line(report, sheet))
        for key, sheets in found.items()
    }
    # A town's own program may have nothing but notes: then they are what there is to tell.
    return chosen if any(chosen.values()) else found


def find_uncompared(report: Report, sheet: ReportedWorksheet) -> Sequence[ScaleTally]:
    """Return the scales of a survey that are not told side by side with those of another day."""
    compared = {one.key for one in report.comparison.questions} if report.comparison else set()
    scales = [tally for tally in sheet.tallies if isinstance(tally, ScaleTally) and tally.answered]
    return [tally for tally in scales if tally.question not in compared]


def _list_answered(report: Report, meeting: ReportedMeeting) -> tuple[ReportedWorksheet, ...]:
    """Return what was answered, but not plans and not the office's own preparation."""
    own = meeting.meeting.kind is MeetingKind.PREPARATION
    return tuple(
        sheet
        for sheet in meeting.worksheets
        if (sheet.answers or _is_told_of(report, sheet))
        and sheet.worksheet.role not in _OWN_PART
        and not (own and sheet.worksheet.scope is Scope.PLENARY)
    )


def _is_told_of(report: Report, sheet: ReportedWorksheet) -> bool:
    """Tell whether a sheet has a number to tell although no words of it may be told."""
    heard = report.fieldwork is not None and report.fieldwork.records > 0
    return sheet.worksheet.role is Role.INTERVIEWS and heard


def _is_on_the_line(report: Report, sheet: ReportedWorksheet) -> bool:
    role, scope = sheet.worksheet.role, sheet.worksheet.scope
    if role in _LEFT_OUT or (role is Role.REFLECTION and _is_asked_again(report)):
        return False
    if role is Role.MEMO:
        return scope is Scope.TEAM
    if role is Role.STOCKTAKE:
        return sheet.worksheet.many
    if role is Role.SURVEY:
        return report.comparison is None or bool(find_uncompared(report, sheet))
    if role is Role.VISION and scope is Scope.INDIVIDUAL:
        # What a team has made of its members' cards says it for them.
        others = report.list_with_role(Role.VISION)
        return not any(one.answers for one in others if one.worksheet.scope is not scope)
    return True


def _is_asked_again(report: Report) -> bool:
    """Tell whether there are reflections of several days, which are told together."""
    return sum(bool(one.answers) for one in report.list_with_role(Role.REFLECTION)) > 1
