"""Run the tests with a browser found on this machine, and say which are left out without one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

VARIABLE = "CHROMIUM"

_COMMANDS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
)
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)


def main(arguments: list[str]) -> int:
    """Find a browser, or fetch one, then run pytest."""
    browser = find_browser() or _fetch_browser()
    selection: list[str] = []
    if browser is None:
        selection = ["-m", "not journey"]
        print(  # noqa: T201 -- a program for a terminal
            "\n注意: ブラウザーが見つからず、取り寄せもできませんでした。画面を動かすテスト"
            "(印 journey、tests/journeys)は行いません。Chromium か Chrome か Edge を入れるか、"
            f"環境変数 {VARIABLE} にその場所を書くと行います。\n",
            file=sys.stderr,
            flush=True,
        )
    environment = {**os.environ, **({VARIABLE: browser} if browser else {})}
    command = [sys.executable, "-m", "pytest", *selection, *arguments]
    return subprocess.run(command, env=environment, check=False).returncode


def find_browser() -> str | None:
    """Return a browser's program: the one named, one on the PATH, one in its usual place."""
    named = os.environ.get(VARIABLE)
    if named:
        return named
    on_path = (shutil.which(command) for command in _COMMANDS)
    in_place = (place for place in _PLACES if Path(place).exists())
    return next((found for found in (*on_path, *in_place) if found), _find_fetched())


def _fetch_browser() -> str | None:
    print("ブラウザーを取り寄せています(はじめの1回だけ)…", file=sys.stderr, flush=True)  # noqa: T201 -- same
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    try:
        subprocess.run(command, check=True, timeout=600, stdout=sys.stderr)
    except (OSError, subprocess.SubprocessError):
        return None
    return _find_fetched()


def _find_fetched() -> str | None:
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 -- only where installed
    except ImportError:
        return None
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
