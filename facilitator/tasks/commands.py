"""Carry out a command as typed: read and write the files here, let the data's owner do the rest."""

import argparse
import asyncio
import base64
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import httpx2

from facilitator.tasks.asking import ask, find_server
from worksheets.errors import BadInput, StartProblem
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
    arguments = {"code": options.code, "kind": options.kind}
    if options.template:
        source = Path(options.template)
        if source.stat().st_size > _MOST_BYTES:
            raise BadInput(f"「{source.name}」が大きすぎます。20MBまでです。")
        content = base64.b64encode(source.read_bytes()).decode("ascii")
        arguments |= {"template": content, "template_name": source.name}
    made = dict(ask(settings, "export", arguments))
    return {**made, "file": str(target), "bytes": _write(target, made.pop("content"))}


def _back_up(options: argparse.Namespace, settings: Settings) -> Result:
    target = Path(options.out)
    made = dict(ask(settings, "backup", {}))
    return {**made, "file": str(target), "bytes": _write(target, made.pop("content"))}


def _simulate(options: argparse.Namespace, settings: Settings) -> Result:
    from facilitator.rehearsal.rehearsal import Rehearsal  # noqa: PLC0415 -- slow imports, only needed here

    server = find_server(settings)
    if server is None:
        raise BadInput(
            "練習の参加者は、動いている道具に本物と同じ入り口から入ります。"
            "先に「make run」(Windows は start.bat)で始めてください。"
        )
    shown = ask(settings, "show", {"code": options.code})
    rehearsal = Rehearsal(
        settings=settings,
        server=server,
        code=shown["code"],
        participants=options.participants,
        seed=options.seed,
        pace=options.pace,
        whole=options.all,
        tell=_say_nothing if options.json else _say_progress,
    )
    try:
        return asyncio.run(rehearsal.run())
    except httpx2.TransportError as problem:
        raise BadInput(
            "動いている道具とのやりとりが途中で切れました。道具の画面を確かめてから、"
            "もう一度試してください(同じ人が戻り、続きを書きます)。"
        ) from problem


def _say_progress(line: str) -> None:
    sys.stderr.write(f"  … {line}\n")
    sys.stderr.flush()


def _say_nothing(_line: str) -> None:
    pass


def _write(target: Path, content: str) -> int:
    """Write a file that came as base64; an older one of that name stays until it is whole."""
    data = base64.b64decode(content)
    draft = target.with_name(f"{target.name}.part")
    try:
        draft.write_bytes(data)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    return len(data)


def _restore(options: argparse.Namespace, settings: Settings) -> Result:
    from facilitator.tasks.machine import restore  # noqa: PLC0415 -- slow imports, only needed here

    backup = Path(options.file)
    backup.stat()  # a missing file is told before anything else
    if find_server(settings) is not None:
        raise BadInput(
            "この道具が動いているあいだは、控えを戻せません。動いている画面で Ctrl+C を押して"
            "終わらせてから、もう一度試してください。"
        )
    return restore(backup, settings)


def _check(_options: argparse.Namespace, settings: Settings) -> Result:
    try:
        return ask(settings, "check", {})
    except StartProblem as problem:
        from facilitator.tasks.machine import check_without_data  # noqa: PLC0415 -- as above

        return check_without_data(settings, str(problem))


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


def _check_deck(options: argparse.Namespace, _settings: Settings) -> Result:
    from facilitator.tasks.decks import check_file  # noqa: PLC0415 -- slow imports, only needed here

    return check_file(Path(options.file))


_SPECIAL: dict[str, Callable[[argparse.Namespace, Settings], Result]] = {
    "export": _export,
    "import": _import,
    "simulate": _simulate,
    "backup": _back_up,
    "restore": _restore,
    "check": _check,
    "check-deck": _check_deck,
}
