"""The report of a workshop, made once for each state of it and then shared by all pages."""

import streamlit as st

from facilitator.analysis.collect import collect_report
from facilitator.analysis.records import Report
from worksheets import participants, rooms, workshops


def read_report(code: str) -> Report:
    """Return the report as of now, as the facilitator's pages show it."""
    return _read(code, leaving=False)


def read_leaving(code: str) -> Report:
    """Return the report as of now, as it may leave in files: no votes before they are public."""
    return _read(code, leaving=True)


def _read(code: str, *, leaving: bool) -> Report:
    # People and options do not raise the sequence, but the report counts them.
    others = (workshops.get_workshop(code).options, participants.list_participants(code))
    return _collect(code, rooms.get_room(code).sequence, hash(others), leaving=leaving)


# A report is frozen, so all visitors may share one object.
@st.cache_resource(max_entries=8, show_spinner=False)
def _collect(code: str, sequence: int, others: int, *, leaving: bool) -> Report:  # noqa: ARG001 -- they name the state
    return collect_report(code, leaving=leaving)
