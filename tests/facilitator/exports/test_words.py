"""One gate for all strings: what is invisible or dangerous goes, words stay."""

import pytest

from facilitator.exports.words import clean, file_stem, guard_cell, name_workshop
from tests.facilitator.analysis.sample import make_workshop, report_of


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("1行目\r\n2行目\r3行目", "1行目\n2行目\n3行目"),
        ("あ\x00い\x1fう\x9fえ", "あいうえ"),
        ("あ\x0bい", "あ\nい"),
        ("_x000D_\n次", "次"),
        ("前_x000D_後", "前\n後"),
        ("前_x0007_後", "前後"),
        ("終\ufffe\uffff\U0001fffe", "終"),
        ("\u202e逆\u202c\u2066隔\u2069", "逆隔"),
        ("\ud800ひとり", "ひとり"),
        ("葛󠄀 👨‍👩‍👧‍👦 𠮷 Ａ㎡", "葛󠄀 👨‍👩‍👧‍👦 𠮷 Ａ㎡"),
        ("=1+1 <b>", "=1+1 <b>"),
    ],
)
def test_cleaned_text_keeps_the_words(given: str, kept: str) -> None:
    assert clean(given) == kept


@pytest.mark.parametrize("text", ["=1", "+81", "-2", "@a", "\t=1", "\r=1", "＝1"])
def test_cell_that_begins_like_a_formula_is_guarded(text: str) -> None:
    assert guard_cell(text).startswith("'")


def test_ordinary_cell_is_not_changed() -> None:
    assert guard_cell("3 あてはまる") == "3 あてはまる"


def test_file_name_has_no_character_that_a_disk_refuses() -> None:
    report = report_of([], workshop=make_workshop(title='A/B\\C:D*?"<>|\n研修\x00'))

    assert file_stem(report, "結果") == "みなと市_A_B_C_D_研修_結果_20261205"


@pytest.mark.parametrize(
    ("title", "shown"),
    [("連携研修", "みなと市 連携研修"), ("みなと市 連携研修", "みなと市 連携研修")],
)
def test_town_in_the_title_is_not_said_twice(title: str, shown: str) -> None:
    report = report_of([], workshop=make_workshop(title=title))

    assert name_workshop(report) == shown
    assert file_stem(report, "結果") == "みなと市_連携研修_結果_20261205"
