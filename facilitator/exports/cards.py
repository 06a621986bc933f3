"""Lay people's own words out as cards, as large as they fit."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pptx.enum.shapes import MSO_SHAPE
from pptx.slide import Slide
from pptx.util import Pt

from facilitator.exports.box import Box
from facilitator.exports.slide_shapes import BODY_SIZE, FOOT_SIZE, describe, prepare_body
from facilitator.exports.slide_text import INK, MAIN, MUTED, SOFT, WHITE, Style, write_styled
from facilitator.exports.text_fitting import LINE, cut_to_lines, height_of, leaves_rest
from facilitator.exports.words import clean, clean_line

_SIZES = (32, 28, 24, 22, 20, BODY_SIZE)
_INSET = 10
_GAP = 10
_BETWEEN = 24  # columns
_FEW = 3  # cards in one column over the whole width
_STEPS = 3  # sizes looked at for tidy last lines
_ROUNDING = 0.01  # points by which sums of the same heights may differ
_SIDE_LINES = 4  # of the head and of the foot at most, so that they leave room for the words


@dataclass(frozen=True, slots=True)
class Card:
    """What somebody wrote, and a line about it."""

    text: str
    foot: str = ""
    head: str = ""


@dataclass(frozen=True, slots=True)
class CardPage:
    """One slide full of cards: its columns and the size of the words."""

    columns: tuple[tuple[Card, ...], ...]
    size: float


def card_height(card: Card, width: float, size: float = BODY_SIZE) -> float:
    """Return how high a card must be to hold all its words."""
    inner = width - 2 * _INSET
    card = _cut_sides(card, inner, size, _SIDE_LINES)
    return _measure(card.text, inner, size) + _measure_sides(card, inner, size) + 2 * _INSET


def fit_card(card: Card, width: float, height: float, size: float = BODY_SIZE) -> Card:
    """Return a card whose words stand in a box, with 「…」 wherever something was cut."""
    inner, room = width - 2 * _INSET, height - 2 * _INSET + _ROUNDING
    for most in range(_SIDE_LINES, 0, -1):
        fitted = _cut_sides(card, inner, size, most)
        left = room - _measure_sides(fitted, inner, size)
        if _measure(card.text, inner, size) <= left:
            return fitted
    lines = max(1, int(left / (size * LINE)))
    text = cut_to_lines(clean(card.text), width=inner, size=size, lines=lines)
    return replace(fitted, text=text)


def _cut_sides(card: Card, inner: float, size: float, lines: int) -> Card:
    """Return a card with a head and a foot of at most so many lines."""
    head = cut_to_lines(clean_line(card.head), width=inner, size=size, lines=lines)
    foot = cut_to_lines(clean_line(card.foot), width=inner, size=FOOT_SIZE, lines=lines)
    return replace(card, head=head, foot=foot)


def _measure_sides(card: Card, inner: float, size: float) -> float:
    head = _measure(card.head, inner, size) if card.head else 0.0
    return head + (_measure(card.foot, inner, FOOT_SIZE) if card.foot else 0.0)


def _measure(text: str, inner: float, size: float) -> float:
    return height_of([clean(text)], width=inner, size=size)


def column_height(cards: Sequence[Card], width: float, size: float) -> float:
    """Return how high a stack of cards is."""
    return sum(card_height(card, width, size) + _GAP for card in cards) - _GAP


def lay_out(cards: Sequence[Card], box: Box, *, most: int | None = None) -> list[CardPage]:
    """Share cards over pages: as few as can be, then as large as can be; the order stays.

    With `most` there are no more pages than that; what finds no room on them is left out.
    """
    if len(cards) <= _FEW:
        fits = (s for s in _SIZES if column_height(cards, box.width, s) <= box.height)
        size = next(fits, None)
        if size is not None or len(cards) == 1:
            return [CardPage((tuple(cards),), size or BODY_SIZE)]
    width = (box.width - _BETWEEN) / 2
    least = len(_split(cards, width, box.height, BODY_SIZE))
    made = {size: _split(cards, width, box.height, size) for size in _SIZES}
    fitting = [size for size in _SIZES if len(made[size]) <= least]
    if most is not None and least > most:
        fitting = [BODY_SIZE]
    # One or two sizes are a fair price for words that do not end in a line of one letter.
    tidy = (size for size in fitting[:_STEPS] if not _leave_rests(cards, width, size))
    size = next(tidy, fitting[0])
    return [CardPage(page, size) for page in made[size][:most]]


def _leave_rests(cards: Sequence[Card], width: float, size: float) -> bool:
    inner = width - 2 * _INSET
    return any(leaves_rest(clean(card.text), width=inner, size=size) for card in cards)


def _split(
    cards: Sequence[Card], width: float, height: float, size: float
) -> list[tuple[tuple[Card, ...], ...]]:
    pages = []
    rest = list(cards)
    while rest:
        taken = 0
        for _ in range(2):
            taken += _fill(rest[taken:], width, height, size)
        pages.append(_balance(rest[:taken], width, size))
        rest = rest[taken:]
    return pages


def _fill(cards: Sequence[Card], width: float, height: float, size: float) -> int:
    """Return how many cards one column takes; at least one, so that it ends."""
    used = 0.0
    for number, card in enumerate(cards):
        used += card_height(card, width, size) + (_GAP if number else 0)
        if number and used > height:
            return number
    return len(cards)


def _balance(cards: Sequence[Card], width: float, size: float) -> tuple[tuple[Card, ...], ...]:
    """Cut into two columns where the higher one is lowest."""
    heights = [card_height(card, width, size) + _GAP for card in cards]
    cut = min(
        range(1, len(cards) + 1),
        key=lambda place: max(sum(heights[:place]), sum(heights[place:])),
    )
    return tuple(cards[:cut]), tuple(cards[cut:])


def draw_page(slide: Slide, box: Box, page: CardPage) -> None:
    """Draw the cards of one page."""
    number = len(page.columns)
    width = (box.width - _BETWEEN * (number - 1)) / number
    for place, column in enumerate(page.columns):
        left = box.left + place * (width + _BETWEEN)
        draw_column(slide, Box(left, box.top, width, box.height), column, size=page.size)


def draw_column(
    slide: Slide,
    box: Box,
    cards: Sequence[Card],
    *,
    size: float = BODY_SIZE,
    strong: bool = False,
) -> int:
    """Stack cards from the top; returns how many found room."""
    top, shown = box.top, 0
    for card in cards:
        height = card_height(card, box.width, size)
        if shown and top + height > box.top + box.height:
            break
        height = min(height, box.height)
        draw_card(slide, Box(box.left, top, box.width, height), card, size=size, strong=strong)
        top += height + _GAP
        shown += 1
    return shown


def fits_grid(box: Box, cards: Sequence[Card]) -> bool:
    """Tell whether cards find room in rows of up to three."""
    width, highest = _lay_grid(box, len(cards))
    return all(card_height(card, width, BODY_SIZE) <= highest for card in cards)


def draw_grid(slide: Slide, box: Box, cards: Sequence[Card]) -> None:
    """Draw cards of one size in rows of up to three, as large as the words fit."""
    width, highest = _lay_grid(box, len(cards))
    fits = (s for s in _SIZES if max(card_height(card, width, s) for card in cards) <= highest)
    size = next(fits, BODY_SIZE)
    height = min(highest, max(card_height(card, width, size) for card in cards))
    columns = _count_columns(len(cards))
    for number, card in enumerate(cards):
        left = box.left + number % columns * (width + _BETWEEN)
        top = box.top + number // columns * (height + _GAP)
        draw_card(slide, Box(left, top, width, height), card, size=size, strong=False, anchor="t")


def _count_columns(number: int) -> int:
    return min(number, 2 if number in (2, 4) else 3)


def _lay_grid(box: Box, number: int) -> tuple[float, float]:
    """Return how wide a card is and how high it may be."""
    columns = _count_columns(number)
    rows = -(-number // columns)
    return (
        (box.width - _BETWEEN * (columns - 1)) / columns,
        (box.height - _GAP * (rows - 1)) / rows,
    )


def draw_stretched(
    slide: Slide, box: Box, cards: Sequence[Card], *, size: float, strong: bool = False
) -> int:
    """Stack cards so that they fill a box, each as much higher; returns how many found room."""
    shown = _fill(cards, box.width, box.height, size)
    spare = box.height - column_height(cards[:shown], box.width, size)
    top = box.top
    for card in cards[:shown]:
        height = card_height(card, box.width, size) + spare / shown
        height = min(height, box.height)
        draw_card(slide, Box(box.left, top, box.width, height), card, size=size, strong=strong)
        top += height + _GAP
    return shown


def draw_card(
    slide: Slide, box: Box, card: Card, *, size: float, strong: bool, anchor: str = ""
) -> None:
    """Draw one card: a quiet ground, as many words as find room, and a small line below."""
    card = fit_card(card, box.width, box.height, size)
    shape = slide.shapes.add_shape(
        MSO_SHAPE.RECTANGLE, Pt(box.left), Pt(box.top), Pt(box.width), Pt(box.height)
    )
    describe(shape, "カード")
    shape.shadow.inherit = False
    shape.fill.solid()
    shape.fill.fore_color.theme_color = MAIN if strong else SOFT
    shape.line.fill.background()
    body = shape._element.txBody  # noqa: SLF001 -- written directly, see slide_text
    prepare_body(body, _INSET, _INSET)
    if anchor:
        body.bodyPr.set("anchor", anchor)
    words, quiet = (WHITE, WHITE) if strong else (INK, MUTED)
    paragraphs = [(card.text, Style(size, colour=words, align="l"))]
    if card.head:
        paragraphs.insert(0, (card.head, Style(size, bold=True, colour=words, align="l")))
    if card.foot:
        paragraphs.append((card.foot, Style(FOOT_SIZE, colour=quiet, align="l")))
    write_styled(body, paragraphs)
