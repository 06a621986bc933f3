"""A file of a few megabytes beside the data, given up when the disk is full.

Without it a full disk would stop the writing at once; with it the afternoon can be finished.
"""

import os
import shutil
from pathlib import Path

SIZE = 16 * 1024 * 1024
_NAME = "reserve.bin"
_CHUNK = 1024 * 1024
_ROOM = 4  # lay it only where several times as much is free


class Ballast:
    """The reserve of one data folder."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / _NAME

    @property
    def is_there(self) -> bool:
        """Tell whether there is a reserve to give up."""
        return self._file.exists()

    def lay(self) -> bool:
        """Make the reserve where the disk has room; tell whether there is one now."""
        if self.is_there:
            return True
        draft = self._file.with_name(f"{_NAME}.new")
        try:
            if shutil.disk_usage(self._file.parent).free < _ROOM * SIZE:
                return False
            with draft.open("wb") as file:
                for _ in range(SIZE // _CHUNK):
                    file.write(os.urandom(_CHUNK))  # nothing a file system could pack small
                file.flush()
                os.fsync(file.fileno())
            draft.replace(self._file)
        except OSError:
            draft.unlink(missing_ok=True)
            return False
        return True

    def give_up(self) -> bool:
        """Free the reserve's space; tell whether there was any."""
        try:
            self._file.unlink()
        except OSError:
            return False
        return True
