"""The documents keep up with the code: settings, commands, imports."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from worksheets.settings import Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("setting", Settings.names())
def test_setting_is_explained_in_the_readme(setting: str) -> None:
    assert f"| `{setting}` |" in README


def test_no_setting_is_read_that_is_not_listed() -> None:
    named = set()
    for folder in ("programs", "worksheets", "facilitator"):
        for file in (ROOT / folder).rglob("*.py"):
            named |= set(re.findall(r"WORKSHOP_[A-Z_]+", file.read_text(encoding="utf-8")))
    assert named == set(Settings.names())


def test_readme_names_both_commands() -> None:
    assert "make run" in README
    assert "make test" in README


def test_every_pinned_package_is_explained() -> None:
    explained = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    for file in ("requirements.txt", "requirements-dev.txt", "requirements-scan.txt"):
        for line in (ROOT / file).read_text(encoding="utf-8").splitlines():
            if line and not line.startswith(("#", "-r")):
                name, pinned, _ = line.partition("==")
                assert pinned, f"{line} is not pinned"
                assert re.search(rf"\b{re.escape(name)}\b", explained), name


def test_import_contracts_hold() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
