"""The command line in this process, on a data folder of its own, and as a program."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from facilitator.__main__ import main
from tests.server import ROOT, make_environment


@dataclass(frozen=True)
class Outcome:
    """What a command left behind."""

    code: int
    out: str
    problem: str

    @property
    def json(self) -> dict[str, Any]:
        return json.loads(self.out)


Command = Callable[..., Outcome]


@pytest.fixture
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder without a server."""
    for name in ("WORKSHOP_DATABASE_URL", "WORKSHOP_PUBLIC_URL", "WORKSHOP_PASSCODE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("WORKSHOP_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def command(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> Command:  # noqa: ARG001 -- where it works
    """Run a command as typed, in this process."""

    def run(*arguments: str) -> Outcome:
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as ending:
            code = int(ending.code or 0)
        printed = capsys.readouterr()
        return Outcome(code, printed.out, printed.err)

    return run


@pytest.fixture
def workshop(command: Command) -> str:
    """The code of a workshop just opened."""
    return str(command("new", "team-building", "--title", "研修", "--json").json["code"])


def run_program(data_dir: Path, *arguments: str) -> Outcome:
    """Run `python -m facilitator` as its own process."""
    done = subprocess.run(
        [sys.executable, "-m", "facilitator", *arguments],
        cwd=ROOT,
        env=make_environment(data_dir),
        capture_output=True,
        check=False,
        timeout=120,
    )
    return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())
