import logging
import sqlite3

import pytest

from tests.worksheets.phone.phones import Phone
from worksheets.errors import StorageFull, WorksheetClosed, WorksheetError
from worksheets.phone.problems import get_status
from worksheets.settings import Settings


@pytest.fixture
def _broken_storage(settings: Settings, phone: Phone) -> None:  # noqa: ARG001 -- joined before it breaks
    """A database that lost a table under our feet: something nobody expected."""
    with sqlite3.connect(settings.data_dir / "workshop.db") as connection:
        connection.execute("DROP TABLE submissions")
    connection.close()


@pytest.mark.usefixtures("_broken_storage")
def test_unexpected_failure_gets_a_number_that_the_log_knows(
    phone: Phone, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        reply = phone.send("note", {"text": "ひみつの回答"})

    body = reply.json()
    assert (reply.status_code, body["ok"]) == (500, False)
    assert body["number"]
    assert f"「{body['number']}」" in body["message"]
    assert f"problem {body['number']}: POST answers" in caplog.text
    assert "saving.py" in caplog.text


@pytest.mark.usefixtures("_broken_storage")
def test_log_of_a_failure_holds_no_answer_name_or_code(
    phone: Phone, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        phone.send("note", {"text": "ひみつの回答"})

    ours = "\n".join(r.getMessage() for r in caplog.records if r.name.startswith("worksheets"))
    assert "OperationalError" in ours
    for secret in ("ひみつの回答", "はな", phone.code):
        assert secret not in ours


@pytest.mark.usefixtures("_broken_storage")
def test_unexpected_failure_of_a_form_gets_a_japanese_page(phone: Phone) -> None:
    reply = phone.fill("/answers", {"worksheet": "note", "sent_id": "a", "q.text": "文"})

    assert reply.status_code == 500
    assert "申しわけありません" in reply.text
    assert "Error" not in reply.text


def test_special_kinds_of_a_refusal_have_its_status() -> None:
    class Special(WorksheetClosed):
        pass

    assert get_status(Special("シート")) == 409
    assert get_status(StorageFull()) == 503
    assert get_status(WorksheetError("なにか")) == 400
