"""Back up by itself: at each step change and at the end, here and to a second folder.

It runs in a thread of its own and never delays a step. What fails is told to the
facilitators; the workshop goes on.
"""

import hashlib
import logging
import queue
import re
import shutil
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from facilitator.backups import check_backup, put_in_place, read_manifest, write_backup
from worksheets.errors import BadInput, WorksheetError
from worksheets.settings import Settings
from worksheets.storage_health import get_storage_health
from worksheets.toolkit import Toolkit

KEPT = 20
COPY_DAYS = 90  # for whole copies of the data, which may be the only trace of damaged ones
_DAY = 24 * 60 * 60.0
_COPY = re.compile(r"-before-(restore|upgrade)-\d.*\.db(-wal)?$")
DAYS = 14  # a deleted workshop lives on in no backup for longer
_NAME = re.compile(r"workshop-(\d{8})-(\d{6})(-\d+)?\.zip")
_log = logging.getLogger(__name__)


_CALM = 2.0  # seconds between a step and its backup


@dataclass(frozen=True, slots=True)
class Good:
    """A backup that was read to its last byte."""

    path: Path
    created: str
    answers: int


class Safekeeping:
    """Makes the automatic backups of one running server."""

    def __init__(self, settings: Settings) -> None:
        self._folders = list_folders(settings)
        self._wanted: queue.SimpleQueue[bool] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="backups", daemon=True)
        self.problems: tuple[str, ...] = ()

    def start(self) -> None:
        """Wait for work in a thread."""
        self._thread.start()

    def want(self, _code: str = "") -> None:
        """Ask for a backup soon; asked several times meanwhile, it is made once."""
        self._wanted.put(True)

    def close(self) -> None:
        """Make the last backup, then stop. The data must still be open."""
        self._wanted.put(False)
        self._thread.join()

    def _run(self) -> None:
        going_on = True
        while going_on:
            going_on = self._wanted.get() and self._let_phones_go_first()
            self.problems = tuple(self._back_up())
            for problem in self.problems:
                _log.warning("%s", problem)

    def _let_phones_go_first(self) -> bool:
        """Wait while phones are told of the step and read it; tell whether to go on after."""
        ends = time.monotonic() + _CALM
        while (left := ends - time.monotonic()) > 0:
            try:
                if not self._wanted.get(timeout=left):
                    return False
            except queue.Empty:
                break
        return True

    def _back_up(self) -> Iterator[str]:
        first, *others = self._folders
        try:
            made = _make(first)
            _prune(first)
            _prune_copies(first.parent)
        except Exception as problem:  # noqa: BLE001 -- the driver's own errors; the thread must live on
            yield _tell(first, problem)
            return
        for folder in others:
            try:
                _copy(made, folder)
                _prune(folder)
            except (OSError, WorksheetError) as problem:
                yield _tell(folder, problem)


def _tell(folder: Path, problem: Exception) -> str:
    # The system's own words are English and name what people need not know.
    reason = str(problem) if isinstance(problem, WorksheetError) else ""
    return (
        f"控え(バックアップ)を「{folder}」に残せませんでした。{reason}"
        "USBメモリーがささっているか、空きがあるかをたしかめてください。研修はそのまま続けられます。"
    )


def list_folders(settings: Settings) -> tuple[Path, ...]:
    """Return where automatic backups go; the first one always has them."""
    first = settings.data_dir / "backups"
    return (first,) if settings.backup_dir is None else (first, settings.backup_dir)


def _make(folder: Path) -> Path:
    # Only the last folder is made: where a USB stick is missing its place stays missing.
    folder.mkdir(exist_ok=True, mode=0o700)
    newest = next(iter(list_backups(folder)), None)
    target = _name_new(folder)
    manifest = write_backup(target)
    _log.info("控えを作りました。")
    if newest is not None and _is_same(newest, manifest):
        target.unlink()  # nothing has changed since
        return newest
    return target


def _is_same(backup: Path, manifest: Mapping[str, Any]) -> bool:
    try:
        return bool(read_manifest(backup)["sha256"] == manifest["sha256"])
    except BadInput:
        return False


def _name_new(folder: Path) -> Path:
    moment = f"{datetime.now().astimezone():%Y%m%d-%H%M%S}"
    target = folder / f"workshop-{moment}.zip"
    number = 1
    while target.exists():
        number += 1
        target = folder / f"workshop-{moment}-{number}.zip"
    return target


def _copy(made: Path, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    target = folder / made.name
    if target.exists():
        return
    draft = target.with_name(f"{target.name}.part")
    try:
        shutil.copyfile(made, draft)
        if _hash(draft) != _hash(made):
            raise BadInput("写したものが元と違います。")
        put_in_place(draft, target)
    finally:
        draft.unlink(missing_ok=True)


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def list_backups(folder: Path) -> list[Path]:
    """Return the automatic backups of a folder, newest first; other files are not ours."""
    if not folder.is_dir():
        return []
    ours = [path for path in folder.iterdir() if _NAME.fullmatch(path.name)]
    return sorted(ours, key=_age, reverse=True)


def _age(path: Path) -> tuple[str, int]:
    found = _NAME.fullmatch(path.name)
    if found is None:
        return ("", 0)
    return (found[1] + found[2], int((found[3] or "-1")[1:]))


def _prune(folder: Path) -> None:
    """Keep the newest, and of each day its last, of the last two weeks; the very newest always."""
    oldest = f"{datetime.now().astimezone() - timedelta(days=DAYS):%Y%m%d}"
    days: set[str] = set()
    for number, path in enumerate(list_backups(folder)):
        day = _age(path)[0][:8]
        if number and (day < oldest or (number >= KEPT and day in days)):
            path.unlink(missing_ok=True)
        days.add(day)


def _prune_copies(data_dir: Path) -> None:
    """Let go of whole copies that an upgrade or a restore left beside the data."""
    now = time.time()
    for path in data_dir.glob("*-before-*.db*"):
        if _COPY.search(path.name) and now - path.stat().st_mtime > COPY_DAYS * _DAY:
            path.unlink(missing_ok=True)


def find_newest_good(settings: Settings) -> Good | None:
    """Return the newest automatic backup that is whole, of all folders."""
    found = [path for folder in list_folders(settings) for path in list_backups(folder)]
    for path in sorted(found, key=_age, reverse=True):
        try:
            manifest = check_backup(path)
        except (BadInput, OSError):
            continue
        return Good(path, str(manifest.get("created", "")), int(manifest["rows"].get("answers", 0)))
    return None


def advise_restoring(settings: Settings) -> str:
    """Say which backup can take the place of damaged data, and how."""
    good = find_newest_good(settings)
    if good is None:
        return "自動の控えは見つかりません。手で作った控え(.zip)があれば、それで戻せます。"
    moment = datetime.fromisoformat(good.created).astimezone()
    return (
        f"いちばん新しい無事な控えは「{good.path}」"
        f"({moment:%Y年%m月%d日 %H:%M}、回答{good.answers}件)です。"
        f"「python -m facilitator restore {good.path}」で戻せます。"
        "壊れたファイルも別の名前で残ります。"
    )


_current: Safekeeping | None = None


@contextmanager
def keeping(settings: Settings, box: Toolkit) -> Iterator[Safekeeping]:
    """Back up at each step change while the block lasts, and once more at its end."""
    global _current  # noqa: PLW0603 -- pages run in threads of Streamlit and need the same one
    before, _current = _current, Safekeeping(settings)
    box.after_step.append(_current.want)
    _current.start()
    try:
        yield _current
    finally:
        box.after_step.remove(_current.want)
        _current.close()
        _current = before


def list_worries() -> tuple[str, ...]:
    """Return what facilitators should know about disk and backups; mostly nothing."""
    message = get_storage_health().message
    problems = _current.problems if _current is not None else ()
    return ((message,) if message else ()) + problems
