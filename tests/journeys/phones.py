"""A participant's phone: join, find a sheet by its title, write, send."""

import re
from collections.abc import Mapping

from playwright.sync_api import Locator, Page, expect

from tests.journeys.hall import Hall
from tests.journeys.windows import PHONE, Windows

SAVED = "保存しました"
WAITING = "未送信"
DRAFT = "下書き"
_SEND = re.compile("^(この1枚を出す|保存する|直した内容を保存する)$")


class Phone:
    """One phone; what its owner sees and does."""

    def __init__(
        self, windows: Windows, hall: Hall, *, javascript: bool = True, sharpness: float = 1
    ) -> None:
        self.windows = windows
        self.page = windows.open(PHONE, javascript=javascript, sharpness=sharpness)
        self._address = hall.address

    def scan(self, code: str) -> None:
        """Open the address that is in the QR code on the wall."""
        self.page.goto(f"{self._address}/j/{code}")

    def type_code(self, text: str) -> None:
        """Type what stands on the wall."""
        if not self.page.url.endswith("/j") and "/j?" not in self.page.url:
            self.page.goto(f"{self._address}/j")
        self.page.get_by_label("投影されている6文字の番号").fill(text)
        self.page.get_by_role("button", name="参加へ進む").click()

    def join(
        self, *, name: str, affiliation: str = "", team: str = "", shared: bool = False
    ) -> None:
        """Fill the join form and go in."""
        self.page.get_by_label("名前かニックネーム").fill(name)
        if affiliation:
            self.page.get_by_label("所属").select_option(label=affiliation)
        if team:
            self.page.get_by_label("班", exact=True).select_option(label=team)
        if shared:
            self.page.get_by_label("班で1台の端末を使う").check()
        self.page.get_by_role("button", name="参加する", exact=True).click()
        expect(self.connection).to_contain_text("つながっています")

    def come_in(self, code: str, *, name: str, team: str = "1班") -> "Phone":
        """Scan and join at once, for journeys about something else."""
        self.scan(code)
        self.join(name=name, affiliation="社会福祉協議会", team=team)
        return self

    def write_for(self, name: str) -> None:
        """Add somebody without a phone and write for them from now on."""
        self.page.get_by_text("別の人の分を書く").click()
        self.page.get_by_label("名前かニックネーム").fill(name)
        self.page.get_by_role("button", name="この人の分を書きはじめる").click()
        expect(self.writer).to_contain_text(name)

    @property
    def writer(self) -> Locator:
        """Where the phone says for whom is being written."""
        return self.page.get_by_role("region", name="いま書いている人")

    @property
    def step(self) -> Locator:
        """The title of the step."""
        return self.page.get_by_role("heading", level=1)

    @property
    def connection(self) -> Locator:
        """The words about the line."""
        return self.page.get_by_role("banner").get_by_role("status")

    @property
    def leftover(self) -> Locator:
        """The list of what has not been sent."""
        return self.page.get_by_role("region", name="まだ送れていないもの")

    def sheet(self, title: str) -> "Sheet":
        """Return a worksheet by its title."""
        return Sheet(self.page, self.page.get_by_role("region", name=title, exact=True))

    def cut_wifi(self) -> None:
        """Lose the Wi-Fi."""
        self.page.context.set_offline(True)

    def join_wifi(self) -> None:
        """Have it back."""
        self.page.context.set_offline(False)

    def picture(self, name: str, *, whole: bool = True) -> None:
        """Keep a picture of the page."""
        self.windows.picture(self.page, f"{name}-phone", whole=whole)


class Sheet:
    """One worksheet on a phone."""

    def __init__(self, page: Page, region: Locator) -> None:
        self._page = page
        self.region = region

    def field(self, label: str) -> Locator:
        """Return the field to write in."""
        return self.region.get_by_role("textbox", name=label)

    def write(self, texts: Mapping[str, str]) -> None:
        """Type into fields, each named by the beginning of its label, letter by letter."""
        for label, text in texts.items():
            self.field(label).first.press_sequentially(text)

    def choose(self, question: str, option: str) -> None:
        """Choose one of the rows below a question."""
        group = self.region.get_by_role("group", name=question)
        group.get_by_text(option).click()

    def send(self) -> None:
        """Press the sheet's one big button."""
        self.region.get_by_role("button", name=_SEND).click()

    @property
    def status(self) -> Locator:
        """The words about sending."""
        return self.region.get_by_role("status").last

    @property
    def cards(self) -> Locator:
        """What is stored of one's own, each as a line of the list."""
        return self.region.locator("[data-own]")

    def card(self, words: str) -> Locator:
        """Return one of one's own cards."""
        return self.cards.filter(has_text=words)

    def correct(self, words: str, texts: Mapping[str, str]) -> None:
        """Change one of one's own answers."""
        self.card(words).get_by_role("link", name="直す").click()
        expect(self.region.get_by_role("button", name="直した内容を保存する")).to_be_visible()
        for label, text in texts.items():
            self.field(label).first.fill(text)
        self.send()

    def withdraw(self, words: str) -> None:
        """Take one of one's own answers back."""
        card = self.card(words)
        card.get_by_text("取り下げる", exact=False).first.click()
        card.get_by_role("button", name="はい、取り下げる").click()
