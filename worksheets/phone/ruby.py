"""Templates whose own words carry readings: what stands in the file, never what is put into it.

Readings are added while a template is read, so that words of participants, which only come in
later, cannot get any.
"""

import re
from collections.abc import Iterator

from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from programs.furigana import get_furigana

_PIECE = re.compile(r"<!--.*?-->|<[^<>]*>?|[^<]+", re.DOTALL)
_NAME = re.compile(r"</?([a-z0-9]+)", re.IGNORECASE)
# Inside these a browser shows markup as letters, or nothing at all.
_SHUT = ("title", "option", "textarea", "script", "style", "rt")


class RubyWords(Extension):
    """Adds readings to the text of a template, outside its tags."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Pass all tokens on, those of plain text with readings."""
        place = _Place()
        before = ""
        for token in stream:
            if token.type == "data":
                after_value = before == "variable_end"
                text = place.add_readings(token.value, after_value=after_value)
                yield Token(token.lineno, "data", text)
            else:
                yield token
            before = token.type


class _Place:
    """Where in the page the reader is: inside a tag, inside an element that takes no markup."""

    def __init__(self) -> None:
        self._in_tag = False
        self._shut = ""

    def add_readings(self, text: str, *, after_value: bool = False) -> str:
        """Mark a piece of the file; what comes right after a value may count it, as in 3分."""
        done: list[str] = []
        if self._in_tag:
            end = text.find(">")
            if end < 0:
                return text
            done.append(text[: end + 1])
            text, self._in_tag = text[end + 1 :], False
        for found in _PIECE.finditer(text):
            piece = found.group()
            if piece.startswith("<"):
                self._note(piece)
                done.append(piece)
            else:
                counting = after_value and not done
                done.append(piece if self._shut else _mark(piece, counting=counting))
        return "".join(done)

    def _note(self, tag: str) -> None:
        self._in_tag = not tag.endswith(">")
        name = _NAME.match(tag)
        if name is None or name[1].lower() not in _SHUT:
            return
        self._shut = "" if tag.startswith("</") else name[1].lower()


def _mark(text: str, *, counting: bool) -> str:
    """The text is a template's: entities and braces in it stay as they are."""
    parts = get_furigana().split(f"0{text}")[1:] if counting else get_furigana().split(text)
    lost = text[: len(text) - sum(len(part.text) for part in parts)]
    return lost + "".join(
        f"<ruby>{part.text}<rt aria-hidden='true'>{part.reading}</rt></ruby>"
        if part.reading
        else part.text
        for part in parts
    )
