"""Tell browsers what our pages may do: security headers, set in this one place.

Phone pages set their own, stricter ones.
"""

import re

from facilitator.asgi import ASGIApp, Message, Receive, Scope, Send, get_header, is_https

_SAFE_HOST = re.compile(r"[A-Za-z0-9.\-:\[\]]+")

_ALWAYS = (
    (b"x-content-type-options", b"nosniff"),
    # Not "no-referrer": browsers would then send forms with the origin "null".
    (b"referrer-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
)

# Only where browsers heed it; on plain http, the usual hall, they complain about it on each page.
_OPENER = (b"cross-origin-opener-policy", b"same-origin")

# Plotly places its labels with inline styles.
_COMMON = (
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "media-src 'self' blob:; object-src 'none'; form-action 'self'; frame-ancestors 'self'; "
)
STAGE_POLICY = f"default-src 'self'; script-src 'self'; base-uri 'none'; {_COMMON}"


def make_streamlit_policy(script_hashes: tuple[str, ...]) -> str:
    """Make the policy for Streamlit's pages, as strict as they still work with.

    `blob:` scripts are Streamlit's own components.
    """
    hashes = "".join(f" 'sha256-{one}'" for one in script_hashes)
    return (
        f"default-src 'self'; script-src 'self' blob:{hashes}; "
        f"worker-src 'self' blob:; frame-src 'self' blob:; base-uri 'self'; {_COMMON}"
    )


class Headers:
    """Add the headers to every response, without replacing what a page set itself."""

    def __init__(self, app: ASGIApp, *, policy: str) -> None:
        self._app = app
        self._policy = policy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = list(message.get("headers", ()))
                present = {name.lower() for name, _ in headers}
                opener = (_OPENER,) if is_https(scope) else ()
                policy = (b"content-security-policy", self._make_policy(scope))
                wanted = (*_ALWAYS, *opener, policy)
                headers += [pair for pair in wanted if pair[0] not in present]
                message = {**message, "headers": headers}
            await send(message)

        await self._app(scope, receive, send_with_headers)

    def _make_policy(self, scope: Scope) -> bytes:
        # Older Safari does not count WebSockets of the same host among 'self'.
        host = get_header(scope, b"host")
        sockets = f" ws://{host} wss://{host}" if _SAFE_HOST.fullmatch(host) else ""
        return f"{self._policy}connect-src 'self' data: blob:{sockets}".encode("latin-1")
