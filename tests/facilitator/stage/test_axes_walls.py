"""What was rated, ranked and sorted into four fields, as the wall is told it."""

from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.worksheets.rated_town import SHEET, RatedTown
from worksheets import rooms
from worksheets.answers import hide_answer
from worksheets.records import StageView
from worksheets.toolkit import Toolkit

RANKED = "reflection-2"


@pytest.fixture
def town(box: Toolkit) -> RatedTown:  # noqa: ARG001 -- the workshop lives in it
    return RatedTown()


@pytest.fixture
def look(client: TestClient, town: RatedTown) -> Callable[[str], list[dict[str, Any]]]:
    """Read the sections of a worksheet on the wall; nothing is shared by reading."""

    def read(key: str) -> list[dict[str, Any]]:
        rooms.show_on_stage(town.code, StageView.ANSWERS)
        walls = client.get(f"/stage/{town.code}/state").json()["walls"]
        return [
            section for wall in walls if wall["worksheet"] == key for section in wall["sections"]
        ]

    return read


def test_ratings_are_on_the_wall_only_after_they_are_shown(
    town: RatedTown, look: Callable[[str], list[dict[str, Any]]]
) -> None:
    (idea,) = town.write_ideas("★朝の電話")
    town.rate(town.take_person(), idea, (4, 5))

    assert look(SHEET) == []

    rooms.share(town.code, SHEET, on=True)
    (section,) = look(SHEET)
    assert section["kind"] == "grid"


def test_wall_tells_means_passes_and_the_words_of_the_fields(
    town: RatedTown, look: Callable[[str], list[dict[str, Any]]]
) -> None:
    ideas = town.write_ideas("★朝の電話", "迷い", "★月一の茶話会")
    for number in range(5):
        town.rate(town.take_person(f"人{number}"), ideas[0], (1 + number, 4))
    town.rate(town.take_person("六人目"), ideas[0], None)
    rooms.share(town.code, SHEET, on=True)

    (section,) = look(SHEET)

    assert section["people"] == 6
    assert section["quarters"]["high_high"] == "まずここから"
    first, second = section["points"]
    assert (first["number"], first["label"], first["x"], first["y"]) == (1, "朝の電話", 3.0, 4.0)
    assert (first["count"], first["passes"], len(first["dots"])) == (5, 1, 5)
    assert first["middle"] == [[2.0, 4.0], [4.0, 4.0]]
    assert first["told"] == "やりやすさ 平均3.0、効果 平均4.0、評価5人、パス1人"
    assert (second["x"], second["told"]) == (None, "まだ評価がありません")


def test_fewer_than_five_people_show_no_spread(
    town: RatedTown, look: Callable[[str], list[dict[str, Any]]]
) -> None:
    (idea,) = town.write_ideas("★朝の電話")
    for number in range(4):
        town.rate(town.take_person(f"人{number}"), idea, (1 + number, 4))
    rooms.share(town.code, SHEET, on=True)

    (section,) = look(SHEET)

    (point,) = section["points"]
    assert (point["dots"], point["middle"]) == ([], None)


def test_hidden_idea_leaves_the_wall_with_its_ratings(
    town: RatedTown, look: Callable[[str], list[dict[str, Any]]]
) -> None:
    ideas = town.write_ideas("★朝の電話", "★夜の会議")
    for idea in ideas:
        town.rate(town.take_person(), idea, (4, 5))
    rooms.share(town.code, SHEET, on=True)
    hide_answer(town.code, ideas[0])

    (section,) = look(SHEET)

    assert [(point["number"], point["label"]) for point in section["points"]] == [(1, "夜の会議")]


def test_partial_rankings_are_counted_and_told(
    town: RatedTown, look: Callable[[str], list[dict[str, Any]]]
) -> None:
    rooms.go_to(town.code, "meeting-2", "closing")
    for number, order in enumerate((["soon", "lasting"], ["soon"], ["lasting", "soon"])):
        town.save(RANKED, {"cherish": order}, town.take_person(f"人{number}"))
    rooms.share(town.code, RANKED, on=True)

    section = next(each for each in look(RANKED) if each["kind"] == "ranking")

    assert (section["answered"], section["partial"]) == (3, 3)
    first, second, *rest = section["rows"]
    assert (first["label"], first["place"], first["mean"], first["firsts"]) == (
        "小さくても早く始めること",
        1,
        1.3,
        2,
    )
    assert (second["place"], second["ranked_by"]) == (2, 2)
    assert {(row["place"], row["tied"]) for row in rest} == {(3, True)}


def test_cards_lie_in_their_field_and_empty_fields_are_there(
    client: TestClient,
    box: Toolkit,  # noqa: ARG001 -- the workshop lives in it
) -> None:
    town = RatedTown("community-building", "choose")
    rooms.go_to(town.code, "meeting-3", "stocktake")
    person = town.take_person()
    for name, place in (
        ("地域ケア会議", "formal-find"),
        ("縁台", "informal-find"),
        ("なぞ", "unclear"),
    ):
        town.save("stocktake-systems", {"name": name, "place": place}, person)
    rooms.share(town.code, "stocktake-systems", on=True)
    rooms.show_on_stage(town.code, StageView.ANSWERS)

    (wall,) = client.get(f"/stage/{town.code}/state").json()["walls"]

    section = wall["sections"][0]
    fields = {
        (each["row"], each["column"]): [card["text"] for card in each["cards"]]
        for each in section["fields"]
    }
    assert section["kind"] == "quadrants"
    assert fields == {
        ("専門の機関", "気づく"): ["地域ケア会議"],
        ("専門の機関", "解決・予防"): [],
        ("住民", "気づく"): ["縁台"],
        ("住民", "解決・予防"): [],
    }
    assert [(other["label"], len(other["cards"])) for other in section["others"]] == [
        ("分からない・当てはまらない", 1)
    ]
    assert section["answered"] == 3
