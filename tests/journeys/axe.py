"""axe-core, the accessibility checker: found in node_modules, or installed there with npm."""

import shutil
import subprocess
import sys
from typing import Any

from playwright.sync_api import Page

from tests.server import ROOT

VERSION = "4.14.1"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
MISSING = (
    "使いやすさの自動検査（axe-core）は行いませんでした。npm で取り寄せられなかったためです。"
    f"インターネットにつながるところで「npm install --no-save axe-core@{VERSION}」を"
    "この道具のフォルダーで一度行うと、次からは検査します。"
)

_FILE = ROOT / "node_modules" / "axe-core" / "axe.min.js"


def find_axe() -> str | None:
    """Return the checker's script; ask npm for it where it is not there yet."""
    if not _FILE.exists():
        _install()
    return _FILE.read_text(encoding="utf-8") if _FILE.exists() else None


def list_violations(page: Page, axe: str) -> list[str]:
    """Return what a page does against the rules, each with the first place where it does."""
    # evaluate() runs beside the page's own rules about scripts, which forbid injected ones.
    page.evaluate(axe)
    found: dict[str, Any] = page.evaluate(
        "(rules) => axe.run(document, { runOnly: rules, resultTypes: ['violations'] })", RULES
    )
    return [
        f"{each['id']}: {each['help']} ({len(each['nodes'])}x, {each['nodes'][0]['html'][:120]})"
        for each in found["violations"]
    ]


def _install() -> None:
    npm = shutil.which("npm")
    if npm is None:
        return
    command = [npm, "install", "--no-save", "--no-package-lock", "--no-audit", "--no-fund"]
    try:
        subprocess.run(
            [*command, "--prefix", str(ROOT), f"axe-core@{VERSION}"],
            check=True,
            timeout=120,
            stdout=sys.stderr,
        )
    except (OSError, subprocess.SubprocessError):
        return
