"""A proposal for a real workshop: who is in it, what stays, what is said about it."""

from dataclasses import replace

import pytest

from facilitator.analysis.seating import Wishes
from facilitator.seating.guests import list_guests, say_mix, say_spread
from facilitator.seating.proposing import Wanted, make_tables, propose
from worksheets import assignments, expected, participants, workshops
from worksheets.errors import BadInput
from worksheets.expected import Expected
from worksheets.records import Team, Workshop
from worksheets.workshops import get_workshop


def _fill(code: str, office: int, partner: int, team: str = "") -> Workshop:
    for number in range(office):
        participants.join(code, name=f"行政{number}", affiliation="office", team=team)
    for number in range(partner):
        participants.join(code, name=f"委託{number}", affiliation="partner", team=team)
    return get_workshop(code)


def test_proposal_mixes_sides_and_changes_nothing(code: str) -> None:
    workshop = _fill(code, 6, 6, team="t1")

    proposal = propose(workshop, Wanted(count=3))

    assert [table.mix for table in proposal.tables] == ["行政2・委託先2"] * 3
    assert proposal.spread == ("行政は、どの班にも2人。", "委託先は、どの班にも2人。")
    assert proposal.worries == ()
    assert {one.team for one in participants.list_participants(code)} == {"t1"}


def test_people_get_up_only_where_it_helps(code: str) -> None:
    workshop = _fill(code, 6, 6)  # joined one by one, they are well mixed already

    proposals = [propose(workshop, Wanted(count=3, seed=seed)) for seed in range(5)]

    assert all(sum(table.mix == "行政2・委託先2" for table in p.tables) == 3 for p in proposals)
    assert all(proposal.moved <= 8 for proposal in proposals)
    assert len({tuple(p.plan.places.items()) for p in proposals}) > 1


def test_expected_people_are_in_the_proposal_until_they_come(code: str) -> None:
    workshop = _fill(code, 3, 3)
    expected.replace_expected(code, [Expected("青木", "office"), Expected("行政0", "office")])

    guests = list_guests(workshop)

    assert [guest.name for guest in guests if not guest.has_joined] == ["青木"]
    assert [guest.number for guest in guests if guest.name in {"行政0", "青木"}] == [2, 1]
    assert sum(map(len, (t.guests for t in propose(workshop, Wanted(count=2)).tables))) == 7


def test_who_comes_after_the_proposal_gets_the_seat_it_has_for_them(code: str) -> None:
    workshop = _fill(code, 3, 3)
    [listed] = expected.replace_expected(code, [Expected("青木", "office")])
    proposal = propose(workshop, Wanted(count=2))
    person = participants.join(code, name="青木", affiliation="office").participant

    assignments.assign(code, proposal.plan)

    where = participants.get_participant(code, person.id).team
    assert where == proposal.plan.places[listed.id]
    assert {t.key for t in get_workshop(code).options.teams} == {"t1", "t2"}


def test_fixed_people_and_those_on_a_terminal_keep_their_team(code: str) -> None:
    workshop = _fill(code, 4, 4)
    terminal = participants.join(code, team="t3", shared_device=True).participant
    beside = participants.add_person(terminal, name="端末の人")
    fixed = participants.join(code, name="動かない人", team="t3").participant

    proposal = propose(workshop, Wanted(count=2, fixed=frozenset({fixed.id})))

    assert "t3" in {team.key for team in proposal.plan.teams}
    assert proposal.plan.places[beside.id] == "t3"
    assert proposal.plan.places[fixed.id] == "t3"


def test_person_without_a_phone_sits_beside_who_writes_for_them(code: str) -> None:
    workshop = _fill(code, 6, 5)
    writer = participants.list_participants(code)[0]
    person = participants.add_person(writer, name="スマホなし")

    places = propose(workshop, Wanted(count=3)).plan.places

    assert places[person.id] == places[writer.id]


def test_pairs_are_kept_together_and_apart(code: str) -> None:
    workshop = _fill(code, 6, 6)
    a, b, c, *_ = (one.id for one in participants.list_participants(code))

    for seed in range(5):
        wanted = Wanted(count=3, wishes=Wishes(together=((a, b),), apart=((a, c),)), seed=seed)
        places = propose(workshop, wanted).plan.places

        assert places[a] == places[b] != places[c]


def test_one_sided_table_is_named_and_explained(code: str) -> None:
    workshop = _fill(code, 8, 1)

    proposal = propose(workshop, Wanted(count=3))

    assert sorted(table.alone for table in proposal.tables) == ["", "行政", "行政"]
    assert "1人で、3班に1人ずつは行きわたりません" in "".join(proposal.worries)


def test_nobody_and_impossible_sizes_are_told(code: str) -> None:
    workshop = get_workshop(code)
    with pytest.raises(BadInput, match="分ける人がまだいません"):
        propose(workshop, Wanted(count=3))
    _fill(code, 3, 2)
    with pytest.raises(BadInput, match=r"5人を4班に分けると、1班が1\.2人になります"):
        propose(workshop, Wanted(count=4))


def test_teams_show_people_without_a_team_nowhere(code: str) -> None:
    workshop = _fill(code, 1, 0, team="t1")
    options = replace(workshop.options, teams=(Team("t9", "別"),))
    workshops.change_options(code, options)

    tables = make_tables(options.teams, list_guests(get_workshop(code)))

    assert [len(table.guests) for table in tables] == [0]


def test_mix_is_said_in_words(code: str) -> None:
    _fill(code, 2, 1)
    participants.join(code, name="だれか")
    guests = list_guests(get_workshop(code))

    assert say_mix(guests) == "行政2・委託先1・所属なし1"
    assert say_spread([guests[:2], guests[2:]]) == (
        "行政は、1つの班に2人。",
        "委託先は、1つの班に1人。",
        "所属なしは、1つの班に1人。",
    )
