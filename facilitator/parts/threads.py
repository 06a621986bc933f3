"""Where a plan came from, from the voices on, in one line for each stage."""

import streamlit as st

from facilitator.analysis.records import Thread
from facilitator.analysis.wording import quote
from facilitator.parts.words import escape

_SHOWN = 4  # quotations of one stage


def thread_lines(thread: Thread) -> None:
    """Show the stages before the end, the earliest first."""
    lines = []
    for stage in thread.stages[:-1]:
        words = "".join(quote(answer.headline, 40) for answer in stage.answers[:_SHOWN])
        more = len(stage.answers) - _SHOWN
        rest = f" ほか{more}枚" if more > 0 else ""
        labels = dict.fromkeys(answer.cluster for answer in stage.answers if answer.cluster)
        under = f"（まとまり{''.join(quote(label, 30) for label in labels)}）" if labels else ""
        lines.append(f"<li><b>{escape(stage.title)}</b>{escape(words)}{rest}{escape(under)}</li>")
    lost = (
        f'<p class="lost">▲ もとになった声が{thread.lost_roots}つ取り下げられました。</p>'
        if thread.lost_roots
        else ""
    )
    st.html(f'<div class="thread"><p>もとをたどると</p><ol>{"".join(lines)}</ol>{lost}</div>')
