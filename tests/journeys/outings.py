"""A participant's phone out in the town: its field note, without a network for days."""

from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.journeys.hall import Hall
from tests.journeys.phones import Phone
from tests.journeys.windows import Windows

OPEN = "だれの話か分からない形で、みんなに見せ、まとめにも載せてよい"
TEAM = "この班の中だけ"
SILENT = "ほかの人には伝えない"


class FieldPhone(Phone):
    """A phone with a field note."""

    def open_note(self) -> None:
        """Go from the work page to the field note."""
        self.page.get_by_role("link", name="訪問ノートをひらく").click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text("訪問ノート")

    def leave_note(self) -> None:
        """Go back to the work page."""
        self.page.get_by_role("link", name="研修の画面にもどる").click()
        expect(self.connection).to_contain_text("つながっています")

    @property
    def title(self) -> Locator:
        """The title of what is open in the note."""
        return self.page.get_by_role("heading", level=1)

    @property
    def unsent(self) -> Locator:
        """The words about what waits."""
        return self.page.locator("#unsent")

    @property
    def said(self) -> Locator:
        """What was said about the last press."""
        return self.page.locator("#said")

    def plan_visit(self, whom: str, *, thin: bool) -> None:
        """Add somebody to visit."""
        self._look("visit-form/new")
        self.page.get_by_label("訪問先（役割や屋号）").fill(whom)
        self.page.get_by_label("うすい" if thin else "ある", exact=True).check()
        self.page.get_by_role("button", name="保存する").click()
        expect(self.title).to_have_text(whom)

    def meet(self, whom: str) -> None:
        """Say that the visit was made."""
        self._look("visits")
        self.page.get_by_role("link", name=whom).click()
        expect(self.title).to_have_text(whom)
        self.page.get_by_role("button", name="話を聞いた").click()
        expect(self.page.get_by_role("button", name="✓ 話を聞いた")).to_be_visible()

    def begin_record(self, whom: str, *, who: str, sharing: str) -> None:
        """Begin to write down what somebody visited has said; `who` is the call-name."""
        self._look("records")
        self.page.get_by_role("button", name=whom, exact=True).click()
        self.page.get_by_label(sharing).check()
        self.turn_to("だれの話か")
        self.page.get_by_label("話してくださった方").fill(who)

    def write(self, texts: Mapping[str, str]) -> None:
        """Turn the pages of a record and write; texts by the beginning of a page's title."""
        for title, text in texts.items():
            self.turn_to(title)
            self.page.get_by_label(title).first.fill(text)

    def turn_to(self, title: str) -> None:
        """Turn the pages of a record until the one whose title begins so."""
        for _ in range(12):
            if self.title.inner_text().startswith(title):
                return
            self.page.get_by_role("button", name="つぎへ").click()
        raise AssertionError(title)

    def save_record(self) -> None:
        """Go to the last page and save."""
        self.turn_to("たしかめる")
        self.page.get_by_role("button", name="保存する").click()
        expect(self.title).to_have_text("記録を書く")

    def silence(self, who: str) -> None:
        """Change a record so that nothing of it is told."""
        self._look("records")
        self.page.get_by_role("link", name=who).click()
        self.page.get_by_role("link", name="はじめから直す").click()
        self.page.get_by_label(SILENT).check(force=True)  # it stays unchecked until one is sure
        self.page.get_by_role("button", name="言葉を消して").click()
        expect(self.page.get_by_text("言葉の欄は出てきません")).to_be_visible()
        self.save_record()

    def _look(self, place: str) -> None:
        self.page.evaluate("(place) => { location.hash = place; }", place)


class KeptPhone(FieldPhone):
    """A phone whose browser remembers everything in a folder, also when it was closed."""

    def __init__(self, windows: Windows, hall: Hall, program: str, folder: Path) -> None:
        self.windows = windows
        self.page = windows.open_kept(folder, program)
        self._address = hall.address
        self._program, self._folder = program, folder

    def put_away(self) -> None:
        """Close the browser."""
        self.windows.put_away(self.page)

    def take_out(self, code: str, *, days: int, online: bool) -> None:
        """Open the browser again at the field note, that many days later."""
        self.page = self.windows.open_kept(self._folder, self._program, days=days, online=online)
        self.page.goto(f"{self._address}/w/{code}/field")
        expect(self.page.get_by_role("heading", level=1)).to_have_text("訪問ノート")
