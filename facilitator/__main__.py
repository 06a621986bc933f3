"""The command line: python -m facilitator …

Exit codes: 0 done, 1 failed with a sentence on standard error, 2 wrong use.
"""

import json
import sys
from collections.abc import Mapping
from typing import Any

from facilitator.tasks.commands import run_command
from facilitator.tasks.parser import make_parser
from facilitator.tasks.telling import tell
from worksheets.errors import WorksheetError
from worksheets.settings import Settings


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    _prepare_streams()
    options = make_parser().parse_args(arguments)
    try:
        result = run_command(options, Settings.from_environment())
    except WorksheetError as problem:
        return _fail(str(problem), as_json=options.json)
    except OSError as problem:
        return _fail(_explain(problem), as_json=options.json)
    except KeyboardInterrupt:
        return _fail("途中で止めました。", as_json=options.json)
    if options.json:
        _print_json(result)
    else:
        sys.stdout.write(f"{tell(options.command, result)}\n")
    if result.get("ok", True):
        return 0
    sys.stderr.write(f"{result['message']}\n")
    return 1


def _prepare_streams() -> None:
    # An old Windows code page cannot write every letter people use; better a "?" than a crash.
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def _fail(sentence: str, *, as_json: bool) -> int:
    sys.stderr.write(f"{sentence}\n")
    if as_json:
        _print_json({"ok": False, "message": sentence, "number": None})
    return 1


def _print_json(result: Mapping[str, Any]) -> None:
    utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    sys.stdout.write(f"{json.dumps(result, ensure_ascii=not utf8)}\n")


def _explain(problem: OSError) -> str:
    kinds = {
        FileNotFoundError: "が見つかりません。",
        PermissionError: "を開けません。権限を確かめてください。",
        IsADirectoryError: "はフォルダーです。ファイルを指定してください。",
        NotADirectoryError: "の途中がフォルダーではありません。",
        FileExistsError: "は、もうあります。",
    }
    ending = kinds.get(type(problem), "を読み書きできません。空き容量を確かめてください。")
    return f"「{problem.filename}」{ending}" if problem.filename else f"ファイル{ending}"


if __name__ == "__main__":
    sys.exit(main())
