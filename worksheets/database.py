"""The database: one writer, many readers, migrations, and checks at the start.

SQLite: WAL and synchronous=FULL on every connection, so what was acknowledged survives a
power cut. One connection writes and checkpoints, all others are read-only, and a lock file
keeps a second server away (the reasons, measured: docs/reliability.md).
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DatabaseError
from sqlalchemy.pool import NullPool

from worksheets.ballast import Ballast
from worksheets.errors import DamagedData, StartProblem
from worksheets.journal import is_damaged
from worksheets.writing import Handler, Writer, WritingState

_MIGRATIONS = Path(__file__).parent / "migrations"
_FULL = 2  # PRAGMA synchronous as a number
_OWNER_FOLDER, _OWNER_FILE = 0o700, 0o600

# Opens the file for writing or only for reading; the tests of power cuts put their own here.
Connect = Callable[[Path, bool], Any]


class Database:
    """An open database. `write` goes through the one writer, `read` is a snapshot."""

    def __init__(self, url: str, *, connect: Connect | None = None) -> None:
        self.path = file_of(url)
        self.ballast = Ballast(self.path.parent)
        self._lock = take_lock(self.path)
        try:
            self._writing = _make_engine(self.path, connect, writing=True)
            _prepare(self._writing, self.path)
            self._reading = _make_engine(self.path, connect, writing=False)
        except BaseException:
            self._lock.release()
            raise
        self._writer = Writer(self._writing, self.ballast.give_up)

    @property
    def writing_state(self) -> WritingState:
        """How the last commit ended."""
        return self._writer.state

    def write(self, handler: Handler, payload: Any) -> Any:  # noqa: ANN401 -- the handler's own result type
        """Do the work and wait until it is durable."""
        return self._writer.write(handler, payload)

    def write_all(self, handler: Handler, payloads: Sequence[Any]) -> list[Any]:
        """Do much of one kind with few commits; a refusal takes the place of its result."""
        return self._writer.write_all(handler, payloads)

    async def write_async(self, handler: Handler, payload: Any) -> Any:  # noqa: ANN401 -- the handler's own result type
        """Like `write`, without holding up the event loop."""
        return await self._writer.write_async(handler, payload)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a read-only connection; all its queries see one moment."""
        with self._reading.connect() as connection:
            yield connection

    def back_up(self, target: Path) -> None:
        """Write a consistent copy to `target`, which must not exist yet."""
        with self.read() as connection:
            connection.commit()  # VACUUM INTO wants no open transaction
            raw = connection.connection.driver_connection
            if raw is None:
                raise StartProblem("保存ファイルを開けません。もう一度やりなおしてください。")
            raw.rollback()
            raw.execute("VACUUM INTO ?", (str(target),))

    def find_damage(self) -> str | None:
        """Return what is wrong with the file, if anything."""
        with self.read() as connection:
            result = connection.execute(text("PRAGMA integrity_check")).scalar()
        return None if result == "ok" else str(result)

    def close(self) -> None:
        """Finish queued work, close all connections, let go of the lock."""
        # The last to leave puts the log away, and readers cannot: then the data is one file.
        self._reading.dispose()
        self._writer.close()
        self._writing.dispose()
        self._lock.release()


def file_of(url: str) -> Path:
    """Return the SQLite file a database URL names, in a folder that can be written."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        parsed = make_url("unreadable://")
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        raise StartProblem(
            "WORKSHOP_DATABASE_URL は sqlite:///ファイル名 の形で書いてください"
            "(PostgreSQL にはまだ対応していません)。"
        )
    path = Path(parsed.database)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=_OWNER_FOLDER)
        probe = path.parent / ".writable"
        probe.write_bytes(b"")
        probe.unlink()
        # Others on this machine must not read names and answers; WAL files take after this one.
        path.touch(mode=_OWNER_FILE)
        path.chmod(_OWNER_FILE)
    except OSError as problem:
        raise StartProblem(
            f"データの置き場所「{path.parent}」に書きこめません。フォルダーの権限をたしかめるか、"
            "WORKSHOP_DATA_DIR に書きこめるフォルダーを指定してください。"
        ) from problem
    return path


def take_lock(path: Path) -> FileLock:
    """Keep other processes away from this file; raise StartProblem when one has it."""
    lock = FileLock(f"{path}.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout as problem:
        raise StartProblem(
            f"「{path.name}」は、もう一つのこの道具が使っています。先に動いている方を終わらせてから、"
            "もう一度始めてください。"
        ) from problem
    return lock


def _make_engine(path: Path, connect: Connect | None, *, writing: bool) -> Engine:
    if connect is not None:
        engine = create_engine(
            "sqlite://", poolclass=NullPool, creator=lambda: connect(path, writing)
        )
    elif writing:
        engine = create_engine(
            f"sqlite:///{path}", poolclass=NullPool, connect_args={"check_same_thread": False}
        )
    else:
        engine = create_engine(
            f"sqlite:///file:{path}?mode=ro&uri=true",
            pool_size=10,
            max_overflow=20,
            connect_args={"check_same_thread": False},
        )

    @event.listens_for(engine, "connect")
    def _set_up(connection: Any, _record: Any) -> None:  # noqa: ANN401 -- the driver's connection
        # The driver must not begin transactions by itself: BEGIN IMMEDIATE is ours to send.
        connection.isolation_level = None
        if writing:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA fullfsync=1")  # macOS flushes the drive only when asked
            connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA secure_delete=ON")  # what is deleted is not left in free pages
        connection.execute("PRAGMA busy_timeout=5000")
        if connection.execute("PRAGMA synchronous").fetchone()[0] != _FULL:
            raise StartProblem("保存の安全設定(synchronous=FULL)が効きません。")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def known_schemas() -> frozenset[str]:
    """Return the versions of the tables that this version of the product can open."""
    scripts = ScriptDirectory.from_config(_make_config())
    return frozenset(script.revision for script in scripts.walk_revisions())


def _make_config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    return config


def _prepare(engine: Engine, path: Path) -> None:
    config = _make_config()
    known = known_schemas()
    if is_damaged(path.with_name(f"{path.name}-wal")):
        # Opening would silently leave out everything after the damage, and then overwrite it.
        raise DamagedData(_damaged(path))
    try:
        with engine.connect() as connection:
            if connection.execute(text("PRAGMA quick_check")).scalar() != "ok":
                raise DamagedData(_damaged(path))
            current = MigrationContext.configure(connection).get_current_revision()
            if current is not None and current not in known:
                raise StartProblem(
                    "この保存ファイルは、もっと新しい版のこの道具で作られています。"
                    "道具を新しくするか、別の WORKSHOP_DATA_DIR を指定してください。"
                    "ファイルはそのまま残しています。"
                )
            connection.rollback()
            newest = ScriptDirectory.from_config(config).get_current_head()
            if current not in {None, newest}:
                _keep_copy(connection, path, str(current))
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            connection.commit()
    except (DatabaseError, UnicodeDecodeError) as problem:  # damage may sit in a name or message
        raise DamagedData(_damaged(path)) from problem


def _keep_copy(connection: Connection, path: Path, schema: str) -> None:
    """Keep the file as the older version of the product knows it, before its tables change."""
    target = path.with_name(f"{path.stem}-before-upgrade-{schema}{path.suffix}")
    raw = connection.connection.driver_connection
    if raw is not None and not target.exists():
        raw.execute("VACUUM INTO ?", (str(target),))


def _damaged(path: Path) -> str:
    return (
        f"保存ファイル「{path.name}」が壊れているようです。"
        "ファイルには手をつけていません。控え(バックアップ)から「restore」で戻してください。"
    )
