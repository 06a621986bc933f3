"""Make text safe where Streamlit or HTML would read it as markup."""

import re
from html import escape

_HINT = re.compile(r"（[^（）]*）$")
_MARKUP = re.compile(r"([!-/:-@\[-`{-~])")
# After reading Markdown, Streamlit still looks for addresses, arrows and its own name in the words.
# A zero-width mark that allows no line end keeps them apart.
_CHAIN = re.compile(
    r"(?<=:)(?=//|streamlit:)|(?<=www)(?=\.)|(?<=@)|(?<=[-<>~=])(?=[-<>=])", re.IGNORECASE
)
_MARK = "\u2060"


def plain(text: str) -> str:
    """Escape text for labels, which Streamlit reads as Markdown; line ends become spaces."""
    return _MARKUP.sub(r"\\\1", _CHAIN.sub(_MARK, " ".join(text.split())))


def bare(label: str) -> str:
    """Return a question without the hint for writers in brackets at its end."""
    return _HINT.sub("", label)


def lines(text: str) -> str:
    """Escape text for HTML and keep its line ends."""
    return escape(text).replace("\n", "<br>")


__all__ = ["bare", "escape", "lines", "plain"]
