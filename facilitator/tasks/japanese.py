"""Let argparse speak Japanese: its own words, its errors, its help."""

import argparse
from collections.abc import Callable
from typing import Any, NoReturn

_WORDS = {
    "usage: ": "使い方: ",
    "positional arguments": "指定するもの",
    "options": "選べるもの",
    "subcommands": "命令",
    "show this help message and exit": "この説明を出します。",
    "argument %(argument_name)s: %(message)s": "「%(argument_name)s」: %(message)s",
    "the following arguments are required: %s": "足りないものがあります: %s",
    "unrecognized arguments: %s": "知らない指定があります: %s",
    "invalid %(type)s value: %(value)r": "「%(value)s」は使えません。%(type)sを入れてください。",
    "invalid choice: %(value)r (choose from %(choices)s)": (
        "「%(value)s」はありません。次から選んでください: %(choices)s"
    ),
    "unknown parser %(parser_name)r (choices: %(choices)s)": (
        "「%(parser_name)s」という命令はありません。次から選んでください: %(choices)s"
    ),
    "expected one argument": "この後ろに値を1つ書いてください。",
    "expected at most one argument": "値は1つまでです。",
    "expected at least one argument": "この後ろに値を書いてください。",
    "expected %s argument": "この後ろに値を%sつ書いてください。",
    "expected %s arguments": "この後ろに値を%sつ書いてください。",
    "ignored explicit argument %r": "「%s」は要りません。",
    "ambiguous option: %(option)s could match %(matches)s": (
        "「%(option)s」は次のどれか分かりません: %(matches)s"
    ),
    "not allowed with argument %s": "「%s」と一緒には使えません。",
    "one of the arguments %s is required": "次のどれか1つが要ります: %s",
    "%(prog)s: error: %(message)s\n": "使い方が違います。%(message)s\n",
}


def speak_japanese() -> None:
    """Give argparse our words; it looks them up by its own name for gettext."""
    translate: Callable[[str], str] = _translate
    argparse._ = translate  # type: ignore[attr-defined]  # noqa: SLF001 -- argparse has no other door for its words
    argparse.ngettext = _translate_number  # type: ignore[attr-defined]


def _translate(text: str) -> str:
    return _WORDS.get(text, text)


def _translate_number(one: str, many: str, count: int) -> str:
    return _translate(one if count == 1 else many)


class Parser(argparse.ArgumentParser):
    """A parser whose errors end with where to look, and whose help is laid out for Japanese."""

    def __init__(self, **more: Any) -> None:  # noqa: ANN401 -- passed on as they are
        super().__init__(
            formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False, **more
        )

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and how to see the help; exit code 2."""
        self.exit(2, f"使い方が違います。{message}\n説明は「{self.prog} --help」で出ます。\n")
