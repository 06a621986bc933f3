"""Made-up participants on a real server."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest

from facilitator.exports.deck_check import check_deck, count_slides
from facilitator.rehearsal.bank import Bank
from facilitator.rehearsal.town import read_town
from programs.model import Program
from programs.reading import read_program
from tests.facilitator.command_line.conftest import run_program
from tests.facilitator.exports.unpacking import read_everything
from tests.server import Server

MOST_IN_A_STORY = 12


@dataclass(frozen=True)
class Rehearsed:
    """A workshop that was played to its end, and what the command told about it."""

    code: str
    report: dict[str, Any]


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
    assert 6 <= report["ready"] <= 12


def test_same_people_come_back_and_write_nothing_twice(server: Server, code: str) -> None:
    go(server, code, "meeting-1/moyamoya")
    first = simulate(server, code, "--participants", "6")
    before = list_texts(server, code, "moyamoya")

    second = simulate(server, code, "--participants", "6")

    assert (first["joined"], second["joined"], second["returned"]) == (6, 0, 6)
    assert (second["answers"], second["corrected"]) == (0, 0)
    assert list_texts(server, code, "moyamoya") == before


def test_teams_group_their_cards_and_only_once(server: Server, code: str) -> None:
    go(server, code, "meeting-1/moyamoya")

    first = simulate(server, code, "--participants", "24")
    again = simulate(server, code, "--participants", "24")

    assert first["grouped"] > 0
    assert (first["refused"], again["grouped"]) == (0, 0)
    with server.admin() as admin:
        boards = [
            admin.get(f"/stage/{code}/board/moyamoya/state", params={"team": f"t{n}"}).json()
            for n in range(1, 7)
        ]
    assert sum(len(board["clusters"]) for board in boards) == first["grouped"]
    assert all(cluster["label"] for board in boards for cluster in board["clusters"])


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
    check_story(server, code)


@pytest.fixture(scope="module")
def town(server: Server) -> Rehearsed:
    """A whole run of 地域づくり編 with twelve people in four teams."""
    told = run_program(
        server.data_dir, "new", "community-building", "--title", "町", "--teams", "4", "--json"
    )
    code = str(told.json["code"])
    return Rehearsed(code, simulate(server, code, "--participants", "12", "--all"))


def test_community_building_is_rehearsed_to_its_end(server: Server, town: Rehearsed) -> None:
    program = read_program("community-building").program
    assert program is not None

    assert (town.report["joined"], town.report["refused"]) == (12, 0)
    check_every_sheet(server, town.code, program)
    check_story(server, town.code)


def test_teams_of_a_rehearsal_visit_people_and_go_back(server: Server, town: Rehearsed) -> None:
    visits = list_answers(server, town.code, "visit-plan")
    records = list_answers(server, town.code, "interview-record")

    assert Counter(one["values"]["state"] for one in visits) == {"met": 17, "declined": 1}
    assert len({one["values"]["whom"] for one in visits}) == len(visits)
    assert {one["values"]["visit"][0] for one in records} == {
        one["id"] for one in visits if one["values"]["state"] == "met"
    }
    assert {one["values"]["sharing"] for one in records} == {"team", "anonymous", "none"}
    told = [one["values"] for one in records if one["values"]["returned"] == "done"]
    assert len(told) > len(records) / 2
    assert any("return-answer" in values for values in told)


def test_teams_of_a_rehearsal_look_at_voices_and_weave_ideas_of_them(
    server: Server, town: Rehearsed
) -> None:
    voices = {one["id"]: one["values"] for one in list_answers(server, town.code, "voices")}
    overlaps = {one["id"]: one["values"] for one in list_answers(server, town.code, "overlaps")}
    ideas = [one["values"] for one in list_answers(server, town.code, "ideas")]
    plans = [one["values"] for one in list_answers(server, town.code, "use-of-systems")]
    systems = {one["id"] for one in list_answers(server, town.code, "stocktake-systems")}
    visions = [one["values"] for one in list_answers(server, town.code, "vision-team")]

    assert len(voices) > 60
    assert town.report["corrected"] > len(voices) / 3  # voices looked at, visits moved on
    assert len(overlaps) >= 10
    for values in overlaps.values():
        # Nobody is joined with themselves, and every card says why.
        assert len({voices[values[key][0]]["from"][0] for key in ("a", "b")}) == 2
        assert values["reason"]
    roots = [root for values in ideas for root in values.get("from", ())]
    assert len(roots) > len(ideas) / 2
    assert set(roots) <= set(overlaps)
    assert all(set(values["systems"]) <= systems for values in plans if "systems" in values)
    assert sum("systems" in values for values in plans) == len(plans)
    assert all(set(values["voices"]) <= set(voices) for values in visions)


def test_record_taken_back_in_a_rehearsal_is_nowhere_to_be_found(
    server: Server, town: Rehearsed
) -> None:
    back = next(one for one in read_town(Bank("community-building")) if one.withdraws)
    record = next(
        one["values"]
        for one in list_answers(server, town.code, "interview-record")
        if one["values"]["who"] == back.record["who"]
    )
    file = server.data_dir / "all.zip"

    told = run_program(server.data_dir, "export", town.code, "bundle", "--out", str(file))

    assert (town.report["taken_back"], town.report["shown_again"]) == (1, 0)
    assert record["sharing"] == "none"
    assert told.code == 0, told.problem
    texts = read_everything(file.read_bytes())
    assert "来ない日があると、気になってね" in texts
    assert "人が投票" in texts  # the office made the result public
    assert [words for words in back.words if words in texts] == []


@pytest.mark.parametrize("step", ["fieldwork/ready", "meeting-2/overlaps", "meeting-3/recap"])
def test_people_of_the_town_are_heard_only_once(server: Server, town: Rehearsed, step: str) -> None:
    go(server, town.code, step)

    report = simulate(server, town.code, "--participants", "12")

    assert (report["returned"], report["refused"]) == (12, 0)
    assert (report["answers"], report["corrected"]) == (0, 0)


def check_every_sheet(server: Server, code: str, program: Program) -> None:
    empty = [sheet.key for sheet in program.worksheets if not list_answers(server, code, sheet.key)]
    assert empty == []


def check_story(server: Server, code: str) -> None:
    """Read the story for the section chief: at most twelve slides without a problem."""
    file = server.data_dir / f"{code}.pptx"
    told = run_program(server.data_dir, "export", code, "story", "--out", str(file))
    assert told.code == 0, told.problem
    assert check_deck(file.read_bytes()) == ()
    assert count_slides(file.read_bytes()) <= MOST_IN_A_STORY


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
