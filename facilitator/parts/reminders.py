"""Reminders to copy into a mail: choose when, then one for everybody and one for each team."""

import streamlit as st

from facilitator import addresses
from facilitator.analysis.fieldwork import Fieldwork
from facilitator.analysis.reminders import (
    Invitation,
    Moment,
    find_next_meeting,
    make_reminders,
    name_moments,
    suggest_moment,
)
from facilitator.parts.words import plain
from worksheets.records import Workshop


def reminder_list(workshop: Workshop, fieldwork: Fieldwork) -> None:
    """Offer the texts; each can be copied with one press."""
    invitation = Invitation(
        workshop.title, addresses.join_url(workshop.code), find_next_meeting(workshop.program)
    )
    names = name_moments(invitation.next_meeting)
    moment = st.segmented_control(
        "いつ送るか",
        list(Moment),
        default=suggest_moment(fieldwork),
        required=True,
        format_func=names.__getitem__,
        key="reminder_moment",
    )
    st.html(
        '<p class="quiet">メールに写して送れます。人の名前や、聞いた話は入っていません。'
        "枠の右上に出るしるし（写す）を押すと、文を写しとれます。</p>"
    )
    for reminder in make_reminders(fieldwork, moment or Moment.START, invitation):
        everybody = not reminder.team
        with st.expander(
            plain(reminder.to), expanded=everybody, key=f"reminder-{reminder.team or 'all'}"
        ):
            st.code(reminder.subject, language=None, wrap_lines=True)
            st.code(reminder.text, language=None, wrap_lines=True)
