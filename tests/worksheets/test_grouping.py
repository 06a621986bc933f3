"""When cards may be grouped, and on whose board."""

from dataclasses import replace

import pytest

from worksheets import participants, rooms, workshops
from worksheets.boards import BoardKey
from worksheets.grouping import find_own_board, list_grouped, list_team_boards
from worksheets.records import Participant


@pytest.fixture
def person(code: str) -> Participant:
    return participants.join(code, team="t2").participant


def _list(code: str) -> tuple[str, ...]:
    return list_grouped(rooms.get_place(code))


@pytest.mark.parametrize(
    ("step", "grouped"),
    [
        (("meeting-1", "opening"), ()),
        (("meeting-1", "write"), ("cards",)),
        (("meeting-1", "vote"), ("cards",)),
        (("meeting-2", "opening"), ()),
    ],
)
def test_grouping_is_open_from_its_step_until_the_meeting_ends(
    code: str, step: tuple[str, str], grouped: tuple[str, ...]
) -> None:
    rooms.go_to(code, *step)

    assert _list(code) == grouped


def test_person_groups_at_the_own_table_and_without_one_with_the_room(
    code: str, person: Participant
) -> None:
    workshop = workshops.get_workshop(code)
    cards = workshop.program.find_worksheet("cards")
    assert cards is not None
    loose = replace(person, team="")

    assert find_own_board(workshop, cards, person) == BoardKey(code, "cards", "t2")
    assert find_own_board(workshop, cards, loose) == BoardKey(code, "cards")
    assert [key.team for key in list_team_boards(workshop, cards)] == ["t1", "t2", "t3"]


def test_anonymous_cards_have_no_boards_of_teams(code: str, person: Participant) -> None:
    workshop = workshops.get_workshop(code)
    cards = workshop.program.find_worksheet("cards")
    assert cards is not None
    secret = cards.model_copy(update={"anonymous": True})

    assert find_own_board(workshop, secret, person) == BoardKey(code, "cards")
    assert list_team_boards(workshop, secret) == ()
