"""Make the page around Streamlit's pages Japanese, and put our translation script into it."""

import base64
import hashlib
import re
from pathlib import Path

from facilitator.asgi import ASGIApp, Message, Receive, Scope, Send, belongs
from facilitator.headers import Headers, make_streamlit_policy

_TITLE = "研修の進行"
_NOSCRIPT = (
    "<noscript><p>この画面を使うには、ブラウザーの JavaScript を有効にしてください。</p></noscript>"
)
_HEAD = f'<title>{_TITLE}</title><script src="./stage-assets/ja.js"></script>'

# Streamlit's own files are never pages; all other addresses may answer with its page.
_FILES = ("/_stcore", "/static", "/media", "/component", "/app")
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)

_CHANGES = (
    (re.compile(r'<html lang="en">'), '<html lang="ja">'),
    (re.compile(r"<title>.*?</title>", re.DOTALL), _HEAD),
    (re.compile(r"<noscript>.*?</noscript>", re.DOTALL), _NOSCRIPT),
    (re.compile(r'"\./favicon\.png"'), '"./favicon.ico"'),
    # A Latin font we never show, and a pointer for programs: both only cost time.
    (re.compile(r'<link\s+rel="preload"[^>]*as="font"[^>]*>', re.DOTALL), ""),
    (re.compile(r"<!--(?:(?!-->).)*?-->", re.DOTALL), ""),
    (re.compile(r'<link\s+rel="service-desc"[^>]*>'), ""),
)

# What would make Streamlit answer with something we cannot rewrite: packed, partial, "not changed".
_DROPPED = {b"accept-encoding", b"if-none-match", b"if-modified-since", b"range"}
_STALE = {b"content-length", b"etag", b"last-modified", b"accept-ranges"}


def make_japanese(page: str) -> str:
    """Rewrite Streamlit's page."""
    for pattern, text in _CHANGES:
        page = pattern.sub(text, page)
    return page


def find_script_hashes(page: str) -> tuple[str, ...]:
    """Return the hashes of the inline scripts, as a content security policy wants them."""
    return tuple(
        base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        for script in _SCRIPT.findall(page)
    )


def make_shell(app: ASGIApp, *, index: Path) -> ASGIApp:
    """Put the Japanese page and the security headers around Streamlit.

    The hash of its inline script changes with its version, so it is computed from the
    installed `index` at the start.
    """
    page = make_japanese(index.read_text(encoding="utf-8"))
    return Headers(_Rewriting(app), policy=make_streamlit_policy(find_script_hashes(page)))


class _Rewriting:
    """Hold back Streamlit's page until it is whole, then send it in Japanese."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or belongs(scope["path"], _FILES):
            await self._app(scope, receive, send)
            return
        headers = [pair for pair in scope["headers"] if pair[0].lower() not in _DROPPED]
        start: Message | None = None
        body = b""

        async def send_whole(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start" and _is_html(message):
                start = message
            elif start is None:
                await send(message)
            else:
                body += message.get("body", b"")
                if not message.get("more_body"):
                    await _send_page(send, start, body, head=scope["method"] == "HEAD")

        await self._app({**scope, "headers": headers}, receive, send_whole)


def _is_html(message: Message) -> bool:
    kind = dict(message.get("headers", ())).get(b"content-type", b"")
    return message["status"] == 200 and bytes(kind).startswith(b"text/html")  # noqa: PLR2004


async def _send_page(send: Send, start: Message, body: bytes, *, head: bool) -> None:
    page = make_japanese(body.decode("utf-8")).encode()
    headers = [pair for pair in start["headers"] if pair[0].lower() not in _STALE]
    headers.append((b"content-length", str(len(page)).encode()))
    await send({**start, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if head else page})
