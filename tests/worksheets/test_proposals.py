"""What the tool proposes, and what people said to it."""

import pytest

from tests.heard import Hall
from worksheets import answers
from worksheets.errors import NoSuchThing
from worksheets.proposals import (
    Found,
    keep_proposals,
    list_proposals,
    reject_proposal,
    restore_proposal,
)
from worksheets.room_changes import get_room
from worksheets.toolkit import Toolkit


@pytest.fixture
def hall(box: Toolkit) -> Hall:
    assert box.rooms == {}
    return Hall()


@pytest.fixture
def voices(hall: Hall) -> list[str]:
    texts = ("朝の声", "花の声", "本の声")
    return [
        hall.give(
            "heard",
            {
                "text": text,
                "from": [hall.record(f"人{text}", values=text)],
                "sharing": "anonymous",
            },
        )
        for text in texts
    ]


def _found(*voices: str, strength: float = 1.0) -> Found:
    return Found(voices, "same-wish", "どちらも朝を大切にしています。", strength)


def test_strongest_comes_first_and_the_room_is_told(hall: Hall, voices: list[str]) -> None:
    before = get_room(hall.code).sequence
    keep_proposals(
        hall.code, [_found(*voices[:2], strength=0.2), _found(*voices[1:], strength=0.9)]
    )

    listed = list_proposals(hall.code)

    assert [one.voices for one in listed] == [tuple(voices[1:]), tuple(voices[:2])]
    assert get_room(hall.code).sequence > before


def test_new_search_replaces_the_old_and_keeps_rejections(hall: Hall, voices: list[str]) -> None:
    keep_proposals(hall.code, [_found(*voices[:2]), _found(*voices[1:])])
    reject_proposal(hall.code, _found(*voices[:2]).id)

    # The same voices in another order are the same overlap.
    keep_proposals(hall.code, [_found(voices[1], voices[0]), _found(voices[0], voices[2])])

    assert {(one.voices, one.rejected) for one in list_proposals(hall.code)} == {
        (tuple(voices[:2]), True),
        ((voices[0], voices[2]), False),
    }
    restore_proposal(hall.code, _found(*voices[:2]).id)
    assert not any(one.rejected for one in list_proposals(hall.code))


def test_card_naming_the_same_voices_is_the_acceptance(hall: Hall, voices: list[str]) -> None:
    keep_proposals(hall.code, [_found(*voices[:2])])
    assert not list_proposals(hall.code)[0].accepted

    card = hall.give("overlaps", {"name": "朝と花", "a": [voices[1]], "b": [voices[0]]})
    assert list_proposals(hall.code)[0].cards == (card,)

    answers.withdraw(hall.code, card, participant=hall.people["t1"])
    assert not list_proposals(hall.code)[0].accepted


def test_proposal_goes_with_a_voice_that_may_no_longer_be_shown(
    hall: Hall, voices: list[str]
) -> None:
    keep_proposals(hall.code, [_found(*voices[:2]), _found(*voices[1:])])

    answers.withdraw(hall.code, voices[0], participant=hall.people["t1"])

    assert [one.voices for one in list_proposals(hall.code)] == [tuple(voices[1:])]


def test_unknown_proposal_is_told(hall: Hall) -> None:
    with pytest.raises(NoSuchThing, match="重なりの候補"):
        reject_proposal(hall.code, "0" * 24)
