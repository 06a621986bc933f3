"""People stand on two sides of what links them."""

from facilitator.exports.two_sides import set_on_sides


def test_people_of_one_link_face_each_other() -> None:
    sides = set_on_sides([("a", "b"), ("c", "d"), ("a", "d")])

    for one, other in (("a", "b"), ("c", "d"), ("a", "d")):
        assert (one in sides.left) != (other in sides.left)
    assert sorted(sides.links) == [0, 1, 2]


def test_links_that_need_not_cross_do_not() -> None:
    sides = set_on_sides([("a", "x"), ("b", "y"), ("c", "z")])

    places = {person: n for side in (sides.left, sides.right) for n, person in enumerate(side)}
    assert [places[one] for one in "abc"] == [places[other] for other in "xyz"]


def test_nobody_gives_an_empty_picture_and_the_same_gives_the_same() -> None:
    links = [("a", "b", "c"), ("c", "d"), ("b", "d"), ("e", "a")]

    assert set_on_sides([]).left == ()
    assert set_on_sides(links) == set_on_sides(links)
