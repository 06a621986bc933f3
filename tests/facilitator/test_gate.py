import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from facilitator.access import Access, Badge
from facilitator.gate import COOKIE, Gate
from facilitator.rights import Standing, find_code, find_key_standing
from facilitator.stage.app import make_stage_app
from facilitator.stage.operation import Lag
from facilitator.stage.orders import ORDERS
from worksheets import passes, workshops
from worksheets.passes import PassRole
from worksheets.records import Opened
from worksheets.settings import Settings
from worksheets.toolkit import Toolkit

PAGE = {"accept": "text/html,application/xhtml+xml"}


async def _any_page(request: Request) -> PlainTextResponse:
    return PlainTextResponse(f"inside {request.headers['host']}")


async def _any_socket(websocket: WebSocket) -> None:
    await websocket.accept()
    await websocket.send_text(f"inside {websocket.headers['host']}")
    with suppress(WebSocketDisconnect):
        while True:
            await websocket.receive_text()


INSIDE = Starlette(
    routes=[
        WebSocketRoute("/{path:path}", _any_socket),
        Route("/{path:path}", _any_page, methods=["GET", "POST", "PUT", "DELETE"]),
    ]
)


@pytest.fixture
def access(settings: Settings) -> Access:
    made = Access(settings)
    made.open()
    return made


@pytest.fixture
def client(access: Access, settings: Settings) -> Iterator[TestClient]:
    with TestClient(
        Gate(INSIDE, access=access, settings=settings), follow_redirects=False
    ) as client:
        yield client


def let_in(client: TestClient, access: Access, **more: str) -> None:
    client.cookies.set(COOKIE, access.sign(access.make_badge(**more)))


@pytest.mark.parametrize(
    "path", ["/", "/run", "/stage/ABC234", "/remote/ABC234", "/metrics", "/_stcore/health", "//j"]
)
def test_page_without_badge_leads_to_the_door(client: TestClient, path: str) -> None:
    response = client.get(f"http://testserver{path}", headers=PAGE)

    assert response.status_code == 303
    assert "signin?next=" in response.headers["location"]


def test_page_without_badge_comes_back_after_the_door(client: TestClient) -> None:
    response = client.get("/stage/ABC234?preview=1", headers=PAGE)

    assert response.headers["location"] == "../signin?next=%2Fstage%2FABC234%3Fpreview%3D1"


@pytest.mark.parametrize(
    "path", ["/", "/static/js/main.js", "/remote/ABC234/next", "/admin/command"]
)
def test_program_without_badge_gets_the_contracts_error(client: TestClient, path: str) -> None:
    response = client.post(path)

    assert response.status_code == 401
    body = response.json()
    assert (body["ok"], body["number"], "合言葉" in body["message"]) == (False, None, True)


@pytest.mark.parametrize("path", ["/signin", "/healthz", "/readyz", "/favicon.ico", "/j/ABC234"])
def test_open_place_needs_no_badge(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/signinx", "/healthz2", "/jobs", "/stage-assetsx"])
def test_place_that_only_begins_like_an_open_one_is_closed(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 401


@pytest.mark.parametrize("path", ["/_stcore/stream", "/stage/ABC234/live", "/anything"])
def test_websocket_without_badge_is_refused(client: TestClient, path: str) -> None:
    with pytest.raises(WebSocketDisconnect) as refusal, client.websocket_connect(path):
        pass

    assert refusal.value.code == 4401


def test_websocket_with_badge_is_served(client: TestClient, access: Access) -> None:
    let_in(client, access)

    with client.websocket_connect("/_stcore/stream") as socket:
        assert socket.receive_text() == "inside testserver"


@pytest.mark.parametrize("cookie", ["", "x", "a.b.c", "é", '"'])
def test_forged_cookie_is_no_badge(client: TestClient, cookie: str) -> None:
    headers = {"cookie": f"{COOKIE}={cookie}".encode("latin-1")}

    assert client.get("/", headers=headers).status_code == 401


def test_facilitator_enters_everything_but_commands(client: TestClient, access: Access) -> None:
    let_in(client, access)

    places = ("/", "/run", "/stage/ABC234", "/remote/ABC234", "/metrics", "/admin/command")
    codes = [client.get(path).status_code for path in places]

    assert codes == [200, 200, 200, 200, 200, 403]


def test_admin_token_enters_everything(client: TestClient, access: Access) -> None:
    client.headers["authorization"] = f"Bearer {access.admin_token}"

    codes = [client.get(path).status_code for path in ("/", "/metrics", "/admin/command")]

    assert codes == [200, 200, 200]


def test_wrong_bearer_is_refused_although_the_cookie_is_good(
    client: TestClient, access: Access, opened: Opened
) -> None:
    let_in(client, access)

    wrong = {"authorization": f"Bearer {opened.key}x"}

    assert client.get(f"/stage/{opened.workshop.code}", headers=wrong).status_code == 401


@pytest.fixture
def two(opened: Opened) -> tuple[Opened, Opened]:
    other = workshops.open_workshop(opened.workshop.program, title="別の研修")
    return opened, other


def test_workshop_key_opens_its_stage_and_remote_only(
    client: TestClient, two: tuple[Opened, Opened]
) -> None:
    mine, other = two
    key = {"authorization": f"Bearer {mine.key}"}

    def get(path: str) -> int:
        return client.get(path, headers=key).status_code

    code = mine.workshop.code
    own = [get(f"/stage/{code}"), get(f"/remote/{code}"), get(f"/stage/{code.lower()}/state")]
    elsewhere = [
        get(path) for path in (f"/stage/{other.workshop.code}", "/", "/admin/command", "/stage")
    ]
    assert (own, elsewhere) == ([200, 200, 200], [401] * 4)
    assert get("/metrics") == 200  # totals that name no workshop
    wrong = {"authorization": "Bearer wrong"}
    assert client.get("/metrics", headers=wrong).status_code == 401


def test_workshop_badge_opens_its_own_screens_and_the_console_that_asks_again(
    client: TestClient, access: Access, two: tuple[Opened, Opened]
) -> None:
    mine, other = two
    let_in(client, access, code=mine.workshop.code, key=mine.key)

    paths = (
        f"/stage/{mine.workshop.code}",
        f"/stage/{other.workshop.code}",
        "/",
        "/metrics",
        "/admin/command",
    )
    codes = [client.get(path).status_code for path in paths]

    # Each page of the console checks the workshop by itself (test_rights.py).
    assert codes == [200, 403, 200, 200, 403]


_SEES = {Standing.FACILITATOR, Standing.HELPER, Standing.VIEWER}
_RUNS = {Standing.FACILITATOR, Standing.HELPER}
_PLACES = [
    *[("GET", f"/stage/{{}}{path}", _SEES) for path in ("", "/", "/state", "/qr.svg", "/wifi.svg")],
    ("WS", "/stage/{}/live", _SEES),
    *[("GET", f"/stage/{{}}/board/cards{path}", _RUNS) for path in ("", "/state", "/suggestions")],
    ("POST", "/stage/{}/board/cards", _RUNS),
    *[("GET", f"/remote/{{}}{path}", _RUNS) for path in ("", "/", "/state")],
    *[("POST", f"/remote/{{}}/{order}", _RUNS) for order in ORDERS],
    *[(method, "/metrics", _RUNS) for method in ("GET", "POST")],
    *[(method, "/admin/command", set()) for method in ("GET", "POST")],
    *[("GET", path, {*_SEES, Standing.OBSERVER}) for path in ("/", "/run", "/_stcore/health")],
    ("WS", "/_stcore/stream", {*_SEES, Standing.OBSERVER}),
    ("PUT", "/_stcore/upload_file/x/y", _RUNS),
    ("DELETE", "/_stcore/upload_file/x/y", _RUNS),
]


@pytest.mark.parametrize("standing", [one for one in Standing if one is not Standing.OFFICE])
def test_role_opens_the_addresses_that_are_for_it_and_no_other(
    client: TestClient, access: Access, two: tuple[Opened, Opened], standing: Standing
) -> None:
    mine, other = two
    code = mine.workshop.code
    given = standing is Standing.FACILITATOR
    key = mine.key if given else passes.make_pass(code, PassRole(standing.value), "人")
    let_in(client, access, code=code, key=key)

    for method, path, allowed in _PLACES:
        assert _enters(client, method, path.format(code)) == (standing in allowed), path
        if "{}" in path:
            assert not _enters(client, method, path.format(other.workshop.code)), path


def test_every_address_of_our_own_is_in_the_table_above(access: Access) -> None:
    open_to_all = ("/stage-assets", "/signin", "/signout", "/healthz", "/readyz", "/favicon.ico")
    routes = [one for one in make_stage_app(access, lag=Lag()).routes if not isinstance(one, Mount)]
    paths = {one.path for one in routes if isinstance(one, Route | WebSocketRoute)}
    known = {path for _, path, _ in _PLACES}

    def fill(path: str) -> str:
        return path.replace("{code}", "{}").replace("{worksheet}", "cards").replace("{order}", "go")

    assert len(paths) > 15
    assert [path for path in paths if path not in open_to_all and fill(path) not in known] == []


def _enters(client: TestClient, method: str, path: str) -> bool:
    if method != "WS":
        return client.request(method, path).status_code == 200
    try:
        with client.websocket_connect(path):
            return True
    except WebSocketDisconnect:
        return False


def test_workshop_badge_ends_with_a_renewed_key(
    client: TestClient, access: Access, opened: Opened
) -> None:
    code = opened.workshop.code
    let_in(client, access, code=code, key=opened.key)
    assert client.get(f"/remote/{code}").status_code == 200

    workshops.renew_key(code)

    assert client.get(f"/remote/{code}").status_code == 403


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://testserver.evil.example"]
)
def test_command_from_another_site_is_refused(
    client: TestClient, access: Access, method: str, origin: str
) -> None:
    let_in(client, access)
    assert client.request(method, "/x", headers={"origin": "http://testserver"}).status_code == 200

    response = client.request(method, "/x", headers={"origin": origin})

    assert (response.status_code, response.json()["ok"]) == (403, False)


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_command_of_a_browser_that_names_no_origin_but_another_site_is_refused(
    client: TestClient, access: Access, site: str
) -> None:
    let_in(client, access)

    codes = [
        client.post("/x", headers={"sec-fetch-site": one}).status_code
        for one in (site, "same-origin", "none")
    ]

    assert codes == [403, 200, 200]


def test_sign_in_from_another_site_is_refused(client: TestClient) -> None:
    response = client.post("/signin", headers={"origin": "http://evil.example"})

    assert response.status_code == 403


def test_websocket_from_another_site_is_refused(client: TestClient, access: Access) -> None:
    let_in(client, access)
    foreign = {"origin": "http://evil.example"}

    with (
        pytest.raises(WebSocketDisconnect),
        client.websocket_connect("/_stcore/stream", headers=foreign),
    ):
        pass


def test_public_address_behind_a_proxy_is_no_other_site(access: Access, settings: Settings) -> None:
    known = replace(settings, public_url="https://kenshu.example.jp/tools")
    with TestClient(Gate(INSIDE, access=access, settings=known)) as client:
        let_in(client, access)
        origin = {"origin": "https://kenshu.example.jp"}

        response = client.post("/x", headers=origin)
        with client.websocket_connect("/_stcore/stream", headers=origin) as socket:
            # Streamlit compares origin and host itself and must see the outer name.
            greeting = socket.receive_text()

    assert (response.status_code, greeting) == (200, "inside kenshu.example.jp")


def test_signing_out_closes_open_pages_at_once(client: TestClient, access: Access) -> None:
    badge = access.make_badge()
    client.cookies.set(COOKIE, access.sign(badge))
    with client.websocket_connect("/_stcore/stream") as socket:
        socket.receive_text()

        threading.Timer(0.2, access.sign_out, (badge,)).start()
        with pytest.raises(WebSocketDisconnect) as ending:
            socket.receive_text()

    assert ending.value.code == 4401
    assert client.get("/").status_code == 401


def _open_page(client: TestClient, path: str, end: Callable[[], object]) -> int:
    """Open a page, end what let it in, and return with which code it was closed."""
    with client.websocket_connect(path) as socket:
        socket.receive_text()
        threading.Timer(0.1, end).start()
        with pytest.raises(WebSocketDisconnect) as ending:
            socket.receive_text()
    return ending.value.code


def test_signing_everybody_out_closes_every_page_and_every_badge(
    client: TestClient, access: Access, opened: Opened
) -> None:
    let_in(client, access, code=opened.workshop.code, key=opened.key)
    office = access.sign(access.make_badge())

    assert _open_page(client, "/_stcore/stream", access.sign_out_all) == 4401
    assert client.get(f"/remote/{opened.workshop.code}").status_code == 401
    assert access.find_badge(office) is None


def test_signing_everybody_out_lasts_over_a_restart(access: Access, settings: Settings) -> None:
    cookie = access.sign(access.make_badge())

    access.sign_out_all()
    again = Access(settings)
    again.open()

    assert again.find_badge(cookie) is None
    assert again.find_badge(again.sign(again.make_badge())) is not None


@pytest.mark.parametrize("path", ["/_stcore/stream", "/stage/{}/live"])
def test_renewed_key_closes_open_pages_of_the_old_one(
    client: TestClient, access: Access, box: Toolkit, opened: Opened, path: str
) -> None:
    code = opened.workshop.code
    box.after_keys.append(lambda of: access.notice_keys(of, find_key_standing))
    let_in(client, access, code=code, key=opened.key)

    assert _open_page(client, path.format(code), lambda: workshops.renew_key(code)) == 4401


def test_ended_pass_closes_its_pages_and_leaves_the_facilitators(
    client: TestClient, access: Access, box: Toolkit, opened: Opened
) -> None:
    code = opened.workshop.code
    box.after_keys.append(lambda of: access.notice_keys(of, find_key_standing))
    let_in(client, access, code=code, key=passes.make_pass(code, PassRole.VIEWER, "課長"))
    (given,) = passes.list_passes(code)

    assert (
        _open_page(
            client, "/stage/X/live".replace("X", code), lambda: passes.end_pass(code, given.id)
        )
        == 4401
    )
    assert client.get(f"/stage/{code}").status_code == 403
    let_in(client, access, code=code, key=opened.key)
    assert client.get(f"/stage/{code}").status_code == 200


def test_who_looks_is_told_behind_the_gate_and_cannot_be_forged(
    access: Access, settings: Settings
) -> None:
    told: list[str] = []

    async def look(request: Request) -> PlainTextResponse:
        told.extend(request.headers.getlist("x-workshop-badge"))
        return PlainTextResponse("")

    inside = Starlette(routes=[Route("/{path:path}", look)])
    with TestClient(Gate(inside, access=access, settings=settings)) as client:
        badge = access.make_badge(code="ABC234", key="k")
        client.cookies.set(COOKIE, access.sign(access.make_badge(badge)))
        client.get("/", headers={"x-workshop-badge": Badge("x", admin=True).dump()})

    (carried,) = told
    assert Badge.load(carried) == Badge(badge.id, everything=True, keys={"ABC234": "k"})


def test_signing_out_leaves_others_open(client: TestClient, access: Access) -> None:
    let_in(client, access)
    with client.websocket_connect("/_stcore/stream") as socket:
        socket.receive_text()

        access.sign_out(access.make_badge())
        socket.send_text("still here")

    assert client.get("/").status_code == 200


def test_closed_page_is_watched_no_longer(client: TestClient, access: Access) -> None:
    let_in(client, access)
    with client.websocket_connect("/_stcore/stream") as socket:
        socket.receive_text()
        assert access._watchers

    end = time.monotonic() + 5
    while access._watchers and time.monotonic() < end:
        time.sleep(0.01)
    assert access._watchers == {}


def test_lifespan_passes_the_gate(access: Access, settings: Settings) -> None:
    passed: list[str] = []

    async def inside(scope, _receive, _send) -> None:  # noqa: ANN001 -- ASGI's own shapes
        passed.append(scope["type"])

    asyncio.run(Gate(inside, access=access, settings=settings)({"type": "lifespan"}, None, None))  # type: ignore[arg-type] -- never used

    assert passed == ["lifespan"]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/stage/abc234", "ABC234"),
        ("/remote/ABC-234/next", "ABC234"),
        ("/stage", ""),
        ("/stages/ABC234", ""),
        ("/", ""),
    ],
)
def test_code_is_read_from_the_address_of_stage_and_remote(path: str, code: str) -> None:
    assert find_code(path) == code
