"""Unit: each rule that looks across a program is broken once, and told once."""

import pytest

from programs import program_checks
from tests.programs.breaking import NEXT, NEXT_PLACE, SCALE, Broken, broken, name_rules
from tests.programs.tiny import SHORT, Content

BROKEN = (
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
        "check_steps_name_what_exists",
        "first",
        "clusters_on: [voices]",
        "clusters_on: [voices, voice]",
        ("steps[1].clusters_on[1]", "ワークシート「voice」がプログラムにありません。"),
    ),
    broken(
        "check_clusters_are_of_cards",
        "first",
        "clusters_on: [voices]",
        "clusters_on: [voices, reflection]",
        (
            "steps[1].clusters_on[1]",
            "ワークシート「reflection」は、まとめられるカードではありません。",
        ),
    ),
    broken(
        "check_clusters_are_of_cards",
        "first",
        "    worksheets: [survey-before]\n",
        "    worksheets: [survey-before]\n    clusters_on: [voices]\n",
        (
            "steps[0].clusters_on[0]",
            "ワークシート「voices」は、このステップまでにまだ書かれていません。",
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
        "check_sources_are_known",
        "first",
        "source: {kind: ours}",
        "source: {kind: sourced, file: studie}",
        ("worksheets[2].source.file", "資料「studie」が sources.yaml にありません。"),
        nth=7,
    ),
)


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case.rule)
def test_broken_rule_is_told_once_with_its_place(content: Content, case: Broken) -> None:
    case.check(content)


def test_every_rule_in_use_is_broken_by_a_test() -> None:
    # One has the next test, the other a file of its own: test_roles.
    elsewhere = {"check_main_contents_keep_their_order", "check_worksheets_fit_their_roles"}

    assert name_rules(program_checks._RULES) - {case.rule for case in BROKEN} == elsewhere


def test_main_contents_out_of_order_are_told(content: Content) -> None:
    content.change("first", "main_content: 1", "main_content: 3")

    assert [(p.file, p.place, p.message) for p in content.problems()] == [
        (
            SHORT["second"],
            "main_content",
            "主な内容3の回のあとに、主な内容2の回があります。",
        )
    ]


def test_advice_names_the_list_where_a_new_case_belongs(content: Content) -> None:
    content.change("first", "cases: [lone]", "cases: [alone]")

    assert content.problems()[0].advice == (
        "「lone」ではありませんか。新しく使うなら、program.yaml の cases に書き足してください。"
    )
