"""Suggested clusters: each with a reason that holds, by the best means installed and by letters."""

import re

import pytest

from facilitator.analysis.clusters import suggest_clusters
from facilitator.analysis.japanese import split_by_dictionary, split_by_letters
from facilitator.analysis.similarity import Means, find_means

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
MEETINGS = [
    "会議は増えたのに、会議で決まることは減った。",
    "電話をつないだあと、どうなったのかが分からない。",
    "似た顔ぶれの会議が三つあり、毎回同じ自己紹介をしている。",
    "会議の資料を作るのに一日かかる。",
    "バスがなくて、病院に行けない。",
    "夜の当番が続いて疲れている。",
    "車がないと、病院への通院もできない。",
]


def _by_members(texts: list[str], means: Means | None = None) -> dict[tuple[int, ...], str]:
    return {one.members: one.reason for one in suggest_clusters(texts, means)}


@ALL_MEANS
def test_cards_that_share_a_word_are_suggested_with_it(means: Means) -> None:
    found = _by_members(MEETINGS, means)

    assert found[0, 2, 3] == "3枚に、「会議」が出てきます。"
    assert any({4, 6} <= set(members) for members in found)
    assert all(1 not in members and 5 not in members for members in found)


@ALL_MEANS
def test_cards_of_one_theme_are_grouped_and_the_rest_stay_alone(means: Means) -> None:
    found = [each.members for each in suggest_clusters(CARDS, means)]

    assert any({0, 4} <= set(members) and not {1, 3, 5} & set(members) for members in found)
    assert any({3, 5} <= set(members) and not {0, 2, 4} & set(members) for members in found)
    assert not any(6 in members for members in found)


def test_label_and_reason_of_a_theme_name_the_words_it_was_seen_by() -> None:
    reasons = {each.label: each.reason for each in suggest_clusters(CARDS, DICTIONARY)}

    assert reasons["手芸・縫いもの"].startswith("3枚が、「手芸・縫いもの」にふれています（「")
    assert not any(re.search("[a-z]", reason) for reason in reasons.values())


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


def test_no_card_is_in_two_groups_and_the_same_cards_give_the_same_answer() -> None:
    first = suggest_clusters(MEETINGS * 3)

    members = [number for one in first for number in one.members]
    assert len(members) == len(set(members))
    assert suggest_clusters(MEETINGS * 3) == first


def test_every_reason_names_what_is_on_the_cards() -> None:
    for one in suggest_clusters(MEETINGS):
        named = one.reason.replace("」", "「").split("「")[1::2]
        assert any(word in MEETINGS[number] for word in named for number in one.members)
        assert one.label
        assert len(one.members) > 1


@pytest.mark.parametrize(
    "texts", [[], ["会議"], ["", "  ", ""], ["…", "…"], ["", "😀"], ["あ" * 9000, "い"]]
)
def test_too_little_to_compare_gives_no_suggestion(texts: list[str]) -> None:
    assert suggest_clusters(texts) == ()


def test_groups_stay_as_large_as_a_hand_holds() -> None:
    texts = [f"{'会議' if number % 2 else '電話'}の{number}番目の話" for number in range(40)]

    assert {len(one.members) for one in suggest_clusters(texts, find_means())} <= {5, 6, 7}
