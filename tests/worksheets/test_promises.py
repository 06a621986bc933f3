"""Words go no further than the people who told them allowed, nor does what quotes them."""

import pytest

from tests.heard import Hall
from worksheets import answers
from worksheets.promises import (
    Reach,
    list_lost_roots,
    list_reaches,
    list_showable,
    reach_of,
)
from worksheets.toolkit import Toolkit


@pytest.fixture
def hall(box: Toolkit) -> Hall:
    assert box.rooms == {}
    return Hall()


def _shown(hall: Hall, key: str, team: str = "") -> set[str]:
    sheet = hall.program.find_worksheet(key)
    assert sheet is not None
    return {answer.id for answer in list_showable(hall.code, sheet, team=team)}


def _voice(hall: Hall, record: str, text: str = "朝の声", **more: str) -> str:
    values = {"text": text, "from": [record], "sharing": "anonymous", **more}
    return hall.give("heard", values)


@pytest.mark.parametrize(
    ("values", "reach"),
    [
        ({"sharing": "anonymous"}, Reach.ANONYMOUS),
        ({"sharing": "team"}, Reach.TEAM),
        ({}, Reach.NONE),
    ],
)
def test_reach_is_what_was_chosen_and_silence_means_nowhere(
    hall: Hall, values: dict[str, str], reach: Reach
) -> None:
    sheet = hall.program.find_worksheet("record")
    assert sheet is not None
    assert reach_of(sheet, values) is reach


def test_room_sees_what_may_be_told_and_a_team_its_own(hall: Hall) -> None:
    told, inside, secret = (hall.record(r, r) for r in ("anonymous", "team", "none"))

    assert _shown(hall, "record") == {told}
    assert _shown(hall, "record", "t1") == {told, inside}
    assert _shown(hall, "record", "t2") == {told}
    assert list_reaches(hall.code)[secret] is Reach.NONE


def test_plan_of_visits_stays_with_its_team(hall: Hall) -> None:
    visit = hall.give("plan", {"whom": "角の豆腐屋"})

    assert _shown(hall, "plan") == set()
    assert _shown(hall, "plan", "t1") == {visit}
    assert _shown(hall, "plan", "t2") == set()


def test_voice_goes_no_further_than_its_record(hall: Hall) -> None:
    voice = _voice(hall, hall.record("店の人", "team", values="朝の声"))

    assert _shown(hall, "heard") == set()
    assert _shown(hall, "heard", "t1") == {voice}


def test_withdrawn_record_takes_its_voices_and_overlaps_away_and_ideas_lose_a_root(
    hall: Hall,
) -> None:
    first, second = (hall.record(who, values="朝の声") for who in ("店の人", "花の人"))
    voices = [_voice(hall, first), _voice(hall, second)]
    overlap = hall.give("overlaps", {"name": "朝", "a": voices[:1], "b": voices[1:]})
    idea = hall.give("ideas", {"idea": "朝の道", "from": [overlap]})
    assert _shown(hall, "overlaps") == {overlap}
    assert list_lost_roots(hall.code) == ()

    answers.withdraw(hall.code, first, participant=hall.people["t1"])

    assert _shown(hall, "heard", "t1") == {voices[1]}
    assert _shown(hall, "overlaps", "t1") == set()
    assert _shown(hall, "ideas") == {idea}
    assert {(lost.answer.id, lost.lost) for lost in list_lost_roots(hall.code)} == {
        (overlap, 1),
        (idea, 1),
    }


def test_record_taken_back_by_choice_or_hidden_is_gone_like_a_withdrawn_one(hall: Hall) -> None:
    first, second = (hall.record(who, values="朝の声") for who in ("店の人", "花の人"))
    voices = {_voice(hall, first), _voice(hall, second)}
    assert _shown(hall, "heard") == voices

    hall.give("record", {"who": "店の人", "sharing": "none"}, of=first)
    answers.hide_answer(hall.code, second)

    assert _shown(hall, "heard", "t1") == set()

    answers.restore_answer(hall.code, second)
    assert len(_shown(hall, "heard")) == 1
