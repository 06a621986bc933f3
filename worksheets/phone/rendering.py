"""Templates and assets: rendered, joined, compressed, and named by their content."""

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import Response

from worksheets.phone.legibility import add_ruby, find_way_back, read_legibility
from worksheets.phone.ruby import RubyWords

_HERE = Path(__file__).parent
_WORTH_COMPRESSING = 1000  # bytes
_SCRIPTS = (
    "box.js",
    "personal.js",
    "legible.js",
    "forms.js",
    "rating.js",
    "ranking.js",
    "voting.js",
    "picking.js",
    "swapping.js",
    "sending.js",
    "clock.js",
    "team.js",
    "ready.js",
    "host.js",
    "live.js",
    "page.js",
)
_BOARD_SCRIPTS = (
    "box.js",
    "personal.js",
    "legible.js",
    "board/page.js",
    "board/orders.js",
    "board/seeking.js",
    "board/drawing.js",
    "board/picking.js",
    "board/asking.js",
    "board/dragging.js",
    "board/suggestions.js",
    "board/board.js",
)
# The field page carries its scripts inside: what it needs must not be half in a browser's cache.
_FIELD_SCRIPTS = (
    "box.js",
    "personal.js",
    "legible.js",
    "field/notebook.js",
    "field/letters.js",
    "field/screens.js",
    "field/inputs.js",
    "field/visits.js",
    "field/guide.js",
    "field/record.js",
    "field/returns.js",
    "field/unsent.js",
    "field/moving.js",
    "field/field.js",
)


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that never changes under its name."""

    name: str
    media_type: str
    plain: bytes
    packed: bytes


@cache
def list_assets() -> tuple[Asset, ...]:
    """Read the style sheet and the scripts; all scripts become one file."""
    folder = _HERE / "assets"
    style = (folder / "phone.css").read_text("utf-8")
    board_style = (folder / "board" / "board.css").read_text("utf-8")
    return (
        _make_asset("phone", "css", "text/css", style),
        _make_asset("phone", "js", "text/javascript", _join(_SCRIPTS)),
        _make_asset("board", "css", "text/css", f"{style}\n{board_style}"),
        _make_asset("board", "js", "text/javascript", _join(_BOARD_SCRIPTS)),
    )


def _join(names: tuple[str, ...]) -> str:
    scripts = "\n".join((_HERE / "assets" / name).read_text("utf-8") for name in names)
    return f"(() => {{'use strict';\n{scripts}}})();"


def find_board_assets() -> tuple[Asset, Asset]:
    """Return the style and the script of the page on which cards are grouped."""
    style, script = list_assets()[2:]
    return style, script


@cache
def read_field_parts() -> tuple[str, str]:
    """Return the style and the script of the field page, which stand inside it."""
    folder = _HERE / "assets"
    styles = [(folder / name).read_text("utf-8") for name in ("phone.css", "field/field.css")]
    return "\n".join(styles), _join(_FIELD_SCRIPTS)


@cache
def read_worker() -> bytes:
    """Return the field page's service worker."""
    return (_HERE / "assets" / "field" / "worker.js").read_bytes()


def find_asset(name: str) -> Asset | None:
    """Return the asset with exactly this name."""
    return next((asset for asset in list_assets() if asset.name == name), None)


def _make_asset(stem: str, ending: str, media_type: str, text: str) -> Asset:
    plain = text.encode()
    name = f"{stem}-{hashlib.sha256(plain).hexdigest()[:12]}.{ending}"
    packed = gzip.compress(plain, 9, mtime=0)
    return Asset(name, f"{media_type}; charset=utf-8", plain, packed)


@cache
def _get_environment(furigana: bool) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        auto_reload=False,
    )
    if furigana:
        environment.add_extension(RubyWords)
    environment.filters["ruby"] = add_ruby if furigana else str
    style, script = list_assets()[:2]
    environment.globals.update(style=style.name, script=script.name)
    return environment


def render(
    template: str,
    *,
    furigana: bool = False,
    **values: Any,  # noqa: ANN401 -- a template takes anything
) -> str:
    """Fill a template; participants' words are escaped and never get readings."""
    return _get_environment(furigana).get_template(template).render(**values)


def render_page(
    request: Request,
    template: str,
    *,
    status: int = 200,
    **values: Any,  # noqa: ANN401 -- a template takes anything
) -> Response:
    """Answer with a filled template."""
    look = read_legibility(request)
    back = find_way_back(request)
    html = render(template, furigana=look.furigana, look=look, way_back=back, **values)
    return answer_html(request, html, status)


def answer_html(request: Request, html: str, status: int = 200) -> Response:
    """Answer with a page, compressed where that helps on a weak Wi-Fi."""
    return answer_packed(
        request, html.encode(), media_type="text/html; charset=utf-8", status=status
    )


def answer_packed(
    request: Request,
    body: bytes,
    *,
    media_type: str,
    status: int = 200,
    packed: bytes | None = None,
) -> Response:
    """Answer with a body, gzipped when the phone takes it."""
    headers = {"Content-Type": media_type, "Vary": "Accept-Encoding"}
    if len(body) >= _WORTH_COMPRESSING and "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        body = packed if packed is not None else gzip.compress(body, 3, mtime=0)
    return Response(body, status, headers)
