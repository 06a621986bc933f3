"""Overlap cards of the office: one for the same voices, however often and whoever presses."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from facilitator.analysis.collect import collect_report
from facilitator.analysis.told import read_told
from facilitator.fieldwork.accepting import Meeting, accept_proposal, add_overlap
from facilitator.fieldwork.bringing import bring_voices
from tests.heard import Hall
from worksheets import answers, proposals
from worksheets.errors import BadInput, NoSuchThing
from worksheets.proposals import Found
from worksheets.toolkit import Toolkit


@pytest.fixture
def hall(box: Toolkit) -> Hall:  # noqa: ARG001 -- the workshop lives in it
    return Hall()


@pytest.fixture
def voices(hall: Hall) -> tuple[str, ...]:
    """The ids of three voices of three people."""
    for number in range(3):
        hall.record(f"呼び名{number}", values=f"大切なこと{number}")
    bring_voices(hall.code)
    return tuple(voice.id for voice in answers.list_answers(hall.code, "heard"))


def propose(hall: Hall, *ids: str) -> str:
    proposals.keep_proposals(hall.code, [Found(ids, "place", "同じ場所です。", 0.5)])
    return proposals.list_proposals(hall.code)[0].id


def list_cards(hall: Hall) -> list[str]:
    return [card.id for card in answers.list_answers(hall.code, "overlaps")]


def test_many_pressing_at_the_same_moment_make_one_card(
    hall: Hall, voices: tuple[str, ...]
) -> None:
    proposal = propose(hall, *voices[:2])

    def press(number: int) -> str:
        return accept_proposal(hall.code, proposal, team=f"t{number % 2 + 1}", name=f"名{number}")

    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(press, range(24)))

    assert len(made) == 1
    assert list_cards(hall) == [*made]


def test_three_voices_make_one_card_in_their_order(hall: Hall, voices: tuple[str, ...]) -> None:
    add_overlap(hall.code, Meeting(voices, "三つ", "time", "理由"), team="t2")

    [card] = answers.list_answers(hall.code, "overlaps")
    assert [card.values[key] for key in ("a", "b", "c")] == [[voice] for voice in voices]
    assert (card.values["kind"], card.values["reason"], card.team) == ("time", "理由", "t2")


def test_card_of_a_phone_and_of_the_office_in_one_moment_are_shown_as_one(
    hall: Hall, voices: tuple[str, ...]
) -> None:
    given = {"a": [voices[1]], "b": [voices[0]], "name": "電話で", "kind": "place"}
    meeting = Meeting(voices[:2], "進行役から", "place", "同じ場所です。")

    add_overlap(hall.code, meeting, team="t1")
    hall.give("overlaps", given)

    [overlap] = read_told(collect_report(hall.code)).overlaps
    assert (overlap.name, overlap.reason) == ("進行役から", "同じ場所です。")
    assert len(list_cards(hall)) == 2


def test_card_that_was_hidden_comes_back_instead_of_a_second(
    hall: Hall, voices: tuple[str, ...]
) -> None:
    first = add_overlap(hall.code, Meeting(voices[:2], "名"), team="t1")
    answers.hide_answer(hall.code, first)

    again = add_overlap(hall.code, Meeting(voices[:2], "名"), team="t1")

    assert (again, list_cards(hall)) == (first, [first])


def test_card_that_was_taken_back_twice_is_made_a_third_time(
    hall: Hall, voices: tuple[str, ...]
) -> None:
    made = []
    for _ in range(3):
        made.append(add_overlap(hall.code, Meeting(voices[:2], "名"), team="t1"))
        if len(made) < 3:
            answers.withdraw(hall.code, made[-1], participant=hall.people["t1"])

    assert len(set(made)) == 3
    assert list_cards(hall) == made[-1:]


def test_voice_that_may_not_be_shown_makes_no_card(hall: Hall, voices: tuple[str, ...]) -> None:
    kept = hall.give("heard", {"text": "班だけ", "sharing": "team"})

    with pytest.raises(BadInput, match="取り下げられた声"):
        add_overlap(hall.code, Meeting((voices[0], kept), "名"), team="t1")

    assert list_cards(hall) == []


@pytest.mark.parametrize(
    ("which", "name", "team", "sentence"),
    [
        ((0, 0), "名", "t1", "声を2つから3つまで選んでください"),
        ((0,), "名", "t1", "声を2つから3つまで選んでください"),
        ((0, 1), "　", "t1", "重なりの名前を入れてください"),
        ((0, 1), "名", "t9", "どの班のカードにするか"),
    ],
)
def test_what_makes_no_overlap_is_refused_with_a_sentence(
    hall: Hall,
    voices: tuple[str, ...],
    which: tuple[int, ...],
    name: str,
    team: str,
    sentence: str,
) -> None:
    with pytest.raises(BadInput, match=sentence):
        add_overlap(hall.code, Meeting(tuple(voices[one] for one in which), name), team=team)


def test_proposal_that_is_gone_is_refused(hall: Hall) -> None:
    with pytest.raises(NoSuchThing):
        accept_proposal(hall.code, "nothing", team="t1", name="名")
