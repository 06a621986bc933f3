"""A hall that comes and goes for long: memory, handles and journal stay as they are."""

from pathlib import Path

import pytest

from tests.gates.conftest import Note, Size
from tests.gates.soak import MOST_JOURNAL, Sample, Soak, soak

MIB = 2**20


def make_soak(**last: int) -> Soak:
    """Ten calm moments and five that may differ."""
    calm = {"memory": 200 * MIB, "handles": 40, "journal": MIB, "stored": 0}
    moments = [{**calm, **(last if number >= 10 else {})} for number in range(15)]
    return Soak([Sample(seconds=60.0 * n, **moment) for n, moment in enumerate(moments)])


@pytest.mark.parametrize(
    ("last", "grown"),
    [
        ({}, []),
        ({"memory": 215 * MIB}, []),
        ({"memory": 240 * MIB}, ["memory: 200.0 -> 240.0 MiB"]),
        ({"handles": 60}, ["handles: 40 -> 60"]),
        ({"journal": MOST_JOURNAL + MIB}, ["journal: 17.0 MiB"]),
    ],
)
def test_growth_is_told_and_rest_is_not(last: dict[str, int], grown: list[str]) -> None:
    assert make_soak(**last).list_growth() == grown


def test_hall_that_comes_and_goes_leaves_nothing_behind(
    tmp_path: Path, size: Size, note: Note
) -> None:
    seconds = size.of(6, 300)

    seen = soak(tmp_path, seconds, phones=size.of(12, 60))

    assert seen.list_growth() == [], seen.make_table()
    assert seen.refused == 0
    assert min(seen.answers, seen.opened, seen.watched) > 0
    first, last = seen.samples[len(seen.samples) // 5], seen.samples[-1]
    note(
        "長く動かす",
        f"{seconds}秒、接続{seen.opened}回、送信{seen.answers}回"
        f"(メモリー{first.memory / MIB:.0f}→{last.memory / MIB:.0f}MiB、"
        f"開いているもの{first.handles}→{last.handles}、"
        f"WAL 最大{max(one.journal for one in seen.samples) / MIB:.1f}MiB)",
        lost=0,
        duplicated=0,
    )


def test_planted_leak_of_handles_is_caught(tmp_path: Path, size: Size, note: Note) -> None:
    seconds = size.of(6, 30)

    seen = soak(
        tmp_path, seconds, phones=12, command=("-m", "tests.gates.planted", "leak", "run", "app.py")
    )

    assert any(grown.startswith("handles") for grown in seen.list_growth()), seen.make_table()
    note("長く動かす、の試験(閉じ忘れ)", f"{seconds}秒", lost=0, duplicated=0, planted="見つけた")
