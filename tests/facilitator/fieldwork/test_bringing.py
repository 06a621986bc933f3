"""Records become voice cards, line by line, once, and only as far as was promised."""

import pytest

from facilitator.fieldwork.bringing import bring_voices, is_suggested, list_lines
from tests.heard import Hall
from worksheets import answers
from worksheets.promises import list_showable
from worksheets.records import Answer
from worksheets.toolkit import Toolkit


@pytest.fixture
def hall(box: Toolkit) -> Hall:
    assert box.rooms == {}
    return Hall()


def _voices(hall: Hall, team: str = "") -> dict[str, Answer]:
    sheet = hall.program.find_worksheet("heard")
    assert sheet is not None
    return {answer.values["text"]: answer for answer in list_showable(hall.code, sheet, team=team)}


def test_each_line_becomes_a_voice_of_the_kind_it_was_written_under(hall: Hall) -> None:
    record = hall.record(
        "花の世話をする人",
        words=[{"word": "朝がいちばん好きだね"}],
        values="・通る人の顔\n・季節の花",
        worries="水道が遠い",
        **{"can-do": "苗を分けられる", "want-to-try": "子どもと球根を植えたい"},
    )

    brought = bring_voices(hall.code)

    voices = _voices(hall)
    assert (brought.new, brought.records, brought.withheld) == (6, 1, 0)
    kinds = {text: voice.values.get("kind") for text, voice in voices.items()}
    assert kinds.pop("朝がいちばん好きだね", "missing") != "missing"
    assert kinds == {
        "通る人の顔": "value",
        "季節の花": "value",
        "水道が遠い": "worry",
        "苗を分けられる": "can-do",
        "子どもと球根を植えたい": "want-to-try",
    }
    assert {tuple(voice.values["from"]) for voice in voices.values()} == {(record,)}
    assert {voice.team for voice in voices.values()} == {"t1"}
    assert all(is_suggested(voice) for voice in voices.values())


def test_repeating_adds_nothing_and_leaves_what_people_did(hall: Hall) -> None:
    hall.record("店の人", values="朝の声\n夜の声")
    bring_voices(hall.code)
    voices = _voices(hall)
    edited = voices["朝の声"]
    hall.give("heard", {**edited.values, "kind": "worry"}, of=edited.id)
    answers.withdraw(hall.code, voices["夜の声"].id, participant=hall.people["t1"])

    again = bring_voices(hall.code)

    left = _voices(hall)
    assert again.new == 0
    assert list(left) == ["朝の声"]
    assert left["朝の声"].values["kind"] == "worry"
    assert not is_suggested(left["朝の声"])


def test_what_may_not_be_told_brings_no_voice_and_team_words_stay_in_the_team(hall: Hall) -> None:
    hall.record("だれにも", "none", values="秘密")
    hall.record("班まで", "team", values="班の声")

    brought = bring_voices(hall.code)

    assert (brought.records, brought.withheld) == (1, 1)
    assert _voices(hall) == {}
    assert list(_voices(hall, "t1")) == ["班の声"]
    assert _voices(hall, "t2") == {}


def test_line_struck_out_of_its_record_takes_its_voice_away_even_if_confirmed(hall: Hall) -> None:
    record = hall.record("店の人", values="朝の声\n夜の声")
    bring_voices(hall.code)
    night = _voices(hall)["夜の声"]
    hall.give("heard", {**night.values, "kind": "worry"}, of=night.id)

    values = {"who": "店の人", "sharing": "anonymous", "values": "朝の声"}
    hall.give("record", values, of=record)

    assert list(_voices(hall, "t1")) == ["朝の声"]


def test_voice_reworded_by_people_stays_while_its_line_stands(hall: Hall) -> None:
    hall.record("店の人", values="朝の声")
    bring_voices(hall.code)
    voice = _voices(hall)["朝の声"]

    hall.give("heard", {**voice.values, "text": "朝のあいさつの声"}, of=voice.id)

    assert list(_voices(hall)) == ["朝のあいさつの声"]


@pytest.mark.parametrize(
    ("values", "lines"),
    [
        ({}, []),
        ({"values": " \n・\n"}, []),
        ({"values": "朝の声", "words": [{"word": "「朝の声。」"}]}, [("朝の声", "value")]),
        ({"words": [{"word": "ｱｻの声"}, {"word": "アサの声"}]}, [("ｱｻの声", None)]),
        ({"words": [{}]}, []),
    ],
)
def test_lines_are_cleaned_and_none_comes_twice(
    values: dict[str, object], lines: list[tuple[str, str | None]]
) -> None:
    assert list_lines(values) == lines


def test_long_line_is_cut_at_the_ends_of_its_sentences() -> None:
    sentence = (
        "朝になると、となりのおばさんがシャッターを開ける音がして、それで一日が始まるんですよ。"
    )

    assert list_lines({"values": sentence * 3}) == [(sentence, "value")]
    assert [text for text, _ in list_lines({"values": f"{sentence}昔は、{sentence}"})] == [
        sentence,
        f"昔は、{sentence}",
    ]
