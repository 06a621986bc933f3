"""What phones send: bodies of bounded size, from our own pages, read without surprises."""

import asyncio
import json
from typing import Any, NoReturn
from urllib.parse import parse_qs

from starlette.requests import Request

from worksheets import toolkit
from worksheets.errors import BadInput
from worksheets.phone.forms import Form
from worksheets.phone.problems import ForeignOrigin, TooLarge, TooSlow

_JSON = "application/json"
_FORM = "application/x-www-form-urlencoded"
MOST_JSON = 64 * 1024
# The same Japanese text is three times as long in a form: nine bytes a character.
MOST_FORM = 3 * MOST_JSON
# A body up to here is read to its end before it is refused, so that the phone sees the refusal
# and not a broken line, which it would try again for ever.
_MOST_READ = 4 * 1024 * 1024
_MOST_FIELDS = 2000
_ELSEWHERE = ("cross-site", "same-site")  # another port of this machine is another site, too
LONGEST_WAIT = 60.0  # seconds for a whole body; a phone gives up after 20 and sends again


class Unreadable(BadInput):
    """A body that is no JSON object and no form."""

    def __init__(self) -> None:
        super().__init__(
            "送られた内容を読みとれません。画面を読みこみなおして、もう一度送ってください。"
        )


def check_origin(request: Request) -> None:
    """Refuse what another site's page makes this phone send."""
    origin = request.headers.get("origin")
    if origin is None:
        # Not a browser, or an old one; SameSite=Lax still keeps the cookie back.
        if request.headers.get("sec-fetch-site") in _ELSEWHERE:
            raise ForeignOrigin
        return
    sender = origin.partition("://")[2]
    hosts = {request.headers.get("host", ""), request.headers.get("x-forwarded-host", "")}
    hosts.add(toolkit.current().settings.public_url.partition("://")[2].partition("/")[0])
    if not sender or sender not in hosts:
        raise ForeignOrigin


def is_json(request: Request) -> bool:
    """Tell whether the body is JSON; anything but JSON and plain forms is refused."""
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    # A program that posts nothing names no type: an empty form, all its fields being optional.
    if media_type not in (_JSON, _FORM) and (media_type or _has_body(request)):
        raise Unreadable
    return media_type == _JSON


def _has_body(request: Request) -> bool:
    chunked = "transfer-encoding" in request.headers
    return chunked or request.headers.get("content-length", "0") != "0"


async def read_json(request: Request) -> dict[str, Any]:
    """Read a JSON object."""
    body = await _read_body(request, MOST_JSON)
    try:
        data = json.loads(body, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as problem:
        raise Unreadable from problem
    if not isinstance(data, dict):
        raise Unreadable
    return data


async def read_entries(request: Request) -> Form:
    """Read a few plain texts, posted by a form or by a program as JSON."""
    if not is_json(request):
        return await read_form(request)
    data = await read_json(request)
    if not all(isinstance(value, str | bool | None) for value in data.values()):
        raise BadInput("名前や所属は文字で入れてください。")
    filled = {name: value for name, value in data.items() if value}
    return {name: [value if isinstance(value, str) else "1"] for name, value in filled.items()}


async def read_form(request: Request) -> Form:
    """Read a plain HTML form."""
    if is_json(request):
        raise Unreadable
    body = await _read_body(request, MOST_FORM)
    try:
        return parse_qs(
            body.decode("utf-8", "replace"),
            keep_blank_values=True,
            errors="replace",
            max_num_fields=_MOST_FIELDS,
        )
    except ValueError as problem:
        raise Unreadable from problem


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)  # NaN and Infinity are no JSON


async def _read_body(request: Request, most: int) -> bytes:
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > _MOST_READ:
        raise TooLarge
    body = bytearray()
    size = 0
    try:
        async with asyncio.timeout(LONGEST_WAIT):
            async for chunk in request.stream():
                size += len(chunk)
                if size > _MOST_READ:
                    raise TooLarge
                if size <= most:
                    body += chunk
    except TimeoutError as problem:
        raise TooSlow from problem
    if size > most:
        raise TooLarge
    return bytes(body)
