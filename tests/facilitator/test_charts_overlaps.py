"""The map of overlaps: readable, the same each time, told in words, and only text."""

import json
from itertools import combinations

import pytest

from facilitator.charts_overlaps import (
    OverlapLink,
    OverlapPerson,
    list_map_in_words,
    make_overlap_map,
)
from facilitator.map_layout import Box, Sheet, lay_out

HOSTILE = '<b>x</b><a href="javascript:alert(1)">押して</a>'


def make_people(number: int) -> list[OverlapPerson]:
    return [OverlapPerson(f"p{n}", f"呼び名{n}", f"{n % 4 + 1}班") for n in range(number)]


def make_link(a: int, b: int, *, accepted: bool = False, kind: str = "place") -> OverlapLink:
    return OverlapLink(f"p{a}", f"p{b}", "同じ場所", "公園が重なります", accepted, kind)


def list_notes(people: list[OverlapPerson], links: list[OverlapLink]) -> list[str]:
    figure = make_overlap_map(people, links).figure
    return [str(note.text) for note in figure.layout.annotations]


def test_accepted_overlap_is_solid_and_thicker_than_a_candidate() -> None:
    links = [make_link(0, 1, accepted=True), make_link(1, 2)]

    figure = make_overlap_map(make_people(3), links).figure

    lines = [trace.line for trace in figure.data if trace.mode == "lines"]
    assert [line.dash for line in lines] == ["dot", "solid"]
    assert lines[1].width > lines[0].width


def test_lines_say_their_kind_in_words_with_a_symbol() -> None:
    links = [make_link(0, 1, accepted=True), make_link(1, 2)]

    notes = list_notes(make_people(3), links)

    assert {"✓ ■ 同じ場所", "? ■ 同じ場所"} <= set(notes)


def test_two_overlaps_of_the_same_people_make_one_line() -> None:
    links = [make_link(0, 1), OverlapLink("p1", "p0", "同じ時間", "", accepted=True, kind="time")]

    notes = list_notes(make_people(2), links)

    assert [note for note in notes if note.startswith(("✓", "?"))] == ["✓ ▲ 同じ時間"]


def test_map_is_told_in_words_with_accepted_overlaps_first() -> None:
    links = [make_link(1, 2), make_link(0, 1, accepted=True)]

    told = list_map_in_words(make_people(4), links)

    assert told == (
        "取り入れた重なり：呼び名0と呼び名1、同じ場所（公園が重なります）。",
        "候補：呼び名1と呼び名2、同じ場所（公園が重なります）。",
        "まだつながっていない人：呼び名3。",
    )
    assert make_overlap_map(make_people(4), links).description == " ".join(told)


def test_map_without_overlaps_says_so() -> None:
    picture = make_overlap_map(make_people(3), [])

    assert picture.description == "重なりはまだありません。話を聞いた人は3人です。"
    assert "重なりは、これからさがします。" in list_notes(make_people(3), [])


def test_map_of_nobody_is_drawn() -> None:
    assert make_overlap_map([], []).height > 0


def test_what_people_wrote_stays_text() -> None:
    people = [OverlapPerson("a", HOSTILE, HOSTILE), OverlapPerson("b", "店主", "1班")]
    links = [OverlapLink("a", "b", HOSTILE, HOSTILE, accepted=True)]

    drawn = json.loads(make_overlap_map(people, links).figure.to_json())

    written = json.dumps(drawn["layout"]["annotations"], ensure_ascii=False)
    assert "&lt;b&gt;" in written
    assert "<a" not in written
    assert "<a" not in json.dumps(drawn["data"], ensure_ascii=False)


@pytest.mark.parametrize("number", [2, 12, 40])
def test_layout_keeps_everything_apart_and_on_the_sheet(number: int) -> None:
    boxes = tuple(Box(str(n), 120, 90) for n in range(number))
    pairs = tuple((str(n), str(n * 7 % number)) for n in range(number) if n * 7 % number != n)
    sheet = Sheet(1700, 860)

    spots = lay_out(boxes, pairs, sheet)

    assert all(60 <= x <= 1640 and 45 <= y <= 815 for x, y in spots.values())
    covered = [
        (one, other)
        for one, other in combinations(spots, 2)
        if abs(spots[one][0] - spots[other][0]) < 120 and abs(spots[one][1] - spots[other][1]) < 90
    ]
    assert covered == []


def test_same_things_get_the_same_places() -> None:
    boxes = tuple(Box(str(n), 120, 90) for n in range(9))
    pairs = (("0", "1"), ("1", "2"), ("5", "8"))
    first = dict(lay_out(boxes, pairs, Sheet(1700, 860)))
    lay_out.cache_clear()

    assert dict(lay_out(boxes, pairs, Sheet(1700, 860))) == first
