"""The list of who is expected: seats kept for them, recognised when they join, forgotten."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from worksheets import expected, participants, teams, workshops
from worksheets.deleting import delete_workshop
from worksheets.errors import BadInput, BadValue
from worksheets.expected import Expected
from worksheets.records import Opened, TeamChoice


@pytest.fixture
def assigned(opened: Opened) -> str:
    """A workshop that gives people their teams."""
    workshop = opened.workshop
    options = replace(workshop.options, team_choice=TeamChoice.ASSIGN)
    workshops.change_options(workshop.code, options)
    return workshop.code


def _names(people: tuple[Expected, ...]) -> list[str]:
    return [one.name for one in people]


def _list_missing(code: str) -> list[str]:
    joined = participants.list_participants(code)
    return _names(expected.find_arrivals(expected.list_expected(code), joined).missing)


def test_expected_person_comes_to_the_prepared_team(assigned: str) -> None:
    expected.replace_expected(assigned, [Expected("山田 太郎", "office", team="t3")])

    joined = participants.join(assigned, name="山田太郎", affiliation="office", team="t1")

    assert joined.participant.team == "t3"


def test_other_affiliation_is_another_person(assigned: str) -> None:
    expected.replace_expected(assigned, [Expected("山田太郎", "office", team="t1")])

    joined = participants.join(assigned, name="山田太郎", affiliation="partner")

    assert joined.participant.team == "t2"  # t1 is kept for the other one


def test_affiliation_left_open_speaks_against_nobody(assigned: str) -> None:
    expected.replace_expected(assigned, [Expected("山田", team="t3"), Expected("川田", "office")])

    joined = participants.join(assigned, name="山田", affiliation="partner")

    assert joined.participant.team == "t3"


def test_two_of_one_name_are_not_guessed_but_both_count_as_come(assigned: str) -> None:
    twins = [Expected("山田", "office", team="t3"), Expected("山田", "office", team="t2")]
    expected.replace_expected(assigned, twins)

    first = participants.join(assigned, name="山田", affiliation="office").participant
    participants.join(assigned, name="山田", affiliation="office")

    assert first.team == "t1"  # the only one where nobody is expected
    assert _list_missing(assigned) == []


def test_second_phone_of_one_person_comes_to_the_same_team(assigned: str) -> None:
    expected.replace_expected(assigned, [Expected("山田", team="t3")])
    first = participants.join(assigned, name="山田").participant
    teams.move_people(assigned, [first.id], "t2")

    assert participants.join(assigned, name="山田").participant.team == "t2"


def test_chosen_team_is_kept_where_people_choose(code: str) -> None:
    expected.replace_expected(code, [Expected("山田", team="t3")])

    assert participants.join(code, name="山田", team="t1").participant.team == "t1"


def test_seats_of_the_expected_stay_free(assigned: str) -> None:
    listed = [Expected(f"人{n}", team="t1") for n in range(3)]
    expected.replace_expected(assigned, listed)

    walk_ins = [participants.join(assigned).participant.team for _ in range(4)]

    assert sorted(walk_ins) == ["t2", "t2", "t3", "t3"]


def test_those_who_have_not_come_are_told(assigned: str) -> None:
    expected.replace_expected(assigned, [Expected("山田"), Expected("川田")])
    participants.join(assigned, name="川田")
    participants.join(assigned, name="川田", shared_device=True, team="t1")

    assert _list_missing(assigned) == ["山田"]


def test_new_list_takes_the_place_of_the_old_one(code: str) -> None:
    expected.replace_expected(code, [Expected("山田"), Expected("川田")])
    expected.replace_expected(code, [Expected("海田")])

    assert _names(expected.list_expected(code)) == ["海田"]


@pytest.mark.parametrize(
    "person",
    [Expected("人", affiliation="どこか"), Expected("人", team="t9"), Expected("あ" * 41)],
)
def test_list_with_a_wrong_line_leaves_the_old_one(code: str, person: Expected) -> None:
    expected.replace_expected(code, [Expected("山田")])

    with pytest.raises(BadValue):
        expected.replace_expected(code, [Expected("海田"), person])

    assert _names(expected.list_expected(code)) == ["山田"]


def test_line_without_a_name_and_a_huge_list_are_refused(code: str) -> None:
    with pytest.raises(BadInput, match="名前のない人"):
        expected.replace_expected(code, [Expected("  ")])
    with pytest.raises(BadInput, match=r"3,000人の名簿は大きすぎます"):
        expected.replace_expected(code, [Expected(f"人{n}") for n in range(3000)])


def test_list_goes_with_one_press_and_with_the_workshop(code: str, tmp_path: Path) -> None:
    expected.replace_expected(code, [Expected("山田")])
    expected.delete_expected(code)
    gone = expected.list_expected(code)
    expected.replace_expected(code, [Expected("川田")])

    delete_workshop(code)

    with sqlite3.connect(tmp_path / "workshop.db") as connection:
        left = connection.execute("select count(*) from expected").fetchone()
    assert (gone, left) == ((), (0,))
