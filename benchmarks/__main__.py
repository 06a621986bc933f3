"""`python -m benchmarks`: measure everything and print the tables (docs/performance.md).

`--phones 50 200` chooses the numbers of phones; `--only load` chooses parts.
"""

import argparse
import asyncio
import platform
import tempfile
from datetime import datetime
from pathlib import Path

from benchmarks.clusters import measure_clusters
from benchmarks.decks import measure_decks
from benchmarks.load import Figures, measure_bare, measure_product
from benchmarks.overlaps import measure_overlaps
from benchmarks.pages import measure_console, measure_first_load
from benchmarks.rooms import open_room
from benchmarks.servers import HOST, Server, run_bare, run_product
from benchmarks.stage import measure_stage
from benchmarks.teams import measure_teams
from benchmarks.wall import measure_wall

PARTS = ("load", "wall", "first-load", "console", "decks", "overlaps", "teams", "clusters", "stage")


def main() -> None:
    """Measure the chosen parts one after the other."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--phones", type=int, nargs="+", default=[50, 200, 500, 1000])
    parser.add_argument("--only", choices=PARTS, nargs="+", default=list(PARTS))
    chosen = parser.parse_args()
    print(f"{datetime.now():%Y-%m-%d %H:%M} {_machine()}\n")  # noqa: DTZ005 -- local time is meant
    if "load" in chosen.only:
        _load(chosen.phones)
    if "wall" in chosen.only:
        print(measure_wall())
    if "first-load" in chosen.only:
        with tempfile.TemporaryDirectory() as folder:
            print(measure_first_load(Path(folder)))
    if "console" in chosen.only:
        print(measure_console())
    if "decks" in chosen.only:
        print(measure_decks())
    if "overlaps" in chosen.only:
        print(measure_overlaps())
    if "teams" in chosen.only:
        print(measure_teams())
    if "clusters" in chosen.only:
        print(measure_clusters())
    if "stage" in chosen.only:
        print(measure_stage())


def _load(numbers: list[int]) -> None:
    print(
        "| 台数 | 相手 | 全員に届くまで | 全員分の保存 | 保存できた数 | 1台あたり | 待機中の CPU |"
    )
    print("|---|---|---|---|---|---|---|")
    for number in numbers:
        # A fresh server of each kind for each number, by turns, so that neither inherits warmth.
        with tempfile.TemporaryDirectory() as folder, run_bare(Path(folder)) as bare:
            _print_row(bare, asyncio.run(measure_bare(bare, number)))
        with tempfile.TemporaryDirectory() as folder, run_product(Path(folder)) as product:
            room = open_room(Path(folder) / "data")
            _print_row(product, asyncio.run(measure_product(product, room, number)))
    print()


def _print_row(server: Server, figures: Figures) -> None:
    print(
        f"| {figures.phones} | {server.name} | {figures.fan_out_ms:.0f} ms "
        f"| {figures.burst_ms:.0f} ms | {figures.burst_stored} "
        f"| {figures.kib_each:.1f} KiB | {figures.idle_percent:.1f}% |",
        flush=True,
    )


def _machine() -> str:
    return f"{HOST}, {platform.system()} {platform.machine()}, Python {platform.python_version()}"


if __name__ == "__main__":
    main()
