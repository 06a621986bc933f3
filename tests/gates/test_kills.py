"""L1: the server is killed again and again while thirty phones send over a bad network."""

import asyncio
import json
import random
import sqlite3
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.gates.conftest import Note, Size
from tests.gates.hall import Ack, Hall, open_proxy, run_apart
from tests.samples import make_program
from tests.server import ROOT, Server
from worksheets import rooms, toolkit, workshops
from worksheets.records import Options
from worksheets.settings import Settings
from worksheets.toolkit import open_toolkit

PHONES = 30


@dataclass(frozen=True)
class Outcome:
    """What a run did, and what the file says afterwards."""

    acks: list[Ack]
    retries: int
    kills: int
    cuts: int
    lost: int
    duplicated: int
    wrong: int
    refusals: list[str]


def make_workshop(data_dir: Path) -> str:
    settings = Settings(data_dir, f"sqlite:///{data_dir / 'workshop.db'}")
    with toolkit.use(open_toolkit(settings)):
        teams = Options(teams=workshops.make_teams(3))
        code = workshops.open_workshop(make_program(), title="研修", options=teams).workshop.code
        rooms.go_to(code, "meeting-1", "write")
    return code


async def send_and_kill(
    server: Server, code: str, *, answers: int, kills: int, seed: int
) -> tuple[Hall, int]:
    chance = random.Random(seed)  # noqa: S311 -- not a secret

    async def kill_now_and_then(hall: Hall) -> None:
        for number in range(1, kills + 1):
            while len(hall.acks) < number * answers // (kills + 2):  # noqa: ASYNC110 -- a look now and then is enough
                await asyncio.sleep(0.005)
            assert server.process is not None
            server.process.kill()
            await asyncio.to_thread(server.process.wait)
            await asyncio.to_thread(server.start)

    async with open_proxy(server.port, chance) as proxy:
        hall = Hall(proxy.port, code, chance)
        await hall.run(PHONES, answers, kill_now_and_then)
    return hall, proxy.cut_before + proxy.cut_after


def run(
    folder: Path, *, answers: int, kills: int, seed: int, command: tuple[str, ...] = ()
) -> Outcome:
    """Run a hall against a real server, then compare every promise with the file."""
    data_dir = folder / f"data-{seed}"
    data_dir.mkdir()
    code = make_workshop(data_dir)
    with Server(data_dir, command=command) as server:
        hall, cuts = run_apart(send_and_kill(server, code, answers=answers, kills=kills, seed=seed))
    with sqlite3.connect(data_dir / "workshop.db") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        rows = connection.execute("SELECT sent_id, answer, revision, given FROM submissions")
        stored = {row[0]: row[1:] for row in rows}
        cards = connection.execute("SELECT given FROM answers WHERE worksheet = 'cards'")
        texts = Counter(json.loads(row[0])["text"] for row in cards)
        logged = Counter(
            json.loads(row[0])["text"]
            for row in connection.execute("SELECT given FROM submissions")
        )
    lost = sum(ack.text not in logged for ack in hall.acks)
    wrong = 0
    for ack in hall.acks:
        row = stored.get(ack.sent_id)
        promised = (ack.answer_id, ack.revision, ack.text)
        wrong += row is not None and (row[0], row[1], json.loads(row[2])["text"]) != promised
    wrong += len(hall.acks) - len({ack.revision for ack in hall.acks})
    duplicated = sum((logged | texts).values()) - len(logged | texts)
    return Outcome(hall.acks, hall.retries, kills, cuts, lost, duplicated, wrong, hall.refusals)


def test_killed_server_loses_and_doubles_nothing(tmp_path: Path, size: Size, note: Note) -> None:
    answers, kills = size.of(600, 6000), size.of(4, 24)

    done = run(tmp_path, answers=answers, kills=kills, seed=1)

    assert done.refusals == []
    assert len(done.acks) == answers
    assert done.cuts > 0
    assert done.retries > 0
    assert (done.lost, done.duplicated, done.wrong) == (0, 0, 0)
    note(
        "L1 kill -9",
        f"kill -9 を{kills}回、端末{PHONES}台の回答{answers}件、切断{done.cuts}回、"
        f"再送{done.retries}回",
        lost=done.lost,
        duplicated=done.duplicated,
    )


def bug(name: str) -> tuple[str, ...]:
    return ("-m", "tests.gates.planted", name, "run", str(ROOT / "app.py"))


@pytest.mark.parametrize("planted", ["ack-before-commit", "no-unique-key"])
def test_planted_bug_is_caught(tmp_path: Path, size: Size, note: Note, planted: str) -> None:
    answers = size.of(200, 1500)
    kills = size.of(1, 6) if planted == "ack-before-commit" else size.of(0, 6)

    done = run(tmp_path, answers=answers, kills=kills, seed=2, command=bug(planted))

    note(
        f"L1 の試験({planted})",
        f"同じことを、間違いを入れたサーバーで(kill -9 {kills}回、回答{answers}件)",
        lost=done.lost,
        duplicated=done.duplicated,
        planted="見つけた",
    )
    if planted == "ack-before-commit":
        assert done.lost > 0
    else:
        assert done.duplicated > 0
