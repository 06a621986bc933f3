"""Sentences and slides that a deck makes of few answers say no more than the answers do."""

import io
from dataclasses import replace

import pytest
from pptx import Presentation

from facilitator.analysis.findings import say_repeated
from facilitator.analysis.records import Report
from facilitator.analysis.tallies import OptionCount, ScaleTally
from facilitator.exports.deck import make_deck
from facilitator.exports.deck_check import check_deck
from facilitator.exports.deck_choice import list_told
from facilitator.exports.meeting_slides import make_meeting_slides
from facilitator.exports.story_deck import make_story
from facilitator.exports.summary_slide import list_points, say_whole
from facilitator.exports.telling import pick_voices
from tests.facilitator.analysis.sample import make_answer, make_people, report_of
from tests.facilitator.exports.finished import make_finished

FINISHED = make_finished(["庁内の担当が分からない", "同じ話を三回した"] * 12)
_MOST = ("最も多", "もっとも多", "いちばん多", "半数", "％", "%")


def _say(*shares: tuple[int, int]) -> str:
    asked = []
    for number, (answered, upper) in enumerate(shares, 1):
        low, high = OptionCount("1", "ない", answered - upper), OptionCount("2", "ある", upper)
        asked.append(
            (f"第{number}回", ScaleTally("felt", "腹に落ちた", (low, high), answered, None))
        )
    return say_repeated(asked)


def _given(number: int) -> Report:
    people = make_people(max(1, number))
    answers = [
        make_answer(
            n, "moya", {"text": f"声{n}", "between": ("inside", "outside")[n % 2]}, people[n]
        )
        for n in range(number)
    ]
    return report_of(answers, people=people)


def _texts(content: bytes) -> str:
    slides = Presentation(io.BytesIO(content)).slides
    return "\n".join(
        shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame
    )


def test_question_of_several_days_is_told_day_by_day_without_a_trend() -> None:
    assert _say((22, 17), (21, 20)) == "「腹に落ちた」に「ある」は第1回22人中17人、第2回21人中20人"


def test_day_with_few_answers_is_left_out_of_the_sentence() -> None:
    assert _say((22, 17), (3, 3)) == "「腹に落ちた」に「ある」は第1回22人中17人"
    assert _say((2, 2), (1, 0)).endswith("どの回も5人に満たないため、傾向は読まない")


@pytest.mark.parametrize("number", [0, 1, 2, 4])
@pytest.mark.parametrize("make", [make_deck, make_story])
def test_deck_of_few_answers_names_no_tendency(make: object, number: int) -> None:
    content = make(_given(number))

    assert check_deck(content) == ()
    assert not [word for word in _MOST if word in _texts(content)]


def test_tie_is_told_as_a_tie() -> None:
    points = [card.text for card in list_points(_given(6))]

    assert "「もやもやカード」は「庁内どうし」と「庁外と」が並んで最も多い（6枚中 各3枚）" in points


def test_summary_stands_on_one_slide_and_leads_from_what_was_felt_to_what_changed() -> None:
    heads = [card.head for card in list_points(FINISHED)]

    assert heads == ["感じたこと", "選んだこと", "実行プラン", "最初の一歩", "前と後"]
    assert say_whole(report_of([])) == "回答はまだ集まっていない"


def test_homework_and_the_surveys_compared_stay_out_of_the_deck() -> None:
    told = [sheet.key for sheets in list_told(FINISHED).values() for sheet in sheets]

    assert "moya" in told
    assert not {"before", "after", "plan"} & set(told)


def test_same_words_are_quoted_once() -> None:
    sheet = FINISHED.find_worksheet("moya")
    assert sheet is not None

    assert len(sheet.answers) == 24
    assert [answer.headline for answer in pick_voices(sheet.answers, 6)] == [
        "庁内の担当が分からない",
        "同じ話を三回した",
    ]


def test_slide_of_joining_shows_number_and_address_where_one_is_known() -> None:
    report = replace(FINISHED, join_url="https://hall.example/j/ABC234", code="ABC234")

    deck = make_meeting_slides(report)

    assert check_deck(deck) == ()
    assert "\nABC234\n" in _texts(deck)
    assert "QRコード" not in {
        shape.name
        for slide in Presentation(io.BytesIO(make_meeting_slides(FINISHED))).slides
        for shape in slide.shapes
    }


def test_different_words_below_one_headline_are_all_quoted() -> None:
    sheet = FINISHED.find_worksheet("moya")
    assert sheet is not None
    same = [replace(answer, headline="Aさん世帯") for answer in sheet.answers[:3]]
    words = {answer.id: f"気づき{number}" for number, answer in enumerate(same)}

    assert len(pick_voices(same, 6, words=words)) == 3
