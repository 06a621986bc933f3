"""Integration: `python -m programs` as people and CI run it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from programs.__main__ import main
from programs.schemas import SHAPES, make_schema
from tests.programs.tiny import Content

ROOT = Path(__file__).parents[2]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "programs", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
        check=False,
    )


def test_shipped_programs_are_summed_up_and_exit_with_zero() -> None:
    result = run()

    assert (result.returncode, result.stderr) == (0, "")
    assert "チームづくり編(team-building): 回 5、" in result.stdout
    assert result.stdout.splitlines()[-1].endswith("件のプログラムに、直すところはありません。")


def test_every_problem_is_printed_and_exits_with_one(content: Content) -> None:
    content.change("first", "    shortest: 10\n", "    shortest: 30\n")
    content.change("case", "この事例は架空です。", "ある人の話です。")

    result = run("--content", str(content.root))

    assert (result.returncode, result.stderr) == (1, "")
    assert result.stdout.splitlines() == [
        (
            "tiny/meetings/first.yaml 15行目 steps[0].shortest: "
            "最短の時間(30分)が標準の時間(20分)より長くなっています。 → "
            "shortest を20以下にしてください。"
        ),
        (
            "cases/lone.yaml 3行目 notice: 架空の事例であることが書かれていません。 → "
            "「この事例は架空です。」のように、「架空」の言葉を入れてください。"
        ),
        "直すところが2件あります。",
    ]


def test_sound_content_is_summed_up(content: Content, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["--content", str(content.root)])

    assert code == 0
    assert capsys.readouterr().out.splitlines() == [
        "小さな編(tiny): 回 2、ステップ 4、ワークシート 5、合計 120分、事例 1、他市町村の取組 1",
        "  第1回 振り返る: ステップ 3、ワークシート 3、60分",
        "  第2回 アイデア: ステップ 1、ワークシート 2、60分",
        "1件のプログラムに、直すところはありません。",
    ]


def test_problem_in_a_shared_file_is_printed_once(content: Content) -> None:
    """Two programs use the same case; its mistake is one thing to mend."""
    other = content.root / "other"
    for file in (content.root / "tiny").rglob("*.yaml"):
        copy = other / file.relative_to(content.root / "tiny")
        copy.parent.mkdir(parents=True, exist_ok=True)
        text = file.read_text(encoding="utf-8")
        copy.write_text(text.replace("key: tiny", "key: other"), encoding="utf-8")
    content.change("case", "この事例は架空です。", "ある人の話です。")

    result = run("--content", str(content.root))

    assert result.returncode == 1
    assert result.stdout.count("cases/lone.yaml") == 1
    assert result.stdout.splitlines()[-1] == "直すところが1件あります。"


def test_folder_without_programs_is_told(tmp_path: Path) -> None:
    result = run("--content", str(tmp_path))

    assert (result.returncode, result.stdout) == (
        1,
        "プログラムがありません。program.yaml のあるフォルダーを作ってください。\n",
    )


def test_schemas_are_written(tmp_path: Path) -> None:
    result = run("--schema", "--content", str(tmp_path))

    assert (result.returncode, result.stderr) == (0, "")
    assert len(result.stdout.splitlines()) == len(SHAPES)
    for name in SHAPES:
        written = (tmp_path / "schema" / f"{name}.json").read_text(encoding="utf-8")
        assert written == make_schema(name)


def test_help_is_japanese() -> None:
    result = run("--help")

    assert result.returncode == 0
    assert result.stdout.startswith("使い方: python -m programs")
    assert not any(word in result.stdout for word in ("usage", "options", "show this"))


def test_wrong_use_is_told_in_japanese_and_exits_with_two() -> None:
    result = run("--unknown")

    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == "使い方が違います。python -m programs --help で確かめてください。\n"
