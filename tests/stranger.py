"""Walk every address there is as somebody who may not, and tell what was let out.

The addresses come from the routing tables themselves, so a new route cannot be forgotten: where
nobody said that strangers may have it, it must be refused.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from streamlit.web.server.starlette.starlette_app import create_streamlit_routes

from facilitator.access import Access
from facilitator.stage.app import make_stage_app
from facilitator.stage.operation import Lag
from worksheets.phone import app as phone_app
from worksheets.settings import Settings

METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
SECRETS = ("ひみつの回答", "山田花子", "ひみつの台本")
_PARAMETER = re.compile(r"\{(\w+)(?::\w+)?\}")

# What strangers may have: the way in, what it looks like, and whether the server lives.
OPEN = (
    re.compile(r"/j(/[^/]+)?(/privacy)?/?"),  # the join pages, and how words are kept
    re.compile(r"/signin"),
    re.compile(r"/signout"),
    re.compile(r"/(phone|stage-assets)/.+"),  # looks and scripts, the same for every workshop
    re.compile(r"/favicon\.ico"),
    re.compile(r"/(healthz|readyz)"),
)
_FIRST_GOOD, _FIRST_BAD = 200, 300

# Pages that exist in Streamlit's browser part alone, and addresses written to slip through.
ODD = (
    *("/run", "/run/", "/summary", "/files", "/home", "/totals", "/passes", "/keeping", "/new"),
    *("//", "//run", "//j/../run", "/./run", "/RUN", "/j/../run", "/j/..%2frun", "/j%2f..%2frun"),
    *("/signin/../run", "/signin/%2e%2e/run", "/signin//run", "/signin;/run", "/signin%00/run"),
    *("/healthz/../run", "/healthz/x", "/favicon.ico/run", "/stage-assets/../run"),
    *("/stage-assets/%2e%2e/%2e%2e/app.py", "/phone/..%2f..%2fapp.py", "/stage-assets/..%5capp.py"),
    *("/static/", "/static/index.html", "/media/x.png", "/component/x/index.html", "/app/static/x"),
    *("/_stcore%2fhealth", "/_stcore//health", "/%5fstcore/health", "/%73tage/{code}/state"),
    *("/stage//{code}", "/stage/{code}/../{code}/state", "/remote/{code}/./state", "/stage/"),
    *("/admin", "/admin/", "/admin/command/", "/docs", "/openapi.json", "/data/workshop.db"),
    *("/.streamlit/config.toml", "/access.json", "/server.json", "/%2e%2e/access.json"),
)


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, whichever client asked."""

    status: int
    location: str
    text: str


class Ask(Protocol):
    """Send one request and follow nothing."""

    def __call__(self, method: str, path: str) -> Reply: ...


def list_routes(settings: Settings) -> list[BaseRoute]:
    """Return every route of phones, stage and Streamlit."""
    stage = make_stage_app(Access(settings), lag=Lag()).routes
    runtime: Any = _Anything()
    return [*phone_app._ROUTES, *stage, *create_streamlit_routes(runtime)]


class _Anything:
    """Stands for Streamlit's running parts, to which the table of routes only keeps references."""

    def __getattr__(self, _name: str) -> "_Anything":
        return self


def list_paths(routes: Iterable[BaseRoute], filled: dict[str, str]) -> Iterator[str]:
    """Return an address for each route; an unknown part of one is an error, so it is noticed."""
    for route in routes:
        if isinstance(route, Mount):
            yield f"{route.path}/some/file"
        elif isinstance(route, Route | WebSocketRoute):
            yield _PARAMETER.sub(lambda part: filled[part[1]], route.path)
        else:
            raise TypeError(f"an unknown kind of route: {route!r}")


def list_sockets(routes: Iterable[BaseRoute], filled: dict[str, str]) -> list[str]:
    """Return an address for each WebSocket."""
    return list(list_paths((one for one in routes if isinstance(one, WebSocketRoute)), filled))


def find_leaks(ask: Ask, paths: Iterable[str]) -> list[str]:
    """Ask for everything in every way and return what a stranger should not have got."""
    leaks = []
    for path in dict.fromkeys(paths):
        for method in METHODS:
            if method == "POST" and re.fullmatch(r"/j/[^/]+/?", path):
                continue  # that is joining
            reply = ask(method, path)
            told = [secret for secret in SECRETS if secret in reply.text]
            if told or (_is_good(reply) and not _is_open(path)) or _leads_in(reply):
                leaks.append(f"{method} {path}: {reply.status} {reply.location} {told}")
    return leaks


def _is_good(reply: Reply) -> bool:
    return _FIRST_GOOD <= reply.status < _FIRST_BAD


def _is_open(path: str) -> bool:
    return any(pattern.fullmatch(path) for pattern in OPEN)


def _leads_in(reply: Reply) -> bool:
    """Tell whether a redirection leads anywhere but to the two doors."""
    if not reply.location:
        return False
    place = re.sub(r"^(https?://[^/]+)?[./]*", "", reply.location)
    return re.match(r"(signin|j)(/|\?|$)", place) is None
