"""The phone app on a real server in a thread of this process, so that tests can move the room."""

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from tests.server import find_free_port
from worksheets.toolkit import Toolkit

_PATIENCE = 20.0


@dataclass(frozen=True)
class Served:
    """A running server."""

    url: str
    server: uvicorn.Server
    thread: threading.Thread


@contextmanager
def serve(app: ASGIApp, box: Toolkit, port: int = 0) -> Iterator[Served]:
    """Serve until the block ends; streams end as they do when the product stops.

    The same `port` again is the same computer on another day.
    """

    async def with_channel(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await receive()
            box.channel.bind(asyncio.get_running_loop())
            await send({"type": "lifespan.startup.complete"})
            await receive()
            await send({"type": "lifespan.shutdown.complete"})
            return
        await app(scope, receive, send)

    port = port or find_free_port()
    config = uvicorn.Config(
        with_channel, host="127.0.0.1", port=port, log_level="error", lifespan="on"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, name="phones", daemon=True)
    thread.start()
    end = time.monotonic() + _PATIENCE
    while not server.started and time.monotonic() < end:
        time.sleep(0.01)
    if not server.started:
        raise RuntimeError("the server did not start")
    try:
        yield Served(f"http://127.0.0.1:{port}", server, thread)
    finally:
        box.channel.close()
        server.should_exit = True
        thread.join(_PATIENCE)
