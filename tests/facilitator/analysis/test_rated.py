"""The report of rated ideas: numbers as on the wall, sentences no stronger than the numbers."""

import pytest

from facilitator import charts_axes
from facilitator.analysis import findings
from facilitator.analysis.collect import collect_report
from facilitator.analysis.tallies import PositionTally, RankTally
from tests.worksheets.rated_town import SHEET, RatedTown
from worksheets import rooms
from worksheets.toolkit import Toolkit


@pytest.fixture
def town(box: Toolkit) -> RatedTown:  # noqa: ARG001 -- the workshop lives in it
    return RatedTown()


def _count(town: RatedTown) -> PositionTally:
    tally = collect_report(town.code).find_tally(SHEET, "place")
    assert isinstance(tally, PositionTally)
    return tally


def _rate_all(town: RatedTown, people: int) -> None:
    """One idea lies in the wanted field, people differ about the other; the third is unrated."""
    good, open_one, _ = town.write_ideas("★朝の電話", "★夜の会議", "★鍵を預かる店")
    for number in range(people):
        person = town.take_person(f"人{number}")
        town.rate(person, good, (5, 5))
        town.rate(person, open_one, (1 + 2 * (number % 2), 1 + 2 * (number % 3)))


def test_numbers_are_those_of_the_phones_also_beside_unrated_ideas(town: RatedTown) -> None:
    _rate_all(town, 6)

    tally = _count(town)

    assert [(one.number, one.text, one.raters) for one in tally.placements] == [
        (1, "朝の電話", 6),
        (2, "夜の会議", 6),
    ]
    assert tally.unrated == ((3, "鍵を預かる店"),)
    assert [tally.name_field(one) for one in tally.placements] == ["まずここから", ""]


def test_title_names_the_only_idea_in_the_wanted_field(town: RatedTown) -> None:
    _rate_all(town, 6)

    tally = _count(town)

    assert findings.say_positions(tally) == (
        "平均が「まずここから」の区画に入ったのは2案のうち「朝の電話」"
    )
    assert findings.say_spread(tally) == "置いた場所がいちばん分かれたのは2番「夜の会議」"


def test_title_reads_no_tendency_into_four_people(town: RatedTown) -> None:
    _rate_all(town, 4)

    tally = _count(town)

    assert findings.say_positions(tally) == (
        "二つのものさしに置いたのはまだ4人のため、傾向は読まない"
    )
    assert findings.say_spread(tally) == ""
    assert {one.dots for one in tally.placements} == {()}


def test_idea_in_focus_shows_where_its_people_lie(town: RatedTown) -> None:
    _rate_all(town, 6)
    tally = _count(town)

    whole, focused = charts_axes.positions(tally), charts_axes.positions(tally, focus=2)

    assert all("真ん中の半分" in text for text in whole.figure.data[1].hovertext)
    people = focused.figure.data[1]
    assert sum(int(text.removesuffix("人")) for text in people.text) == 6
    numbers = focused.figure.data[2]
    assert list(numbers.marker.opacity) == [0.25, 1]


def test_ranking_title_tells_ties_and_waits_for_five_people(town: RatedTown) -> None:
    rooms.go_to(town.code, "meeting-2", "closing")
    for number in range(5):
        order = ["soon", "lasting"] if number % 2 else ["lasting", "soon"]
        town.save("reflection-2", {"cherish": order}, town.take_person(f"人{number}"))
    report = collect_report(town.code)
    sheet, tally = (
        report.find_worksheet("reflection-2"),
        report.find_tally("reflection-2", "cherish"),
    )
    assert sheet is not None
    assert isinstance(tally, RankTally)

    assert findings.say_rank(sheet, tally) == (
        "平均の順位が最も高いのは「無理なく続くこと」（1.4位、1番目は5人中3人）"
    )
    assert tally.partial == 5
