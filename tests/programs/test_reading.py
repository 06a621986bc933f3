"""Unit: a program is read whole, or every mistake in it is told in Japanese."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from programs.mistakes import list_mistakes
from programs.model import Meeting
from programs.problems import ContentProblem
from programs.reading import program_keys, read_program
from tests.programs.tiny import SHORT, Content


@dataclass(frozen=True)
class Mistake:
    """A change to the tiny program and the one problem it must give."""

    file: str
    old: str
    new: str
    place: str
    line: int | None
    message: str
    advice: str

    @property
    def told(self) -> tuple[str, str, int | None, str, str]:
        return SHORT[self.file], self.place, self.line, self.message, self.advice


def tell(problem: ContentProblem) -> tuple[str, str, int | None, str, str]:
    """Leave out the end of the advice that repeats the field's description."""
    advice = problem.advice.split("(この欄")[0]
    return problem.file, problem.place, problem.line, problem.message, advice


NAMES = "半角の英小文字・数字・ハイフンで、40字までにしてください。先頭は英小文字か数字です。"
NUMBER = "「15」のように半角の数字だけを書いてください。"
LIST = "1行に1つずつ、「- 」を付けて並べてください。"
MINUTES = ("    minutes: 20\n", "steps[0].minutes", 14)

SHAPE_MISTAKES = (
    Mistake(
        "first", MINUTES[0], "    minutes: 二十\n", *MINUTES[1:], "整数で書くところです。", NUMBER
    ),
    Mistake(
        "first",
        MINUTES[0],
        "    minutes: 20.5\n",
        *MINUTES[1:],
        "小数は使えません。",
        "「15」のように整数で書いてください。",
    ),
    Mistake(
        "first",
        MINUTES[0],
        "    minutes: 500\n",
        *MINUTES[1:],
        "数が大きすぎます。",
        "180以下にしてください。",
    ),
    Mistake(
        "first",
        MINUTES[0],
        "    minutes: 0\n",
        *MINUTES[1:],
        "数が小さすぎます。",
        "1以上にしてください。",
    ),
    Mistake(
        "first",
        MINUTES[0],
        "    minuts: 20\n",
        "steps[0].minuts",
        14,
        "「minuts」という項目はありません。",
        "「minutes」ではありませんか。",
    ),
    Mistake(
        "first",
        "    aim: 始める。\n",
        "",
        "steps[0].aim",
        10,
        "「aim」がありません。",
        "「aim: …」を書き足してください。",
    ),
    Mistake(
        "first",
        "    aim: 始める。\n",
        "    aim:\n",
        "steps[0].aim",
        13,
        "値が書かれていません。",
        "値を書くか、要らなければ行ごと消してください。",
    ),
    Mistake(
        "first",
        "    aim: 始める。\n",
        "    aim: 2024\n",
        "steps[0].aim",
        13,
        "文字で書くところです。",
        '値を引用符「"」で囲んでください。',
    ),
    Mistake(
        "first",
        "    aim: 始める。\n",
        "    aim: ''\n",
        "steps[0].aim",
        13,
        "文字がありません。",
        "1字以上書いてください。",
    ),
    Mistake(
        "first",
        "    aim: 始める。\n",
        f"    aim: {'あ' * 2001}\n",
        "steps[0].aim",
        13,
        "文が長すぎます。",
        "2000字までにしてください。",
    ),
    Mistake(
        "first",
        "    aim: 始める。\n",
        "    aim: 始める。\n    aim: もう一度\n",
        "steps[0].aim",
        14,
        "「aim」が2回書かれています。",
        "13行目にもあります。片方を消してください。",
    ),
    Mistake(
        "first",
        "    kind: opening\n",
        "    kind: openning\n",
        "steps[0].kind",
        12,
        "「openning」は使えません。",
        "「opening」ではありませんか。",
    ),
    Mistake(
        "second",
        "scope: team",
        "scope: 班",
        "worksheets[0].scope",
        25,
        "「班」は使えません。",
        "使えるのは individual、team、plenary です。",
    ),
    Mistake(
        "first",
        "    say: [こんにちは。]\n",
        "    say: こんにちは。\n",
        "steps[0].say",
        17,
        "並びで書くところです。",
        LIST,
    ),
    Mistake(
        "first",
        "    say: [こんにちは。]\n",
        "    say: []\n",
        "steps[0].say",
        17,
        "数が足りません。",
        "1個以上書いてください。",
    ),
    Mistake(
        "first",
        "      lines: [名前を書く]\n",
        "      lines: [一, 二, 三, 四, 五, 六]\n",
        "steps[0].stage.lines",
        21,
        "数が多すぎます。",
        "5個までにしてください。",
    ),
    Mistake(
        "first",
        "    droppable: true\n",
        "    droppable: たぶん\n",
        "steps[1].droppable",
        30,
        "true か false で書くところです。",
        "true か false と書いてください。",
    ),
    Mistake(
        "first",
        "    stage: {heading: もやもや}\n",
        "    stage: もやもや\n",
        "steps[1].stage",
        34,
        "項目の組で書くところです。",
        "「名前: 値」の行を字下げして並べてください。",
    ),
    Mistake(
        "first",
        "key: voices\n",
        "key: Voices!\n",
        "worksheets[1].key",
        64,
        "この名前には使えない文字があります。",
        NAMES,
    ),
    Mistake(
        "first",
        "key: first\n",
        "key: erste\n",
        "key",
        1,
        "key が置き場所の名前と違います。",
        "key: first と書いてください。",
    ),
    Mistake(
        "program",
        "key: tiny\n",
        "key: huge\n",
        "key",
        1,
        "key が置き場所の名前と違います。",
        "key: tiny と書いてください。",
    ),
    Mistake(
        "program",
        "meetings: [first, second]",
        "meetings: [first]",
        "meetings",
        26,
        "「meetings/second.yaml」が並びに入っていません。",
        "「- second」を進める順に書き足すか、ファイルを消してください。",
    ),
    Mistake(
        "program",
        "meetings: [first, second]",
        "meetings: first",
        "meetings",
        26,
        "並びで書くところです。",
        LIST,
    ),
    Mistake(
        "program",
        "cases: [lone]",
        "cases: [alone]",
        "cases[0]",
        27,
        "「cases/alone.yaml」がありません。",
        "「lone」ではありませんか。",
    ),
    Mistake(
        "program",
        "cases: [lone]",
        "cases: [../lone]",
        "cases[0]",
        27,
        "この名前には使えない文字があります。",
        NAMES,
    ),
    Mistake(
        "sources",
        "- key: study",
        "- ky: study",
        "[0].ky",
        1,
        "「ky」という項目はありません。",
        "「key」ではありませんか。",
    ),
    Mistake(
        "first",
        "outcome: [カード]\n",
        "outcome: [カード]\n? [a, b]\n: c\n",
        "?",
        8,
        "「?」という項目はありません。",
        "使えるのは key、label、title、kind、aim、main_content、outcome、homework、source、steps、"
        "worksheets です。",
    ),
)

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


def test_sound_program_is_read_whole(content: Content) -> None:
    reading = read_program("tiny", root=content.root)

    assert reading.problems == ()
    assert reading.program is not None
    assert [meeting.key for meeting in reading.program.meetings] == ["first", "second"]
    assert [case.key for case in reading.program.cases] == ["lone"]
    assert [practice.key for practice in reading.program.practices] == ["town"]
    assert [document.key for document in reading.program.sources] == ["study"]


@pytest.mark.parametrize("mistake", SHAPE_MISTAKES, ids=lambda mistake: repr(mistake.new.strip()))
def test_mistake_in_shape_is_told_with_place_line_and_advice(
    content: Content, mistake: Mistake
) -> None:
    content.change(mistake.file, mistake.old, mistake.new)

    assert [tell(problem) for problem in content.problems()] == [mistake.told]
    assert read_program("tiny", root=content.root).program is None


@pytest.mark.parametrize("mistake", SYNTAX_MISTAKES, ids=lambda mistake: repr(mistake.new.strip()))
def test_mistake_in_syntax_is_told_with_line_and_advice(content: Content, mistake: Mistake) -> None:
    content.change(mistake.file, mistake.old, mistake.new)

    assert [tell(problem) for problem in content.problems()] == [mistake.told]


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


@pytest.mark.parametrize("mistake", [*SHAPE_MISTAKES, *SYNTAX_MISTAKES], ids=lambda m: repr(m.new))
def test_no_english_sentence_reaches_the_writer(content: Content, mistake: Mistake) -> None:
    content.change(mistake.file, mistake.old, mistake.new)

    told = [problem.message + problem.advice for problem in content.problems()]

    assert told
    assert [text for text in told if re.search(r"[A-Za-z]{2,} [A-Za-z]{2,}", text)] == []


def test_mistake_without_a_sentence_of_its_own_is_told_in_japanese() -> None:
    from pydantic import BaseModel, ValidationError  # noqa: PLC0415 -- only this test makes a shape

    class Odd(BaseModel):
        fraction: float

    with pytest.raises(ValidationError) as caught:
        Odd.model_validate({"fraction": "半分"})
    problems = list(list_mistakes(caught.value, shape=Odd, file="odd.yaml"))

    assert [problem.message for problem in problems] == ["書き方が決まりに合いません。"]
    assert Meeting.model_fields["label"].description  # our own shapes do describe their fields
