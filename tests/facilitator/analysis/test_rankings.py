"""Rankings of several people together: mean places, ties, what was left out."""

from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.analysis.rankings import rank

KEYS = ("a", "b", "c", "d")


def test_whole_rankings_are_ordered_by_their_mean_place() -> None:
    found = rank(KEYS, [["b", "a", "c", "d"], ["b", "c", "a", "d"], ["a", "b", "c", "d"]])

    assert [(one.key, one.place, round(one.mean, 2), one.firsts) for one in found.items] == [
        ("b", 1, 1.33, 2),
        ("a", 2, 2.0, 1),
        ("c", 3, 2.67, 0),
        ("d", 4, 4.0, 0),
    ]
    assert (found.answered, found.partial) == (3, 0)


def test_things_with_the_same_mean_share_their_place() -> None:
    found = rank(KEYS, [["a", "b", "c", "d"], ["b", "a", "c", "d"]])

    assert [(one.key, one.place, one.tied) for one in found.items] == [
        ("a", 1, True),
        ("b", 1, True),
        ("c", 3, False),
        ("d", 4, False),
    ]


def test_thing_ranked_by_one_alone_does_not_win() -> None:
    found = rank(KEYS, [["a", "b"], ["a", "b"], ["a", "b"], ["d"]])

    places = {one.key: one.place for one in found.items}
    assert places == {"a": 1, "b": 2, "d": 3, "c": 4}
    assert found.partial == 4


def test_left_out_things_share_the_places_that_remain() -> None:
    found = rank(KEYS, [["c"]])

    assert [(one.key, one.mean, one.ranked_by) for one in found.items] == [
        ("c", 1.0, 1),
        ("a", 3.0, 0),
        ("b", 3.0, 0),
        ("d", 3.0, 0),
    ]


def test_nothing_given_ranks_nothing() -> None:
    assert rank(KEYS, []).items == ()
    assert rank(KEYS, [[], ["unknown"]]).answered == 0


_ANSWER = st.permutations(KEYS).flatmap(
    lambda order: st.integers(1, len(KEYS)).map(lambda length: order[:length])
)


@given(
    st.lists(_ANSWER, min_size=1, max_size=30).flatmap(
        lambda answers: st.tuples(st.just(answers), st.permutations(answers))
    )
)
@settings(deadline=None)
def test_places_add_up_lie_in_range_and_do_not_depend_on_the_order(
    both: tuple[list[list[str]], list[list[str]]],
) -> None:
    answers, mixed = both

    found, other = rank(KEYS, answers), rank(KEYS, mixed)

    assert [(one.key, one.place) for one in found.items] == [
        (one.key, one.place) for one in other.items
    ]
    assert all(1 <= one.mean <= len(KEYS) for one in found.items)
    assert round(sum(one.mean for one in found.items), 6) == 10
    assert sum(one.firsts for one in found.items) == len(answers)
