"""The log: what it says, what it never says, who may read it, how long it is kept."""

import json
import logging
import os
from datetime import date, timedelta
from pathlib import Path

import httpx2
import pytest

from facilitator.logbook import DAYS, find_log, keeping_log
from facilitator.surprises import note_surprise
from tests.server import Server

MARK = "MARKED"
EMPTY = ("workshop.db.lock", "reserve.bin")  # these hold nothing that others could read
WRONG = f"wrong-{MARK}-passcode"


def read(data_dir: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in find_log(data_dir).read_text("utf-8").splitlines()]


def test_log_holds_one_object_a_line_and_none_of_a_problems_words(tmp_path: Path) -> None:
    with keeping_log(tmp_path):
        logging.getLogger("facilitator.safekeeping").warning("控えを残せません:%s", "USB")
        try:
            raise ValueError(MARK)  # noqa: TRY301 -- a problem with somebody's words
        except ValueError as problem:
            note_surprise(problem)
            logging.getLogger("asyncio").exception(f"Task failed\nfuture: {problem!r}")  # noqa: G004, TRY401 -- as asyncio does
            logging.getLogger("facilitator.x").exception("the database does not answer")

    first, *others = read(tmp_path)
    assert {name: first[name] for name in ("level", "from", "message")} == {
        "level": "warning",
        "from": "facilitator.safekeeping",
        "message": "控えを残せません:USB",
    }
    assert [entry["from"] for entry in others] == [
        "facilitator.surprises",
        "asyncio",
        "facilitator.x",
    ]
    assert others[2]["problem"] == "builtins.ValueError"
    assert "test_logbook.py" in others[2]["places"]
    assert MARK not in find_log(tmp_path).read_text("utf-8")


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights another way")
def test_log_is_read_by_its_owner_only(tmp_path: Path) -> None:
    with keeping_log(tmp_path):
        logging.getLogger("facilitator").info("はじめ")

    log = find_log(tmp_path)
    assert (log.stat().st_mode & 0o777, log.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_each_day_has_its_file_and_thirty_are_kept(tmp_path: Path) -> None:
    log = find_log(tmp_path)
    log.parent.mkdir()
    for days_ago in range(1, DAYS + 10):
        name = f"{log.name}.{date(2026, 11, 21) - timedelta(days=days_ago)}"
        (log.parent / name).write_text("{}", "utf-8")
    log.write_text("{}", "utf-8")
    yesterday = log.stat().st_mtime - 86_400
    os.utime(log, (yesterday, yesterday))

    with keeping_log(tmp_path):
        logging.getLogger("facilitator").info("つぎの日")

    assert len(read(tmp_path)) == 1
    assert len(list(log.parent.glob(f"{log.name}.*"))) == DAYS


def test_whole_workshop_leaves_no_word_name_code_or_token_in_logs_nor_open_files(
    tmp_path: Path,
) -> None:
    with Server(tmp_path / "data") as server:
        secrets = _hold_workshop(server)
        secrets |= {server.admin_token, server.passcode}
    # What stopped is written, too.
    logs = [path for path in (tmp_path / "data" / "logs").iterdir() if path.is_file()]
    said = server.read_output() + "".join(path.read_text("utf-8") for path in logs)

    assert "終わりました" in said
    assert [secret for secret in sorted(secrets) if secret in said] == []
    folder = tmp_path / "data"
    files = [path for path in (folder, *folder.rglob("*")) if path.name not in EMPTY]
    assert os.name == "nt" or [p.name for p in files if p.stat().st_mode & 0o077] == []


def _hold_workshop(server: Server) -> set[str]:
    """Do what people do in a workshop, some of it wrong; return what no log may hold."""
    with server.admin() as office:
        order = {"program": "team-building", "title": f"{MARK}研修", "municipality": f"{MARK}市"}
        made = _command(office, "new", teams=2, **order)
        code, key = made["code"], made["key"]
        with server.client() as phone:
            joined = phone.post(f"/j/{code}", data={"name": MARK, "affiliation": "council"})
            cookie = joined.headers["set-cookie"].partition("=")[2].partition(";")[0]
            _command(office, "go", code=code, target="meeting-1/moyamoya")
            for number, text in enumerate((MARK, f"{MARK}{'あ' * 500}")):
                values = {
                    "sent_id": f"s{number}",
                    "worksheet": "moyamoya",
                    "values": {"text": text},
                }
                phone.post(f"/w/{code}/answers", json=values)
            phone.post(f"/w/{code}/answers", content=MARK.encode() * 700_000)
            phone.post(f"/w/{code}/answers", json={"worksheet": MARK})
            phone.get(f"/w/{code}/{MARK}", params={"name": MARK})
            phone.get(f"/j/{MARK}")
            phone.post("/signin", data={"word": WRONG})
            phone.get(f"/stage/{code}", headers={"authorization": f"Bearer {MARK}"})
        office.post(f"/remote/{code}/notice", json={"text": MARK})
        office.post(f"/remote/{code}/{MARK}", json={"step": MARK})
        _command(office, "show", code=code)
    with server.facilitator() as facilitator:
        badge = facilitator.cookies["facilitator"]
        for path in ("/", f"/stage/{code}/state", f"/remote/{code}/state", "/metrics"):
            assert facilitator.get(path).status_code == httpx2.codes.OK
    return {MARK, WRONG, code, key, cookie, badge}


def _command(office: httpx2.Client, name: str, **arguments: object) -> dict[str, str]:
    reply = office.post("/admin/command", json={"name": name, "arguments": arguments}).json()
    assert reply["ok"], reply
    return dict(reply["result"])
