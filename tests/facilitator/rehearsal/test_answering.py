"""Made-up answers to programs nobody wrote a bank for."""

from collections import Counter

import pytest

from facilitator.rehearsal.answering import fill
from facilitator.rehearsal.asked import read_asked
from facilitator.rehearsal.bank import Bank, Entry
from facilitator.rehearsal.chance import draw
from facilitator.rehearsal.dealing import Sheet, deal
from facilitator.rehearsal.people import Persona, make_people
from facilitator.rehearsal.saying import Writer
from worksheets import participants, rooms
from worksheets.answers import import_answers, save_answer
from worksheets.phone.snapshot import make_snapshot
from worksheets.phone.view import read_view
from worksheets.phone.visitors import Visitor
from worksheets.records import Submission
from worksheets.workshops import get_workshop

NOTHING = Entry({}, known=False)


def make_persons(count: int, seed: int = 1) -> tuple[Persona, ...]:
    affiliations = [{"key": "office", "label": "行政", "group": "office"}]
    return make_people(count, seed=seed, affiliations=affiliations, fields=[])


@pytest.mark.parametrize("seed", range(30))
def test_any_kind_of_question_is_answered_so_that_it_can_be_saved(code: str, seed: int) -> None:
    import_answers(code, "cards", [{"text": "つなぎ先が分からない"}, {"text": "会議が長い"}])
    rooms.go_to(code, "meeting-1", "write")
    person = participants.join(code, name="どんぐり").participant
    snapshot = make_snapshot(read_view(Visitor("", get_workshop(code), person, person)))
    sheet = next(sheet for sheet in snapshot["worksheets"] if sheet["key"] == "all-kinds")
    questions = [read_asked(question) for question in sheet["questions"]]

    values = fill(questions, NOTHING, Writer(draw(seed), stable=str(seed)))

    submission = Submission(
        code=code, sent_id="1", worksheet="all-kinds", values=values, participant=person
    )
    assert save_answer(submission).answer_id


def test_required_text_is_never_left_empty() -> None:
    question = {
        "key": "text", "kind": "short_text", "label": "ひとこと", "required": True,
        "limits": {"max_length": 20},
    }  # fmt: skip
    said = [
        fill([read_asked(question)], NOTHING, Writer(draw(seed), stable=""))["text"]
        for seed in range(50)
    ]

    assert all(0 < len(text) <= 20 for text in said)


def test_surveys_differ_before_and_after_for_the_same_people() -> None:
    question = {
        "key": "ease", "kind": "scale", "label": "連携しやすい", "limits": {"min": 1, "max": 4},
    }  # fmt: skip
    means = {}
    for phase in ("before", "after", "later"):
        given = [
            fill(
                [read_asked(question)],
                NOTHING,
                Writer(
                    draw(phase, person.number),
                    stable=str(person.number),
                    mood=person.mood,
                    phase=phase,
                ),
            ).get("ease")
            for person in make_persons(200)
        ]
        scores = [score for score in given if score is not None]
        assert set(scores) <= {1, 2, 3, 4}
        means[phase] = sum(scores) / len(scores)

    assert means["before"] < means["later"] < means["after"]


def test_cards_are_dealt_alike_for_the_same_seed_and_few_are_said_twice() -> None:
    def deal_voices(seed: int) -> list[str]:
        people = make_persons(30, seed)
        sheet = Sheet("moyamoya", "voices", many=True)
        hands = deal(Bank("team-building"), sheet, people=people, seed=seed)
        return [str(entry.values["text"]) for hand in hands.values() for entry in hand]

    first, again, other = deal_voices(1), deal_voices(1), deal_voices(2)

    assert first == again != other
    assert len(first) > 60
    assert max(Counter(first).values()) <= 2


def test_people_say_what_suits_them() -> None:
    commissioner = Persona(0, "", "commissioner", "other", "", mood=0.5, talk=1.0)
    sheet = Sheet("x", "voices", many=True)
    hands = deal(Bank("team-building"), sheet, people=[commissioner], seed=1)

    assert all(entry.suits("other", "commissioner", "") for entry in hands[0])
