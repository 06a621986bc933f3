"""Answer those who watch over the server: alive, ready, and numbers for Prometheus."""

import asyncio
import logging

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from worksheets import toolkit, workshops
from worksheets.reading_answers import count_answers
from worksheets.storage_health import get_storage_health

_log = logging.getLogger(__name__)

_EVERY = 1.0  # seconds between two looks at the event loop
_NOT_READY = "データを読めません。保存先のディスクと、データのフォルダーをたしかめてください。"


class Lag:
    """How late the event loop is, so how late screens are woken; the worst since the last look."""

    def __init__(self) -> None:
        self._worst = 0.0

    async def measure(self) -> None:
        """Measure until cancelled."""
        loop = asyncio.get_running_loop()
        while True:
            due = loop.time() + _EVERY
            await asyncio.sleep(_EVERY)
            self._worst = max(self._worst, loop.time() - due)

    def take(self) -> float:
        """Return the worst lag in seconds and begin anew."""
        worst, self._worst = self._worst, 0.0
        return worst


def operation_routes(lag: Lag) -> list[Route]:
    """Make the routes of operation; who may see the numbers is decided at the gate."""

    async def metrics(_request: Request) -> Response:
        return PlainTextResponse(
            await asyncio.to_thread(_write_metrics, lag.take()),
            headers={"cache-control": "no-store"},
            media_type="text/plain; version=0.0.4; charset=utf-8",
        )

    return [
        Route("/healthz", _healthz, methods=["GET"]),
        Route("/readyz", _readyz, methods=["GET"]),
        Route("/metrics", metrics, methods=["GET"]),
    ]


async def _healthz(_request: Request) -> Response:
    return JSONResponse({"ok": True}, headers={"cache-control": "no-store"})


async def _readyz(_request: Request) -> Response:
    ready, message = await asyncio.to_thread(_look)
    body: dict[str, object] = {"ok": ready}
    if message:
        body["message"] = message
    if not ready:
        body["number"] = None
    return JSONResponse(body, 200 if ready else 503, headers={"cache-control": "no-store"})


def _look() -> tuple[bool, str]:
    """Tell whether answers can be read and taken, and what should be done."""
    try:
        workshops.find_workshop("-")
        health = get_storage_health()
    except Exception:  # noqa: BLE001 -- whatever keeps the database from answering, the answer is "not ready"
        _log.exception("the database does not answer")
        return False, _NOT_READY
    return health.writable, health.message


def _write_metrics(lag: float) -> str:
    # Totals only: join codes let people in, and collected numbers are kept for years elsewhere.
    known = workshops.list_workshops()
    values = (
        ("workshops", "gauge", "Workshops in the database", len(known)),
        (
            "connected_phones",
            "gauge",
            "Phones listening now",
            toolkit.current().channel.count_all(),
        ),
        ("participants", "gauge", "People who joined", sum(one.participants for one in known)),
        ("answers", "gauge", "Answers that stand", sum(count_answers(one.code) for one in known)),
        ("event_lag_seconds", "gauge", "Worst delay of the event loop since the last look", lag),
    )
    lines = []
    for name, kind, meaning, value in values:
        full = f"workshop_{name}"
        lines += [f"# HELP {full} {meaning}.", f"# TYPE {full} {kind}", f"{full} {value}"]
    return "\n".join(lines) + "\n"
