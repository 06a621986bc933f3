"""Unit: each rule on meetings, steps and worksheets is broken once, and told once."""

import pytest

from programs import checks
from tests.programs.breaking import NEXT, Broken, broken, name_rules
from tests.programs.tiny import SHORT, Content

BROKEN = (
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
        "check_nothing_is_named_twice",
        "first",
        "cases: [lone]",
        "cases: [lone, lone]",
        ("steps[1].cases[1]", "「lone」が1番目と2番目にあります。"),
    ),
    broken(
        "check_votes_are_on_cards",
        "first",
        "    many: true\n",
        "",
        (
            "steps[1].clusters_on[0]",
            "ワークシート「voices」は、まとめられるカードではありません。",
        ),
        (
            "worksheets[1].votes",
            "票は、カードのように何枚も出せるワークシートだけに入れられます。",
        ),
    ),
    broken(
        "check_votes_can_be_given",
        "first",
        "    votes: 3\n",
        "    votes: 15\n    vote_step: 10\n    votes_on_one: 20\n",
        ("worksheets[1].votes", "1人の票数 15 を、10 きざみでは入れきれません。"),
        (
            "worksheets[1].votes_on_one",
            "1つのカードの上限 20 は、1人の票数ときざみに合いません。",
        ),
    ),
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


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case.rule)
def test_broken_rule_is_told_once_with_its_place(content: Content, case: Broken) -> None:
    case.check(content)


def test_every_rule_in_use_is_broken_by_a_test() -> None:
    rules = (*checks._MEETING_RULES, *checks._STEP_RULES, *checks._WORKSHEET_RULES)

    assert name_rules(rules) - {case.rule for case in BROKEN} == set()


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
