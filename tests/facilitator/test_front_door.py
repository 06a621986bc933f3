from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.testclient import TestClient

from facilitator.access import Access
from facilitator.asgi import ASGIApp, belongs
from facilitator.front_door import OURS, FrontDoor
from facilitator.gate import COOKIE
from facilitator.stage.app import make_stage_app
from facilitator.stage.operation import Lag
from worksheets.settings import Settings

INDEX = Path(streamlit.__file__).parent / "static" / "index.html"


def make_house(name: str) -> ASGIApp:
    async def answer(request: Request) -> PlainTextResponse:
        if request.url.path.endswith("/break"):
            raise RuntimeError("秘密の回答")
        return PlainTextResponse(name)

    return Starlette(routes=[Route("/{path:path}", answer, methods=["GET", "POST"])])


@pytest.fixture
def access(settings: Settings) -> Access:
    made = Access(settings)
    made.open()
    return made


@pytest.fixture
def client(access: Access, settings: Settings) -> Iterator[TestClient]:
    door = FrontDoor(
        make_house("streamlit"),
        phone=make_house("phone"),
        stage=make_house("stage"),
        access=access,
        settings=settings,
        index=INDEX,
    )
    with TestClient(door, follow_redirects=False) as client:
        yield client


@pytest.mark.parametrize("path", ["/j", "/j/ABC234", "/w/ABC234/answers", "/phone/phone.css"])
def test_phones_are_shown_to_the_phone_app_without_a_badge(client: TestClient, path: str) -> None:
    assert client.post(path).text == "phone"


@pytest.mark.parametrize("path", ["/healthz", "/signin", "/stage-assets/ja.js", "/favicon.ico"])
def test_open_places_are_shown_to_our_own_app(client: TestClient, path: str) -> None:
    assert client.get(path).text == "stage"


@pytest.mark.parametrize(
    ("path", "house"),
    [
        ("/stage/ABC234", "stage"),
        ("/remote/ABC234/next", "stage"),
        ("/metrics", "stage"),
        ("/", "streamlit"),
        ("/run", "streamlit"),
        ("/_stcore/health", "streamlit"),
        ("/jobs", "streamlit"),
    ],
)
def test_closed_places_are_shown_to_their_house_behind_the_gate(
    client: TestClient, access: Access, path: str, house: str
) -> None:
    assert client.get(path).status_code == 401
    client.cookies.set(COOKIE, access.sign(access.make_badge()))

    assert client.get(path).text == house


@pytest.mark.parametrize("path", ["/healthz", "/"])
def test_everything_but_phones_carries_the_security_headers(
    client: TestClient, access: Access, path: str
) -> None:
    client.cookies.set(COOKIE, access.sign(access.make_badge()))

    assert client.get(path).headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["/j/break", "/stage-assets/break"])
def test_problem_of_our_own_apps_goes_no_further_with_its_words(
    client: TestClient, caplog: pytest.LogCaptureFixture, path: str
) -> None:
    response = client.get(path)

    assert response.status_code == 500
    assert "秘密の回答" not in response.text + caplog.text


def test_every_page_of_our_own_is_reachable_through_the_door(access: Access) -> None:
    paths = [get_path(route) for route in make_stage_app(access, lag=Lag()).routes]

    assert len(paths) > 10
    assert [path for path in paths if not belongs(path, OURS)] == []


def get_path(route: BaseRoute) -> str:
    assert isinstance(route, Route | Mount | WebSocketRoute)
    return route.path
