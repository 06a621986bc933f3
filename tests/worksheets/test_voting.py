"""How a room votes: its way, changed while votes are there, and when all see the result."""

import pytest

from tests.samples import make_program, make_question, make_sheet
from worksheets import answers, documents, participants, rooms, vote_counts, votes, voting
from worksheets.errors import BadInput, VoteClosed, VotesThere
from worksheets.records import Participant, Receipt, StageView, Submission
from worksheets.vote_ways import VoteWay, read_way

ONE_EACH = VoteWay(3, 1, 1)
HUNDRED = VoteWay(100, 10)


@pytest.fixture
def people(code: str) -> list[Participant]:
    rooms.go_to(code, "meeting-1", "write")
    return [participants.join(code, team="t1").participant for _ in range(3)]


@pytest.fixture
def cards(people: list[Participant]) -> list[str]:
    person = people[0]
    ids = [
        answers.save_answer(
            Submission(person.code, f"c{number}", "cards", {"text": f"案{number}"}, person)
        ).answer_id
        for number in range(3)
    ]
    rooms.go_to(person.code, "meeting-1", "vote")
    return ids


def cast(person: Participant, choices: dict[str, int], sent_id: str = "v1") -> Receipt:
    return votes.cast(person.code, person, sent_id=sent_id, worksheet="cards", choices=choices)


@pytest.mark.parametrize(
    ("way", "given", "words"),
    [
        (VoteWay(3), [3, 1], "1票多い"),
        (ONE_EACH, [2], "1人1票まで"),
        (VoteWay(5, 1, 2), [3], "1人2票まで"),
        (HUNDRED, [15], "10点きざみ"),
        (HUNDRED, [60, 50], "10点多い"),
        (VoteWay(100, 10, 50), [60], "50点まで"),
    ],
)
def test_points_that_do_not_fit_the_way_are_told_why(
    way: VoteWay, given: list[int], words: str
) -> None:
    assert words in way.find_misfit(given)


@pytest.mark.parametrize(
    ("way", "given"),
    [(VoteWay(3), [3]), (ONE_EACH, [1, 1, 1]), (HUNDRED, [70, 30]), (HUNDRED, []), (HUNDRED, [10])],
)
def test_points_that_fit_need_not_use_everything(way: VoteWay, given: list[int]) -> None:
    assert way.find_misfit(given) == ""


@pytest.mark.parametrize(
    "way", [VoteWay(0), VoteWay(101), VoteWay(10, 5), VoteWay(95, 10), VoteWay(3, 1, 4)]
)
def test_ways_nobody_could_vote_in_are_refused(code: str, way: VoteWay) -> None:
    with pytest.raises(BadInput):
        voting.change_way(code, "cards", way)


def test_room_votes_in_its_own_way_and_remembers_it(
    code: str, people: list[Participant], cards: list[str]
) -> None:
    voting.change_way(code, "cards", HUNDRED)

    cast(people[0], {cards[0]: 70, cards[1]: 30})
    with pytest.raises(BadInput, match="10点きざみ"):
        cast(people[1], {cards[0]: 15})

    room = rooms.get_room(code)
    stored = documents.load_room(
        code,
        sequence=room.sequence,
        revision=room.revision,
        document=documents.dump_room(room),
        orders="{}",
    )
    assert stored.vote_ways == room.vote_ways == (("cards", HUNDRED),)
    tally = vote_counts.get_tally(code, "cards")
    assert (tally.unit, tally.votes_each, tally.points[cards[0]]) == ("点", 100, 70)


def test_changing_the_way_asks_first_where_votes_are_there(
    code: str, people: list[Participant], cards: list[str]
) -> None:
    cast(people[0], {cards[0]: 1, cards[1]: 1})
    cast(people[1], {cards[0]: 3})

    with pytest.raises(VotesThere, match="もう2人が投票"):
        voting.change_way(code, "cards", ONE_EACH)

    effect = voting.preview_way(code, "cards", ONE_EACH)
    assert (effect.kept, effect.again) == (1, 1)
    assert rooms.get_room(code).vote_ways == ()


def test_votes_that_do_not_fit_wait_and_are_never_dropped(
    code: str, people: list[Participant], cards: list[str]
) -> None:
    cast(people[0], {cards[0]: 1, cards[1]: 1})
    cast(people[1], {cards[0]: 3})

    voting.change_way(code, "cards", ONE_EACH, confirmed=True)
    waiting = vote_counts.get_tally(code, "cards")
    sheet = make_sheet("cards", make_question("text", "short_text"), many=True, votes=3)
    ballot = votes.get_ballot(people[1], sheet, ONE_EACH)
    voting.change_way(code, "cards", VoteWay(3), confirmed=True)

    assert (dict(waiting.points), waiting.voters, waiting.misfits) == (
        {cards[0]: 1, cards[1]: 1},
        1,
        1,
    )
    assert (dict(ballot.points), ballot.fits) == ({cards[0]: 3}, False)
    assert vote_counts.get_tally(code, "cards").points == {cards[0]: 4, cards[1]: 1}


def test_showing_the_result_closes_the_vote_and_puts_it_on_the_wall(
    code: str, people: list[Participant], cards: list[str]
) -> None:
    cast(people[0], {cards[0]: 1})

    room = voting.show_votes(code, "cards", on=True)

    assert (room.open_votes, room.shown_votes, room.shared) == ((), ("cards",), ("cards",))
    assert room.stage_view is StageView.ANSWERS
    with pytest.raises(VoteClosed, match="この端末に残っています"):
        cast(people[1], {cards[0]: 1})
    assert voting.show_votes(code, "cards", on=False).shown_votes == ()


def test_program_says_the_way_where_the_room_does_not() -> None:
    sheet = make_sheet(
        "cards", make_question("text", "short_text"), many=True, votes=100, vote_step=10
    )

    assert read_way((), sheet) == HUNDRED
    assert read_way((("cards", ONE_EACH),), sheet) == ONE_EACH
    plain = make_program().find_worksheet("cards")
    assert plain is not None
    assert read_way((), plain) == VoteWay(3)
