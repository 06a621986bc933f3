"""Make text safe where Streamlit or HTML would read it as markup."""

import re
from html import escape

_MARKUP = re.compile(r"([!-/:-@\[-`{-~])")


def plain(text: str) -> str:
    """Escape text for labels, which Streamlit reads as Markdown; line ends become spaces."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def lines(text: str) -> str:
    """Escape text for HTML and keep its line ends."""
    return escape(text).replace("\n", "<br>")


__all__ = ["escape", "lines", "plain"]
