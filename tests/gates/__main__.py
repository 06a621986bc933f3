"""Run the long form of the gates: `make gates`, or `python -m tests.gates`."""

import os
import sys
from pathlib import Path

import pytest

from tests.gates.conftest import LONG

if __name__ == "__main__":
    os.environ[LONG] = "long"
    sys.exit(pytest.main([str(Path(__file__).parent), "--timeout=1800", *sys.argv[1:]]))
