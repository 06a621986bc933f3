"""Dot votes: limits, taking back, repeats, and cards that are gone."""

import pytest

from programs.questions import Worksheet
from worksheets import answers, participants, rooms, vote_counts, votes, workshops
from worksheets.errors import BadInput, NoSuchThing, WorksheetClosed
from worksheets.records import Participant, Submission
from worksheets.vote_ways import VoteWay


@pytest.fixture
def person(code: str) -> Participant:
    rooms.go_to(code, "meeting-1", "write")
    return participants.join(code, team="t1").participant


@pytest.fixture
def cards(person: Participant) -> list[str]:
    ids = [
        answers.save_answer(
            Submission(
                code=person.code,
                sent_id=f"c{number}",
                worksheet="cards",
                values={"text": f"案{number}"},
                participant=person,
            )
        ).answer_id
        for number in range(3)
    ]
    rooms.open_votes(person.code, "cards")
    return ids


def cast(person: Participant, choices: object, sent_id: str = "v1") -> int:
    return votes.cast(
        person.code, person, sent_id=sent_id, worksheet="cards", choices=choices
    ).revision


def test_votes_are_counted_and_replaced(person: Participant, cards: list[str], code: str) -> None:
    other = participants.join(code).participant
    cast(person, {cards[0]: 2, cards[1]: 1})
    cast(other, {cards[0]: 1})
    cast(person, {cards[1]: 3}, "v2")

    tally = vote_counts.get_tally(code, "cards")
    assert (tally.points, tally.voters, tally.votes_each) == ({cards[0]: 1, cards[1]: 3}, 2, 3)
    assert votes.list_own_votes(person, "cards") == {cards[1]: 3}


def test_same_ballot_twice_counts_once(person: Participant, cards: list[str], code: str) -> None:
    assert cast(person, {cards[0]: 1}) == cast(person, {cards[0]: 3})
    assert vote_counts.get_tally(code, "cards").points == {cards[0]: 1}


def test_votes_can_be_taken_back(person: Participant, cards: list[str], code: str) -> None:
    cast(person, {cards[0]: 3})
    cast(person, {}, "v2")

    assert vote_counts.get_tally(code, "cards").points == {}


@pytest.mark.parametrize("points", [4, -1, 1.5, "1", True])
def test_impossible_points_are_refused(
    person: Participant, cards: list[str], points: object
) -> None:
    with pytest.raises(BadInput):
        cast(person, {cards[0]: points})

    assert vote_counts.get_tally(person.code, "cards").points == {}


def test_vote_after_closing_or_on_an_unknown_card_is_refused(
    person: Participant, cards: list[str], code: str
) -> None:
    with pytest.raises(BadInput, match="見つかりません"):
        cast(person, {"0" * 24: 1})
    rooms.close_votes(code, "cards")
    with pytest.raises(WorksheetClosed):
        cast(person, {cards[0]: 1})
    with pytest.raises(NoSuchThing):
        votes.cast(code, person, sent_id="v", worksheet="note", choices={})


def test_votes_on_a_withdrawn_card_do_not_count(
    person: Participant, cards: list[str], code: str
) -> None:
    cast(person, {cards[0]: 2, cards[1]: 1})

    answers.withdraw(code, cards[0], participant=person)

    assert vote_counts.get_tally(code, "cards").points == {cards[1]: 1}


def test_votes_on_a_card_taken_back_return_to_the_person(
    person: Participant, cards: list[str], code: str
) -> None:
    cast(person, {cards[0]: 2, cards[1]: 1})
    answers.withdraw(code, cards[0], participant=person)

    ballot = votes.get_ballot(person, get_sheet(code), VoteWay(3))
    with pytest.raises(BadInput, match="1枚は、取り下げられました"):
        cast(person, {cards[0]: 1}, "v2")
    cast(person, {cards[1]: 3}, "v3")

    assert (dict(ballot.points), ballot.returned, ballot.fits) == ({cards[1]: 1}, 2, True)
    assert vote_counts.get_tally(code, "cards").points == {cards[1]: 3}


def test_votes_on_a_hidden_card_do_not_count_until_it_is_shown_again(
    person: Participant, cards: list[str], code: str
) -> None:
    cast(person, {cards[0]: 2})

    answers.hide_answer(code, cards[0])
    hidden = vote_counts.get_tally(code, "cards")
    answers.restore_answer(code, cards[0])

    assert (dict(hidden.points), hidden.voters) == ({}, 0)
    assert vote_counts.get_tally(code, "cards").points == {cards[0]: 2}


def test_vote_that_came_in_before_closing_keeps_its_receipt(
    person: Participant, cards: list[str], code: str
) -> None:
    first = cast(person, {cards[0]: 1})
    rooms.close_votes(code, "cards")

    assert cast(person, {cards[0]: 1}) == first


def test_only_the_person_who_votes_hears_of_it(
    person: Participant, cards: list[str], code: str
) -> None:
    rooms.share(code, "cards", on=True)
    before = rooms.get_room(code)

    cast(person, {cards[0]: 1})

    after = rooms.get_room(code)
    assert (after.revision, after.woken) == (before.revision, before.woken)
    assert after.sequence == before.sequence + 1


def get_sheet(code: str) -> Worksheet:
    sheet = workshops.get_workshop(code).program.find_worksheet("cards")
    assert sheet is not None
    return sheet
