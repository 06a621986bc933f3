"""Lay out long tables: widths by content, rows over pages, no lonely last row."""

from collections.abc import Sequence
from dataclasses import dataclass

from facilitator.exports.slide_shapes import row_height
from facilitator.exports.text_fitting import cut_to_lines, line_width
from facilitator.exports.words import clean

Row = tuple[str, ...]
_WIDEST, _SHORT = 32, 8  # em of a cell that count for its column, and that are not broken
_CELL_LINES = 5  # of one cell; the rest stands in the Excel file
_PADDING = 14
_FORM_SIZES = (24, 22, 20, 18)
_LABELS = 0.33  # of the width may be taken by the labels of a form


def choose_widths(
    header: Sequence[str], rows: Sequence[Sequence[str]], *, total: float, size: float
) -> tuple[float, ...]:
    """Share the width by what the columns hold; heads and short cells stay in one line."""
    needs, least = [], []
    for head, *cells in zip(header, *rows, strict=True):
        ones = [line_width(clean(text), size=size) + _PADDING for text in (head, *cells)]
        needs.append(min(max(ones), _WIDEST * size))
        least.append(max((one for one in ones if one <= _SHORT * size), default=_SHORT * size))
    if sum(least) >= total:
        return tuple(total * one / sum(least) for one in least)
    spare = total - sum(least)
    wants = [max(0.0, need - floor) for need, floor in zip(needs, least, strict=True)]
    if not sum(wants):
        widest = needs.index(max(needs))
        return tuple(one + spare * (place == widest) for place, one in enumerate(least))
    return tuple(
        floor + spare * want / sum(wants) for floor, want in zip(least, wants, strict=True)
    )


def shorten_cells(
    rows: Sequence[Row], widths: Sequence[float], size: float, *, lines: int = _CELL_LINES
) -> list[Row]:
    """Cut cells that would fill a slide alone."""
    return [
        tuple(
            cut_to_lines(clean(text), width=width - _PADDING, size=size, lines=lines)
            for text, width in zip(row, widths, strict=True)
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class TablePages:
    """A table laid out: rows of each page, widths and size."""

    pages: tuple[tuple[Row, ...], ...]
    widths: tuple[float, ...]
    size: float


def lay_out_table(
    header: Row,
    rows: Sequence[Row],
    *,
    total: float,
    height: float,
    sizes: Sequence[float] = (20, 18),
) -> TablePages:
    """Choose the largest size at which all rows stand on one page, else go on over pages."""
    for size in sizes:
        made = _lay_out(header, rows, total=total, height=height, size=size)
        if len(made.pages) <= 1:
            return made
    return _lay_out(header, rows, total=total, height=height, size=18)


def _lay_out(
    header: Row, rows: Sequence[Row], *, total: float, height: float, size: float
) -> TablePages:
    widths = choose_widths(header, rows, total=total, size=size)
    cells = shorten_cells(rows, widths, size)
    pages = split_rows(header, cells, widths=widths, size=size, height=height)
    return TablePages(tuple(tuple(page) for page in pages), widths, size)


def lay_out_form(
    header: Row,
    rows: Sequence[tuple[str, str]],
    *,
    total: float,
    height: float,
    lines: Sequence[int],
) -> TablePages:
    """Lay out labels and what was written, the labels no wider than they need.

    Of each item stand at most the first of `lines`; fewer where that saves a page.
    """
    few = (_lay_out_form(header, rows, total=total, height=height, lines=most) for most in lines)
    return min(few, key=lambda one: len(one.pages))


def _lay_out_form(
    header: Row, rows: Sequence[tuple[str, str]], *, total: float, height: float, lines: int
) -> TablePages:
    for size in _FORM_SIZES:
        first = max((line_width(label, size=size) for label, _ in rows), default=0.0) + _PADDING
        first = min(first, total * _LABELS)
        widths = (first, total - first)
        cells = shorten_cells(rows, widths, size, lines=lines)
        pages = split_rows(header, cells, widths=widths, size=size, height=height)
        made = TablePages(tuple(tuple(page) for page in pages), widths, size)
        if len(pages) <= 1:
            break
    return made


def split_rows(
    header: Row, rows: Sequence[Row], *, widths: Sequence[float], size: float, height: float
) -> list[list[Row]]:
    """Return the rows of each page, as few pages as can be and about equally full."""
    room = height - row_height(header, widths, size)
    heights = [row_height(row, widths, size) for row in rows]
    pages = _pack(heights, room)
    low, high = max(heights, default=0.0), room
    while high - low > 1:
        middle = (low + high) / 2
        if len(_pack(heights, middle)) <= len(pages):
            high = middle
        else:
            low = middle
    return [[rows[n] for n in page] for page in _pack(heights, high)]


def take_rows(
    header: Row, rows: Sequence[Row], *, widths: Sequence[float], size: float, height: float
) -> list[Row]:
    """Return the rows that find room on one page."""
    room = height - row_height(header, widths, size)
    pages = _pack([row_height(row, widths, size) for row in rows], room)
    return [rows[number] for number in pages[0]] if pages else []


def _pack(heights: Sequence[float], room: float) -> list[list[int]]:
    pages: list[list[int]] = []
    used = 0.0
    for number, height in enumerate(heights):
        if not pages or used + height > room:
            pages.append([])
            used = 0.0
        pages[-1].append(number)
        used += height
    return pages
