"""What tests of several packages share: a toolkit on a real file and an open workshop."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browsers import find_program, launch
from tests.samples import make_program
from worksheets import toolkit, workshops
from worksheets.records import Opened, Options
from worksheets.settings import Settings
from worksheets.toolkit import Toolkit, open_toolkit


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let tests with a real browser try once more: on a busy machine one now and then comes late.

    The summary names each that did, and what fails twice has failed.
    """
    for item in items:
        if item.get_closest_marker("journey") is not None:
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path, database_url=f"sqlite:///{tmp_path / 'workshop.db'}")


@pytest.fixture
def box(settings: Settings) -> Iterator[Toolkit]:
    """The toolkit in use, on a database file of this test alone."""
    with toolkit.use(open_toolkit(settings)) as opened:
        yield opened


@pytest.fixture
def opened(box: Toolkit) -> Opened:  # noqa: ARG001 -- the workshop lives in it
    """A workshop of the tiny program with three teams."""
    return workshops.open_workshop(
        make_program(),
        title="研修",
        municipality="みどり町",
        options=Options(teams=workshops.make_teams(3)),
    )


@pytest.fixture
def code(opened: Opened) -> str:
    return opened.workshop.code


# Closed after each file: while Playwright runs, no other test could run an event loop of its own.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real browser for which every *.example is this machine: no secure context, as in a hall."""
    program = find_program()
    with sync_playwright() as playwright:
        opened = launch(playwright, program)
        yield opened
        opened.close()
