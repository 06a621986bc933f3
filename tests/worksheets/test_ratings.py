"""Things rated one by one: one rating for each person and thing, and what all say together."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from programs.ratings import Rating, find_rating
from programs.reading import read_program
from tests.worksheets.rated_town import IDEAS, SHEET, RatedTown
from worksheets.answers import list_answers, list_versions, save_answers, withdraw
from worksheets.errors import BadValue
from worksheets.ratings import Span, list_things, sum_up
from worksheets.records import Submission, Values
from worksheets.toolkit import Toolkit

WORDS = {"a": "★ 朝の電話", "b": "夜の会議", "c": "★月一の茶話会"}


@pytest.fixture
def town(box: Toolkit) -> RatedTown:  # noqa: ARG001 -- the workshop lives in it
    return RatedTown()


@pytest.fixture
def rating() -> Rating:
    return _find_rating()


@cache
def _find_rating() -> Rating:
    program = read_program("team-building").program
    assert program is not None
    sheet = program.find_worksheet(SHEET)
    assert sheet is not None
    found = find_rating(sheet)
    assert found is not None
    return found


def _rated(key: str, x: int, y: int) -> Values:
    return {"idea": [key], "place": {"x": x, "y": y}}


def test_second_rating_of_a_thing_corrects_the_first(town: RatedTown) -> None:
    (idea,) = town.write_ideas("朝の電話")
    person = town.take_person()

    first = town.rate(person, idea, (2, 3))
    second = town.rate(person, idea, (5, 3))

    assert first == second
    (answer,) = list_answers(town.code, SHEET)
    assert answer.values["place"] == {"x": 5, "y": 3}
    assert len(list_versions(town.code, first)) == 2


def test_ratings_sent_at_the_same_moment_stay_one(town: RatedTown) -> None:
    (idea,) = town.write_ideas("朝の電話")
    person = town.take_person()

    results = save_answers(
        [Submission(town.code, f"both-{x}", SHEET, _rated(idea, x, 1), person) for x in (1, 2, 3)]
    )

    assert len({getattr(result, "answer_id", result) for result in results}) == 1
    assert [answer.values["place"]["x"] for answer in list_answers(town.code, SHEET)] == [3]


def test_rating_moved_onto_a_rated_thing_makes_no_second_one(town: RatedTown) -> None:
    one, two = town.write_ideas("朝の電話", "夜の会議")
    person = town.take_person()
    first, second = town.rate(person, one, (1, 1)), town.rate(person, two, (2, 2))

    moved = town.rate(person, two, (4, 4), answer_id=first)

    assert moved == second
    places = {
        answer.values["idea"][0]: answer.values["place"]
        for answer in list_answers(town.code, SHEET)
    }
    assert places == {one: {"x": 1, "y": 1}, two: {"x": 4, "y": 4}}


def test_two_people_rate_the_same_thing_each_for_themselves(town: RatedTown) -> None:
    (idea,) = town.write_ideas("朝の電話")

    for name in ("はな", "たろう"):
        town.rate(town.take_person(name), idea, (3, 3))

    assert len(list_answers(town.code, SHEET)) == 2


def test_rating_taken_back_can_be_given_anew(town: RatedTown) -> None:
    (idea,) = town.write_ideas("朝の電話")
    person = town.take_person()
    first = town.rate(person, idea, (2, 3))
    withdraw(town.code, first, participant=person)

    again = town.rate(person, idea, (4, 4))

    assert again != first
    assert [answer.id for answer in list_answers(town.code, SHEET)] == [again]


def test_passing_is_an_answer_and_can_be_changed(town: RatedTown, rating: Rating) -> None:
    (idea,) = town.write_ideas("朝の電話")
    person = town.take_person()

    town.rate(person, idea, None)
    (passed,) = sum_up(
        rating, {idea: "朝の電話"}, [a.values for a in list_answers(town.code, SHEET)]
    )
    town.rate(person, idea, (4, 4))
    (rated,) = sum_up(
        rating, {idea: "朝の電話"}, [a.values for a in list_answers(town.code, SHEET)]
    )

    assert (passed.raters, passed.passes, passed.x) == (0, 1, None)
    assert (rated.raters, rated.passes, rated.x) == (1, 0, 4.0)


def test_rating_of_two_things_at_once_is_refused(town: RatedTown) -> None:
    ideas = town.write_ideas("朝の電話", "夜の会議")
    values = {"idea": ideas, "place": {"x": 1, "y": 1}}

    with pytest.raises(BadValue, match="1つだけ"):
        town.save(SHEET, values, town.take_person())


def test_marked_things_are_rated_and_their_mark_is_left_out(rating: Rating) -> None:
    things = list_things(rating, WORDS)

    assert [(thing.number, thing.words) for thing in things] == [
        (1, "朝の電話"),
        (2, "月一の茶話会"),
    ]


def test_without_any_mark_all_things_are_rated(rating: Rating) -> None:
    things = list_things(rating, {"a": "朝の電話", "b": "夜の会議"})

    assert [thing.words for thing in things] == ["朝の電話", "夜の会議"]


def test_thing_that_lost_its_mark_keeps_its_ratings_at_the_end(rating: Rating) -> None:
    found = sum_up(rating, WORDS, [_rated("b", 2, 2)])

    assert [(one.thing.number, one.thing.id, one.raters) for one in found] == [
        (1, "a", 0),
        (2, "c", 0),
        (3, "b", 1),
    ]


@pytest.mark.parametrize(("raters", "dots"), [(4, 0), (5, 5)])
def test_places_of_people_are_told_only_from_five_on(
    rating: Rating, raters: int, dots: int
) -> None:
    answers = [_rated("a", 1 + number % 5, 1 + number % 2) for number in range(raters)]

    (found, _) = sum_up(rating, WORDS, answers)

    assert sum(number for _, _, number in found.dots) == dots
    assert (found.middle is not None) == bool(dots)


def test_middle_half_leaves_out_the_ends(rating: Rating) -> None:
    answers = [_rated("a", x, 3) for x in (1, 2, 3, 4, 5)]

    (found, _) = sum_up(rating, WORDS, answers)

    assert found.middle == (Span(2, 4), Span(3, 3))


_STEP = st.integers(1, 5)
_GIVEN = st.one_of(
    st.builds(_rated, st.sampled_from("abc"), _STEP, _STEP),
    st.builds(lambda key: {"idea": [key]}, st.sampled_from("abc")),
)


@given(st.lists(_GIVEN, max_size=40).flatmap(lambda g: st.tuples(st.just(g), st.permutations(g))))
@settings(deadline=None, max_examples=60)
def test_sums_lie_in_range_and_do_not_depend_on_the_order(
    both: tuple[list[Values], list[Values]],
) -> None:
    rating = _find_rating()
    answers, mixed = both

    found = sum_up(rating, WORDS, answers)

    assert found == sum_up(rating, WORDS, mixed)
    assert sum(one.raters + one.passes for one in found) == len(answers)
    for one in found:
        assert (one.x is None) == (one.raters == 0)
        if one.x is not None and one.y is not None:
            assert 1 <= one.x <= 5
            assert 1 <= one.y <= 5
        if one.middle is not None:
            assert all(1 <= span.low <= span.high <= 5 for span in one.middle)


@pytest.mark.parametrize(
    ("program", "step"), [("team-building", "rating"), ("community-building", "choose")]
)
def test_both_programs_rate_their_ideas(program: str, step: str, box: Toolkit) -> None:  # noqa: ARG001
    town = RatedTown(program, step)
    sheet = town.workshop.program.find_worksheet(SHEET)

    assert sheet is not None
    found = find_rating(sheet)
    assert found is not None
    assert found.item.of == IDEAS
    assert found.may_pass
