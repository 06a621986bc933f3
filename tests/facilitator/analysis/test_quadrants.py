"""Cards in four fields, where a choice asks for them."""

from facilitator.analysis.quadrants import sort_into_quadrants
from programs.crossings import find_crossing
from programs.questions import Option, Question, QuestionKind
from programs.reading import read_program
from tests.samples import make_question, make_sheet


def make_place(*labels: str) -> Question:
    options = [Option(key=f"o{number}", label=label) for number, label in enumerate(labels)]
    return make_question("place", QuestionKind.CHOICE, options=options)


CROSSED = make_place("機関×気づく", "機関×防ぐ", "住民×気づく", "住民×防ぐ", "分からない")


def test_cards_are_sorted_into_four_fields() -> None:
    cards = [("会議", {"place": "o0"}), ("サロン", {"place": "o3"}), ("店", {"place": "o3"})]

    found = sort_into_quadrants(make_sheet("systems", CROSSED), cards)

    assert found is not None
    assert (found.rows, found.columns) == (("機関", "住民"), ("気づく", "防ぐ"))
    assert found.names["住民", "防ぐ"] == ("サロン", "店")
    assert found.names["住民", "気づく"] == ()
    assert found.others == {}


def test_cards_that_fit_no_field_are_kept_apart() -> None:
    found = sort_into_quadrants(make_sheet("systems", CROSSED), [("なぞ", {"place": "o4"})])

    assert found is not None
    assert found.others == {"分からない": ("なぞ",)}


def test_card_without_a_place_is_in_no_field() -> None:
    found = sort_into_quadrants(make_sheet("systems", CROSSED), [("会議", {})])

    assert found is not None
    assert set(found.names.values()) == {()}


def test_choice_that_crosses_nothing_makes_no_fields() -> None:
    sheet = make_sheet("systems", make_place("A×B", "A×C", "A×D", "そのほか"))

    assert find_crossing(sheet) is None
    assert sort_into_quadrants(sheet, [("会議", {"place": "o0"})]) is None


def test_stocktake_of_the_community_program_has_four_fields() -> None:
    program = read_program("community-building").program
    assert program is not None
    sheet = program.find_worksheet("stocktake-systems")

    assert sheet is not None
    crossing = find_crossing(sheet)
    assert crossing is not None
    assert crossing.question.key == "place"
    assert crossing.rows == ("専門の機関", "住民")
    assert [option.key for option in crossing.others] == ["unclear"]
