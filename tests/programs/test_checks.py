"""Unit: each rule is broken once in the tiny program, and told once."""

from dataclasses import dataclass

import pytest

from programs import checks, program_checks, question_checks
from tests.programs.tiny import SHORT, Content

SCALE = "        labels: [いいえ, どちらかといえばいいえ, どちらかといえばはい, はい]\n"


@dataclass(frozen=True)
class Broken:
    """A change that breaks one rule, and what must be told."""

    rule: str
    file: str
    old: str
    new: str
    told: tuple[tuple[str, str], ...]
    nth: int = 1


def broken(
    rule: str, file: str, old: str, new: str, *told: tuple[str, str], nth: int = 1
) -> Broken:
    return Broken(rule, file, old, new, told, nth)


def text(more: str) -> str:
    """A short text question with something that does not belong to it."""
    return f"- {{key: next, kind: short_text, label: 次にすること, {more}}}"


NEXT = "- {key: next, kind: long_text, label: 次にすること}"
NEXT_PLACE = "worksheets[2].questions[0]"
COUNT = "- {key: count, kind: number, label: 人数, least: 0, most: 100}"

BROKEN = (
    # keys
    broken(
        "check_step_keys_are_unique",
        "first",
        "- key: writing",
        "- key: opening",
        ("steps[1].key", "「opening」が1番目と2番目にあります。"),
    ),
    broken(
        "check_question_keys_are_unique",
        "second",
        "key: day",
        "key: count",
        ("worksheets[0].questions[3].key", "「count」が3番目と4番目にあります。"),
    ),
    broken(
        "check_worksheet_keys_are_unique",
        "second",
        "- key: survey-after",
        "- key: survey-before",
        ("steps[0].worksheets[1]", "ワークシート「survey-after」がプログラムにありません。"),
        ("worksheets[1].key", "ワークシート「survey-before」は第1回にもあります。"),
    ),
    broken(
        "check_parts_are_listed_once",
        "program",
        "cases: [lone]",
        "cases: [lone, lone]",
        ("cases[1]", "「lone」が1番目と2番目にあります。"),
    ),
    broken(
        "check_source_keys_are_unique",
        "sources",
        "  file: study.txt\n",
        "  file: study.txt\n- {key: study, title: 別, year: 令和6年度, file: other.txt}\n",
        ("[1].key", "「study」が1番目と2番目にあります。"),
    ),
    broken(
        "check_facts",
        "program",
        "key: none",
        "key: elderly",
        ("fields[1].key", "「elderly」が1番目と2番目にあります。"),
    ),
    broken(
        "check_facts",
        "program",
        "key: council",
        "key: office",
        ("affiliations[1].key", "「office」が1番目と2番目にあります。"),
    ),
    broken(
        "check_nothing_is_named_twice",
        "first",
        "cases: [lone]",
        "cases: [lone, lone]",
        ("steps[1].cases[1]", "「lone」が1番目と2番目にあります。"),
    ),
    broken(
        "check_options_fit_kind",
        "first",
        "key: outside, label: 庁外",
        "key: inside, label: 庁外",
        ("worksheets[1].questions[1].options[1].key", "「inside」が1番目と2番目にあります。"),
    ),
    broken(
        "check_options_fit_kind",
        "first",
        "key: outside, label: 庁外",
        "key: outside, label: 庁内",
        ("worksheets[1].questions[1].options[1].label", "「庁内」が1番目と2番目にあります。"),
    ),
    broken(
        "check_columns_fit_kind",
        "second",
        "- key: state\n",
        "- key: task\n",
        ("worksheets[0].questions[6].columns[1].key", "「task」が1番目と2番目にあります。"),
    ),
    # what steps name
    broken(
        "check_steps_name_what_exists",
        "second",
        "worksheets: [ideas, survey-after]",
        "worksheets: [ideas, survey-after, idea]",
        ("steps[0].worksheets[2]", "ワークシート「idea」がプログラムにありません。"),
    ),
    broken(
        "check_steps_name_what_exists",
        "first",
        "votes_on: [voices]",
        "votes_on: [voices, voice]",
        ("steps[1].votes_on[1]", "ワークシート「voice」がプログラムにありません。"),
    ),
    broken(
        "check_steps_name_what_exists",
        "first",
        "cases: [lone]",
        "cases: [alone]",
        ("steps[1].cases[0]", "事例「alone」がプログラムにありません。"),
    ),
    broken(
        "check_steps_name_what_exists",
        "first",
        "practices: [town]",
        "practices: [city]",
        ("steps[1].practices[0]", "取組「city」がプログラムにありません。"),
    ),
    broken(
        "check_votes_have_points",
        "first",
        "votes_on: [voices]",
        "votes_on: [voices, reflection]",
        ("steps[1].votes_on[1]", "ワークシート「reflection」には票を入れられません。"),
    ),
    broken(
        "check_votes_are_on_cards",
        "first",
        "    many: true\n",
        "",
        (
            "worksheets[1].votes",
            "票は、カードのように何枚も出せるワークシートだけに入れられます。",
        ),
    ),
    broken(
        "check_worksheets_are_used",
        "first",
        "    votes_on: [voices]\n",
        "",
        ("worksheets[1].votes", "ワークシート「voices」に票を入れるステップがありません。"),
    ),
    broken(
        "check_worksheets_are_used",
        "second",
        "worksheets: [ideas, survey-after]",
        "worksheets: [ideas]",
        ("worksheets[1]", "ワークシート「survey-after」を開くステップがありません。"),
    ),
    # time
    broken(
        "check_shortest_is_possible",
        "first",
        "shortest: 10\n",
        "shortest: 21\n",
        (
            "steps[0].shortest",
            "最短の時間(21分)が標準の時間(20分)より長くなっています。",
        ),
    ),
    broken(
        "check_shortest_is_possible",
        "first",
        "shortest: 10\n",
        "shortest: 0\n",
        ("steps[0].shortest", "飛ばせないステップの最短の時間が0分です。"),
    ),
    broken(
        "check_gathering_lasts_long_enough",
        "second",
        "minutes: 60\n    shortest: 30",
        "minutes: 29\n    shortest: 20",
        ("steps", "ステップの時間の合計が29分です。"),
    ),
    broken(
        "check_reflection_stays",
        "first",
        "    shortest: 5\n",
        "    shortest: 5\n    droppable: true\n",
        ("steps[2].droppable", "閉会やふりかえりを飛ばせるようになっています。"),
    ),
    broken(
        "check_reflection_stays",
        "first",
        "worksheets: [voices]",
        "worksheets: [voices, reflection]",
        ("steps[1].droppable", "閉会やふりかえりを飛ばせるようになっています。"),
    ),
    broken(
        "check_stage_is_readable_from_afar",
        "second",
        "stage: {heading: アイデア}",
        f"stage: {{heading: {'あ' * 25}}}",
        ("steps[0].stage.heading", "投影の見出しが25字あります。"),
    ),
    broken(
        "check_stage_is_readable_from_afar",
        "first",
        "lines: [名前を書く]",
        f"lines: [名前を書く, {'あ' * 37}]",
        ("steps[0].stage.lines[1]", "投影の文が37字あります。"),
    ),
    # sheets
    broken(
        "check_anonymous_is_individual",
        "second",
        "scope: team\n",
        "scope: team\n    anonymous: true\n",
        ("worksheets[0].anonymous", "無記名にできるのは、一人一人が書くワークシートだけです。"),
    ),
    broken(
        "check_worksheet_is_short",
        "first",
        NEXT,
        "\n      ".join(
            f"- {{key: next-{n}, kind: long_text, label: 次にすること}}" for n in range(21)
        ),
        ("worksheets[2].questions", "問いが21あります。"),
    ),
    broken(
        "check_surveys_ask_alike",
        "second",
        SCALE,
        "        labels: [いいえ, はい]\n        most: 2\n",
        (
            "worksheets[1].questions[0]",
            "アンケートの問い「ease」の答え方が、前のアンケートと違います。",
        ),
    ),
    # questions
    broken(
        "check_options_fit_kind",
        "first",
        "          - {key: outside, label: 庁外}\n",
        "",
        ("worksheets[1].questions[1].options", "選択肢が足りません。"),
    ),
    broken(
        "check_options_fit_kind",
        "first",
        NEXT,
        text("options: [{key: a, label: あ}]"),
        (f"{NEXT_PLACE}.options", "short_text の問いに選択肢は使えません。"),
    ),
    broken(
        "check_reference_names_a_worksheet",
        "second",
        "label: どのもやもやから, of: voices",
        "label: どのもやもやから",
        (
            "worksheets[0].questions[0]",
            "どのワークシートの回答から選ぶのかが書かれていません。",
        ),
    ),
    broken(
        "check_reference_names_a_worksheet",
        "first",
        NEXT,
        text("of: voices"),
        (f"{NEXT_PLACE}.of", "short_text の問いに of は使えません。"),
    ),
    broken(
        "check_references_look_back",
        "second",
        "label: どのもやもやから, of: voices",
        "label: どのもやもやから, of: voice",
        ("worksheets[0].questions[0].of", "ワークシート「voice」がプログラムにありません。"),
    ),
    broken(
        "check_references_look_back",
        "first",
        NEXT,
        "- {key: next, kind: reference, label: 次, of: ideas}",
        (
            f"{NEXT_PLACE}.of",
            "ワークシート「ideas」は、まだ書かれていない後の回のものです。",
        ),
    ),
    broken(
        "check_rank_has_something_to_order",
        "second",
        "label: 順番, of: voices",
        "label: 順番",
        (
            "worksheets[0].questions[1]",
            "順位を付けるものが、決まっていないか、二通りあります。",
        ),
    ),
    broken(
        "check_rank_has_something_to_order",
        "second",
        "label: 順番, of: voices",
        "label: 順番, of: voices, options: [{key: a, label: あ}, {key: b, label: い}]",
        (
            "worksheets[0].questions[1]",
            "順位を付けるものが、決まっていないか、二通りあります。",
        ),
    ),
    broken(
        "check_scale_labels_match_its_stages",
        "first",
        NEXT,
        "- {key: next, kind: scale, label: 次, labels: [いいえ, はい]}",
        (f"{NEXT_PLACE}.labels", "尺度は4段ですが、段の言葉は2個です。"),
    ),
    broken(
        "check_scale_labels_match_its_stages",
        "first",
        NEXT,
        "- {key: next, kind: scale, label: 次, most: 11}",
        (NEXT_PLACE, "尺度が1から11になっています。"),
    ),
    broken(
        "check_scale_labels_match_its_stages",
        "first",
        NEXT,
        text("labels: [いいえ, はい]"),
        (f"{NEXT_PLACE}.labels", "short_text の問いに labels は使えません。"),
    ),
    broken(
        "check_limits_fit_kind",
        "second",
        COUNT,
        "- {key: count, kind: number, label: 人数, least: 5, most: 5}",
        ("worksheets[0].questions[2].least", "least が most より小さくありません。"),
    ),
    broken(
        "check_limits_fit_kind",
        "first",
        NEXT,
        text("least: 1"),
        (f"{NEXT_PLACE}.least", "short_text の問いに least は使えません。"),
    ),
    broken(
        "check_limits_fit_kind",
        "first",
        NEXT,
        text("most: 9"),
        (f"{NEXT_PLACE}.most", "short_text の問いに most は使えません。"),
    ),
    broken(
        "check_limits_fit_kind",
        "second",
        "        most: 2\n",
        "        most: 3\n",
        ("worksheets[0].questions[4].most", "選べる数が3になっています。"),
    ),
    broken(
        "check_limits_fit_kind",
        "second",
        "        most: 2\n",
        "        least: 1\n",
        ("worksheets[0].questions[4].least", "choices の問いに least は使えません。"),
    ),
    broken(
        "check_position_has_both_axes",
        "second",
        "        y: {label: 効果, low: 小さい, high: 大きい}\n",
        "",
        ("worksheets[0].questions[5]", "位置の問いに軸「y」がありません。"),
    ),
    broken(
        "check_position_has_both_axes",
        "first",
        NEXT,
        text("x: {label: 効果, low: 小, high: 大}"),
        (f"{NEXT_PLACE}.x", "short_text の問いに軸は使えません。"),
    ),
    broken(
        "check_columns_fit_kind",
        "first",
        NEXT,
        "- {key: next, kind: table, label: 次}",
        (NEXT_PLACE, "表に列がありません。"),
    ),
    broken(
        "check_columns_fit_kind",
        "first",
        NEXT,
        text("columns: [{key: a, label: あ}]"),
        (f"{NEXT_PLACE}.columns", "short_text の問いに columns は使えません。"),
    ),
    broken(
        "check_columns_fit_kind",
        "second",
        "- {key: task, label: すること}",
        "- {key: task, label: すること, kind: scale}",
        ("worksheets[0].questions[6].columns[0].kind", "表の列に scale は使えません。"),
    ),
    broken(
        "check_columns_fit_kind",
        "second",
        "- {key: task, label: すること}",
        "- {key: task, label: すること, options: [{key: a, label: あ}]}",
        (
            "worksheets[0].questions[6].columns[0].options",
            "short_text の列に選択肢は使えません。",
        ),
    ),
    broken(
        "check_columns_fit_kind",
        "second",
        "              - {key: not-yet, label: まだ}\n",
        "",
        ("worksheets[0].questions[6].columns[1].options", "選択肢が足りません。"),
    ),
    broken(
        "check_columns_fit_kind",
        "first",
        NEXT,
        "- key: next\n        kind: table\n        label: 次\n        columns: ["
        + ", ".join(f"{{key: c{n}, label: 列{n}}}" for n in range(9))
        + "]",
        (f"{NEXT_PLACE}.columns", "表の列が9あります。"),
    ),
    broken(
        "check_length_fits_kind",
        "first",
        NEXT,
        text("max_length: 201"),
        (f"{NEXT_PLACE}.max_length", "short_text にしては文字数が多すぎます。"),
    ),
    broken(
        "check_length_fits_kind",
        "second",
        "{key: day, kind: date, label: いつ}",
        "{key: day, kind: date, label: いつ, max_length: 10}",
        ("worksheets[0].questions[3].max_length", "date の問いに文字数は決められません。"),
    ),
    # sources
    broken(
        "check_facts",
        "program",
        "source: {kind: sourced, file: study}",
        "source: {kind: sourced}",
        ("aims[0].source", "出典の資料が書かれていません。"),
    ),
    broken(
        "check_facts",
        "program",
        "group: council",
        "group: counsil",
        ("affiliations[1].group", "「counsil」という区分はありません。"),
    ),
    broken(
        "check_meeting_source",
        "first",
        "source: {kind: ours}",
        "source: {kind: ours, file: study}",
        ("source.file", "本ツールの進行例(ours)に出典の資料が付いています。"),
    ),
    broken(
        "check_step_source",
        "first",
        "source: {kind: ours}",
        "source: {kind: ours, file: study}",
        ("steps[0].source.file", "本ツールの進行例(ours)に出典の資料が付いています。"),
        nth=2,
    ),
    broken(
        "check_worksheet_source",
        "first",
        "source: {kind: ours}",
        "source: {kind: sourced}",
        ("worksheets[0].source", "出典の資料が書かれていません。"),
        nth=5,
    ),
    broken(
        "check_sources_are_known",
        "first",
        "source: {kind: ours}",
        "source: {kind: sourced, file: studie}",
        ("worksheets[2].source.file", "資料「studie」が sources.yaml にありません。"),
        nth=7,
    ),
    broken(
        "check_case",
        "case",
        "この事例は架空です。",
        "ある人の話です。",
        ("notice", "架空の事例であることが書かれていません。"),
    ),
    broken(
        "check_case",
        "case",
        "source: {kind: ours}",
        "source: {kind: sourced}",
        ("source", "出典の資料が書かれていません。"),
    ),
    broken(
        "check_practice",
        "practice",
        "source: {kind: sourced, file: study}",
        "source: {kind: ours}",
        ("source.kind", "他市町村の取組に出典がありません。"),
    ),
)

# Rules with a test of their own below.
ELSEWHERE = {"check_main_contents_keep_their_order"}


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case.rule)
def test_broken_rule_is_told_once_with_its_place(content: Content, case: Broken) -> None:
    content.change(case.file, case.old, case.new, nth=case.nth)

    assert [(p.file, p.place, p.message) for p in content.problems()] == [
        (SHORT[case.file], *told) for told in case.told
    ]


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case.rule)
def test_broken_rule_is_told_with_line_and_advice(content: Content, case: Broken) -> None:
    content.change(case.file, case.old, case.new, nth=case.nth)

    problem = content.problems()[0]

    assert problem.line is not None
    assert problem.advice.endswith(("。", "。)"))


@pytest.mark.parametrize(
    "rules",
    [
        checks._MEETING_RULES,
        checks._STEP_RULES,
        checks._WORKSHEET_RULES,
        question_checks._RULES,
        program_checks._RULES,
    ],
)
def test_every_rule_in_use_is_broken_by_a_test(rules: tuple[object, ...]) -> None:
    names = {getattr(rule, "__name__", "") for rule in rules}

    assert names - {case.rule for case in BROKEN} - ELSEWHERE == set()


def test_main_contents_out_of_order_are_told(content: Content) -> None:
    content.change("first", "main_content: 1", "main_content: 3")

    assert [(p.file, p.place, p.message) for p in content.problems()] == [
        (
            SHORT["second"],
            "main_content",
            "主な内容3の回のあとに、主な内容2の回があります。",
        )
    ]


def test_gathering_of_more_than_four_hours_is_told(content: Content) -> None:
    content.change("second", "minutes: 60", "minutes: 180")
    content.change("first", "minutes: 30", "minutes: 180")
    content.change("first", "minutes: 20", "minutes: 51")

    assert [(p.file, p.message) for p in content.problems()] == [
        (SHORT["first"], "ステップの時間の合計が241分です。")
    ]


@pytest.mark.parametrize("kind", ["preparation", "fieldwork", "follow_up"])
def test_work_between_gatherings_may_take_long(content: Content, kind: str) -> None:
    content.change("first", "kind: gathering", f"kind: {kind}")
    content.change("first", "minutes: 30", "minutes: 180")
    content.change("first", "minutes: 20", "minutes: 180")

    assert content.problems() == ()


def test_droppable_step_may_shrink_to_nothing(content: Content) -> None:
    content.change("first", "    droppable: true\n", "")

    assert [p.message for p in content.problems()] == ["飛ばせないステップの最短の時間が0分です。"]


def test_rank_of_options_needs_no_earlier_answers(content: Content) -> None:
    content.change(
        "second",
        "label: 順番, of: voices",
        "label: 順番, options: [{key: a, label: あ}, {key: b, label: い}]",
    )

    assert content.problems() == ()


def test_advice_names_the_list_where_a_new_case_belongs(content: Content) -> None:
    content.change("first", "cases: [lone]", "cases: [alone]")

    assert content.problems()[0].advice == (
        "「lone」ではありませんか。新しく使うなら、program.yaml の cases に書き足してください。"
    )
