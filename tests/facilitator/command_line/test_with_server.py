"""The same commands while a real server runs on the data."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from threading import Timer

import httpx2
import pytest
from filelock import FileLock

from facilitator.tasks.registry import TASKS
from tests.facilitator.command_line.conftest import Outcome, run_program
from tests.server import Server


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("running") / "data") as running:
        yield running


@pytest.fixture(scope="module")
def code(server: Server) -> str:
    told = run_program(server.data_dir, "new", "team-building", "--title", "研修", "--json")
    return str(told.json["code"])


def run(server: Server, *arguments: str) -> Outcome:
    return run_program(server.data_dir, *arguments)


def test_new_names_addresses_of_the_running_server_that_open(server: Server) -> None:
    told = run(server, "new", "team-building", "--title", "別の研修", "--json").json

    assert f":{server.port}/j/" in told["join_url"]
    key = {"authorization": f"Bearer {told['key']}"}
    with server.client() as client:
        assert client.get(f"/j/{told['code']}").status_code == httpx2.codes.OK
        assert client.get(f"/remote/{told['code']}", headers=key).status_code == httpx2.codes.OK


def test_go_is_seen_by_a_phone_that_has_joined(server: Server, code: str) -> None:
    with server.client() as phone:
        phone.post(f"/j/{code}", data={"name": "どんぐり"})
        before = phone.get(f"/w/{code}/state").json()

        run(server, "go", code, "meeting-1/moyamoya")

        after = phone.get(f"/w/{code}/state").json()
    assert (before["step"]["key"], after["step"]["key"]) == ("opening", "moyamoya")
    assert after["revision"] > before["revision"]


def test_go_wakes_a_listening_phone(server: Server, code: str) -> None:
    with server.client() as phone:
        phone.post(f"/j/{code}", data={"name": "みかん"})
        with phone.stream("GET", f"/w/{code}/events") as stream:
            lines = stream.iter_lines()
            told = run(server, "go", code, "next", "--json").json
            change = next(
                event
                for line in lines
                if line.startswith("data: {")
                for event in [json.loads(line.removeprefix("data: "))]
                if event["revision"] >= told["revision"]
            )
    assert change["what"] == "step"


def test_list_show_and_steps_answer_through_the_server(server: Server, code: str) -> None:
    listed = run(server, "list", "--json").json["workshops"]
    shown = run(server, "show", code, "--json").json
    steps = run(server, "steps", code, "--json").json

    assert code in [one["code"] for one in listed]
    assert steps["current"] == f"{shown['meeting']}/{shown['step']}"


def test_failure_of_the_server_is_told_as_its_own_sentence(server: Server) -> None:
    outcome = run(server, "show", "NOPE22")

    assert (outcome.code, outcome.out) == (1, "")
    assert "見つかりません" in outcome.problem


def test_import_and_export_go_through_the_server(server: Server, code: str, tmp_path: Path) -> None:
    file = tmp_path / "voices.csv"
    file.write_text(
        "no,source,text\n1,a,つなぎ先が分からない\n2,b,会議が長い\n", encoding="utf-8-sig"
    )
    out = tmp_path / "answers.xlsx"

    taken = run(server, "import", code, "moyamoya", str(file), "--json").json
    again = run(server, "import", code, "moyamoya", str(file), "--json").json
    exported = run(server, "export", code, "answers", "--out", str(out))

    assert (taken["taken"], again["taken"], again["repeated"]) == (2, 0, 2)
    assert exported.code == 0
    assert out.read_bytes().startswith(b"PK")


def test_backup_of_a_running_server_works_and_restore_is_refused(
    server: Server, code: str, tmp_path: Path
) -> None:
    file = tmp_path / "backup.zip"
    backup = run(server, "backup", "--out", str(file))

    restore = run(server, "restore", str(file))

    assert backup.code == 0
    assert restore.code == 1
    assert "動いているあいだは" in restore.problem
    assert run(server, "show", code).code == 0


def test_check_looks_through_the_server(server: Server, code: str) -> None:
    checks = run(server, "check", "--json").json["checks"]

    data = next(check for check in checks if check["name"] == "data")
    assert data["level"] == "ok"
    assert code


def test_commands_over_http_need_the_admin_token(server: Server) -> None:
    body = {"name": "list", "arguments": {}}
    with server.client() as anybody, server.facilitator() as facilitator, server.admin() as admin:
        statuses = [
            client.post("/admin/command", json=body).status_code
            for client in (anybody, facilitator, admin)
        ]

    assert statuses == [401, 403, 200]


@pytest.mark.parametrize("name", [*TASKS, "nonsense", "reset-passcode"])
def test_commands_with_wrong_arguments_are_refused_in_japanese(server: Server, name: str) -> None:
    with server.admin() as admin:
        reply = admin.post("/admin/command", json={"name": name, "arguments": {"nonsense": 1}})

    assert reply.status_code in (400, 404)
    assert "命令" in reply.json()["message"]


def test_passcode_set_by_the_environment_cannot_be_reset(server: Server) -> None:
    outcome = run(server, "reset-passcode")

    assert outcome.code == 1
    assert "WORKSHOP_PASSCODE" in outcome.problem


def test_passcode_is_reset_while_the_server_runs(tmp_path: Path) -> None:
    with Server(tmp_path / "data", passcode="") as running:
        told = run(running, "reset-passcode", "--json").json
        with running.client() as client:
            reply = client.post("/signin", data={"word": told["passcode"]})

    assert reply.status_code == httpx2.codes.SEE_OTHER


def test_data_is_opened_directly_after_the_server_was_killed(tmp_path: Path) -> None:
    with Server(tmp_path / "data") as running:
        code = run(running, "new", "team-building", "--title", "研修", "--json").json["code"]
        assert running.process is not None
        running.process.kill()
        running.process.wait()
        assert (running.data_dir / "server.json").exists()

        outcome = run(running, "go", code, "next", "--json")

    assert (outcome.code, outcome.json["step"]) == (0, "check-in")


def test_command_waits_while_a_living_process_holds_the_data(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    assert run_program(folder, "list").code == 0
    # As a server that has taken its data and does not answer yet.
    note = {"address": "http://127.0.0.1:9", "token": "x", "port": 9, "pid": os.getpid()}
    (folder / "server.json").write_text(json.dumps(note), encoding="utf-8")
    lock = FileLock(folder / "workshop.db.lock", thread_local=False)
    lock.acquire()
    Timer(3, lock.release).start()

    outcome = run_program(folder, "list", "--json")

    assert (outcome.code, outcome.json) == (0, {"workshops": []})
