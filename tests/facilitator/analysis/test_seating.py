"""Sharing people out over teams: mixed, even, wishes kept, and honest where it cannot be."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.analysis.seating import Seat, Wishes, share_out, suggest_count
from worksheets.errors import BadInput


def _people(**counts: int) -> list[Seat]:
    groups = [group for group, count in counts.items() for _ in range(count)]
    return [
        Seat(f"p{n}", group, f"{group}-{n % 2}", "abc"[n % 3]) for n, group in enumerate(groups)
    ]


def _teams(count: int) -> list[str]:
    return [f"t{n}" for n in range(count)]


def _groups(people: list[Seat], placed: dict[str, str]) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    for person in people:
        found.setdefault(placed[person.id], Counter())[person.group] += 1
    return found


def test_every_team_has_both_sides_and_the_same_size() -> None:
    people = _people(office=15, contractor=10, council=5)

    seating = share_out(people, _teams(6))

    for group in _groups(people, dict(seating.teams)).values():
        assert group["office"] in {2, 3}
        assert 1 <= group["contractor"] <= 2
        assert group.total() == 5
    assert seating.worries == ()


def test_it_is_said_why_a_team_has_one_side_only() -> None:
    people = _people(office=18, contractor=2)

    seating = share_out(people, _teams(4))

    [worry] = seating.worries
    assert worry == (
        "所属の区分が1つだけの班が2つあります"
        "(ほかの区分の人が2人で、4班に1人ずつは行きわたりません)。"
    )


def test_wishes_are_kept() -> None:
    people = _people(office=10, contractor=10)
    wishes = Wishes(
        together=(("p0", "p1"), ("p1", "p2")), apart=(("p3", "p4"), ("p10", "p11"), ("p3", "p0"))
    )

    teams = share_out(people, _teams(4), wishes=wishes).teams

    assert teams["p0"] == teams["p1"] == teams["p2"]
    assert teams["p3"] not in {teams["p4"], teams["p0"]}
    assert teams["p10"] != teams["p11"]


def test_who_must_stay_stays() -> None:
    people = [*_people(office=8), Seat("x", "contractor", fixed="t1")]

    assert share_out(people, _teams(2)).teams["x"] == "t1"


def test_wish_that_cannot_be_had_is_told() -> None:
    people = [Seat("a", fixed="t0"), Seat("b", fixed="t0"), Seat("c"), Seat("d")]

    seating = share_out(people, _teams(2), wishes=Wishes(apart=(("a", "b"),)))

    assert "「別の班に」とした二人が、同じ班になりました" in "".join(seating.worries)


@pytest.mark.parametrize(("people", "teams"), [(5, 4), (40, 3), (4, 0)])
def test_size_that_cannot_be_is_told(people: int, teams: int) -> None:
    with pytest.raises(BadInput, match="班の数"):
        share_out(_people(office=people), _teams(teams))


def test_same_pair_together_and_apart_is_told() -> None:
    wishes = Wishes(together=(("p0", "p1"),), apart=(("p1", "p0"),))
    with pytest.raises(BadInput, match="両方に入っています"):
        share_out(_people(office=8), _teams(2), wishes=wishes)


def test_unknown_people_in_wishes_do_no_harm() -> None:
    wishes = Wishes(together=(("p0", "gone"),), apart=(("gone", "lost"),))
    assert len(share_out(_people(office=8), _teams(2), wishes=wishes).teams) == 8


def test_nobody_yet_is_nobody_placed() -> None:
    assert share_out([], _teams(3)).teams == {}


@pytest.mark.parametrize(("people", "teams"), [(0, 1), (3, 1), (20, 4), (33, 7), (500, 100)])
def test_suggested_teams_have_four_to_six(people: int, teams: int) -> None:
    assert suggest_count(people) == teams
    assert people < 4 or 4 <= people / teams <= 6


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.sampled_from("oxyz"), st.sampled_from("abc")), min_size=4, max_size=60),
    st.integers(0, 5),
)
def test_everybody_sits_once_and_teams_differ_by_one_at_most(
    marks: list[tuple[str, str]], seed: int
) -> None:
    people = [Seat(f"p{n}", group, field=field) for n, (group, field) in enumerate(marks)]
    teams = _teams(max(1, len(people) // 5))

    placed = share_out(people, teams, seed=seed).teams

    assert set(placed) == {person.id for person in people}
    sizes = Counter(placed.values())
    assert max(sizes.values()) - min(sizes[team] for team in teams) <= 1
    assert share_out(people, teams, seed=seed).teams == placed
