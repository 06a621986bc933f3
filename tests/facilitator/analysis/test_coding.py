"""Suggested kinds, places, times, tools and fields of statements."""

import pytest

from facilitator.analysis.coding import suggest_coding
from facilitator.analysis.japanese import split_by_letters


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("子どもたちに将棋を教えたい", "want-to-try"),
        ("いつか朝市をやってみたいねん", "want-to-try"),
        ("軽トラなら出せるよ", "can-do"),
        ("編み物が得意です", "can-do"),
        ("バスが減って病院に行けん", "worry"),
        ("雪かきできる人がおらんのよ", "worry"),
        ("夜道が暗くて心配です", "worry"),
        ("朝の散歩がいちばんの楽しみ", "value"),
        ("この祭りは残していきたい", "value"),
        ("孫の顔を見るのがうれしい", "value"),
    ],
)
def test_kind_is_suggested_from_how_it_is_said(text: str, kind: str) -> None:
    assert suggest_coding(text).kind == kind


def test_place_time_and_tool_are_suggested_as_they_were_said() -> None:
    coding = suggest_coding("放課後に公民館で、ミシンを教えたい")

    assert (coding.place, coding.time, coding.tool) == ("公民館", "放課後", "ミシン")


def test_fields_are_option_keys_of_the_voices_sheet() -> None:
    assert suggest_coding("赤ちゃんを連れて行ける所がない").fields == ("children",)
    assert set(suggest_coding("車いすのお年寄りと子どもの祭り").fields) == {
        "elderly",
        "disability",
        "children",
        "beyond",
    }


def test_reason_names_the_words_that_were_found() -> None:
    why = suggest_coding("バス停まで遠くて困っている").why

    assert "「困" in why
    assert "バス停" in why
    assert why.endswith("。")


@pytest.mark.parametrize("text", ["", " ", "😊", "猫", "ええ", "あ" * 5000])
def test_text_that_tells_nothing_gets_no_invented_coding(text: str) -> None:
    coding = suggest_coding(text)

    assert coding.kind == ""
    assert (coding.time, coding.tool, coding.fields) == ("", "", ())


def test_without_dictionary_the_same_is_suggested_for_plain_words() -> None:
    coding = suggest_coding("夏休みに図書館で本を読みたい", split_by_letters)

    assert (coding.kind, coding.place, coding.time) == ("want-to-try", "図書館", "夏休み")


def test_part_of_another_word_is_not_taken_for_a_place() -> None:
    assert suggest_coding("このことは、よく考えたい").tool == ""
