"""A phone that goes out into the town, and a computer that is switched off meanwhile.

The browser keeps its profile in a folder, as a phone does. The page has a plain http address by
a name, so it is no secure context, as in a hall.
"""

from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, Playwright, expect
from starlette.types import ASGIApp

from tests.browsers import _ARGUMENTS
from tests.server import find_free_port
from tests.worksheets.phone.phones import HALL
from tests.worksheets.phone.serving import serve
from worksheets import answers
from worksheets.records import Submission
from worksheets.toolkit import Toolkit

_SIZE = {"width": 360, "height": 740}


class Computer:
    """The team's computer: switched on and off, always with the same address."""

    def __init__(self, app: ASGIApp, box: Toolkit) -> None:
        self._app = app
        self._box = box
        self._running = ExitStack()
        self.port = find_free_port()

    def start(self) -> None:
        self._running.enter_context(serve(self._app, self._box, self.port))

    def stop(self) -> None:
        self._running.close()

    def address(self, name: str = HALL) -> str:
        """Return the address by which phones reach it, under this or another name."""
        return f"http://{name}:{self.port}"


class Device:
    """One phone with a memory of its own, which outlives its browser."""

    def __init__(
        self, playwright: Playwright, program: str, folder: Path, computer: Computer, code: str
    ) -> None:
        self._playwright = playwright
        self._program = program
        self._folder = folder
        self._computer = computer
        self._context: BrowserContext | None = None
        self.code = code
        self.troubles: list[str] = []
        self.sent: list[str] = []

    def open(self, *, days: int = 0, name: str = HALL, path: str = "/field") -> Page:
        """Open the browser anew, `days` later, at the field note."""
        self.close()
        self._context = context = self._playwright.chromium.launch_persistent_context(
            self._folder,
            executable_path=self._program,
            args=_ARGUMENTS,
            viewport=_SIZE,
            locale="ja-JP",
            timezone_id="Asia/Tokyo",
        )
        context.set_default_timeout(15_000)
        if days:
            context.clock.install(time=datetime.now(UTC) + timedelta(days=days))
        page = context.pages[0]
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("request", lambda request: self.sent.append(request.post_data or ""))
        self.goto(path, name=name)
        return page

    @property
    def page(self) -> Page:
        if self._context is None:
            raise RuntimeError("the browser is closed")
        return self._context.pages[-1]

    @property
    def context(self) -> BrowserContext:
        return self.page.context

    def goto(self, path: str, *, name: str = HALL) -> None:
        self.page.goto(f"{self._computer.address(name)}/w/{self.code}{path}")

    def join(self, team: str = "t1", *, name: str = HALL) -> Page:
        """Join, then open the field note as the work page leads to it."""
        page = self.open(name=name, path="")
        page.get_by_label("班", exact=True).select_option(team)
        page.get_by_role("button", name="参加する").click()
        page.get_by_role("link", name="訪問ノートをひらく").click()
        expect(page.locator("#connection")).to_contain_text("● 研修のパソコンに")
        return page

    def close(self) -> None:
        if self._context is not None:
            self._context.close()
            self._context = None

    def look(self, place: str) -> Page:
        """Go to a place of the open note as its own links do."""
        self.page.evaluate("(place) => { location.hash = place; }", place)
        return self.page

    def stored(self) -> dict[str, Any]:
        """Return what the note keeps on this phone."""
        found: dict[str, Any] = self.page.evaluate(
            """() => Object.fromEntries(Object.entries(localStorage)
                 .filter(([key]) => key.startsWith('workshop:field:')))"""
        )
        return found

    # --- what somebody does ---------------------------------------------------------------

    def add_visit(self, whom: str) -> None:
        page = self.look("visit-form/new")
        page.get_by_label("だれに").fill(whom)
        page.get_by_role("button", name="保存する").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(whom)

    def begin_record(self, whom: str, sharing: str) -> None:
        """Start a record of a visit (or of nobody planned) and choose how far it may go."""
        page = self.look("records")
        page.get_by_role("button", name=whom, exact=True).click()
        page.get_by_label(sharing).check()
        self.turn()

    def turn(self, times: int = 1) -> None:
        for _ in range(times):
            self.page.get_by_role("button", name="つぎへ").click()

    def turn_to(self, heading: str) -> None:
        for _ in range(12):
            title = self.page.get_by_role("heading", level=1)
            if title.inner_text() == heading:
                return
            self.turn()
        raise AssertionError(heading)

    def save(self) -> None:
        self.turn_to("たしかめる")
        self.page.get_by_role("button", name="保存する").click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text("記録を書く")


def records(code: str) -> list[dict[str, object]]:
    return [dict(answer.values) for answer in answers.list_answers(code, "records")]


def lines(*words: str) -> list[dict[str, str]]:
    return [{"word": word} for word in words]


def mates_record(code: str, **values: object) -> str:
    """Write a record as somebody of team 1 does on another phone."""
    given = {"who": "豆腐屋さん", "sharing": "anonymous", **values}
    return answers.save_answer(
        Submission(code, "mate-1", "records", given, None, team="t1")
    ).answer_id
