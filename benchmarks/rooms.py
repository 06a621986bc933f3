"""Open a workshop on a running server, as its own command line does."""

import json
import os
import subprocess
import sys
from pathlib import Path

from benchmarks.load import Room
from benchmarks.servers import ROOT


def open_room(data: Path) -> Room:
    """Open a workshop on the running server by its own command line."""
    command = [sys.executable, "-m", "facilitator", "new", "team-building", "--title", "計測"]
    done = subprocess.run(
        [*command, "--json"],
        env={**os.environ, "WORKSHOP_DATA_DIR": str(data)},
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    made = json.loads(done.stdout)
    return Room(made["code"], made["key"])
