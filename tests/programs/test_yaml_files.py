"""Unit: a file that is no YAML is told with the line to look at; lines are those of an editor."""

import pytest

from programs.reading import CONTENT
from programs.yaml_files import read_yaml
from tests.programs.mistake import Mistake, check
from tests.programs.tiny import SHORT, Content

QUOTE = '文全体を引用符「"」で囲むか、全角の「：」にし、字下げを上の行とそろえてください。'
SYNTAX_MISTAKES = tuple(
    Mistake("first", old, new, "", line, message, advice)
    for old, new, line, message, advice in (
        (
            "key: first\n",
            "\tkey: first\n",
            1,
            "字下げにタブが使われています。",
            "タブを半角の空白に置き換えてください。",
        ),
        (
            "title: 振り返る\n",
            "title: 振り返る: 書く\n",
            3,
            "文の中に半角の「: 」があるか、字下げがずれています。",
            QUOTE,
        ),
        (
            "title: 振り返る\n",
            'title: "振り返る\n',
            3,
            "引用符「\"」や「'」が閉じられていません。",
            "この文の終わりに、始まりと同じ引用符を付けてください。",
        ),
        (
            "title: 振り返る\n",
            "title 振り返る\n",
            3,
            "「名前: 値」の形になっていない行があります。",
            "名前の後に半角の「:」と空白を置いてください。長い文の続きは字下げしてください。",
        ),
        (
            "title: 振り返る\n",
            "title: *注目\n",
            3,
            "「*」で始まる値が、前に書いた目印を指していません。",
            '文の先頭が「*」なら、文全体を引用符「"」で囲んでください。',
        ),
        (
            "title: 振り返る\n",
            "title: @注目\n",
            3,
            "値の先頭に使えない記号があります。",
            '文の先頭が「@」「`」「%」などの記号なら、文全体を引用符「"」で囲んでください。',
        ),
        (
            "title: 振り返る\n",
            "---\ntitle: 振り返る\n",
            3,
            "1つのファイルに「---」で区切った内容が2つ以上あります。",
            "「---」を消すか、ファイルを分けてください。",
        ),
        (
            "outcome: [カード]\n",
            "outcome: [カード\n",
            7,
            "「[」または「{」で始まる並びが閉じられていません。",
            "区切りに半角の「,」を使い、最後を「]」または「}」で閉じてください。",
        ),
        (
            "outcome: [カード]\n",
            'outcome: "カード" と\n',
            7,
            "字下げがそろっていないか、引用符の後に文字が続いています。",
            "同じ並びの行は、先頭の空白の数をそろえてください。",
        ),
        (
            "outcome: [カード]\n",
            "outcome: !!python/object:os.system x\n",
            7,
            "YAML として読めません。",
            "この行と1つ上の行の、字下げ・引用符・「:」の後の空白を見直してください。",
        ),
        (
            "outcome: [カード]\n",
            "outcome: [2024-13-45]\n",
            None,
            "日付や数のようで、そうとは読めない値があります。",
            '日付のような値は引用符「"」で囲んでください。',
        ),
    )
)


@pytest.mark.parametrize("mistake", SYNTAX_MISTAKES, ids=lambda mistake: repr(mistake.new.strip()))
def test_mistake_in_syntax_is_told_with_line_and_advice(content: Content, mistake: Mistake) -> None:
    check(mistake, content)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "ファイルが空です。"),
        ("key: 第1回".encode("cp932"), "文字コードが UTF-8 ではありません。"),
        (b"- a\n- b\n", "項目の組で書くところです。"),
        (b"just words\n", "項目の組で書くところです。"),
    ],
)
def test_file_of_another_kind_is_told(content: Content, data: bytes, message: str) -> None:
    (content.root / SHORT["first"]).write_bytes(data)

    assert [(p.file, p.message) for p in content.problems()] == [(SHORT["first"], message)]


def test_byte_order_mark_of_windows_editors_does_no_harm(content: Content) -> None:
    file = content.root / SHORT["first"]
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))

    assert content.problems() == ()


def test_value_that_contains_itself_is_told_and_not_followed(content: Content) -> None:
    content.change("first", "outcome: [カード]\n", "outcome: &loop [*loop]\n")

    assert content.problems()[0].message == "「*」が自分自身を指しています。"


def test_lines_are_counted_as_an_editor_shows_them() -> None:
    file = read_yaml(CONTENT, "team-building/program.yaml")
    lines = (CONTENT / file.name).read_text(encoding="utf-8").splitlines()

    assert lines[file.lines["retention_days"] - 1].startswith("retention_days:")
    assert lines[file.lines["moments[0].sign"] - 1].lstrip("- ").startswith("sign:")
