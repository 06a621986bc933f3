"""The report counts and connects: unit tests on records made by hand."""

from datetime import date

from facilitator.analysis.tallies import ChoiceTally, PositionTally, RankTally, ScaleTally
from tests.facilitator.analysis.sample import (
    answer_id,
    make_answer,
    make_people,
    make_workshop,
    report_of,
)
from worksheets.vote_ways import Tally


def _moya(number: int, text: str, between: str, person: object = None) -> object:
    return make_answer(number, "moya", {"text": text, "between": between}, person)


def test_report_of_empty_workshop_has_every_worksheet_and_no_answers() -> None:
    report = report_of([])

    assert len(report.worksheets) == 10
    assert (report.answers, report.plans, report.threads, report.comparison) == (0, (), (), None)


def test_report_with_same_input_is_equal() -> None:
    answers = [_moya(1, "たらい回し", "inside"), _moya(2, "異動", "system")]

    assert report_of(answers) == report_of(answers)


def test_choice_tally_counts_each_option_and_keeps_their_order() -> None:
    answers = [_moya(n, f"声{n}", key) for n, key in enumerate(["inside", "inside", "people"])]

    tally = report_of(answers).find_tally("moya", "between")

    assert isinstance(tally, ChoiceTally)
    assert [(c.label, c.count) for c in tally.counts] == [
        ("庁内どうし", 2),
        ("庁外と", 0),
        ("住民と", 1),
        ("制度", 0),
    ]
    assert [c.label for c in tally.top] == ["庁内どうし"]


def test_choices_tally_counts_one_answer_for_each_chosen_option() -> None:
    answers = [
        make_answer(1, "case", {"why": ["rule", "time"]}),
        make_answer(2, "case", {"why": ["time"]}),
    ]

    tally = report_of(answers).find_tally("case", "why")

    assert isinstance(tally, ChoiceTally)
    assert (tally.answered, [c.count for c in tally.counts]) == (2, [1, 0, 2, 0])


def test_scale_tally_has_mean_and_upper_half() -> None:
    answers = [
        make_answer(n, "before", {"inside": value}) for n, value in enumerate([1, 2, 3, 4, 4])
    ]

    tally = report_of(answers).find_tally("before", "inside")

    assert isinstance(tally, ScaleTally)
    assert ([c.count for c in tally.counts], tally.mean, tally.upper) == ([1, 1, 1, 2], 2.8, 3)


def test_positions_of_the_same_idea_become_one_mean_with_spread() -> None:
    answers = [
        make_answer(1, "ideas", {"text": "合同の昼休み"}),
        make_answer(1, "rating", {"idea": [answer_id("ideas", 1)], "place": {"x": 5, "y": 4}}),
        make_answer(2, "rating", {"idea": [answer_id("ideas", 1)], "place": {"x": 3, "y": 4}}),
    ]

    tally = report_of(answers).find_tally("rating", "place")

    assert isinstance(tally, PositionTally)
    (place,) = tally.placements
    assert (place.text, place.x, place.y, place.spread_x, place.spread_y, place.raters) == (
        "合同の昼休み",
        4.0,
        4.0,
        1.0,
        0.0,
        2,
    )
    assert tally.upper_right == (place,)


def test_position_of_a_withdrawn_idea_is_left_out() -> None:
    gone = make_answer(1, "rating", {"idea": ["0" * 24], "place": {"x": 5, "y": 5}})

    tally = report_of([gone]).find_tally("rating", "place")

    assert isinstance(tally, PositionTally)
    assert tally.placements == ()


def test_rank_names_the_cards_that_were_ranked() -> None:
    first, second = answer_id("ideas", 1), answer_id("ideas", 2)
    answers = [
        make_answer(1, "ideas", {"text": "ひとつめ"}),
        make_answer(2, "ideas", {"text": "ふたつめ"}),
        make_answer(1, "choice", {"order": [second, first]}),
    ]

    tally = report_of(answers).find_tally("choice", "order")

    assert isinstance(tally, RankTally)
    assert [(item.label, item.mean_place) for item in tally.items] == [
        ("ふたつめ", 1.0),
        ("ひとつめ", 2.0),
    ]


def test_votes_stand_at_their_cards_from_most_to_least() -> None:
    answers = [make_answer(n, "ideas", {"text": f"案{n}"}) for n in (1, 2, 3)]
    points = {answer_id("ideas", 3): 5, answer_id("ideas", 1): 2}

    sheet = report_of(answers, tallies={"ideas": Tally("ideas", points, 4, 3)}).find_worksheet(
        "ideas"
    )

    assert sheet is not None
    assert [(a.headline, a.points) for a in sheet.voted] == [("案3", 5), ("案1", 2)]
    assert sheet.voters == 4


def _with_thread() -> list[object]:
    return [
        _moya(1, "たらい回しになる", "inside"),
        _moya(2, "関係のないもやもや", "system"),
        make_answer(1, "ideas", {"text": "合同の昼休み", "from": [answer_id("moya", 1)]}),
        make_answer(
            1,
            "plan",
            {
                "name": "月1回の合同昼休み",
                "from": [answer_id("ideas", 1)],
                "steps": [
                    {"what": "場所を借りる", "who": "地域福祉係", "due": "2026-12-20"},
                    {"what": "声をかける", "who": "社協", "due": "2026-12-11"},
                    {"what": "ちらし", "who": "社協"},
                ],
            },
            team="t1",
        ),
    ]


def test_thread_goes_back_from_plan_over_idea_to_the_first_card() -> None:
    report = report_of(_with_thread())

    (thread,) = report.threads
    assert [[a.headline for a in stage.answers] for stage in thread.stages] == [
        ["たらい回しになる"],
        ["合同の昼休み"],
        ["月1回の合同昼休み"],
    ]
    assert thread.end.headline == "月1回の合同昼休み"


def test_threads_before_any_plan_end_at_ideas() -> None:
    report = report_of(_with_thread()[:3])

    assert [thread.end.headline for thread in report.threads] == ["合同の昼休み"]


def test_thread_of_answers_pointing_at_each_other_ends() -> None:
    answers = [
        make_answer(1, "ideas", {"text": "甲", "from": [answer_id("ideas", 2)]}),
        make_answer(2, "ideas", {"text": "乙", "from": [answer_id("ideas", 1)]}),
    ]

    assert [len(thread.stages) for thread in report_of(answers).threads] == [2, 2]


def test_first_steps_come_in_order_of_their_day_and_open_ones_last() -> None:
    report = report_of(_with_thread())

    assert [(step.what, step.who, step.due, step.plan) for step in report.first_steps] == [
        ("声をかける", "社協", date(2026, 12, 11), "月1回の合同昼休み"),
        ("場所を借りる", "地域福祉係", date(2026, 12, 20), "月1回の合同昼休み"),
        ("ちらし", "社協", None, "月1回の合同昼休み"),
    ]
    assert report.plans[0].team == "1班"


def test_anonymous_worksheet_has_no_name_field_or_time() -> None:
    people = make_people(6)
    answers = [make_answer(n, "own", {"words": "声"}, people[n]) for n in range(6)]
    named = make_answer(1, "case", {"can": "声かけ"}, people[0])
    assert named.name

    report = report_of([*answers, named], people=people)

    sheet, case = report.find_worksheet("own"), report.find_worksheet("case")
    assert sheet is not None
    assert case is not None
    assert case.answers[0].who == "みどり0号"
    assert {(a.who, a.field) for a in sheet.answers} == {("", "")}
    assert (sheet.first_at, sheet.last_at) == (None, None)


def test_people_are_counted_by_group_and_team_without_shared_devices() -> None:
    report = report_of([], people=make_people(8), workshop=make_workshop(teams=3))

    assert report.joined == 8
    assert [(g.label, g.count) for g in report.groups] == [("行政", 4), ("委託先", 2), ("社協", 2)]
    assert [(t.label, t.count) for t in report.teams] == [("1班", 3), ("2班", 3), ("3班", 2)]
