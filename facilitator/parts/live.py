"""The console's ear: one small component a page that redraws its fragment when the room changes.

It listens on the stage's WebSocket, draws the clock by itself (no redrawing each second),
and passes on "next" and "back", pressed by mouse or clicker, with the step and revision that
were on this very screen: the server may have drawn a newer one that nobody has seen yet.
"""

from pathlib import Path
from typing import Any

import streamlit as st

from facilitator import commands, state
from worksheets.documents import now
from worksheets.records import Place, Room, Timer

_HERE = Path(__file__).parent

# Registered once: a second registration would give pages a second component.
_component = st.components.v2.component(
    "workshop_live",
    html='<div class="clock" role="timer" aria-live="off" hidden></div>\n<p class="pace"></p>',
    css=(_HERE / "live.css").read_text(encoding="utf-8"),
    js=(_HERE / "live.js").read_text(encoding="utf-8"),
)


def listen(room: Room, *, gap: int = 1000) -> None:
    """Redraw this fragment when something new comes; call it before anything is read.

    `gap` is the least time between two redrawings for new answers, in milliseconds.
    """
    with st.container(key="ear"):
        _mount(room, {"gap": gap, "clock": None, "buttons": None})


def show_clock(room: Room, place: Place, *, gap: int = 1000) -> None:
    """Like `listen`, and draw the step's clock; keys and buttons move the room."""
    clock = {
        "timer": _timer(room.timer),
        "elapsed": (now() - room.step_started_at).total_seconds() if room.step_started_at else None,
        "planned": place.step.minutes * 60,
        "rest": sum(step.minutes for step in place.meeting.steps[place.number :]) * 60,
    }
    buttons = {"next": f".st-key-{state.NEXT}", "back": f".st-key-{state.BACK}"}
    _mount(room, {"gap": gap, "clock": clock, "buttons": buttons})


def _mount(room: Room, settings: dict[str, Any]) -> None:
    _component(
        key=state.LIVE,
        data={
            "code": room.code,
            "sequence": room.sequence,
            "step": f"{room.meeting_key}/{room.step_key}",
            "revision": room.revision,
            "drawn": now().timestamp(),
            **settings,
        },
        on_tick_change=_nothing,
        on_go_change=lambda: commands.go_by_key(room.code),
    )


def _nothing() -> None:
    """Let the fragment run again: that is all a tick is for."""


def _timer(timer: Timer) -> dict[str, Any]:
    if timer.paused:
        return {"state": "paused", "left": timer.seconds_left}
    if timer.ends_at is not None:
        return {"state": "running", "left": (timer.ends_at - now()).total_seconds()}
    return {"state": "none", "left": None}
