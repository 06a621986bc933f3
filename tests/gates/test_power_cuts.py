"""L2: the power is cut while answers are stored; what was acknowledged must be there afterwards.

Real here: Database, Writer, saving, their SQL and their settings, SQLite's own log and
recovery; afterwards the product opens what survived with Python's own SQLite. Not real: the
disk (lossy_disk.py), and SQLite comes with APSW, so that a layer can be put under it.
"""

import json
import random
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import apsw

from tests.gates.apsw_face import Connection
from tests.gates.conftest import Note, Size
from tests.gates.lossy_disk import LossyDisk, _File
from tests.samples import make_program
from worksheets import answers, participants, rooms, toolkit, workshops
from worksheets.database import Database
from worksheets.errors import DamagedData
from worksheets.inspecting import inspect_database
from worksheets.records import Options, Participant, Submission
from worksheets.settings import Settings
from worksheets.toolkit import Toolkit, open_toolkit

WRITERS = 8
FULL = "PRAGMA synchronous=FULL"
# The planted bug: the weaker setting, and a pragma that claims otherwise.
LIE = {FULL: "PRAGMA synchronous=NORMAL", "PRAGMA synchronous": "SELECT 2"}


@dataclass(frozen=True)
class Hall:
    """A workshop prepared on an ordinary disk, and its file."""

    code: str
    people: list[Participant]
    content: bytes
    path: Path


@dataclass(frozen=True)
class Outcome:
    """What one cut did."""

    acknowledged: int
    lost: int
    doubled: int
    damaged: bool


def prepare(folder: Path) -> Hall:
    folder.mkdir()
    path = folder / "workshop.db"
    with toolkit.use(open_toolkit(Settings(folder, f"sqlite:///{path}"))):
        teams = Options(teams=workshops.make_teams(3))
        code = workshops.open_workshop(make_program(), title="研修", options=teams).workshop.code
        rooms.go_to(code, "meeting-1", "write")
        people = [participants.join(code).participant for _ in range(WRITERS)]
    return Hall(code, people, path.read_bytes(), path)


def cut_power(hall: Hall, folder: Path, *, number: int, lie: dict[str, str]) -> Outcome:
    """Store answers until the power goes, then open what the disk kept."""
    chance = random.Random(number)  # noqa: S311 -- not a secret
    disk = LossyDisk(f"lossy-{number}", cut_at=chance.randrange(40, 900), seed=number)
    content = bytearray(hall.content)
    disk.files[str(hall.path)] = _File(bytearray(content), content, flushed=True)

    def connect(path: Path, writing: bool) -> Any:
        if not writing:
            return sqlite3.connect(
                f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
        raw = apsw.Connection(str(path), vfs=disk.name)
        # Without shared memory only one connection may use the log.
        raw.execute("PRAGMA locking_mode=EXCLUSIVE")
        return Connection(raw, lie)

    settings = Settings(hall.path.parent, f"sqlite:///{hall.path}")
    database = Database(settings.database_url, connect=connect)
    promised: dict[str, str] = {}

    def write_on(person: Participant) -> None:
        turn = 0
        while not disk.is_cut:
            turn += 1
            sheet = "cards" if turn <= 250 else "note"
            text = f"{person.id} {turn} " + "い" * (turn % 90) + "。"
            sent_id = f"{person.id}-{turn}"
            answers.save_answer(
                Submission(hall.code, sent_id, sheet, {"text": text}, participant=person)
            )
            if not disk.is_cut:  # else nobody hears it any more
                promised[sent_id] = text

    with (
        toolkit.use(Toolkit(settings, database)),
        ThreadPoolExecutor(WRITERS) as pool,
    ):
        list(pool.map(write_on, hall.people))
    assert disk.survived is not None
    return compare(hall.path.name, disk.survived, promised, folder / f"cut-{number}")


def compare(
    name: str, survived: dict[str, bytes], promised: dict[str, str], folder: Path
) -> Outcome:
    folder.mkdir()
    for path, content in survived.items():
        (folder / Path(path).name).write_bytes(content)
    settings = Settings(folder, f"sqlite:///{folder / name}")
    try:
        with toolkit.use(open_toolkit(settings)) as box:
            damaged = bool(inspect_database(box.database).damage)
    except DamagedData:
        damaged = True  # the start saw by itself that commits are missing in the middle
    with sqlite3.connect(folder / name) as connection:
        rows = connection.execute("SELECT sent_id, given FROM submissions").fetchall()
        cards = [r[0] for r in connection.execute("SELECT given FROM answers") if r[0] != "{}"]
    stored = {sent_id: json.loads(given)["text"] for sent_id, given in rows}
    lost = sum(stored.get(sent_id) != text for sent_id, text in promised.items())
    return Outcome(len(promised), lost, len(cards) - len(set(cards)), damaged)


def test_power_cut_loses_nothing_acknowledged(tmp_path: Path, size: Size, note: Note) -> None:
    hall = prepare(tmp_path / "hall")
    cuts = size.of(20, 200)

    done = [cut_power(hall, tmp_path, number=number, lie={}) for number in range(cuts)]

    acknowledged = sum(one.acknowledged for one in done)
    assert acknowledged > cuts * 10
    assert [number for number, one in enumerate(done) if one.lost or one.damaged] == []
    assert sum(one.doubled for one in done) == 0
    note(
        "L2 停電",
        f"停電を{cuts}回(書きこみの途中と、ディスクへ届ける途中)、受け付けた回答{acknowledged}件",
        lost=sum(one.lost for one in done),
        duplicated=sum(one.doubled for one in done),
    )


def test_planted_weaker_setting_is_caught(tmp_path: Path, size: Size, note: Note) -> None:
    hall = prepare(tmp_path / "hall")
    cuts = size.of(4, 150)

    done = [cut_power(hall, tmp_path, number=number, lie=LIE) for number in range(cuts)]

    lost = sum(one.lost for one in done)
    runs = sum(one.lost > 0 for one in done)
    assert lost > 0
    note(
        "L2 の試験(synchronous=NORMAL)",
        f"停電を{cuts}回、弱い設定で({runs}回で失った)",
        lost=lost,
        duplicated=sum(one.doubled for one in done),
        planted="見つけた",
    )
