"""Words of short Japanese texts, with the dictionary and without it."""

import threading

import pytest

from facilitator.analysis.japanese import (
    Splitter,
    fold,
    list_words,
    split_by_dictionary,
    split_by_letters,
)

BOTH = pytest.mark.parametrize("splitter", [split_by_dictionary, split_by_letters])


def normals(text: str, splitter: Splitter = split_by_dictionary) -> list[str]:
    return [word.normal for word in splitter(text).words if word.telling]


def test_spellings_of_one_word_become_one() -> None:
    assert normals("買いもの") == normals("買物") == normals("買い物") == ["買い物"]


def test_dialect_verb_becomes_its_standard_form() -> None:
    assert "余る" in normals("野菜が余っとるけえ、もろうて")
    assert "雪掻き" in normals("雪かきする人がおらん")


def test_words_that_say_nothing_alone_are_kept_but_marked() -> None:
    words = {word.surface: word.telling for word in list_words("人がバスに乗ること")}

    assert words["バス"] is True
    assert words["人"] is False


@BOTH
@pytest.mark.parametrize("text", ["", "   ", "😀🎉", "。。。", "！？", "\u200d\ufe0f", "123"])
def test_text_without_words_gives_none(splitter: Splitter, text: str) -> None:
    assert splitter(text).words == ()


@BOTH
def test_emoji_and_width_do_not_matter(splitter: Splitter) -> None:
    assert normals("ｽﾏﾎ😊と公園", splitter) == normals("スマホと公園", splitter)


@BOTH
def test_very_long_text_is_read_to_a_bound(splitter: Splitter) -> None:
    cut = splitter("買い物に困る。" * 20_000)

    assert len(cut.plain) <= 4000
    assert cut.words


@BOTH
def test_words_stand_where_they_say(splitter: Splitter) -> None:
    cut = splitter("朝市で、野菜を売る")

    for word in cut.words:
        assert cut.plain[word.start :].startswith(word.surface)


def test_without_dictionary_kanji_and_katakana_words_are_found() -> None:
    assert normals("移動販売のスーパー", split_by_letters) == [
        "移動販売",
        "移動",
        "動販",
        "販売",
        "スーパー",
    ]


def test_line_breaks_and_control_characters_become_spaces() -> None:
    assert fold("ご近所\n\tの\x00 ＡＢＣ") == "ご近所 の abc"


def test_many_threads_may_cut_at_once() -> None:
    found: list[list[str]] = []

    def cut_often() -> None:
        found.extend(normals("バスで病院に通う") for _ in range(200))

    threads = [threading.Thread(target=cut_often) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == [["バス", "病院", "通う"]] * 1600
