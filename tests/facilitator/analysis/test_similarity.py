"""Nearness in meaning of short texts."""

import numpy as np
import pytest

from facilitator.analysis.japanese import split_by_dictionary, split_by_letters
from facilitator.analysis.similarity import Means, compare

ALL_MEANS = pytest.mark.parametrize(
    "means", [Means(split_by_dictionary, None), Means(split_by_letters, None)]
)
TEXTS = (
    "バスの本数が減って困っている",
    "車を出せるので送り迎えできます",
    "ミシンで袋を縫うのが好き",
    "毛糸があるので編み物を教えたい",
)


@ALL_MEANS
def test_result_is_a_symmetric_table_from_zero_to_one(means: Means) -> None:
    near = compare(TEXTS, means)

    assert near.shape == (4, 4)
    assert np.allclose(near, near.T)
    assert np.allclose(np.diag(near), 1.0)
    assert near.min() >= 0
    assert near.max() <= 1


@ALL_MEANS
def test_texts_of_one_theme_are_nearer_than_others(means: Means) -> None:
    near = compare(TEXTS, means)

    assert near[2, 3] > near[2, 0]
    assert near[0, 1] > near[0, 2]


@ALL_MEANS
@pytest.mark.parametrize("texts", [(), ("",), ("", "😊", "。")])
def test_texts_without_words_are_near_to_nothing(texts: tuple[str, ...], means: Means) -> None:
    near = compare(texts, means)

    assert near.shape == (len(texts), len(texts))
    assert np.allclose(near, np.eye(len(texts)))


def test_idiom_is_not_taken_literally() -> None:
    near = compare(
        ("猫の手も借りたいほど忙しい", "猫と暮らしている"), Means(split_by_dictionary, None)
    )

    assert near[0, 1] == 0


def test_same_word_in_kana_and_kanji_counts_as_the_same() -> None:
    near = compare(("自転車に乗る", "じてんしゃがこわれた"), Means(split_by_dictionary, None))

    assert near[0, 1] > 0
