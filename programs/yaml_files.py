"""Read one YAML file into plain values, remembering the line of every part.

All duplicate keys are reported, not only the first; a file that is no YAML gives one problem.
"""

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from programs.problems import ContentProblem, Place, name_path

# What the parser says in English, and what helps the writer; the first that fits counts.
_SYNTAX = (
    (r"\t", "字下げにタブが使われています。", "タブを半角の空白に置き換えてください。"),
    (
        "mapping values are not allowed",
        "文の中に半角の「: 」があるか、字下げがずれています。",
        '文全体を引用符「"」で囲むか、全角の「：」にし、字下げを上の行とそろえてください。',
    ),
    (
        "end of stream",
        "引用符「\"」や「'」が閉じられていません。",
        "この文の終わりに、始まりと同じ引用符を付けてください。",
    ),
    (
        "could not find expected ':'",
        "「名前: 値」の形になっていない行があります。",
        "名前の後に半角の「:」と空白を置いてください。長い文の続きは字下げしてください。",
    ),
    (
        "expected <block end>",
        "字下げがそろっていないか、引用符の後に文字が続いています。",
        "同じ並びの行は、先頭の空白の数をそろえてください。",
    ),
    (
        "expected ',' or",
        "「[」または「{」で始まる並びが閉じられていません。",
        "区切りに半角の「,」を使い、最後を「]」または「}」で閉じてください。",
    ),
    (
        "alias",
        "「*」で始まる値が、前に書いた目印を指していません。",
        '文の先頭が「*」なら、文全体を引用符「"」で囲んでください。',
    ),
    (
        "cannot start any token",
        "値の先頭に使えない記号があります。",
        '文の先頭が「@」「`」「%」などの記号なら、文全体を引用符「"」で囲んでください。',
    ),
    (
        "single document",
        "1つのファイルに「---」で区切った内容が2つ以上あります。",
        "「---」を消すか、ファイルを分けてください。",
    ),
)
# The parser notices these some lines after the place where they began.
_BEGAN_EARLIER = ("end of stream", "could not find expected ':'", "expected ',' or")
_UNREADABLE = (
    "YAML として読めません。",
    "この行と1つ上の行の、字下げ・引用符・「:」の後の空白を見直してください。",
)
_LAST_PART = re.compile(r"(\.[^.\[]+|\[\d+\]|^[^.\[]+)$")


@dataclass(frozen=True, slots=True)
class YamlFile:
    """Plain values of a file; `data` is None when the file cannot be read at all."""

    name: str
    data: Any
    lines: dict[str, int] = field(default_factory=dict)
    problems: tuple[ContentProblem, ...] = ()

    def add_line(self, problem: ContentProblem) -> ContentProblem:
        """Give the problem the line of its place, or of the nearest place around it."""
        place = problem.place
        while place and place not in self.lines:
            place = _LAST_PART.sub("", place)
        return replace(problem, line=self.lines.get(place))


def read_yaml(root: Path, name: str) -> YamlFile:
    """Read the file `name` below `root`; mistakes become problems."""
    try:
        text = (root / name).read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return _broken(name, "ファイルがありません。", "この名前でファイルを作ってください。")
    except UnicodeDecodeError:
        return _broken(
            name, "文字コードが UTF-8 ではありません。", "UTF-8 で保存し直してください。"
        )
    except OSError:
        return _broken(name, "ファイルを開けません。", "読み取りの権限を確かめてください。")
    try:
        return _parse(text, name)
    except YAMLError as error:
        return _explain(name, error)
    except ValueError:  # what the parser takes for a date but is none, such as 2026-13-45
        return _broken(
            name,
            "日付や数のようで、そうとは読めない値があります。",
            '日付のような値は引用符「"」で囲んでください。',
        )


def _parse(text: str, name: str) -> YamlFile:
    yaml = YAML(typ="safe", pure=True)
    node = yaml.compose(text)
    if node is None:
        return _broken(name, "ファイルが空です。", "内容を書いてください。")
    collector = _Collector(yaml, name)
    data = collector.collect(node, ())
    return YamlFile(name, data, collector.lines, tuple(collector.problems))


class _Collector:
    """Turn parsed nodes into values, noting lines and duplicate keys on the way."""

    def __init__(self, yaml: YAML, name: str) -> None:
        self._yaml = yaml
        self._name = name
        self._open: set[int] = set()
        self.lines: dict[str, int] = {}
        self.problems: list[ContentProblem] = []

    def collect(self, node: Node, path: tuple[str | int, ...]) -> Any:  # noqa: ANN401 -- any YAML value
        self.lines.setdefault(name_path(path), node.start_mark.line + 1)
        if id(node) in self._open:  # an anchor that contains itself would never end
            self._note(path, node, "「*」が自分自身を指しています。", "この値を消してください。")
            return None
        self._open.add(id(node))
        value = self._collect_inside(node, path)
        self._open.discard(id(node))
        return value

    def _collect_inside(self, node: Node, path: tuple[str | int, ...]) -> Any:  # noqa: ANN401 -- any YAML value
        if isinstance(node, SequenceNode):
            return [self.collect(item, (*path, n)) for n, item in enumerate(node.value)]
        if not isinstance(node, MappingNode):
            return self._yaml.constructor.construct_object(node)
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node.value, str) else "?"
            place = (*path, key)
            if key in values:
                advice = f"{self.lines[name_path(place)]}行目にもあります。片方を消してください。"
                self._note(place, key_node, f"「{key}」が2回書かれています。", advice)
            else:
                self.lines[name_path(place)] = key_node.start_mark.line + 1
                values[key] = self.collect(value_node, place)
        return values

    def _note(self, path: tuple[str | int, ...], node: Node, message: str, advice: str) -> None:
        problem = Place(self._name, path).problem(message, advice)
        self.problems.append(replace(problem, line=node.start_mark.line + 1))


def _broken(name: str, message: str, advice: str, line: int | None = None) -> YamlFile:
    return YamlFile(name, None, problems=(ContentProblem(name, "", message, advice, line),))


def _explain(name: str, error: YAMLError) -> YamlFile:
    english = str(error)
    line = None
    if isinstance(error, MarkedYAMLError):
        english = f"{error.context or ''} {error.problem or ''}"
        began_earlier = any(sign in english for sign in _BEGAN_EARLIER)
        marks = (error.context_mark, error.problem_mark)
        mark = next((m for m in (marks if began_earlier else marks[::-1]) if m), None)
        line = mark.line + 1 if mark else None
    for sign, message, advice in _SYNTAX:
        if sign in english:
            return _broken(name, message, advice, line)
    return _broken(name, *_UNREADABLE, line)
