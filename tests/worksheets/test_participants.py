"""Joining, coming back, teams, shared terminals and entering for others."""

from dataclasses import replace

import pytest

from worksheets import participants, teams, workshops
from worksheets.errors import BadValue, JoiningClosed, NotYours
from worksheets.records import Opened, TeamChoice


def test_joined_person_is_found_again_by_token_only_in_this_workshop(code: str) -> None:
    joined = participants.join(code, name="みどり", affiliation="行政職員", field="child")

    assert participants.find_by_token(code, joined.token) == joined.participant
    assert joined.participant.affiliation == "office"
    assert participants.find_by_token("OTHER1", joined.token) is None
    assert participants.find_by_token(code, "wrong") is None


def test_people_without_a_team_are_spread_and_mixed(code: str) -> None:
    for affiliation in ["office"] * 6 + ["partner"] * 3:
        participants.join(code, affiliation=affiliation)

    people = participants.list_participants(code)
    assert participants.count_by_team(code) == {"t1": 3, "t2": 3, "t3": 3}
    for team in ("t1", "t2", "t3"):
        assert sorted(p.affiliation for p in people if p.team == team) == [
            "office",
            "office",
            "partner",
        ]


def test_assigned_teams_do_not_follow_the_wish(opened: Opened) -> None:
    workshop = opened.workshop
    workshops.change_options(
        workshop.code, replace(workshop.options, team_choice=TeamChoice.ASSIGN)
    )

    teams = [participants.join(workshop.code, team="t3").participant.team for _ in range(3)]

    assert sorted(teams) == ["t1", "t2", "t3"]


def test_closed_joining_says_what_to_do(opened: Opened) -> None:
    workshop = opened.workshop
    workshops.change_options(workshop.code, replace(workshop.options, joining_open=False))

    with pytest.raises(JoiningClosed, match="進行役"):
        participants.join(workshop.code)

    assert participants.add_absent(workshop.code, name="紙の人").name == "紙の人"


@pytest.mark.parametrize(
    "given", [{"affiliation": "どこか"}, {"field": "なにか"}, {"team": "t9"}, {"name": "あ" * 41}]
)
def test_choice_outside_the_list_is_refused(code: str, given: dict[str, str]) -> None:
    with pytest.raises(BadValue):
        participants.join(code, **given)  # type: ignore[arg-type]

    assert participants.list_participants(code) == ()


def test_device_writes_for_people_it_added_and_for_nobody_else(code: str) -> None:
    terminal = participants.join(code, team="t2", shared_device=True).participant
    person = participants.add_person(terminal, name="かわだ", affiliation="partner")
    stranger = participants.join(code, team="t2").participant

    assert [p.id for p in participants.list_people(terminal)] == [terminal.id, person.id]
    assert participants.get_person_for(terminal, person.id) == person
    assert person.team == "t2"
    with pytest.raises(NotYours):
        participants.get_person_for(terminal, stranger.id)


def test_shared_terminal_is_no_person(code: str) -> None:
    participants.join(code, team="t1", shared_device=True)

    assert participants.count_by_team(code)["t1"] == 0
    assert workshops.list_workshops()[0].participants == 0


def test_moved_person_is_known_in_the_new_team_at_once(code: str) -> None:
    joined = participants.join(code, team="t1")

    teams.move_people(code, [joined.participant.id], "t3")

    found = participants.find_by_token(code, joined.token)
    assert found is not None
    assert found.team == "t3"
