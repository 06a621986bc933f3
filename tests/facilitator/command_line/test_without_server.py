import json
import os
import re
from pathlib import Path

import pytest
from pptx import Presentation

from tests.facilitator.command_line.conftest import Command, run_program
from tests.facilitator.exports.templates import make_square
from worksheets import running_orders, toolkit
from worksheets.own_steps import OwnStep
from worksheets.settings import Settings

COMMANDS = (
    *("new", "list", "show", "steps", "go", "simulate", "import", "export"),
    *("backup", "restore", "check", "check-deck", "reset-passcode", "delete"),
)
# What argparse would say by itself.
ENGLISH = re.compile(r"usage|options:|positional|show this|error:|required|invalid|argument|choose")


def test_new_tells_everything_the_contract_names(command: Command) -> None:
    outcome = command("new", "team-building", "--title", "研修", "--json")

    assert outcome.code == 0
    told = outcome.json
    assert set(told) == {"code", "title", "join_url", "stage_url", "remote_url", "key"}
    assert told["title"] == "研修"
    assert told["join_url"].endswith(f"/j/{told['code']}")
    assert told["stage_url"].endswith(f"/stage/{told['code']}")
    assert told["remote_url"].endswith(f"/remote/{told['code']}#{told['key']}")


def test_new_with_teams_and_municipality_keeps_them(command: Command) -> None:
    code = command(
        *("new", "team-building", "--title", "研修", "--teams", "3"),
        *("--municipality", "みどり町", "--json"),
    ).json["code"]

    shown = command("show", code, "--json").json

    assert shown["municipality"] == "みどり町"
    assert [team["name"] for team in shown["teams"]] == ["1班", "2班", "3班"]


def test_list_and_show_find_the_workshop_however_the_code_is_typed(
    command: Command, workshop: str
) -> None:
    listed = command("list", "--json").json["workshops"]
    shown = command("show", f" {workshop.lower()} ", "--json").json

    assert [one["code"] for one in listed] == [workshop]
    assert shown["code"] == workshop
    assert (shown["meeting"], shown["step"]) == ("meeting-1", "opening")


def test_steps_lists_keys_in_order_with_minutes_and_worksheets(
    command: Command, workshop: str
) -> None:
    told = command("steps", workshop, "--json").json

    meeting = next(one for one in told["meetings"] if one["key"] == "meeting-1")
    steps = {step["key"]: step for step in meeting["steps"]}
    assert [one["key"] for one in told["meetings"]][:2] == ["preparation", "meeting-1"]
    assert list(steps)[:2] == ["opening", "check-in"]
    assert steps["moyamoya"]["minutes"] == 45
    assert steps["moyamoya"]["worksheets"] == ["moyamoya", "moyamoya-found"]
    assert told["current"] == "meeting-1/opening"


def test_steps_tells_arranged_minutes_own_steps_and_what_is_skipped(
    command: Command, workshop: str, data_dir: Path
) -> None:
    settings = Settings(data_dir, f"sqlite:///{data_dir / 'workshop.db'}")
    with toolkit.use(toolkit.open_toolkit(settings)):
        running_orders.set_minutes(workshop, "meeting-1", "check-in", 12)
        running_orders.skip_step(workshop, "meeting-1", "town-now")
        running_orders.add_own_step(workshop, "meeting-1", OwnStep("体操", 3), before="check-in")

    told = command("steps", workshop, "--json").json
    lines = command("steps", workshop).out.splitlines()
    refused = command("go", workshop, "meeting-1/town-now")
    command("go", workshop, "meeting-1/own-1")
    shown = command("show", workshop, "--json").json

    meeting = next(one for one in told["meetings"] if one["key"] == "meeting-1")
    found = [
        (step["key"], step["minutes"], step["own"], step["skipped"])
        for step in meeting["steps"][:4]
    ]
    assert found == [
        ("opening", 15, False, False),
        ("own-1", 3, True, False),
        ("check-in", 12, False, False),
        ("town-now", 15, False, True),
    ]
    assert meeting["minutes"] == 180 - 3 - 15 + 3
    assert any("わがまちの今(飛ばす)" in line for line in lines)
    assert any("3分  体操(この研修で足したステップ)" in line for line in lines)
    assert (refused.code, "進行表で飛ばす" in refused.problem) == (1, True)
    assert shown["step_title"] == "体操"


def test_go_moves_next_back_and_to_a_step(command: Command, workshop: str) -> None:
    places = []
    for target in ("next", "meeting-2/ideas", "back"):
        told = command("go", workshop, target, "--json").json
        places.append(f"{told['meeting']}/{told['step']}")

    assert places == ["meeting-1/check-in", "meeting-2/ideas", "meeting-2/vision"]


def test_go_at_the_last_step_stays(command: Command, workshop: str) -> None:
    last = command("go", workshop, "follow-up/closing", "--json").json

    after = command("go", workshop, "next", "--json").json

    assert (after["meeting"], after["step"]) == (last["meeting"], last["step"])


@pytest.mark.parametrize("target", ["meeting-1/nowhere", "nowhere", "/", "meeting-1"])
def test_go_to_an_unknown_step_fails_and_says_how_to_find_it(
    command: Command, workshop: str, target: str
) -> None:
    outcome = command("go", workshop, target)

    assert (outcome.code, outcome.out) == (1, "")
    assert "steps" in outcome.problem


def test_failure_with_json_prints_one_object_and_the_sentence(command: Command) -> None:
    outcome = command("show", "NOPE22", "--json")

    assert outcome.code == 1
    assert outcome.json == {"ok": False, "message": outcome.problem.strip(), "number": None}
    assert "見つかりません" in outcome.problem


def test_unknown_program_is_told_with_those_that_exist(command: Command) -> None:
    outcome = command("new", "nonsense", "--title", "研修")

    assert outcome.code == 1
    assert "team-building" in outcome.problem


@pytest.mark.parametrize("kind", ["deck", "plan", "slides", "sheets", "answers", "bundle"])
def test_export_writes_every_kind_of_the_contract(
    command: Command, workshop: str, tmp_path: Path, kind: str
) -> None:
    file = tmp_path / "out"

    outcome = command("export", workshop, kind, "--out", str(file), "--json")

    assert outcome.code == 0
    assert file.stat().st_size == outcome.json["bytes"] > 0
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["out"]


def test_export_of_an_unknown_kind_fails_and_lists_the_kinds(
    command: Command, workshop: str, tmp_path: Path
) -> None:
    outcome = command("export", workshop, "film", "--out", str(tmp_path / "x"))

    assert outcome.code == 1
    assert "deck" in outcome.problem
    assert not (tmp_path / "x").exists()


def test_export_into_a_missing_folder_fails_in_japanese(
    command: Command, workshop: str, tmp_path: Path
) -> None:
    outcome = command("export", workshop, "answers", "--out", str(tmp_path / "no" / "x.xlsx"))

    assert outcome.code == 1
    assert "見つかりません" in outcome.problem


def test_simulate_without_server_says_to_start_it(command: Command, workshop: str) -> None:
    outcome = command("simulate", workshop, "--participants", "3")

    assert outcome.code == 1
    assert "make run" in outcome.problem


def test_reset_passcode_makes_one_that_opens_the_door(command: Command, data_dir: Path) -> None:
    first = command("reset-passcode", "--json").json["passcode"]
    second = command("reset-passcode", "--json").json["passcode"]

    assert first != second
    stored = json.loads((data_dir / "access.json").read_text(encoding="utf-8"))
    assert second not in json.dumps(stored)


def test_a_command_makes_no_passcode_that_nobody_sees(command: Command, data_dir: Path) -> None:
    command("list")

    assert (data_dir / "workshop.db").exists()
    assert not (data_dir / "access.json").exists()


def test_note_of_a_dead_server_does_not_keep_us_from_the_data(
    command: Command, workshop: str, data_dir: Path
) -> None:
    note = {"address": "http://127.0.0.1:9", "token": "x", "port": 9, "pid": os.getpid()}
    (data_dir / "server.json").write_text(json.dumps(note), encoding="utf-8")

    assert [one["code"] for one in command("list", "--json").json["workshops"]] == [workshop]


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("nonsense",),
        ("new",),
        ("new", "team-building"),
        ("new", "team-building", "--title", "x", "--teams", "many"),
        ("new", "team-building", "--title"),
        ("go", "ABC234"),
        ("list", "--nonsense"),
        ("simulate", "ABC234", "--participants", "0"),
        ("simulate", "ABC234", "--participants", "5", "--seed", "x"),
        ("simulate", "ABC234", "--participants", "5", "--pace", "-1"),
        ("export", "ABC234", "deck"),
    ],
)
def test_wrong_use_exits_with_2_and_speaks_japanese(
    command: Command, arguments: tuple[str, ...]
) -> None:
    outcome = command(*arguments)

    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.problem.startswith("使い方が違います。")
    assert not ENGLISH.search(outcome.problem.replace("--participants", ""))


@pytest.mark.parametrize("name", [(), *((name,) for name in COMMANDS)])
def test_help_is_japanese(command: Command, name: tuple[str, ...]) -> None:
    outcome = command(*name, "--help")

    assert outcome.code == 0
    assert outcome.out.startswith("使い方: python -m facilitator")
    assert not ENGLISH.search(outcome.out)


def test_help_names_every_command(command: Command) -> None:
    told = command("--help").out

    assert [name for name in COMMANDS if f"\n  {name} " not in told] == []


def test_json_may_stand_before_the_command(command: Command) -> None:
    assert command("--json", "list").json == {"workshops": []}


def test_program_run_by_itself_prints_one_json_object(tmp_path: Path) -> None:
    outcome = run_program(tmp_path / "data", "list", "--json")

    assert (outcome.code, outcome.json, outcome.problem) == (0, {"workshops": []}, "")


def test_import_takes_a_file_and_prints_every_refused_row(
    command: Command, workshop: str, tmp_path: Path
) -> None:
    file = tmp_path / "付箋.csv"
    file.write_bytes(
        "班,内容\n1,つなぎ先が分からない\n9,班がない\n2,\n3,会議が長い\n".encode("cp932")
    )

    outcome = command("import", workshop, "moyamoya", str(file), "--json")

    told = outcome.json
    assert (outcome.code, told["taken"], told["repeated"]) == (0, 2, 0)
    assert [row["number"] for row in told["refused"]] == [3, 4]
    assert command("show", workshop, "--json").json["answers"] == 2


def test_import_of_no_usable_row_fails_and_still_tells_the_rows(
    command: Command, workshop: str, tmp_path: Path
) -> None:
    file = tmp_path / "x.csv"
    file.write_text("班,内容\n77,どこにもない班\n", encoding="utf-8")

    outcome = command("import", workshop, "moyamoya", str(file))

    assert outcome.code == 1
    assert "2行目" in outcome.out
    assert "1行も取り込めませんでした" in outcome.problem


def test_import_into_an_unknown_worksheet_says_where_names_are(
    command: Command, workshop: str, tmp_path: Path
) -> None:
    file = tmp_path / "x.csv"
    file.write_text("内容\nあ\n", encoding="utf-8")

    outcome = command("import", workshop, "nonsense", str(file))

    assert outcome.code == 1
    assert "steps" in outcome.problem


def test_import_of_a_missing_file_fails_in_japanese(command: Command, workshop: str) -> None:
    outcome = command("import", workshop, "moyamoya", "no-such.csv")

    assert outcome.code == 1
    assert outcome.problem == "「no-such.csv」が見つかりません。\n"


def test_backup_and_restore_bring_a_workshop_back(
    command: Command, workshop: str, tmp_path: Path
) -> None:
    file = tmp_path / "backup.zip"
    assert command("backup", "--out", str(file)).code == 0
    later = command("new", "team-building", "--title", "後から", "--json").json["code"]

    restored = command("restore", str(file), "--json")

    assert restored.code == 0
    codes = [one["code"] for one in command("list", "--json").json["workshops"]]
    assert (codes, later in codes) == ([workshop], False)
    assert Path(restored.json["kept"]).exists()


def test_check_of_sound_data_exits_with_0(command: Command, workshop: str) -> None:
    outcome = command("check", "--json")

    names = [check["name"] for check in outcome.json["checks"]]
    assert (outcome.code, outcome.json["ok"]) == (0, True)
    assert names == ["data", "content", "addresses", "fonts", "disk"]
    assert workshop not in outcome.out


def test_check_of_a_broken_database_exits_with_1_and_still_looks_at_the_rest(
    command: Command, data_dir: Path
) -> None:
    data_dir.mkdir(parents=True)
    (data_dir / "workshop.db").write_bytes(b"SQLite format 3\0" + b"broken" * 1000)

    outcome = command("check", "--json")

    levels = {check["name"]: check["level"] for check in outcome.json["checks"]}
    assert outcome.code == 1
    assert (levels["data"], levels["content"]) == ("problem", "ok")
    assert "データ" in outcome.problem


def test_delete_wants_the_title_and_then_removes_the_workshop(command: Command) -> None:
    code = command("new", "team-building", "--title", "終わった研修", "--json").json["code"]

    slip = command("delete", code, "--title", "別の名前")
    done = command("delete", code, "--title", "終わった研修")

    assert (slip.code, done.code) == (1, 0)
    assert "消していません" in slip.problem
    assert command("list", "--json").json == {"workshops": []}


def test_export_takes_a_template_for_this_time(
    command: Command, workshop: str, tmp_path: Path
) -> None:
    file, look = tmp_path / "deck.pptx", tmp_path / "みなと市.pptx"
    look.write_bytes(make_square())

    outcome = command("export", workshop, "deck", "--out", str(file), "--template", str(look))

    assert (outcome.code, outcome.problem) == (0, "")
    deck = Presentation(str(file))
    assert (deck.slide_width.pt, deck.slide_height.pt) == (720, 540)


def test_export_refuses_what_is_no_template(
    command: Command, workshop: str, tmp_path: Path
) -> None:
    look = tmp_path / "memo.txt"
    look.write_text("memo")

    outcome = command("export", workshop, "deck", "--out", "x.pptx", "--template", str(look))

    assert outcome.code == 1
    assert "PowerPointのファイルではありません" in outcome.problem
