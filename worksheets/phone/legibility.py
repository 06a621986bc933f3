"""How a phone wants to read: size of letters, readings above words, easy Japanese.

The choice is kept in cookies of the phone alone; nobody else learns of it.
"""

from dataclasses import dataclass

from markupsafe import Markup, escape
from starlette.requests import Request

from programs.furigana import get_furigana
from worksheets.phone.visitors import get_path

SIZES = {"normal": "標準", "large": "大きい", "larger": "とても大きい"}
SIZE, FURIGANA, WORDS = "text-size", "furigana", "words"
CHOICES = {SIZE: tuple(SIZES), FURIGANA: ("off", "on"), WORDS: ("usual", "easy")}


@dataclass(frozen=True, slots=True)
class Legibility:
    """What one phone chose."""

    size: str = "normal"
    furigana: bool = False
    easy: bool = False

    @property
    def sizes(self) -> tuple[tuple[str, str], ...]:
        """The sizes to choose from, with their names."""
        return tuple(SIZES.items())


def read_legibility(request: Request) -> Legibility:
    """Return what the phone chose; anything odd counts as not chosen."""
    size = request.cookies.get(SIZE, "")
    return Legibility(
        size=size if size in SIZES else "normal",
        furigana=request.cookies.get(FURIGANA) == "on",
        easy=request.cookies.get(WORDS) == "easy",
    )


def find_way_back(request: Request) -> str:
    """Return the address of the page being shown, as `post_legibility` may lead back to it."""
    path = get_path(request.scope)
    if request.method != "GET":
        return "/".join(path.split("/")[:3])  # a refused form stands under another address
    return f"{path}?{request.url.query}" if request.url.query else path


def add_ruby(text: str) -> Markup:
    """Put readings above the words of programs and pages; never call it with people's words.

    They are for eyes only: a screen reader would say each word twice.
    """
    return Markup("").join(
        Markup("<ruby>{}<rt aria-hidden='true'>{}</rt></ruby>").format(part.text, part.reading)
        if part.reading
        else escape(part.text)
        for part in get_furigana().split(text)
    )
