"""Read one workshop through the worksheets package and make its report.

This is the only module of the analysis that touches storage.
"""

from datetime import UTC, datetime

from facilitator.analysis.records import Report
from facilitator.analysis.report import make_report
from worksheets.answers import list_answers, list_progress
from worksheets.participants import list_participants
from worksheets.votes import get_tally
from worksheets.workshops import get_workshop


def collect_report(code: str) -> Report:
    """Return the report of a workshop as it is now; raises WorkshopNotFound."""
    workshop = get_workshop(code)
    sheets = workshop.program.worksheets
    return make_report(
        workshop,
        list_answers(code),
        participants=list_participants(code),
        progress=list_progress(code),
        tallies={sheet.key: get_tally(code, sheet.key) for sheet in sheets if sheet.votes},
        as_of=datetime.now(UTC),
    )
