"""The console's ear: one small component a page that redraws its fragment when the room changes.

It listens on the stage's WebSocket, draws the clock by itself (no redrawing each second),
and passes on "next" and "back", pressed by mouse or clicker, with the step and revision that
were on this very screen: the server may have drawn a newer one that nobody has seen yet.
"""

from pathlib import Path
from typing import Any

import streamlit as st

from facilitator import commands, state
from facilitator.analysis.timekeeping import Timetable
from facilitator.pace import count_late, describe_pace, describe_timer
from worksheets.documents import now
from worksheets.records import Place, Room

_HERE = Path(__file__).parent
_SHARED = _HERE.parent / "stage" / "assets"
# Wall, remote and console count the clock with the same code; a component is one file.
_SCRIPTS = (_SHARED / "clock.js", _SHARED / "pace.js", _HERE / "live.js")
_MARKUP = """
<div class="clock" role="timer" aria-live="off" hidden><b></b><span></span></div>
<p class="pace" hidden><b></b><strong></strong><span></span><small></small></p>
"""

# Keys of the wall screen (keys.js) that switch it from here, too: what they press.
_KEYS = {
    "j": "view-join",
    "t": "view-order",
    "b": "view-blank",
    ".": "view-blank",
    "s": "freeze_wall",
}

# Registered once: a second registration would give pages a second component.
_component = st.components.v2.component(
    "workshop_live",
    html=_MARKUP,
    css=(_HERE / "live.css").read_text(encoding="utf-8"),
    js="\n".join(path.read_text(encoding="utf-8") for path in _SCRIPTS),
)


def listen(room: Room, *, gap: int = 1000) -> None:
    """Redraw this fragment when something new comes; call it before anything is read.

    `gap` is the least time between two redrawings for new answers, in milliseconds.
    """
    with st.container(key="ear"):
        _mount(room, {"gap": gap, "pace": None, "buttons": None})


def show_clock(room: Room, place: Place, timetable: Timetable, *, gap: int = 1000) -> None:
    """Like `listen`, and draw the clocks of step and meeting; keys and buttons move the room."""
    _mount(
        room,
        {
            "gap": gap,
            "timer": describe_timer(room.timer),
            "pace": describe_pace(timetable),
            "planned": place.step.minutes,
            "late": count_late(timetable),
            "buttons": {"next": f".st-key-{state.NEXT}", "back": f".st-key-{state.BACK}"},
            "keys": _KEYS,
        },
    )


def _mount(room: Room, settings: dict[str, Any]) -> None:
    _component(
        key=state.LIVE,
        data={
            "code": room.code,
            "sequence": room.sequence,
            "step": f"{room.meeting_key}/{room.step_key}",
            "revision": room.revision,
            "drawn": now().isoformat(),
            **settings,
        },
        on_tick_change=_nothing,
        on_go_change=lambda: commands.go_by_key(room.code),
    )


def _nothing() -> None:
    """Let the fragment run again: that is all a tick is for."""
