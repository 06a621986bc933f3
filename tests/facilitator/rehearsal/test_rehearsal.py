"""Made-up participants on a real server."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from programs.model import Program
from programs.reading import read_program
from tests.facilitator.command_line.conftest import run_program
from tests.server import Server


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("rehearsal") / "data") as running:
        yield running


@pytest.fixture
def code(server: Server) -> str:
    return open_workshop(server)


def open_workshop(server: Server, program: str = "team-building") -> str:
    told = run_program(server.data_dir, "new", program, "--title", "練習", "--json")
    return str(told.json["code"])


def simulate(server: Server, code: str, *arguments: str) -> dict[str, Any]:
    outcome = run_program(server.data_dir, "simulate", code, "--pace", "0", "--json", *arguments)
    assert outcome.code == 0, outcome.problem
    return outcome.json


def go(server: Server, code: str, target: str) -> None:
    assert run_program(server.data_dir, "go", code, target).code == 0


def list_answers(server: Server, code: str, worksheet: str) -> list[dict[str, Any]]:
    body = {"name": "rehearsal-answers", "arguments": {"code": code, "worksheet": worksheet}}
    with server.admin() as admin:
        answers: list[dict[str, Any]] = admin.post("/admin/command", json=body).json()["result"][
            "answers"
        ]
    return answers


def list_texts(server: Server, code: str, worksheet: str) -> list[str]:
    """Return what was written, without the ids that differ each time."""
    plain = [
        {key: value for key, value in answer["values"].items() if not is_ids(value)}
        for answer in list_answers(server, code, worksheet)
    ]
    return sorted(json.dumps(values, ensure_ascii=False, sort_keys=True) for values in plain)


def is_ids(value: object) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], str)


def test_people_join_and_write_at_the_current_step(server: Server, code: str) -> None:
    go(server, code, "meeting-1/moyamoya")

    report = simulate(server, code, "--participants", "12")

    cards = list_answers(server, code, "moyamoya")
    assert (report["joined"], report["refused"]) == (12, 0)
    assert len(cards) >= 24
    assert {card["team"] for card in cards} == {"t1", "t2", "t3", "t4", "t5", "t6"}
    found = list_answers(server, code, "moyamoya-found")
    assert len({answer["team"] for answer in found}) == len(found) == 6
    assert report["answers"] - report["withdrawn"] == len(cards) + len(found)


def test_same_people_come_back_and_write_nothing_twice(server: Server, code: str) -> None:
    go(server, code, "meeting-1/moyamoya")
    first = simulate(server, code, "--participants", "6")
    before = list_texts(server, code, "moyamoya")

    second = simulate(server, code, "--participants", "6")

    assert (first["joined"], second["joined"], second["returned"]) == (6, 0, 6)
    assert (second["answers"], second["corrected"]) == (0, 0)
    assert list_texts(server, code, "moyamoya") == before


def test_other_seed_brings_other_people(server: Server, code: str) -> None:
    go(server, code, "meeting-1/check-in")
    simulate(server, code, "--participants", "4")

    report = simulate(server, code, "--participants", "4", "--seed", "2")

    shown = run_program(server.data_dir, "show", code, "--json").json
    assert (report["joined"], shown["participants"]) == (4, 8)


def test_same_seed_writes_the_same_texts(server: Server) -> None:
    written = []
    for _ in range(2):
        code = open_workshop(server)
        go(server, code, "meeting-1/moyamoya")
        simulate(server, code, "--participants", "15", "--seed", "7")
        written.append(list_texts(server, code, "moyamoya"))

    assert written[0] == written[1]
    assert len(written[0]) > 20


def test_unknown_workshop_is_told(server: Server) -> None:
    outcome = run_program(server.data_dir, "simulate", "NOPE22", "--participants", "3")

    assert outcome.code == 1
    assert "見つかりません" in outcome.problem


def test_whole_program_is_rehearsed_to_its_end(server: Server, code: str) -> None:
    program = read_program("team-building").program
    assert program is not None

    report = simulate(server, code, "--participants", "16", "--all")

    steps = sum(len(meeting.steps) for meeting in program.meetings)
    shown = run_program(server.data_dir, "show", code, "--json").json
    assert (report["steps"], report["refused"], report["joined"]) == (steps, 0, 16)
    assert (shown["meeting"], shown["step"]) == ("follow-up", "closing")
    assert report["votes"] >= 12
    check_every_sheet(server, code, program)
    check_thread(server, code)


def test_community_building_is_rehearsed_to_its_end(server: Server) -> None:
    program = read_program("community-building").program
    assert program is not None
    code = open_workshop(server, "community-building")

    report = simulate(server, code, "--participants", "12", "--all")

    assert (report["joined"], report["refused"]) == (12, 0)
    check_every_sheet(server, code, program)


def check_every_sheet(server: Server, code: str, program: Program) -> None:
    empty = [sheet.key for sheet in program.worksheets if not list_answers(server, code, sheet.key)]
    assert empty == []


def check_thread(server: Server, code: str) -> None:
    """Follow one thread: voices, ideas, what was adopted, plans, what came of them."""
    voices = {answer["id"] for answer in list_answers(server, code, "moyamoya")}
    ideas = {answer["id"]: answer for answer in list_answers(server, code, "ideas")}
    origins = [voice for idea in ideas.values() for voice in idea["values"].get("from", [])]
    assert origins
    assert set(origins) <= voices
    adopted = list_answers(server, code, "choice-2")[0]["values"]["adopted"]
    assert 1 <= len(set(adopted)) <= 3
    plans = list_answers(server, code, "plan")
    today = datetime.now().astimezone().date().isoformat()
    assert len({plan["values"]["name"] for plan in plans}) == len(plans) == 6
    assert all(plan["values"]["due"] > today for plan in plans)
    assert {idea for plan in plans for idea in plan["values"].get("ideas", [])} & set(adopted)
    news = list_answers(server, code, "progress")
    assert {one["values"]["plan"][0] for one in news} == {plan["id"] for plan in plans}
    declared = list_answers(server, code, "declaration")[0]["values"]["declarations"]
    assert {row["effort"] for row in declared} == {plan["values"]["name"] for plan in plans}


def test_tokens_of_made_up_people_are_kept_for_the_owner_only(server: Server, code: str) -> None:
    simulate(server, code, "--participants", "2")

    file = server.data_dir / f"rehearsal-{code}.json"
    assert file.stat().st_mode & 0o077 == 0
