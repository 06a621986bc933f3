"""L6: two facilitators press at the same moment: one moves, the other is told."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from tests.gates.conftest import Note, Size
from worksheets import rooms
from worksheets.errors import ChangedMeanwhile
from worksheets.records import Given, Room

Press = Callable[[str, Given | None], Room]


def press_together(code: str, presses: list[Press], *, looking: bool) -> tuple[int, int]:
    """Let several press at once, each for what they see; return how many moved and were told."""
    seen = rooms.get_room(code)
    given = Given(step=seen.step_key, revision=seen.revision) if looking else None
    together = threading.Barrier(len(presses))

    def press(function: Press) -> bool:
        together.wait(10)
        try:
            function(code, given)
        except ChangedMeanwhile:
            return False
        return True

    with ThreadPoolExecutor(len(presses)) as pool:
        moved = sum(pool.map(press, presses))
    return moved, len(presses) - moved


def forth(code: str, given: Given | None) -> Room:
    return rooms.go_next(code, given=given)


def back(code: str, given: Given | None) -> Room:
    return rooms.go_back(code, given=given)


def start_clock(code: str, given: Given | None) -> Room:
    return rooms.start_timer(code, 5, given=given)


def test_two_presses_move_one_step_and_the_other_is_told(code: str, size: Size, note: Note) -> None:
    rounds = size.of(40, 400)
    keys = ("opening", "write", "vote")
    for _ in range(rounds):
        rooms.go_to(code, "meeting-1", "opening")

        assert press_together(code, [forth, forth, forth], looking=True) == (1, 2)

        assert rooms.get_room(code).step_key == keys[1]
    note("L6 進行役が同時に押す", f"3人が同時に「次へ」を{rounds}回", lost=0, duplicated=0)


def test_different_presses_for_one_screen_do_one_thing(code: str, size: Size) -> None:
    for _ in range(size.of(20, 200)):
        rooms.go_to(code, "meeting-1", "write")
        before = rooms.get_room(code).revision

        assert press_together(code, [forth, back, start_clock], looking=True) == (1, 2)

        assert rooms.get_room(code).revision == before + 1


def test_planted_press_without_looking_moves_too_far(code: str, note: Note) -> None:
    rooms.go_to(code, "meeting-1", "opening")

    assert press_together(code, [forth, forth], looking=False) == (2, 0)

    assert rooms.get_room(code).step_key == "vote"
    note("L6 の試験(画面を見ずに押す)", "2人が同時に1回", lost=0, duplicated=1, planted="見つけた")
