"""The wall screen: what everybody in the hall sees, and its keys."""

from playwright.sync_api import Locator, expect

from tests.journeys.hall import Hall
from tests.journeys.windows import WALL, Windows


class Wall:
    """The PC at the projector, let in with the workshop's own key."""

    def __init__(self, windows: Windows, hall: Hall) -> None:
        self.windows = windows
        self.page = windows.open(WALL)
        self._address = hall.address

    def show(self, code: str, *, key: str) -> None:
        """Open the wall screen; the door asks for the key first."""
        self.page.goto(f"{self._address}/stage/{code}")
        self.page.get_by_label("研修のキー").fill(key)
        self.page.get_by_role("button", name="入る").click()
        expect(self.page).to_have_url(f"{self._address}/stage/{code}")

    def press(self, key: str) -> None:
        """Press a key of the keyboard or the clicker."""
        self.page.keyboard.press(key)

    @property
    def heading(self) -> Locator:
        """The largest words."""
        return self.page.get_by_role("heading", level=1)

    @property
    def words(self) -> Locator:
        """Everything on the wall."""
        return self.page.locator("body")

    def picture(self, name: str) -> None:
        """Keep a picture of the wall."""
        self.windows.picture(self.page, f"{name}-wall")
