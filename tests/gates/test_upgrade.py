"""L12: a file of an older version is upgraded with every row, and its old form is kept."""

import hashlib
import shutil
import sqlite3
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from tests.gates.conftest import Note
from worksheets import answers, database, participants, rooms, toolkit
from worksheets.database import known_schemas
from worksheets.inspecting import inspect_database
from worksheets.records import Submission
from worksheets.settings import Settings
from worksheets.toolkit import Toolkit, open_toolkit

ROWS = 200
_NEXT = '''
"""A version of the tables that does not exist yet."""

import sqlalchemy as sa
from alembic import op

revision = "next"
down_revision = "{head}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("answers") as table:
        table.add_column(sa.Column("mood", sa.Text, nullable=True))
'''


def fingerprint(path: Path) -> dict[str, tuple[int, str]]:
    """Count the rows of each table and hash them, without columns a later version added."""
    found = {}
    columns = {"answers": "id, code, worksheet, given, hash, version, revision"}
    with sqlite3.connect(path) as connection:
        for table in ("workshops", "participants", "answers", "submissions", "votes"):
            wanted = columns.get(table, "*")
            rows = connection.execute(f"SELECT {wanted} FROM {table} ORDER BY 1, 2").fetchall()  # noqa: S608 -- our own names
            found[table] = (len(rows), hashlib.sha256(repr(rows).encode()).hexdigest())
    connection.close()
    return found


@pytest.fixture
def filled(box: Toolkit, code: str) -> Path:
    rooms.go_to(code, "meeting-1", "write")
    person = participants.join(code).participant
    for number in range(ROWS):
        given = {"text": f"{number} 👪 か゛き゛"}
        answers.save_answer(Submission(code, f"s{number}", "cards", given, person))
    box.close()
    return box.database.path


def make_next_version(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the product have one more version of its tables."""
    [head] = known_schemas() - _parents()
    scripts = folder / "migrations"
    shutil.copytree(database._MIGRATIONS, scripts)
    (scripts / "versions" / "9999_next.py").write_text(
        _NEXT.format(head=head).lstrip(), encoding="utf-8"
    )
    monkeypatch.setattr(database, "_MIGRATIONS", scripts)


def _parents() -> set[str]:
    from alembic.script import ScriptDirectory  # noqa: PLC0415 -- only here

    scripts = ScriptDirectory.from_config(database._make_config())
    return {str(script.down_revision) for script in scripts.walk_revisions()}


def test_upgrade_keeps_every_row_and_the_old_file(
    filled: Path, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, note: Note
) -> None:
    before = fingerprint(filled)
    assert before["answers"][0] == ROWS
    make_next_version(tmp_path, monkeypatch)

    with toolkit.use(open_toolkit(settings)) as box:
        inspected = inspect_database(box.database)

    assert (inspected.schema, inspected.damage) == ("next", ())
    assert fingerprint(filled) == before
    [kept] = filled.parent.glob("workshop-before-upgrade-*.db")
    assert fingerprint(kept) == before
    note("L12 新しい版へ", f"回答{ROWS}件の件数と指紋(SHA-256)", lost=0, duplicated=0)


def test_version_before_refuses_the_upgraded_file(
    filled: Path, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as later:
        make_next_version(tmp_path, later)
        open_toolkit(settings).close()
    after = filled.read_bytes()

    with pytest.raises(database.StartProblem, match="新しい版"):
        open_toolkit(settings)

    assert filled.read_bytes() == after


def test_file_of_the_first_version_opens_with_every_row(settings: Settings) -> None:
    path = settings.data_dir / "workshop.db"
    engine = create_engine(f"sqlite:///{path}")
    config = Config()
    config.set_main_option("script_location", str(database._MIGRATIONS))
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.commit()
    engine.dispose()
    row = ("a1", "ABC234", "note", None, "t1", '{"text":"む"}', "h", 1, 5, False, False, "2026")
    with sqlite3.connect(path) as connection:
        connection.execute(
            "INSERT INTO workshops VALUES ('ABC234','k','研修','','{}','{}','2026',5,5,'{}')"
        )
        connection.execute("INSERT INTO answers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    connection.close()
    before = fingerprint(path)

    open_toolkit(settings).close()

    after = fingerprint(path)
    assert {name: count for name, (count, _) in after.items()} == {
        name: count for name, (count, _) in before.items()
    }
    assert after["answers"] == before["answers"]
