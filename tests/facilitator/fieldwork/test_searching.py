"""What the search reads of the voices."""

import pytest

from facilitator.fieldwork.bringing import bring_voices
from facilitator.fieldwork.searching import list_statements
from tests.heard import Hall
from worksheets.promises import list_showable
from worksheets.toolkit import Toolkit


@pytest.fixture
def hall(box: Toolkit) -> Hall:
    assert box.rooms == {}
    return Hall()


def test_place_and_time_count_once_a_person_has_looked_at_them(hall: Hall) -> None:
    hall.record("花の人", values="朝の公園の花")
    bring_voices(hall.code)
    [guessed] = list_statements(hall.code)
    assert (guessed.place, guessed.time) == ("", "")

    sheet = hall.program.find_worksheet("heard")
    assert sheet is not None
    [voice] = list_showable(hall.code, sheet)
    hall.give("heard", {**voice.values, "place": "公園", "time": "朝"}, of=voice.id)

    [coded] = list_statements(hall.code)
    assert (coded.place, coded.time) == ("公園", "朝")


def test_two_records_of_one_visit_are_one_person(hall: Hall) -> None:
    visit = hall.give("plan", {"whom": "角の豆腐屋"})
    hall.record("店の人", visit=[visit], values="朝の声")
    hall.record("お店の人", visit=[visit], values="夜の声")
    hall.record("花の人", values="花の声")
    bring_voices(hall.code)

    people = [statement.person for statement in list_statements(hall.code)]

    assert people.count(visit) == 2
    assert len(set(people)) == 2


def test_words_of_a_team_alone_are_not_searched(hall: Hall) -> None:
    hall.record("店の人", "team", values="朝の声")
    bring_voices(hall.code)

    assert list_statements(hall.code) == ()
