"""The benchmarks are run rarely; that they still fit the product is seen here."""

import subprocess
import sys

from tests.server import ROOT


def test_benchmarks_when_asked_for_help_find_all_their_parts() -> None:
    asked = [sys.executable, "-m", "benchmarks", "--help"]

    told = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)

    assert (told.returncode, told.stderr) == (0, "")
    assert "--only" in told.stdout
