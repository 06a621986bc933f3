"""Check all programs from the command line, or write the editor schemas.

python -m programs            print every problem, or a summary when there is none
python -m programs --schema   write content/schema/*.json
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from programs.facing import list_texts
from programs.furigana import Furigana, Readings, read_readings
from programs.lexicon import Lexicon, read_lexicon
from programs.model import Program
from programs.reading import CONTENT, program_keys, read_program
from programs.schemas import write_schemas


class _Parser(argparse.ArgumentParser):
    """Speaks Japanese only."""

    def __init__(self) -> None:
        super().__init__(
            prog="python -m programs",
            description="プログラムの内容(YAML)を確かめます。",
            usage="python -m programs [--schema] [--content フォルダー]",
            add_help=False,
        )
        group = self.add_argument_group("選べること")
        group.add_argument("-h", "--help", action="help", help="この説明を出します。")
        group.add_argument(
            "--schema", action="store_true", help="編集ソフト用のスキーマを書き出します。"
        )
        group.add_argument(
            "--content", type=Path, default=CONTENT, metavar="フォルダー", help="内容の置き場所。"
        )

    def format_help(self) -> str:
        return super().format_help().replace("usage:", "使い方:", 1)

    def error(self, message: str) -> NoReturn:  # noqa: ARG002 -- argparse gives English only
        self.exit(2, "使い方が違います。python -m programs --help で確かめてください。\n")


def main(arguments: list[str] | None = None) -> int:
    """Run the command and return its exit code."""
    options = _Parser().parse_args(arguments)
    if options.schema:
        for file in write_schemas(options.content / "schema"):
            _say(f"書き出しました: schema/{file.name}")
        return 0
    keys = program_keys(options.content)
    if not keys:
        _say("プログラムがありません。program.yaml のあるフォルダーを作ってください。")
        return 1
    readings = [read_program(key, root=options.content) for key in keys]
    words = read_lexicon(options.content)
    problems = dict.fromkeys(problem for reading in readings for problem in reading.problems)
    problems |= dict.fromkeys(words.problems)
    aloud = read_readings(options.content)
    problems |= dict.fromkeys(aloud.problems)
    for problem in problems:
        _say(str(problem))
    for reading in readings:
        if reading.program is not None:
            _say(describe(reading.program))
    if words.lexicon is not None:
        _say(describe_words(words.lexicon))
    if aloud.readings is not None:
        _say(describe_readings(aloud.readings, [reading.program for reading in readings]))
    if problems:
        _say(f"直すところが{len(problems)}件あります。")
        return 1
    _say(f"{len(keys)}件のプログラムに、直すところはありません。")
    return 0


def describe(program: Program) -> str:
    """Sum up a program: its meetings with steps, worksheets and minutes."""
    steps = sum(len(meeting.steps) for meeting in program.meetings)
    minutes = sum(meeting.minutes for meeting in program.meetings)
    counts = (
        f"回 {len(program.meetings)}",
        f"ステップ {steps}",
        f"ワークシート {len(program.worksheets)}",
        f"合計 {minutes}分",
        f"事例 {len(program.cases)}",
        f"他市町村の取組 {len(program.practices)}",
    )
    lines = [f"{program.title}({program.key}): {'、'.join(counts)}"]
    for meeting in program.meetings:
        own = f"ステップ {len(meeting.steps)}、ワークシート {len(meeting.worksheets)}"
        lines.append(f"  {meeting.label} {meeting.title}: {own}、{meeting.minutes}分")
    return "\n".join(lines)


def describe_words(lexicon: Lexicon) -> str:
    """Sum up the lexicon: how many themes, words and answers it has."""
    groups = (lexicon.themes, lexicon.places, lexicon.times, lexicon.tools, lexicon.fields)
    words = sum(len(group.words) for some in groups for group in some)
    return (
        f"言葉の辞書(lexicon.yaml): テーマ {len(lexicon.themes)}、言葉 {words}、"
        f"応え合い {len(lexicon.answers)}"
    )


def describe_readings(readings: Readings, programs: Sequence[Program | None]) -> str:
    """Sum up the readings and name the words of the programs that have none."""
    furigana = Furigana(readings)
    texts = [text for program in programs if program is not None for text in list_texts(program)]
    missing = dict.fromkeys(word for text in texts for word in furigana.list_missing(text))
    return (
        f"読みがな(readings.yaml): 言葉 {len(readings.words) + len(readings.stems)}、"
        f"付けないと決めた言葉 {len(readings.left)}、"
        f"まだない言葉 {len(missing)}{': ' if missing else ''}{'、'.join(missing)}"
    )


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main())
