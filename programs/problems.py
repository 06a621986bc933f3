"""A mistake in the content files and where it stands, told to the person who writes them."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ContentProblem:
    """What is wrong, where, and what to write instead."""

    file: str  # relative to the content folder, never an absolute path
    place: str  # "steps[2].minutes"; items are counted from 0, "" is the whole file
    message: str
    advice: str
    line: int | None = None  # counted from 1, as editors show it

    def __str__(self) -> str:
        line = f" {self.line}行目" if self.line else ""
        place = f" {self.place}" if self.place else ""
        where = f"{self.file}{line}{place}: " if self.file else ""
        return f"{where}{self.message} → {self.advice}"


@dataclass(frozen=True, slots=True)
class Place:
    """A part of a content file, to say where a problem stands."""

    file: str
    path: tuple[str | int, ...] = ()

    def inside(self, *parts: str | int) -> "Place":
        """Return the place of a part of this part."""
        return Place(self.file, self.path + parts)

    def problem(self, message: str, advice: str) -> ContentProblem:
        """Make a problem that stands here."""
        return ContentProblem(self.file, name_path(self.path), message, advice)


def name_path(path: Iterable[str | int]) -> str:
    """Write a path as people read it: steps[2].minutes."""
    words = ""
    for part in path:
        if isinstance(part, int):
            words += f"[{part}]"
        else:
            words += f".{part}" if words else part
    return words
