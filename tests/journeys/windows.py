"""Browser windows of people in a hall, and what must hold in every one of them."""

import os
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from tests.browsers import _ARGUMENTS
from tests.journeys.hall import HOST

PHONE = (360, 740)
LAPTOP = (1366, 768)
WALL = (1920, 1080)

_PICTURES = os.environ.get("WORKSHOP_TEST_PICTURES", "")
_POLICY = re.compile(r"Content Security Policy|Refused to ")


class Windows:
    """Opens windows, each of a person of its own, and gathers what went wrong in them."""

    def __init__(self, browser: Browser, name: str) -> None:
        self._browser = browser
        self._name = name
        self._contexts: list[BrowserContext] = []
        self.problems: list[str] = []

    def open(self, size: tuple[int, int], *, javascript: bool = True, sharpness: float = 1) -> Page:
        """Open a window nobody used before; `sharpness` is pixels of the screen for one of ours."""
        width, height = size
        context = self._browser.new_context(
            locale="ja-JP",
            timezone_id="Asia/Tokyo",
            viewport={"width": width, "height": height},
            has_touch=size == PHONE,
            is_mobile=size == PHONE,
            device_scale_factor=sharpness,
            java_script_enabled=javascript,
        )
        context.on("request", self._note_request)
        self._contexts.append(context)
        page = context.new_page()
        self._watch(page)
        context.on("page", self._watch)
        return page

    def open_kept(self, folder: Path, program: str, *, days: int = 0, online: bool = True) -> Page:
        """Open a phone's browser that remembers what it knew, that many days later."""
        width, height = PHONE
        context = self._browser.browser_type.launch_persistent_context(
            folder,
            executable_path=program,
            args=_ARGUMENTS,
            locale="ja-JP",
            timezone_id="Asia/Tokyo",
            viewport={"width": width, "height": height},
        )
        context.set_offline(not online)
        if days:
            context.clock.install(time=datetime.now(UTC) + timedelta(days=days))
        context.on("request", self._note_request)
        self._contexts.append(context)
        page = context.pages[0]
        self._watch(page)
        return page

    def put_away(self, page: Page) -> None:
        """Close one window with its browser."""
        self._contexts.remove(page.context)
        page.context.close()

    def close(self) -> None:
        """Close every window."""
        for context in self._contexts:
            context.close()
        self._contexts.clear()

    def picture(self, page: Page, name: str, *, whole: bool = False) -> None:
        """Keep a picture where WORKSHOP_TEST_PICTURES names a folder for them."""
        if _PICTURES:
            page.screenshot(path=Path(_PICTURES, f"{self._name[:24]}-{name}.png"), full_page=whole)

    def keep_pictures(self, folder: Path) -> None:
        """Keep a picture of every window, to see what a failed journey looked like."""
        pages = [page for context in self._contexts for page in context.pages]
        for number, page in enumerate(pages, 1):
            page.screenshot(path=folder / f"{self._name}-failed-{number}.png", timeout=5000)

    def _watch(self, page: Page) -> None:
        page.on("pageerror", lambda problem: self.problems.append(f"script: {problem}"))
        page.on("console", self._note_console)

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and _POLICY.search(message.text):
            self.problems.append(f"policy: {message.text}")

    def _note_request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https", "ws", "wss"} and address.hostname != HOST:
            self.problems.append(f"outside: {request.url}")
