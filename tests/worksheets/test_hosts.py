"""Who guides a team: one each, only where they sit, and only counts."""

import asyncio

import pytest

from worksheets import answers, hosts, participants, rooms, teams
from worksheets.deleting import delete_workshop
from worksheets.errors import BadInput, NoSuchThing
from worksheets.hosts import HostTaken, TeamCount
from worksheets.records import Participant, Submission


def _join(code: str, team: str = "t1") -> Participant:
    return participants.join(code, name="はな", team=team).participant


def test_one_person_guides_a_team_and_the_next_takes_over(code: str) -> None:
    first, second, other = _join(code), _join(code), _join(code, "t2")

    hosts.mark_host(code, first.id)
    hosts.mark_host(code, other.id)
    before = [hosts.is_host(one) for one in (first, second, other)]
    hosts.mark_host(code, second.id)

    assert before == [True, False, True]
    assert hosts.list_hosts(code) == {"t1": second.id, "t2": other.id}


def test_claiming_does_not_push_anybody_out(code: str) -> None:
    first, second = _join(code), _join(code)

    asyncio.run(hosts.claim_host_async(first))
    asyncio.run(hosts.claim_host_async(first))

    with pytest.raises(HostTaken, match="もう班の進行役がいます"):
        asyncio.run(hosts.claim_host_async(second))
    assert hosts.list_hosts(code) == {"t1": first.id}


def test_who_moves_away_guides_none_and_leaves_the_place_free(code: str) -> None:
    first, second = _join(code), _join(code)
    hosts.mark_host(code, first.id)

    teams.move_people(code, [first.id], "t2")
    moved = participants.get_participant(code, first.id)
    asyncio.run(hosts.claim_host_async(second))

    assert not hosts.is_host(moved)
    assert hosts.is_host(second)


def test_guide_can_be_taken_off(code: str) -> None:
    person = _join(code)
    hosts.mark_host(code, person.id)

    hosts.drop_host(code, "t1")
    hosts.drop_host(code, "t1")

    assert not hosts.is_host(person)


def test_terminal_and_strangers_guide_nothing(code: str) -> None:
    terminal = participants.join(code, team="t1", shared_device=True).participant

    with pytest.raises(BadInput, match="班にいる人だけ"):
        hosts.mark_host(code, terminal.id)
    with pytest.raises(NoSuchThing):
        hosts.mark_host(code, "nobody")
    assert hosts.list_hosts(code) == {}


def test_counts_are_of_people_as_they_sit_now(code: str) -> None:
    rooms.go_to(code, "meeting-1", "write")
    first, second, other = _join(code), _join(code), _join(code, "t2")
    for person in (first, other):
        for number in range(2):
            answers.save_answer(
                Submission(code, f"s{number}", "cards", {"text": f"話{number}"}, person)
            )
    answers.save_answer(Submission(code, "t", "together", {"text": "班"}, second))

    before = hosts.count_team(code, "t1", "cards", by_person=True)
    teams.move_people(code, [other.id], "t1")

    assert before == TeamCount(answered=1, answers=2)
    assert hosts.count_team(code, "t1", "cards", by_person=True) == TeamCount(2, 4)
    assert hosts.count_team(code, "t1", "together", by_person=False) == TeamCount(1, 1)
    assert hosts.count_people(code, "t1") == 3


def test_guides_go_with_the_workshop(code: str) -> None:
    person = _join(code)
    hosts.mark_host(code, person.id)

    delete_workshop(code)

    assert hosts.list_hosts(code) == {}
