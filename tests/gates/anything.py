"""Draw requests of all kinds, good but for a place or two, and hand them to the product."""

import asyncio
import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote, urlencode

from hypothesis import strategies as st

from facilitator.asgi import ASGIApp, Message
from facilitator.tasks.registry import TASKS
from tests.hostile import HOSTILE

JSON, FORM = "application/json", "application/x-www-form-urlencoded"
Headers = dict[str, str]
_METHODS = ("GET", "POST", "DELETE", "PUT", "PATCH", "HEAD", "OPTIONS", "PROPFIND")
_HEAVY = ("export", "check", "backup", "reset-passcode", "delete", "new")  # slow, or the end of it
_NAMES = st.sampled_from(
    re.split(
        r"\s+",
        """sent_id worksheet values answer_id version begun choices do cards label cluster into
        parent name affiliation field team pass text q.text q.table.0.who vote.1 as edit
        take item rev next code word step revision to meeting step_key action minutes
        open show on view answer shown row column board known fragment plain done
        arguments ready shared preview ahead id""",
    )
)
# What a program sends where all is well; one or two of these are then exchanged.
_GOOD: dict[str, dict[str, Any]] = {
    "answers": {"sent_id": "s1", "worksheet": "cards", "values": {"text": "あ"}},
    "votes": {"sent_id": "s2", "worksheet": "cards", "choices": {"x": 1}},
    "board": {"sent_id": "s3", "do": "group", "cards": ["x"], "label": "い"},
    "people": {"name": "はな", "affiliation": "office", "field": "child"},
    "ready": {"sent_id": "s4", "ready": True, "step": "write"},
    "writing": {"worksheet": "together"},
    "table": {"shown": True},
    "j": {"name": "はな", "team": "t1", "affiliation": "office"},
    "signin": {"word": "x", "next": "/"},
    "remote": {
        "to": "meeting-1/write",
        "step": "write",
        "revision": 1,
        "action": "start",
        "minutes": 3,
        "worksheet": "cards",
        "open": True,
        "on": True,
        "view": "answers",
    },
}
_TEXTS = st.one_of(
    st.sampled_from(HOSTILE),
    st.sampled_from(("", "0", "-1", "1e999", "cards", "note", "together", "all-kinds", "vote")),
    st.sampled_from(("meeting-1/write", "next", "start", "add", "pause", "t1", "t9", "a", "\x00")),
    st.text(max_size=60),
    st.integers(0, 9).map(lambda number: "あ" * 10**4 * number),
)
_VALUES = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.sampled_from((10**400, -(2**63), 2**64, "\ud800")),
        _TEXTS,
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.one_of(_NAMES, _TEXTS), inner, max_size=4)
    ),
    max_leaves=12,
)
_BODIES = st.one_of(
    st.binary(max_size=200),
    st.dictionaries(_NAMES, _VALUES, max_size=6),
    st.dictionaries(_NAMES, _TEXTS, max_size=6),
    _VALUES,
    st.sampled_from((b"[" * 100_000, b'{"a":' * 50_000, b"a=" * 3000, b"%", b"{" + b" " * 70_000)),
)
_KINDS = st.sampled_from((JSON, JSON, JSON, FORM, FORM, "multipart/form-data", "", "\xff"))
_NAMED = (
    *("accept", "last-event-id", "if-none-match", "range", "accept-encoding", "origin"),
    *("x-forwarded-host", "accept-language", "board-tag"),
)
_HEADERS = st.dictionaries(
    st.sampled_from(_NAMED),
    st.one_of(
        st.sampled_from(("text/html", "text/html", JSON, "null", "http://evil.example")),
        st.sampled_from(("Bearer x", "Basic Og==", "9" * 30, "a=b; c", "bytes=0-")),
        st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=40),
    ),
    max_size=2,
)


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, and to what."""

    asked: str
    status: int
    kind: str
    body: bytes


@dataclass
class Doors:
    """Every address of the product that we answer ourselves, and what opens some of them."""

    front: ASGIApp
    loop: asyncio.AbstractEventLoop
    addresses: list[tuple[str, str]]
    code: str
    answer: str = ""
    cookie: str = ""
    token: str = ""
    asked: int = 0

    def ask(
        self, method: str, path: str, query: str = "", body: bytes = b"", **headers: str
    ) -> tuple[Reply, Headers]:
        """Ask as a server hands a request over, so that nothing in between tidies it up.

        Each asks from an address of its own: who guesses passcodes is made to wait.
        """
        self.asked += 1
        raw = [(n.replace("_", "-").encode(), v.encode("latin-1")) for n, v in headers.items()]
        scope = {
            "type": "http",
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": unquote(path),
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": [(b"host", b"hall.example"), *raw],
            "client": (f"10.{self.asked >> 16}.{self.asked >> 8 & 255}.{self.asked & 255}", 4711),
            "server": ("hall.example", 80),
        }
        waiting = [{"type": "http.request", "body": body, "more_body": False}]
        sent: list[Message] = []

        async def receive() -> Message:
            return waiting.pop(0) if waiting else {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            sent.append(message)

        self.loop.run_until_complete(self.front(scope, receive, send))
        start = next((one for one in sent if one["type"] == "http.response.start"), None)
        asked = f"{method} {path}?{query[:200]} {headers} {body[:200]!r}"
        assert start is not None, f"no answer: {asked}"
        named = {name.decode(): value.decode("latin-1") for name, value in start["headers"]}
        content = b"".join(one.get("body", b"") for one in sent)
        return Reply(asked, start["status"], named.get("content-type", ""), content), named


def _draw_path(data: st.DataObject, doors: Doors, address: str) -> str:
    good = {
        "code": doors.code,
        "worksheet": "cards",
        "answer_id": doors.answer,
        "order": "go",
        "name": "stage.css",
    }

    def fill(match: re.Match[str]) -> str:
        name = match[1].partition(":")[0]
        other = _one_in(data, 8)
        text = data.draw(_TEXTS) if other else good.get(name, "x")
        return quote(text[:300], safe="", errors="replace")

    path = re.sub(r"\{([^}]+)\}", fill, address)
    ending = data.draw(st.sampled_from(("/", "/..", "//"))) if _one_in(data, 8) else ""
    return path + ending


def _one_in(data: st.DataObject, times: int) -> bool:
    return bool(data.draw(st.integers(1, times)) == times)


def _draw_body(data: st.DataObject, path: str) -> Any:
    """Draw something that is good but for one or two places, or anything at all."""
    parts = path.strip("/").split("/")
    good = next((_GOOD[name] for name in (*reversed(parts), "j") if name in _GOOD), {})
    if _one_in(data, 4):
        return data.draw(_BODIES)
    changes = data.draw(
        st.dictionaries(st.one_of(st.sampled_from(sorted(good)), _NAMES), _VALUES, max_size=2)
    )
    return {**good, **changes}


def knock(data: st.DataObject, doors: Doors) -> Reply | None:
    method, address = data.draw(st.sampled_from(doors.addresses))
    method = data.draw(st.sampled_from(_METHODS)) if _one_in(data, 10) else method
    path = _draw_path(data, doors, address)
    if method == "GET" and path.rstrip("/").endswith("/events"):
        return None  # an open stream ends only with its phone
    kind = data.draw(_KINDS)
    body = _draw_body(data, path)
    if path.startswith("/admin"):
        name = data.draw(st.sampled_from([task for task in TASKS if task not in _HEAVY]))
        body = {"name": name, "arguments": body if isinstance(body, dict) else {}}
    passes = (
        *[{"authorization": f"Bearer {doors.token}"}] * (3 if address[1] not in "jwp" else 1),
        *[{"cookie": doors.cookie}] * 3,
        {},
    )
    headers = {"content-type": kind, **data.draw(st.sampled_from(passes)), **data.draw(_HEADERS)}
    query = urlencode(data.draw(st.dictionaries(_NAMES, _TEXTS, max_size=2)), errors="replace")
    content = body if isinstance(body, bytes) else _write(body, kind)
    return doors.ask(method, path, query, content, **headers)[0]


def _write(body: Any, kind: str) -> bytes:
    if "form" in kind and isinstance(body, dict):
        pairs = (f"{quote(str(key))}={_escape(value)}" for key, value in body.items())
        return "&".join(pairs).encode()
    return json.dumps(body).encode()


def _escape(value: Any) -> str:
    return quote(str(value).encode("utf-8", "replace"))
