"""Make the virtual environment and put the parts in, only when they changed.

Runs on a bare Python, before anything is installed: standard library only, and no syntax
newer than Python 3.8, so that an old Python can still say that it is too old.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent
_HOME = _ROOT / ".venv"
_STAMP = _HOME / "installed.txt"
_OLDEST = (3, 11)

_TOO_OLD = (
    "Python 3.11 以上が必要です(いまは {version})。python.org から新しい Python を入れてから、"
    "もう一度始めてください。"
)
_NO_VENV = (
    "部品を入れる場所(.venv)を作れませんでした。フォルダーに書きこめるか、たしかめてください。"
    "Debian や Ubuntu では、先に「sudo apt install python3-venv」が必要です。"
)
_NO_PARTS = (
    "部品を取り寄せられませんでした。インターネットにつながっているか(庁内では代理サーバーの設定が"
    "いるか)をたしかめて、もう一度始めてください。はじめの1回だけ必要です。"
)


def main(arguments: list[str]) -> int:
    """Install, then run `python` of the environment with what follows `--`."""
    development = "--dev" in arguments
    if sys.version_info < _OLDEST:
        return _fail(_TOO_OLD.format(version=sys.version.split()[0]))
    if not _find_python().exists():
        print("はじめての準備をしています。数分かかります。", flush=True)  # noqa: T201 -- a program for a terminal
        try:
            venv.create(_HOME, with_pip=True)
        except (OSError, subprocess.CalledProcessError):
            return _fail(_NO_VENV)
    if not _install(development):
        return _fail(_NO_PARTS)
    following = arguments[arguments.index("--") + 1 :] if "--" in arguments else []
    return _run(following) if following else 0


def _install(development: bool) -> bool:
    name = "requirements-dev.txt" if development else "requirements.txt"
    parts = (_ROOT / "requirements.txt").read_bytes() + (_ROOT / name).read_bytes()
    stamp = hashlib.sha256(parts).hexdigest()
    known = _STAMP.read_text(encoding="ascii").split() if _STAMP.exists() else []
    if stamp in known:
        return True
    print("部品を入れています…", flush=True)  # noqa: T201 -- same
    pip = [str(_find_python()), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if subprocess.run([*pip, "-r", str(_ROOT / name)], check=False).returncode != 0:  # noqa: S603 -- our own list of parts
        return False
    # The development parts contain the others, so both stamps hold after installing them.
    plain = hashlib.sha256((_ROOT / "requirements.txt").read_bytes() * 2).hexdigest()
    _STAMP.write_text("\n".join({stamp, plain}), encoding="ascii")
    return True


def _run(following: list[str]) -> int:
    command = [str(_find_python()), *following]
    if os.name == "posix":
        # The server takes this process's place, so that Ctrl+C and stop signals reach it alone.
        os.execv(command[0], command)  # noqa: S606 -- our own Python
    try:
        return subprocess.run(command, check=False).returncode  # noqa: S603 -- our own Python
    except KeyboardInterrupt:
        return 0


def _find_python() -> Path:
    return _HOME / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _fail(sentence: str) -> int:
    print("\n" + sentence + "\n", file=sys.stderr, flush=True)  # noqa: T201 -- same
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
