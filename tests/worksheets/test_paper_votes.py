"""Votes counted in the hall: added to those of the phones, corrected, undone, never twice."""

import pytest

from worksheets import (
    answers,
    paper_votes,
    participants,
    rooms,
    vote_counts,
    votes,
    voting,
    workshops,
)
from worksheets.deleting import delete_workshop
from worksheets.errors import BadInput, ChangedMeanwhile, NoSuchThing
from worksheets.paper_votes import PaperVotes
from worksheets.records import Submission
from worksheets.vote_ways import VoteWay


@pytest.fixture
def cards(code: str) -> list[str]:
    """Two cards, and one vote by phone on the first."""
    rooms.go_to(code, "meeting-1", "write")
    person = participants.join(code, team="t1").participant
    ids = [
        answers.save_answer(
            Submission(code, f"c{number}", "cards", {"text": f"案{number}"}, person)
        ).answer_id
        for number in range(2)
    ]
    rooms.go_to(code, "meeting-1", "vote")
    votes.cast(code, person, sent_id="v", worksheet="cards", choices={ids[0]: 1})
    return ids


def count(  # what changes from test to test, and what mostly does not
    code: str, points: dict[str, int], *, people: int = 5, version: int = 0, sent_id: str = "p1"
) -> PaperVotes:
    return paper_votes.set_paper(
        code, "cards", people=people, points=points, version=version, sent_id=sent_id
    )


def test_hall_votes_are_counted_with_those_of_phones_and_told_apart(
    code: str, cards: list[str]
) -> None:
    count(code, {cards[0]: 4, cards[1]: 6})

    tally = vote_counts.get_tally(code, "cards")
    assert tally.points == {cards[0]: 5, cards[1]: 6}
    assert (tally.voters, tally.paper_voters) == (6, 5)
    assert tally.paper == {cards[0]: 4, cards[1]: 6}
    assert vote_counts.count_voters(code, "cards") == 6


def test_same_count_sent_twice_is_one(code: str, cards: list[str]) -> None:
    first = count(code, {cards[0]: 4})

    assert count(code, {cards[0]: 4}) == first == PaperVotes(5, {cards[0]: 4}, 1, can_undo=True)


def test_count_from_a_page_drawn_before_is_told(code: str, cards: list[str]) -> None:
    count(code, {cards[0]: 4})

    with pytest.raises(ChangedMeanwhile):
        count(code, {cards[0]: 2}, sent_id="p2")


def test_undo_brings_back_the_count_before_step_by_step(code: str, cards: list[str]) -> None:
    count(code, {cards[0]: 4})
    count(code, {cards[1]: 2}, people=1, version=1, sent_id="p2")

    once = paper_votes.undo_paper(code, "cards", version=2, sent_id="u1")
    again = paper_votes.undo_paper(code, "cards", version=2, sent_id="u1")
    twice = paper_votes.undo_paper(code, "cards", version=3, sent_id="u2")

    assert (once, again) == (PaperVotes(5, {cards[0]: 4}, 3, can_undo=True),) * 2
    assert twice == PaperVotes(0, {}, 4)
    assert vote_counts.get_tally(code, "cards").points == {cards[0]: 1}


@pytest.mark.parametrize(("people", "points"), [(1, 4), (0, 1), (-1, 0), (501, 1)])
def test_counts_that_cannot_be_are_refused(
    code: str, cards: list[str], people: int, points: int
) -> None:
    with pytest.raises(BadInput):
        count(code, {cards[0]: points}, people=people)

    assert paper_votes.get_paper(code, "cards") == PaperVotes()


def test_sheet_without_votes_takes_no_count(code: str) -> None:
    with pytest.raises(NoSuchThing):
        paper_votes.set_paper(code, "note", people=1, points={}, version=0, sent_id="p")


def test_hall_votes_that_no_longer_fit_wait_like_others(code: str, cards: list[str]) -> None:
    count(code, {cards[0]: 5}, people=2)

    voting.change_way(code, "cards", VoteWay(1), confirmed=True)

    tally = vote_counts.get_tally(code, "cards")
    assert (dict(tally.points), tally.voters, tally.misfits) == ({cards[0]: 1}, 1, 2)


def test_hall_votes_go_with_their_workshop(code: str, cards: list[str]) -> None:
    count(code, {cards[0]: 4})
    assert workshops.find_workshop(code) is not None

    delete_workshop(code)

    assert paper_votes.get_paper(code, "cards") == PaperVotes()
