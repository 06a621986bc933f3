"""Carry out a command as typed: read and write the files here, let the data's owner do the rest."""

import argparse
import base64
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from facilitator.tasks.asking import ask
from worksheets.errors import BadInput
from worksheets.settings import Settings

Result = Mapping[str, Any]

# What concerns only this side of the line.
_NOT_ASKED = ("command", "json")
_MOST_BYTES = 20 * 1024 * 1024  # the reader's own limit; a larger file need not travel


def run_command(options: argparse.Namespace, settings: Settings) -> Result:
    """Run one command and return its result."""
    special = _SPECIAL.get(options.command)
    if special is not None:
        return special(options, settings)
    arguments = {name: value for name, value in vars(options).items() if name not in _NOT_ASKED}
    return ask(settings, options.command, arguments)


def _export(options: argparse.Namespace, settings: Settings) -> Result:
    target = Path(options.out)
    made = dict(ask(settings, "export", {"code": options.code, "kind": options.kind}))
    content = base64.b64decode(made.pop("content"))
    target.write_bytes(content)
    return {**made, "file": str(target), "bytes": len(content)}


def _import(options: argparse.Namespace, settings: Settings) -> Result:
    source = Path(options.file)
    if source.stat().st_size > _MOST_BYTES:
        raise BadInput(f"「{source.name}」が大きすぎます。20MBまでに分けてください。")
    arguments = {
        "code": options.code,
        "worksheet": options.worksheet,
        "file_name": source.name,
        "content": base64.b64encode(source.read_bytes()).decode("ascii"),
        "column": options.column,
        "team": options.team,
        "spread": options.spread,
    }
    result = dict(ask(settings, "import", arguments))
    if result["refused"] and not result["taken"] and not result["repeated"]:
        result |= {
            "ok": False,
            "message": "1行も取り込めませんでした。理由は行ごとに出しています。",
        }
    return result


_SPECIAL: dict[str, Callable[[argparse.Namespace, Settings], Result]] = {
    "export": _export,
    "import": _import,
}
