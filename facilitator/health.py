"""Look whether everything a workshop day needs is in order: data, content, network, fonts, disk."""

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from facilitator.addresses import list_addresses, public_url
from programs.reading import program_keys, read_program
from worksheets.database import Database
from worksheets.inspecting import inspect_database
from worksheets.settings import Settings

_FONT_FOLDERS = (
    "C:/Windows/Fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.fonts",
    "~/.local/share/fonts",
)
_FONT_NAMES = ("bizud", "yugoth", "meiryo", "msgothic", "hiragino", "ヒラギノ", "ipa", "takao")
_FONT_NAMES_CJK = ("notosansjp", "notosanscjk", "sourcehan", "vl-gothic", "vlgothic", "mplus")
_LITTLE = 500 * 1024**2  # bytes; a workshop needs a few megabytes, its slides and backups more
_TOO_LITTLE = 50 * 1024**2


class Level(StrEnum):
    """How a finding is meant."""

    OK = "ok"
    NOTE = "note"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at, and what was found, in words for people."""

    name: str
    title: str
    level: Level
    sentences: tuple[str, ...]


def check_data(database: Database) -> Finding:
    """Read all of the database."""
    found = inspect_database(database)
    if found.damage:
        advice = "控え(バックアップ)があれば「restore」で戻せます。"
        return Finding("data", "データ", Level.PROBLEM, (*found.damage, advice))
    held = f"研修{found.rows['workshops']}件、回答{found.rows['answers']}件"
    return Finding("data", "データ", Level.OK, (f"壊れていません({held})。",))


def check_content() -> Finding:
    """Read all programs."""
    problems = dict.fromkeys(
        str(problem) for key in program_keys() for problem in read_program(key).problems
    )
    if problems:
        return Finding("content", "プログラムの内容", Level.PROBLEM, tuple(problems))
    if not program_keys():
        return Finding("content", "プログラムの内容", Level.PROBLEM, ("プログラムがありません。",))
    keys = "、".join(program_keys())
    sentence = f"直すところはありません({keys})。"
    return Finding("content", "プログラムの内容", Level.OK, (sentence,))


def check_addresses(settings: Settings) -> Finding:
    """Look where phones would reach us."""
    if settings.public_url:
        sentence = f"参加者は {settings.public_url}/j から入ります(設定で決めたアドレス)。"
        return Finding("addresses", "アドレス", Level.OK, (sentence,))
    found = list_addresses()
    if not found:
        sentences = (
            "ネットワークにつながっていないため、スマートフォンからは開けません。",
            "会場の Wi-Fi につないでから、もう一度確かめてください。",
        )
        return Finding("addresses", "アドレス", Level.NOTE, sentences)
    networks = "、".join(f"{one.ip}({one.network})" for one in found)
    sentences = (
        f"参加者は {public_url(settings)}/j から入ります。",
        f"この PC のアドレス: {networks}",
    )
    return Finding("addresses", "アドレス", Level.OK, sentences)


def check_fonts() -> Finding:
    """Look for Japanese fonts, without which this machine shows boxes on the wall."""
    found = sorted(set(_list_japanese_fonts()))
    if found:
        sentence = (
            f"日本語の文字を出せます({'、'.join(found[:3])}{'など' if len(found) > 3 else ''})。"  # noqa: PLR2004 -- a few names will do
        )
        return Finding("fonts", "日本語の文字", Level.OK, (sentence,))
    sentence = (
        "この PC に日本語のフォントが見つかりません。この PC で投影するなら、"
        "BIZ UDゴシックなどを入れてください。別の PC で映すなら、このままで構いません。"
    )
    return Finding("fonts", "日本語の文字", Level.NOTE, (sentence,))


def _list_japanese_fonts() -> Iterator[str]:
    lister = shutil.which("fc-list")
    if lister is not None:
        done = subprocess.run(  # noqa: S603 -- a fixed command of the system
            [lister, ":lang=ja", "family"], capture_output=True, check=False, timeout=30
        )
        names = done.stdout.decode("utf-8", "replace").splitlines()
        yield from (name.partition(",")[0].strip() for name in names if name.strip())
    for folder in _FONT_FOLDERS:
        for file in Path(folder).expanduser().glob("**/*.[to]t[cf]"):
            name = file.stem.lower().replace(" ", "").replace("_", "")
            if any(known in name for known in (*_FONT_NAMES, *_FONT_NAMES_CJK)):
                yield file.stem


def check_disk(settings: Settings) -> Finding:
    """Look how much the disk still takes."""
    folder = settings.data_dir
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    sentence = f"データの置き場所の空きは {free / 1024**3:.1f}GB です。"
    if free < _TOO_LITTLE:
        advice = "このままでは保存できなくなります。要らないファイルを片づけてください。"
        return Finding("disk", "空き容量", Level.PROBLEM, (sentence, advice))
    if free < _LITTLE:
        advice = "少なくなっています。研修の前に片づけてください。"
        return Finding("disk", "空き容量", Level.NOTE, (sentence, advice))
    return Finding("disk", "空き容量", Level.OK, (sentence,))
