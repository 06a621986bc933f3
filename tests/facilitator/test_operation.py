from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from facilitator.stage.admin import admin_routes, know_no_commands
from facilitator.stage.operation import Lag, operation_routes
from facilitator.stage.problems import HANDLERS
from worksheets import answers, participants, rooms
from worksheets.errors import BadInput
from worksheets.records import Submission
from worksheets.toolkit import Toolkit


def run(name: str, arguments: dict[str, Any]) -> Mapping[str, Any]:
    if name == "fail":
        raise BadInput("番号を入れてください。")
    if name == "break":
        raise RuntimeError(arguments["answer"])
    return {"name": name, **arguments}


@pytest.fixture
def client() -> Iterator[TestClient]:
    app = Starlette(
        routes=[*operation_routes(Lag()), *admin_routes(run)], exception_handlers=HANDLERS
    )
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def test_health_tells_that_the_process_is_alive(client: TestClient) -> None:
    response = client.get("/healthz")

    assert (response.status_code, response.json()) == (200, {"ok": True})


@pytest.mark.usefixtures("box")
def test_readiness_with_a_database_is_ok(client: TestClient) -> None:
    response = client.get("/readyz")

    assert (response.status_code, response.json()) == (200, {"ok": True})


def test_readiness_without_a_database_says_what_to_do(client: TestClient, box: Toolkit) -> None:
    path = box.database.path
    box.database.close()
    for file in path.parent.glob(f"{path.name}*"):
        file.unlink()

    response = client.get("/readyz")

    assert response.status_code == 503
    assert "ディスク" in response.json()["message"]


def test_metrics_count_people_and_answers(client: TestClient, code: str) -> None:
    rooms.go_next(code)
    person = participants.join(code, name="あお", affiliation="office").participant
    answers.save_answer(
        Submission(
            code=code,
            sent_id="s1",
            worksheet="cards",
            values={"text": "会議が長い"},
            participant=person,
        )
    )

    text = client.get("/metrics").text

    values = dict(line.split(" ") for line in text.splitlines() if not line.startswith("#"))
    assert values.pop("workshop_event_lag_seconds") == "0.0"
    assert values == {
        "workshop_workshops": "1",
        "workshop_connected_phones": "0",
        "workshop_participants": "1",
        "workshop_answers": "1",
    }
    assert code not in text


def test_metrics_describe_every_number(client: TestClient, code: str) -> None:  # noqa: ARG001 -- the database is needed
    lines = client.get("/metrics").text.splitlines()

    names = [line.split(" ")[0] for line in lines if not line.startswith("#")]
    described = [line.split(" ")[2] for line in lines if line.startswith("# TYPE")]
    assert names == described


def test_command_is_passed_on_with_its_arguments(client: TestClient) -> None:
    response = client.post("/admin/command", json={"name": "go", "arguments": {"code": "A"}})

    assert response.json() == {"ok": True, "result": {"name": "go", "code": "A"}}


def test_command_that_fails_says_so_in_the_contracts_shape(client: TestClient) -> None:
    response = client.post("/admin/command", json={"name": "fail"})

    assert (response.status_code, response.json()) == (
        400,
        {"ok": False, "message": "番号を入れてください。", "number": None},
    )


@pytest.mark.parametrize("body", ["", "{", "[]", '{"name": 1}', '{"name": "x", "more": 1}'])
def test_command_of_another_shape_is_refused(client: TestClient, body: str) -> None:
    response = client.post("/admin/command", content=body)

    assert response.status_code == 400
    assert "形で送ってください" in response.json()["message"]


def test_surprise_gets_a_number_and_keeps_its_words_to_itself(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    response = client.post(
        "/admin/command", json={"name": "break", "arguments": {"answer": "秘密の回答"}}
    )

    body = response.json()
    assert response.status_code == 500
    assert body["number"] is not None
    assert body["number"] in caplog.text
    assert "秘密の回答" not in response.text + caplog.text


def test_page_that_does_not_exist_is_told_in_japanese(client: TestClient) -> None:
    page = client.get("/admin/nothing", headers={"accept": "text/html"})

    assert page.status_code == 404
    assert "このページはありません" in page.text
    assert '<html lang="ja">' in page.text


def test_commands_are_unknown_until_a_command_line_is_connected() -> None:
    app = Starlette(routes=admin_routes(know_no_commands), exception_handlers=HANDLERS)

    response = TestClient(app).post("/admin/command", json={"name": "list"})

    assert response.status_code == 404
