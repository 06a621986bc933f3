"""The made-up town that the teams of a rehearsal visit."""

from collections import Counter
from collections.abc import Sequence

import pytest

from facilitator.fieldwork.bringing import list_lines
from facilitator.rehearsal.bank import Bank
from facilitator.rehearsal.town import Neighbour, deal_town, read_town
from programs.questions import Option
from programs.reading import read_program
from programs.roles import RECORD_SHARING
from worksheets.quoting import plain

BANK = Bank("community-building")
TOWN = read_town(BANK)
TEAMS = ("t1", "t2", "t3", "t4")


def test_town_has_many_people_of_all_kinds() -> None:
    heard = [one for one in TOWN if not one.declines]

    assert len({one.record["who"] for one in heard}) == len(heard) >= 24
    assert {one.record["sharing"] for one in heard} == set(RECORD_SHARING)
    assert Counter(one.visit["tie"] for one in TOWN)["thin"] > len(TOWN) / 2
    assert any(one.declines for one in TOWN)
    assert sum(one.withdraws for one in TOWN) == 1


def test_nobody_in_town_says_what_somebody_else_says() -> None:
    said = Counter(plain(text) for one in TOWN for text in one.words)

    assert len(said) > 100
    assert said.most_common(1)[0][1] == 1


def test_words_that_go_nowhere_are_never_written() -> None:
    silent = [one for one in TOWN if one.record.get("sharing") == "none"]

    assert silent != []
    for one in silent:
        assert one.words == ()
        assert not {"place", "noticed", "should-meet"} & set(one.record)


def test_what_a_voice_is_given_fits_its_worksheet() -> None:
    program = read_program("community-building").program
    assert program is not None
    sheet = program.find_worksheet("voices")
    assert sheet is not None
    options = {question.key: _list_keys(question.options) for question in sheet.questions}

    for one in TOWN:
        laid_out = {plain(text) for text, _ in list_lines(one.record)}
        assert set(one.codings) == laid_out
        for coding in one.codings.values():
            assert coding.get("kind", "value") in options["kind"]
            assert set(coding.get("field", ())) <= options["field"]


def _list_keys(options: tuple[Option, ...]) -> set[str]:
    return {option.key for option in options}


def test_overlaps_and_visions_quote_people_of_the_town() -> None:
    by_words = {text: one.record["who"] for one in TOWN for text in one.words}

    for entry in BANK.list_entries("overlaps", "overlaps"):
        first, second = entry.values["a"], entry.values["b"]
        assert by_words[first] != by_words[second], entry.values["name"]
    for entry in BANK.list_entries("vision-team", "vision"):
        assert set(entry.values["voices"]) <= set(by_words)


@pytest.mark.parametrize("count", [1, 4, 6, 20])
def test_no_two_teams_visit_the_same_person(count: int) -> None:
    teams = [f"t{number}" for number in range(count)]

    dealt = deal_town(BANK, teams=teams, seed=3)

    visits = [one.visit["whom"] for some in dealt.values() for one in some]
    assert len(visits) == len(set(visits))
    assert all(1 <= len(dealt[team]) <= 5 for team in teams)


def test_four_teams_meet_everybody_whom_later_sheets_quote() -> None:
    dealt = deal_town(BANK, teams=TEAMS, seed=3)

    met = [one for some in dealt.values() for one in some]
    assert len(met) >= 10
    assert all(_is_thin(dealt[team]) for team in TEAMS)
    assert {one.record.get("sharing") for one in met if one.record} == set(RECORD_SHARING)
    assert [one.withdraws for one in met].count(True) == 1


def _is_thin(visits: Sequence[Neighbour]) -> bool:
    return any(one.visit["tie"] == "thin" for one in visits)


def test_same_seed_sends_the_teams_to_the_same_people() -> None:
    assert deal_town(BANK, teams=TEAMS, seed=1) == deal_town(BANK, teams=TEAMS, seed=1)


def test_program_without_a_town_sends_nobody_out() -> None:
    assert deal_town(Bank("team-building"), teams=TEAMS, seed=1) == {}
