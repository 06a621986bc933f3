"""A phone for tests: a client with cookies of its own, in front of the real app and a real file."""

from collections.abc import Callable
from typing import Any

import httpx2
import pytest
from starlette.testclient import TestClient

from worksheets import rooms
from worksheets.phone.app import make_phone_app


class Phone:
    """One participant's device."""

    def __init__(self, client: TestClient, code: str) -> None:
        self.client = client
        self.code = code
        self._sent = 0

    def join(self, **entries: str) -> httpx2.Response:
        return self.client.post(f"/j/{self.code}", data=entries)

    def get(self, path: str = "", **query: str) -> httpx2.Response:
        return self.client.get(f"/w/{self.code}{path}", params=query)

    def page(self, **query: str) -> str:
        return self.get(**query).text

    def state(self, **query: str) -> dict[str, Any]:
        return dict(self.get("/state", **query).json())

    def post(self, path: str, body: object, **query: str) -> httpx2.Response:
        return self.client.post(f"/w/{self.code}{path}", json=body, params=query)

    def send(self, worksheet: str, values: object, **more: object) -> httpx2.Response:
        """Send an answer as a program does."""
        self._sent += 1
        query = {"as": str(more.pop("person"))} if "person" in more else {}
        body = {"sent_id": f"sent-{self._sent}", "worksheet": worksheet, "values": values, **more}
        return self.post("/answers", body, **query)

    def fill(self, path: str, fields: dict[str, Any], **query: str) -> httpx2.Response:
        """Send a plain HTML form as a browser without JavaScript does."""
        return self.client.post(
            f"/w/{self.code}{path}",
            data=fields,
            params=query,
            headers={"accept": "text/html,application/xhtml+xml"},
        )

    def find_sheet(self, key: str, **query: str) -> dict[str, Any]:
        return next(sheet for sheet in self.state(**query)["worksheets"] if sheet["key"] == key)


@pytest.fixture(scope="session")
def app() -> Any:
    return make_phone_app()


@pytest.fixture
def writing(code: str) -> str:
    """The code of a workshop at the step where everything is written."""
    rooms.go_to(code, "meeting-1", "write")
    return code


@pytest.fixture
def make_phone(app: Any, writing: str) -> Callable[..., Phone]:
    def make(code: str = writing, **entries: str) -> Phone:
        phone = Phone(TestClient(app, follow_redirects=False), code)
        reply = phone.join(team="t1", **entries)
        if reply.status_code != httpx2.codes.SEE_OTHER:
            raise RuntimeError(reply.text)
        return phone

    return make


@pytest.fixture
def phone(make_phone: Callable[..., Phone]) -> Phone:
    """A phone that has joined team 1."""
    return make_phone(name="はな", affiliation="office")


@pytest.fixture
def stranger(app: Any, writing: str) -> Phone:
    """A phone that has not joined."""
    return Phone(TestClient(app, follow_redirects=False), writing)
