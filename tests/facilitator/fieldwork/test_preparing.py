"""Voices and overlaps are ready when the room comes to the step that works with them."""

import time
from collections.abc import Callable

import pytest

from facilitator.fieldwork.preparing import preparing
from tests.heard import Hall
from worksheets import rooms
from worksheets.promises import list_showable
from worksheets.proposals import list_proposals
from worksheets.toolkit import Toolkit


@pytest.fixture
def hall(box: Toolkit) -> Hall:
    assert box.rooms == {}
    hall = Hall()
    hall.record("花の人", worries="花の水やりを手伝ってくれる人がいない")
    hall.record("学校の人", team="t2", **{"want-to-try": "子どもと花の水やりをやってみたい"})
    return hall


def _wait_for(condition: Callable[[], bool]) -> bool:
    ends = time.monotonic() + 10
    while not condition() and time.monotonic() < ends:
        time.sleep(0.02)
    return condition()


def _count_voices(hall: Hall) -> int:
    sheet = hall.program.find_worksheet("heard")
    assert sheet is not None
    return len(list_showable(hall.code, sheet))


def test_voices_are_laid_out_when_their_step_begins(hall: Hall, box: Toolkit) -> None:
    with preparing(box):
        rooms.go_to(hall.code, "meeting-1", "visit")
        rooms.go_to(hall.code, "meeting-1", "lay-out")

        assert _wait_for(lambda: _count_voices(hall) == 2)
        assert list_proposals(hall.code) == ()


def test_overlaps_are_searched_when_their_step_begins(hall: Hall, box: Toolkit) -> None:
    with preparing(box):
        rooms.go_to(hall.code, "meeting-1", "search")

        assert _wait_for(lambda: list_proposals(hall.code) != ())

    [proposal] = list_proposals(hall.code)
    assert len(proposal.voices) == 2
