"""APSW behind the face of Python's sqlite3, as far as the storage code uses it.

So the product's own engine, writer and SQL run unchanged on a file layer of ours.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import apsw


class Cursor:
    """A cursor; rows are read at once, as the statements here are small."""

    def __init__(self, connection: "Connection") -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid = 0
        self.arraysize = 1

    def execute(self, statement: str, parameters: Sequence[Any] = ()) -> "Cursor":
        raw = self._connection.raw
        cursor = raw.cursor()
        # Afterwards a statement without rows no longer says which columns it has.
        cursor.exec_trace = self._describe
        cursor.execute(self._connection.rewrite(statement), tuple(parameters))
        self._rows = list(cursor)
        self.rowcount = raw.changes()
        self.lastrowid = raw.last_insert_rowid()
        return self

    def _describe(self, cursor: apsw.Cursor, _statement: str, _bindings: Any) -> bool:
        columns = cursor.getdescription()
        self.description = tuple((name, *[None] * 6) for name, _ in columns) or None
        return True

    def executemany(self, statement: str, many: Iterable[Sequence[Any]]) -> "Cursor":
        count = 0
        for parameters in many:
            self.execute(statement, parameters)
            count += self.rowcount
        self.rowcount = count
        return self

    def fetchone(self) -> Any:
        return self._rows.pop(0) if self._rows else None

    def fetchall(self) -> list[Any]:
        rows, self._rows = self._rows, []
        return rows

    def fetchmany(self, size: int = 1) -> list[Any]:
        rows, self._rows = self._rows[:size], self._rows[size:]
        return rows

    def close(self) -> None:
        self._rows = []


class Connection:
    """A connection; `lie` gives other statements to SQLite than it was asked for."""

    isolation_level: Any = None

    def __init__(self, raw: apsw.Connection, lie: dict[str, str]) -> None:
        self.raw = raw
        self._lie = lie

    def rewrite(self, statement: str) -> str:
        return self._lie.get(statement, statement)

    def cursor(self) -> Cursor:
        return Cursor(self)

    def execute(self, statement: str, parameters: Sequence[Any] = ()) -> Cursor:
        return self.cursor().execute(statement, parameters)

    def create_function(self, *_: Any, **__: Any) -> None:
        """SQLAlchemy registers functions our statements never call."""

    def commit(self) -> None:
        if self.raw.in_transaction:
            self.raw.execute("COMMIT")

    def rollback(self) -> None:
        if self.raw.in_transaction:
            self.raw.execute("ROLLBACK")

    def close(self) -> None:
        self.raw.close()
