"""A first meeting that is late on purpose: its steps were entered at moments gone by."""

import subprocess
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from programs.reading import read_program
from tests.journeys.hall import FIRST_MEETING, PROGRAM, Opened
from tests.server import ROOT, make_environment
from worksheets import toolkit, workshops
from worksheets.documents import now
from worksheets.orders import get_order, note_entering, put_order
from worksheets.records import Change, Options, Room, Workshop
from worksheets.room_changes import change_room
from worksheets.settings import Settings
from worksheets.toolkit import open_toolkit

_TITLE = "押している研修"


def open_late(data_dir: Path, entered: dict[str, int]) -> Opened:
    """Open a workshop whose room entered these steps so many minutes ago, the latest last.

    The first meeting began on time with the first of them. No server may be running.
    """
    settings = Settings(data_dir, f"sqlite:///{data_dir / 'workshop.db'}")
    with toolkit.use(open_toolkit(settings)):
        program = read_program(PROGRAM).program
        if program is None:
            raise RuntimeError(PROGRAM)
        opened = workshops.open_workshop(
            program, title=_TITLE, options=Options(teams=workshops.make_teams(3))
        )
        code = opened.workshop.code
        moment = now().astimezone()
        moments = {step: moment - timedelta(minutes=ago) for step, ago in entered.items()}
        change_room(code, Change.STEP, lambda room, of: _enter(room, of, moments), None)
    return Opened(code, opened.key, _TITLE)


def _enter(room: Room, workshop: Workshop, moments: dict[str, datetime]) -> Room:
    orders = room.orders
    for step, at in moments.items():
        orders = note_entering(orders, FIRST_MEETING, step, at)
    order = get_order(orders, FIRST_MEETING)
    began = order.entries[0].at
    arrangement = replace(order.arrangement, starts_at=began)
    here, since = order.entries[-1].step, order.entries[-1].at
    meeting = workshop.program.find_meeting(FIRST_MEETING)
    step = next(each for each in meeting.steps if each.key == here) if meeting else None
    return replace(
        room,
        meeting_key=FIRST_MEETING,
        step_key=here,
        step_started_at=since,
        open_worksheets=step.worksheets if step else (),
        orders=put_order(orders, replace(order, arrangement=arrangement, begun_at=began)),
    )


def simulate(data_dir: Path, code: str, people: int) -> None:
    """Let made-up people do the step on the running server, at full speed."""
    command = ["-m", "facilitator", "simulate", code, "--participants", str(people), "--pace", "0"]
    subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=make_environment(data_dir),
        check=True,
        capture_output=True,
        timeout=120,
    )
