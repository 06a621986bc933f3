"""Check a deck that comes from somebody's PC, in a process of its own: see safe_parsing."""

import io
import zipfile
from dataclasses import dataclass

from facilitator.exports.deck_check import NoDeck, Problem, check_deck, count_slides
from facilitator.safe_parsing import Parsed, check_archive, parse_apart
from worksheets.errors import BadInput

_NO_DECK = "PowerPoint(.pptx)として開けません。PowerPointで開き、.pptx で保存しなおしてください。"


@dataclass(frozen=True, slots=True)
class Checked:
    """What is wrong in a deck, and how many slides it has."""

    problems: tuple[Problem, ...]
    slides: int


def check_upload(content: bytes) -> Checked:
    """Check an upload; raise BadInput with a sentence where it cannot be read."""
    found = parse_apart(look_through, content).document
    return Checked(tuple(Problem(*one) for one in found["problems"]), found["slides"])


def look_through(content: bytes) -> Parsed:
    """Do the reading itself; a child process does."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        raise BadInput(_NO_DECK)
    check_archive(content)
    try:
        problems = [[one.slide, one.rule, one.detail] for one in check_deck(content)]
        return Parsed({"problems": problems, "slides": count_slides(content)})
    except NoDeck as problem:
        raise BadInput(_NO_DECK) from problem
