"""The real browser that tests and the screenshots use."""

from playwright.sync_api import Browser, Playwright

from tests.run import VARIABLE, find_browser

# Every *.example is this machine: by such a name a page is no secure context, as in a hall.
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--lang=ja",
    # A page that a test answers itself counts as one from outside, which may not ask this machine.
    "--disable-features=LocalNetworkAccessChecks",
    "--host-resolver-rules=MAP *.example 127.0.0.1",
]


class BrowserMissing(RuntimeError):
    """No browser was found."""

    def __init__(self) -> None:
        super().__init__(
            "ブラウザーが見つかりません。`make test` で始めるか、"
            f"環境変数 {VARIABLE} に Chromium の場所を書いてください。"
        )


def find_program() -> str:
    """Return the browser's program; ask before Playwright starts, it cannot be asked inside."""
    program = find_browser()
    if program is None:
        raise BrowserMissing
    return program


def launch(playwright: Playwright, program: str) -> Browser:
    """Start the browser."""
    return playwright.chromium.launch(executable_path=program, args=_ARGUMENTS)
