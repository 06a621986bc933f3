"""Every page of the product in a browser: nothing from outside, nothing the policy forbids."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from facilitator.rights import PAGES
from programs.questions import QuestionKind, Scope
from programs.reading import read_program
from tests.journeys.hall import PROGRAM, Hall, Opened
from tests.server import ROOT, make_environment

pytestmark = pytest.mark.journey
expect.set_options(timeout=30_000)

# The address of a link in Streamlit's own menu or a policy in a header is no request.
_COMPLAINTS = re.compile(r"Content.Security.Policy|Refused to |Cross-Origin-Opener|violates")
_CARDS = "回答\n窓口の人が代わる\n道が暗い\n会議が長い\n"


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    with Hall(tmp_path_factory.mktemp("outside") / "data") as running:
        yield running


@pytest.fixture(scope="module")
def opened(hall: Hall) -> Opened:
    """A workshop in which a few made-up people have answered what becomes a chart."""
    made = hall.open_workshop()
    hall.go(made.code, _find_counted_step())
    order = ("simulate", made.code, "--participants", "6", "--pace", "0")
    subprocess.run(
        [sys.executable, "-m", "facilitator", *order],
        cwd=ROOT,
        env=make_environment(hall.data_dir),
        check=True,
        capture_output=True,
    )
    return made


def _find_counted_step() -> str:
    """Return the first step at which single people choose something."""
    program = read_program(PROGRAM).program
    assert program is not None
    kinds = (QuestionKind.CHOICE, QuestionKind.SCALE)
    return next(
        f"{meeting.key}/{step.key}"
        for meeting in program.meetings
        for step in meeting.steps
        for sheet in map(program.find_worksheet, step.worksheets)
        if sheet is not None and sheet.scope is Scope.INDIVIDUAL
        if any(question.kind in kinds for question in sheet.questions)
    )


class Watch:
    """Notes every request and every complaint of one browser."""

    def __init__(self, page: Page) -> None:
        self.asked: list[str] = []
        self.complaints: list[str] = []
        page.context.on("request", lambda request: self.asked.append(request.url))
        page.on("websocket", lambda socket: self.asked.append(socket.url))
        page.on("console", self._note)

    def _note(self, message: ConsoleMessage) -> None:
        if _COMPLAINTS.search(message.text):
            self.complaints.append(message.text)

    def list_outside(self, hall: Hall) -> list[str]:
        own = (hall.address, hall.address.replace("http://", "ws://"), "data:", "blob:")
        return [url for url in self.asked if not url.startswith(own)]


def test_console_asks_nobody_outside_and_breaks_no_policy_on_any_page(
    browser: Browser, hall: Hall, opened: Opened, tmp_path: Path
) -> None:
    page = browser.new_context(locale="ja-JP").new_page()
    watch = Watch(page)
    page.goto(f"{hall.address}/signin")
    page.locator("#word").fill(hall.passcode)
    page.get_by_role("button", name="入る").click()
    expect(page.get_by_role("heading", name="研修の一覧")).to_be_visible()
    for path in PAGES:
        page.goto(f"{hall.address}/{path}?code={opened.code}")
        expect(page.locator("h1, .which").first).to_be_visible()
        assert page.locator("html").get_attribute("lang") == "ja", path

    page.goto(f"{hall.address}/summary?code={opened.code}")
    expect(page.get_by_test_id("stPlotlyChart").first).to_be_visible()
    _upload(page, hall, opened, tmp_path)
    _download(page, hall, opened)

    assert watch.complaints == []
    assert watch.list_outside(hall) == []
    assert len(watch.asked) > 100
    page.context.close()


def _upload(page: Page, hall: Hall, opened: Opened, tmp_path: Path) -> None:
    """Hand a file over and see it in the table it is shown in."""
    file = tmp_path / "cards.csv"
    file.write_text(_CARDS, encoding="utf-8")
    page.goto(f"{hall.address}/notes?code={opened.code}")
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_test_id("stDataFrame").first).to_be_visible()


def _download(page: Page, hall: Hall, opened: Opened) -> None:
    page.goto(f"{hall.address}/files?code={opened.code}")
    with page.expect_download(timeout=60_000) as waiting:
        page.locator(".st-key-download-answers button").click()
    assert waiting.value.path().stat().st_size > 0


def test_all_other_pages_ask_nobody_outside_and_break_no_policy(
    browser: Browser, hall: Hall, opened: Opened
) -> None:
    page = browser.new_context(locale="ja-JP").new_page()
    watch = Watch(page)
    page.goto(f"{hall.address}/signin#{opened.key}")
    page.wait_for_url("**/remote/**")
    for path in ("stage/{}", "remote/{}", "signout", "signin", "j", "j/{}", "nothing"):
        page.goto(f"{hall.address}/{path.format(opened.code)}")
        page.wait_for_load_state()
        assert page.locator("html").get_attribute("lang") == "ja", path
    page.goto(f"{hall.address}/j/{opened.code}")
    page.get_by_role("button", name="参加する").click()
    page.wait_for_url("**/w/**")

    assert watch.complaints == []
    assert watch.list_outside(hall) == []
    page.context.close()


def test_watch_notes_a_request_to_outside_and_what_the_policy_stops(
    browser: Browser, hall: Hall
) -> None:
    page = browser.new_context().new_page()
    watch = Watch(page)
    page.goto(f"{hall.address}/signin")
    with page.expect_console_message(lambda message: "violates" in message.text):
        page.evaluate("fetch('http://outside.example/').catch(() => 0)")

    assert watch.complaints != []
    watch.asked.append("http://outside.example/x")
    assert watch.list_outside(hall) == ["http://outside.example/x"]
    page.context.close()
