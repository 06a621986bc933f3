"""A phone for tests: a client with cookies of its own, in front of the real app and a real file."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import httpx2
import pytest
from playwright.sync_api import Browser, sync_playwright
from starlette.testclient import TestClient

from tests.run import VARIABLE, find_browser
from tests.worksheets.phone.phones import HALL, Phone
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


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = os.environ.get(VARIABLE) or find_browser()
    if program is None:
        pytest.skip(f"no browser found; name one in {VARIABLE}")
    rule = f"--host-resolver-rules=MAP {HALL} 127.0.0.1"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--lang=ja", rule]
        )
        yield started
        started.close()
