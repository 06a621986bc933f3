"""Stop the server at once when asked, though streams are open."""

import asyncio
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from uvicorn import Server

_PATIENCE = 3  # seconds for answers under way, if a stream should not end by itself
_SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def stop_streams_first(end_streams: Callable[[], None]) -> Iterator[None]:
    """End our streams on SIGINT and SIGTERM before the server waits for them.

    The server waits for open answers before it tells the application to stop, and an event
    stream is an answer that never ends by itself.
    """
    loop = asyncio.get_running_loop()
    before = {number: signal.getsignal(number) for number in _SIGNALS}
    try:
        for number, handler in before.items():
            signal.signal(number, _make_handler(handler, loop, end_streams))
    except ValueError:  # not in the main thread, so not our process to stop
        yield
        return
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _make_handler(
    before: Any,  # noqa: ANN401 -- a function, a number or None, says the signal module
    loop: asyncio.AbstractEventLoop,
    end_streams: Callable[[], None],
) -> Callable[[int, FrameType | None], None]:
    server = getattr(before, "__self__", None)
    if not isinstance(server, Server):
        server = None
    elif server.config.timeout_graceful_shutdown is None:
        server.config.timeout_graceful_shutdown = _PATIENCE

    def handle(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(end_streams)
        if server is not None and not server.should_exit:
            # Asking the server directly, not through its own handler, which would raise the
            # signal again at the end: being stopped is no failure.
            server.should_exit = True
        elif callable(before):
            before(number, frame)

    return handle
