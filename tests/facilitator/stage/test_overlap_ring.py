import random

import pytest

from facilitator.stage.overlap_ring import HEIGHT, MOST_PEOPLE, WIDTH, place_ring

NAME, MARK = (263, 105), (130, 62)  # what the largest name and number take on the wall


def lie_apart(one: tuple[float, float], other: tuple[float, float], room: tuple[int, int]) -> bool:
    return abs(one[0] - other[0]) >= room[0] or abs(one[1] - other[1]) >= room[1]


@pytest.mark.parametrize("people", range(2, MOST_PEOPLE + 1))
@pytest.mark.parametrize("overlaps", [1, 5, 12])
def test_names_and_overlaps_lie_apart_and_on_the_wall(people: int, overlaps: int) -> None:
    chance = random.Random(people * 100 + overlaps)  # noqa: S311 -- a layout, no secret
    groups = tuple(
        tuple(chance.sample(range(people), min(people, 2 + number % 2)))
        for number in range(overlaps)
    )

    names, marks = place_ring(people, groups)

    assert (len(names), len(marks)) == (people, overlaps)
    for at, one in enumerate(names):
        assert NAME[0] / 2 <= one[0] <= WIDTH - NAME[0] / 2
        assert NAME[1] / 2 <= one[1] <= HEIGHT - NAME[1] / 2
        assert all(lie_apart(one, other, NAME) for other in names[at + 1 :])
    for at, one in enumerate(marks):
        assert all(lie_apart(one, other, MARK) for other in marks[at + 1 :])
        between = ((NAME[0] + MARK[0]) // 2, (NAME[1] + MARK[1]) // 2)
        assert all(lie_apart(one, name, between) for name in names)


def test_the_same_overlaps_make_the_same_map() -> None:
    groups = ((0, 1), (1, 2), (0, 3))
    first = place_ring(4, groups)
    place_ring.cache_clear()

    assert place_ring(4, groups) == first


def test_people_who_share_something_sit_near_each_other() -> None:
    groups = ((0, 4), (1, 5), (2, 6), (3, 7))

    names, _ = place_ring(8, groups)

    for one, other in groups:
        assert abs(names[one][0] - names[other][0]) < WIDTH / 2
