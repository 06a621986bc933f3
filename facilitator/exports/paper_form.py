"""Write one worksheet to be filled by hand: black and white, 12 points and up, room to write.

A form is written twice: once to learn how high it is, then so that it fills its pages and no
question is torn from the room for its answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from xlsxwriter.worksheet import Worksheet as Page

from facilitator.exports.text_fitting import line_width
from facilitator.exports.workbook import Book, column_points, put, set_height

COLUMNS = 12
# Width of one of them as the file has it: together an A4 page in our typeface, whose digits are
# wide. A wider page would be printed smaller, and its letters below 12 points.
NARROW = 4.3
UNIT = 7.4  # the same in units of `column_points`
WIDE = COLUMNS * UNIT
SIZE = 12
FULL = 720.0  # points of a page between its margins


@dataclass(frozen=True, slots=True)
class Plan:
    """What is known of a form after it was written once."""

    grows: tuple[float, ...] = ()  # points by which places to write in each block may be higher
    starts: frozenset[int] = frozenset()  # the blocks with which a page begins


@dataclass(slots=True)
class Form:
    """A form that grows downwards, block by block."""

    book: Book
    page: Page
    plan: Plan
    row: int = 0
    heights: list[float] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)  # of the places to write in each block
    breaks: list[int] = field(default_factory=list)

    def begin_block(self) -> None:
        """Begin a part that stays together; where it would run over the page, on a new one."""
        if len(self.heights) in self.plan.starts:
            self.breaks.append(self.row)
        self.heights.append(0.0)
        self.weights.append(0.0)

    def _grow(self, weight: float) -> float:
        """Return how much higher a place to write is."""
        self.weights[-1] += weight
        number = len(self.weights) - 1
        return self.plan.grows[number] * weight if number < len(self.plan.grows) else 0.0

    def line(self, text: str, *, size: int = SIZE, bold: bool = False, border: int = 0) -> None:
        """Write one line over the whole width."""
        style = self.book.style(
            font_size=size, bold=bold, border=border, indent=border, valign="vcenter"
        )
        self.page.merge_range(self.row, 0, self.row, COLUMNS - 1, "", style)
        put(self.page, self.row, 0, text, style)
        least = size * 1.6 + border * 12
        self._end(set_height(self.page, self.row, [text], [WIDE], size=size, least=least))

    def box(self, height: float, *, weight: float = 1.0) -> None:
        """Leave room to write; `weight` tells how much of spare room it may take."""
        self.page.merge_range(self.row, 0, self.row, COLUMNS - 1, "", self.book.style(border=1))
        height = min(400.0, height + self._grow(weight))
        self.page.set_row(self.row, height)
        self._end(height)

    def cells(
        self,
        texts: Sequence[str],
        *,
        least: float,
        weight: float = 0.0,
        align: str = "center",
        shares: Sequence[int] = (),
    ) -> None:
        """Write cells side by side over the whole width, equal ones or by their columns."""
        style = self.book.style(
            border=1, align=align, valign="vcenter", font_size=SIZE, indent=int(align == "left")
        )
        cuts = [place * COLUMNS // len(texts) for place in range(len(texts) + 1)]
        if shares:
            cuts = [sum(shares[:place]) for place in range(len(shares) + 1)]
        for text, (first, following) in zip(texts, pairwise(cuts), strict=True):
            if following - first > 1:
                self.page.merge_range(self.row, first, self.row, following - 1, "", style)
            put(self.page, self.row, first, text, style)
        widths = [(following - first) * UNIT for first, following in pairwise(cuts)]
        least += self._grow(weight)
        self._end(set_height(self.page, self.row, texts, widths, size=SIZE, least=least))

    def space(self) -> None:
        """Leave a little room between parts."""
        self.page.set_row(self.row, 8)
        self._end(8.0)

    def _end(self, height: float) -> None:
        self.heights[-1] += height
        self.row += 1


def plan_pages(form: Form, largest: float) -> Plan:
    """Share the blocks of a form over pages, and say how much each may grow to fill its page."""
    pages: list[list[int]] = [[]]
    used = 0.0
    for number, height in enumerate(form.heights):
        if pages[-1] and used + height > FULL:
            pages.append([])
            used = 0.0
        pages[-1].append(number)
        used += height
    grows: list[float] = []
    for page in pages:
        spare = FULL - sum(form.heights[number] for number in page)
        weight = sum(form.weights[number] for number in page)
        grow = min(max(0.0, spare) / weight, largest) if weight else 0.0
        grows.extend(grow for _ in page)
    return Plan(tuple(grows), frozenset(page[0] for page in pages[1:]))


def count_across(texts: Sequence[str]) -> int:
    """Return how many of these fit side by side, each in one line."""
    widest = max(line_width(text, size=SIZE) for text in texts) + SIZE
    fitting = (n for n in (4, 3, 2) if widest <= column_points(COLUMNS // n * UNIT))
    return next(fitting, 1)
