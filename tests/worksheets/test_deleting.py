"""A deleted workshop leaves nothing behind, and other workshops stay whole."""

import pytest
from sqlalchemy import func, select

from tests.samples import make_program
from worksheets import answers, participants, rooms, votes, workshops
from worksheets.deleting import delete_workshop
from worksheets.errors import WorkshopNotFound
from worksheets.records import Options, Submission
from worksheets.tables import metadata
from worksheets.toolkit import Toolkit


def fill(code: str) -> str:
    """Let one person write and vote; return their token."""
    rooms.go_to(code, "meeting-1", "write")
    joined = participants.join(code, name="みどり")
    card = answers.save_answer(
        Submission(code, "s1", "cards", {"text": "声"}, joined.participant)
    ).answer_id
    rooms.open_votes(code, "cards")
    votes.cast(code, joined.participant, sent_id="v1", worksheet="cards", choices={card: 1})
    return joined.token


def count_rows(box: Toolkit) -> dict[str, int]:
    with box.database.read() as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in metadata.sorted_tables
        }


def test_deleted_workshop_leaves_nothing_and_others_stay(box: Toolkit, code: str) -> None:
    token = fill(code)
    before = count_rows(box)
    other = workshops.open_workshop(
        make_program(), title="別の研修", options=Options(teams=workshops.make_teams(1))
    ).workshop.code
    fill(other)

    deleted = delete_workshop(other)

    assert deleted.title == "別の研修"
    assert count_rows(box) == before | {"erasures": 1}  # what it was called, and how large
    assert participants.find_by_token(code, token) is not None
    with pytest.raises(WorkshopNotFound):
        rooms.get_room(other)
    with pytest.raises(WorkshopNotFound):
        delete_workshop(other)


def test_participant_of_a_deleted_workshop_is_forgotten_at_once(code: str) -> None:
    token = fill(code)

    delete_workshop(code)

    assert participants.find_by_token(code, token) is None
