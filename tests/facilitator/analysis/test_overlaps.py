"""The search for overlaps: what is proposed, why, and what never is."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import combinations

import pytest

from facilitator.analysis import overlap_signs
from facilitator.analysis.japanese import split_by_dictionary, split_by_letters
from facilitator.analysis.overlaps import Overlap, Statement, find_overlaps
from facilitator.analysis.similarity import Means

DICTIONARY, LETTERS = Means(split_by_dictionary, None), Means(split_by_letters, None)
ALL_MEANS = pytest.mark.parametrize("means", [DICTIONARY, LETTERS])
KINDS = {"same-wish", "try-meets-worry", "place", "time", "skill", "people"}


def say(number: int, text: str, kind: str = "", **coding: str) -> Statement:
    return Statement(f"v{number}", f"r{number}", text, kind, **coding)


TOWN = (
    say(1, "バスが減って、病院に通う足がない", "worry"),
    say(2, "車の運転なら、まだまだできるよ", "can-do"),
    say(3, "畑の大根が採れすぎて、余ってしまう", "worry"),
    say(4, "子ども食堂で、野菜の料理を出したい", "want-to-try"),
    say(5, "将棋を指す相手がいない", "worry"),
    say(6, "放課後の子どもに将棋を教えたい", "want-to-try"),
    say(7, "夕焼けがきれいで好き", "value"),
    say(8, "編み物が得意", "can-do"),
)


def pairs_of(found: Sequence[Overlap]) -> set[frozenset[str]]:
    return {frozenset(pair) for each in found for pair in combinations(each.statements, 2)}


@ALL_MEANS
def test_wish_that_answers_a_worry_is_among_the_first(means: Means) -> None:
    first = pairs_of(find_overlaps(TOWN, most=4, means=means))

    assert {frozenset({"v1", "v2"}), frozenset({"v3", "v4"}), frozenset({"v5", "v6"})} <= first


def test_reason_tells_which_theme_answers_which() -> None:
    found = find_overlaps(TOWN[:2], means=DICTIONARY)

    assert [each.kind for each in found] == ["skill"]
    assert found[0].reason == (
        "片方の「できること」（車を出すこと）が、もう片方の「気になること」（出かける足）に"
        "応えられそうです。車を出せる人が、出かける足になれるからです。"
    )


def test_try_that_meets_a_worry_on_one_theme_says_so() -> None:
    found = find_overlaps(TOWN[4:6], means=DICTIONARY)

    assert [each.kind for each in found] == ["try-meets-worry"]
    assert "「将棋・囲碁・ゲーム」" in found[0].reason
    assert "「やってみたいこと」が、もう片方の「気になること」に応えられそうです" in found[0].reason


def test_place_and_time_coded_by_people_are_named() -> None:
    found = find_overlaps(
        (
            say(1, "朝の体操が楽しみ", "value", place="港の広場", time="朝六時"),
            say(2, "犬と歩くのが日課", "value", place="港の広場", time="朝六時"),
        ),
        means=DICTIONARY,
    )

    assert "場所（港の広場）と時間（朝六時）が同じです。" in found[0].reason


@ALL_MEANS
def test_ability_beside_an_unrelated_worry_is_not_proposed(means: Means) -> None:
    said = (say(1, "編み物が得意", "can-do"), say(2, "夜道が暗くて怖い", "worry"))

    assert find_overlaps(said, means=means) == ()


@ALL_MEANS
def test_statements_of_one_person_are_never_put_together(means: Means) -> None:
    said = [Statement(f"v{n}", "r1", each.text, each.kind) for n, each in enumerate(TOWN)]

    assert find_overlaps(said, means=means) == ()


@ALL_MEANS
def test_three_that_belong_together_are_proposed_as_three(means: Means) -> None:
    found = find_overlaps(
        (
            say(11, "祭りの神輿を担ぎたい", "want-to-try", tool="神輿"),
            say(12, "祭りの神輿の担ぎ手が足りない", "worry", tool="神輿"),
            say(13, "祭りの神輿を直せるよ", "can-do", tool="神輿"),
            *TOWN,
        ),
        means=means,
    )

    assert set(found[0].statements) == {"v11", "v12", "v13"}
    assert found[0].reason.startswith("三つの声のどの二つにも近いところがあります。")
    assert not any(set(each.statements) < {"v11", "v12", "v13"} for each in found)


@ALL_MEANS
def test_first_ten_are_of_varied_voices_and_people(means: Means) -> None:
    worries = [
        say(n, f"{word}に行くバスがない", "worry") for n, word in enumerate("病店駅役寺学銀郵")
    ]
    found = find_overlaps(
        (*worries, say(90, "車の運転なら、できる", "can-do"), *TOWN[2:]), means=means
    )

    used = Counter(one for each in found[:10] for one in each.statements)
    assert used["v90"] <= 5
    assert len(used) >= 8


def test_two_who_lack_the_same_are_no_overlap_but_lack_and_offer_are() -> None:
    lacking = (say(1, "人手が足りなくて困る", "worry"), say(2, "担い手がいなくて困る", "worry"))
    offered = (lacking[0], say(3, "何か手伝いたい。時間はある", "want-to-try"))

    alone = find_overlaps(lacking, means=DICTIONARY)
    together = find_overlaps(offered, means=DICTIONARY)

    assert together
    assert not alone or alone[0].strength < together[0].strength / 2


def test_who_wants_to_be_left_alone_comes_last() -> None:
    others = (say(1, "夜にお茶を飲みながら、おしゃべりしたい", "want-to-try"),)
    shy = say(2, "夜のお茶は、一人の時間。邪魔されたくない", "value")
    open_minded = say(3, "夜のお茶の時間が好き", "value")

    found = find_overlaps((*others, shy, open_minded), means=DICTIONARY)

    assert "v3" in found[0].statements
    assert "v2" not in found[0].statements


def test_reason_repeats_no_statement() -> None:
    for each in find_overlaps(TOWN, means=DICTIONARY):
        for said in TOWN:
            assert said.text not in each.reason


@ALL_MEANS
def test_every_proposal_is_well_formed_and_best_first(means: Means) -> None:
    found = find_overlaps(TOWN, means=means)

    assert len({frozenset(each.statements) for each in found}) == len(found)
    for each in found:
        assert each.kind in KINDS
        assert len(each.statements) in (2, 3)
        assert 0 < each.strength <= 1
        assert each.reason.endswith("。")
        assert not re.search(r"[a-z]", each.reason)


@ALL_MEANS
@pytest.mark.parametrize(
    "said",
    [
        (),
        (say(1, ""),),
        (say(1, ""), say(2, "　"), say(3, "\n")),
        (say(1, "猫"), say(2, "😀")),
        (say(1, "ええ"), say(2, "うん"), say(3, "はい")),
        (say(1, "困る", "no-such-kind"), say(2, "心配")),
        (say(1, "買い物" * 3000), say(2, "あ" * 30_000)),
        (say(1, "じゃけえ、なんもかんも、せんないのう"), say(2, "ｶﾀｶﾅﾊﾞｯｶﾘ")),
    ],
)
def test_bad_input_raises_nothing_and_proposes_little(
    said: tuple[Statement, ...], means: Means
) -> None:
    assert len(find_overlaps(said, means=means)) <= 1


@ALL_MEANS
def test_same_words_of_two_people_are_proposed_once(means: Means) -> None:
    said = (say(1, "空き家を使ってほしい", "can-do"), say(2, "空き家を使ってほしい", "can-do"))

    assert len(find_overlaps(said, means=means)) <= 1


@ALL_MEANS
def test_same_input_gives_the_same_proposals(means: Means) -> None:
    assert find_overlaps(TOWN, means=means) == find_overlaps(TOWN, means=means)


@ALL_MEANS
@pytest.mark.parametrize("most", [0, 1, 3])
def test_no_more_are_proposed_than_asked_for(most: int, means: Means) -> None:
    assert len(find_overlaps(TOWN, most=most, means=means)) == most


def test_five_hundred_statements_give_as_many_as_asked_for() -> None:
    said = [
        Statement(
            f"v{n}", f"r{n // 4}", f"{TOWN[n % 8].text}。{TOWN[n // 8 % 8].text}", TOWN[n % 8].kind
        )
        for n in range(500)
    ]

    assert len(find_overlaps(said, means=DICTIONARY)) == 30


def test_weighing_in_blocks_gives_what_weighing_at_once_gives(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at_once = find_overlaps(TOWN, means=DICTIONARY)
    monkeypatch.setattr(overlap_signs, "_BLOCK", 3)

    assert find_overlaps(TOWN, means=DICTIONARY) == at_once
