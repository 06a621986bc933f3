"""Look for known weaknesses: our code (bandit), our parts (pip-audit); list the parts (SBOM).

`make scan` runs all three. Only asking about the parts needs the internet.
"""

import json
import re
import subprocess
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SBOM = ROOT / "sbom.json"
_CODE = ("app.py", "programs", "worksheets", "facilitator")
_PATIENCE = 300.0
_OFFLINE = (
    "部品の弱点は調べられませんでした。インターネットにつながる機械で、もう一度「make scan」を"
    f"行うか、部品の一覧({SBOM.name})を、つながる所へ持っていって調べてください。"
)


def say(sentence: str) -> None:
    """Tell the person at the terminal."""
    print(sentence, flush=True)  # noqa: T201 -- a program for a terminal


def main() -> int:
    """Scan, and return how it ended: 1 where something is to be looked at."""
    names = write_sbom()
    say(f"部品の一覧: {SBOM.name}({len(names)}個、CycloneDX 1.6)")
    code = subprocess.run(
        [sys.executable, "-m", "bandit", "-q", "-c", "pyproject.toml", "-ll", "-r", *_CODE],
        cwd=ROOT,
        check=False,
    ).returncode
    say(f"自分たちのコード(bandit): {'見てほしい所があります' if code else '見つかりませんでした'}")
    return max(code, audit(names))


def audit(names: tuple[str, ...]) -> int:
    """Ask whether weaknesses of our parts are known; say so plainly where nobody answered."""
    command = [sys.executable, "-m", "pip_audit", "-f", "json", "--progress-spinner", "off"]
    pins = ["-r", "requirements.txt", "--no-deps", "--disable-pip"]
    try:
        done = subprocess.run(
            [*command, *pins],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            check=False,
        )
        found = json.loads(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError, KeyError):
        say(_OFFLINE)
        return 1
    weak = [part for part in found if part.get("vulns")]
    asked = [part for part in found if "vulns" in part]
    for part in weak:
        ids = "、".join(one["id"] for one in part["vulns"])
        say(f"弱点が知られている部品: {part['name']} {part['version']}({ids})")
    say(f"部品の弱点(pip-audit): 調べた{len(asked)}個のうち、見つかった{len(weak)}個")
    left = len(found) - len(asked)
    if left:
        say(f"調べられなかった部品が{left}個あります(全部で{len(names)}個)。{_OFFLINE}")
    return 1 if weak or left else 0


def write_sbom() -> tuple[str, ...]:
    """Write what the product is made of, with everything its parts need."""
    parts = _list_parts()
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "workshop-toolkit"}},
        "components": [_describe(part) for part in parts],
    }
    SBOM.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", "utf-8")
    return tuple(str(part.metadata["Name"]) for part in parts)


def _list_parts() -> list[Distribution]:
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    waiting = [line for line in lines if line and not line.startswith("#")]
    found: dict[str, Distribution] = {}
    while waiting:
        wanted = waiting.pop()
        name = re.split(r"[^\w.-]", wanted, maxsplit=1)[0]
        key = re.sub(r"[-_.]+", "-", name).lower()
        if key in found or "extra ==" in wanted:
            continue
        try:
            part = distribution(name)
        except PackageNotFoundError:
            continue  # for another system
        found[key] = part
        waiting += part.requires or []
    return [found[key] for key in sorted(found)]


def _describe(part: Distribution) -> dict[str, Any]:
    name, licence = str(part.metadata["Name"]), part.metadata.get("License-Expression")
    known = {"licenses": [{"expression": licence}]} if licence else {}
    plain = re.sub(r"[-_.]+", "-", name).lower()
    return {
        "type": "library",
        "name": name,
        "version": part.version,
        "purl": f"pkg:pypi/{plain}@{part.version}",
        **known,
    }


if __name__ == "__main__":
    sys.exit(main())
