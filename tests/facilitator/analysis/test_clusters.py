"""Suggested clusters: each with a reason that holds, by the best means installed and by letters."""

import pytest

from facilitator.analysis.clusters import suggest_clusters
from facilitator.analysis.japanese import find_splitter, split_by_letters
from facilitator.analysis.similarity import Means, find_means

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


@pytest.mark.parametrize("splitter", {find_splitter(), split_by_letters}, ids=lambda s: s.__name__)
def test_cards_that_share_a_word_are_suggested_with_it(splitter: object) -> None:
    found = _by_members(MEETINGS, Means(splitter, None))  # type: ignore[arg-type]

    assert found[0, 2, 3] == "3枚に、「会議」が出てきます。"
    assert any({4, 6} <= set(members) for members in found)
    assert all(1 not in members and 5 not in members for members in found)


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
    "texts", [[], ["会議"], ["", "  ", ""], ["…", "…"], ["😀"], ["a" * 5000, "b"]]
)
def test_too_little_to_compare_gives_no_suggestion(texts: list[str]) -> None:
    assert suggest_clusters(texts) == ()


def test_groups_stay_as_large_as_a_hand_holds() -> None:
    texts = [f"{'会議' if number % 2 else '電話'}の{number}番目の話" for number in range(40)]

    assert {len(one.members) for one in suggest_clusters(texts, find_means())} <= {5, 6, 7}
