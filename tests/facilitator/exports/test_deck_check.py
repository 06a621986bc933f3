"""The check finds defects that are put into a good deck on purpose."""

import io
from collections.abc import Callable

import pytest
from pptx import Presentation
from pptx.presentation import Presentation as Deck
from pptx.util import Pt

from facilitator.exports.deck import make_deck
from facilitator.exports.deck_check import check_deck
from tests.facilitator.exports.finished import make_small


@pytest.fixture(scope="module")
def good() -> bytes:
    content = make_deck(make_small("庁内の担当が分からない"))
    assert check_deck(content) == ()
    return content


def _break_title(deck: Deck) -> None:
    deck.slides[1].shapes.title.text_frame.text = ""


def _repeat_title(deck: Deck) -> None:
    first = deck.slides[1].shapes.title.text_frame.text
    deck.slides[2].shapes.title.text_frame.text = first


def _lengthen_body(deck: Deck) -> None:
    deck.slides[1].placeholders[1].text_frame.text = "長い文です。" * 200


def _lengthen_cell(deck: Deck) -> None:
    table = next(shape.table for shape in deck.slides[2].shapes if shape.has_table)
    table.cell(1, 1).text_frame.paragraphs[0].runs[0].text = "長い文です。" * 30


def _shrink_text(deck: Deck) -> None:
    deck.slides[1].placeholders[1].text_frame.paragraphs[0].runs[0].font.size = Pt(9)


def _forget_alt_text(deck: Deck) -> None:
    chart = next(shape for shape in deck.slides[3].shapes if shape.has_chart)
    del chart._element._nvXxPr.cNvPr.attrib["descr"]


def _write_control(deck: Deck) -> None:
    deck.slides[1].placeholders[1].text_frame.paragraphs[0].runs[0].text = "前_x000D_後"


def _empty_placeholder(deck: Deck) -> None:
    deck.slides[1].placeholders[13].text_frame.text = ""


def _forget_notes(deck: Deck) -> None:
    deck.slides[1].notes_slide.notes_text_frame.text = ""


def _move_outside(deck: Deck) -> None:
    chart = next(shape for shape in deck.slides[3].shapes if shape.has_chart)
    chart.left = Pt(800)


@pytest.mark.parametrize(
    ("spoil", "rule"),
    [
        (_break_title, "title missing"),
        (_repeat_title, "title twice"),
        (_lengthen_body, "overflow"),
        (_lengthen_cell, "overflow"),
        (_shrink_text, "too small"),
        (_forget_alt_text, "alt text missing"),
        (_write_control, "unclean text"),
        (_empty_placeholder, "empty placeholder"),
        (_forget_notes, "notes missing"),
        (_move_outside, "outside"),
    ],
)
def test_planted_defect_is_found(good: bytes, spoil: Callable[[Deck], None], rule: str) -> None:
    deck = Presentation(io.BytesIO(good))
    spoil(deck)
    stream = io.BytesIO()
    deck.save(stream)

    assert rule in {problem.rule for problem in check_deck(stream.getvalue())}
