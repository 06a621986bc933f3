"""Take commands of the server's own command line, over HTTP and behind the admin token."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from worksheets.errors import BadInput, NoSuchThing

LARGEST_BODY = 32 * 1024 * 1024  # bytes: a file of 20 MB to import, written as base64
_SHAPE = '命令は {"name": 文字, "arguments": {…}} の形で送ってください。'

# A command takes JSON and returns JSON; what it means is the command line's business.
Run = Callable[[str, dict[str, Any]], Mapping[str, Any]]


class _Command(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str
    arguments: dict[str, Any] = {}


def admin_routes(run: Run) -> list[Route]:
    """Make the one route; `run` is called in a thread and may take its time."""

    async def command(request: Request) -> Response:
        name, arguments = _read_command(await _read_body(request))
        result = await asyncio.to_thread(run, name, arguments)
        return JSONResponse({"ok": True, "result": dict(result)})

    return [Route("/admin/command", command, methods=["POST"])]


def know_no_commands(name: str, _arguments: dict[str, Any]) -> Mapping[str, Any]:
    """Refuse every command: the stand-in where no command line is connected."""
    raise NoSuchThing(f"命令「{name}」")


async def _read_body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            raise HTTPException(413)
    return bytes(body)


def _read_command(body: bytes) -> tuple[str, dict[str, Any]]:
    try:
        command = _Command.model_validate_json(body)
    except ValidationError as problem:
        raise BadInput(_SHAPE) from problem
    return command.name, command.arguments
