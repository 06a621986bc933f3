"""Votes of rehearsed people keep to the way the room votes."""

import pytest

from facilitator.rehearsal.chance import draw
from facilitator.rehearsal.turns import choose_votes
from worksheets.vote_ways import VoteWay

CHOICES = [{"key": key} for key in "abcd"]


@pytest.mark.parametrize(
    "way", [VoteWay(1), VoteWay(3), VoteWay(3, 1, 1), VoteWay(100, 10), VoteWay(100, 10, 20)]
)
@pytest.mark.parametrize("seed", range(20))
def test_votes_fit_every_way(way: VoteWay, seed: int) -> None:
    ballot = {"each": way.each, "step": way.step, "most_on_one": way.most_on_one}

    given = choose_votes(ballot, CHOICES, [9.0, 1.0, 1.0, 1.0], draw(f"{seed}"))

    assert given
    assert way.find_misfit(given.values()) == ""
