"""Carry out a command as typed: read and write the files here, let the data's owner do the rest."""

import argparse
import base64
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from facilitator.tasks.asking import ask
from worksheets.settings import Settings

Result = Mapping[str, Any]

# What concerns only this side of the line.
_NOT_ASKED = ("command", "json")


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


_SPECIAL: dict[str, Callable[[argparse.Namespace, Settings], Result]] = {"export": _export}
