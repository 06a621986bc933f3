"""Unit: a program is read whole, or everything wrong with its files is told at once."""

from pathlib import Path

import pytest

from programs.reading import program_keys, read_program
from tests.programs.tiny import Content


def test_sound_program_is_read_whole(content: Content) -> None:
    reading = read_program("tiny", root=content.root)

    assert reading.problems == ()
    assert reading.program is not None
    assert [meeting.key for meeting in reading.program.meetings] == ["first", "second"]
    assert [case.key for case in reading.program.cases] == ["lone"]
    assert [practice.key for practice in reading.program.practices] == ["town"]
    assert [document.key for document in reading.program.sources] == ["study"]


def test_mistakes_in_all_files_are_told_at_once(content: Content) -> None:
    content.change("sources", "  year: 令和5年度\n", "")
    content.change("program", "retention_days: 90", "retention_days: なし")
    content.change("first", "title: 振り返る\n", 'title: "振り返る\n')
    content.change("second", "minutes: 60", "minutes: 600")
    content.change("second", "kind: date", "kind: dates")
    content.change("second", "shortest: 30", "shortest: 30\n    shortest: 20")
    content.change("case", "notice: この事例は架空です。", "notice: ある人の話です。")
    content.change("practice", "done: 集まった。\n", "")

    assert [(p.file, p.place) for p in content.problems()] == [
        ("sources.yaml", "[0].year"),
        ("tiny/program.yaml", "retention_days"),
        ("tiny/meetings/first.yaml", ""),
        ("tiny/meetings/second.yaml", "steps[0].minutes"),
        ("tiny/meetings/second.yaml", "steps[0].shortest"),
        ("tiny/meetings/second.yaml", "worksheets[0].questions[3].kind"),
        ("cases/lone.yaml", "notice"),
        ("practices/town.yaml", "done"),
    ]


def test_broken_rules_are_told_beside_mistakes_in_shape(content: Content) -> None:
    content.change("first", "    minutes: 20\n", "    minutes: 二十\n")
    content.change("first", "    shortest: 5\n", "    shortest: 50\n")
    content.change("first", "    many: true\n", "")
    content.change("second", "least: 0, most: 100", "least: 100, most: 0")
    content.change("program", "group: council", "group: 社協")

    assert [(p.file, p.place) for p in content.problems()] == [
        ("tiny/program.yaml", "affiliations[1].group"),
        ("tiny/meetings/first.yaml", "steps[0].minutes"),
        ("tiny/meetings/first.yaml", "steps[2].shortest"),
        ("tiny/meetings/first.yaml", "worksheets[1].votes"),
        ("tiny/meetings/second.yaml", "worksheets[0].questions[2].least"),
    ]


def test_meetings_are_read_although_the_main_file_is_no_yaml(content: Content) -> None:
    content.change("program", "title: 小さな編\n", 'title: "小さな編\n')
    content.change("second", "minutes: 60", "minutes: 600")

    assert [(p.file, p.place) for p in content.problems()] == [
        ("tiny/program.yaml", ""),
        ("tiny/meetings/second.yaml", "steps[0].minutes"),
    ]


def test_missing_shared_file_is_told(content: Content) -> None:
    (content.root / "sources.yaml").unlink()

    assert [(p.file, p.message) for p in content.problems()] == [
        ("sources.yaml", "ファイルがありません。")
    ]


@pytest.mark.parametrize("key", ["tinny", "../tiny", "", "cases"])
def test_unknown_program_is_told_with_the_known_ones(content: Content, key: str) -> None:
    reading = read_program(key, root=content.root)

    assert reading.program is None
    assert [str(problem) for problem in reading.problems] == [
        f"「{key}」というプログラムはありません。 → いまあるのは tiny です。"
    ]


def test_programs_are_the_folders_with_a_main_file(content: Content, tmp_path: Path) -> None:
    (content.root / "empty-folder").mkdir()

    assert program_keys(content.root) == ("tiny",)
    assert program_keys(tmp_path / "nowhere") == ()
