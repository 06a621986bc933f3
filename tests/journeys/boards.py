"""A board on which cards are grouped, as somebody at a phone or PC handles it."""

import re
from collections.abc import Iterable

from playwright.sync_api import Locator, Page, expect

_SEND = """async ([url, texts]) => {
  for (const [number, text] of texts.entries()) {
    const body = { sent_id: `${text}-${number}`, worksheet: 'moyamoya', values: { text } };
    const headers = { 'Content-Type': 'application/json' };
    await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  }
}"""


class Board:
    """One window with the board open."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def loners(self) -> Locator:
        """The cards that lie in no cluster."""
        return self.page.get_by_role("region", name=re.compile("まだまとめていないカード"))

    def card(self, text: str) -> Locator:
        """One card, wherever it lies."""
        return self.page.locator("#lively .slip").filter(has_text=text).first

    def pile(self, label: str) -> Locator:
        """One cluster."""
        return self.page.get_by_role("region", name=label)

    def tick(self, *texts: str) -> None:
        """Tick cards."""
        for text in texts:
            self.card(text).get_by_role("checkbox").check()

    def press(self, name: str) -> None:
        """Press a button outside of dialogs."""
        self.page.get_by_role("button", name=name, exact=True).click()

    def group(self, *texts: str, label: str) -> None:
        """Put cards together under a label."""
        self.tick(*texts)
        self.press("まとめる")
        dialog = self.page.get_by_role("dialog")
        dialog.get_by_label("表札（短い名前）").fill(label)
        dialog.get_by_role("button", name="まとめる").click()
        expect(self.pile(label)).to_be_visible()

    def choose(self, name: str) -> None:
        """Choose one of the rows of a dialog."""
        self.page.get_by_role("dialog").get_by_role("button", name=name).first.click()

    def change(self, label: str, what: str) -> None:
        """Open a cluster's menu and choose."""
        self.page.get_by_role("button", name=f"まとまり「{label}」を直す").click()
        self.choose(what)

    @property
    def told(self) -> Locator:
        """What the page says about the last thing done."""
        return self.page.locator("#told")

    def count_in(self, label: str, number: int) -> None:
        """Wait until a cluster holds so many cards."""
        expect(self.pile(label).locator(".number").first).to_have_text(f"{number}枚")


def write_cards(page: Page, address: str, code: str, texts: Iterable[str]) -> None:
    """Write cards as the person in this window."""
    page.evaluate(_SEND, [f"{address}/w/{code}/answers", list(texts)])
