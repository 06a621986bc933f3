"""The facilitator's own phone as a remote: the step, the script, next and back."""

import re
from urllib.parse import quote

from playwright.sync_api import Locator, expect

from tests.journeys.hall import Hall
from tests.journeys.windows import PHONE, Windows


class Remote:
    """One remote, opened from the QR code beside the key."""

    def __init__(self, windows: Windows, hall: Hall) -> None:
        self.windows = windows
        self.page = windows.open(PHONE)
        self._address = hall.address

    def scan(self, code: str, *, key: str) -> None:
        """Open the address in the QR code: the key behind `#` is taken at the door."""
        self.page.goto(f"{self._address}/remote/{code}#{quote(key)}")
        expect(self.page).to_have_url(f"{self._address}/remote/{code}")
        expect(self.next).to_be_visible()

    @property
    def step(self) -> Locator:
        """The title of the step."""
        return self.page.get_by_role("heading", level=1)

    @property
    def next(self) -> Locator:
        """The one big button."""
        return self.page.get_by_role("button", name=re.compile("^次へ"))

    @property
    def said(self) -> Locator:
        """What was said about the last press."""
        return self.page.get_by_role("contentinfo").get_by_role("status")

    def picture(self, name: str) -> None:
        """Keep a picture of the page."""
        self.windows.picture(self.page, f"{name}-remote", whole=True)
