"""Choose which layout of a deck serves for what: by its type, by its name, by its placeholders.

Never by number: a town's template has its layouts in an order of its own.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.shapes.placeholder import LayoutPlaceholder
from pptx.slide import SlideLayout

from facilitator.exports.layout_styles import SMALL, TITLES


class Kind(StrEnum):
    """The kinds of slides our decks are made of."""

    COVER = "cover"
    SECTION = "section"
    BODY = "body"
    TITLE_ONLY = "title-only"
    BIG = "big"


class Reason(StrEnum):
    """Why a layout was chosen."""

    TYPE = "type"
    NAME = "name"
    PLACES = "places"
    INSTEAD = "instead"  # of another kind, because none of this kind is there


@dataclass(frozen=True, slots=True)
class Choice:
    """The layout of a kind of slides, and why it."""

    layout: SlideLayout
    reason: Reason


_TYPES = {
    Kind.COVER: ("title",),
    Kind.SECTION: ("secHead",),
    Kind.BODY: ("obj", "tx"),
    Kind.TITLE_ONLY: ("titleOnly",),
}
# Names without spaces, digits and marks, as Japanese and English offices and programs give them.
_NAMES = {
    Kind.COVER: ("タイトルスライド", "表紙", "扉", "titleslide", "cover", "title"),
    Kind.SECTION: ("セクション見出し", "区切り", "中扉", "章扉", "sectionheader", "section"),
    Kind.BODY: (
        *("タイトルとコンテンツ", "タイトルとテキスト", "タイトルと本文", "本文"),
        *("titleandcontent", "titlecontent", "titleandbody", "titlebody", "content"),
    ),
    Kind.TITLE_ONLY: ("タイトルのみ", "題だけ", "題のみ", "見出しのみ", "titleonly"),
    Kind.BIG: ("大きな指示", "大きな文字", "指示", "statement"),
}
_INSTEAD = {
    Kind.COVER: (Kind.SECTION, Kind.TITLE_ONLY, Kind.BODY),
    Kind.SECTION: (Kind.TITLE_ONLY, Kind.BODY, Kind.COVER),
    Kind.BODY: (Kind.TITLE_ONLY, Kind.SECTION, Kind.COVER),
    Kind.TITLE_ONLY: (Kind.BODY, Kind.SECTION, Kind.COVER),
    Kind.BIG: (Kind.TITLE_ONLY, Kind.BODY, Kind.SECTION, Kind.COVER),
}
_VERTICAL = re.compile("vert|縦書き", re.IGNORECASE)
# Where a source line goes that has a place of its own; our layouts name it after what stands there.
_SOURCES = ("出典", "ことわり", "時間")


def choose_layouts(layouts: Iterable[SlideLayout]) -> dict[Kind, Choice]:
    """Return a layout for every kind; empty where no layout has a place for a title."""
    usable = [one for one in layouts if find_title(one) is not None and not _is_vertical(one)]
    chosen: dict[Kind, Choice] = {}
    for kind, types in _TYPES.items():
        for one in (layout for said in types for layout in usable if _read_type(layout) == said):
            chosen.setdefault(kind, Choice(one, Reason.TYPE))
    for reason, fits in _RULES:
        for kind in Kind:
            found = next((one for one in usable if fits(one, kind)), None)
            if kind not in chosen and found is not None:
                chosen[kind] = Choice(found, reason)
    if not chosen and usable:
        chosen[Kind.TITLE_ONLY] = Choice(usable[0], Reason.INSTEAD)
    for kind in Kind:
        if chosen and kind not in chosen:
            other = next(chosen[one] for one in _INSTEAD[kind] if one in chosen)
            chosen[kind] = Choice(other.layout, Reason.INSTEAD)
    return chosen


def find_title(layout: SlideLayout) -> LayoutPlaceholder | None:
    """Return the place of the title, if there is one."""
    return next((one for one in layout.placeholders if _kind(one) in TITLES), None)


def find_source(layout: SlideLayout) -> LayoutPlaceholder | None:
    """Return the place of the source line, if the layout names one."""
    texts = (one for one in layout.placeholders if _kind(one) is PP_PLACEHOLDER.BODY)
    return next((one for one in texts if _plain(one.name) in _SOURCES), None)


def list_contents(layout: SlideLayout) -> list[LayoutPlaceholder]:
    """Return the places for text and things, without title, source, footer, number and date."""
    source = find_source(layout)
    left_out = source.placeholder_format.idx if source is not None else None
    return [
        one
        for one in layout.placeholders
        if _kind(one) not in (*TITLES, *SMALL) and one.placeholder_format.idx != left_out
    ]


def find_body(layout: SlideLayout) -> LayoutPlaceholder | None:
    """Return the largest place that takes text, if there is one."""
    taking = (PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.SUBTITLE)
    found = [one for one in list_contents(layout) if _kind(one) in taking]
    return max(found, key=lambda one: (one.width or 0) * (one.height or 0), default=None)


def _kind(shape: LayoutPlaceholder) -> PP_PLACEHOLDER:
    return shape.placeholder_format.type


def _plain(name: str) -> str:
    normal = unicodedata.normalize("NFKC", name).casefold()
    return "".join(letter for letter in normal if letter.isalpha() or letter == "ー")


def _is_vertical(layout: SlideLayout) -> bool:
    return bool(_VERTICAL.search(_read_type(layout)) or _VERTICAL.search(layout.name))


def _read_type(layout: SlideLayout) -> str:
    return str(layout._element.get("type", ""))  # noqa: SLF001 -- python-pptx has no door to the type


def _fits_name(layout: SlideLayout, kind: Kind) -> bool:
    return _plain(layout.name) in _NAMES[kind]


def _fits_places(layout: SlideLayout, kind: Kind) -> bool:
    kinds = [_kind(one) for one in list_contents(layout)]
    if kind is Kind.COVER:
        title = find_title(layout)
        centred = title is not None and _kind(title) is PP_PLACEHOLDER.CENTER_TITLE
        return centred or kinds == [PP_PLACEHOLDER.SUBTITLE]
    if kind is Kind.TITLE_ONLY:
        return not kinds
    if kind is Kind.BODY:
        return kinds in ([PP_PLACEHOLDER.OBJECT], [PP_PLACEHOLDER.BODY])
    return False


_RULES: tuple[tuple[Reason, Callable[[SlideLayout, Kind], bool]], ...] = (
    (Reason.NAME, _fits_name),
    (Reason.PLACES, _fits_places),
)
