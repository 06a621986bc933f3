"""Parse an uploaded file in a process of its own, with little memory and little time.

Whatever comes in may be broken or hostile. What a parser stumbles over, or a file made to use
up the machine, ends there: the product only gets a sentence for people. The child sees no
passcode, writes no file, and answers in JSON and bytes, never in Python objects.
"""

import io
import json
import os
import stat
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final

from worksheets.errors import BadInput, WorksheetError

SECONDS: Final = 30.0
MEMORY: Final = 768 * 1024 * 1024
MOST_UNPACKED: Final = 100 * 1024 * 1024
MOST_PARTS: Final = 2000
_ROOT = Path(__file__).resolve().parents[1]
_LENGTH = struct.Struct(">Q")
_CHUNK = 256 * 1024
_KNOWN_WAYS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
# What a system needs to start a program; everything else of ours stays here.
_KEPT = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LANG", "LC_ALL")
_CHILD = "from facilitator import safe_parsing; safe_parsing.serve()"
_BROKEN = (
    "ファイルを読めません。壊れているかもしれません。元のソフトで開いて保存しなおしてください。"
)
_TOO_LONG = (
    "ファイルを読むのに時間がかかりすぎたので、止めました。"
    "中身を減らして保存しなおしてから、もう一度選んでください。"
)
_UNSAFE = "ファイルの中に、取り扱えない名前の部品があります。元のソフトで保存しなおしてください。"
_TOO_LARGE = (
    "ファイルの中身が大きすぎます(広げると100MB、部品2,000個まで)。"
    "写真や要らない内容を減らして保存しなおしてください。"
)


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a parser found: something JSON can carry, and bytes where there are some."""

    document: Any = None
    content: bytes = b""


Parser = Callable[..., Parsed]


def parse_apart(
    parse: Parser,
    content: bytes,
    options: Mapping[str, Any] | None = None,
    *,
    seconds: float = SECONDS,
    memory: int = MEMORY,
) -> Parsed:
    """Call `parse(content, **options)`, a function of a module, in a child process.

    Raises BadInput with a sentence, the parser's own where it had one.
    """
    order = {
        "module": parse.__module__,
        "name": parse.__qualname__,
        "options": dict(options or {}),
        "seconds": seconds,
        "memory": memory,
    }
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    command = [sys.executable, "-B", "-X", "utf8", "-c", _CHILD]
    try:
        done = subprocess.run(  # noqa: S603 -- our own Python and our own words
            command,
            input=_frame(order, content),
            capture_output=True,
            cwd=_ROOT,
            env=environment,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as problem:
        raise BadInput(_TOO_LONG) from problem
    if done.returncode != 0:
        raise BadInput(_BROKEN)
    try:
        answer, found = _unframe(done.stdout)
    except (ValueError, struct.error) as problem:
        raise BadInput(_BROKEN) from problem
    if "problem" in answer:
        raise BadInput(str(answer["problem"]))
    return Parsed(answer.get("document"), found)


def check_archive(content: bytes) -> None:
    """Unpack a zip without keeping anything; raise BadInput where it is unsafe or too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS:
                raise BadInput(_TOO_LARGE)
            left = MOST_UNPACKED
            names: set[str] = set()
            for part in parts:
                _check_part(part, names)
                # What a zip says about its sizes is not to be trusted.
                with archive.open(part) as stream:
                    while chunk := stream.read(_CHUNK):
                        left -= len(chunk)
                        if left < 0:
                            raise BadInput(_TOO_LARGE)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as problem:
        raise BadInput(_BROKEN) from problem


def _check_part(part: zipfile.ZipInfo, names: set[str]) -> None:
    name = part.orig_filename
    path = PurePosixPath(name)
    unsafe = (
        path.is_absolute()
        or ".." in path.parts
        or any(sign in name for sign in ("\\", ":", "\x00"))
        or stat.S_ISLNK(part.external_attr >> 16)
        or part.compress_type not in _KNOWN_WAYS
        or part.flag_bits & _ENCRYPTED
        or name.casefold() in names
    )
    if unsafe:
        raise BadInput(_UNSAFE)
    names.add(name.casefold())


def serve() -> None:
    """Do what the parent asks: the whole life of the child."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not get into the answer
    order, content = _unframe(sys.stdin.buffer.read())
    _limit(order["memory"], order["seconds"])
    try:
        module = __import__(order["module"], fromlist=["_"])
        found = getattr(module, order["name"])(content, **order["options"])
        answer, made = {"document": found.document}, found.content
    except WorksheetError as problem:
        answer, made = {"problem": str(problem)}, b""
    except MemoryError:
        answer, made = {"problem": _TOO_LARGE}, b""
    answers.write(_frame(answer, made))
    answers.close()


def _limit(memory: int, seconds: float) -> None:
    """Bound what the child may use, as far as the system knows such bounds."""
    try:
        import resource  # noqa: PLC0415 -- Windows has none
    except ImportError:
        return
    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, int(seconds) + 1),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with suppress(ValueError, OSError):  # macOS knows a bound and refuses to set it
            resource.setrlimit(kind, (bound, bound))


def _frame(head: Mapping[str, Any], content: bytes) -> bytes:
    words = json.dumps(head, ensure_ascii=False).encode()
    return _LENGTH.pack(len(words)) + words + content


def _unframe(data: bytes) -> tuple[Any, bytes]:
    (length,) = _LENGTH.unpack_from(data)
    start = _LENGTH.size
    return json.loads(data[start : start + length]), data[start + length :]
