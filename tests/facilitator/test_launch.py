import os
import shutil
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from facilitator import running
from facilitator.launch import explain_busy_port, is_free
from facilitator.welcome import make_welcome
from tests.server import ROOT, find_free_port, make_environment
from worksheets.settings import Settings

CHOOSE = """
from facilitator.addresses import Address
from facilitator.launch import _ask_address
chosen = _ask_address((Address("192.168.1.20", "Wi-Fi"), Address("10.0.0.5", "有線")))
print("chosen", chosen and chosen.ip)
"""


def test_port_in_use_is_not_free() -> None:
    with socket.socket() as taken:
        taken.bind(("0.0.0.0", find_free_port()))  # noqa: S104 -- as a server of the hall would
        taken.listen()
        port = taken.getsockname()[1]
        assert not is_free(port)

    assert is_free(port)


def test_port_of_another_program_is_told_with_a_way_out(settings: Settings) -> None:
    assert "PORT=8502" in explain_busy_port(settings, 8501)


def test_port_of_our_own_server_is_told_with_its_address(settings: Settings) -> None:
    running.write_note(settings, port=8501, token="t")

    assert "http://localhost:8501/" in explain_busy_port(settings, 8501)


@pytest.mark.skipif(os.name == "nt", reason="a terminal of our own needs a POSIX system")
@pytest.mark.parametrize(
    ("typed", "chosen"),
    [("\n", "192.168.1.20"), ("2\n", "10.0.0.5"), ("9\n", "192.168.1.20"), ("\x04", "None")],
)
def test_address_is_chosen_by_who_sits_at_the_terminal(typed: str, chosen: str) -> None:
    import pty  # noqa: PLC0415 -- exists on POSIX only

    here, there = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", CHOOSE],
        cwd=ROOT,
        stdin=there,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    os.write(here, typed.encode())
    output, _ = process.communicate(timeout=60)
    os.close(here)
    os.close(there)

    assert "1. 192.168.1.20  (Wi-Fi)" in output
    assert f"chosen {chosen}" in output


def test_address_is_not_asked_without_a_terminal() -> None:
    result = subprocess.run(
        [sys.executable, "-c", CHOOSE],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )

    assert result.stdout.split() == ["chosen", "None"]


def test_welcome_names_all_screens(settings: Settings) -> None:
    known = replace(settings, public_url="http://192.168.1.20:8501")

    text = make_welcome(known, port=8501, passcode=None)

    assert "http://localhost:8501/" in text
    assert "http://192.168.1.20:8501/j" in text
    assert "http://192.168.1.20:8501/stage/" in text
    assert "合言葉" not in text


def test_welcome_shows_a_new_passcode_in_a_box_with_straight_edges(settings: Settings) -> None:
    text = make_welcome(settings, port=8501, passcode="abcd-efgh-jkmn")

    box = [line for line in text.splitlines() if line.startswith(("+", "|"))]
    assert any("abcd-efgh-jkmn" in line for line in box)
    widths = {sum(1 if letter.isascii() else 2 for letter in line) for line in box}
    assert len(widths) == 1


@pytest.mark.parametrize(("passcode", "warned"), [("short", True), ("long-enough", False)])
def test_welcome_warns_of_a_short_passcode(
    settings: Settings, passcode: str, *, warned: bool
) -> None:
    text = make_welcome(replace(settings, passcode=passcode), port=8501, passcode=None)

    assert ("WORKSHOP_PASSCODE が短い" in text) is warned
    assert passcode not in text


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A folder with the installer and no parts to install."""
    (tmp_path / "facilitator").mkdir()
    for name in ("__init__.py", "install.py"):
        shutil.copy(ROOT / "facilitator" / name, tmp_path / "facilitator")
    for name in ("requirements.txt", "requirements-dev.txt"):
        (tmp_path / name).write_text("# nothing\n")
    return tmp_path


def install(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "facilitator.install", *arguments],
        cwd=folder,
        env=make_environment(folder / "data"),
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def test_install_works_once_and_again_only_after_a_change(bare: Path) -> None:
    first = install(bare, "--", "-c", "import sys; print(sys.prefix)")
    second = install(bare, "--", "-c", "print('ran')")
    (bare / "requirements.txt").write_text("# something else\n")
    third = install(bare)

    assert first.stdout.splitlines()[-1] == str(bare / ".venv")
    assert second.stdout == "ran\n"
    assert "部品を入れています" in third.stdout
    assert (first.returncode, second.returncode, third.returncode) == (0, 0, 0)


def test_install_of_parts_that_cannot_be_fetched_says_what_to_do(bare: Path) -> None:
    (bare / "requirements.txt").write_text("--no-index\nno-such-part-anywhere==1\n")

    first, second = install(bare), install(bare)

    for result in (first, second):
        assert result.returncode == 1
        assert "部品を取り寄せられませんでした" in result.stderr


def test_install_passes_on_how_the_program_ended(bare: Path) -> None:
    assert install(bare, "--", "-c", "raise SystemExit(7)").returncode == 7


def test_make_help_lists_every_target() -> None:
    result = subprocess.run(
        ["make", "--no-print-directory", "help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    targets = ROOT.joinpath("Makefile").read_text().split(".PHONY: ")[1].splitlines()[0].split()
    assert [line.split()[1] for line in result.stdout.splitlines()] == targets
