"""What journeys share: one browser, one server, windows that are watched."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.console import Console
from tests.journeys.hall import Hall, Opened
from tests.journeys.phones import Phone
from tests.journeys.walls import Wall
from tests.journeys.windows import Windows
from tests.server import ROOT

_FAILED = pytest.StashKey[bool]()

expect.set_options(timeout=15_000)


@pytest.fixture(scope="session")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    with Hall(tmp_path_factory.mktemp("hall")) as running:
        yield running


@pytest.fixture
def opened(hall: Hall) -> Opened:
    """A workshop of its own for each journey, at the opening of its first meeting."""
    return hall.open_workshop()


@pytest.fixture
def windows(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Windows]:
    """Windows that were opened must not have asked outside, nor broken their own rules."""
    windows = Windows(browser, request.node.name.removeprefix("test_"))
    yield windows
    if request.node.stash.get(_FAILED, False):
        folder = ROOT / "test-results"
        folder.mkdir(exist_ok=True)
        windows.keep_pictures(folder)
    windows.close()
    assert windows.problems == []


@pytest.fixture
def take_phone(windows: Windows, hall: Hall) -> Callable[[], Phone]:
    return lambda: Phone(windows, hall)


@pytest.fixture
def plain_phone(windows: Windows, hall: Hall) -> Phone:
    """A phone that runs no scripts."""
    return Phone(windows, hall, javascript=False)


@pytest.fixture
def console(windows: Windows, hall: Hall) -> Console:
    return Console(windows, hall)


@pytest.fixture
def wall(windows: Windows, hall: Hall) -> Wall:
    return Wall(windows, hall)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    report = yield
    if call.when == "call":
        item.stash[_FAILED] = report.failed
    return report
