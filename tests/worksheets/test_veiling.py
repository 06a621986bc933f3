"""Marks of anonymous answers: nobody stands apart, neither by a mark nor by having none."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from worksheets.veiling import SMALLEST_GROUP, Marks, choose_marks

PEOPLE = st.lists(
    st.tuples(
        st.sampled_from(["t1", "t2", "t3"]), st.sampled_from(["", "office", "partner", "home"])
    ),
    max_size=40,
)


def count_shown(people: list[Marks]) -> Counter[Marks]:
    marks = choose_marks(people)
    return Counter(marks[person] for person in people)


@given(PEOPLE)
def test_every_mark_and_every_blank_is_shared_by_enough_or_by_all(people: list[Marks]) -> None:
    shown = count_shown(people)

    assert all(number >= SMALLEST_GROUP for number in shown.values()) or len(shown) == 1


@given(PEOPLE)
def test_marks_are_true_or_empty(people: list[Marks]) -> None:
    for person, shown in choose_marks(people).items():
        assert all(mark in ("", own) for mark, own in zip(shown, person, strict=True))


def test_one_among_many_takes_the_marks_of_the_others_away() -> None:
    people = [("t1", "office")] * 5 + [("t2", "partner")]

    assert count_shown(people) == {("", ""): 6}


def test_large_groups_keep_their_marks_beside_a_large_rest() -> None:
    people = [("t1", "office")] * 6 + [("t2", "partner")] * 3 + [("t2", "home")] * 2

    assert count_shown(people) == {("t1", "office"): 6, ("t2", ""): 5}


def test_small_cell_takes_the_teams_of_its_affiliation_away() -> None:
    people = [("t1", "office")] * 6 + [("t2", "office")] * 3

    assert count_shown(people) == {("", "office"): 9}
