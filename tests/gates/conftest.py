"""What the gates share: short and long form, and the table of what was tried."""

import os
from collections.abc import Callable
from dataclasses import dataclass

import pytest

LONG = "WORKSHOP_TEST_GATES"  # "long" for the long form; `make gates` sets it


@dataclass(frozen=True, slots=True)
class Size:
    """How much a gate tries."""

    long: bool

    def of(self, short: int, long: int) -> int:
        return long if self.long else short


Note = Callable[..., None]
_LINES: list[tuple[str, str, str, str, str]] = []


@pytest.fixture(scope="session")
def size() -> Size:
    return Size(long=os.environ.get(LONG) == "long")


@pytest.fixture(scope="session")
def note() -> Note:
    """Write one line of the table: what was tried, lost, duplicated, and the bug planted."""

    def add(gate: str, tried: str, *, lost: int, duplicated: int, planted: str = "") -> None:
        _LINES.append((gate, tried, str(lost), str(duplicated), planted))

    return add


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not _LINES:
        return
    terminalreporter.section("門(gates)の結果")
    terminalreporter.write_line(
        "| 門 | 試したこと | 失ったもの | 二重 | わざと入れた間違い |\n|---|---|---|---|---|"
    )
    for line in _LINES:
        terminalreporter.write_line(f"| {' | '.join(line)} |")
