"""Somebody with a phone in a real browser, who types and sends while things happen to it."""

import random
import re
from collections.abc import Callable
from contextlib import suppress

from playwright.sync_api import BrowserContext, Error, Page, Route, expect

from tests.worksheets.phone.phones import HALL
from worksheets import answers

PATIENCE = 60_000
FIELD = '#sheet-cards [name="q.text"]'
BUTTON = "#sheet-cards form[data-sheet] .main-button"
_LONG_ENOUGH = 50  # characters of a card, which takes 80
_HIDE = """state => {
  Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
}"""


class Owner:
    """Somebody with a phone, who types and sends while things happen to the phone."""

    def __init__(self, context: BrowserContext, code: str, chance: random.Random) -> None:
        self.context = context
        self.code = code
        self.sent: list[str] = []
        self.draft = ""
        self.happened = 0
        self._chance = chance
        self._online = True
        self.page = self.open_tab()

    def come_in(self) -> None:
        self.page.goto(f"/j/{self.code}")
        self.page.get_by_label("班", exact=True).select_option("t1")
        self.page.get_by_role("button", name="参加する").click()
        self.page.wait_for_url("**/w/*")

    def open_tab(self) -> Page:
        page = self.context.new_page()
        page.set_default_timeout(PATIENCE)
        return page

    def type(self) -> None:
        self.look()
        if len(self.draft) > _LONG_ENOUGH:
            return
        words = f"{len(self.sent)}枚めの{self._chance.randrange(10**6)}、"
        self.page.locator(FIELD).press("End")
        self.page.keyboard.type(words)
        self.draft += words

    def send(self) -> None:
        self.look()
        if self.draft:
            self.page.locator(BUTTON).click()
            self.sent.append(self.draft)
            self.draft = ""

    def cut_wifi(self) -> None:
        self.context.set_offline(True)
        self._online = False

    def join_wifi(self) -> None:
        self.context.set_offline(False)
        self._online = True

    def lose_a_reply(self) -> None:
        """Let the server store the next letter, and the phone hear nothing of it."""

        def lose(route: Route) -> None:
            near = route.request.url.replace(HALL, "127.0.0.1")
            headers = {k: v for k, v in route.request.headers.items() if k != "origin"}
            with suppress(Error):  # the page was loaded again meanwhile
                if self._online:
                    route.fetch(url=near, headers=headers)
                route.abort()

        self.page.route("**/answers", lose, times=1)

    def lock(self, seconds: float = 0.3) -> None:
        """Put the phone into a pocket: scripts and clocks of the page stand still."""
        self.look()
        self.page.evaluate(_HIDE, "hidden")
        door = self.context.new_cdp_session(self.page)
        door.send("Debugger.enable")
        door.send("Debugger.pause")
        self.page.wait_for_timeout(seconds * 1000)
        door.send("Debugger.disable")
        door.detach()
        self.page.evaluate(_HIDE, "visible")

    def load_again(self) -> None:
        self._leave(self.page.reload)

    def press_back(self) -> None:
        self._leave(self.page.go_back)
        self._leave(self.page.go_forward)

    def _leave(self, go: Callable[[], object]) -> None:
        """Go to another page; without Wi-Fi only the browser's own comes, and takes its time."""
        try:
            go()
        except Error:
            self.page.wait_for_url(re.compile("^chrome-error:"))

    def open_anew(self) -> None:
        """Leave the page, close its tab, and open the address in a new one."""
        self.page.goto("about:blank")
        self.page.close()
        self.page = self.open_tab()
        with suppress(Error):
            self.page.goto(f"/w/{self.code}")

    def look(self) -> None:
        """Have the page before one's eyes; where only the browser's own is, load until it comes."""
        if not self.page.locator(FIELD).count():
            self.join_wifi()
            self.page.goto(f"/w/{self.code}")
        expect(self.page.locator(FIELD)).to_have_value(self.draft, timeout=PATIENCE)

    def live_through(self, times: int) -> None:
        ways: tuple[Callable[[], None], ...] = (
            *(self.type, self.type, self.type, self.send, self.send),
            *(self.cut_wifi, self.join_wifi, self.lose_a_reply),
            *(self.lock, self.load_again, self.press_back, self.open_anew),
        )
        for _ in range(times):
            self._chance.choice(ways)()
            self.happened += 1

    def settle(self) -> None:
        """Have Wi-Fi again, and wait until nothing waits to be sent."""
        self.join_wifi()
        self.look()
        expect(self.page.locator("#leftover")).to_be_hidden(timeout=PATIENCE)
        expect(self.page.locator("#sheet-cards-status")).not_to_contain_text("送信中")

    def count(self) -> tuple[int, int]:
        """Return how many of the sent cards are lost, and how many are stored twice."""
        stored = [str(answer.values["text"]) for answer in answers.list_answers(self.code, "cards")]
        assert set(stored) <= set(self.sent)
        return len(set(self.sent) - set(stored)), len(stored) - len(set(stored))
