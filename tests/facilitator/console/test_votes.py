"""A vote on the console: points only when asked for, another way, votes counted in the hall."""

import pytest

from facilitator.vote_commands import POINTS, WayKeys
from tests.facilitator.console.tabs import open_tab, press, read_markup, read_texts, read_warnings
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
from worksheets.records import Submission
from worksheets.vote_ways import VoteWay


@pytest.fixture
def cards(code: str) -> list[str]:
    """Three cards, and one person's three votes: two and one."""
    rooms.go_to(code, "meeting-1", "write")
    person = participants.join(code, team="t1").participant
    ids = [
        answers.save_answer(
            Submission(code, f"card-{number}", "cards", {"text": f"案{number}"}, person)
        ).answer_id
        for number in range(3)
    ]
    rooms.go_to(code, "meeting-1", "vote")
    choices = {ids[1]: 2, ids[2]: 1}
    votes.cast(code, person, sent_id="v", worksheet="cards", choices=choices)
    return ids


def test_points_are_not_on_the_page_until_somebody_asks(code: str, cards: list[str]) -> None:
    assert cards
    tab = open_tab("run", code)
    before = (len(tab.dataframe), "投票した人 1人" in read_markup(tab))

    tab.toggle(key="peek-cards").set_value(True).run()

    assert before == (0, True)
    assert tab.dataframe[0].value["票"].tolist() == [2, 1]
    assert tab.dataframe[0].value["順位"].tolist() == ["1位", "2位"]


def test_result_is_shown_to_all_with_one_press_and_taken_back(code: str, cards: list[str]) -> None:
    assert cards
    tab = open_tab("run", code)

    press(tab, "show_votes-cards")
    shown = rooms.get_room(code)
    press(tab, "show_votes-cards")

    assert (shown.shown_votes, shown.open_votes, shown.shared) == (("cards",), (), ("cards",))
    assert rooms.get_room(code).shown_votes == ()


def test_another_way_says_first_what_happens_to_votes(code: str, cards: list[str]) -> None:
    tab = open_tab("run", code)
    keys = WayKeys.of("cards", VoteWay(3))

    tab.radio(key=keys.kind).set_value(POINTS).run()
    warned = [warning.value for warning in tab.warning]
    press(tab, "change_way-cards")

    sheet = workshops.get_workshop(code).program.find_worksheet("cards")
    assert sheet is not None
    assert any("もう1人が投票しています" in each and "選び直して" in each for each in warned)
    assert votes.get_way(rooms.get_room(code), sheet) == VoteWay(100, 10)
    tally = vote_counts.get_tally(code, "cards")
    assert (dict(tally.points), tally.misfits) == ({}, 1)
    assert cards[0] not in tally.points


def test_votes_counted_in_the_hall_are_taken_and_undone(code: str, cards: list[str]) -> None:
    tab = open_tab("run", code)
    tab.number_input(key="paper-cards-0-people").set_value(4)
    tab.number_input(key=f"paper-cards-0-{cards[0]}").set_value(7)
    press(tab, "paper_save-cards")
    counted = vote_counts.get_tally(code, "cards")

    press(tab, "paper_undo-cards")

    assert (counted.points[cards[0]], counted.voters, counted.paper_voters) == (7, 5, 4)
    assert vote_counts.get_tally(code, "cards").voters == 1


def test_more_votes_than_people_can_have_are_refused(code: str, cards: list[str]) -> None:
    tab = open_tab("run", code)
    tab.number_input(key="paper-cards-0-people").set_value(1)
    tab.number_input(key=f"paper-cards-0-{cards[0]}").set_value(4)

    press(tab, "paper_save-cards")

    assert any("3票まで" in warning for warning in read_warnings(tab))
    assert paper_votes.get_paper(code, "cards").people == 0


def test_result_stays_at_hand_after_the_step_of_voting(code: str, cards: list[str]) -> None:
    assert cards
    voting.show_votes(code, "cards", on=True)
    rooms.go_to(code, "meeting-1", "opening")

    tab = open_tab("run", code)

    assert tab.button(key="show_votes-cards").label == "結果を取り下げる"


def test_summary_tells_no_points_while_people_vote(code: str, cards: list[str]) -> None:
    assert cards
    during = open_tab("summary", code, sheet="cards")
    rooms.close_votes(code, "cards")
    after = open_tab("summary", code, sheet="cards")

    assert "投票中です" in read_markup(during)
    assert not any("2票" in text for text in read_texts(during))
    assert any("2票" in text for text in read_texts(after))
