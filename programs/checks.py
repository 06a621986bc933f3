"""Rules that content must keep beyond its shape, one function per rule."""

from collections.abc import Iterator

from programs.model import Program
from programs.problems import ContentProblem, Place


def check_program(program: Program) -> Iterator[ContentProblem]:
    """Give every broken rule of a whole program."""
    yield from ()


def check_parts(data: object, place: Place) -> Iterator[ContentProblem]:
    """Give broken rules of those parts of a file that are sound by themselves."""
    yield from ()
