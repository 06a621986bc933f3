"""A phone for tests: a client with cookies of its own, in front of the real app and a real file."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from playwright.sync_api import Playwright, expect, sync_playwright
from starlette.testclient import TestClient
from starlette.types import ASGIApp

from tests.browsers import find_program
from tests.worksheets.phone.fieldwork import open_town
from tests.worksheets.phone.outings import Computer, Device
from tests.worksheets.phone.phones import Phone
from worksheets import rooms
from worksheets.phone.app import make_phone_app
from worksheets.toolkit import Toolkit

expect.set_options(timeout=15_000)


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


# --- out in the town ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def program() -> str:
    return find_program()


@pytest.fixture(scope="module")
def playwright(program: str) -> Iterator[Playwright]:  # noqa: ARG001 -- sought before this runs
    with sync_playwright() as running:
        yield running


@pytest.fixture
def town(box: Toolkit) -> str:  # noqa: ARG001 -- the workshop lives in it
    """The code of a workshop whose teams are out in the town."""
    code = open_town().workshop.code
    rooms.go_to(code, "walk", "visit")
    return code


@pytest.fixture
def computer(app: ASGIApp, box: Toolkit) -> Iterator[Computer]:
    running = Computer(app, box)
    running.start()
    yield running
    running.stop()


@pytest.fixture
def take_device(
    playwright: Playwright, program: str, computer: Computer, town: str, tmp_path: Path
) -> Iterator[Callable[[], Device]]:
    devices: list[Device] = []

    def take() -> Device:
        folder = tmp_path / f"phone-{len(devices)}"
        devices.append(Device(playwright, program, folder, computer, town))
        return devices[-1]

    yield take
    for device in devices:
        device.close()
    assert [trouble for device in devices for trouble in device.troubles] == []


@pytest.fixture
def device(take_device: Callable[[], Device]) -> Device:
    """A phone of team 1 with the field note open."""
    one = take_device()
    one.join()
    return one
