"""What the gathering before brought: labels, homework, what was chosen, and nothing invented."""

import pytest

from facilitator.analysis.earlier import choose_words, find_before, make_earlier
from facilitator.analysis.records import Report
from facilitator.analysis.report import make_report
from programs.model import Meeting, MeetingKind
from programs.questions import QuestionKind, Role, Scope
from tests.facilitator.analysis.sample import (
    AS_OF,
    START,
    answer_id,
    make_answer,
    make_people,
)
from tests.samples import make_program, make_question, make_sheet, make_step
from worksheets.grouped import GroupedCluster
from worksheets.records import Answer, Options, Tally, Team, Workshop

PEOPLE = make_people(4)


def make_workshop() -> Workshop:
    """Two gatherings with the weeks between them: cards, ideas, a choice, homework."""
    text = make_question("text", QuestionKind.SHORT_TEXT)
    sheets = (
        make_sheet("cards", text, many=True),
        make_sheet(
            "ideas",
            text,
            make_question("from", QuestionKind.REFERENCE, of="cards"),
            many=True,
            role=Role.IDEAS,
            votes=3,
        ),
        make_sheet(
            "choice",
            make_question("adopted", QuestionKind.RANK, of="ideas"),
            make_question("why", QuestionKind.LONG_TEXT),
            scope=Scope.PLENARY,
            role=Role.CHOICE,
        ),
        make_sheet("home", text, make_question("said", QuestionKind.LONG_TEXT), role=Role.HOMEWORK),
    )
    program = make_program()
    first = program.meetings[0].model_copy(
        update={
            "steps": (
                make_step("write", "cards", "ideas", "choice", "home", clusters_on=["cards"]),
            ),
            "worksheets": sheets,
        }
    )
    out = _copy(first, "walk", MeetingKind.FIELDWORK)
    second = _copy(first, "meeting-2", MeetingKind.GATHERING)
    return Workshop(
        code="ABC234",
        title="研修",
        municipality="みなと市",
        program=program.model_copy(update={"meetings": (first, out, second)}),
        options=Options(teams=(Team("t1", "1班"),)),
        created_at=START,
    )


def _copy(meeting: Meeting, key: str, kind: MeetingKind) -> Meeting:
    steps = (make_step(f"{key}-open"),)
    return meeting.model_copy(update={"key": key, "kind": kind, "steps": steps, "worksheets": ()})


def report(
    *answers: Answer,
    clusters: tuple[GroupedCluster, ...] = (),
    points: dict[str, int] | None = None,
) -> Report:
    return make_report(
        make_workshop(),
        answers,
        participants=PEOPLE,
        tallies={"ideas": Tally("ideas", points or {}, 2, 3)},
        clusters={"cards": clusters},
        as_of=AS_OF,
    )


def card(number: int, text: str = "声") -> Answer:
    return make_answer(number, "cards", {"text": f"{text}{number}"}, PEOPLE[0])


def idea(number: int, *cards: int) -> Answer:
    named = [answer_id("cards", each) for each in cards]
    return make_answer(number, "ideas", {"text": f"案{number}", "from": named}, PEOPLE[1])


def test_first_gathering_and_the_weeks_between_start_from_nothing_before() -> None:
    meetings = make_workshop().program.meetings

    before = [find_before(meetings, meeting.key) for meeting in meetings]

    assert [one.key if one else None for one in before] == [None, None, "meeting-1"]
    assert make_earlier(report(card(0)), "meeting-1") is None


def test_nothing_given_is_said_to_be_nothing() -> None:
    found = make_earlier(report(), "meeting-2")

    assert found is not None
    assert found.is_empty
    assert (found.cards, found.ideas, found.plans) == ((), None, ())


def test_labels_come_with_their_cards_and_the_same_label_once() -> None:
    keys = [answer_id("cards", number) for number in range(5)]
    clusters = (
        GroupedCluster("a", "電話", (keys[0], keys[1])),
        GroupedCluster("b", "会議", (keys[2],)),
        GroupedCluster("c", "電話", (keys[3],)),
        GroupedCluster("d", "", (keys[4],)),
    )
    found = make_earlier(report(*(card(n) for n in range(5)), clusters=clusters), "meeting-2")

    assert found is not None
    (cards,) = found.cards
    assert (cards.cards, len(cards.clusters)) == (5, 4)
    assert cards.labels == (("電話", 3), ("会議", 1))


def test_what_was_decided_comes_in_its_order_with_votes_and_its_thread() -> None:
    chosen = [answer_id("ideas", 2), answer_id("ideas", 0)]
    choice = make_answer(0, "choice", {"adopted": chosen, "why": "できるから"})
    points = {chosen[0]: 3, answer_id("ideas", 1): 9}

    found = make_earlier(
        report(card(0), idea(0), idea(1), idea(2, 0), choice, points=points), "meeting-2"
    )

    assert found is not None
    assert found.ideas is not None
    assert found.ideas.decided
    assert [(one.answer.headline, one.answer.points) for one in found.ideas.ideas] == [
        ("案2", 3),
        ("案0", 0),
    ]
    thread = found.ideas.ideas[0].thread
    assert thread is not None
    assert thread.stages[0].answers[0].headline == "声0"
    assert found.ideas.ideas[1].thread is None


def test_without_a_decision_the_ideas_with_votes_come_the_most_first() -> None:
    points = {answer_id("ideas", 0): 1, answer_id("ideas", 1): 4}

    found = make_earlier(report(idea(0), idea(1), idea(2), points=points), "meeting-2")

    assert found is not None
    assert found.ideas is not None
    assert not found.ideas.decided
    assert [one.answer.headline for one in found.ideas.ideas] == ["案1", "案0"]


def test_ideas_without_votes_or_decision_are_not_passed_off_as_chosen() -> None:
    found = make_earlier(report(idea(0), idea(1)), "meeting-2")

    assert found is not None
    assert found.ideas is None


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"text": "係長", "said": "どんな反応だったか"}, "どんな反応だったか"),
        ({"text": "係長"}, "係長"),
    ],
)
def test_homework_speaks_in_its_long_words(values: dict[str, str], words: str) -> None:
    found = make_earlier(report(make_answer(0, "home", values, PEOPLE[0])), "meeting-2")

    assert found is not None
    (sheet,) = found.homework
    assert choose_words(sheet, sheet.answers[0]) == words
    assert not found.is_empty
