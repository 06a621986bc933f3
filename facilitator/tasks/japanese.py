"""Let argparse speak Japanese: its own words, its errors, its help."""

import argparse
import unicodedata
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
    argparse._ = _translate  # type: ignore[attr-defined]  # no other door for its words
    argparse.ngettext = _translate_number  # type: ignore[attr-defined]  # same


def _translate(text: str) -> str:
    return _WORDS.get(text, text)


def _translate_number(one: str, many: str, count: int) -> str:
    return _translate(one if count == 1 else many)


class Parser(argparse.ArgumentParser):
    """A parser whose errors say where to look, and whose help is laid out for wide letters."""

    def __init__(self, **more: Any) -> None:  # noqa: ANN401 -- passed on as they are
        super().__init__(allow_abbrev=False, **more)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and how to see the help; exit code 2."""
        self.exit(2, f"使い方が違います。{message}\n説明は「{self.prog} --help」で出ます。\n")

    def format_help(self) -> str:
        """Lay the help out; argparse itself would count a wide letter as one column."""
        parts = [self.format_usage().rstrip(), self.description or ""]
        parts += [_lay_out(f"{title}:", rows) for title, rows in self._list_rows() if rows]
        parts.append(self.epilog or "")
        return "\n\n".join(part for part in parts if part) + "\n"

    def _list_rows(self) -> list[tuple[str, list[tuple[str, str]]]]:
        given: list[tuple[str, str]] = []
        chosen: list[tuple[str, str]] = []
        commands: list[tuple[str, str]] = []
        for action in self._actions:
            if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 -- argparse names this class only so
                commands = [(one.dest, one.help or "") for one in action._choices_actions]  # noqa: SLF001 -- same
            elif action.option_strings:
                value = f" {action.metavar}" if action.metavar else ""
                chosen.append((f"{', '.join(action.option_strings)}{value}", action.help or ""))
            else:
                given.append((str(action.metavar or action.dest), action.help or ""))
        return [("命令", commands), ("指定するもの", given), ("選べるもの", chosen)]


def _lay_out(title: str, rows: list[tuple[str, str]]) -> str:
    width = max(measure(name) for name, _ in rows)
    lines = [f"  {name}{' ' * (width - measure(name))}  {what}" for name, what in rows]
    return "\n".join((title, *lines))


def measure(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in text)
