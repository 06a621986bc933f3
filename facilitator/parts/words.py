"""Make text safe where Streamlit or HTML would read it as markup."""

import re
from html import escape

_HINT = re.compile(r"（[^（）]*）$")
_MARKUP = re.compile(r"([!-/:-@\[-`{-~])")


def plain(text: str) -> str:
    """Escape text for labels, which Streamlit reads as Markdown; line ends become spaces."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def bare(label: str) -> str:
    """Return a question without the hint for writers in brackets at its end."""
    return _HINT.sub("", label)


def lines(text: str) -> str:
    """Escape text for HTML and keep its line ends."""
    return escape(text).replace("\n", "<br>")


__all__ = ["bare", "escape", "lines", "plain"]
