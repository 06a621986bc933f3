"""Readings: the longest word wins, and rather none than a wrong one."""

from pathlib import Path

import pytest

from programs.facing import list_texts
from programs.furigana import Furigana, Readings, get_furigana, read_readings
from programs.model import MeetingKind
from programs.questions import Source, SourceKind
from programs.reading import program_keys, read_program

OURS = Source(kind=SourceKind.OURS)


def write(text: str, furigana: Furigana | None = None) -> str:
    """Write a text with the readings in brackets."""
    parts = (furigana or get_furigana()).split(text)
    return "".join(f"{one.text}({one.reading})" if one.reading else one.text for one in parts)


def test_shipped_readings_have_no_problems() -> None:
    assert read_readings().problems == ()


@pytest.mark.parametrize("key", program_keys())
def test_every_word_of_a_shipped_program_has_a_reading_or_is_left_on_purpose(key: str) -> None:
    program = read_program(key).program
    assert program is not None
    texts = list_texts(program)
    assert len(texts) > 100

    assert [word for text in texts for word in get_furigana().list_missing(text)] == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("話し合いの約束", "話(はな)し合(あ)いの約束(やくそく)"),
        ("地域包括支援", "地域(ちいき)包括(ほうかつ)支援(しえん)"),
        ("行く人、行う人", "行(い)く人(ひと)、行(おこな)う人(ひと)"),
        ("話を聞く", "話(はなし)を聞(き)く"),
        ("一人一人が書く", "一人一人(ひとりひとり)が書(か)く"),
        ("3枚書く、15分で話す", "3枚(まい)書(か)く、15分で話(はな)す"),
        ("来る、来た", "来(く)る、来(き)た"),
    ],
)
def test_reading_follows_the_longest_word(text: str, told: str) -> None:
    assert write(text) == told


def test_unknown_word_gets_no_reading_even_when_its_letters_are_known() -> None:
    furigana = Furigana(Readings(source=OURS, words={"会": "かい", "場": "ば"}))

    assert write("会場と会と場", furigana) == "会場と会(かい)と場(ば)"
    assert furigana.list_missing("会場と会") == ("会場",)


def test_parts_are_the_text_again() -> None:
    text = "3か月後、二つ目の会場で<b>話し合う</b>。"

    assert "".join(part.text for part in get_furigana().split(text)) == text


def test_reading_that_does_not_fit_its_kana_is_told(tmp_path: Path) -> None:
    (tmp_path / "readings.yaml").write_text(
        "source: {kind: ours, note: x}\nwords:\n  話し合い: はなすあい\n  参加: さんカ\n",
        encoding="utf-8",
    )

    found = read_readings(tmp_path)

    assert found.readings is None
    assert len(found.problems) == 1
    assert "さんカ" in str(found.problems[0]) or "参加" in str(found.problems[0])


@pytest.mark.parametrize("key", program_keys())
def test_steps_and_leads_of_meetings_stand_in_easy_japanese_in_short_sentences(key: str) -> None:
    program = read_program(key).program
    assert program is not None
    gathered = [one for one in program.meetings if one.kind is not MeetingKind.PREPARATION]
    written = [(step.instruction, step.easy) for one in gathered for step in one.steps]
    written += [(sheet.lead, sheet.easy) for one in gathered for sheet in one.worksheets]
    assert len(written) > 50

    assert [usual for usual, easy in written if usual and not easy] == []
    sentences = [part for _, easy in written for part in easy.split("。")]
    assert [part for part in sentences if len(part) > 32] == []
