"""Speak ASGI without a framework: types, headers, and the few replies a door gives."""

import json
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

# ASGI messages are mappings of anything, by their specification.
Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
ASGIApp = Callable[[Scope, Receive, Send], Awaitable[None]]
RawHeaders = Iterable[tuple[bytes, bytes]]


def get_header(scope: Scope, name: bytes) -> str:
    """Return a request header, empty when it was not sent."""
    for key, value in scope["headers"]:
        if key == name:
            return str(value.decode("latin-1"))
    return ""


def belongs(path: str, prefixes: Iterable[str]) -> bool:
    """Tell whether `path` is one of the prefixes or lies below one."""
    return any(path == prefix or path.startswith(f"{prefix}/") for prefix in prefixes)


def is_https(scope: Scope) -> bool:
    """Tell whether the browser speaks https, perhaps to a proxy before us."""
    forwarded = get_header(scope, b"x-forwarded-proto").split(",")[0].strip()
    return scope.get("scheme") in ("https", "wss") or forwarded == "https"


def wants_page(scope: Scope) -> bool:
    """Tell whether a person's browser asks, not a program."""
    return "text/html" in get_header(scope, b"accept")


async def send_problem(send: Send, status: int, message: str) -> None:
    """Send an error in the one JSON shape all faces share."""
    body = json.dumps({"ok": False, "message": message, "number": None}, ensure_ascii=False)
    headers = [(b"content-type", b"application/json"), (b"cache-control", b"no-store")]
    await _send_all(send, status, headers, body.encode())


async def send_redirect(send: Send, location: str) -> None:
    """Send the browser elsewhere with 303, so that it asks with GET."""
    headers = [(b"location", location.encode("latin-1")), (b"cache-control", b"no-store")]
    await _send_all(send, 303, headers, b"")


async def _send_all(send: Send, status: int, headers: RawHeaders, body: bytes) -> None:
    length = (b"content-length", str(len(body)).encode())
    await send({"type": "http.response.start", "status": status, "headers": [*headers, length]})
    await send({"type": "http.response.body", "body": body})
