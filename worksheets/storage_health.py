"""How the place of the data is: does it take what is written, and for how long still."""

import shutil
from dataclasses import dataclass

from worksheets import toolkit

_LITTLE = 64 * 1024 * 1024
_MEGABYTE = 1024 * 1024
_FULL = (
    "保存する場所がいっぱいで、回答を受け取れません。要らないファイルを消して空きを作ってください。"
    "書いた内容は参加者の端末に残っていて、空きができると自動で届きます。"
)
_FAILING = (
    "保存先のディスクに書きこめません。ディスクの接続と権限をたしかめてください。"
    "書いた内容は参加者の端末に残っていて、書けるようになると自動で届きます。"
)
_RESERVE_USED = (
    "保存する場所がいっぱいになったため、取っておいた予備の空き(16MB)を使って受け取っています。"
    "いまのうちに、要らないファイルを消してください。"
)


@dataclass(frozen=True, slots=True)
class StorageHealth:
    """What is known about the disk; `message` is empty when nobody need act."""

    writable: bool
    reserve: bool
    free_bytes: int
    message: str = ""


def get_storage_health() -> StorageHealth:
    """Look at the disk and at how the last writing ended."""
    database = toolkit.current().database
    free = shutil.disk_usage(database.path.parent).free
    reserve = database.ballast.is_there
    state = database.writing_state
    if state.failed is not None:
        return StorageHealth(False, reserve, free, _FULL if state.failed == "full" else _FAILING)
    if state.reserve_used and not reserve:
        return StorageHealth(True, reserve, free, _RESERVE_USED)
    if free < _LITTLE:
        left = f"保存する場所の空きが、あと{free // _MEGABYTE}MBです。"
        return StorageHealth(True, reserve, free, f"{left}要らないファイルを消してください。")
    return StorageHealth(True, reserve, free)


def keep_reserve() -> None:
    """Lay the reserve at the start, and again once the disk has room."""
    toolkit.current().database.ballast.lay()
