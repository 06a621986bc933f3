"""Check a finished deck the way a careful colleague would, without opening PowerPoint.

Used by the tests of the exports, where a problem is a mistake of ours, and by `check-deck` and
the page of files on decks people have worked on.
"""

from pptx.oxml.ns import qn

from facilitator.exports.deck_check.charts import check_chart
from facilitator.exports.deck_check.file_rules import check_file
from facilitator.exports.deck_check.grounds import check_contrast, find_ground
from facilitator.exports.deck_check.looks import read_paragraphs
from facilitator.exports.deck_check.pages import Page, list_pages
from facilitator.exports.deck_check.parts import NoDeck, Package
from facilitator.exports.deck_check.rules import RULES, Found, Problem
from facilitator.exports.deck_check.slide_rules import check_page, check_titles
from facilitator.exports.deck_check.tables import check_table
from facilitator.exports.deck_check.text_rules import check_characters, check_text, check_theme

__all__ = ["RULES", "NoDeck", "Problem", "check_deck", "count_slides"]

_POINT = 12700
_USUAL = (9144000, 6858000)


def count_slides(content: bytes) -> int:
    """Return how many slides a PPTX file has; raise NoDeck where it is none."""
    return len(Package(content).slides)


def check_deck(content: bytes) -> tuple[Problem, ...]:
    """Return every problem found in a PPTX file; raise NoDeck where it is none."""
    package = Package(content)
    size = package.presentation.find(qn("p:sldSz"))
    sides = (size.get("cx"), size.get("cy")) if size is not None else _USUAL
    width, height = (int(side) / _POINT for side in sides)
    pages = list(list_pages(package))
    problems = [Problem(0, rule, detail) for rule, detail in check_file(package)]
    problems.extend(check_titles(pages))
    if pages:
        problems.extend(Problem(0, rule, detail) for rule, detail in check_theme(pages[0]))
    for page in pages:
        found = dict.fromkeys(_check_slide(page, width, height))
        problems.extend(Problem(page.number, rule, detail) for rule, detail in found)
    return tuple(problems)


def _check_slide(page: Page, width: float, height: float) -> Found:
    yield from check_page(page, width, height)
    yield from check_characters(page)
    for shape in page.shapes:
        if shape.chart is not None:
            yield from check_chart(page, shape, shape.chart)
        elif shape.table is not None:
            yield from check_table(page, shape, shape.table)
        elif shape.body is not None:
            yield from check_text(page, shape)
            yield from check_contrast(read_paragraphs(page, shape), find_ground(page, shape))
