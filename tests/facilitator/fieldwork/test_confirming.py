"""What the office says of voices is stored once, and never over somebody else's newer word."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from facilitator.fieldwork.bringing import bring_voices, is_suggested
from facilitator.fieldwork.confirming import Code, confirm_voices
from tests.heard import Hall
from worksheets import answers
from worksheets.errors import ChangedMeanwhile, NoSuchThing
from worksheets.records import Answer
from worksheets.toolkit import Toolkit


@pytest.fixture
def hall(box: Toolkit) -> Hall:  # noqa: ARG001 -- the workshop lives in it
    return Hall()


@pytest.fixture
def voice(hall: Hall) -> Answer:
    """A voice as the tool laid it out."""
    hall.record("花の世話の人", values="子どもと話すこと")
    bring_voices(hall.code)
    return answers.list_answers(hall.code, "heard")[0]


def read(hall: Hall) -> Answer:
    [found] = answers.list_answers(hall.code, "heard")
    return found


def test_voice_is_confirmed_without_changing_a_word(hall: Hall, voice: Answer) -> None:
    confirm_voices(hall.code, [Code(voice.id, 1, {})])

    assert is_suggested(voice)
    assert not is_suggested(read(hall))
    assert read(hall).values == voice.values


def test_only_what_a_voice_is_about_can_be_changed(hall: Hall, voice: Answer) -> None:
    parts = {"time": "朝", "text": "別の言葉", "sharing": "team", "from": []}

    confirm_voices(hall.code, [Code(voice.id, 1, parts)])

    assert read(hall).values == {**voice.values, "time": "朝"}


def test_laying_out_again_leaves_what_people_confirmed(hall: Hall, voice: Answer) -> None:
    confirm_voices(hall.code, [Code(voice.id, 1, {"kind": "worry"})])

    bring_voices(hall.code)

    assert (read(hall).values["kind"], read(hall).version) == ("worry", 2)


def test_many_saying_the_same_at_once_store_it_once(hall: Hall, voice: Answer) -> None:
    codes = [Code(voice.id, 1, {"kind": "worry"})]

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: confirm_voices(hall.code, codes), range(16)))

    assert (read(hall).values["kind"], read(hall).version) == ("worry", 2)


def test_two_saying_different_things_do_not_overwrite_each_other(hall: Hall, voice: Answer) -> None:
    confirm_voices(hall.code, [Code(voice.id, 1, {"kind": "worry"})])

    with pytest.raises(ChangedMeanwhile):
        confirm_voices(hall.code, [Code(voice.id, 1, {"kind": "can-do"})])

    assert read(hall).values["kind"] == "worry"


def test_voice_that_may_not_be_shown_cannot_be_confirmed(hall: Hall) -> None:
    kept = hall.give("heard", {"text": "班だけ", "sharing": "team"})

    with pytest.raises(NoSuchThing):
        confirm_voices(hall.code, [Code(kept, 1, {})])
