"""The lexicon of community life: what it must hold, and how mistakes in it are told."""

from collections.abc import Callable
from pathlib import Path

import pytest

from programs.__main__ import main
from programs.lexicon import get_lexicon, read_lexicon
from programs.reading import read_program

TINY = """\
source: {kind: ours, note: 一般的な知識}
themes:
  - key: mobility
    label: 出かける足
    words: [バス, 坂]
  - key: driving
    label: 車を出すこと
    words: [運転]
places: [{key: hall, label: 公民館, words: [公民館]}]
times: [{key: night, label: 夜, words: [夜]}]
tools: [{key: truck, label: 軽トラ, words: [軽トラ]}]
fields: [{key: elderly, label: 高齢, words: [年寄り]}]
answers:
  - {give: driving, need: [mobility], why: 車が足になる}
idioms: [猫の手も借り]
"""


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., list[str]]:
    def change(old: str, new: str) -> list[str]:
        assert old in TINY
        (tmp_path / "lexicon.yaml").write_text(TINY.replace(old, new), encoding="utf-8")
        return [str(problem) for problem in read_lexicon(tmp_path).problems]

    return change


def test_shipped_lexicon_is_sound_and_ours() -> None:
    assert read_lexicon().problems == ()
    assert get_lexicon().source.kind == "ours"


def test_fields_are_the_options_of_the_voices_sheet() -> None:
    program = read_program("community-building").program
    assert program is not None
    sheets = [sheet for meeting in program.meetings for sheet in meeting.worksheets]
    voices = next(sheet for sheet in sheets if sheet.role == "voices")
    question = next(question for question in voices.questions if question.key == "field")

    known = {option.key for option in question.options}

    assert {field.key for field in get_lexicon().fields} <= known


def test_sound_lexicon_has_no_problems(write: Callable[..., list[str]]) -> None:
    assert write("kind: ours", "kind: ours") == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("kind: ours", "kind: sourced, file: x", "本ツールが選んだ言葉だけ"),
        ("[バス, 坂]", "[バス, あ]", "5行目 themes[0].words[1]"),
        ("[バス, 坂]", "[バス, バス]", "「バス」が1番目と2番目"),
        ("key: driving", "key: mobility", "「mobility」が1番目と2番目"),
        ("need: [mobility]", "need: [mobilty]", "「mobility」ではありませんか"),
        ("give: driving", "give: flying", "「flying」というテーマはありません"),
        ("words: [運転]", "words: []", "数が足りません"),
        ("words: [運転]", "word: [運転]", "lexicon.yaml 8行目 themes[1].word"),
        ("[猫の手も借り]", "[猫の手も借り, 猫の手も借り]", "2番目"),
    ],
)
def test_mistake_is_told_with_its_place(
    write: Callable[..., list[str]], old: str, new: str, told: str
) -> None:
    problems = write(old, new)

    assert told in "\n".join(problems)


def test_folder_without_a_lexicon_does_without(tmp_path: Path) -> None:
    assert read_lexicon(tmp_path).problems == ()


def test_mistake_in_the_lexicon_fails_the_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "lexicon.yaml").write_text("themes: x\n", encoding="utf-8")
    (tmp_path / "tiny").mkdir()
    (tmp_path / "tiny" / "program.yaml").write_text("key: tiny\n", encoding="utf-8")

    assert main(["--content", str(tmp_path)]) == 1
    assert "lexicon.yaml" in capsys.readouterr().out
