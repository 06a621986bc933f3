"""Moving people, sharing everybody out in one go, and taking it back."""

from dataclasses import replace

import pytest

from worksheets import (
    answers,
    assignments,
    expected,
    participants,
    rooms,
    teams,
    workshops,
)
from worksheets.assignments import Outcome, Plan
from worksheets.errors import BadInput, BadValue, NoSuchThing
from worksheets.expected import Expected
from worksheets.records import Opened, Participant, Submission, Team


def _join(code: str, *places: str) -> list[Participant]:
    return [
        participants.join(code, name=f"人{n}", team=t).participant for n, t in enumerate(places)
    ]


def _where(code: str) -> dict[str, str]:
    return {one.name: one.team for one in participants.list_participants(code)}


def _plan(code: str, places: dict[str, str], count: int = 3) -> Plan:
    seen = {one.id: one.team for one in participants.list_participants(code)}
    seen |= {one.id: one.team for one in expected.list_expected(code)}
    return Plan(assignments.plan_teams(code, count), places, {who: seen[who] for who in places})


def _write(code: str, person: Participant, sheet: str = "note") -> None:
    answers.save_answer(
        Submission(code, f"s-{person.id}-{sheet}", sheet, {"text": "話"}, participant=person)
    )


def _open_sheets(code: str) -> None:
    rooms.go_to(code, "meeting-1", "write")


def test_several_people_move_at_once_and_their_answers_stay(code: str) -> None:
    one, other, third = _join(code, "t1", "t1", "t2")
    _open_sheets(code)
    _write(code, one)

    moved = teams.move_people(code, [one.id, other.id, third.id], "t2")

    assert moved == 2
    assert set(_where(code).values()) == {"t2"}
    [given] = answers.list_answers(code)
    assert given.team == "t1"


@pytest.mark.parametrize(("who", "team"), [("nobody", "t1"), ("", "")])
def test_moving_what_is_not_there_changes_nothing(code: str, who: str, team: str) -> None:
    [one] = _join(code, "t1")

    with pytest.raises(NoSuchThing):
        teams.move_people(code, [who or one.id], team)

    assert _where(code) == {"人0": "t1"}


def test_moving_to_an_unknown_team_is_refused(code: str) -> None:
    [one] = _join(code, "t1")

    with pytest.raises(BadValue):
        teams.move_people(code, [one.id], "t9")


def test_everybody_is_shared_out_in_one_go_and_put_back(code: str) -> None:
    people = _join(code, "t1", "t1", "t1", "t1")
    plan = _plan(code, {one.id: f"t{n % 2 + 1}" for n, one in enumerate(people)})

    outcome = assignments.assign(code, plan)
    after = _where(code)
    found = assignments.find_assignment(code)
    undone = assignments.undo_assignment(code)

    assert outcome == Outcome(moved=2, stayed=0)
    assert after == {"人0": "t1", "人1": "t2", "人2": "t1", "人3": "t2"}
    assert found is not None
    assert found.moved == 2
    assert undone == Outcome(moved=2, stayed=0)
    assert set(_where(code).values()) == {"t1"}
    assert assignments.find_assignment(code) is None
    with pytest.raises(NoSuchThing, match="元に戻せる班分け"):
        assignments.undo_assignment(code)


def test_who_was_moved_by_somebody_else_meanwhile_stays(code: str) -> None:
    one, other = _join(code, "t1", "t1")
    plan = _plan(code, {one.id: "t2", other.id: "t2"})
    teams.move_people(code, [one.id], "t3")

    outcome = assignments.assign(code, plan)
    teams.move_people(code, [other.id], "t3")
    undone = assignments.undo_assignment(code)

    assert outcome == Outcome(moved=1, stayed=1)
    assert undone == Outcome(moved=0, stayed=1)
    assert set(_where(code).values()) == {"t3"}


def test_fewer_teams_take_in_those_who_joined_meanwhile(code: str) -> None:
    one, other = _join(code, "t3", "t3")
    plan = _plan(code, {one.id: "t1", other.id: "t2"}, count=2)
    participants.join(code, name="あとから", team="t3")

    assignments.assign(code, plan)
    kept = [team.key for team in workshops.get_workshop(code).options.teams]
    where = _where(code)
    assignments.undo_assignment(code)

    assert kept == ["t1", "t2"]
    assert where["あとから"] in kept
    assert _where(code) == {"人0": "t3", "人1": "t3", "あとから": "t3"}
    assert [t.key for t in workshops.get_workshop(code).options.teams] == ["t1", "t2", "t3"]


def test_more_teams_are_made_and_go_again_unless_somebody_sits_there(code: str) -> None:
    [one] = _join(code, "t1")
    assignments.assign(code, _plan(code, {one.id: "t5"}, count=5))
    late = participants.join(code, name="あとから", team="t4").participant

    assignments.undo_assignment(code)

    assert [t.key for t in workshops.get_workshop(code).options.teams] == ["t1", "t2", "t3", "t4"]
    assert _where(code) == {"人0": "t1", late.name: "t4"}


def test_team_with_answers_or_a_terminal_cannot_go(code: str) -> None:
    [one] = _join(code, "t3")
    _open_sheets(code)
    _write(code, one)
    participants.join(code, team="t2", shared_device=True)

    planned = [team.key for team in assignments.plan_teams(code, 2)]

    assert planned == ["t2", "t3"]
    with pytest.raises(BadInput, match=r"2班、3班には回答か共用端末があるので"):
        assignments.plan_teams(code, 1)
    with pytest.raises(BadInput, match="3班には回答か共用端末"):
        assignments.assign(code, Plan((Team("t1", "1班"), Team("t2", "2班")), {one.id: "t1"}, {}))


def test_names_of_teams_survive_sharing_out(opened: Opened) -> None:
    code, options = opened.workshop.code, opened.workshop.options
    named = (Team("t1", "さくら"), *options.teams[1:])
    workshops.change_options(code, replace(options, teams=named))

    planned = assignments.plan_teams(code, 4)

    assert [team.name for team in planned] == ["さくら", "2班", "3班", "4班"]


@pytest.mark.parametrize("count", [0, 101])
def test_odd_number_of_teams_is_refused(code: str, count: int) -> None:
    with pytest.raises(BadInput, match="班の数は1から100まで"):
        assignments.plan_teams(code, count)


def test_expected_people_are_shared_out_too(code: str) -> None:
    [listed] = expected.replace_expected(code, [Expected("みどり")])

    assignments.assign(code, _plan(code, {listed.id: "t2"}))
    placed = [one.team for one in expected.list_expected(code)]
    joined = participants.join(code, name="みどり").participant
    assignments.undo_assignment(code)

    assert placed == ["t2"]
    assert joined.team == "t2"
    assert [one.team for one in expected.list_expected(code)] == [""]
    assert _where(code) == {"みどり": "t2"}


def test_moved_person_is_known_in_the_new_team_by_their_phone(code: str) -> None:
    joined = participants.join(code, team="t1")
    plan = _plan(code, {joined.participant.id: "t3"})

    assignments.assign(code, plan)

    found = participants.find_by_token(code, joined.token)
    assert found is not None
    assert found.team == "t3"


def test_correcting_a_name_does_not_move_anybody_back(code: str) -> None:
    joined = participants.join(code, name="あ", team="t1")
    teams.move_people(code, [joined.participant.id], "t2")

    changed = participants.change_participant(
        code, joined.participant.id, name="い", affiliation="", field=""
    )

    assert (changed.name, changed.team) == ("い", "t2")
