"""Saving, repeating, correcting and withdrawing answers on a real file."""

import json

import pytest
from sqlalchemy import func, select

from tests.samples import make_program
from worksheets import answers, participants, rooms, workshops
from worksheets.errors import (
    BadInput,
    BadValue,
    ChangedMeanwhile,
    NoSuchThing,
    NotYours,
    TooManyCards,
    WorksheetClosed,
    WorksheetError,
)
from worksheets.records import Options, Participant, Receipt, Submission
from worksheets.tables import submissions
from worksheets.toolkit import Toolkit


@pytest.fixture
def person(code: str) -> Participant:
    rooms.go_to(code, "meeting-1", "write")
    return participants.join(code, name="みどり", affiliation="office", team="t1").participant


def send(person: Participant, worksheet: str, sent_id: str = "s1", **more: object) -> Receipt:
    given = {"values": {"text": "会議が長い"}, "answer_id": None, "version": None, **more}
    return answers.save_answer(
        Submission(
            code=person.code,
            sent_id=sent_id,
            worksheet=worksheet,
            participant=person,
            **given,  # type: ignore[arg-type]
        )
    )


def texts(code: str, worksheet: str) -> list[str]:
    return [answer.values["text"] for answer in answers.list_answers(code, worksheet)]


def test_answer_saved_can_be_read(person: Participant) -> None:
    receipt = send(person, "note")

    (answer,) = answers.list_answers(person.code, "note")
    assert (answer.id, answer.values, answer.name, answer.team, answer.version) == (
        receipt.answer_id,
        {"text": "会議が長い"},
        "みどり",
        "t1",
        1,
    )


def test_same_sent_id_gives_the_same_receipt_and_stores_once(
    box: Toolkit, person: Participant
) -> None:
    first = send(person, "cards")
    again = send(person, "cards", values={"text": "別の文"})

    assert again == first
    assert texts(person.code, "cards") == ["会議が長い"]
    with box.database.read() as connection:
        assert connection.execute(select(func.count()).select_from(submissions)).scalar() == 1


def test_same_sent_id_of_somebody_else_is_their_own_answer(person: Participant, code: str) -> None:
    other = participants.join(code, team="t2").participant

    first = send(person, "cards")
    second = send(other, "cards")

    assert first.answer_id != second.answer_id


def test_every_receipt_has_its_own_rising_revision(person: Participant) -> None:
    revisions = [send(person, "cards", f"s{number}").revision for number in range(5)]

    assert revisions == sorted(set(revisions))
    assert rooms.get_room(person.code).sequence == revisions[-1]


def test_second_answer_to_a_single_sheet_changes_the_first(person: Participant) -> None:
    first = send(person, "note")
    second = send(person, "note", "s2", values={"text": "直した"})

    assert second.answer_id == first.answer_id
    assert texts(person.code, "note") == ["直した"]
    assert answers.list_versions(person.code, first.answer_id) == (
        {"text": "会議が長い"},
        {"text": "直した"},
    )


def test_team_sheet_is_one_for_the_team(person: Participant, code: str) -> None:
    mate = participants.join(code, team="t1").participant
    stranger = participants.join(code, team="t2").participant

    first = send(person, "together")
    second = send(mate, "together", values={"text": "二人で"})
    third = send(stranger, "together", values={"text": "別の班"})

    assert first.answer_id == second.answer_id != third.answer_id
    assert [a.values["text"] for a in answers.list_own(person)] == ["二人で"]


def test_team_sheet_changed_meanwhile_is_refused_and_kept(person: Participant, code: str) -> None:
    mate = participants.join(code, team="t1").participant
    first = send(person, "together")
    send(mate, "together", answer_id=first.answer_id, version=1, values={"text": "相棒"})

    with pytest.raises(ChangedMeanwhile):
        send(person, "together", "s2", answer_id=first.answer_id, version=1)

    assert texts(code, "together") == ["相棒"]


def test_answer_to_a_closed_sheet_is_refused(person: Participant) -> None:
    rooms.close_worksheet(person.code, "note")

    with pytest.raises(WorksheetClosed, match="シート note"):
        send(person, "note")

    assert texts(person.code, "note") == []


def test_bad_values_for_a_closed_sheet_hear_that_it_is_closed(person: Participant) -> None:
    rooms.close_worksheet(person.code, "note")

    with pytest.raises(WorksheetClosed):
        send(person, "note", values={"other": "あ"})


def test_correction_of_somebody_elses_answer_is_refused(person: Participant, code: str) -> None:
    other = participants.join(code, team="t1").participant
    theirs = send(other, "cards")

    with pytest.raises(NotYours):
        send(person, "cards", answer_id=theirs.answer_id)


def test_plenary_sheet_is_the_offices(person: Participant, code: str) -> None:
    with pytest.raises(NotYours, match="進行役が書きます"):
        send(person, "plenary")

    office = Submission(
        code=code, sent_id="o1", worksheet="plenary", values={"text": "記録"}, participant=None
    )
    answers.save_answer(office)

    assert texts(code, "plenary") == ["記録"]


def test_answer_of_another_workshop_cannot_be_changed(person: Participant, box: Toolkit) -> None:
    mine = send(person, "cards")
    other = workshops.open_workshop(
        make_program(), title="別の町", options=Options(teams=workshops.make_teams(1))
    ).workshop
    rooms.go_to(other.code, "meeting-1", "write")
    stranger = participants.join(other.code).participant

    with pytest.raises((NoSuchThing, NotYours)):
        send(stranger, "cards", answer_id=mine.answer_id)

    assert box.database.find_damage() is None
    assert texts(person.code, "cards") == ["会議が長い"]


@pytest.mark.parametrize(
    ("worksheet", "values", "error"),
    [
        ("nowhere", {"text": "あ"}, NoSuchThing),
        ("note", {"other": "あ"}, BadInput),
        ("note", {}, BadInput),
        ("note", {"text": "  \u0007 "}, BadInput),
        ("cards", {"text": ["あ"]}, BadValue),
        ("cards", {"text": "あ" * 81}, BadValue),
        ("note", {"text": "あ" * 10_000}, BadValue),
        ("all-kinds", {"choice": "c"}, BadValue),
        ("all-kinds", {"choice": ["a"]}, BadValue),
        ("all-kinds", {"choices": ["a", "a"]}, BadValue),
        ("all-kinds", {"choices": [["a"]]}, BadValue),
        ("all-kinds", {"scale": 5}, BadValue),
        ("all-kinds", {"scale": True}, BadValue),
        ("all-kinds", {"number": float("nan")}, BadValue),
        ("all-kinds", {"date": "2026-02-30"}, BadValue),
        ("all-kinds", {"position": {"x": 1}}, BadValue),
        ("all-kinds", {"rank": ["a", "z"]}, BadValue),
        ("all-kinds", {"table": [{"who": "あ", "where": "い"}]}, BadValue),
        ("all-kinds", {"reference": ["not-an-id"]}, BadValue),
        ("all-kinds", {"reference": ["0" * 24]}, BadInput),
    ],
)
def test_bad_values_are_refused_in_words_and_store_nothing(
    person: Participant, worksheet: str, values: object, error: type[WorksheetError]
) -> None:
    with pytest.raises(error) as refusal:
        send(person, worksheet, values=values)

    assert str(refusal.value).endswith("。")
    assert answers.list_answers(person.code) == ()


def test_every_kind_of_value_comes_back_as_given(person: Participant) -> None:
    card = send(person, "cards", "c1").answer_id
    values = {
        "short": "短い 👨‍👩‍👧 𠮷",
        "long": "一行目\n二行目",
        "choice": "a",
        "choices": ["b", "a"],
        "scale": 4,
        "number": 12.5,
        "date": "2026-12-01",
        "position": {"x": 2, "y": 5},
        "rank": ["b", "a"],
        "table": [{"who": "係長", "what": "電話する"}],
        "reference": [card],
    }

    send(person, "all-kinds", "k1", values=values)

    assert answers.list_answers(person.code, "all-kinds")[0].values == values


def test_control_characters_are_dropped_and_words_kept(person: Participant) -> None:
    send(person, "note", values={"text": "前\x00\x07後\r\n次\ud800"})

    assert texts(person.code, "note") == ["前後\n次"]


def test_card_over_the_limit_is_refused_and_the_others_stay(code: str, person: Participant) -> None:
    sheet = workshops.get_workshop(code).program.find_worksheet("cards")
    assert sheet is not None
    for number in range(sheet.most_cards):
        send(person, "cards", f"s{number}")

    with pytest.raises(TooManyCards):
        send(person, "cards", "one-more")

    assert len(texts(code, "cards")) == sheet.most_cards


def test_withdrawn_answer_is_gone_and_twice_is_harmless(person: Participant) -> None:
    receipt = send(person, "cards")

    first = answers.withdraw(person.code, receipt.answer_id, participant=person)
    again = answers.withdraw(person.code, receipt.answer_id, participant=person)

    assert first == again
    assert texts(person.code, "cards") == []


def test_withdrawing_somebody_elses_answer_is_refused(person: Participant, code: str) -> None:
    other = participants.join(code, team="t1").participant
    receipt = send(other, "cards")

    with pytest.raises(NotYours):
        answers.withdraw(code, receipt.answer_id, participant=person)

    assert texts(code, "cards") == ["会議が長い"]


def test_hidden_answer_is_only_seen_when_asked_for(person: Participant, code: str) -> None:
    receipt = send(person, "cards")

    answers.hide_answer(code, receipt.answer_id)

    assert answers.list_answers(code, "cards") == ()
    assert [a.hidden for a in answers.list_answers(code, "cards", hidden=True)] == [True]

    answers.restore_answer(code, receipt.answer_id)
    assert texts(code, "cards") == ["会議が長い"]


def test_anonymous_answers_have_no_name_and_no_small_group(code: str) -> None:
    rooms.go_to(code, "meeting-1", "write")
    for number in range(5):
        big = participants.join(code, name=f"人{number}", affiliation="office", team="t1")
        send(big.participant, "secret", values={"text": f"多い{number}"})
    assert {(a.team, a.affiliation) for a in answers.list_answers(code, "secret")} == {
        ("t1", "office")
    }
    small = participants.join(code, name="ひとり", affiliation="partner", team="t2").participant
    send(small, "secret", values={"text": "少ない"})

    found = {a.values["text"]: a for a in answers.list_answers(code, "secret")}

    assert {(a.name, a.participant_id, a.field) for a in found.values()} == {("", "", "")}
    # Were the five still marked, the one without a mark would be known.
    assert {(a.team, a.affiliation) for a in found.values()} == {("", "")}
    assert "ひとり" not in json.dumps([repr(a) for a in found.values()], ensure_ascii=False)


@pytest.mark.parametrize("sent_id", ["", "a" * 81, "n\ud800", "n\x00", "a b"])
def test_odd_submission_number_is_refused(person: Participant, sent_id: str) -> None:
    with pytest.raises(BadInput):
        send(person, "cards", sent_id)

    assert texts(person.code, "cards") == []


def test_answer_that_cannot_exist_is_not_found(person: Participant) -> None:
    with pytest.raises(NoSuchThing):
        send(person, "cards", answer_id="\ud800")


def test_import_takes_good_rows_and_gives_the_reason_for_others(code: str) -> None:
    results = answers.import_answers(
        code, "cards", [{"text": "付箋1"}, {"text": "長" * 2001}, {"text": "長" * 160}], team="t2"
    )

    assert [isinstance(result, Receipt) for result in results] == [True, False, True]
    assert texts(code, "cards") == ["付箋1", "長" * 160]
    assert {a.team for a in answers.list_answers(code, "cards")} == {"t2"}


def test_progress_counts_people_and_cards_per_team(person: Participant, code: str) -> None:
    participants.join(code, team="t1")
    participants.join(code, team="t2")
    send(person, "cards", "s1")
    send(person, "cards", "s2")

    progress = answers.get_progress(code, "cards")

    assert (progress.joined, progress.answered, progress.answers) == (3, 1, 2)
    assert [(t.joined, t.answered, t.answers) for t in progress.teams] == [
        (2, 1, 2),
        (1, 0, 0),
        (0, 0, 0),
    ]


def test_progress_of_a_team_sheet_counts_teams_with_people(person: Participant, code: str) -> None:
    participants.join(code, team="t2")
    send(person, "together")

    progress = answers.get_progress(code, "together")

    assert (progress.joined, progress.answered) == (2, 1)


def test_answer_begun_before_the_room_moved_on_is_taken(person: Participant, code: str) -> None:
    begun = rooms.get_room(code).sequence
    rooms.go_next(code)

    send(person, "note", begun=begun)

    assert texts(code, "note") == ["会議が長い"]
    with pytest.raises(WorksheetClosed):
        send(person, "cards", "s2")


def test_answer_begun_before_the_sheet_was_closed_is_refused(
    person: Participant, code: str
) -> None:
    begun = rooms.get_room(code).sequence
    rooms.go_next(code)
    rooms.close_worksheet(code, "note")

    with pytest.raises(WorksheetClosed):
        send(person, "note", begun=begun)

    rooms.go_to(code, "meeting-2", "opening")
    with pytest.raises(WorksheetClosed):
        send(person, "cards", begun=begun)
