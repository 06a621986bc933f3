"""The facilitator's console: open a workshop, lead it, see what arrives."""

import re
import time
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, expect

from tests.journeys.hall import Hall
from tests.journeys.windows import LAPTOP, Windows

PAGES = ("進行", "進行表", "参加者", "代理入力", "まとめ", "資料", "進め方", "設定")
_BLINK = 0.7  # seconds


class Console:
    """One facilitator's laptop."""

    def __init__(self, windows: Windows, hall: Hall) -> None:
        self.windows = windows
        self.page = windows.open(LAPTOP)
        self._hall = hall
        self._pressed = 0.0

    def sign_in(self) -> None:
        """Come in with the passcode."""
        self.page.goto(f"{self._hall.address}/")
        self.page.get_by_label("合言葉").fill(self._hall.passcode)
        self.page.get_by_role("button", name="入る").click()
        expect(self.page.get_by_role("heading", name="研修の一覧")).to_be_visible()

    def open_workshop(self, program: str, *, title: str, municipality: str) -> tuple[str, str]:
        """Open a new workshop; return its code and its key."""
        self.page.get_by_role("link", name="新しい研修を始める").click()
        self.page.get_by_role("radiogroup").get_by_text(program, exact=True).click()
        expect(self.page.get_by_label("研修の名前")).to_have_value(program)
        self.page.get_by_label("研修の名前").fill(title)
        self.page.get_by_label("市町村名").fill(municipality)
        self.page.get_by_role("button", name="この内容で始める").click()
        expect(self.page.get_by_role("heading", name=f"「{title}」を用意しました")).to_be_visible()
        key = self.page.locator("code").inner_text().strip()
        code = parse_qs(urlsplit(self.page.url).query)["code"][0]
        return code, key

    def go_to_meeting(self) -> None:
        """Go on from the new workshop to the page that leads it."""
        self.page.get_by_role("link", name="進行の画面へ").click()
        expect(self.next).to_be_visible()

    def lead(self, code: str) -> None:
        """Open the page that leads a workshop."""
        self.page.goto(f"{self._hall.address}/run?code={code}")
        expect(self.next).to_be_visible()

    def turn_to(self, name: str) -> None:
        """Open another page of the workshop."""
        self.page.get_by_role("link", name=name, exact=True).click()
        expect(self.page).to_have_title(re.compile(f"^{name}｜"))
        self.settle()

    def settle(self) -> None:
        """Wait until Streamlit has drawn the page."""
        app = self.page.get_by_test_id("stApp")
        expect(app).to_have_attribute("data-test-script-state", "notRunning")
        expect(self.page.get_by_test_id("stSkeleton")).to_have_count(0)

    @property
    def next(self) -> Locator:
        """The one big button."""
        return self.page.get_by_role("button", name=re.compile("^(次へ|これで最後)"))

    @property
    def step(self) -> Locator:
        """The title of the step."""
        return self.page.get_by_role("heading", level=1)

    def press_next(self, *, to: str) -> None:
        """Go on and wait until the console stands there."""
        # While Streamlit draws, the button before is there beside the new one for a moment.
        expect(self.next).to_have_count(1)
        # Two presses in the blink of an eye count as one, a double click.
        self.page.wait_for_timeout(max(0.0, self._pressed + _BLINK - time.monotonic()) * 1000)
        self.next.click()
        self._pressed = time.monotonic()
        expect(self.step).to_contain_text(to)

    def sheet(self, title: str) -> Locator:
        """Return the panel of a worksheet."""
        heading = self.page.get_by_role("heading", name=title, exact=True)
        return self.page.locator("[class*='st-key-sheet-']").filter(has=heading)

    def press(self, sheet: str, button: str) -> None:
        """Press a button of a worksheet's panel."""
        self.sheet(sheet).get_by_role("button", name=button).click()

    def picture(self, name: str) -> None:
        """Keep a picture of the page."""
        self.windows.picture(self.page, f"{name}-console")
