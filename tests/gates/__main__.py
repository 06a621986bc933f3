"""Run the long form of the gates: `make gates`, or `python -m tests.gates`.

`python -m tests.gates soak --hours 8` lets a hall come and go for hours instead.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

import pytest

from tests.gates.conftest import LONG
from tests.gates.soak import soak


def _soak(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.gates soak")
    parser.add_argument("--hours", type=float, default=8.0)
    parser.add_argument("--phones", type=int, default=100)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        seen = soak(Path(folder), options.hours * 3600, phones=options.phones)
    grown = seen.list_growth()
    print(seen.make_table())  # noqa: T201 -- a program for a terminal
    print("増えつづけたもの: " + ("、".join(grown) or "なし"))  # noqa: T201 -- same
    return 1 if grown else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["soak"]:
        sys.exit(_soak(sys.argv[2:]))
    os.environ[LONG] = "long"
    sys.exit(pytest.main([str(Path(__file__).parent), "--timeout=1800", *sys.argv[1:]]))
