"""A disk that keeps what was flushed and loses a random part of the rest when power is cut.

SQLite writes through this layer (an APSW VFS) into memory. At the cut each write since the
last flush of its file survives or not by chance, some torn at a sector; a file never flushed
may be missing altogether.
"""

import random
import threading
from dataclasses import dataclass, field
from typing import Any

import apsw

_SECTOR = 512
_TORN = 0.3
_SAFE_OVERWRITE = 0x1000  # SQLITE_IOCAP_POWERSAFE_OVERWRITE, as the real layer says


@dataclass(slots=True)
class _File:
    """One file: what programs see, what the disk surely has, and what is on the way."""

    seen: bytearray = field(default_factory=bytearray)
    durable: bytearray = field(default_factory=bytearray)
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)  # None: cut off here
    flushed: bool = False

    def flush(self) -> None:
        for offset, data in self.pending:
            _apply(self.durable, offset, data)
        self.pending.clear()
        self.flushed = True


def _apply(content: bytearray, offset: int, data: bytes | None) -> None:
    if data is None:
        del content[offset:]
        return
    if len(content) < offset:
        content.extend(bytes(offset - len(content)))
    content[offset : offset + len(data)] = data


class LossyDisk(apsw.VFS):  # type: ignore[misc] -- a class of the driver
    """The layer. It cuts the power at the `cut_at`th writing or flushing."""

    def __init__(self, name: str, *, cut_at: int, seed: int) -> None:
        self.files: dict[str, _File] = {}
        self.survived: dict[str, bytes] | None = None
        self.flushes = 0
        self.lock = threading.RLock()
        self._chance = random.Random(seed)  # noqa: S311 -- not a secret
        self._left = cut_at
        self.name = name
        super().__init__(name, "")

    @property
    def is_cut(self) -> bool:
        return self.survived is not None

    def count_down(self) -> None:
        """Count one operation; at the last one take down what a disk would have kept."""
        self._left -= 1
        if self._left == 0:
            self.survived = {
                name: kept
                for name, file in self.files.items()
                if (kept := self._survive(file)) is not None
            }

    def _survive(self, file: _File) -> bytes | None:
        if not file.flushed and self._chance.random() < 0.5:
            return None
        kept = bytearray(file.durable)
        for offset, data in file.pending:
            if self._chance.random() < 0.5:
                continue
            if data is not None and len(data) > _SECTOR and self._chance.random() < _TORN:
                torn = self._chance.randrange(1, len(data) // _SECTOR + 1) * _SECTOR
                _apply(kept, offset, data[:torn])
            else:
                _apply(kept, offset, data)
        return bytes(kept)

    def xOpen(self, name: Any, flags: list[int]) -> "_Handle":  # noqa: N802 -- the driver's name
        path = name.filename() if isinstance(name, apsw.URIFilename) else str(name)
        flags[1] = flags[0]
        with self.lock:
            return _Handle(self, self.files.setdefault(path, _File()))

    def xAccess(self, pathname: str, _flags: int) -> bool:  # noqa: N802 -- same
        return pathname in self.files

    def xDelete(self, name: str, _sync: bool) -> None:  # noqa: N802 -- same
        self.files.pop(name, None)

    def xFullPathname(self, name: str) -> str:  # noqa: N802 -- same
        return name


class _Handle:
    """An open file, with the methods SQLite calls."""

    def __init__(self, disk: LossyDisk, file: _File) -> None:
        self._disk = disk
        self._file = file

    def xRead(self, amount: int, offset: int) -> bytes:  # noqa: N802 -- same
        with self._disk.lock:
            return bytes(self._file.seen[offset : offset + amount])

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802 -- same
        with self._disk.lock:
            written = bytes(data)
            _apply(self._file.seen, offset, written)
            self._file.pending.append((offset, written))
            self._disk.count_down()

    def xTruncate(self, size: int) -> None:  # noqa: N802 -- same
        with self._disk.lock:
            _apply(self._file.seen, size, None)
            self._file.pending.append((size, None))

    def xSync(self, _flags: int) -> None:  # noqa: N802 -- same
        with self._disk.lock:
            self._disk.flushes += 1
            self._disk.count_down()  # the power may go in the middle of the flush
            self._file.flush()

    def xFileSize(self) -> int:  # noqa: N802 -- same
        return len(self._file.seen)

    def xLock(self, _level: int) -> None:  # noqa: N802 -- one connection only
        return

    def xUnlock(self, _level: int) -> None:  # noqa: N802 -- same
        return

    def xCheckReservedLock(self) -> bool:  # noqa: N802 -- same
        return False

    def xFileControl(self, _op: int, _pointer: int) -> bool:  # noqa: N802 -- same
        return False

    def xSectorSize(self) -> int:  # noqa: N802 -- same
        return _SECTOR

    def xDeviceCharacteristics(self) -> int:  # noqa: N802 -- same
        return _SAFE_OVERWRITE

    def xClose(self) -> None:  # noqa: N802 -- same
        return
