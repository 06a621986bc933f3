"""Sentences about numbers never say more than the numbers do."""

import pytest

from facilitator.analysis import findings
from facilitator.analysis.tallies import ChoiceTally, PositionTally, ScaleTally
from facilitator.analysis.wording import shorten
from tests.facilitator.analysis.sample import answer_id, make_answer, report_of
from worksheets.records import Tally


def _say_choice(keys: list[str]) -> str:
    answers = [make_answer(n, "moya", {"text": "声", "between": k}) for n, k in enumerate(keys)]
    sheet = report_of(answers).find_worksheet("moya")
    assert sheet is not None
    tally = sheet.find_tally("between")
    assert isinstance(tally, ChoiceTally)
    return findings.say_choice(sheet, tally)


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        (["inside"] * 4, "「もやもやカード」はまだ4枚のため、傾向は読まない"),
        (["inside"] * 5, "「もやもやカード」は「庁内どうし」がすべて（5枚中5枚）"),
        (
            ["inside"] * 2 + ["people", "system", "outside"],
            "「もやもやカード」は「庁内どうし」が最も多い（5枚中2枚）",
        ),
        (
            ["inside"] * 3 + ["people"] * 2,
            "「もやもやカード」は「庁内どうし」が半数を超えた（5枚中3枚）",
        ),
        (
            ["inside"] * 3 + ["people"] * 3,
            "「もやもやカード」は「庁内どうし」と「住民と」が並んで最も多い（6枚中 各3枚）",
        ),
        (
            ["inside", "people", "system"] * 2,
            "「もやもやカード」は3つが並び、一つに集まらなかった（6枚中 各2枚）",
        ),
    ],
)
def test_choice_sentence_with_these_answers_says(keys: list[str], sentence: str) -> None:
    assert _say_choice(keys) == sentence


def test_votes_sentence_with_two_winners_names_none() -> None:
    answers = [make_answer(n, "ideas", {"text": f"案{n}"}) for n in (1, 2)]
    points = {answer_id("ideas", 1): 3, answer_id("ideas", 2): 3}
    sheet = report_of(answers, tallies={"ideas": Tally("ideas", points, 2, 3)}).find_worksheet(
        "ideas"
    )
    assert sheet is not None

    assert findings.say_votes(sheet) == "「アイデアカード」では2件が並んで最も票を集めた（各3票）"


@pytest.mark.parametrize(
    ("points", "sentence"),
    [
        ({1: 5, 2: 3}, "最も票を集めたのは「案1」（5票、次は3票）"),
        ({2: 5}, "票を集めたのは「案2」だけだった（5票）"),
    ],
)
def test_votes_sentence_says_what_came_first_and_by_how_much(
    points: dict[int, int], sentence: str
) -> None:
    answers = [make_answer(n, "ideas", {"text": f"案{n}"}) for n in (1, 2)]
    counted = {answer_id("ideas", n): number for n, number in points.items()}
    sheet = report_of(answers, tallies={"ideas": Tally("ideas", counted, 4, 3)}).find_worksheet(
        "ideas"
    )
    assert sheet is not None

    assert findings.say_votes(sheet) == sentence


def test_points_of_a_hundred_are_told_as_points() -> None:
    answers = [make_answer(n, "ideas", {"text": f"案{n}"}) for n in (1, 2)]
    counted = {answer_id("ideas", 1): 70, answer_id("ideas", 2): 30}
    tally = Tally("ideas", counted, 1, 100, unit="点")
    sheet = report_of(answers, tallies={"ideas": tally}).find_worksheet("ideas")
    assert sheet is not None

    assert findings.say_votes(sheet) == "最も票を集めたのは「案1」（70点、次は30点）"


def test_position_sentence_counts_only_what_is_beyond_the_middle() -> None:
    answers = [make_answer(n, "ideas", {"text": f"案{n}"}) for n in (1, 2)]
    answers += [
        make_answer(n, "rating", {"idea": [answer_id("ideas", n)], "place": {"x": x, "y": 5}})
        for n, x in ((1, 3), (2, 4))
    ]
    tally = report_of(answers).find_tally("rating", "place")
    assert isinstance(tally, PositionTally)

    assert (
        findings.say_positions(tally) == "「効果：大きい」「やりやすさ：すぐできる」の側に2件中1件"
    )


def test_scale_sentence_uses_the_words_of_the_scale() -> None:
    answers = [make_answer(n, "before", {"inside": v}) for n, v in enumerate([1, 2, 3, 4, 4])]
    sheet = report_of(answers).find_worksheet("before")
    assert sheet is not None
    scales = [tally for tally in sheet.tallies if isinstance(tally, ScaleTally)]

    assert findings.say_scales(sheet, scales) == (
        "「庁内の連携はしやすい」は5人中3人が「あてはまる」以上"
    )


def test_comparison_sentence_counts_rising_and_falling_means() -> None:
    before = [make_answer(n, "before", {"inside": 2, "tell": 2}) for n in range(5)]
    after = [make_answer(n, "after", {"inside": 3, "tell": 2}) for n in range(5)]
    report = report_of([*before, *after])
    assert report.comparison is not None

    assert findings.say_comparison(report.comparison) == (
        "「事前アンケート」から「事後アンケート」で、2問の平均は上がった1問、同じ1問"
    )
    assert findings.say_compared(report.comparison.questions[1]) == (
        "「包括的な支援体制の必要性を自分の言葉で説明できる」の平均は2.0のままだった"
    )


@pytest.mark.parametrize("text", ["👨‍👩‍👧‍👦" * 5, "葛󠄀" * 5, "が" * 5])
def test_shortening_cuts_between_characters_a_reader_sees(text: str) -> None:
    cluster = text[: len(text) // 5]

    assert shorten(text, 3) == cluster * 2 + "…"
