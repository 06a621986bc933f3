"""Unit: each rule on a single question is broken once, and told once."""

import pytest

from programs import question_checks
from tests.programs.breaking import NEXT, NEXT_PLACE, Broken, broken, name_rules, text
from tests.programs.tiny import Content

COUNT = "- {key: count, kind: number, label: 人数, least: 0, most: 100}"

BROKEN = (
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
        "check_quarters_and_mark_fit_kind",
        "first",
        NEXT,
        text("quarters: {high_high: あ, low_high: い, high_low: う, low_low: え}"),
        (f"{NEXT_PLACE}.quarters", "short_text の問いに区画の言葉は使えません。"),
    ),
    broken(
        "check_quarters_and_mark_fit_kind",
        "first",
        NEXT,
        text("mark: ★"),
        (f"{NEXT_PLACE}.mark", "short_text の問いに mark は使えません。"),
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
)


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case.rule)
def test_broken_rule_is_told_once_with_its_place(content: Content, case: Broken) -> None:
    case.check(content)


def test_every_rule_in_use_is_broken_by_a_test() -> None:
    assert name_rules(question_checks._RULES) - {case.rule for case in BROKEN} == set()


def test_rank_of_options_needs_no_earlier_answers(content: Content) -> None:
    content.change(
        "second",
        "label: 順番, of: voices",
        "label: 順番, options: [{key: a, label: あ}, {key: b, label: い}]",
    )

    assert content.problems() == ()
