"""Tell open stages, remotes and console pages over a WebSocket that something changed.

At most two messages a second for answers and four for the room; they carry names and a
revision, readers read again.
"""

from urllib.parse import urlsplit

import anyio
from starlette.requests import HTTPConnection
from starlette.websockets import WebSocket, WebSocketDisconnect

from worksheets import toolkit
from worksheets.live import Closing, Listener
from worksheets.rooms import get_room
from worksheets.workshops import find_workshop, normalise_code

# Below what routers take for a dead line; the page reconnects after three silent ones.
_HEARTBEAT = 15.0
_GOING_AWAY = 1001
_FOREIGN = 4403
_NOT_FOUND = 4404


def is_foreign(connection: HTTPConnection) -> bool:
    """Tell whether another site's page asks; programs send no origin."""
    origin = connection.headers.get("origin")
    if origin is None:
        return connection.headers.get("sec-fetch-site") == "cross-site"
    return urlsplit(origin).netloc != connection.headers.get("host", "")


async def watch(websocket: WebSocket) -> None:
    """Serve one open page until it goes away."""
    code = normalise_code(websocket.path_params["code"])
    if is_foreign(websocket):
        await websocket.close(_FOREIGN)
        return
    if find_workshop(code) is None:
        await websocket.close(_NOT_FOUND)
        return
    await websocket.accept()
    async with (
        toolkit.current().channel.listen(code, answers=True) as listener,
        anyio.create_task_group() as tasks,
    ):
        tasks.start_soon(_end_with_page, websocket, tasks.cancel_scope)
        await _tell(websocket, code, listener)
        tasks.cancel_scope.cancel()


async def _end_with_page(websocket: WebSocket, scope: anyio.CancelScope) -> None:
    # Pages only listen; whatever one sends is dropped.
    while (await websocket.receive())["type"] != "websocket.disconnect":
        pass
    scope.cancel()


async def _tell(websocket: WebSocket, code: str, listener: Listener) -> None:
    try:
        await websocket.send_json({"revision": get_room(code).sequence, "what": "hello"})
        while True:
            news = await listener.wait(_HEARTBEAT)
            if news is None:
                message = {"revision": get_room(code).sequence, "what": "alive"}
            else:
                message = {"revision": news.revision, "what": news.what}
            await websocket.send_json(message)
    except Closing:
        await websocket.close(_GOING_AWAY)
    except WebSocketDisconnect:
        return
