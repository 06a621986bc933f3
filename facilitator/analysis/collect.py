"""Read one workshop through the worksheets package and make its report.

This is the only module of the analysis that touches storage.
"""

from dataclasses import replace
from datetime import UTC, datetime

from facilitator.addresses import join_url
from facilitator.analysis.fieldwork import make_fieldwork
from facilitator.analysis.records import Report
from facilitator.analysis.report import make_report
from worksheets.answers import list_answers, list_progress
from worksheets.grouped import find_grouped
from worksheets.participants import list_participants
from worksheets.promises import list_reaches
from worksheets.running_orders import get_arranged
from worksheets.vote_counts import get_tally
from worksheets.wordings import list_wordings
from worksheets.workshops import get_workshop


def collect_report(code: str) -> Report:
    """Return the report of a workshop as it is now; raises WorkshopNotFound."""
    # Papers show the meetings as this town runs them: its order, minutes and own steps.
    workshop = replace(get_workshop(code), program=get_arranged(code))
    sheets = workshop.program.worksheets
    as_of = datetime.now(UTC)
    report = make_report(
        workshop,
        list_answers(code),
        participants=list_participants(code),
        progress=list_progress(code),
        tallies={sheet.key: get_tally(code, sheet.key) for sheet in sheets if sheet.votes},
        reaches=list_reaches(code),
        wordings=list_wordings(code),
        clusters={sheet.key: find_grouped(workshop, sheet) for sheet in sheets if sheet.many},
        # Whom people saw was seen, also where facilitators keep the record from sight.
        fieldwork=make_fieldwork(workshop, list_answers(code, hidden=True), now=as_of),
        as_of=as_of,
    )
    return replace(report, join_url=join_url(code))
