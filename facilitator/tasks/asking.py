"""Run a task where the data is: in the running server, else here with the data opened directly.

Only one process may write an SQLite file, so a running server is asked over HTTP. Its note may
be stale after a crash; then nobody answers, and the data is free.
"""

import time
from collections.abc import Mapping
from typing import Any

import httpx2
import psutil

from facilitator.running import Running, find_note
from worksheets.errors import StartProblem, WorksheetError
from worksheets.settings import Settings

_STARTING = 15.0  # seconds a server may take from its note to its first answer
_LONGEST = 600.0  # a task may take its time; a server that stands still must not hold us for ever
_NOT_OURS = (401, 403, 405, 501)


class TaskRefused(WorksheetError):
    """The running server could not do it; the sentence is the server's own."""


class _NobodyThere(Exception):
    """No server of ours answers at the noted address."""


def ask(settings: Settings, name: str, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
    """Run the task and return its result; raise WorksheetError with a sentence for people."""
    end = time.monotonic() + _STARTING
    while True:
        note = find_note(settings)
        if note is not None:
            try:
                return _ask_server(note, name, arguments)
            except _NobodyThere:
                pass
        try:
            return _do_here(settings, name, arguments)
        except StartProblem:
            # The file is taken although nobody answers: a server may be just starting.
            if note is None or not psutil.pid_exists(note.pid) or time.monotonic() > end:
                raise
        time.sleep(0.2)


def find_server(settings: Settings) -> Running | None:
    """Return the server that runs on this data and answers, if there is one."""
    note = find_note(settings)
    if note is None:
        return None
    try:
        _ask_server(note, "ping", {})
    except _NobodyThere:
        return None
    except WorksheetError:
        pass  # it answered, if only to complain
    return note


def make_client(address: str, **more: Any) -> httpx2.Client:  # noqa: ANN401 -- passed on as they are
    """Make a client for our own server; a proxy set for the internet has no business here."""
    return httpx2.Client(base_url=address, trust_env=False, **more)


def _ask_server(note: Running, name: str, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
    headers = {"authorization": f"Bearer {note.token}", "accept": "application/json"}
    body = {"name": name, "arguments": dict(arguments)}
    timeout = httpx2.Timeout(_LONGEST, connect=5)
    try:
        with make_client(note.address, headers=headers, timeout=timeout) as client:
            reply = client.post("/admin/command", json=body)
    except (httpx2.ConnectError, httpx2.ConnectTimeout) as problem:
        raise _NobodyThere from problem
    except httpx2.TransportError as problem:
        raise TaskRefused(
            "動いているサーバーとのやりとりが途中で切れました。サーバーの画面を確かめてから、"
            "もう一度試してください。"
        ) from problem
    return _read_reply(reply)


def _read_reply(reply: httpx2.Response) -> Mapping[str, Any]:
    try:
        answer = reply.json()
    except ValueError as problem:
        raise _NobodyThere from problem  # another program has taken the port
    if isinstance(answer, dict) and answer.get("ok") and isinstance(answer.get("result"), dict):
        result: Mapping[str, Any] = answer["result"]
        return result
    if reply.status_code in _NOT_OURS or not isinstance(answer, dict) or "message" not in answer:
        raise _NobodyThere  # a server on other data, or no server of ours
    number = f"(番号 {answer['number']})" if answer.get("number") else ""
    raise TaskRefused(f"{answer['message']}{number}")


def _do_here(settings: Settings, name: str, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
    # Slow imports, and not needed where a server does the work.
    from facilitator.access import Access  # noqa: PLC0415 -- see above
    from facilitator.tasks.registry import make_run  # noqa: PLC0415 -- see above
    from worksheets import toolkit  # noqa: PLC0415 -- see above

    # The secrets stay closed: opening them would make a first passcode that nobody sees.
    run = make_run(Access(settings))
    with toolkit.use(toolkit.open_toolkit(settings)):
        return run(name, dict(arguments))
