"""Share people out over teams: the sum alone, and from the page to the disk."""

import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from facilitator.analysis.seating import Seat, Wishes, share_out, suggest_count
from facilitator.seating.proposing import Wanted, propose
from worksheets import assignments, expected, toolkit, workshops
from worksheets.expected import Expected
from worksheets.records import Options
from worksheets.settings import Settings
from worksheets.workshops import get_workshop

_Result = TypeVar("_Result")
_RUNS = 5
_AFFILIATIONS = ("office-welfare", "office-other", "contractor", "council", "nonprofit")
_FIELDS = ("elderly", "disability", "children", "poverty", "community", "health")


def measure_teams() -> str:
    """Share out 50, 500 and 5,000 people, with pairs; then 50, 500 and 1,000 in a workshop."""
    lines = ["| 人 | 班 | 分ける計算(中央値) | 一つの区分だけの班 |", "|---|---|---|---|"]
    for people in (50, 500, 5000):
        teams = [f"t{number}" for number in range(suggest_count(people))]
        seats = _make_seats(people)
        pairs = [(f"p{n}", f"p{n + 1}") for n in range(0, people // 10, 2)]
        half = len(pairs) // 2
        wishes = Wishes(together=tuple(pairs[:half]), apart=tuple(pairs[half:]))
        took, seating = _time(lambda: share_out(seats, teams, wishes=wishes))  # noqa: B023 -- run here
        groups: dict[str, set[str]] = {}
        for seat in seats:
            groups.setdefault(seating.teams[seat.id], set()).add(seat.group)
        alone = sum(len(here) == 1 for here in groups.values())
        lines.append(f"| {people:,} | {len(teams):,} | {took * 1000:.0f} ms | {alone} |")
    lines += ["", "| 人 | 班 | 分けてみる | この班にする | 元に戻す |", "|---|---|---|---|---|"]
    lines += [_measure_workshop(people) for people in (50, 500, 1000)]
    return "\n".join(lines) + "\n"


def _make_seats(people: int) -> list[Seat]:
    chance = random.Random(people)  # noqa: S311 -- made-up people
    groups = ["office"] * 5 + ["contractor"] * 3 + ["council", "other"]
    return [
        Seat(
            id=f"p{number}",
            group=chance.choice(groups),
            affiliation=f"a{chance.randrange(12)}",
            field=f"f{chance.randrange(15)}",
        )
        for number in range(people)
    ]


def _measure_workshop(people: int) -> str:
    teams = min(100, suggest_count(people))  # a workshop has at most a hundred
    chance = random.Random(people)  # noqa: S311 -- made-up people
    with tempfile.TemporaryDirectory() as folder, toolkit.use(_open(Path(folder))):
        options = Options(teams=workshops.make_teams(teams))
        code = workshops.open_workshop("team-building", title="計測", options=options).workshop.code
        listed = [
            Expected(f"人{n}", chance.choice(_AFFILIATIONS), chance.choice(_FIELDS))
            for n in range(people)
        ]
        expected.replace_expected(code, listed)
        tried, proposal = _time(lambda: propose(get_workshop(code), Wanted(teams)))
        took, back = [], []
        for _ in range(_RUNS):
            took.append(_clock(lambda: assignments.assign(code, proposal.plan)))
            back.append(_clock(lambda: assignments.undo_assignment(code)))
    kept, undone = statistics.median(took) * 1000, statistics.median(back) * 1000
    return f"| {people:,} | {teams} | {tried * 1000:.0f} ms | {kept:.0f} ms | {undone:.0f} ms |"


def _time(action: Callable[[], _Result]) -> tuple[float, _Result]:
    times = []
    for _ in range(_RUNS):
        started = time.perf_counter()
        result = action()
        times.append(time.perf_counter() - started)
    return statistics.median(times), result


def _clock(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def _open(folder: Path) -> toolkit.Toolkit:
    url = f"sqlite:///{folder / 'workshop.db'}"
    return toolkit.open_toolkit(Settings(data_dir=folder, database_url=url))
