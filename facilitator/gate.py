"""Stand in front of the facilitators' pages: nobody passes without a badge.

Pure ASGI, because middleware built on requests never sees WebSockets and they would pass by.
"""

import asyncio
from contextlib import suppress
from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote, urlsplit

from facilitator.access import Access, Badge
from facilitator.asgi import (
    ASGIApp,
    Receive,
    Scope,
    Send,
    belongs,
    get_header,
    send_problem,
    send_redirect,
    wants_page,
)
from facilitator.rights import find_code, find_key_standing, find_owner, may_enter
from worksheets.settings import Settings

COOKIE = "facilitator"
# How pages behind the gate learn who looks; what a browser sends under this name is dropped.
BADGE_HEADER = b"x-workshop-badge"

_OPEN = (
    *("/j", "/w", "/phone"),
    *("/signin", "/signout", "/stage-assets"),
    *("/healthz", "/readyz", "/favicon.ico"),
)
_UNAUTHORISED = 4401
_ELSEWHERE = ("cross-site", "same-site")  # another port of this machine is another site, too

_SIGN_IN = "先に進行役の合言葉を入れてください。サインインの画面(/signin)から入れます。"
_NOT_YOURS = "この画面はひらけません。進行役の合言葉か、この研修のキーで入りなおしてください。"
_FOREIGN = "ほかのサイトからの操作は受け付けません。この道具の画面からやりなおしてください。"


class Gate:
    """Let through what carries a badge for the place it wants, refuse the rest."""

    def __init__(self, app: ASGIApp, *, access: Access, settings: Settings) -> None:
        self._app = app
        self._access = access
        self._public = urlsplit(settings.public_url).netloc

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        if not self._is_ours(scope):
            await _refuse(scope, receive, send, status=403, message=_FOREIGN)
            return
        if belongs(scope["path"], _OPEN):
            await self._app(scope, receive, send)
            return
        badge = self._find_badge(scope)
        if badge is None or not may_enter(badge, scope["path"], scope.get("method", "GET")):
            await _turn_away(scope, receive, send, badge)
            return
        scope = _tell_who(scope, badge)
        if scope["type"] == "websocket":
            await self._follow(scope, receive, send, badge)
        else:
            await self._app(scope, receive, send)

    def _is_ours(self, scope: Scope) -> bool:
        """Tell whether a request that can do something comes from our own pages.

        Streamlit checks WebSockets too, but looks a foreign origin up on the internet first,
        and an offline server then stands still for two seconds.
        """
        if scope["type"] == "http" and scope["method"] in {"GET", "HEAD", "OPTIONS"}:
            return True
        origin = get_header(scope, b"origin")
        if not origin:  # not a browser, or one that says it in another way
            return get_header(scope, b"sec-fetch-site") not in _ELSEWHERE
        host = urlsplit(origin).netloc
        if host == get_header(scope, b"host"):
            return bool(host)
        if host and host == self._public:
            # Behind a proxy that sends its inner name, Streamlit must see the outer one.
            others = [pair for pair in scope["headers"] if pair[0] != b"host"]
            scope["headers"] = [*others, (b"host", host.encode("latin-1"))]
            return True
        return False

    def _find_badge(self, scope: Scope) -> Badge | None:
        scheme, _, token = get_header(scope, b"authorization").partition(" ")
        if scheme.lower() == "bearer":
            return self._find_bearer(token.strip(), scope["path"])
        cookie = read_cookie(scope, COOKIE)
        return self._access.find_badge(cookie) if cookie else None

    def _find_bearer(self, token: str, path: str) -> Badge | None:
        if self._access.is_admin(token):
            return Badge("", admin=True)
        code = find_code(path)
        if code and find_key_standing(code, token):
            return Badge("", keys={code: token})
        # The totals name no workshop: whoever facilitates one may read them.
        owner = find_owner(token) if belongs(path, ("/metrics",)) else None
        return Badge("", keys={owner[0]: token}) if owner else None

    async def _follow(self, scope: Scope, receive: Receive, send: Send, badge: Badge) -> None:
        """Serve an open page until it ends or its badge does."""
        loop = asyncio.get_running_loop()
        ended = asyncio.Event()
        stop = self._access.watch(badge, lambda: loop.call_soon_threadsafe(ended.set))
        closer = asyncio.create_task(_close_after(ended, send))
        try:
            await self._app(scope, receive, send)
        finally:
            stop()
            closer.cancel()


def _tell_who(scope: Scope, badge: Badge) -> Scope:
    kept = [pair for pair in scope["headers"] if pair[0] != BADGE_HEADER]
    headers = [*kept, (BADGE_HEADER, badge.dump().encode())]
    return {**scope, "badge": badge, "headers": headers}


def read_cookie(scope: Scope, name: str) -> str:
    """Return a cookie's value, empty when it was not sent."""
    jar: SimpleCookie = SimpleCookie()
    with suppress(CookieError):
        jar.load(get_header(scope, b"cookie"))
    return jar[name].value if name in jar else ""


async def _close_after(ended: asyncio.Event, send: Send) -> None:
    await ended.wait()
    # The page may be closing by itself at this moment; then there is nothing left to close.
    with suppress(RuntimeError, OSError):
        await send({"type": "websocket.close", "code": _UNAUTHORISED})


async def _turn_away(scope: Scope, receive: Receive, send: Send, badge: Badge | None) -> None:
    page = scope["type"] == "http" and scope["method"] in {"GET", "HEAD"} and wants_page(scope)
    if page and not belongs(scope["path"], ("/admin",)):
        # Relative, so that it also holds behind a proxy that adds a prefix.
        up = "../" * (scope["path"].count("/") - 1) or "./"
        await send_redirect(send, f"{up}signin?next={quote(_wanted(scope), safe='')}")
    elif badge is None or belongs(scope["path"], ("/_stcore",)):
        # An open page whose key has ended asks Streamlit; at 401 it goes to the door (ja.js).
        await _refuse(scope, receive, send, status=401, message=_SIGN_IN)
    else:
        await _refuse(scope, receive, send, status=403, message=_NOT_YOURS)


def _wanted(scope: Scope) -> str:
    query = scope["query_string"].decode("latin-1")
    return f"{scope['path']}?{query}" if query else str(scope["path"])


async def _refuse(scope: Scope, receive: Receive, send: Send, *, status: int, message: str) -> None:
    if scope["type"] == "websocket":
        await receive()  # websocket.connect
        await send({"type": "websocket.close", "code": _UNAUTHORISED})
    else:
        await send_problem(send, status, message)
