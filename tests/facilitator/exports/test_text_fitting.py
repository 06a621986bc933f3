"""Lines are counted from above: what is predicted to fit, fits."""

import csv
from pathlib import Path

import pytest

from facilitator.exports.text_fitting import (
    break_heading,
    choose_size,
    count_lines,
    cut_to_lines,
    line_width,
    split_to_lines,
)

VOICES = Path(__file__).parent / "data" / "voices.csv"


def _read_voices() -> list[str]:
    with VOICES.open(encoding="utf-8", newline="") as file:
        return [row["text"] for row in csv.DictReader(file)]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", 1),
        ("あ" * 9, 1),
        ("あ" * 10, 2),  # half an em is kept as spare
        ("あ\nい\nう", 3),
        ("あああああああああ。", 2),
        ("ああああああああああああああああああ", 2),
    ],
)
def test_lines_of_ten_em_are(text: str, lines: int) -> None:
    assert count_lines(text, width=200, size=20) == lines


def test_full_stop_never_begins_a_line() -> None:
    # Nine characters fit; the tenth is a full stop and takes its neighbour along.
    with_stop = "あ" * 9 + "。" + "い" * 8

    assert count_lines(with_stop, width=200, size=20) == 3


def test_long_address_without_break_places_is_broken_anywhere() -> None:
    assert count_lines("a" * 200, width=200, size=20) >= 12


@pytest.mark.parametrize("size", [14, 18, 24, 32])
@pytest.mark.parametrize("width", [160.0, 420.0, 864.0])
def test_cut_text_stays_within_its_lines(width: float, size: float) -> None:
    for text in _read_voices():
        cut = cut_to_lines(text, width=width, size=size, lines=2)

        assert count_lines(cut, width=width, size=size) <= 2
        assert cut == text or text.startswith(cut.removesuffix("…"))


def test_split_text_loses_no_character() -> None:
    for text in _read_voices():
        parts = split_to_lines(text * 4, width=300, size=20, lines=3)

        assert "".join("".join(parts).split()) == "".join((text * 4).split())
        assert all(count_lines(part, width=300, size=20) <= 3 for part in parts)


def test_cutting_does_not_split_a_family() -> None:
    cut = cut_to_lines("👨‍👩‍👧‍👦" * 40, width=100, size=20, lines=1)

    assert cut.removesuffix("…").replace("👨‍👩‍👧‍👦", "") == ""


def test_width_of_a_line_is_enough_for_one_line() -> None:
    for text in [*_read_voices(), "行政", "3", "12月11日（金）", "A4横 2枚"]:
        short = text[:40]

        assert count_lines(short, width=line_width(short, size=18), size=18) <= (
            2 if any(mark in short for mark in "\"'‘’“”/") else 1
        )


def test_heading_breaks_at_a_comma_and_not_before_a_particle() -> None:
    heading = "「合同の昼休み『ひるつな』」のもとには、もやもやカード2件とアイデアカード1件がある"

    assert break_heading(heading, width=864, size=28) == (
        "「合同の昼休み『ひるつな』」のもとには、",
        "もやもやカード2件とアイデアカード1件がある",
    )


def test_no_size_is_chosen_when_nothing_fits() -> None:
    assert choose_size(["あ" * 500], width=200, height=60, sizes=(24, 18)) is None
