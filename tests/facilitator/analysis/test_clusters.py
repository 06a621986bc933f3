"""Suggested groups of cards: a start that people change."""

import re

import pytest

from facilitator.analysis.clusters import suggest_clusters
from facilitator.analysis.japanese import split_by_dictionary, split_by_letters
from facilitator.analysis.similarity import Means

DICTIONARY, LETTERS = Means(split_by_dictionary, None), Means(split_by_letters, None)
ALL_MEANS = pytest.mark.parametrize("means", [DICTIONARY, LETTERS])
CARDS = (
    "バスの本数が減った",
    "ミシンで袋を縫いたい",
    "バス停まで遠くて歩けない",
    "編み物と手芸の会を開きたい",
    "病院に行くバスがない",
    "布と毛糸が余っている。手芸に使って",
    "xyz",
)


@ALL_MEANS
def test_cards_of_one_theme_are_grouped_and_the_rest_stay_alone(means: Means) -> None:
    found = [each.members for each in suggest_clusters(CARDS, means)]

    assert any({0, 4} <= set(members) and not {1, 3, 5} & set(members) for members in found)
    assert any({3, 5} <= set(members) and not {0, 2, 4} & set(members) for members in found)
    assert not any(6 in members for members in found)


@ALL_MEANS
def test_each_card_is_in_one_group_at_most(means: Means) -> None:
    members = [number for each in suggest_clusters(CARDS * 3, means) for number in each.members]

    assert len(members) == len(set(members))


def test_label_and_reason_name_what_the_cards_share() -> None:
    labels = {each.label: each.reason for each in suggest_clusters(CARDS, DICTIONARY)}

    assert "手芸・縫いもの" in labels
    assert "「手芸・縫いもの」に関わるカードが多く入っています。" in labels["手芸・縫いもの"]
    assert not any(re.search("[a-z]", reason) for reason in labels.values())


@ALL_MEANS
@pytest.mark.parametrize("texts", [(), ("",), ("", "😀", " "), ("猫",), ("あ" * 9000, "い")])
def test_cards_that_say_nothing_are_not_grouped(texts: tuple[str, ...], means: Means) -> None:
    assert suggest_clusters(texts, means) == ()


def test_one_theme_does_not_swallow_all_cards() -> None:
    cards = [f"バスの話、{number}つめ" for number in range(30)]

    assert max(len(each.members) for each in suggest_clusters(cards, DICTIONARY)) <= 10


def test_of_too_many_cards_the_newest_are_grouped() -> None:
    cards = [
        "手芸の会に入りたい",
        *(f"番号{n}のカード" for n in range(998)),
        "手芸が好き",
        "手芸を習う",
    ]

    members = {number for each in suggest_clusters(cards, LETTERS) for number in each.members}

    assert {999, 1000} <= members
    assert 0 not in members
