"""Rated ideas in the deck: a native scatter that says no more than people did."""

import io

import pytest
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.shapes.graphfrm import GraphicFrame

from facilitator.analysis.collect import collect_report
from facilitator.analysis.records import Report
from facilitator.exports.deck import make_deck
from facilitator.exports.deck_check import check_deck
from tests.worksheets.rated_town import RatedTown
from worksheets.toolkit import Toolkit

IDEAS = tuple(f"★{n}番目の、少し長めに書いたアイデアの言葉を置きます" for n in range(1, 15))


@pytest.fixture
def town(box: Toolkit) -> RatedTown:  # noqa: ARG001 -- the workshop lives in it
    return RatedTown()


def _rate(town: RatedTown, people: int, ideas: tuple[str, ...] = IDEAS) -> Report:
    """Everybody rates all but the last idea; the first person passes the first one."""
    ids = town.write_ideas(*ideas)
    for number in range(people):
        person = town.take_person(f"人{number}")
        for place, idea in enumerate(ids[:-1]):
            spot = (1 + (place + number) % 5, 1 + (place * 2 + number // 2) % 5)
            town.rate(person, idea, None if number == place == 0 else spot)
    return collect_report(town.code)


def _charts(content: bytes) -> list[GraphicFrame]:
    deck = Presentation(io.BytesIO(content))
    return [shape for slide in deck.slides for shape in slide.shapes if shape.has_chart]


def _scatter(content: bytes) -> GraphicFrame:
    return next(
        frame for frame in _charts(content) if "横" in frame._element._nvXxPr.cNvPr.get("descr", "")
    )


def test_deck_of_many_rated_ideas_has_no_problem(town: RatedTown) -> None:
    content = make_deck(_rate(town, 6))

    assert check_deck(content) == ()


def test_scatter_has_a_point_for_each_rated_idea_and_the_words_of_the_fields(
    town: RatedTown,
) -> None:
    frame = _scatter(make_deck(_rate(town, 6)))

    series = frame.chart.plots[0].series[0]
    xs = [float(value.text) for value in series._element.find(qn("c:xVal")).iter(qn("c:v"))]
    text = "".join(node.text for node in series._element.iter(qn("a:t")))
    assert len(xs) == len(IDEAS) - 1 + 4
    assert all(1 <= x <= 5 for x in xs[: len(IDEAS) - 1])
    for words in ("◎ まずここから", "だれと組めば", "ついでにできる", "いまは置いておく"):
        assert words in text


def test_alt_text_tells_raters_and_passes(town: RatedTown) -> None:
    frame = _scatter(make_deck(_rate(town, 6)))

    told = frame._element._nvXxPr.cNvPr.get("descr")
    assert told.startswith("1 1番目の、少し長めに書いたアイデアの言葉を置きます（横")
    assert "5人、パス1人）" in told


@pytest.mark.parametrize(("people", "whiskers"), [(4, 0), (6, 2)])
def test_spread_is_drawn_only_from_five_people_on(
    town: RatedTown, people: int, whiskers: int
) -> None:
    frame = _scatter(make_deck(_rate(town, people, IDEAS[:3])))

    series = frame.chart.plots[0].series[0]._element
    assert len(series.findall(qn("c:errBars"))) == whiskers


def test_title_says_nothing_of_few_people(town: RatedTown) -> None:
    deck = Presentation(io.BytesIO(make_deck(_rate(town, 4, IDEAS[:3]))))

    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert any("まだ4人のため、傾向は読まない" in title.replace("\v", "") for title in titles)
