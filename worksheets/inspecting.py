"""Look into the database or a copy of it for damage, also where SQLite's own check sees none.

A copy from elsewhere is looked into by a process of its own, which should start quickly: so this
module itself needs nothing but SQLite.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from worksheets.codes import hash_values

if TYPE_CHECKING:
    from worksheets.database import Database

_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a database holds, and what is wrong with it in words for people."""

    schema: str  # the version of the tables; empty when there are none
    rows: Mapping[str, int]
    damage: tuple[str, ...]


def list_tables() -> tuple[str, ...]:
    """Return the names of all our tables."""
    from worksheets.tables import metadata  # noqa: PLC0415 -- see the first lines

    return tuple(metadata.tables)


def inspect_database(database: "Database") -> Inspection:
    """Look into the open database, as it is at this moment."""
    with database.read() as connection:
        raw = connection.connection.driver_connection
        if not isinstance(raw, sqlite3.Connection):
            raise TypeError(type(raw))
        return _inspect(raw, list_tables())


def inspect_copy(path: Path, tables: Iterable[str] | None = None) -> Inspection:
    """Look into a file nobody has open; it is not changed, not even by a journal beside it."""
    tables = list_tables() if tables is None else tables
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as raw:
            raw.execute("PRAGMA temp_store = MEMORY")  # whoever looks may be allowed no files
            return _inspect(raw, tables)
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return Inspection("", {}, ("保存ファイルとして開けません。",))


def _inspect(raw: sqlite3.Connection, tables: Iterable[str]) -> Inspection:
    try:
        wrong = [str(row[0]) for row in raw.execute("PRAGMA integrity_check(5)")]
        if wrong != ["ok"]:
            return Inspection("", {}, ("保存ファイルの中が壊れています。",))
        there = {row[0] for row in raw.execute("SELECT name FROM sqlite_master")}
        schema = _find_schema(raw) if "alembic_version" in there else ""
        names = [name for name in tables if name in there]
        rows = {name: _count(raw, name) for name in names}
        damage = [
            found
            for name in ("answers", "submissions")
            if name in there
            for found in _find_changed(raw, name)
        ]
        if raw.execute("PRAGMA foreign_key_check").fetchone() is not None:
            damage.append("研修のない参加者や回答があります。")
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return Inspection("", {}, ("保存ファイルを最後まで読めません。",))
    return Inspection(schema, rows, tuple(damage))


def _find_schema(raw: sqlite3.Connection) -> str:
    row = raw.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else ""


def _count(raw: sqlite3.Connection, name: str) -> int:
    return int(raw.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])  # noqa: S608 -- our own table names


def _find_changed(raw: sqlite3.Connection, name: str) -> list[str]:
    """Compare each answer with the short hash kept beside it."""
    key = "id" if name == "answers" else "answer"
    query = f'SELECT "{key}", given, hash FROM "{name}"'  # noqa: S608 -- our own names
    changed = [row[0] for row in raw.execute(query) if hash_values(row[1]) != row[2]]
    if not changed:
        return []
    named = "、".join(changed[:_MOST_NAMED]) + ("など" if len(changed) > _MOST_NAMED else "")
    what = "回答" if name == "answers" else "回答の前の版"
    return [f"{what}{len(changed)}件の文が、保存したときと違います({named})。"]
