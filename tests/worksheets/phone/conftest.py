"""A phone for tests: a client with cookies of its own, in front of the real app and a real file."""

from collections.abc import Callable
from typing import Any

import httpx2
import pytest
from starlette.testclient import TestClient

from tests.worksheets.phone.phones import Phone
from worksheets import rooms
from worksheets.phone.app import make_phone_app


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
