"""What the storage promises: nothing acknowledged is lost, one owner, clear refusals."""

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text

from worksheets import answers, participants, rooms
from worksheets.errors import StartProblem
from worksheets.records import Submission
from worksheets.settings import Settings
from worksheets.toolkit import Toolkit, open_toolkit

ROOT = Path(__file__).parents[2]


def test_every_connection_flushes_before_it_acknowledges(box: Toolkit) -> None:
    with box.database.read() as connection:
        assert connection.execute(text("PRAGMA synchronous")).scalar() == 2
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"


def test_reading_connection_cannot_write(box: Toolkit) -> None:
    with (
        box.database.read() as connection,
        pytest.raises(Exception, match="readonly"),
    ):
        connection.execute(text("DELETE FROM workshops"))


def test_second_server_on_the_same_file_is_refused(box: Toolkit) -> None:
    with pytest.raises(StartProblem, match="もう一つ"):
        open_toolkit(box.settings)


def test_newer_database_is_refused_and_left_alone(settings: Settings) -> None:
    open_toolkit(settings).close()
    path = settings.data_dir / "workshop.db"
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(StartProblem, match="新しい版"):
        open_toolkit(settings)

    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("9999",)


def test_damaged_file_is_refused_and_left_alone(settings: Settings) -> None:
    path = settings.data_dir / "workshop.db"
    path.write_bytes(b"this is no database at all" * 100)
    before = path.read_bytes()

    with pytest.raises(StartProblem, match="壊れている"):
        open_toolkit(settings)

    assert path.read_bytes() == before


def test_data_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("not a folder", encoding="utf-8")

    with pytest.raises(StartProblem, match="書きこめません"):
        open_toolkit(
            Settings(data_dir=in_the_way, database_url=f"sqlite:///{in_the_way / 'workshop.db'}")
        )


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights in another way")
def test_others_on_this_machine_cannot_read_the_file(box: Toolkit, code: str) -> None:
    participants.join(code)
    files = list(box.settings.data_dir.glob("workshop.db*"))

    modes = {file.name: file.stat().st_mode & 0o077 for file in files if file.suffix != ".lock"}
    assert "workshop.db-wal" in modes
    assert set(modes.values()) == {0}


def test_address_that_is_none_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(StartProblem, match="sqlite:///"):
        open_toolkit(Settings(data_dir=tmp_path, database_url="nonsense"))


def test_other_database_is_refused_honestly(tmp_path: Path) -> None:
    with pytest.raises(StartProblem, match="PostgreSQL"):
        open_toolkit(Settings(data_dir=tmp_path, database_url="postgresql+psycopg://somewhere/db"))


def test_many_threads_saving_at_once_lose_nothing(code: str) -> None:
    rooms.go_to(code, "meeting-1", "write")
    people = [participants.join(code).participant for _ in range(20)]

    def send(number: int) -> str:
        return answers.save_answer(
            Submission(
                code=code,
                sent_id=f"s{number}",
                worksheet="cards",
                values={"text": f"カード{number}"},
                participant=people[number % 20],
            )
        ).answer_id

    with ThreadPoolExecutor(16) as pool:
        ids = list(pool.map(send, range(400)))

    stored = answers.list_answers(code, "cards")
    assert len(set(ids)) == 400
    assert {answer.id for answer in stored} == set(ids)
    assert {answer.values["text"] for answer in stored} == {f"カード{n}" for n in range(400)}


def test_copy_made_while_writing_is_whole(box: Toolkit, code: str, tmp_path: Path) -> None:
    rooms.go_to(code, "meeting-1", "write")
    target = tmp_path / "copy.db"

    box.database.back_up(target)

    with sqlite3.connect(target) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT code FROM workshops").fetchall() == [(code,)]


def test_answers_acknowledged_before_a_kill_are_all_there(settings: Settings) -> None:
    script = textwrap.dedent("""
        import sys
        from pathlib import Path
        from tests.samples import make_program
        from worksheets import answers, participants, rooms, toolkit, workshops
        from worksheets.records import Options, Submission
        from worksheets.settings import Settings
        folder = Path(sys.argv[1])
        settings = Settings(data_dir=folder, database_url=f"sqlite:///{folder / 'workshop.db'}")
        with toolkit.use(toolkit.open_toolkit(settings)):
            teams = Options(teams=workshops.make_teams(1))
            opened = workshops.open_workshop(make_program(), title="研修", options=teams)
            code = opened.workshop.code
            rooms.go_to(code, "meeting-1", "write")
            person = participants.join(code).participant
            for number in range(100_000):
                answers.save_answer(Submission(code=code, sent_id=f"s{number}", worksheet="note",
                    values={"text": f"{number}"}, participant=person))
                print(code, number, flush=True)
    """)
    with subprocess.Popen(
        [sys.executable, "-c", script, str(settings.data_dir)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(200)]
        process.send_signal(signal.SIGKILL)
        lines += process.stdout.readlines()

    code, number = [line for line in lines if line.endswith("\n")][-1].split()
    with sqlite3.connect(settings.data_dir / "workshop.db") as connection:
        sent = connection.execute("SELECT count(*) FROM submissions").fetchone()[0]
        assert connection.execute("SELECT code FROM workshops").fetchone() == (code,)
    assert sent >= int(number) + 1 >= 200


def test_closed_database_is_one_file(settings: Settings) -> None:
    box = open_toolkit(settings)
    with box.database.read() as connection:
        connection.execute(text("SELECT count(*) FROM workshops"))

    box.close()

    names = {path.name for path in settings.data_dir.glob("workshop.db*")}
    assert names == {"workshop.db", "workshop.db.lock"}
