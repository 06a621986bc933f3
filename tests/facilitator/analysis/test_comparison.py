"""Surveys are compared only where nobody can be picked out."""

from collections.abc import Sequence

from tests.facilitator.analysis.sample import make_answer, make_people, report_of
from worksheets.records import Answer, Participant

PEOPLE = make_people(40)
OFFICE = [p for p in PEOPLE if p.affiliation in ("elderly", "children")]
COUNCIL = [p for p in PEOPLE if p.affiliation == "shakyo"]
CENTRE = [p for p in PEOPLE if p.affiliation == "centre"]


def _survey(key: str, people: Sequence[Participant], value: int) -> list[Answer]:
    return [make_answer(n, key, {"inside": value}, person) for n, person in enumerate(people)]


def test_means_of_both_surveys_stand_side_by_side() -> None:
    report = report_of([*_survey("before", OFFICE[:6], 2), *_survey("after", OFFICE[:5], 3)])

    comparison = report.comparison

    assert comparison is not None
    assert comparison.moments == ("事前アンケート", "事後アンケート")
    (question,) = comparison.questions
    assert [(v.answered, v.mean) for v in question.values] == [(6, 2.0), (5, 3.0)]


def test_one_survey_alone_is_not_compared() -> None:
    assert report_of(_survey("before", OFFICE[:9], 2)).comparison is None


def test_survey_with_four_answers_is_not_compared() -> None:
    report = report_of([*_survey("before", OFFICE[:9], 2), *_survey("after", OFFICE[:4], 3)])

    assert report.comparison is None


def test_group_of_four_is_not_shown() -> None:
    people = [*OFFICE[:6], *COUNCIL[:6], *CENTRE[:5]]
    few = [*OFFICE[:6], *COUNCIL[:6], *CENTRE[:4]]
    report = report_of([*_survey("before", people, 2), *_survey("after", few, 3)])

    assert report.comparison is not None
    shown = [group.label for group in report.comparison.questions[0].groups]
    assert "委託先" not in shown


def test_group_is_hidden_when_the_rest_could_be_found_by_subtraction() -> None:
    people = [*OFFICE[:8], *COUNCIL[:6], *CENTRE[:3]]
    report = report_of([*_survey("before", people, 2), *_survey("after", people, 3)])

    assert report.comparison is not None
    assert [group.label for group in report.comparison.questions[0].groups] == ["行政"]


def test_all_groups_are_shown_when_each_has_five() -> None:
    people = [*OFFICE[:5], *COUNCIL[:5], *CENTRE[:5]]
    report = report_of([*_survey("before", people, 2), *_survey("after", people, 3)])

    assert report.comparison is not None
    groups = report.comparison.questions[0].groups
    assert [group.label for group in groups] == ["行政", "委託先", "社協"]
