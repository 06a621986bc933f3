"""Figures show the report's numbers, describe themselves and keep people's text as text."""

import json

from facilitator import charts, charts_axes
from facilitator.analysis.tallies import ChoiceTally, PositionTally
from tests.facilitator.analysis.sample import answer_id, make_answer, report_of
from worksheets.records import Tally

HOSTILE = '<b>x</b><a href="javascript:alert(1)">押して</a>'


def test_bars_show_the_counts_of_the_tally_and_say_them() -> None:
    keys = ["inside", "inside", "people"]
    report = report_of(
        make_answer(n, "moya", {"text": "声", "between": key}) for n, key in enumerate(keys)
    )
    tally = report.find_tally("moya", "between")
    assert isinstance(tally, ChoiceTally)

    picture = charts.bars(tally)

    assert list(picture.figure.data[0].x) == [2, 0, 1, 0]
    assert picture.description == "だれとの間：庁内どうし 2枚、庁外と 0枚、住民と 1枚、制度 0枚"


def test_votes_escape_what_people_wrote() -> None:
    report = report_of(
        [make_answer(1, "ideas", {"text": HOSTILE})],
        tallies={"ideas": Tally("ideas", {answer_id("ideas", 1): 3}, 1, 3)},
    )
    sheet = report.find_worksheet("ideas")
    assert sheet is not None

    drawn = json.loads(charts.votes(sheet).figure.to_json())

    label = drawn["layout"]["yaxis"]["ticktext"][0].replace("<br>", "")
    assert "<" not in label
    assert label.startswith("&lt;b&gt;x&lt;/b&gt;&lt;a href=")


def test_positions_of_two_ideas_on_one_spot_stay_both_visible() -> None:
    answers = [make_answer(n, "ideas", {"text": f"案{n}"}) for n in (1, 2)]
    answers += [
        make_answer(n, "rating", {"idea": [answer_id("ideas", n)], "place": {"x": 4, "y": 4}})
        for n in (1, 2)
    ]
    tally = report_of(answers).find_tally("rating", "place")
    assert isinstance(tally, PositionTally)

    picture = charts_axes.positions(tally)

    trace = picture.figure.data[1]
    assert list(trace.text) == ["1", "2"]
    assert len(set(zip(trace.x, trace.y, strict=True))) == 2
    assert "1 案1（横4.0、縦4.0）" in picture.description


def test_dumbbells_mark_each_round_with_its_own_symbol() -> None:
    before = [make_answer(n, "before", {"inside": 2}) for n in range(5)]
    after = [make_answer(n, "after", {"inside": 3}) for n in range(5)]
    comparison = report_of([*before, *after]).comparison
    assert comparison is not None

    picture = charts.dumbbells(comparison)

    rounds = [trace for trace in picture.figure.data if trace.name]
    assert [(trace.name, trace.marker.symbol) for trace in rounds] == [
        ("事前アンケート", "circle"),
        ("事後アンケート", "square"),
    ]
    assert "事前アンケート 平均2.0（5人）、事後アンケート 平均3.0（5人）" in picture.description


def test_every_figure_of_an_empty_workshop_can_be_drawn() -> None:
    report = report_of([])
    sheets = report.worksheets
    pictures = [charts.scales(sheet) for sheet in sheets]
    pictures += [charts.votes(sheet) for sheet in sheets]
    tallies = [tally for sheet in sheets for tally in sheet.tallies]
    pictures += [charts.bars(tally) for tally in tallies if isinstance(tally, ChoiceTally)]
    pictures += [
        charts_axes.positions(tally) for tally in tallies if isinstance(tally, PositionTally)
    ]

    assert all(picture.description and picture.figure.to_json() for picture in pictures)
