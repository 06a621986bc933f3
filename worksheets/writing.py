"""The one writer: takes what is queued, commits it together, and only then answers.

Group commit: while one commit waits for the disk, more work queues up and goes into the
next one. Nobody is told "saved" before COMMIT has returned.
"""

import asyncio
import queue
import sqlite3
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Literal

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

from worksheets.errors import StorageFailing, StorageFull, WorksheetError

_DISK_TROUBLE = {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}
_BATCH = 256  # at most this many pieces of work share one commit


class Work:
    """What a handler gets: the open transaction, and a list of things to do after the commit."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.done: list[Callable[[], None]] = []

    def after(self, action: Callable[[], None]) -> None:
        """Run `action` once the transaction is durable; never when it is rolled back."""
        self.done.append(action)


# A handler takes several payloads of its kind at once and returns one result for each;
# a WorksheetError in the list refuses that payload alone.
Handler = Callable[[Work, Sequence[Any]], Sequence[Any]]


@dataclass(slots=True)
class _Piece:
    handler: Handler
    payload: Any
    future: "Future[Any] | asyncio.Future[Any]"
    loop: asyncio.AbstractEventLoop | None = None
    result: Any = field(default=None)


@dataclass(slots=True)
class WritingState:
    """How the last commit ended, for those who look after the disk."""

    failed: Literal["full", "failing"] | None = None
    reserve_used: bool = False


class Writer:
    """A thread that owns the only writing connection.

    `make_room` is asked once for each commit that finds the disk full; where it freed some
    space, the commit is tried again.
    """

    def __init__(self, engine: Engine, make_room: Callable[[], bool] = lambda: False) -> None:
        self.state = WritingState()
        self._engine = engine
        self._make_room = make_room
        self._queue: queue.SimpleQueue[_Piece | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._thread.start()

    def write(self, handler: Handler, payload: Any) -> Any:  # noqa: ANN401 -- the handler's own result type
        """Do the work and wait until it is durable; raise what the handler refused it with."""
        future: Future[Any] = Future()
        self._queue.put(_Piece(handler, payload, future))
        return future.result()

    def write_all(self, handler: Handler, payloads: Sequence[Any]) -> list[Any]:
        """Do much of one kind with few commits; a refusal takes the place of its result."""
        futures: list[Future[Any]] = [Future() for _ in payloads]
        for payload, future in zip(payloads, futures, strict=True):
            self._queue.put(_Piece(handler, payload, future))
        return [_get_outcome(future) for future in futures]

    async def write_async(self, handler: Handler, payload: Any) -> Any:  # noqa: ANN401 -- the handler's own result type
        """Like `write`, without holding up the event loop."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Any] = loop.create_future()
        self._queue.put(_Piece(handler, payload, future, loop))
        return await future

    def close(self) -> None:
        """Finish what is queued, then stop."""
        self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        with self._engine.connect() as connection:
            while True:
                first = self._queue.get()
                if first is None:
                    return
                pieces = [first]
                stopping = False
                while len(pieces) < _BATCH and not self._queue.empty():
                    piece = self._queue.get()
                    if piece is None:
                        stopping = True
                        break
                    pieces.append(piece)
                self._commit(connection, pieces)
                if stopping:
                    return

    def _commit(self, connection: Connection, pieces: list[_Piece]) -> None:
        try:
            work = self._transact(connection, pieces)
            self.state.failed = None
        except Exception as problem:  # noqa: BLE001 -- whatever fails must reach the one who asked
            refusal = _for_people(problem)
            if isinstance(refusal, StorageFull) and self._make_room():
                self.state.reserve_used = True
                self._commit(connection, pieces)
                return
            if len(pieces) > 1:
                # One bad piece must not sink the others: each gets its own transaction.
                for piece in pieces:
                    self._commit(connection, [piece])
                return
            if isinstance(refusal, StorageFailing):
                self.state.failed = "full" if isinstance(refusal, StorageFull) else "failing"
            pieces[0].result = refusal
            work = None
        if work is not None:
            for action in work.done:
                action()
        _answer(pieces)

    def _transact(self, connection: Connection, pieces: list[_Piece]) -> Work:
        work = Work(connection)
        with connection.begin():
            for handler, group in groupby(pieces, key=lambda piece: piece.handler):
                same = list(group)
                results = handler(work, [piece.payload for piece in same])
                for piece, result in zip(same, results, strict=True):
                    piece.result = result
        return work


def _get_outcome(future: "Future[Any]") -> Any:  # noqa: ANN401 -- see Handler
    problem = future.exception()
    if problem is None:
        return future.result()
    if isinstance(problem, WorksheetError):
        return problem
    raise problem


def _for_people(problem: Exception) -> Exception:
    code = getattr(getattr(problem, "orig", None), "sqlite_errorcode", None)
    if not isinstance(problem, OperationalError) or code is None:
        return problem
    kind = code & 0xFF  # the rest says which step of reading or writing it was
    if kind == sqlite3.SQLITE_FULL:
        return StorageFull()
    return StorageFailing() if kind in _DISK_TROUBLE else problem


def _answer(pieces: list[_Piece]) -> None:
    """Resolve all futures; one wake-up per event loop, not one per piece."""
    by_loop: dict[asyncio.AbstractEventLoop, list[_Piece]] = {}
    for piece in pieces:
        if piece.loop is None:
            _resolve([piece])
        else:
            by_loop.setdefault(piece.loop, []).append(piece)
    for loop, same in by_loop.items():
        if not loop.is_closed():
            loop.call_soon_threadsafe(_resolve, same)


def _resolve(pieces: list[_Piece]) -> None:
    for piece in pieces:
        if piece.future.done():  # the phone went away; its answer is stored all the same
            continue
        if isinstance(piece.result, Exception):
            piece.future.set_exception(piece.result)
        else:
            piece.future.set_result(piece.result)


def one(function: Callable[..., Any]) -> Handler:
    """Make a handler of a function that takes the work and one payload."""

    def handle(work: Work, payloads: Sequence[Any]) -> list[Any]:
        return [_attempt(function, work, payload) for payload in payloads]

    handle.__name__ = function.__name__
    return handle


def _attempt(function: Callable[..., Any], work: Work, payload: Any) -> Any:  # noqa: ANN401 -- see Handler
    # A refusal is raised before anything is written, so the transaction stays clean.
    try:
        return function(work, payload)
    except WorksheetError as refusal:
        return refusal
