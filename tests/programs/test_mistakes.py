"""Unit: what has the wrong shape is told with its place, its line and what to write instead."""

import pytest
from pydantic import BaseModel, ValidationError

from programs.mistakes import list_mistakes
from tests.programs.mistake import Mistake, check
from tests.programs.tiny import Content

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
        65,
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


@pytest.mark.parametrize("mistake", SHAPE_MISTAKES, ids=lambda mistake: repr(mistake.new.strip()))
def test_mistake_in_shape_is_told_with_place_line_and_advice(
    content: Content, mistake: Mistake
) -> None:
    check(mistake, content)


def test_mistake_without_a_sentence_of_its_own_is_told_in_japanese() -> None:
    class Odd(BaseModel):
        fraction: float

    with pytest.raises(ValidationError) as caught:
        Odd.model_validate({"fraction": "半分"})
    problems = list(list_mistakes(caught.value, shape=Odd, file="odd.yaml"))

    assert [problem.message for problem in problems] == ["書き方が決まりに合いません。"]
