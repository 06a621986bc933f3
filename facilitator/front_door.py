"""Receive every request and show it the way: phones first and without detours.

Phones go straight to their own small app; everything else passes the gate, then goes to our
own pages or to Streamlit. As the outermost middleware it costs phones nothing (measured:
docs/architecture.md).
"""

from contextlib import suppress
from pathlib import Path

from facilitator.access import Access
from facilitator.asgi import ASGIApp, Receive, Scope, Send, belongs
from facilitator.gate import Gate
from facilitator.headers import STAGE_POLICY, Headers
from facilitator.shell import make_shell
from worksheets.settings import Settings

PHONES = ("/j", "/w", "/phone")
OURS = (
    "/stage",
    "/remote",
    "/stage-assets",
    "/signin",
    "/signout",
    "/admin",
    "/healthz",
    "/readyz",
    "/metrics",
    "/favicon.ico",
)


class FrontDoor:
    """Middleware around Streamlit's whole app."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        phone: ASGIApp,
        stage: ASGIApp,
        access: Access,
        settings: Settings,
        index: Path,
    ) -> None:
        self._app = app
        self._phone = phone
        inside = _Inside(
            stage=Headers(stage, policy=STAGE_POLICY), streamlit=make_shell(app, index=index)
        )
        self._gate = Gate(inside, access=access, settings=settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif belongs(scope["path"], PHONES):
            await _serve(self._phone, scope, receive, send)
        else:
            await self._gate(scope, receive, send)


class _Inside:
    """What lies behind the gate."""

    def __init__(self, *, stage: ASGIApp, streamlit: ASGIApp) -> None:
        self._stage = stage
        self._streamlit = streamlit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if belongs(scope["path"], OURS):
            await _serve(self._stage, scope, receive, send)
        else:
            await self._streamlit(scope, receive, send)


async def _serve(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """Serve one of our own apps, which answer and log what goes wrong themselves.

    Starlette raises the problem once more afterwards, and the server would write it into its
    log with its message, which may quote an answer.
    """
    with suppress(Exception):
        await app(scope, receive, send)
