"""The baseline: the least a server can do and still keep its word.

One ASGI function under uvicorn: event streams, and answers stored in SQLite with
synchronous=FULL, one commit each, acknowledged after the commit. No accounts, no checks.
"""

import asyncio
import json
import os
import sqlite3
from typing import Any

_PAGE = (
    b"<!doctype html><html lang=ja><meta charset=utf-8>"
    b"<meta name=viewport content='width=device-width'><title>bare</title>"
    b"<h1>bare</h1><form><label>answer <input name=text></label><button>send</button></form>"
)


class _Bare:
    def __init__(self) -> None:
        self.waiting: list[asyncio.Future[int]] = []
        self.number = 0
        self.database = sqlite3.connect(os.environ["BARE_DATABASE"], isolation_level=None)
        self.database.execute("PRAGMA journal_mode=WAL")
        self.database.execute("PRAGMA synchronous=FULL")
        self.database.execute("CREATE TABLE IF NOT EXISTS answers (id TEXT PRIMARY KEY, v TEXT)")

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:  # noqa: ANN401 -- ASGI
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["path"] == "/events":
            await self._events(send)
        elif scope["path"] == "/tell":
            self.number += 1
            waiting, self.waiting = self.waiting, []
            for future in waiting:
                if not future.done():
                    future.set_result(self.number)
            await _reply(send, b"{}")
        elif scope["path"] == "/answers":
            message = await receive()
            answer = json.loads(message["body"])
            self.database.execute("BEGIN IMMEDIATE")
            self.database.execute(
                "INSERT OR IGNORE INTO answers VALUES (?, ?)",
                (answer["sent_id"], json.dumps(answer["values"])),
            )
            self.database.execute("COMMIT")
            await _reply(send, b'{"ok":true}')
        else:
            await _reply(send, _PAGE, b"text/html; charset=utf-8")

    async def _live(self, receive: Any, send: Any) -> None:  # noqa: ANN401 -- ASGI
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await send({"type": "lifespan.shutdown.complete"})

    async def _events(self, send: Any) -> None:  # noqa: ANN401 -- ASGI
        headers = [(b"content-type", b"text/event-stream"), (b"cache-control", b"no-store")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b": hello\n\n", "more_body": True})
        while True:
            future: asyncio.Future[int] = asyncio.get_running_loop().create_future()
            self.waiting.append(future)
            number = await future
            body = b'event: change\nid: %d\ndata: {"revision":%d}\n\n' % (number, number)
            await send({"type": "http.response.body", "body": body, "more_body": True})


async def _reply(send: Any, body: bytes, kind: bytes = b"application/json") -> None:  # noqa: ANN401 -- ASGI
    headers = [(b"content-type", kind), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


app = _Bare()
